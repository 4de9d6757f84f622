package output

import (
	"path"
	"strings"
)

// ContentTypes are those of a site's files, by their ending: they are fixed here,
// because the system's own table differs from machine to machine.
var ContentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".htm": "text/html; charset=utf-8",
	".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif",
	".webp": "image/webp", ".avif": "image/avif", ".ico": "image/x-icon",
	".woff2": "font/woff2", ".woff": "font/woff", ".ttf": "font/ttf", ".otf": "font/otf",
	".json": "application/json", ".jsonld": "application/ld+json", ".webmanifest": "application/manifest+json",
	".csv": "text/csv; charset=utf-8", ".txt": plainText, ".md": "text/markdown; charset=utf-8",
	".xml": "application/xml", ".toml": "application/toml", ".pdf": "application/pdf", ".zip": "application/zip",
	".xlsx":    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".minisig": plainText,
}

const plainText = "text/plain; charset=utf-8"

// ContentType is that of a file of a site, by its path.
func ContentType(p string) string {
	kind := ContentTypes[strings.ToLower(path.Ext(p))]
	switch {
	case strings.HasPrefix(kind, "text/html") && IsSealedSource(p), kind == "" && strings.HasPrefix(path.Base(p), MarkerName):
		return plainText // to be read, and not to be run as a page
	case kind == "":
		return "application/octet-stream"
	}
	return kind
}

// IsSealedSource reports whether a file is one of those that the site of a seal was
// made from: layouts among them end in .html and are no pages. The sample settings of
// servers say the same.
func IsSealedSource(p string) bool {
	rest, sealed := strings.CutPrefix(p, "archive/")
	edition, inside, _ := strings.Cut(rest, "/")
	return sealed && edition != "" && strings.HasPrefix(inside, "data/source/")
}
