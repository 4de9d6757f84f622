package publish

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"tassei/generator/output"
)

// withManifest shows a tree as a file system of exactly its files and its
// manifest. Reading a file whose bytes are not those of its digest fails.
func (t Tree) withManifest() treeView {
	text := t.Files.Text()
	marker := output.File{Path: output.MarkerName, Size: int64(len(text)), Sum: sha256.Sum256(text)}
	v := treeView{tree: t, text: text, files: map[string]output.File{marker.Path: marker}, dirs: map[string][]fs.DirEntry{}}
	paths := []string{marker.Path}
	for _, file := range t.Files {
		v.files[file.Path] = file
		paths = append(paths, file.Path)
	}
	for _, dir := range folders(paths) {
		if dir != "." {
			v.add(dir, viewInfo{name: path.Base(dir), dir: true})
		}
	}
	for _, p := range paths {
		v.add(p, viewInfo{name: path.Base(p), size: v.files[p].Size})
	}
	for _, entries := range v.dirs {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return v
}

type treeView struct {
	tree  Tree
	text  []byte
	files map[string]output.File
	dirs  map[string][]fs.DirEntry
}

func (v treeView) add(p string, i viewInfo) {
	dir := path.Dir(p)
	v.dirs[dir] = append(v.dirs[dir], fs.FileInfoToDirEntry(i))
}

// Open opens a file. Of folders nobody wants more than Stat, of the root, and ReadDir give.
func (v treeView) Open(name string) (fs.File, error) {
	file, found := v.files[name]
	if !found {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	source := io.NopCloser(io.Reader(bytes.NewReader(v.text)))
	if name != output.MarkerName {
		f, err := v.tree.FS.Open(name)
		if err != nil {
			return nil, &SourceError{Path: name, Err: err}
		}
		source = f
	}
	return &viewFile{
		viewInfo: viewInfo{name: path.Base(name), size: file.Size},
		Reader:   &checked{file: file, r: source, hash: sha256.New(), count: func(int64) {}},
		Closer:   source,
	}, nil
}

func (v treeView) Stat(name string) (fs.FileInfo, error)      { return viewInfo{name: name, dir: true}, nil }
func (v treeView) ReadDir(name string) ([]fs.DirEntry, error) { return v.dirs[name], nil }

type viewFile struct {
	viewInfo
	io.Reader
	io.Closer
}

func (f *viewFile) Stat() (fs.FileInfo, error) { return f.viewInfo, nil }

type viewInfo struct {
	name string
	size int64
	dir  bool
}

func (i viewInfo) Name() string       { return i.name }
func (i viewInfo) Size() int64        { return i.size }
func (i viewInfo) ModTime() time.Time { return time.Time{} }
func (i viewInfo) IsDir() bool        { return i.dir }
func (i viewInfo) Sys() any           { return nil }
func (i viewInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
