package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// faulty is a folder whose line breaks: it fails the n-th call, before or after
// its effect, and every later one until it is opened anew.
type faulty struct {
	*dirRemote
	left   *int // calls until the line breaks; negative for never
	after  bool // the broken call still takes effect
	broken bool
	seen   func() // called after each call that changed something
}

var errLine = errors.New("line broke")

func (f *faulty) call(effect func() error) error {
	if f.broken {
		return errLine
	}
	*f.left--
	if *f.left != 0 {
		err := effect()
		f.seen()
		return err
	}
	f.broken = true
	if f.after {
		effect()
		f.seen()
	}
	return errLine
}

func (f *faulty) read(ctx context.Context, p string) (r io.ReadCloser, err error) {
	err = f.call(func() error { r, err = f.dirRemote.read(ctx, p); return err })
	return r, err
}
func (f *faulty) write(ctx context.Context, file output.File, r io.Reader) error {
	return f.call(func() error { return f.dirRemote.write(ctx, file, r) })
}
func (f *faulty) stat(ctx context.Context, p string) (i info, err error) {
	err = f.call(func() error { i, err = f.dirRemote.stat(ctx, p); return err })
	return i, err
}
func (f *faulty) mkdir(ctx context.Context, p string) error {
	return f.call(func() error { return f.dirRemote.mkdir(ctx, p) })
}
func (f *faulty) remove(ctx context.Context, p string) error {
	return f.call(func() error { return f.dirRemote.remove(ctx, p) })
}

func faultyEngine(t *testing.T, dir string, tree Tree, opts Options, left *int, after bool) *engine {
	t.Helper()
	opts = opts.filled()
	e, err := newEngine(place{text: dir, scheme: schemeDir, path: dir}, tree, opts)
	must.Succeed(t, err)
	e.line.dial = func(context.Context) (remote, error) {
		d, err := openDir(dir)
		if err != nil {
			return nil, err
		}
		return &faulty{dirRemote: d.(*dirRemote), left: left, after: after, seen: func() { checkWhole(t, dir) }}, nil
	}
	return e
}

// memory is a folder that costs no disk where there is one: these tests write
// and sync thousands of files.
func memory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "publish")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// TestCutAtEveryStep breaks a run for good at each of its steps, looks at what
// readers see then, and lets another run finish: with the same tree, with a
// third one, or back to the first.
func TestCutAtEveryStep(t *testing.T) {
	base := memory(t)
	// A page goes with the style that it alone loads; one that stays leads to a
	// new one, which comes later in the alphabet.
	first := newSite{style: "one", pages: 3, extras: map[string]string{
		"about.html": "<p></p>", "zoo.html": `<link rel=stylesheet href="assets/a.css"></p>`, "assets/a.css": "p{}",
	}}.tree(t)
	second := newSite{style: "two!", pages: 4, edits: map[int]string{1: " edited"}, extras: map[string]string{
		"about.html": `<a href="late.html">late</a></p>`, "late.html": "<p></p>",
	}}.tree(t)
	third := newSite{style: "three", pages: 3, edits: map[int]string{2: " edited"}}.tree(t)
	opts := quick()
	opts.Allow = Allow{Removals: true, Years: true, FewerPages: true}
	opts.Attempts = 1
	for _, after := range []bool{false, true} {
		for n := 1; ; n++ {
			dir := filepath.Join(base, fmt.Sprint(after, n))
			write(t, dir, "theirs.html", "theirs")
			write(t, dir, "FY2024/theirs.txt", "theirs")
			must.Succeed(t, must.Err(Send(t.Context(), first, dir, opts)))
			left := n
			e := faultyEngine(t, dir, second, opts, &left, after)
			_, err := e.run(t.Context())
			e.line.close()
			checkWhole(t, dir)
			if err == nil {
				if n < 50 {
					t.Errorf("only %d steps", n)
				}
				break
			}
			var broken *BrokenError
			if !errors.As(err, &broken) {
				t.Fatalf("cut at %d: %v", n, err)
			}
			next := []Tree{second, third, first}[n%3]
			must.Succeed(t, must.Err(Send(t.Context(), next, dir, opts)), "after a cut at", n)
			checkSame(t, dir, next, "theirs.html", "FY2024/theirs.txt")
			if t.Failed() {
				t.Fatalf("cut at %d, after %v", n, after)
			}
		}
	}
}

