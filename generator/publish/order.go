package publish

import (
	"cmp"
	"iter"
	"path"
	"slices"
	"strings"

	"tassei/generator/output"
)

// The phases in which files are sent. Each is whole before the next begins;
// removal goes through them the other way round.
const (
	phaseAssets  = iota // what pages load
	phaseData           // what pages link to
	phaseNew            // new pages, which nothing links to yet
	phaseChanged        // pages that may link to new ones
	phaseFront          // the front pages of years, of languages, of the site
)

var loaded = map[string]bool{
	".css": true, ".js": true, ".mjs": true, ".wasm": true, ".webmanifest": true,
	".woff2": true, ".woff": true, ".ttf": true, ".otf": true,
	".svg": true, ".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".avif": true, ".ico": true,
}

// phase tells when a file goes. A compressed twin goes with its file.
func phase(p string, isNew bool) int {
	p = untwin(p)
	ext := strings.ToLower(path.Ext(p))
	if loaded[ext] || strings.HasPrefix(p, "assets/") || strings.Contains(p, "/assets/") {
		return phaseAssets
	}
	if !isPage(p) {
		return phaseData
	}
	if path.Base(p) == frontPage {
		return phaseFront
	}
	if isNew {
		return phaseNew
	}
	return phaseChanged
}

// isPage reports whether the file is a page of the site, or of a sealed one.
func isPage(p string) bool {
	ext := strings.ToLower(path.Ext(p))
	return (ext == ".html" || ext == ".htm") && !output.IsSealedSource(p)
}

// untwin gives the file that a compressed twin stands for. index.html.gz is a
// twin; a download named data.gz is not.
func untwin(p string) string {
	for _, ext := range []string{".gz", ".br"} {
		if base, found := strings.CutSuffix(p, ext); found && compressible(base) {
			return base
		}
	}
	return p
}

// inOrder sorts by phase, then by path; front pages from the deepest up, so
// that the front page of the site is the very last.
func inOrder(a, b string, phaseA, phaseB int) int {
	if c := cmp.Compare(phaseA, phaseB); c != 0 {
		return c
	}
	if phaseA == phaseFront {
		if c := cmp.Compare(strings.Count(b, "/"), strings.Count(a, "/")); c != 0 {
			return c
		}
	}
	return cmp.Compare(a, b)
}

// runs parts a list into its runs of neighbours of one rank, of at most so many each.
func runs[T any](list []T, most int, rank func(T) int) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for begin, end := 0, 0; begin < len(list); begin = end {
			for end < len(list) && end-begin < most && rank(list[end]) == rank(list[begin]) {
				end++
			}
			if !yield(list[begin:end]) {
				return
			}
		}
	}
}

// folders gives every folder that holds one of the paths, parents first, the
// root as "." among them.
func folders(paths []string) []string {
	seen := map[string]bool{".": true}
	list := []string{"."}
	for _, p := range paths {
		for dir := path.Dir(p); !seen[dir]; dir = path.Dir(dir) {
			seen[dir] = true
			list = append(list, dir)
		}
	}
	slices.SortFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(depth(a), depth(b)), cmp.Compare(a, b))
	})
	return list
}

func depth(dir string) int {
	if dir == "." {
		return 0
	}
	return 1 + strings.Count(dir, "/")
}
