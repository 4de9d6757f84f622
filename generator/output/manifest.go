package output

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// MarkerName is the file at the root of a tree that marks it as made by this
// program and lists its other files. It is published with the rest.
const MarkerName = ".tassei"

// The first line of a marker. A later format would carry a higher number.
const (
	markerWord = "tassei tree, format "
	markerLine = markerWord + "1"
)

// File is one file of a tree.
type File struct {
	Path string            // slash-separated, from the root of the tree
	Size int64             // in bytes
	Sum  [sha256.Size]byte // SHA-256 of its bytes
}

// Manifest lists the files of a tree, sorted by path in byte order, each once.
// The marker is not among them.
//
// Its text is the line "tassei tree, format 1" and then, for each file, the
// SHA-256 in hexadecimal, two spaces, the size, two spaces and the path. Lines
// end with a line feed. The same files give the same text.
type Manifest []File

// Find returns the file at a path.
func (m Manifest) Find(path string) (File, bool) { return (&finder{files: m}).find(path) }

// finder finds files of a manifest; one that is asked for in order it need not search.
type finder struct {
	files Manifest
	next  int
}

func (f *finder) find(path string) (File, bool) {
	if f.next >= len(f.files) || f.files[f.next].Path != path {
		f.next = sort.Search(len(f.files), func(i int) bool { return f.files[i].Path >= path })
	}
	if f.next >= len(f.files) || f.files[f.next].Path != path {
		return File{}, false
	}
	f.next++
	return f.files[f.next-1], true
}

// Paths returns the paths of all files.
func (m Manifest) Paths() []string {
	paths := make([]string, len(m))
	for i, file := range m {
		paths[i] = file.Path
	}
	return paths
}

// Bytes returns the sum of all sizes.
func (m Manifest) Bytes() int64 {
	var sum int64
	for _, file := range m {
		sum += file.Size
	}
	return sum
}

// Text returns the manifest as it stands in a tree.
func (m Manifest) Text() []byte {
	size := len(markerLine) + 1
	for _, file := range m {
		size += 2*sha256.Size + len(file.Path) + 16
	}
	text := make([]byte, 0, size)
	text = append(text, markerLine...)
	text = append(text, '\n')
	for _, file := range m {
		text = hex.AppendEncode(text, file.Sum[:])
		text = append(text, "  "...)
		text = strconv.AppendInt(text, file.Size, 10)
		text = append(text, "  "...)
		text = append(text, file.Path...)
		text = append(text, '\n')
	}
	return text
}

// Errors of [ParseManifest] that a caller may want to tell apart.
var (
	ErrNotManifest = errors.New("not a manifest")             // the first line is not ours
	ErrNewerFormat = errors.New("manifest of a newer format") // the first line has a higher number
)

// ParseManifest reads the text of a manifest. It accepts exactly what
// [Manifest.Text] writes. Paths share memory with the text.
func ParseManifest(text string) (Manifest, error) {
	first, rest, _ := strings.Cut(text, "\n")
	number, ours := strings.CutPrefix(first, markerWord)
	if !ours {
		return nil, ErrNotManifest
	}
	if number != "1" {
		if n, err := strconv.Atoi(number); err == nil && n > 1 {
			return nil, ErrNewerFormat
		}
		return nil, ErrNotManifest
	}
	files := make(Manifest, 0, strings.Count(rest, "\n"))
	for line := 2; rest != ""; line++ {
		var row string
		var ended bool
		row, rest, ended = strings.Cut(rest, "\n")
		file, err := parseRow(row)
		if err == nil && !ended {
			err = errors.New("cut off")
		}
		if err == nil && len(files) > 0 && files[len(files)-1].Path >= file.Path {
			err = errors.New("out of order")
		}
		if err != nil {
			return nil, fmt.Errorf("manifest line %d: %w", line, err)
		}
		files = append(files, file)
	}
	return files, nil
}