// TestTwoCuts breaks a run, then a run of another tree, then comes back.
func TestTwoCuts(t *testing.T) {
	base := memory(t)
	one := newSite{style: "one", pages: 3}.tree(t)
	two := newSite{style: "two!", pages: 3, edits: map[int]string{0: " x"}}.tree(t)
	opts := quick()
	opts.Allow = Allow{Removals: true, Years: true}
	opts.Attempts = 1
	for n := 3; n < 70; n += 5 {
		for m := 3; m < 70; m += 11 {
			dir := filepath.Join(base, fmt.Sprint(n, " ", m))
			must.Succeed(t, must.Err(Send(t.Context(), one, dir, opts)))
			for _, step := range []struct {
				tree Tree
				left int
			}{{two, n}, {one, m}} {
				left := step.left
				e := faultyEngine(t, dir, step.tree, opts, &left, n%2 == 0)
				e.run(t.Context())
				e.line.close()
			}
			must.Succeed(t, must.Err(Send(t.Context(), two, dir, opts)), "cuts at", n, m)
			checkSame(t, dir, two)
			if t.Failed() {
				t.Fatalf("cuts at %d, %d", n, m)
			}
		}
	}
}

// TestStaleProgress has a progress record left behind by an equal run of another
// day. It must not be taken for that of a new run that was cut off early.
func TestStaleProgress(t *testing.T) {
	one, two := newSite{style: "one", pages: 2}.tree(t), newSite{style: "two!", pages: 2}.tree(t)
	dir := t.TempDir()
	opts := quick()
	opts.Allow.Removals = true
	opts.Attempts = 1
	must.Succeed(t, must.Err(Send(t.Context(), one, dir, opts)))
	never := -1
	e := faultyEngine(t, dir, two, opts, &never, false)
	j, err := e.prepare(t.Context())
	must.Succeed(t, err)
	old := j.journal()
	write(t, dir, progressName, string(progress{
		run: old.run, journal: digest(old.text()), done: len(j.items), begun: len(j.items),
	}.text()))
	for n := 1; ; n++ {
		left := n
		e := faultyEngine(t, dir, two, opts, &left, false)
		e.run(t.Context())
		e.line.close()
		if _, err := os.Stat(filepath.Join(dir, journalName)); err == nil {
			break
		}
	}
	must.Succeed(t, must.Err(Send(t.Context(), two, dir, opts)))
	checkSame(t, dir, two)
}

// TestReconnect breaks the line every few steps, before or after the step has
// taken effect; one run gets through.
func TestReconnect(t *testing.T) {
	tree := newSite{style: "one", pages: 20}.tree(t)
	for _, after := range []bool{false, true} {
		dir := filepath.Join(t.TempDir(), "new", "folder")
		opts := quick()
		retries := 0
		var last Progress
		opts.Progress = func(p Progress) {
			if p.Retry != nil {
				retries++
			}
			if p.Bytes > p.BytesTotal || p.Files > p.FilesTotal {
				t.Errorf("progress beyond the end: %+v", p)
			}
			last = p
		}
		left := 7
		e := faultyEngine(t, dir, tree, opts, &left, after)
		dial := e.line.dial
		e.line.dial = func(ctx context.Context) (remote, error) { left = 7; return dial(ctx) }
		result, err := e.run(t.Context())
		must.Succeed(t, err)
		e.line.close()
		checkSame(t, dir, tree)
		if retries < 10 || result.Sent != len(tree.Files) || result.Bytes != tree.Files.Bytes() {
			t.Errorf("%d retries, sent %d files, %d bytes", retries, result.Sent, result.Bytes)
		}
		if last.Files != len(tree.Files) || last.Bytes != tree.Files.Bytes() {
			t.Errorf("progress ended at %+v", last)
		}
	}
}

