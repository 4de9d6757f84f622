package output

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"tassei/generator/must"
)

// tree is what a test wants to stand in a folder, by path.
type tree map[string]string

// build makes a tree and fails the test if it does not work.
func build(t testing.TB, out string, files tree) Result {
	t.Helper()
	result, err := tryBuild(out, Options{}, files)
	must.Succeed(t, err)
	return result
}

func tryBuild(out string, opts Options, files tree) (Result, error) {
	stage, err := Begin(out, opts)
	if err != nil {
		return Result{}, err
	}
	defer stage.Abort()
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := stage.Write(path, []byte(files[path])); err != nil {
			return Result{}, err
		}
	}
	return stage.Commit()
}

// read returns all files of a folder but the marker, nil if there is none, and
// checks that the marker tells the truth.
func read(t testing.TB, out string) tree {
	t.Helper()
	if _, err := os.Lstat(out); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if _, difference, err := Verify(os.DirFS(out)); err != nil || !difference.Empty() {
		t.Fatalf("the manifest of %s does not fit: %v %+v", out, err, difference)
	}
	found := tree{}
	err := walkFiles(os.DirFS(out), func(path string) error {
		data, err := os.ReadFile(filepath.Join(out, path))
		if path != MarkerName {
			found[path] = string(data)
		}
		return err
	})
	must.Succeed(t, err)
	return found
}

func wantTree(t testing.TB, out string, want tree) {
	t.Helper()
	if got := read(t, out); !maps.Equal(got, want) {
		t.Fatalf("%s holds\n%v\nwant\n%v", out, got, want)
	}
	wantAlone(t, out)
}

// wantAlone checks that no work folder is left beside a tree.
func wantAlone(t testing.TB, out string) {
	t.Helper()
	if _, err := os.Lstat(workFolder(out)); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("a work folder is left beside %s: %v", out, err)
	}
}

func stat(t testing.TB, path ...string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(filepath.Join(path...))
	must.Succeed(t, err)
	return info
}

func begun(t testing.TB, out string) *Stage {
	t.Helper()
	stage, err := Begin(out, Options{})
	must.Succeed(t, err)
	return stage
}

func write(t testing.TB, path, data string) {
	t.Helper()
	must.Succeed(t, os.MkdirAll(filepath.Dir(path), 0o755))
	must.Succeed(t, os.WriteFile(path, []byte(data), 0o644))
}

