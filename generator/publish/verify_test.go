package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// One thing that is not as it should be is enough, and two do not make up for each other.
func TestReportIsGood(t *testing.T) {
	x := []string{"x"}
	if !(Report{Checked: 3, NoManifest: true}).Good() {
		t.Error("nothing is wrong")
	}
	for i, r := range []Report{{Missing: x}, {Different: x}, {Extra: x}, {Refused: x}, {Unreadable: x}, {Unfinished: true},
		{Missing: x, Different: x}, {Missing: x, Extra: x}, {Missing: x, Refused: x}, {Missing: x, Unreadable: x},
		{Different: x, Extra: x}, {Different: x, Refused: x}, {Different: x, Unreadable: x}, {Extra: x, Refused: x},
		{Extra: x, Unreadable: x}, {Refused: x, Unreadable: x}} {
		if r.Good() {
			t.Errorf("%d: %+v", i, r)
		}
	}
}

// What differs is found in a folder and in a zip, also where it is as long as it was, and
// each file is counted.
func TestVerifyFindsWhatDiffers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "www")
	old := newSite{style: "one", pages: 3, extras: map[string]string{"old.txt": "old"}}
	must.Succeed(t, must.Err(Send(t.Context(), old.tree(t), dir, quick())))
	tree := newSite{style: "one", pages: 3}.tree(t)
	page := read(t, dir, "index.html")
	write(t, dir, "index.html", "X"+page[1:])
	write(t, dir, "404.html", page+"</p>")
	os.Remove(filepath.Join(dir, "en/index.html"))
	must.Succeed(t, os.Chmod(filepath.Join(dir, "FY2024/index.html"), 0o600))
	var told Progress
	opts := quick()
	opts.Progress = func(p Progress) { told = p }
	report, err := Verify(t.Context(), tree.Files, dir, opts)
	must.Succeed(t, err)
	must.Be(t, fmt.Sprint(report.Missing, report.Different, report.Extra, report.Unreadable, report.Refused),
		"[en/index.html] [404.html index.html] [old.txt] [FY2024/index.html] []")
	if report.Checked != len(tree.Files)-1 || told.Files != len(tree.Files)+1 || told.FilesTotal != told.Files || told.BytesTotal != tree.Files.Bytes() {
		t.Errorf("checked %d of %d, told %+v", report.Checked, len(tree.Files), told)
	}
}

// A look that is cut off says so, and finds nothing good.
func TestVerifyThatBreaks(t *testing.T) {
	dir := t.TempDir()
	tree := newSite{style: "one", pages: 2}.tree(t)
	must.Succeed(t, must.Err(Send(t.Context(), tree, dir, quick())))
	opts := quick()
	opts.Attempts = 1
	whole := 0
	for n := 1; whole == 0; n++ {
		left := n
		e := faultyEngine(t, dir, Tree{}, opts, &left, false)
		r := &Reader{e}
		report, err := r.Verify(t.Context(), tree.Files)
		r.Close()
		switch {
		case left > 0: // it never broke
			whole = n
			if err != nil || !report.Good() {
				t.Errorf("%+v, %v", report, err)
			}
		case !errors.As(err, new(*BrokenError)):
			t.Errorf("cut at %d: %+v, %v", n, report, err)
		}
	}
	if whole < len(tree.Files) {
		t.Errorf("%d steps for %d files", whole, len(tree.Files))
	}
}

// A progress record that a run left at its very end goes with the next, also if there
// is nothing to send.
func TestStrayProgressGoes(t *testing.T) {
	dir := t.TempDir()
	tree := newSite{style: "one", pages: 1}.tree(t)
	must.Succeed(t, must.Err(Send(t.Context(), tree, dir, quick())))
	write(t, dir, progressName, string(progress{run: 3, journal: digest([]byte("x"))}.text()))
	result, err := Send(t.Context(), tree, dir, quick())
	if err != nil || result.Sent != 0 {
		t.Errorf("sent %d, %v", result.Sent, err)
	}
	checkSame(t, dir, tree)
}

// A zip says how much of it is written.
func TestZipCounts(t *testing.T) {
	tree := newSite{style: "one", pages: 2}.tree(t)
	var told []Progress
	opts := quick()
	opts.Progress = func(p Progress) { told = append(told, p) }
	result, err := Send(t.Context(), tree, filepath.Join(t.TempDir(), "site.zip"), opts)
	must.Succeed(t, err)
	last := told[len(told)-1]
	if n := len(tree.Files); result.Sent != n || result.Plan.Bytes != tree.Files.Bytes() || result.Bytes != tree.Files.Bytes() || len(told) != n ||
		last.Files != n || last.FilesTotal != n || last.Bytes != tree.Files.Bytes() || last.BytesTotal != last.Bytes {
		t.Errorf("%+v, told %+v", result.Plan, last)
	}
}

// A list with a path twice, or out of order, is the list of no tree.
func TestTreeOfNoOrder(t *testing.T) {
	good := newSite{style: "one", pages: 1}.tree(t)
	for _, change := range []func(output.Manifest) output.Manifest{
		func(m output.Manifest) output.Manifest { return append(m[:1:1], m...) },
		func(m output.Manifest) output.Manifest { m = slices.Clone(m); m[0], m[1] = m[1], m[0]; return m },
		func(m output.Manifest) output.Manifest {
			return slices.DeleteFunc(slices.Clone(m), func(f output.File) bool { return f.Path == frontPage })
		},
	} {
		dir := filepath.Join(t.TempDir(), "www")
		tree := Tree{FS: good.FS, Files: change(good.Files)}
		if _, err := Send(t.Context(), tree, dir, quick()); !errors.As(err, new(*TreeError)) {
			t.Errorf("got %v", err)
		}
		if isThere(filepath.Dir(dir), "www") {
			t.Error("something was sent")
		}
	}
}

// What is wrong with a target is found before anything is asked of it.
func TestCheckTarget(t *testing.T) {
	env := func(name string) string { return map[string]string{"TASSEI_S3_ENDPOINT": "store.example"}[name] }
	for target, want := range map[string]string{"www": "", "site.zip": "", "sftp://web@h/x": "", "ftp://web@h/x": "target", "s3://bucket": "target"} {
		opts := quick()
		opts.Env = env
		err := CheckTarget(target, opts)
		code, _ := Explain(err)
		if err == nil {
			code = ""
		}
		must.Be(t, code, want, target, err)
	}
}

// Verify opens a target, verifies and closes it.
func Verify(ctx context.Context, files output.Manifest, target string, opts Options) (Report, error) {
	r, err := Open(target, opts)
	if err != nil {
		return Report{}, err
	}
	defer r.Close()
	return r.Verify(ctx, files)
}

// Published opens a target, reads what was published there and closes it.
func Published(ctx context.Context, target string, opts Options) (output.Manifest, error) {
	r, err := Open(target, opts)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.Published(ctx)
}
