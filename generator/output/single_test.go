package output

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

// holds reads all files of a folder as they are, without a manifest.
func holds(t *testing.T, dir string) tree {
	t.Helper()
	found := tree{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || path == dir {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		if entry.IsDir() {
			found[filepath.ToSlash(name)+"/"] = ""
			return nil
		}
		data, err := os.ReadFile(path)
		found[filepath.ToSlash(name)] = string(data)
		return err
	})
	must.Succeed(t, err)
	return found
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "comment.md")
	must.Succeed(t, WriteFile(name, []byte("one")))
	must.Succeed(t, os.Chmod(name, 0o664))
	before := stat(t, name)
	must.Succeed(t, WriteFile(name, []byte("two")))
	after := stat(t, name)
	if after.Mode() != before.Mode() || os.SameFile(before, after) {
		t.Errorf("mode %v, in place %v", after.Mode(), os.SameFile(before, after))
	}
	if got := holds(t, dir); !maps.Equal(got, tree{"comment.md": "two"}) {
		t.Errorf("%v", got)
	}
	if err := WriteFile(dir, nil); !isRefused(err, NotRegular) {
		t.Errorf("got %v", err)
	}
	if err := os.Symlink(name, filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	if err := WriteFile(filepath.Join(dir, "link"), nil); !isRefused(err, IsSymlink) {
		t.Errorf("got %v", err)
	}
}

// A sealed file is read-only, in a folder that is not.
func TestReadOnlyFileStays(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "sealed.toml")
	write(t, name, "sealed")
	must.Succeed(t, os.Chmod(name, 0o444))
	if err := WriteFile(name, []byte("x")); !isRefused(err, NotWritable) {
		t.Errorf("got %v", err)
	}
	if _, err := WriteSet(dir, []Edit{{Path: "new.toml"}, {Path: "sealed.toml"}}); !isRefused(err, NotWritable) {
		t.Errorf("got %v", err)
	}
	if got := holds(t, dir); !maps.Equal(got, tree{"sealed.toml": "sealed"}) {
		t.Errorf("%v", got)
	}
}

func TestWriteFileFails(t *testing.T) {
	for n := 1; ; n++ {
		dir := t.TempDir()
		name := filepath.Join(dir, "a.toml")
		write(t, name, "old")
		d, calls := breakAt(n, false)
		err := writeFile(d, name, []byte("new"))
		got := holds(t, dir)
		if calls() < n {
			if err != nil || n < 4 {
				t.Fatal(n, err)
			}
			return
		}
		if err == nil || len(got) != 1 || got["a.toml"] != "old" && got["a.toml"] != "new" {
			t.Errorf("call %d: %v %v", n, err, got)
		}
	}
}

// A file of which a part could not be written does not take the other's place, though
// nobody asked what became of that part. After that, and after its place was taken, there is nothing to give up.
func TestReplacementOfHalfAFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "site.zip")
	write(t, name, "old")
	for _, broken := range []bool{true, false} {
		want := "old"
		r, err := replace(&disk{before: func(call, _ string) error {
			if broken && call == "write" {
				return errPlayed
			}
			return nil
		}}, name)
		must.Succeed(t, err)
		_, _ = r.Write([]byte("new"))
		broken, want = false, map[bool]string{true: "old", false: "new"}[broken]
		must.Be(t, r.Commit() != nil, want == "old", "an error")
		must.Succeed(t, r.Abort(), want)
		must.Be(t, errors.Is(r.Commit(), ErrEnded), true, want)
		wantHolds(t, "after all", dir, tree{"site.zip": want})
	}
}

func TestReplacementIsGivenUp(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "site.zip")
	write(t, name, "old")
	r, err := Replace(name)
	must.Succeed(t, err)
	must.Succeed(t, must.Err(r.Write([]byte("half"))))
	if err := errors.Join(r.Abort(), r.Abort()); err != nil {
		t.Error(err)
	}
	if err := r.Commit(); !errors.Is(err, ErrEnded) {
		t.Errorf("got %v", err)
	}
	if got := holds(t, dir); !maps.Equal(got, tree{"site.zip": "old"}) {
		t.Errorf("%v", got)
	}
}

var setEdits = []Edit{
	{Path: "data/a.toml", Data: []byte("new a")},
	{Path: "data/FY2025/b.toml", Data: []byte("new b"), New: true},
	{Path: "content/c.md", Data: []byte("new c")},
}

