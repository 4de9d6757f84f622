package output

import (
	"testing"

	"tassei/generator/must"
)

// Layouts that a seal was made from are read and not run as pages, and nothing else is
// taken for one of them.
func TestContentType(t *testing.T) {
	const html = "text/html; charset=utf-8"
	for path, want := range map[string]string{
		"index.html": html, "archive/FY2024/index.html": html, "data/source/x.html": html, "archive//data/source/x.html": html,
		"archive/FY2024/data/index.html": html, "archive/FY2024/data/source/layouts/x.html": plainText,
		"archive/FY2024/data/source/layouts/x.css": "text/css; charset=utf-8", "INDEX.HTML": html,
		MarkerName: plainText, "a/" + MarkerName: plainText, MarkerName + "-sums": plainText, "LICENSE": "application/octet-stream", "a.bin": "application/octet-stream",
	} {
		must.Be(t, ContentType(path), want, path)
	}
}