// TestUnpackedOverInterrupted has a run cut off, and then somebody unpack the
// zip of a third tree there by hand.
func TestUnpackedOverInterrupted(t *testing.T) {
	one, two := newSite{style: "one", pages: 3}.tree(t), newSite{style: "two!", pages: 3}.tree(t)
	three := newSite{style: "three", pages: 3}.tree(t)
	opts := quick()
	opts.Allow.Removals = true
	resumed := 0
	for n := 10; n < 60; n += 5 {
		dir := t.TempDir()
		must.Succeed(t, must.Err(Send(t.Context(), one, dir, opts)))
		cut := opts
		cut.Attempts = 1
		left := n
		e := faultyEngine(t, dir, two, cut, &left, false)
		e.run(t.Context())
		e.line.close()
		if _, err := os.Stat(filepath.Join(dir, journalName)); err != nil {
			continue // cut before the first record or after the last
		}
		resumed++
		for _, file := range three.Files {
			text, err := fs.ReadFile(three.FS, file.Path)
			must.Succeed(t, err)
			write(t, dir, file.Path, string(text))
		}
		write(t, dir, output.MarkerName, string(three.Files.Text()))
		must.Succeed(t, must.Err(Send(t.Context(), two, dir, opts)))
		checkSame(t, dir, two)
	}
	if resumed < 4 {
		t.Errorf("only %d runs were cut off", resumed)
	}
}

// TestOnlyWhatChanged publishes a second time with one page edited.
func TestOnlyWhatChanged(t *testing.T) {
	dir := t.TempDir()
	site := newSite{style: "one", pages: 30}
	must.Succeed(t, must.Err(Send(t.Context(), site.tree(t), dir, quick())))
	site.extras = map[string]string{"FY2024/goal-7.html": "<p>edited</p>"}
	tree := site.tree(t)
	result, err := Send(t.Context(), tree, dir, quick())
	must.Succeed(t, err)
	if got := result.Plan.Lines(); !slices.Equal(got, []string{"~ FY2024/goal-7.html"}) || result.Sent != 1 {
		t.Errorf("sent %v", got)
	}
	checkSame(t, dir, tree)

	before := times(t, dir)
	result, err = Send(t.Context(), tree, dir, quick())
	if err != nil || !result.Plan.Empty() || result.Sent != 0 {
		t.Errorf("nothing changed, but %v, %v", result.Plan.Lines(), err)
	}
	must.Equal(t, before, times(t, dir), "nothing changed, but files were touched")
}

func times(t *testing.T, dir string) (list []string) {
	t.Helper()
	filepath.WalkDir(dir, func(p string, _ fs.DirEntry, _ error) error {
		found, err := os.Lstat(p)
		must.Succeed(t, err)
		list = append(list, fmt.Sprint(p, found.ModTime(), found.Size()))
		return nil
	})
	return list
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	full := filepath.Join(dir, filepath.FromSlash(name))
	must.Succeed(t, os.MkdirAll(filepath.Dir(full), 0o755))
	must.Succeed(t, os.WriteFile(full, []byte(text), 0o644))
}

func read(t *testing.T, dir, name string) string {
	t.Helper()
	return string(must.Read(t, filepath.Join(dir, filepath.FromSlash(name))))
}

