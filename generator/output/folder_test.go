package output

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// useFolder does all that can be done to a folder, goes on after an error as an
// upload does, and returns what was refused.
func useFolder(d *disk, dir string) (*Folder, error) {
	folder, err := OpenFolder(dir)
	if err != nil {
		return nil, err
	}
	folder.disk = d
	err = errors.Join(
		folder.Put("a/x.html", strings.NewReader("new")),
		folder.Put("b/c/y.html", strings.NewReader("new")),
		folder.Remove("d/gone.html"),
	)
	folder.Sweep("a/swept.html")
	folder.Discard("e/useless.html")
	return folder, errors.Join(err, folder.Sync())
}

// Whichever call of a folder fails, each file is old or new; what is said to be
// done is; what could not be deleted is told; and the next use puts all right.
func TestEveryCallOfAFolderFails(t *testing.T) {
	want := tree{"a/": "", "a/x.html": "new", "b/": "", "b/c/": "", "b/c/y.html": "new", "theirs.html": "x"}
	for _, errno := range []syscall.Errno{syscall.ENOSPC, syscall.EACCES} {
		failures := 0
		for n := 1; ; n++ {
			dir := filepath.Join(t.TempDir(), "www")
			for name, data := range map[string]string{
				"a/x.html": "old", "d/gone.html": "old", "e/useless.html": "old", "theirs.html": "x",
				"a/.x.html.tassei": "half", "a/.swept.html.tassei": "half", "a/.swept.html.tassei-3": "half",
			} {
				write(t, filepath.Join(dir, filepath.FromSlash(name)), data)
			}
			count, failed := 0, ""
			folder, err := useFolder(&disk{before: func(call, path string) error {
				if count++; count != n {
					return nil
				}
				failed = call + " " + path
				return errno
			}}, dir)
			if failed == "" {
				if err != nil || folder.Held() != nil || failures < 15 {
					t.Fatal(failures, err, folder.Held())
				}
				wantHolds(t, "no failure", dir, want)
				break
			}
			failures++
			left := folder.Held()
			if err != nil && !errors.Is(err, errno) || left != nil && !errors.Is(left.Err, errno) || err == nil && left == nil {
				t.Errorf("%s: told %v, %+v", failed, err, left)
			}
			got := holds(t, dir)
			if x := got["a/x.html"]; x != "new" && (err == nil || x != "old") {
				t.Errorf("%s (%v) left %q", failed, err, x)
			}
			if y, there := got["b/c/y.html"]; y != "new" && (err == nil || there) {
				t.Errorf("%s (%v) left %q", failed, err, y)
			}
			if _, there := got["d/gone.html"]; there && err == nil {
				t.Errorf("%s: a file that is there is said to be removed", failed)
			}
			if left != nil && failed != "remove "+left.Path {
				t.Errorf("%s: %s is said to be held", failed, left.Path)
			}
			_ = folder.Close()
			again, err := useFolder(nil, dir)
			if err != nil || again.Held() != nil {
				t.Errorf("%s: then %v, %+v", failed, err, again.Held())
			}
			wantHolds(t, failed, dir, want)
			_ = again.Close()
		}
	}
}

func wantHolds(t *testing.T, when, dir string, want tree) {
	t.Helper()
	got := holds(t, dir)
	for name, data := range want {
		if is, there := got[name]; !there || is != data {
			t.Errorf("%s: %s is %q", when, name, is)
		}
	}
	for name := range got {
		if _, wanted := want[name]; !wanted {
			t.Errorf("%s: %s is left", when, name)
		}
	}
}

// What was put, and every folder that has another name in it, is made safe, and no other.
// Folders that are left empty go.
func TestFolderIsSafe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www")
	for _, name := range []string{"d/theirs.html", "d/e/f/gone.html", "g/theirs.html"} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), "x")
	}
	folder, err := OpenFolder(dir)
	must.Succeed(t, err)
	defer folder.Close()
	r := &recorder{}
	folder.disk = r.disk()
	must.Succeed(t, errors.Join(folder.Put("a/b/x.html", strings.NewReader("x")), folder.Put("a/c/x.html", strings.NewReader("x")), folder.Remove("d/e/f/gone.html"), folder.Sync()))
	got := map[string]bool{}
	for _, c := range r.calls {
		if name, err := filepath.Rel(dir, c.path); c.call == "sync" && err == nil {
			got[filepath.ToSlash(name)] = true
		}
	}
	must.Be(t, strings.Join(slices.Sorted(maps.Keys(got)), " "), ". a a/b a/b/x.html a/c a/c/x.html d")
	wantHolds(t, "after all", dir, tree{"a/": "", "a/b/": "", "a/b/x.html": "x", "a/c/": "", "a/c/x.html": "x", "d/": "", "d/theirs.html": "x", "g/": "", "g/theirs.html": "x"})
}

// What is held is told from above the folder as well.
func TestHeldFromAbove(t *testing.T) {
	left := held("a/b.html", syscall.EBUSY)
	if got := left.In("public"); got.Path != filepath.Join("public", "a", "b.html") || got.Files != 1 || got.Err != left.Err {
		t.Errorf("%+v", got)
	}
	if got := (*Held)(nil).In("public"); got != nil {
		t.Errorf("%+v", got)
	}
}

