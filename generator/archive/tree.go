package archive

import (
	"archive/zip"
	"crypto/sha512"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"tassei/generator/carry"
)

// tree is what is there to be read: a folder or the inside of a zip.
type tree struct {
	at     string   // how paths are named in problems: this before them
	files  []string // ordinary files, sorted
	sizes  map[string]int64
	open   func(path string) (io.ReadCloser, error)
	faults []Problem // links, special files, what cannot be read
}

func (t *tree) has(path string) bool {
	_, ok := t.sizes[path]
	return ok
}

// readFolder lists a folder. Links and special files are named, never opened.
func readFolder(fsys fs.FS, at string) *tree {
	t := &tree{at: at, sizes: map[string]int64{}}
	var found problems
	var folders []string
	err := fs.WalkDir(fsys, ".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			found.add(unreadable, at+path, "error", plainError(err))
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
		case entry.IsDir():
			folders = append(folders, path)
		case !entry.Type().IsRegular():
			found.add(oddFile, at+path)
		default:
			info, err := entry.Info()
			if err != nil {
				found.add(unreadable, at+path, "error", plainError(err))
				return nil
			}
			t.files = append(t.files, path)
			t.sizes[path] = info.Size()
		}
		return nil
	})
	if err != nil {
		found.add(unreadable, at+".", "error", plainError(err))
	}
	slices.Sort(t.files)
	if len(found.list) == 0 {
		for _, folder := range folders {
			if folder != "." && !holdsFile(t.files, folder+"/") {
				found.add(extraFile, at+folder+"/", "list", manifestFile)
			}
		}
	}
	t.faults = found.list
	t.open = func(path string) (io.ReadCloser, error) { return fsys.Open(path) }
	return t
}

func holdsFile(files []string, prefix string) bool {
	i, _ := slices.BinarySearch(files, prefix)
	return i < len(files) && strings.HasPrefix(files[i], prefix)
}

// plainError is the system's word for an error, without the path, which stands
// beside it, and which would differ from place to place.
func plainError(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// readZip lists a zip of one bag. The folder that all files may lie in is
// returned apart, "" if there is none.
func readZip(archive *zip.Reader, at string) (t *tree, folder string) {
	t = &tree{at: at, sizes: map[string]int64{}}
	var found problems
	files := map[string]*zip.File{}
	for i, f := range archive.File {
		first, _, _ := strings.Cut(f.Name, "/")
		if i == 0 {
			folder = first
		}
		if first != folder || !strings.Contains(f.Name, "/") {
			folder = ""
		}
	}
	for _, f := range archive.File {
		path := f.Name
		if folder != "" {
			path = strings.TrimPrefix(path, folder+"/")
		}
		switch {
		case strings.HasSuffix(f.Name, "/") && f.UncompressedSize64 == 0:
			// Repacking programs list the folders too.
		case !fs.ValidPath(path) || strings.Contains(path, `\`) || files[path] != nil:
			found.add(extraFile, at+f.Name, "list", manifestFile)
		case !f.Mode().IsRegular():
			found.add(oddFile, at+f.Name)
		default:
			files[path] = f
			t.files = append(t.files, path)
			t.sizes[path] = int64(f.UncompressedSize64)
		}
	}
	if folder != "" {
		t.at += folder + "/"
	}
	slices.Sort(t.files)
	t.faults = found.list
	t.open = func(path string) (io.ReadCloser, error) { return files[path].Open() }
	return t, folder
}

// largeTag bounds the files that are read whole: a manifest of 250,000 files.
const largeTag = 64 << 20

// read returns a whole file, for the few that are about the others.
func (t *tree) read(path string) ([]byte, error) {
	if t.sizes[path] > largeTag {
		return nil, fmt.Errorf("%d bytes are too many", t.sizes[path])
	}
	r, err := t.open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, largeTag))
}

// hashed is a file that was read.
type hashed struct {
	sum  digest
	size int64
	err  error
}

// hasher is what reading a file to its digest takes; it is used again and again.
type hasher struct {
	hash.Hash
	buffer []byte
}

var hashers = sync.Pool{New: func() any { return &hasher{sha512.New(), make([]byte, 64<<10)} }}

// hashAll reads files, several at a time.
func (t *tree) hashAll(paths []string) []hashed {
	results := make([]hashed, len(paths))
	carry.Each(0, len(paths), func(i int) {
		tool := hashers.Get().(*hasher)
		defer hashers.Put(tool)
		tool.Reset()
		results[i].size, results[i].err = t.copyTo(tool, paths[i], tool.buffer)
		tool.Sum(results[i].sum[:0])
	})
	return results
}

func (t *tree) copyTo(w io.Writer, path string, buffer []byte) (int64, error) {
	r, err := t.open(path)
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return io.CopyBuffer(struct{ io.Writer }{w}, struct{ io.Reader }{r}, buffer)
}