func TestBuildAndRebuild(t *testing.T) {
	out := filepath.Join(t.TempDir(), "deep", "site 公開", "public")
	first := tree{"index.html": "one", "FY2024/a.html": "a", "FY2024/b.html": "b", "資料/図.svg": "<svg/>"}
	if got, want := build(t, out, first), (Result{Written: 4, Bytes: 11, Changed: true}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	wantTree(t, out, first)
	kept, changed := stat(t, out, "FY2024/a.html"), stat(t, out, "FY2024/b.html")

	second := tree{"index.html": "one", "FY2024/a.html": "a", "FY2024/b.html": "B", "new.html": ""}
	if got, want := build(t, out, second), (Result{Written: 2, Kept: 2, Removed: 1, Bytes: 5, Changed: true}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	wantTree(t, out, second)
	if again := stat(t, out, "FY2024/a.html"); !os.SameFile(kept, again) || !kept.ModTime().Equal(again.ModTime()) {
		t.Error("an unchanged file lost its inode or its time")
	}
	if again := stat(t, out, "FY2024/b.html"); os.SameFile(changed, again) {
		t.Error("a changed file was written in place")
	}
}

func TestNothingChanged(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	files := tree{"index.html": "one", "FY2024/a.html": "a"}
	build(t, out, files)
	before := stat(t, out)
	if got, want := build(t, out, files), (Result{Kept: 2, Bytes: 4}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	after := stat(t, out)
	if !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Error("the folder was touched although nothing changed")
	}
	wantTree(t, out, files)
}

// What somebody altered in the finished folder comes right again.
func TestTamperedTreeIsMended(t *testing.T) {
	files := tree{"index.html": "one", "FY2024/a.html": "a", "FY2024/b.html": "b"}
	outside := filepath.Join(t.TempDir(), "outside")
	write(t, filepath.Join(outside, "a.html"), "a")
	write(t, filepath.Join(outside, "b.html"), "b")
	cases := map[string]func(out string) error{
		"same size":   func(out string) error { return os.WriteFile(out+"/FY2024/a.html", []byte("x"), 0o644) },
		"longer":      func(out string) error { return os.WriteFile(out+"/FY2024/a.html", []byte("ab"), 0o644) },
		"removed":     func(out string) error { return os.Remove(out + "/FY2024/a.html") },
		"added":       func(out string) error { return os.WriteFile(out+"/stray.txt", []byte("x"), 0o644) },
		"folder":      func(out string) error { return os.Mkdir(out+"/empty", 0o755) },
		"manifest":    func(out string) error { return os.WriteFile(out+"/.tassei", []byte(markerLine+"\nrubbish"), 0o644) },
		"list empty":  func(out string) error { return os.WriteFile(out+"/.tassei", []byte(markerLine+"\n"), 0o644) },
		"file linked": func(out string) error { return replaceByLink(out+"/FY2024/a.html", outside+"/a.html") },
		"folder linked": func(out string) error {
			return errors.Join(os.RemoveAll(out+"/FY2024"), os.Symlink(outside, out+"/FY2024"))
		},
		"file to folder": func(out string) error {
			return errors.Join(os.Remove(out+"/index.html"), os.MkdirAll(out+"/index.html/x", 0o755))
		},
	}
	for name, tamper := range cases {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			build(t, out, files)
			if err := tamper(out); err != nil {
				t.Skip(err)
			}
			if !build(t, out, files).Changed {
				t.Error("the alteration was not seen")
			}
			wantTree(t, out, files)
			if os.SameFile(stat(t, out, "FY2024/a.html"), stat(t, outside, "a.html")) {
				t.Error("a file from outside was linked into the tree")
			}
		})
	}
	if data, err := os.ReadFile(outside + "/a.html"); err != nil || string(data) != "a" {
		t.Errorf("a file outside was altered: %q %v", data, err)
	}
}

func replaceByLink(path, to string) error {
	return errors.Join(os.Remove(path), os.Symlink(to, path))
}

// A second name of a published file, as a backup made of hard links has it, is
// never written through.
func TestHardLinkedBackupStays(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	build(t, out, tree{"a.html": "first", "big.zip": "first"})
	for _, name := range []string{"a.html", "big.zip"} {
		if err := os.Link(filepath.Join(out, name), filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	stage := begun(t, out)
	must.Succeed(t, stage.Write("a.html", []byte("other")))
	writePieces(t, stage, "big.zip", "fir", "ST")
	must.Succeed(t, must.Err(stage.Commit()))
	wantTree(t, out, tree{"a.html": "other", "big.zip": "firST"})
	for _, name := range []string{"a.html", "big.zip"} {
		if data, _ := os.ReadFile(filepath.Join(dir, name)); string(data) != "first" {
			t.Errorf("the backup of %s holds %q", name, data)
		}
	}
}

func writePieces(t *testing.T, stage *Stage, path string, pieces ...string) {
	t.Helper()
	w, err := stage.Create(path)
	must.Succeed(t, err)
	for _, piece := range pieces {
		if n, err := w.Write([]byte(piece)); n != len(piece) || err != nil {
			t.Fatal(n, err)
		}
	}
	must.Succeed(t, w.Close())
}

func TestStreamsAgainstFormerFile(t *testing.T) {
	former := strings.Repeat("0123456789abcdef", 10_000)
	cases := map[string]struct {
		pieces []string
		kept   bool
	}{
		"same":           {[]string{former[:70_000], former[70_000:]}, true},
		"shorter":        {[]string{former[:100]}, false},
		"longer":         {[]string{former, "x"}, false},
		"other at start": {[]string{"x" + former[1:]}, false},
		"other at end":   {[]string{former[:159_999], "x"}, false},
		"other between":  {[]string{former[:80_000], "x", former[80_001:]}, false},
		"empty":          {nil, false},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			build(t, out, tree{"d/big.zip": former})
			before := stat(t, out, "d/big.zip")
			stage := begun(t, out)
			writePieces(t, stage, "d/big.zip", c.pieces...)
			if err := stage.Write("page.html", nil); err != nil { // so that the trees do change places
				t.Fatal(err)
			}
			must.Succeed(t, must.Err(stage.Commit()))
			wantTree(t, out, tree{"d/big.zip": strings.Join(c.pieces, ""), "page.html": ""})
			if kept := os.SameFile(before, stat(t, out, "d/big.zip")); kept != c.kept {
				t.Errorf("kept is %v, want %v", kept, c.kept)
			}
		})
	}
}

