package output

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// recorder is a file layer that notes every call in its order.
type recorder struct {
	mu     sync.Mutex
	calls  []recorded
	refuse func(call, path string) error // nil refuses nothing
}

type recorded struct{ call, path string }

func (r *recorder) disk() *disk {
	return &disk{before: func(call, path string) error {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.calls = append(r.calls, recorded{call, path})
		if r.refuse != nil {
			return r.refuse(call, path)
		}
		return nil
	}}
}

// first is the place of the first such call, -1 for none; last that of the last.
func (r *recorder) first(call, path string) int { return slices.Index(r.calls, recorded{call, path}) }

func (r *recorder) last(call, path string) int {
	for i, c := range slices.Backward(r.calls) {
		if c == (recorded{call, path}) {
			return i
		}
	}
	return -1
}

// wantOrder checks that calls came, and in this order.
func (r *recorder) wantOrder(t *testing.T, calls ...recorded) {
	t.Helper()
	for i := 1; i < len(calls); i++ {
		before, after := r.last(calls[i-1].call, calls[i-1].path), r.first(calls[i].call, calls[i].path)
		if before < 0 || after < 0 || before > after {
			t.Errorf("%v (call %d) does not come before %v (call %d)", calls[i-1], before, calls[i], after)
		}
	}
}

// A tree is safe from a power cut before it takes its place, the exchange is
// safe before the former tree goes: write, sync, exchange, sync, remove.
func TestOrderOfCommit(t *testing.T) {
	for _, many := range []int{0, fewFiles} { // with many files the file system is written out at once
		for _, wholesale := range []bool{true, false} {
			for _, exchange := range []bool{true, false} {
				t.Run(fmt.Sprintf("%d more files, wholesale %v, exchange %v", many, wholesale, exchange), func(t *testing.T) {
					orderOfCommit(t, many, wholesale, exchange)
				})
			}
		}
	}
}

func orderOfCommit(t *testing.T, many int, wholesale, exchange bool) {
	out := filepath.Join(t.TempDir(), "public")
	work := workFolder(out)
	build(t, out, faultOld)
	r := &recorder{refuse: func(call, path string) error {
		if call == "sync all" && !wholesale || call == "exchange" && !exchange || call == "link" {
			return errors.ErrUnsupported
		}
		return nil
	}}
	stage, err := Begin(out, Options{disk: r.disk()})
	must.Succeed(t, err)
	files := []string{"index.html", "c/d/e.html"}
	for i := range many {
		files = append(files, fmt.Sprintf("more/%d.html", i))
	}
	for _, path := range files {
		must.Succeed(t, stage.Write(path, []byte("new")))
	}
	if err := stage.Write("a/same.html", []byte("same")); err != nil { // copied, for want of links
		t.Fatal(err)
	}
	must.Succeed(t, must.Err(stage.Commit()))
	files = append(files, "a/same.html", MarkerName)
	r.wantSafe(t, filepath.Join(work, newName), files, many > 0 && wholesale)
	swap := []recorded{{"exchange", out}}
	gone := filepath.Join(work, newName)
	if !exchange {
		swap = []recorded{{"rename", filepath.Join(work, oldName)}, {"rename", out}}
		gone = filepath.Join(work, trashName)
	}
	safe := r.last("sync", filepath.Join(work, newName))
	if many > 0 && wholesale {
		safe = r.last("sync all", filepath.Join(work, newName))
	}
	if safe < 0 || safe > r.first(swap[0].call, swap[0].path) {
		t.Errorf("the trees change places before the new one is safe")
	}
	r.wantOrder(t, append(swap, recorded{"sync", filepath.Dir(out)}, recorded{"remove", filepath.Join(gone, "index.html")})...)
	r.wantOrder(t, append(swap, recorded{"sync", work}, recorded{"remove", filepath.Join(gone, "index.html")})...)
}

// wantSafe checks that every file and folder of a tree is synced after its last
// change, one by one or all at once.
func (r *recorder) wantSafe(t *testing.T, root string, files []string, atOnce bool) {
	t.Helper()
	for _, file := range files {
		at := filepath.Join(root, filepath.FromSlash(file))
		sync := recorded{"sync", at}
		if atOnce {
			sync = recorded{"sync all", root}
		}
		r.wantOrder(t, recorded{"create", at}, recorded{"write", at}, sync)
		for dir := filepath.Dir(at); strings.HasPrefix(dir, root); dir = filepath.Dir(dir) {
			if !atOnce {
				sync = recorded{"sync", dir}
			}
			r.wantOrder(t, recorded{"mkdir", dir}, recorded{"create", at}, sync)
		}
	}
}

// Without an exchange, a new tree that cannot take its place gives it back to
// the former one, at once and without another build. Where even that fails both
// are kept, and the next build finds them.
func TestRollBack(t *testing.T) {
	for _, stuck := range []bool{false, true} {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, faultOld)
		tries := 0
		r := &recorder{refuse: func(call, path string) error {
			if call == "exchange" {
				return errors.ErrUnsupported
			}
			if call == "rename" && path == out {
				if tries++; tries == 1 || stuck {
					return syscall.EIO
				}
			}
			return nil
		}}
		if err := faultBuild(out, r.disk()); !errors.Is(err, syscall.EIO) {
			t.Fatalf("got %v", err)
		}
		must.Be(t, tries, 2, "renames to the place of the tree")
		if stuck {
			if _, err := os.Lstat(out); err == nil {
				t.Fatal("nothing should stand there")
			}
			if former := read(t, filepath.Join(workFolder(out), oldName)); len(former) != len(faultOld) {
				t.Errorf("the former tree is not whole: %v", former)
			}
			must.Succeed(t, must.Err(Recover(out)))
		}
		wantTree(t, out, faultOld)
	}
}

// Every folder in which a set puts a file, or makes a folder, is made safe after the
// last file has its name.
func TestOrderOfASet(t *testing.T) {
	dir, _, _ := setFolder(t)
	r := &recorder{}
	must.Succeed(t, must.Err(writeSet(r.disk(), dir, setEdits)))
	for _, folder := range []string{".", "content", "data", "data/FY2025"} {
		r.wantOrder(t, recorded{"rename", "content/c.md"}, recorded{"sync", folder})
	}
}

func TestIsFull(t *testing.T) {
	for err, full := range map[error]bool{syscall.ENOSPC: true, syscall.EACCES: false, syscall.ENOENT: false, errors.New("full"): false} {
		must.Be(t, IsFull(err), full, err, !full)
	}
}
