package publish

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"

	"tassei/generator/output"
)

// smallest is the size from which a file is worth a compressed twin.
const smallest = 1 << 10

// twinFormat stands in the names of kept twins. It rises when the bytes of a
// twin would come out otherwise, so that old ones are not taken for new.
const twinFormat = "1"

var textKinds = map[string]bool{
	".html": true, ".htm": true, ".css": true, ".js": true, ".mjs": true, ".svg": true, ".xml": true,
	".json": true, ".jsonld": true, ".webmanifest": true, ".csv": true, ".txt": true, ".md": true, ".toml": true,
}

func compressible(p string) bool { return textKinds[strings.ToLower(path.Ext(p))] }

// Precompress adds a gzip and a brotli twin (index.html.gz, index.html.br) to
// every text file over 1 kB, for servers that hand such twins out. The twins
// are made once for each content and kept in a folder of their own, so that a
// later run makes only those of changed files; what no file needs any more is
// removed from there. The same content gives the same bytes. Sealed years get
// no twins: a seal lists all that lies in it.
func Precompress(ctx context.Context, tree Tree, keep string, jobs int) (Tree, error) {
	folder, err := output.OpenFolder(keep)
	if err != nil {
		return Tree{}, refuse("write", keep, err)
	}
	defer folder.Close()
	t := &twins{tree: tree, folder: folder, kept: folder.FS(), names: map[string]string{}, used: map[string]bool{}}
	var sources []output.File
	for _, file := range tree.Files {
		if file.Size > smallest && compressible(file.Path) && !sealed(file.Path) {
			sources = append(sources, file)
		}
	}
	err = each(ctx, max(jobs, 1), len(sources), func(_ context.Context, i int) error { return t.add(sources[i]) })
	if err != nil {
		return Tree{}, err
	}
	if err := t.prune(); err != nil {
		return Tree{}, refuse("read", keep, err)
	}
	if err := folder.Sync(); err != nil {
		return Tree{}, refuse("write", keep, err)
	}
	for _, file := range t.files {
		if _, taken := tree.Files.Find(file.Path); taken {
			return Tree{}, &TreeError{Path: file.Path, Err: fs.ErrExist}
		}
	}
	all := slices.Concat(tree.Files, t.files)
	slices.SortFunc(all, output.ByPath)
	return Tree{FS: &twinFS{FS: tree.FS, kept: os.DirFS(keep), names: t.names}, Files: all, Held: folder.Held().In(keep)}, nil
}

// twins gathers the twins of a tree.
type twins struct {
	tree Tree
	kept fs.FS

	mu     sync.Mutex
	folder *output.Folder
	files  output.Manifest
	names  map[string]string // path of a twin → its name in the folder
	used   map[string]bool
}

func (t *twins) add(file output.File) error {
	var text []byte // read when a twin is missing
	for _, kind := range []struct {
		ext  string
		into func(io.Writer) io.WriteCloser
	}{{".gz", gzipped}, {".br", brotlied}} {
		name := twinFormat + "-" + hex.EncodeToString(file.Sum[:]) + kind.ext
		packed, err := fs.ReadFile(t.kept, name)
		if errors.Is(err, fs.ErrNotExist) {
			if text == nil {
				if text, err = t.read(file); err != nil {
					return err
				}
			}
			if packed, err = pack(text, kind.into); err != nil {
				return err
			}
			err = t.put(name, packed)
		}
		if err != nil {
			return refuse("write", name, err)
		}
		t.take(file.Path+kind.ext, name, packed, int64(len(packed)) < file.Size)
	}
	return nil
}

// read reads a source whole and holds it to its digest.
func (t *twins) read(file output.File) ([]byte, error) {
	text, err := fs.ReadFile(t.tree.FS, file.Path)
	if err != nil {
		return nil, &SourceError{Path: file.Path, Err: err}
	}
	if sha256.Sum256(text) != file.Sum {
		return nil, &SourceError{Path: file.Path, Changed: true}
	}
	return text, nil
}

func (t *twins) put(name string, packed []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.folder.Put(name, bytes.NewReader(packed))
}

// take lists a twin; one that saves nothing is kept but not published.
func (t *twins) take(p, name string, packed []byte, saves bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.used[name] = true
	if saves {
		t.names[p] = name
		t.files = append(t.files, output.File{Path: p, Size: int64(len(packed)), Sum: sha256.Sum256(packed)})
	}
}

// prune removes twins that no file needs, and what a run that was killed left of
// one. Other things in the folder stay, and so does what somebody holds.
func (t *twins) prune() error {
	entries, err := fs.ReadDir(t.kept, ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name := entry.Name()
		of, half := output.TemporaryOf(name)
		switch {
		case half && isTwinName(of):
			t.folder.Sweep(of)
		case !t.used[name] && isTwinName(name):
			t.folder.Discard(name)
		}
	}
	return nil
}

func isTwinName(name string) bool {
	base, ext := strings.TrimSuffix(name, path.Ext(name)), path.Ext(name)
	version, digits, found := strings.Cut(base, "-")
	return found && (ext == ".gz" || ext == ".br") && len(digits) == 2*sha256.Size &&
		strings.Trim(digits, "0123456789abcdef") == "" && version != "" && strings.Trim(version, "0123456789") == ""
}

// brotliLevel is the highest that is quick; 11 takes twenty times as long for a
// few hundredths.
const brotliLevel = 9

func gzipped(w io.Writer) io.WriteCloser {
	z, _ := gzip.NewWriterLevel(w, gzip.BestCompression) // a level that there is
	return z
}

func brotlied(w io.Writer) io.WriteCloser { return brotli.NewWriterLevel(w, brotliLevel) }

func pack(text []byte, into func(io.Writer) io.WriteCloser) ([]byte, error) {
	var b bytes.Buffer
	w := into(&b)
	if _, err := w.Write(text); err != nil {
		return nil, err
	}
	err := w.Close()
	return b.Bytes(), err
}

// twinFS shows the twins beside the files of the tree.
type twinFS struct {
	fs.FS
	kept  fs.FS
	names map[string]string
}

func (t *twinFS) Open(name string) (fs.File, error) {
	if kept, is := t.names[name]; is {
		return t.kept.Open(kept)
	}
	return t.FS.Open(name)
}
