package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"tassei/generator/must"
)

func TestSecondBuilderIsToldWho(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, tree{"a": "old"})
	first := begun(t, out)
	for range 20 {
		_, err := Begin(out, Options{})
		var locked *LockedError
		if !errors.As(err, &locked) || locked.PID != os.Getpid() {
			t.Fatalf("got %v", err)
		}
	}
	var locked *LockedError
	if _, err := Recover(out); !errors.As(err, &locked) {
		t.Errorf("got %v", err)
	}
	if _, err := RemoveTree(out); !errors.As(err, &locked) {
		t.Errorf("got %v", err)
	}
	must.Succeed(t, first.Write("a", []byte("new")))
	must.Succeed(t, must.Err(first.Commit()))
	wantTree(t, out, tree{"a": "new"})
	build(t, out, tree{"a": "third"})
}

// Another tree in the same folder has a lock of its own.
func TestLocksAreForOneTree(t *testing.T) {
	dir := t.TempDir()
	first, err := Begin(filepath.Join(dir, "public"), Options{})
	must.Succeed(t, err)
	defer first.Abort()
	build(t, filepath.Join(dir, "preview"), tree{"a": "a"})
}

// A tree that comes back is safe from a power cut where it stands; a former one that
// cannot be moved keeps no other from going.
func TestFormerTrees(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	work := workFolder(out)
	write(t, filepath.Join(work, oldName, "index.html"), "old")
	r := &recorder{}
	must.Succeed(t, must.Err(recoverWith(r.disk(), out)))
	r.wantOrder(t, recorded{"rename", out}, recorded{"sync", filepath.Dir(out)})
	for _, name := range []string{oldName, oldName + "-2"} {
		write(t, filepath.Join(work, name, "index.html"), "old")
	}
	renames := 0
	left, err := recoverWith(&disk{before: func(call, _ string) error {
		if call == "rename" {
			if renames++; renames == 1 {
				return errPlayed
			}
		}
		return nil
	}}, out)
	if err != nil || left == nil || left.Path != filepath.Join(work, oldName) {
		t.Errorf("%+v, %v", left, err)
	}
	wantHolds(t, "after all", work, tree{oldName + "/": "", oldName + "/index.html": "old"})
}

// Nobody builds where nothing was ever built, and what was held is no build.
func TestNobodyAtWork(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	must.Be(t, AtWork(out), false, "nothing there")
	for name, want := range map[string]bool{trashName: false, trashName + "-2": false, newName: true, lockName: true} {
		must.Succeed(t, os.MkdirAll(filepath.Join(workFolder(out), name), 0o755))
		must.Be(t, AtWork(out), want, name)
		must.Succeed(t, os.RemoveAll(workFolder(out)))
	}
}

func TestNoHomeIsNeeded(t *testing.T) {
	t.Setenv("HOME", "/nonexistent")
	t.Setenv("XDG_CACHE_HOME", "")
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, tree{"a": "a"})
	wantTree(t, out, tree{"a": "a"})
}

// Builders that race for a tree win or are told so; whatever they do, the tree
// is that of one of them.
func TestManyBuilders(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	var group sync.WaitGroup
	var won, lost atomic.Int32
	for builder := range 4 {
		group.Go(func() {
			files := tree{}
			for i := range 20 {
				files[fmt.Sprintf("%d.html", i)] = fmt.Sprint(builder)
			}
			for range 20 {
				_, err := tryBuild(out, Options{}, files)
				var locked *LockedError
				switch {
				case err == nil:
					won.Add(1)
				case errors.As(err, &locked):
					lost.Add(1)
				default:
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	if won.Load() == 0 {
		t.Error("nobody won")
	}
	t.Logf("%d won, %d lost", won.Load(), lost.Load())
	files := read(t, out)
	for _, text := range files {
		if len(files) != 20 || text != files["0.html"] {
			t.Fatalf("mixed: %v", files)
		}
	}
	wantAlone(t, out)
}

// A lock whose holder has not said who it is yet excludes all the same.
func TestHolderWithoutAName(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, faultOld)
	must.Succeed(t, os.Mkdir(workFolder(out), 0o755))
	file, _, err := openLock(nil, out, workFolder(out))
	must.Succeed(t, err)
	if held, err := tryLock(file); !held || err != nil {
		t.Fatal(held, err)
	}
	var locked *LockedError
	if _, err := Begin(out, Options{}); !errors.As(err, &locked) || locked.PID != 0 || locked.Path != out {
		t.Errorf("got %v", err)
	}
	must.Succeed(t, file.Close())
	build(t, out, faultNew)
	wantTree(t, out, faultNew)
}

// A builder from which others take the work folder again and again gives up, and
// says that somebody else is at work.
func TestWorkFolderIsTakenAgainAndAgain(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, faultOld)
	tries := 0
	d := &disk{before: func(call, path string) error {
		if call == "create" && filepath.Base(path) == lockName {
			tries++
			_ = os.RemoveAll(filepath.Dir(path))
		}
		return nil
	}}
	var locked *LockedError
	if err := faultBuild(out, d); !errors.As(err, &locked) || tries < 2 {
		t.Errorf("after %d tries: %v", tries, err)
	}
	wantTree(t, out, faultOld)
}

// Where no work folder can be made at all, nobody else is building: it says why.
func TestNoWorkFolderIsNoLock(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("in /proc of Linux no folder can be made, by nobody")
	}
	_, err := Begin("/proc/public", Options{})
	var locked *LockedError
	if err == nil || errors.As(err, &locked) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}