func TestForeignFileIsKeptAndRefused(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "index.html", "theirs")
	write(t, dir, "FY2024/goal-0.html", "theirs")
	tree := newSite{style: "one", pages: 2}.tree(t)
	_, err := Send(t.Context(), tree, dir, quick())
	var foreign *ForeignError
	if !errors.As(err, &foreign) || !slices.Equal(foreign.Paths, []string{"FY2024/goal-0.html", "index.html"}) {
		t.Fatalf("got %v", err)
	}
	if len(times(t, dir)) != 4 { // the root, a folder, two files
		t.Errorf("something was written: %v", times(t, dir))
	}
	opts := quick()
	opts.Adopt = true
	must.Succeed(t, must.Err(Send(t.Context(), tree, dir, opts)))
	checkSame(t, dir, tree)
}

// TestForeignFileDuringInterruption has somebody put a file on a path that an
// interrupted run had begun with.
func TestForeignFileDuringInterruption(t *testing.T) {
	tree := newSite{style: "one", pages: 2}.tree(t)
	opts := quick()
	opts.Attempts = 1
	dir := t.TempDir()
	for n := 2; ; n++ {
		left := n
		e := faultyEngine(t, dir, tree, opts, &left, false)
		e.run(t.Context())
		e.line.close()
		if _, err := os.Stat(filepath.Join(dir, "FY2024/goal-0.html")); err == nil {
			break
		}
	}
	write(t, dir, "FY2024/goal-1.html", "theirs")
	_, err := Send(t.Context(), tree, dir, opts)
	var foreign *ForeignError
	if !errors.As(err, &foreign) || !slices.Equal(foreign.Paths, []string{"FY2024/goal-1.html"}) {
		t.Fatalf("got %v", err)
	}
	must.Be(t, read(t, dir, "FY2024/goal-1.html"), "theirs", "touched")
	os.Remove(filepath.Join(dir, "FY2024/goal-1.html"))
	result, err := Send(t.Context(), tree, dir, opts)
	if err != nil || !result.Plan.Resumed {
		t.Fatalf("%v, resumed %v", err, result.Plan.Resumed)
	}
	checkSame(t, dir, tree)
}

// TestRemovalKeepsWhatIsNotOurs removes pages, one of which somebody edited by
// hand, one of which is a link now, and one of which lies behind a link.
func TestRemovalKeepsWhatIsNotOurs(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, "old.html", "outside</p>")
	dir := t.TempDir()
	site := newSite{style: "one", pages: 30, extras: map[string]string{
		"a/old.html": "a</p>", "b/old.html": "b</p>", "c.html": "c</p>", "d.html": "d</p>",
	}}
	must.Succeed(t, must.Err(Send(t.Context(), site.tree(t), dir, quick())))
	write(t, dir, "c.html", "theirs")
	os.Remove(filepath.Join(dir, "d.html"))
	if err := os.Symlink(filepath.Join(outside, "old.html"), filepath.Join(dir, "d.html")); err != nil {
		t.Skip(err)
	}
	site.extras = nil
	tree := site.tree(t)
	result, err := Send(t.Context(), tree, dir, quick())
	must.Succeed(t, err)
	if !slices.Equal(result.Kept, []string{"c.html", "d.html"}) || result.Removed != 2 {
		t.Errorf("kept %v, removed %d", result.Kept, result.Removed)
	}
	if read(t, dir, "c.html") != "theirs" || read(t, outside, "old.html") != "outside</p>" {
		t.Error("touched what is not ours")
	}
	if _, err := os.Stat(filepath.Join(dir, "a")); err == nil {
		t.Error("an empty folder was left")
	}
}

func TestFolderThatIsALinkIsRefused(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	if err := os.Symlink(outside, filepath.Join(dir, "FY2024")); err != nil {
		t.Skip(err)
	}
	_, err := Send(t.Context(), newSite{style: "one", pages: 1}.tree(t), dir, quick())
	var foreign *ForeignError
	if !errors.As(err, &foreign) || foreign.Paths[0] != "FY2024" {
		t.Errorf("got %v", err)
	}
	if entries, _ := os.ReadDir(outside); len(entries) != 0 {
		t.Error("wrote through a link")
	}
}

