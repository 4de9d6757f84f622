package publish

import (
	"context"
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
func TestBack(t *testing.T) {
	ssh := startSSH(t)
	ssh.know(t, ssh.hostKey, ssh.port)
	ftp := startFTP(t)
	for _, c := range []struct {
		name, target string
		opts         Options
	}{
		{"folder", filepath.Join(t.TempDir(), "www"), quick()},
		{"sftp", "sftp://" + ssh.user + "@127.0.0.1:" + ssh.port + t.TempDir(), ssh.options()},
		{"ftps", "ftps://anonymous@localhost:" + ftp.port + ftp.path, ftp.options()},
	} {
		t.Run(c.name, func(t *testing.T) { checkBack(t, c.target, c.opts) })
	}
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
		err = cut(func(ctx context.Context, o Options) error {
			_, err := Back(ctx, target, o)
			return err
		})
		if err != nil {
			must.Succeed(t, must.Err(Back(t.Context(), target, opts)), "stopped at", stop)
		}
		checkSame(t, target, one.tree(t))
		if whole {
			if stop < 5 {
				t.Errorf("it was never cut off: %d", stop)
			}
			return
		}
	}
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
