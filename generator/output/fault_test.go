package output

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"

	"tassei/generator/must"
)

var errPlayed = syscall.ENOSPC

// breakAt makes the n-th call fail, and those after it too if dead is set.
func breakAt(n int, dead bool) (d *disk, calls func() int) {
	var count atomic.Int64
	return &disk{before: func(string, string) error {
		if now := int(count.Add(1)); now == n || dead && now > n {
			return errPlayed
		}
		return nil
	}}, func() int { return int(count.Load()) }
}

// noExchange is a system that cannot exchange two folders.
func noExchange(d *disk) *disk {
	before := d.before
	return &disk{before: func(call, path string) error {
		if call == "exchange" {
			return errors.ErrUnsupported
		}
		if before == nil {
			return nil
		}
		return before(call, path)
	}}
}

var faultOld = tree{"index.html": "old", "a/same.html": "same", "a/b/gone.html": "gone", "zip": "old"}

// faultBuild makes the new tree with every kind of call that there is.
func faultBuild(out string, d *disk) error { return faultBuildBy(out, Options{disk: d}) }

func faultBuildBy(out string, opts Options) error {
	stage, err := Begin(out, opts)
	if err != nil {
		return err
	}
	defer stage.Abort()
	for path, data := range map[string]string{"index.html": "new", "a/same.html": "same", "c/d/e.html": "more"} {
		if err := stage.Write(path, []byte(data)); err != nil {
			return err
		}
	}
	w, err := stage.Create("zip")
	if err != nil {
		return err
	}
	_, err = w.Write([]byte("o"))
	if err == nil {
		_, err = w.Write([]byte("LD"))
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return err
	}
	_, err = stage.Commit()
	return err
}

var faultNew = tree{"index.html": "new", "a/same.html": "same", "c/d/e.html": "more", "zip": "oLD"}

// Every call fails once, and once with all that follow, with and without an
// exchange of folders, with and without a former tree: the tree is old or new,
// and the next build works.
func TestEveryCallFails(t *testing.T) {
	for _, former := range []tree{faultOld, nil} {
		for _, exchange := range []bool{true, false} {
			for _, dead := range []bool{false, true} {
				t.Run(fmt.Sprintf("former %v exchange %v dead %v", former != nil, exchange, dead), func(t *testing.T) {
					failEveryCall(t, former, exchange, dead, false)
				})
				t.Run(fmt.Sprintf("turns, former %v exchange %v dead %v", former != nil, exchange, dead), func(t *testing.T) {
					failEveryCall(t, former, exchange, dead, true)
				})
			}
		}
	}
}

func failEveryCall(t *testing.T, former tree, exchange, dead, turns bool) {
	failures := 0
	for n := 1; ; n++ {
		out := filepath.Join(t.TempDir(), "public")
		if former != nil {
			if turns { // so that one waits
				buildTurn(t, out, tree{"index.html": "older", "a/same.html": "same", "x/y.html": "gone"})
				buildTurn(t, out, former)
			}
			build(t, out, former)
		}
		d, calls := breakAt(n, dead)
		if !exchange {
			d = noExchange(d)
		}
		err := faultBuildBy(out, Options{disk: d, Turns: turns})
		if calls() < n {
			must.Succeed(t, err)
			if turns {
				wantTurn(t, out, faultNew)
			} else {
				wantTree(t, out, faultNew)
			}
			if failures < 15 {
				t.Errorf("only %d calls could fail", failures)
			}
			return
		}
		failures++
		if err != nil && !IsFull(err) {
			t.Errorf("call %d: the error is %v", n, err)
		}
		must.Succeed(t, must.Err(Recover(out)), "call", n)
		got := read(t, out)
		if !maps.Equal(got, faultNew) && (err == nil || !maps.Equal(got, former)) {
			t.Fatalf("call %d (%v) left %v", n, err, got)
		}
		if turns {
			wantTurnAlone(t, out)
		} else {
			wantAlone(t, out)
		}
		build(t, out, tree{"after": "x"})
		wantTree(t, out, tree{"after": "x"})
	}
}

// The exchange alone fails for good: the error says so and the old tree stays
// without a Recover.
func TestFailedExchange(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, faultOld)
	d := &disk{before: func(call, _ string) error {
		if call == "exchange" {
			return syscall.EBUSY
		}
		return nil
	}}
	if err := faultBuild(out, d); !errors.Is(err, syscall.EBUSY) {
		t.Errorf("got %v", err)
	}
	wantTree(t, out, faultOld)
}

func TestWithoutHardLinks(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, faultOld)
	before := stat(t, out, "a/same.html")
	d := &disk{before: func(call, _ string) error {
		if call == "link" {
			return syscall.EPERM
		}
		return nil
	}}
	must.Succeed(t, faultBuild(out, d))
	wantTree(t, out, faultNew)
	if !stat(t, out, "a/same.html").ModTime().Equal(before.ModTime()) {
		t.Error("the copy lost the time")
	}
}

func TestWithoutExchange(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, faultOld)
	must.Succeed(t, faultBuild(out, noExchange(&disk{})))
	wantTree(t, out, faultNew)
}

// A tree for which nothing was there yet leaves no folder above it when it fails.
func TestNoFolderAboveIsLeft(t *testing.T) {
	for n := 1; ; n++ {
		home := t.TempDir()
		failed := ""
		count := 0
		d := &disk{before: func(call, path string) error {
			if count++; count == n {
				failed = call
				return errPlayed
			}
			return nil
		}}
		stage, err := Begin(filepath.Join(home, "www", "city", "public"), Options{disk: d})
		if err == nil {
			err = stage.Abort()
		}
		if failed == "" {
			if err != nil || n < 8 {
				t.Fatalf("%v after %d calls", err, n)
			}
			return
		}
		if err != nil && !IsFull(err) {
			t.Errorf("%s fails: told %v", failed, err)
		}
		if got := holds(t, home); len(got) > 0 && failed != "remove" {
			t.Errorf("%s fails (%v): left %v", failed, err, got)
		}
	}
}

// A disk that says of each file that its folder is not there holds no lock of another.
func TestNoLockIsMade(t *testing.T) {
	d := &disk{before: func(call, path string) error {
		if call == "create" && filepath.Base(path) == lockName {
			return fs.ErrNotExist
		}
		return nil
	}}
	err := faultBuild(filepath.Join(t.TempDir(), "public"), d)
	if locked := (*LockedError)(nil); err == nil || errors.As(err, &locked) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}
