package layout

import (
	"bytes"
	"encoding/xml"
	"errors"
	"html/template"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/ordinary"
)

// maxFile is the largest file that is read from a layouts folder, in bytes.
const maxFile = 1 << 20

// file is one of the files that a Set was made from.
type file struct {
	name       string // relative to the layouts folder, with slashes
	overridden bool   // true if it came from the city's folder and says another thing than the defaults
}

// sources are the files of the two folders after the override, by name.
type sources struct {
	bytes map[string][]byte
	list  []file // sorted by name

	standard map[string]bool // names of the default files
	unread   []string        // the city's files that are none of those that are read
}

// readSources reads base.html, pages, parts, assets and icons, the city's file
// of a name in place of the default one.
func readSources(defaults, override fs.FS) (sources, Errors) {
	src := sources{bytes: map[string][]byte{}, standard: map[string]bool{}}
	var faults Errors
	if override != nil {
		// A folder in which something is refused is not read at all.
		if faults = inspect(override); len(faults) > 0 {
			return src, faults
		}
	}
	for i, fsys := range []fs.FS{override, defaults} {
		if fsys == nil {
			continue
		}
		names := layoutNames(fsys, &faults)
		if i == 0 {
			src.unread = unread(fsys, names)
		}
		for _, name := range names {
			if i == 1 {
				src.standard[name] = true
			}
			b, fault := readFile(fsys, name)
			if own, taken := src.bytes[name]; taken {
				if at := slices.IndexFunc(src.list, func(f file) bool { return f.name == name }); bytes.Equal(b, own) {
					src.list[at].overridden = false // a copy
				}
				continue
			}
			if fault != nil {
				faults = append(faults, fault)
			}
			src.bytes[name] = b
			src.list = append(src.list, file{name: name, overridden: i == 0})
		}
	}
	slices.SortFunc(src.list, func(a, b file) int { return strings.Compare(a.name, b.name) })
	return src, faults
}

// layoutNames lists the files that matter, editors' litter left out.
func layoutNames(fsys fs.FS, faults *Errors) []string {
	var names []string
	if _, err := fs.Stat(fsys, "base.html"); err == nil {
		names = append(names, "base.html")
	}
	for _, dir := range []string{"assets", "icons", "pages", "parts"} {
		err := fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				if name == dir && errors.Is(err, fs.ErrNotExist) {
					return fs.SkipAll
				}
				return err
			}
			if ordinary.Litter(d.Name()) {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if !d.IsDir() && wanted(dir, name) {
				names = append(names, name)
			}
			return nil
		})
		if err != nil {
			*faults = append(*faults, readFault(dir, err))
		}
	}
	return names
}

// unread lists the files of a city's folder that are not among the names, without
// its messages, which others read, and what it wrote down for itself; the folder of
// the program's own has a Go file.
func unread(fsys fs.FS, names []string) (list []string) {
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || name == ".":
		case ordinary.Litter(d.Name()), d.IsDir() && (name == "messages" || name == "notices"):
			if d.IsDir() {
				return fs.SkipDir
			}
		case !d.IsDir() && !slices.Contains(names, name) && !slices.Contains([]string{".md", ".txt", ".go"}, path.Ext(name)):
			list = append(list, name)
		}
		return nil
	})
	return list
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
func Inspect(fsys fs.FS) error { return inspect(fsys).orNil() }

// inspect looks through a city's whole folder, messages and all, without opening
// a file: links and special files are refused wherever they are, so that nothing
// is ever taken from elsewhere or left out in silence.
func inspect(fsys fs.FS) (faults Errors) {
	files := 0
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
		if files++; files > maxFiles {
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
	return faults
}

func wanted(dir, name string) bool {
	switch dir {
	case "pages", "parts":
		return path.Ext(name) == ".html"
	case "icons":
		return path.Ext(name) == ".svg"
	}
	return true
}

func readFile(fsys fs.FS, name string) ([]byte, *Error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, readFault(name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, readFault(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fileFault(name, tell("special"))
	}
	b, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	if err != nil {
		return nil, readFault(name, err)
	}
	if len(b) > maxFile {
		return nil, fileFault(name, tell("large"))
	}
	return b, nil
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

// icons checks every icon and gives them by name ("icons/search.svg" is "search").
func (src sources) icons() (map[string]template.HTML, Errors) {
	icons := map[string]template.HTML{}
	var faults Errors
	for _, f := range src.list {
		short, ok := strings.CutPrefix(f.name, "icons/")
		if !ok {
			continue
		}
		s, fault := text(f.name, src.bytes[f.name])
		if fault == nil {
			s, fault = plainSVG(f.name, s)
		}
		if fault != nil {
			faults = append(faults, fault)
		}
		// A faulty icon still has a name, so that its use is no second fault.
		icons[strings.TrimSuffix(short, ".svg")] = template.HTML(s)
	}
	return icons, faults
}

// plainSVG checks that an icon is one well-formed svg element that runs nothing
// and fetches nothing, and gives it without prolog.
func plainSVG(name, s string) (string, *Error) {
	dec := xml.NewDecoder(strings.NewReader(s))
	start, end, depth, roots := 0, 0, 0, 0
	wrong := func(what *saying) *Error { return faultIn(name, s, int(dec.InputOffset()), what) }
	for {
		at := int(dec.InputOffset())
		token, err := dec.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", wrong(tell("iconxml", err))
		}
		switch token := token.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
				start = at
			}
			if depth == 0 && token.Name.Local != "svg" {
				return "", wrong(tell("icononly"))
			}
			if what := unwantedSVG(token); what != nil {
				return "", wrong(what)
			}
			depth++
		case xml.EndElement:
			depth--
			end = int(dec.InputOffset())
		}
	}
	if roots != 1 {
		return "", wrong(tell("icononly"))
	}
	return s[start:end], nil
}

func unwantedSVG(e xml.StartElement) *saying {
	switch strings.ToLower(e.Name.Local) {
	case "script", "style", "foreignobject", "iframe", "image":
		return tell("iconelement", e.Name.Local)
	}
	for _, a := range e.Attr {
		key := strings.ToLower(a.Name.Local)
		if strings.HasPrefix(key, "on") || key == "style" {
			return tell("iconattribute", a.Name.Local)
		}
		if key == "href" && !strings.HasPrefix(a.Value, "#") {
			return tell("iconhref")
		}
	}
	return nil
}