// What is said to be intact is taken over if the former tree lists just that, once.
func TestIntact(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	former := tree{"FY2024/a.html": "a", "FY2024/b.html": "b", "c.html": "c"}
	build(t, out, former)
	stage := begun(t, out)
	listed, err := ReadManifest(os.DirFS(out))
	must.Succeed(t, err)
	other := listed[0]
	other.Size++
	for file, want := range map[File]bool{listed[0]: true, listed[2]: true, other: false, {Path: "none.html"}: false} {
		if taken, err := stage.Intact(file); err != nil || taken != want {
			t.Errorf("%s of %d bytes: %v %v", file.Path, file.Size, taken, err)
		}
	}
	must.Succeed(t, stage.Write("FY2024/b.html", []byte("new")))
	if result, err := stage.Commit(); err != nil || result.Kept != 2 || result.Written != 1 {
		t.Fatalf("%+v %v", result, err)
	}
	former["FY2024/b.html"] = "new"
	wantTree(t, out, former)
	if stage, err = Begin(out, Options{}); err != nil {
		t.Fatal(err)
	}
	for n, want := range []PathProblem{0, PathTwice} {
		taken, err := stage.Intact(listed[0])
		var twice *PathError
		if taken != (n == 0) || errors.As(err, &twice) != (n == 1) || n == 1 && twice.Problem != want {
			t.Errorf("the same file for the %d. time: %v %v", n+1, taken, err)
		}
	}
	if _, err := stage.Commit(); err == nil {
		t.Error("a tree with one file twice was made")
	}
	wantTree(t, out, former)
}

// A stream that is closed takes nothing more, and one that failed says so again.
func TestStreamAfterItsEnd(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	full := false
	stage, err := Begin(out, Options{disk: &disk{before: func(call, path string) error {
		if full && call == "write" {
			full = false
			return errPlayed
		}
		return nil
	}}})
	must.Succeed(t, err)
	w, err := stage.Create("a.zip")
	must.Succeed(t, err)
	_, err = w.Write([]byte("all"))
	must.Succeed(t, errors.Join(err, w.Close()))
	if _, err := w.Write([]byte("more")); !errors.Is(err, fs.ErrClosed) || !errors.Is(w.Close(), fs.ErrClosed) {
		t.Errorf("after the end: %v", err)
	}
	if w, err = stage.Create("b.zip"); err != nil {
		t.Fatal(err)
	}
	full = true
	for range 2 {
		if _, err := w.Write([]byte("x")); !IsFull(err) {
			t.Errorf("got %v", err)
		}
	}
	if err := w.Close(); !IsFull(err) {
		t.Errorf("got %v", err)
	}
	if _, err := stage.Commit(); !IsFull(err) {
		t.Errorf("got %v", err)
	}
	if got := at(t, filepath.Dir(out)); len(got) > 0 {
		t.Errorf("left %v", got)
	}
}