// Only a temporary name belongs to a file, and to the one for which it was made.
func TestTemporaryNames(t *testing.T) {
	for _, name := range []string{"x", "x.html", "a/b/x.html", ".hidden", "a/.tassei", "資料/図.svg", "x.tassei-2", "x.tassei"} {
		for n := 1; n <= manyTemporaries; n++ {
			temporary := Temporary(name, n)
			if of, ok := TemporaryOf(temporary); !ok || of != name {
				t.Errorf("%s is a temporary of %q, %v", temporary, of, ok)
			}
		}
	}
	for _, name := range []string{"x.html", "x.html.tassei", ".tassei", "a/.tassei", ".x.html.tassei-1", ".x.html.tassei-02", ".x.html.tassei.gz", ""} {
		if of, ok := TemporaryOf(name); ok {
			t.Errorf("%s is taken for a temporary of %s", name, of)
		}
	}
}

// A file that stands where a folder should is told, and stays.
func TestFileWhereAFolderShouldBe(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	write(t, file, "precious")
	long := filepath.Join(dir, strings.Repeat("x", 300))
	uses := map[string]func(place string) error{
		"open":         func(place string) error { _, err := OpenFolder(place); return err },
		"begin":        func(place string) error { _, err := Begin(place, Options{}); return err },
		"begin new":    func(place string) error { _, err := BeginNew(place, Options{}); return err },
		"write a set":  func(place string) error { _, err := WriteSet(place, setEdits); return err },
		"remove":       func(place string) error { _, err := RemoveTree(place); return err },
		"remove empty": func(place string) error { return RemoveEmpty(place) },
	}
	for name, use := range uses {
		for _, place := range []string{file, filepath.Join(file, "public"), filepath.Join(file, "a", "b"), long, filepath.Join(long, "public")} {
			if place == file && name == "remove empty" {
				continue // a file is no folder to it, on any system: it is [os.Remove]
			}
			err := use(place)
			var refused *RefusedError
			var system *fs.PathError
			if !errors.As(err, &refused) && !errors.As(err, &system) {
				t.Errorf("%s at %s: %v", name, place, err)
			}
		}
	}
	for name, use := range map[string]func(place string) error{
		"protected": func(place string) error {
			_, err := Begin(filepath.Join(dir, "public"), Options{Protected: []string{place}})
			return err
		},
		"recover": func(place string) error { _, err := Recover(place); return err },
		"replace": func(place string) error { _, err := Replace(place); return err },
	} {
		for _, place := range []string{filepath.Join(file, "a", "b"), filepath.Join(long, "public")} {
			if err := use(place); err == nil {
				t.Errorf("%s at %s: no error", name, place)
			}
		}
	}
	if AtWork(filepath.Join(file, "a", "b")) {
		t.Error("a build is said to be under way where none can be")
	}
	wantHolds(t, "after all", dir, tree{"file": "precious"})
}

// Long names pass [CheckPath] only as far as every system holds them, with the
// temporary's too; what a system refuses is told with its place.
func TestFolderTellsWhatTheSystemRefuses(t *testing.T) {
	dir := t.TempDir()
	folder, err := OpenFolder(dir)
	must.Succeed(t, err)
	write(t, filepath.Join(dir, "a"), "precious")
	long := strings.Repeat("x", longestName)
	for _, name := range []string{"a/b/x.html", "a/x.html", long} {
		if err := folder.Put(name, strings.NewReader("x")); err == nil {
			t.Errorf("%s was put", name)
		}
	}
	if err := folder.Remove("a/b"); err == nil {
		t.Error("a file below a file was removed")
	}
	if err := folder.Remove("../x"); err == nil {
		t.Error("a file outside was removed")
	}
	must.Succeed(t, os.Mkdir(filepath.Join(dir, "folder"), 0o755))
	if err := folder.Remove("folder"); !isRefused(err, NotRegular) {
		t.Errorf("got %v", err)
	}
	folder.Discard("folder")
	if left := folder.Held(); left == nil || !strings.Contains(left.Path, "x") && left.Path != "folder" {
		t.Errorf("%+v", left)
	}
	if err := folder.Close(); err != nil {
		t.Error(err)
	}
	wantHolds(t, "after all", dir, tree{"a": "precious", "folder/": ""})
}

// A folder that cannot be made is told with its place.
func TestFolderThatCannotBeMade(t *testing.T) {
	long := strings.Repeat("x", 300)
	for _, place := range []string{"new/" + long, "new/" + long + "/public"} {
		place = filepath.Join(t.TempDir(), filepath.FromSlash(place))
		if _, err := OpenFolder(place); err == nil || !strings.Contains(err.Error(), long) {
			t.Errorf("got %v", err)
		}
		if _, err := Begin(place, Options{}); err == nil || !strings.Contains(err.Error(), long) {
			t.Errorf("got %v", err)
		}
	}
}
