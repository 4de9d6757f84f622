package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// refuseWhere is a system that refuses some calls, whatever is tried.
func refuseWhere(refuse func(call, path string) bool) *disk {
	return &disk{before: func(call, path string) error {
		if refuse(call, path) {
			return syscall.EPERM
		}
		return nil
	}}
}

// inTrash tells what was put aside from the tree itself.
func inTrash(out, path string) bool { return strings.HasPrefix(path, workFolder(out)) }

// holders are the ways in which a program, a share or a protection holds what
// was put aside.
var holders = map[string]func(out, call, path string) bool{
	"a file that is open": func(_, call, path string) bool { return call == "remove" && filepath.Base(path) == "gone.html" },
	"all files": func(out, call, path string) bool {
		return call == "remove" && inTrash(out, path) && strings.HasSuffix(path, ".html")
	},
	"every removal": func(_, call, _ string) bool { return call == "remove" },
	"every name of trash": func(out, call, path string) bool {
		return call == "rename" && inTrash(out, path) && numberOf(filepath.Base(path), trashName) > 0
	},
	"every removal and name of trash": func(out, call, path string) bool {
		return call == "remove" || call == "rename" && inTrash(out, path) && numberOf(filepath.Base(path), trashName) > 0
	},
	"every link": func(_, call, _ string) bool { return call == "link" },
}

// What is held never stops a build, however often, is named, and goes as soon
// as it can.
func TestHeldIsNeverInTheWay(t *testing.T) {
	for name, refuses := range holders {
		for _, exchange := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, exchange %v", name, exchange), func(t *testing.T) {
				out := filepath.Join(t.TempDir(), "public")
				d := refuseWhere(func(call, path string) bool { return refuses(out, call, path) })
				if !exchange {
					d = noExchange(d)
				}
				build(t, out, faultOld)
				var last *Held
				for round, files := range []tree{faultNew, faultOld, faultOld, faultNew, faultOld, faultNew} {
					result, err := tryBuild(out, Options{disk: d}, files)
					must.Succeed(t, err, "round", round)
					if same := round == 2; result.Changed == same {
						t.Errorf("round %d: %+v", round, result)
					}
					checkHeld(t, result.Held)
					last = result.Held
					if got := read(t, out); len(got) != len(files) || got["index.html"] != files["index.html"] {
						t.Fatalf("round %d left %v", round, got)
					}
					if AtWork(out) && !strings.Contains(name, "every") {
						t.Errorf("round %d: what is held is taken for a build under way", round)
					}
				}
				// A trash that cannot be named is needed only where trees cannot change places.
				if want := name != "every link" && (name != "every name of trash" || !exchange); (last != nil) != want {
					t.Errorf("held: %+v", last)
				}
				build(t, out, tree{"after": "x"})
				wantTree(t, out, tree{"after": "x"})
			})
		}
	}
}

// checkHeld checks that what is said to be held is there.
func checkHeld(t *testing.T, left *Held) {
	t.Helper()
	if left == nil {
		return
	}
	if _, err := os.Lstat(left.Path); err != nil || left.Files < 1 || !errors.Is(left.Err, syscall.EPERM) {
		t.Errorf("%+v: %v", left, err)
	}
}

// What a killed build left is held too: the next one works beside it.
func TestHeldStaging(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, faultOld)
	for _, name := range []string{"new/zip", "new/a/b/gone.html", "new-3/zip", "trash/zip", "trash-2/a/gone.html", "old/index.html"} {
		write(t, filepath.Join(workFolder(out), name), "left")
	}
	all := func(out, call, path string) bool {
		return (call == "remove" || call == "rename") && inTrash(out, path) && !strings.HasPrefix(path, filepath.Join(workFolder(out), "new-4"))
	}
	d := refuseWhere(func(call, path string) bool { return all(out, call, path) })
	stage, err := Begin(out, Options{disk: d})
	must.Succeed(t, err)
	must.Succeed(t, stage.Write("index.html", []byte("unfinished")))
	if err := stage.Abort(); err != nil {
		t.Errorf("giving up: %v", err)
	}
	must.Be(t, read(t, out)["index.html"], "old", "the former tree has changed")
	left, err := recoverWith(d, out)
	if err != nil || left == nil || left.Files != 6 {
		t.Errorf("%+v %v", left, err)
	}
	checkHeld(t, left)
	if left, err := Recover(out); err != nil || left != nil {
		t.Errorf("%+v %v", left, err)
	}
	wantTree(t, out, faultOld)
}