func parseRow(row string) (File, error) {
	var file File
	const digits = 2 * sha256.Size
	if len(row) < digits+2 || row[digits:digits+2] != "  " {
		return file, errors.New("no digest")
	}
	sum := row[:digits]
	if strings.ContainsAny(sum, "ABCDEF") {
		return file, errors.New("digest in capitals")
	}
	if _, err := hex.Decode(file.Sum[:], []byte(sum)); err != nil {
		return file, err
	}
	size, path, found := strings.Cut(row[digits+2:], "  ")
	n, err := strconv.ParseInt(size, 10, 64)
	if !found || err != nil || n < 0 || strconv.FormatInt(n, 10) != size {
		return file, errors.New("no size")
	}
	file.Size, file.Path = n, path
	return file, CheckPath(path)
}

// ReadManifest reads the manifest that lies in a tree. A tree without one gives
// an error that is [fs.ErrNotExist].
func ReadManifest(fsys fs.FS) (Manifest, error) { return ManifestIn(fsys, MarkerName) }

// ManifestIn is ReadManifest for one that is kept under another name.
func ManifestIn(fsys fs.FS, name string) (Manifest, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	return ParseManifest(string(text))
}

// Hash makes the manifest of a tree by reading every file in it but the
// marker. Anything but files and folders, such as a symbolic link, is an error.
func Hash(fsys fs.FS) (Manifest, error) {
	var files Manifest
	buffer := make([]byte, 64<<10)
	hash := sha256.New()
	err := walkFiles(fsys, func(path string) error {
		if path == MarkerName {
			return nil
		}
		r, err := fsys.Open(path)
		if err != nil {
			return err
		}
		defer r.Close()
		hash.Reset()
		size, err := io.CopyBuffer(struct{ io.Writer }{hash}, struct{ io.Reader }{r}, buffer)
		if err != nil {
			return err
		}
		file := File{Path: path, Size: size}
		hash.Sum(file.Sum[:0])
		files = append(files, file)
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(files, ByPath)
	return files, nil
}

// ByPath orders files as a manifest has them. A walk puts "a/b" before "a.b".
func ByPath(a, b File) int { return strings.Compare(a.Path, b.Path) }

// walkFiles calls visit for each file of a tree and fails on anything that is
// neither file nor folder.
func walkFiles(fsys fs.FS, visit func(path string) error) error {
	return fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return nil
		}
		if !entry.Type().IsRegular() {
			return &RefusedError{Path: path, Reason: NotRegular}
		}
		return visit(path)
	})
}

// Difference is what must happen to one tree to make it another. Each list is
// sorted by path.
type Difference struct {
	Added   []File // only in the new tree
	Changed []File // in both, with other bytes; as in the new tree
	Removed []File // only in the old tree
	Same    int    // files that are equal in both
}

// Empty reports whether the two trees hold the same files.
func (d Difference) Empty() bool {
	return len(d.Added)+len(d.Changed)+len(d.Removed) == 0
}

// Compare tells what changed from one tree to another.
func Compare(old, new Manifest) Difference {
	var d Difference
	for len(old) > 0 || len(new) > 0 {
		switch {
		case len(old) == 0 || len(new) > 0 && new[0].Path < old[0].Path:
			d.Added = append(d.Added, new[0])
			new = new[1:]
		case len(new) == 0 || old[0].Path < new[0].Path:
			d.Removed = append(d.Removed, old[0])
			old = old[1:]
		default:
			if old[0] == new[0] {
				d.Same++
			} else {
				d.Changed = append(d.Changed, new[0])
			}
			old, new = old[1:], new[1:]
		}
	}
	return d
}

// Verify reads a tree that carries a manifest and compares the two. The
// difference is from what the manifest says to what is there: Removed files are
// missing, Added ones are not listed, Changed ones have other bytes.
func Verify(fsys fs.FS) (Manifest, Difference, error) {
	listed, err := ReadManifest(fsys)
	if err != nil {
		return nil, Difference{}, err
	}
	found, err := Hash(fsys)
	if err != nil {
		return nil, Difference{}, err
	}
	return listed, Compare(listed, found), nil
}

// firstLine reads the first line of a marker without reading all of it.
func firstLine(r io.Reader) string {
	line, _ := bufio.NewReaderSize(io.LimitReader(r, 128), 128).ReadBytes('\n')
	return string(bytes.TrimSuffix(line, []byte("\n")))
}