func TestCopyFile(t *testing.T) {
	dir := t.TempDir()
	out, seal := filepath.Join(dir, "public"), filepath.Join(dir, "archive", "FY2024")
	write(t, filepath.Join(seal, "bagit.txt"), "BagIt-Version: 1.0\n")
	write(t, filepath.Join(seal, "data", "site", "index.html"), "sealed")
	for round := range 2 {
		stage, err := Begin(out, Options{Source: dir, Protected: []string{filepath.Join(dir, "archive")}})
		must.Succeed(t, err)
		for _, name := range []string{"bagit.txt", "data/site/index.html"} {
			must.Succeed(t, stage.CopyFile("archive/FY2024/"+name, os.DirFS(seal), name))
		}
		if result, err := stage.Commit(); err != nil || result.Changed != (round == 0) {
			t.Fatalf("round %d: %+v %v", round, result, err)
		}
	}
	wantTree(t, out, tree{"archive/FY2024/bagit.txt": "BagIt-Version: 1.0\n", "archive/FY2024/data/site/index.html": "sealed"})
	if os.SameFile(stat(t, out, "archive/FY2024/bagit.txt"), stat(t, seal, "bagit.txt")) {
		t.Error("the copy is a link to the seal")
	}
}

func TestNewTree(t *testing.T) {
	out := filepath.Join(t.TempDir(), "FY2024")
	stage, err := BeginNew(out, Options{Mode: 0o444})
	must.Succeed(t, err)
	must.Succeed(t, stage.Write("data/a.txt", []byte("a")))
	must.Succeed(t, must.Err(stage.Commit()))
	wantAlone(t, out)
	manifest, err := Hash(os.DirFS(out))
	if err != nil || len(manifest) != 1 {
		t.Fatalf("%v %v", manifest, err)
	}
	if _, err := os.Lstat(filepath.Join(out, MarkerName)); err == nil {
		t.Error("the tree has a marker")
	}
	if mode := stat(t, out, "data/a.txt").Mode().Perm(); mode&0o222 != 0 {
		t.Errorf("mode is %v", mode)
	}
	if _, err := BeginNew(out, Options{}); !isRefused(err, Exists) {
		t.Errorf("got %v", err)
	}
	if _, err := Begin(out, Options{}); !isRefused(err, NotOurs) {
		t.Errorf("got %v", err)
	}
	must.Succeed(t, must.Err(RemoveTree(out)))
	wantTree(t, out, nil)
}