// TestHostileRecords has a target whose records name paths outside its root.
func TestHostileRecords(t *testing.T) {
	tree := newSite{style: "one", pages: 1}.tree(t)
	zero := strings.Repeat("0", 64)
	for name, text := range map[string]string{
		output.MarkerName: "tassei tree, format 1\n" + zero + "  1  ../outside.txt\n",
		journalName:       "tassei publishing, format 1\nrun 1\nfrom -\nto -\n-  " + zero + "  0  ../outside.txt\n",
		progressName:      "nonsense",
	} {
		base := t.TempDir()
		write(t, base, "outside.txt", "theirs")
		dir := filepath.Join(base, "site")
		write(t, dir, name, text)
		_, err := Send(t.Context(), tree, dir, quick())
		var record *RecordError
		if !errors.As(err, &record) || record.Path != name {
			t.Errorf("%s: %v", name, err)
		}
		must.Be(t, read(t, base, "outside.txt"), "theirs", name, "reached outside")
	}
	dir := t.TempDir()
	write(t, dir, output.MarkerName, "tassei tree, format 9\n")
	if _, err := Send(t.Context(), tree, dir, quick()); !errors.Is(err, output.ErrNewerFormat) {
		t.Errorf("newer format: %v", err)
	}
}

func TestGuards(t *testing.T) {
	pages := newSite{style: "one", pages: 20}
	lost := pages
	lost.pages = 4
	fewer := newSite{style: "one", pages: 20, extras: map[string]string{}}
	for i := range 60 {
		fewer.extras[fmt.Sprintf("note-%d.html", i)] = "</p>"
	}
	seals := newSite{style: "one", pages: 20, extras: map[string]string{"archive/FY2023/bagit.txt": "x", "archive/FY2023.zip": "x"}}
	changed := newSite{style: "one", pages: 20, extras: map[string]string{"archive/FY2023/bagit.txt": "y", "archive/FY2023.zip": "x"}}
	oneYear := pages
	oneYear.pages = 19
	for _, c := range []struct {
		name     string
		old, new newSite
		guard    Guard
		allow    Allow
	}{
		{"a page of a published year", pages, oneYear, GuardYears, Allow{Years: true}},
		{"most of a year", pages, lost, GuardRemovals, Allow{Removals: true, Years: true, FewerPages: true}},
		{"most notes", fewer, pages, GuardPages, Allow{FewerPages: true, Removals: true}},
		{"a seal gone", seals, pages, GuardSeals, Allow{Seals: true}},
		{"a seal changed", seals, changed, GuardSeals, Allow{Seals: true}},
	} {
		for _, target := range []string{"www", "site.zip"} {
			t.Run(c.name+" "+target, func(t *testing.T) {
				target := filepath.Join(t.TempDir(), target)
				holds := func(tree Tree) {
					t.Helper()
					if report, err := Verify(t.Context(), tree.Files, target, quick()); err != nil || !report.Good() {
						t.Errorf("the target: %+v, %v", report, err)
					}
					if filepath.Ext(target) == "" {
						checkSame(t, target, tree)
					}
				}
				old, tree := c.old.tree(t), c.new.tree(t)
				must.Succeed(t, must.Err(Send(t.Context(), old, target, quick())))
				opts := quick()
				if c.guard == GuardRemovals {
					opts.Allow = Allow{Years: true, FewerPages: true}
				}
				_, err := Send(t.Context(), tree, target, opts)
				var guard *GuardError
				if !errors.As(err, &guard) || guard.Guard != c.guard {
					t.Fatalf("got %v, want the guard %s", err, c.guard)
				}
				holds(old)
				plan, err := Preview(t.Context(), tree, target, opts)
				if !errors.As(err, &guard) || plan.Empty() {
					t.Errorf("preview: %v with %d lines", err, len(plan.Lines()))
				}
				opts.Allow = c.allow
				must.Succeed(t, must.Err(Send(t.Context(), tree, target, opts)))
				holds(tree)
			})
		}
	}
}

func TestPreviewChangesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	tree := newSite{style: "one", pages: 1}.tree(t)
	plan, err := Preview(t.Context(), tree, dir, quick())
	if err != nil || len(plan.Add) != len(tree.Files) || !plan.First || plan.Bytes != tree.Files.Bytes() {
		t.Errorf("%+v, %v", plan, err)
	}
	if _, err := os.Lstat(dir); err == nil {
		t.Error("the folder was made")
	}
}

// TestSourceChanged publishes a tree whose files are not those of its list.
// TestVerifyOfNoFolder reads back a folder that is not there, such as one whose
// name is mistyped: everything is missing, and nothing is made.
func TestVerifyOfNoFolder(t *testing.T) {
	tree := newSite{style: "one", pages: 2}.tree(t)
	dir := filepath.Join(t.TempDir(), "htdocs")
	report, err := Verify(t.Context(), tree.Files, dir, quick())
	if err != nil || len(report.Missing) != len(tree.Files) || !report.NoManifest {
		t.Errorf("%+v, %v", report, err)
	}
	if _, err := os.Lstat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func TestSourceChanged(t *testing.T) {
	files := newSite{style: "one", pages: 1}.tree(t)
	other := newSite{style: "one", pages: 1, edits: map[int]string{0: "longer"}}.tree(t)
	for i, file := range files.Files {
		if file.Path == "FY2024/goal-0.html" {
			files.Files[i].Sum[0] ^= 1
		}
	}
	dir := t.TempDir()
	_, err := Send(t.Context(), files, dir, quick())
	var source *SourceError
	if !errors.As(err, &source) || !source.Changed || source.Path != "FY2024/goal-0.html" {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "FY2024/goal-0.html")); err == nil {
		t.Error("a wrong file was published")
	}
	must.Succeed(t, must.Err(Send(t.Context(), other, dir, quick())))
	checkSame(t, dir, other)
}

// TestOvertaken has a second run begin and end while the first is under way.
func TestOvertaken(t *testing.T) {
	slow, fast := newSite{style: "one", pages: 90}.tree(t), newSite{style: "two!", pages: 90}.tree(t)
	for name, other := range map[string]func(dir string) error{
		"done": func(dir string) error {
			opts := quick()
			opts.Allow.Removals = true
			return must.Err(Send(t.Context(), fast, dir, opts))
		},
		"under way": func(dir string) error {
			ctx, cancel := context.WithCancel(t.Context())
			opts := quick()
			opts.Allow.Removals = true
			opts.Progress = func(p Progress) {
				if p.Files == 5 {
					cancel()
				}
			}
			if err := must.Err(Send(ctx, fast, dir, opts)); !errors.Is(err, context.Canceled) {
				return fmt.Errorf("not under way: %w", err)
			}
			return nil
		},
	} {
		dir := t.TempDir()
		opts := quick()
		inside := false
		opts.Progress = func(p Progress) {
			if p.Files == 40 && !inside {
				inside = true
				if err := other(dir); err != nil {
					t.Error(name, err)
				}
			}
		}
		_, err := Send(t.Context(), slow, dir, opts)
		var overtaken *OvertakenError
		if !errors.As(err, &overtaken) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestCancel(t *testing.T) {
	dir := t.TempDir()
	tree := newSite{style: "one", pages: 60}.tree(t)
	ctx, cancel := context.WithCancel(t.Context())
	opts := quick()
	opts.Progress = func(p Progress) {
		if p.Files == 30 {
			cancel()
		}
	}
	if _, err := Send(ctx, tree, dir, opts); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	report, err := Verify(t.Context(), tree.Files, dir, quick())
	if err != nil || !report.Unfinished || report.Good() {
		t.Errorf("%+v, %v", report, err)
	}
	must.Succeed(t, must.Err(Send(t.Context(), tree, dir, quick())))
	checkSame(t, dir, tree)
}