func setFolder(t *testing.T) (dir string, before, after tree) {
	dir = t.TempDir()
	write(t, filepath.Join(dir, "data", "a.toml"), "old a")
	write(t, filepath.Join(dir, "data", "z.toml"), "old z")
	before = tree{"data/": "", "data/a.toml": "old a", "data/z.toml": "old z"}
	after = tree{
		"data/": "", "data/a.toml": "new a", "data/z.toml": "old z",
		"data/FY2025/": "", "data/FY2025/b.toml": "new b", "content/": "", "content/c.md": "new c",
	}
	return dir, before, after
}

func TestWriteSet(t *testing.T) {
	dir, _, after := setFolder(t)
	must.Succeed(t, must.Err(WriteSet(dir, setEdits)))
	if got := holds(t, dir); !maps.Equal(got, after) {
		t.Errorf("%v", got)
	}
	if _, err := WriteSet(dir, setEdits); !isRefused(err, Exists) {
		t.Errorf("got %v", err)
	}
}

// Whichever call fails, all files are old or all are new, and nothing is left
// but what could not be deleted, which is named.
func TestWriteSetFails(t *testing.T) {
	for _, links := range []bool{true, false} {
		writeSetFails(t, links)
	}
}

func writeSetFails(t *testing.T, links bool) {
	t.Helper()
	failures := 0
	for n := 1; ; n++ {
		dir, before, after := setFolder(t)
		d, calls := breakAt(n, false)
		if breaks := d.before; !links {
			d.before = func(call, path string) error {
				if call == "link" {
					return errors.ErrUnsupported
				}
				return breaks(call, path)
			}
		}
		left, err := writeSet(d, dir, setEdits)
		got := holds(t, dir)
		if left != nil {
			if _, there := got[left.Path]; !there || left.Files != 1 || !IsFull(left.Err) {
				t.Errorf("call %d: %+v is not what is left in %v", n, left, got)
			}
			delete(got, left.Path)
		}
		if calls() < n {
			if err != nil || failures < 15 {
				t.Fatal(failures, err)
			}
			return
		}
		failures++
		if !maps.Equal(got, before) && (err != nil || !maps.Equal(got, after)) {
			t.Errorf("call %d (%v) left %v", n, err, got)
		}
	}
}

// The disk goes away for good at each call: the files that count are all old or
// all new, the error says what happened, and only second names may be left.
func TestWriteSetOnADyingDisk(t *testing.T) {
	failures := 0
	for n := 1; ; n++ {
		dir, before, after := setFolder(t)
		d, calls := breakAt(n, true)
		left, err := writeSet(d, dir, setEdits)
		if calls() < n {
			if err != nil || failures < 15 {
				t.Fatal(failures, err)
			}
			return
		}
		failures++
		if err != nil && !IsFull(err) || err == nil && (left == nil || !IsFull(left.Err)) {
			t.Errorf("call %d: told %v, %+v", n, err, left)
		}
		got := holds(t, dir)
		if text, noted := got[noteName]; noted && text != "" {
			t.Errorf("call %d: the note still promises something: %s", n, text)
		}
		second := func(name, _ string) bool {
			return strings.Contains(name, "/.") && strings.Contains(name, ".tassei-") || name == noteName
		}
		maps.DeleteFunc(got, second)
		if err != nil { // a folder in which a second name is held stays too
			maps.DeleteFunc(got, func(name, _ string) bool {
				_, was := before[name]
				return !was && strings.HasSuffix(name, "/")
			})
		}
		if want := map[bool]tree{true: after, false: before}[err == nil]; !maps.Equal(got, want) {
			t.Errorf("call %d (%v) left %v", n, err, got)
		}
	}
}