func TestManyWriters(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	for _, former := range []string{"one", "two"} {
		stage := begun(t, out)
		var group sync.WaitGroup
		for worker := range 8 {
			group.Go(func() {
				for i := worker; i < 800; i += 8 {
					text := "same"
					if i%10 == 0 {
						text = former
					}
					if err := stage.Write(fmt.Sprintf("FY%d/p/%d.html", i%7, i), []byte(text)); err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		result, err := stage.Commit()
		if err != nil || result.Written+result.Kept != 800 {
			t.Fatalf("%+v %v", result, err)
		}
		if former == "two" && result.Written != 80 {
			t.Errorf("%+v", result)
		}
		must.Be(t, len(read(t, out)), 800, "files")
	}
}

// A write that failed is remembered, so that a careless caller cannot publish a
// tree with a hole in it.
func TestFailedWriteStopsCommit(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	files := tree{"index.html": "old"}
	build(t, out, files)
	reader := func(data string) fs.FS { return fstest.MapFS{"f": {Data: []byte(data)}} }
	misuse := map[string]func(s *Stage) error{
		"twice":  func(s *Stage) error { return errors.Join(s.Write("a", nil), s.Write("a", nil)) },
		"twin":   func(s *Stage) error { return errors.Join(s.Write("a", nil), s.Write("A", nil)) },
		"path":   func(s *Stage) error { return s.Write("../a", nil) },
		"source": func(s *Stage) error { return s.CopyFile("a", reader(""), "g") },
		"folder": func(s *Stage) error { return s.CopyFile("a", reader(""), ".") },
		"broken": func(s *Stage) error { return s.CopyFile("a", brokenFS{}, "f") },
	}
	for name, use := range misuse {
		t.Run(name, func(t *testing.T) {
			stage := begun(t, out)
			wrong := use(stage)
			if wrong == nil {
				t.Fatal("no error")
			}
			if err := stage.Write("fine", nil); err == nil {
				t.Error("a later write was taken")
			}
			if _, err := stage.Commit(); err == nil {
				t.Error("the commit went through")
			}
			wantTree(t, out, files)
		})
	}
	stage := begun(t, out)
	must.Succeed(t, must.Err(stage.Create("open.zip")))
	if _, err := stage.Commit(); !errors.Is(err, ErrOpen) {
		t.Errorf("got %v", err)
	}
	if err := stage.Write("late", nil); !errors.Is(err, ErrEnded) {
		t.Errorf("got %v", err)
	}
	if _, err := stage.Commit(); !errors.Is(err, ErrEnded) {
		t.Errorf("got %v", err)
	}
	if err := stage.Abort(); err != nil {
		t.Error(err)
	}
	wantTree(t, out, files)
}

// brokenFS holds one file that breaks off after some bytes.
type brokenFS struct{}

func (brokenFS) Open(name string) (fs.File, error) {
	f, err := fstest.MapFS{"f": {Data: make([]byte, 100_000)}}.Open(name)
	return &brokenFile{File: f}, err
}

type brokenFile struct {
	fs.File
	read int
}

func (f *brokenFile) Read(p []byte) (int, error) {
	if f.read > 0 {
		return 0, errors.New("broken")
	}
	f.read++
	return f.File.Read(p[:min(len(p), 10)])
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	stage, err := Begin(filepath.Join(dir, "a", "b", "public"), Options{})
	must.Succeed(t, err)
	must.Succeed(t, stage.Write("x/y", bytes.Repeat([]byte("x"), 1000)))
	must.Succeed(t, stage.Abort())
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("left: %v", entries)
	}
}

func TestStrays(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, tree{"a/b.html": "b", "a.html": "a"})
	write(t, filepath.Join(out, "a", "CNAME"), "x")
	write(t, filepath.Join(out, "photos", "1.jpg"), "x")
	stage := begun(t, out)
	defer stage.Abort()
	strays, err := stage.Strays()
	if want := []string{"a/CNAME", "photos/"}; err != nil || !slices.Equal(strays, want) {
		t.Errorf("got %q %v, want %q", strays, err, want)
	}
	for path, text := range map[string]string{"a/b.html": "b", "a.html": "a"} {
		must.Succeed(t, stage.Write(path, []byte(text)))
	}
	if result, err := stage.Commit(); err != nil || result.Removed != 2 || result.Kept != 2 {
		t.Errorf("%+v %v: both strays go", result, err)
	}
}

// The bytes and modes on the disk do not depend on the order of the writes.
func TestSameInputSameTree(t *testing.T) {
	dir := t.TempDir()
	files := tree{"b/x.html": "1", "a.html": "2", "a/y.html": "3", "Z.html": "4"}
	var texts []string
	for _, backwards := range []string{"", "yes"} {
		out := filepath.Join(dir, "out"+backwards)
		stage := begun(t, out)
		paths := slices.Sorted(maps.Keys(files))
		if backwards != "" {
			slices.Reverse(paths)
		}
		for _, path := range paths {
			must.Succeed(t, stage.Write(path, []byte(files[path])))
		}
		must.Succeed(t, must.Err(stage.Commit()))
		text := must.Read(t, filepath.Join(out, MarkerName))
		texts = append(texts, string(text))
	}
	must.Be(t, texts[0], texts[1], "and")
}

func isRefused(err error, reason Reason) bool {
	var refused *RefusedError
	return errors.As(err, &refused) && refused.Reason == reason && refused.Error() != ""
}

func skipWithoutLinks(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs symbolic links")
	}
}
