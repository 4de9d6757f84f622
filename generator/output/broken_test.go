package output

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/must"
)

var errUnread = errors.New("cannot be read")

// readsFail is a file system of which the n-th call fails.
type readsFail struct {
	fs.FS
	n, calls int
	failed   string
}

func (f *readsFail) call(name string) error {
	if f.calls++; f.calls == f.n {
		f.failed = name
		return errUnread
	}
	return nil
}

func (f *readsFail) Open(name string) (fs.File, error) {
	if err := f.call("open"); err != nil {
		return nil, err
	}
	file, err := f.FS.Open(name)
	return &readFails{file, f}, err
}

type readFails struct {
	fs.File
	of *readsFail
}

func (f *readFails) Stat() (fs.FileInfo, error) {
	if err := f.of.call("stat"); err != nil {
		return nil, err
	}
	return f.File.Stat()
}

func (f *readFails) Read(data []byte) (int, error) {
	if err := f.of.call("read"); err != nil {
		return 0, err
	}
	return f.File.Read(data)
}

func (f *readFails) ReadDir(n int) ([]fs.DirEntry, error) {
	if err := f.of.call("list"); err != nil {
		return nil, err
	}
	return f.File.(fs.ReadDirFile).ReadDir(n)
}

// Whichever read of a tree fails, it is told, and never taken for an end of a
// file or of a folder.
func TestEveryReadFails(t *testing.T) {
	files := fstest.MapFS{
		"index.html": {Data: []byte(strings.Repeat("text ", 10_000))}, "a/b/c.html": {Data: []byte("x")}, "a/empty": {},
	}
	listed, err := Hash(files)
	must.Succeed(t, err)
	files[MarkerName] = &fstest.MapFile{Data: listed.Text()}
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, faultOld)
	for name, use := range map[string]func(fs.FS) error{
		"store":   func(fsys fs.FS) error { return storeAll(io.Discard, fsys) },
		"deflate": func(fsys fs.FS) error { return deflate(io.Discard, fsys) },
		"hash":    func(fsys fs.FS) error { _, err := Hash(fsys); return err },
		"verify":  func(fsys fs.FS) error { _, _, err := Verify(fsys); return err },
		"copy": func(fsys fs.FS) error {
			stage := begun(t, out)
			defer stage.Abort()
			return walkFiles(fsys, func(path string) error {
				err := stage.CopyFile("copied/"+path, fsys, path)
				if err != nil {
					if _, late := stage.Commit(); !errors.Is(late, errUnread) {
						t.Errorf("the commit says %v", late)
					}
				}
				return err
			})
		},
	} {
		for n := 1; ; n++ {
			fsys := &readsFail{FS: files, n: n}
			err := use(fsys)
			if fsys.calls < n {
				if err != nil || n < 10 {
					t.Errorf("%s: %v after %d calls", name, err, n)
				}
				break
			}
			if name == "verify" && fsys.failed == "stat" && err == nil {
				continue // [fs.ReadFile] asks for the size to save work, and can do without
			}
			if !errors.Is(err, errUnread) {
				t.Errorf("%s: call %d fails: told %v", name, n, err)
			}
		}
	}
	wantTree(t, out, faultOld)
}

// room takes so many bytes and no more.
type room struct{ left int }

func (r *room) Write(data []byte) (int, error) {
	if len(data) > r.left {
		n := r.left
		r.left = 0
		return n, errPlayed
	}
	r.left -= len(data)
	return len(data), nil
}

// A zip for which there is not room enough is never taken for a whole one.
func TestZipWithoutRoom(t *testing.T) {
	files := fstest.MapFS{"a/b.html": {Data: []byte(strings.Repeat("text ", 2000))}, "c": {Data: []byte("x")}}
	for method, pack := range packers {
		var whole bytes.Buffer
		must.Succeed(t, pack(&whole, files))
		for size := 0; size < whole.Len(); size += 1 + size/20 {
			if err := pack(&room{size}, files); !IsFull(err) {
				t.Errorf("%s in %d of %d bytes: %v", method, size, whole.Len(), err)
			}
		}
		if err := pack(&room{whole.Len()}, files); err != nil {
			t.Errorf("%s with room enough: %v", method, err)
		}
	}
}

// turning is a file that is another each time it is opened.
type turning struct {
	fstest.MapFS
	text   func(opened int) string
	opened int
}

func (f *turning) Open(name string) (fs.File, error) {
	if name == "a.html" {
		f.opened++
		f.MapFS[name].Data = []byte(f.text(f.opened))
	}
	return f.MapFS.Open(name)
}

// A stored file has its checksum before it, which must be that of its bytes.
func TestZipOfAFileThatChanges(t *testing.T) {
	longer := func(n int) string { return strings.Repeat("x", n) }
	for _, text := range []func(int) string{longer, strconv.Itoa} { // and another one as long
		files := &turning{MapFS: fstest.MapFS{"a.html": {}, "b.html": {}}, text: text}
		if err := storeAll(io.Discard, files); err == nil || !strings.Contains(err.Error(), "a.html") {
			t.Errorf("got %v", err)
		}
	}
}

// Every reason and every problem has words of its own; a number without any is
// told as that.
func TestEveryReasonHasWords(t *testing.T) {
	words := map[string]bool{}
	for r := IsSource; r <= InUse; r++ {
		words[r.String()] = true
	}
	for p := PathInvalid; p <= PathDecomposed; p++ {
		words[p.String()] = true
	}
	if len(words) != int(InUse)+int(PathDecomposed) || words[""] {
		t.Errorf("%d reasons and problems: %v", int(InUse)+int(PathDecomposed), words)
	}
	for said, want := range map[string]string{
		Reason(0).String():                       "reason 0",
		(InUse + 1).String():                     "reason 16",
		PathProblem(-1).String():                 "path problem -1",
		(PathDecomposed + 1).String():            "path problem 10",
		(&LockedError{Path: "x"}).Error():        "x is being built by another process",
		(&PathError{"A", PathTwin, "a"}).Error(): `"A" is the same file on some systems: "a"`,
	} {
		must.Be(t, said, want, "said")
	}
}