func TestWriteSetRefuses(t *testing.T) {
	skipWithoutLinks(t)
	dir, before, _ := setFolder(t)
	outside := t.TempDir()
	for name, to := range map[string]string{"away": outside, "around": "data", "data/link.toml": "a.toml"} {
		must.Succeed(t, os.Symlink(to, filepath.Join(dir, name)))
	}
	good := Edit{Path: "data/a.toml", Data: []byte("new")}
	for _, path := range []string{"../x", "/x", "", "data", "data/a.toml", "away/x", "around/x", "around/new/x", ".", "data/link.toml", "data/z.toml/x"} {
		if _, err := WriteSet(dir, []Edit{good, {Path: path}}); err == nil {
			t.Errorf("%q was written", path)
		}
	}
	if left := holds(t, outside); len(left) > 0 {
		t.Errorf("outside: %v", left)
	}
	for _, name := range []string{"away", "around", "data/link.toml"} {
		must.Succeed(t, os.Remove(filepath.Join(dir, name)))
	}
	if got := holds(t, dir); !maps.Equal(got, before) {
		t.Errorf("%v", got)
	}
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www")
	folder, err := OpenFolder(dir)
	must.Succeed(t, err)
	defer folder.Close()
	write(t, filepath.Join(dir, "theirs.html"), "x")
	for _, data := range []string{"first, longer", "second"} {
		for _, path := range []string{"index.html", "a/b/c.html", MarkerName} {
			must.Succeed(t, folder.Put(path, strings.NewReader(data)))
		}
	}
	if data, err := fs.ReadFile(folder.FS(), "a/b/c.html"); err != nil || string(data) != "second" {
		t.Errorf("%q %v", data, err)
	}
	if err := folder.Put("index.html", &brokenFile{read: 1}); err == nil {
		t.Error("no error from a broken reader")
	}
	if err := errors.Join(folder.Remove("a/b/c.html"), folder.Remove("a/none"), folder.Sync()); err != nil {
		t.Error(err)
	}
	want := tree{"theirs.html": "x", "index.html": "second", MarkerName: "second"}
	if got := holds(t, dir); !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

func TestFolderStaysInside(t *testing.T) {
	skipWithoutLinks(t)
	dir, outside := t.TempDir(), t.TempDir()
	write(t, filepath.Join(outside, "x"), "precious")
	must.Succeed(t, errors.Join(os.Symlink(outside, dir+"/away"), os.Symlink(outside+"/x", dir+"/x")))
	folder, err := OpenFolder(dir)
	must.Succeed(t, err)
	defer folder.Close()
	for _, path := range []string{"away/x", "x", "../x", "/x"} {
		if folder.Put(path, bytes.NewReader(nil)) == nil || folder.Remove(path) == nil {
			t.Errorf("%q was touched", path)
		}
	}
	if got := holds(t, outside); !maps.Equal(got, tree{"x": "precious"}) {
		t.Errorf("%v", got)
	}
	if _, err := OpenFolder(dir + "/away"); !isRefused(err, IsSymlink) {
		t.Errorf("got %v", err)
	}
}

// WriteFile replaces one file.
func WriteFile(name string, data []byte) error { return writeFile(nil, name, data) }

func writeFile(d *disk, name string, data []byte) error {
	r, err := replace(d, name)
	if err != nil {
		return err
	}
	if _, err := r.Write(data); err != nil {
		return joinQuietly(err, r.Abort())
	}
	return r.Commit()
}

// A file that another program wrote or removed since it was read is not written over.
func TestWriteSetOfWhatChanged(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a.toml": "a", "b.toml": "b"} {
		must.Succeed(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	for _, c := range []struct {
		was  string
		path string
	}{{"x", "b.toml"}, {"bb", "b.toml"}, {"c", "c.toml"}} {
		edits := []Edit{{Path: "a.toml", Data: []byte("new"), Was: []byte("a")}, {Path: c.path, Data: []byte("new"), Was: []byte(c.was)}}
		if _, err := WriteSet(dir, edits); !isRefused(err, ChangedMeanwhile) {
			t.Errorf("%v: %v", c, err)
		}
	}
	// One that was not read before is no reason to look at no other.
	if _, err := WriteSet(dir, []Edit{{Path: "c.toml", Data: []byte("new")}, {Path: "b.toml", Data: []byte("new"), Was: []byte("x")}}); !isRefused(err, ChangedMeanwhile) {
		t.Errorf("got %v", err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 2 {
		t.Errorf("%v %v", left, err)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "a.toml")); string(text) != "a" {
		t.Errorf("a.toml is %q", text)
	}
	if _, err := WriteSet(dir, []Edit{{Path: "b.toml", Data: []byte("new"), Was: []byte("b")}}); err != nil {
		t.Error(err)
	}
}
