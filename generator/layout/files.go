package layout

import (
	"bytes"
	"errors"
	"html/template"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/markup"
	"tassei/generator/ordinary"
)

// maxFile is the largest file that is read from a layouts folder, in bytes.
const maxFile = 1 << 20

// sources are the files of the two folders, the city's file of a name in place of the
// default one.
type sources struct {
	bytes    map[string][]byte // by name, relative to the layouts folder, with slashes
	own      map[string]bool   // the city's, where they say another thing than the defaults
	standard map[string]bool   // the default ones
	unread   []string          // the city's that are none of those that are read
}

// readSources reads base.html, pages, parts, assets and icons.
func readSources(defaults, override fs.FS) (sources, Errors) {
	src := sources{bytes: map[string][]byte{}, own: map[string]bool{}, standard: map[string]bool{}}
	_, faults := readFolder(defaults, func(name string, b []byte) {
		src.bytes[name], src.standard[name] = b, true
	})
	if override != nil && len(faults) == 0 {
		var blank Errors
		src.unread, faults = readFolder(override, func(name string, b []byte) {
			if blanked(name, b, src.bytes[name]) {
				blank = append(blank, fileFault(name, tell("blank")))
			}
			src.own[name] = !src.standard[name] || !bytes.Equal(b, src.bytes[name])
			src.bytes[name] = b
		})
		faults = append(faults, blank...)
	}
	return src, faults
}

func (src sources) names() []string { return slices.Sorted(maps.Keys(src.bytes)) }

// readFolder hands on the files that are read, and lists those that are not. A folder
// in which something is refused is not read at all.
func readFolder(fsys fs.FS, use func(name string, b []byte)) (unread []string, faults Errors) {
	names, faults := inspect(fsys)
	if len(faults) > 0 {
		return nil, faults
	}
	for _, name := range names {
		if !wanted(name) {
			unread = append(unread, name)
		} else if b, err := fs.ReadFile(fsys, name); err != nil {
			faults = append(faults, readFault(name, err))
		} else {
			use(name, b)
		}
	}
	return unread, faults
}

// wanted tells which files matter.
func wanted(name string) bool {
	dir, _, within := strings.Cut(name, "/")
	switch dir {
	case "pages", "parts":
		return path.Ext(name) == ".html"
	case "icons":
		return path.Ext(name) == ".svg"
	}
	return name == "base.html" || dir == "assets" && within
}

// Bounds of a city's own layouts.
const (
	maxFiles   = 1000
	maxFolders = 8
)

// NotFolder is the fault of layouts that are no folder but a link or a file.
func NotFolder() Errors { return Errors{fileFault("", tell("folder"))} }

// Inspect tells what of a city's folder of layouts is not read at all: links,
// special files, and what is too large. The error is an [Errors]. Load does it too.
func Inspect(fsys fs.FS) error {
	_, faults := inspect(fsys)
	return faults.orNil()
}

// inspect lists the files of a whole folder, messages and all, without opening one
// and without editors' litter: links and special files are refused wherever they are,
// so that nothing is ever taken from elsewhere or left out in silence.
func inspect(fsys fs.FS) (names []string, faults Errors) {
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			faults = append(faults, readFault(name, err))
			return fs.SkipDir
		case name == ".":
			return nil
		case ordinary.Litter(d.Name()):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && strings.Count(name, "/") >= maxFolders:
			faults = append(faults, fileFault(name, tell("deep")))
			return fs.SkipDir
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			faults = append(faults, fileFault(name, tell("special")))
			return nil
		}
		if names = append(names, name); len(names) > maxFiles {
			faults = append(faults, fileFault(name, tell("many")))
			return fs.SkipAll
		}
		if info, err := d.Info(); err == nil && info.Size() > maxFile {
			faults = append(faults, fileFault(name, tell("large")))
		}
		return nil
	})
	if err != nil {
		faults = append(faults, readFault(".", err))
	}
	return names, faults
}

func readFault(name string, err error) *Error {
	// The path error's own path may name the machine's folders.
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	return fileFault(name, tell("unreadable", err))
}

// text gives a text file with BOM and CRLF taken away, so that they make no
// difference to what is built.
func text(name string, b []byte) (string, *Error) {
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	if at := bytes.IndexByte(b, 0); at >= 0 && utf8.Valid(b) {
		return "", faultIn(name, string(b), at, tell("zeros"))
	}
	if at := diag.Undecoded(b); at >= 0 {
		return "", faultIn(name, string(b), at, tell("encoding"))
	}
	s := strings.ReplaceAll(string(b), "\r\n", "\n")
	if at := diag.Unmerged([]byte(s)); at >= 0 {
		return "", faultIn(name, s, at, tell("unmerged"))
	}
	return s, nil
}

// blanked reports whether a city's style sheet or script has nothing in it, not even a
// remark that nothing is wanted, in place of one that has: what a full disk leaves behind.
func blanked(name string, own, standard []byte) bool {
	return slices.Contains([]string{".css", ".js"}, path.Ext(name)) && len(bytes.TrimSpace(own)) == 0 && len(bytes.TrimSpace(standard)) > 0
}

// icons checks every icon and gives them by name ("icons/search.svg" is "search").
func (src sources) icons() (map[string]template.HTML, Errors) {
	icons := map[string]template.HTML{}
	var faults Errors
	for _, name := range src.names() {
		short, ok := strings.CutPrefix(name, "icons/")
		if !ok {
			continue
		}
		s, fault := text(name, src.bytes[name])
		if fault == nil {
			svg, wrong := markup.Icon(s)
			if wrong != nil {
				fault = marked(name, s, *wrong)
			}
			s = svg
		}
		if fault != nil {
			faults = append(faults, fault)
		}
		// A faulty icon still has a name, so that its use is no second fault.
		icons[strings.TrimSuffix(short, ".svg")] = template.HTML(s)
	}
	return icons, faults
}