// Of several former trees the last is put back; one that cannot be put back is
// not deleted before a new tree stands, and does not stop it.
func TestFormerTreeHeld(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	work := workFolder(out)
	for name, data := range map[string]string{"old": "first", "old-2": "second", "old-10": "last"} {
		build(t, filepath.Join(work, name), tree{"index.html": data})
	}
	noRename := refuseWhere(func(call, path string) bool { return call == "rename" && path == out })
	stage, err := Begin(out, Options{disk: noRename})
	must.Succeed(t, err)
	must.Succeed(t, stage.Abort())
	if got := read(t, filepath.Join(work, "old-10")); got["index.html"] != "last" {
		t.Errorf("the only whole tree is lost: %v", got)
	}
	if left, err := Recover(out); err != nil || left != nil {
		t.Errorf("%+v %v", left, err)
	}
	wantTree(t, out, tree{"index.html": "last"})
}

// A tree that cannot be put aside stays, whole, and the error says why.
func TestTreeInUse(t *testing.T) {
	for _, errno := range []syscall.Errno{syscall.EPERM, syscall.EACCES, syscall.EBUSY} {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, faultOld)
		d := noExchange(&disk{before: func(call, path string) error {
			if call == "rename" && strings.HasPrefix(path, workFolder(out)) {
				return errno
			}
			return nil
		}})
		if err := faultBuild(out, d); !isRefused(err, InUse) || !errors.Is(err, errno) {
			t.Errorf("%v: got %v", errno, err)
		}
		if _, err := removeTree(d, out); !isRefused(err, InUse) {
			t.Errorf("%v: got %v", errno, err)
		}
		wantTree(t, out, faultOld)
	}
}

// A tree vanishes although a file of it is held, and says where that lies.
func TestRemoveTreeHeld(t *testing.T) {
	out := filepath.Join(t.TempDir(), "FY2024")
	build(t, out, faultOld)
	d := refuseWhere(func(call, path string) bool { return call == "remove" && filepath.Base(path) == "zip" })
	left, err := removeTree(d, out)
	if err != nil || left == nil || left.Path != filepath.Join(workFolder(out), "trash", "zip") || left.Files != 1 {
		t.Fatalf("%+v %v", left, err)
	}
	if got := read(t, out); got != nil {
		t.Errorf("%v is left", got)
	}
	if left, err := Recover(out); left != nil || err != nil {
		t.Errorf("%+v %v", left, err)
	}
	wantAlone(t, out)
}

// A set of files stands although a former file cannot be deleted.
func TestWriteSetHeld(t *testing.T) {
	dir, _, after := setFolder(t)
	d := refuseWhere(func(call, path string) bool { return call == "remove" })
	for range 3 {
		left, err := writeSet(d, dir, setEdits[:1])
		if err != nil || left == nil || left.Files != 1 || !strings.HasPrefix(filepath.Base(left.Path), ".a.toml.tassei-") {
			t.Fatalf("%+v %v", left, err)
		}
		must.Be(t, holds(t, dir)["data/a.toml"], after["data/a.toml"])
	}
}

// What a killed upload left, and is held now, does not stop the next one.
func TestPutHeld(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a", ".x.html.tassei"), "half")
	write(t, filepath.Join(dir, "a", ".x.html.tassei-2"), "half")
	write(t, filepath.Join(dir, "a", ".x.html.tassei-4"), "half")
	for _, refused := range []string{".x.html.tassei", "", "?"} {
		folder, err := OpenFolder(dir)
		must.Succeed(t, err)
		folder.disk = refuseWhere(func(call, path string) bool {
			return call == "remove" && (filepath.Base(path) == refused || refused == "?")
		})
		err = folder.Put("a/x.html", strings.NewReader("for "+refused))
		if refused == "?" {
			if !isRefused(err, InUse) {
				t.Errorf("with nine names held: %v", err)
			}
			continue
		}
		must.Succeed(t, err)
		got := holds(t, dir)
		must.Be(t, got["a/x.html"], "for "+refused, got)
		if left := folder.Held(); (left != nil) != (refused != "") || left != nil && left.Path != "a/"+refused {
			t.Errorf("%+v", left)
		}
		if _, there := got["a/.x.html.tassei-2"]; there {
			t.Errorf("%v", got)
		}
		if err := folder.Close(); err != nil {
			t.Error(err)
		}
	}
}
