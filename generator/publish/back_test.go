package publish

import (
	"context"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// The last publish undone, on every kind of target: pages that were changed,
// pages that came, pages that went and their assets are as they were. Undone
// again it is as it was published.
func TestBack(t *testing.T) { checkBack(t, filepath.Join(t.TempDir(), "www"), quick()) }

func TestBackOverALine(t *testing.T) {
	ssh := startSSH(t)
	ssh.know(t, ssh.hostKey, ssh.port)
	checkBack(t, "sftp://"+ssh.user+"@127.0.0.1:"+ssh.port+t.TempDir(), ssh.options())
	ftp := startFTP(t)
	checkBack(t, "ftps://anonymous@localhost:"+ftp.port+ftp.path, ftp.options())
}

func checkBack(t *testing.T, target string, opts Options) {
	opts.Kept = filepath.Join(t.TempDir(), "kept")
	send := func(site newSite) Tree {
		t.Helper()
		tree := site.tree(t)
		o := opts
		o.MaxRemove, o.Allow.Years = 1, true
		must.Succeed(t, must.Err(Send(t.Context(), tree, target, o)))
		return tree
	}
	holds := func(tree Tree) {
		t.Helper()
		report, err := Verify(t.Context(), tree.Files, target, opts)
		if there, err := Published(t.Context(), target, opts); err != nil || !slices.Equal(there, tree.Files) {
			t.Errorf("the list there is another: %v", err)
		}
		if err != nil || !report.Good() {
			t.Errorf("%v %+v", err, report)
		}
	}
	first := send(newSite{style: "one", pages: 4, extras: map[string]string{"files/old.csv": "a,b\n"}})
	var fault *BackError
	if _, err := Back(t.Context(), target, opts); !errors.As(err, &fault) || fault.Reason != BackNothing {
		t.Errorf("after the first publish: %v", err)
	}
	second := send(newSite{style: "two", pages: 6, edits: map[int]string{1: " wrong"}, extras: map[string]string{"files/new.csv": "c\n"}})
	holds(second)

	plan, err := PreviewBack(t.Context(), target, opts)
	if err != nil || len(plan.Remove) == 0 || len(plan.Add) == 0 || len(plan.Change) == 0 {
		t.Errorf("preview: %v %v", plan.Lines(), err)
	}
	holds(second)
	for _, tree := range []Tree{first, second, first} {
		must.Succeed(t, must.Err(Back(t.Context(), target, opts)))
		holds(tree)
	}
	third := send(newSite{style: "two", pages: 5})
	holds(third)
	must.Succeed(t, must.Err(Back(t.Context(), target, opts)))
	holds(first)
}

// A publish that was cut off anywhere is undone too, and so is an undoing that
// was cut off; a run that went through in the end leaves a whole former site.
func TestBackAfterABrokenRun(t *testing.T) {
	one, two := newSite{style: "one", pages: 4}, newSite{style: "two", pages: 3, edits: map[int]string{1: " x", 2: " y"}}
	undoable := 0
	for stop := 1; ; stop++ {
		target := filepath.Join(t.TempDir(), "www")
		opts := quick()
		opts.Kept, opts.MaxRemove, opts.Allow.Years = filepath.Join(t.TempDir(), "kept"), 1, true
		must.Succeed(t, must.Err(Send(t.Context(), one.tree(t), target, opts)))
		cut := func(run func(context.Context, Options) error) error {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			o, n := opts, 0
			o.Progress = func(Progress) {
				if n++; n == stop {
					cancel()
				}
			}
			return run(ctx, o)
		}
		err := cut(func(ctx context.Context, o Options) error {
			_, err := Send(ctx, two.tree(t), target, o)
			return err
		})
		whole := err == nil
		if !whole && stop%2 == 0 { // go on with it first
			must.Succeed(t, must.Err(Send(t.Context(), two.tree(t), target, opts)))
		}
		var undone Result
		err = cut(func(ctx context.Context, o Options) (err error) {
			undone, err = Back(ctx, target, o)
			return err
		})
		result := undone
		if err != nil {
			result, err = Back(t.Context(), target, opts)
			must.Succeed(t, err, "stopped at", stop)
		}
		checkSame(t, target, one.tree(t))
		// What never was there whole cannot be brought back, and nobody says so.
		more, err := Back(t.Context(), target, opts)
		must.Succeed(t, err, "once more, stopped at", stop)
		if result.Undoable {
			checkSame(t, target, two.tree(t))
			undoable++
		} else if checkSame(t, target, one.tree(t)); !more.Plan.Empty() {
			t.Errorf("stopped at %d: %v", stop, more.Plan.Lines())
		}
		if whole && !result.Undoable {
			t.Errorf("stopped at %d: a publish that went through cannot be brought back", stop)
		}
		if whole {
			if stop < 5 || undoable < stop/3 || undoable == stop {
				t.Errorf("it was cut off at %d places, and %d were undone", stop, undoable)
			}
			return
		}
	}
}

// What comes back was public before: no guard stands in its way, however much goes for it.
// Nothing is kept but what the last publish can be undone with, and what is damaged
// of it counts for nothing.
func TestBackToWhatWasQuiteOther(t *testing.T) {
	target := filepath.Join(t.TempDir(), "www")
	opts := quick()
	opts.Kept, opts.MaxRemove, opts.Allow.Years = filepath.Join(t.TempDir(), "kept"), 1, true
	extras := map[string]string{"archive/FY2023/bagit.txt": "x", "FY2023/a.html": "a</p>"}
	keeps := func(was, is Tree) {
		t.Helper()
		want := map[string]bool{keptBefore: true, keptAfter: true}
		for _, file := range was.Files {
			if stays, ok := is.Files.Find(file.Path); !ok || stays.Sum != file.Sum {
				want[hex.EncodeToString(file.Sum[:])] = true
			}
		}
		entries, err := os.ReadDir(opts.Kept)
		must.Succeed(t, err)
		for _, e := range entries {
			if !want[e.Name()] {
				t.Errorf("%s is kept for nothing", e.Name())
			}
			delete(want, e.Name())
		}
		if len(want) > 0 {
			t.Errorf("%d files are not kept", len(want))
		}
	}
	var trees []Tree
	for _, site := range []newSite{{style: "zero", pages: 2}, {style: "one", pages: 1}, {style: "two", pages: 40, extras: extras}} {
		trees = append(trees, site.tree(t))
		must.Succeed(t, must.Err(Send(t.Context(), trees[len(trees)-1], target, opts)))
	}
	keeps(trees[1], trees[2])
	must.Succeed(t, must.Err(Back(t.Context(), target, opts)))
	checkSame(t, target, trees[1])
	keeps(trees[2], trees[1])
	for _, name := range []string{keptBefore, keptAfter} {
		whole := read(t, opts.Kept, name)
		write(t, opts.Kept, name, whole[:len(whole)-9])
		var fault *BackError
		if _, err := Back(t.Context(), target, opts); !errors.As(err, &fault) || fault.Reason != BackNothing {
			t.Errorf("with half of %q: %v", name, err)
		}
		write(t, opts.Kept, name, whole)
	}
	checkSame(t, target, trees[1])
}

// Without a folder for it nothing is kept, and nothing lost in the one where the program runs.
func TestNothingIsKeptWithoutAFolder(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	write(t, here, "mine.txt", "mine")
	target := filepath.Join(t.TempDir(), "www")
	for _, style := range []string{"one", "two"} {
		must.Succeed(t, must.Err(Send(t.Context(), newSite{style: style, pages: 2}.tree(t), target, quick())))
	}
	if entries, err := os.ReadDir(here); err != nil || len(entries) != 1 || entries[0].Name() != "mine.txt" {
		t.Errorf("%v, %v", entries, err)
	}
	if _, err := output.RemoveTree(""); err == nil {
		t.Error("the folder of no name is the one that the program runs in")
	}
	must.Be(t, read(t, here, "mine.txt"), "mine")
}

// What others published since is not taken back, and what cannot be brought
// back whole is not begun.
func TestBackRefuses(t *testing.T) {
	target := filepath.Join(t.TempDir(), "www")
	mine, theirs := quick(), quick()
	mine.Kept, theirs.Kept = filepath.Join(t.TempDir(), "kept"), filepath.Join(t.TempDir(), "kept")
	site := newSite{style: "one", pages: 3}
	send := func(site newSite, opts Options) Tree {
		t.Helper()
		tree := site.tree(t)
		must.Succeed(t, must.Err(Send(t.Context(), tree, target, opts)))
		return tree
	}
	refused := func(opts Options, want BackReason) *BackError {
		t.Helper()
		before, err := output.Hash(os.DirFS(target))
		must.Succeed(t, err)
		var fault *BackError
		if _, err := PreviewBack(t.Context(), target, opts); !errors.As(err, &fault) || fault.Reason != want {
			t.Errorf("a preview: %v, want %s", err, want)
		}
		if _, err := Back(t.Context(), target, opts); !errors.As(err, &fault) || fault.Reason != want {
			t.Fatalf("%v, want %s", err, want)
		}
		if after, err := output.Hash(os.DirFS(target)); err != nil || !slices.Equal(before, after) {
			t.Errorf("something was changed: %v", err)
		}
		return fault
	}
	send(site, mine)
	site.edits = map[int]string{1: " mine"}
	send(site, mine)
	site.edits = map[int]string{1: " mine", 2: " theirs"}
	send(site, theirs)
	refused(mine, BackChanged)
	refused(quick(), BackNothing)

	// A page that somebody had changed by hand is not known as it was.
	page := filepath.Join(target, "FY2024", "goal-1.html")
	must.Succeed(t, os.WriteFile(page, []byte("by hand"), 0o644))
	site.edits = map[int]string{1: " again"}
	send(site, mine)
	if fault := refused(mine, BackLacking); !slices.Contains(fault.Paths, "FY2024/goal-1.html") {
		t.Errorf("%v", fault)
	}

	// Bytes that were damaged while they were kept are never sent.
	site.edits = map[int]string{2: " once more"}
	send(site, mine)
	entries, err := os.ReadDir(mine.Kept)
	must.Succeed(t, err)
	damaged := 0
	for _, e := range entries {
		name := filepath.Join(mine.Kept, e.Name())
		if text, err := os.ReadFile(name); err == nil && len(e.Name()) == 64 {
			damaged++
			must.Succeed(t, os.WriteFile(name, []byte(strings.ToUpper(string(text))), 0o644))
		}
	}
	var source *SourceError
	if _, err := Back(t.Context(), target, mine); damaged == 0 || !errors.As(err, &source) || !source.Changed {
		t.Errorf("%d damaged: %v", damaged, err)
	}
	if _, err := os.Stat(filepath.Join(mine.Kept, keptBefore)); err != nil {
		t.Error(err)
	}
}

// A disk that keeps nothing does not stop the publish of a correction.
func TestPublishThatCannotKeep(t *testing.T) {
	target := filepath.Join(t.TempDir(), "www")
	file := filepath.Join(t.TempDir(), "file")
	must.Succeed(t, os.WriteFile(file, nil, 0o644))
	opts := quick()
	opts.Kept = filepath.Join(file, "kept")
	for _, style := range []string{"one", "two"} {
		tree := newSite{style: style, pages: 2}.tree(t)
		must.Succeed(t, must.Err(Send(t.Context(), tree, target, opts)))
		checkSame(t, target, tree)
	}
}

// A run that is interrupted while a step is on its way ends as interrupted, not
// as a fault of the program.
func TestFolderClosedUnderAStep(t *testing.T) {
	r, err := openDir(t.TempDir())
	must.Succeed(t, err)
	must.Succeed(t, r.close())
	if err := r.write(t.Context(), output.File{Path: "x.html"}, strings.NewReader("")); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("write: %v", err)
	}
	if err := r.remove(t.Context(), "x.html"); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("remove: %v", err)
	}
}
