package output

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tassei/generator/must"
)

func buildTurn(t testing.TB, out string, files tree) Result {
	t.Helper()
	result, err := tryBuild(out, Options{Turns: true}, files)
	must.Succeed(t, err)
	return result
}

// tryTurn builds and tells whether the tree that waited took its turn.
func tryTurn(t testing.TB, out string, files tree) (Result, bool) {
	t.Helper()
	stage, err := Begin(out, Options{Turns: true})
	must.Succeed(t, err)
	defer stage.Abort()
	for path, text := range files {
		must.Succeed(t, stage.Write(path, []byte(text)))
	}
	result, err := stage.Commit()
	must.Succeed(t, err)
	_, byTurn := stage.Renewed()
	return result, byTurn
}

// wantTurnAlone is wantAlone for a tree beside which another may wait.
func wantTurnAlone(t testing.TB, out string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(out))
	must.Succeed(t, err)
	for _, e := range entries {
		if name := filepath.Join(filepath.Dir(out), e.Name()); name != out && name != workFolder(out) {
			t.Errorf("%s was left", name)
		}
	}
	entries, err = os.ReadDir(workFolder(out))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != turnName && e.Name() != turnListName {
			t.Errorf("%s was left in the work folder", e.Name())
		}
	}
}

// wantTurn checks a tree as wantTree does.
func wantTurn(t testing.TB, out string, want tree) {
	t.Helper()
	if got := read(t, out); !maps.Equal(got, want) {
		t.Fatalf("got  %v\nwant %v", got, want)
	}
	wantTurnAlone(t, out)
}

func skipWithoutTurns(t testing.TB) {
	t.Helper()
	if !turns {
		t.Skip("trees do not take turns on this system")
	}
}

// manyFiles is a tree of which one file differs from version to version.
func manyFiles(version int) tree {
	files := tree{}
	for i := range 60 {
		files[fmt.Sprintf("%d/%d.html", i%3, i)] = "same"
	}
	files["0/0.html"] = fmt.Sprint("version ", version)
	return files
}

// What does not change costs nothing: two trees that take turns link only what
// the last two changes concern.
func TestTurnsCostWhatChanges(t *testing.T) {
	skipWithoutTurns(t)
	out := filepath.Join(t.TempDir(), "public")
	for version := range 3 {
		buildTurn(t, out, manyFiles(version))
	}
	kept := stat(t, out, "1/1.html")
	must.Be(t, AtWork(out), false, "a build is under way")
	var calls atomic.Int64
	d := &disk{before: func(call, _ string) error {
		if slices.Contains([]string{"link", "create", "remove", "mkdir"}, call) {
			calls.Add(1)
		}
		return nil
	}}
	for version := 3; version < 6; version++ {
		calls.Store(0)
		result, err := tryBuild(out, Options{Turns: true, disk: d}, manyFiles(version))
		if err != nil || result.Written != 1 || result.Kept != 59 {
			t.Fatalf("%+v, %v", result, err)
		}
		wantTurn(t, out, manyFiles(version))
		if n := calls.Load(); n > 25 {
			t.Errorf("version %d: %d names were made or removed for one file", version, n)
		}
	}
	if again := stat(t, out, "1/1.html"); !os.SameFile(kept, again) {
		t.Error("an unchanged file lost its inode")
	}
}

// A folder of the tree that stands in which no name has changed since it was made is
// not listed for strays; one that somebody has put something into is.
func TestStraysAmongTurns(t *testing.T) {
	skipWithoutTurns(t)
	out := filepath.Join(t.TempDir(), "public")
	for version := range 3 {
		time.Sleep(2 * time.Duration(sureAfter)) // so that the times of its folders tell
		buildTurn(t, out, manyFiles(version))
	}
	strays := func() (found []string, asMade bool) {
		t.Helper()
		stage, err := Begin(out, Options{Turns: true})
		must.Succeed(t, err)
		defer stage.Abort()
		if found, err = stage.Strays(); err != nil {
			t.Fatal(err)
		}
		info, err := os.Lstat(filepath.Join(out, "1"))
		return found, err == nil && stage.asMade("1", info)
	}
	if found, asMade := strays(); len(found) > 0 || !asMade {
		t.Errorf("strays %v; a folder is as it was made: %v", found, asMade)
	}
	for _, name := range []string{"1/note.txt", "2/more/note.txt"} {
		must.Succeed(t, os.MkdirAll(filepath.Join(out, filepath.Dir(name)), 0o777))
		must.Succeed(t, os.WriteFile(filepath.Join(out, name), nil, 0o666))
	}
	if found, asMade := strays(); !slices.Equal(found, []string{"1/note.txt", "2/more/"}) || asMade {
		t.Errorf("strays %v; a folder is as it was made: %v", found, asMade)
	}
	if result := buildTurn(t, out, manyFiles(3)); result.Removed != 2 {
		t.Errorf("%+v", result)
	}
	wantTurn(t, out, manyFiles(3))
}

// listed is a list with the digest that it should have.
func listed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return string(sum[:]) + text
}

// Whatever happens to the tree that waits, or to the one that stands, the next
// one is what was written.
func TestStrangeTurns(t *testing.T) {
	skipWithoutTurns(t)
	put := func(path, text string) func(waits, out string) error {
		return func(waits, _ string) error {
			path := filepath.Join(waits, path)
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
			return os.WriteFile(path, []byte(text), 0o644)
		}
	}
	cases := map[string]func(waits, out string) error{
		"nothing":            func(waits, out string) error { return nil },
		"file replaced":      put("1/1.html", "evil"),
		"file of its own":    put("0/0.html", "evil"),
		"file added":         put("1/new.html", "evil"),
		"file at the root":   put("new.html", "evil"),
		"marker":             put(MarkerName, "evil"),
		"list lost":          put("../"+turnListName, ""),
		"list of another":    put("../"+turnListName, strings.Repeat("x", 100)),
		"list of no sense":   put("../"+turnListName, listed("no list")),
		"list of no folders": put("../"+turnListName, listed("{}")),
		"file removed":       func(waits, _ string) error { return os.Remove(waits + "/1/1.html") },
		"folder added":       func(waits, _ string) error { return os.Mkdir(waits+"/new", 0o755) },
		"file for a folder": func(waits, _ string) error {
			return errors.Join(os.RemoveAll(waits+"/1"), os.WriteFile(waits+"/1", nil, 0o644))
		},
		"folder for a file": func(waits, _ string) error {
			return errors.Join(os.Remove(waits+"/1/1.html"), os.Mkdir(waits+"/1/1.html", 0o755))
		},
		"folder removed":       func(waits, _ string) error { return os.RemoveAll(waits + "/1") },
		"all removed":          func(waits, _ string) error { return os.RemoveAll(waits) },
		"altered in both":      func(waits, _ string) error { return os.WriteFile(waits+"/1/1.html", []byte("evil"), 0o644) },
		"altered in its place": func(waits, _ string) error { return os.WriteFile(waits+"/0/0.html", []byte("evil"), 0o644) },
		"folder is a link": func(waits, out string) error {
			if err := os.Rename(waits+"/1", waits+"/../../../elsewhere"); err != nil {
				return err
			}
			return os.Symlink(waits+"/../../../elsewhere", waits+"/1")
		},
		"other file with the same bytes, then altered": func(waits, out string) error {
			if err := os.Remove(out + "/1/1.html"); err != nil {
				return err
			}
			return errors.Join(os.WriteFile(out+"/1/1.html", []byte("same"), 0o644), os.WriteFile(waits+"/1/1.html", []byte("evil"), 0o644))
		},
		"stray in the tree that stands":     func(_, out string) error { return os.WriteFile(out+"/1/stray.html", nil, 0o644) },
		"folder in the tree that stands":    func(_, out string) error { return os.MkdirAll(out+"/1/stray/deep", 0o755) },
		"file gone in the tree that stands": func(_, out string) error { return os.Remove(out + "/1/1.html") },
		"link in the tree that stands":      func(_, out string) error { return replaceByLink(out+"/1/1.html", "4.html") },
		"the tree that stands is gone":      func(_, out string) error { return os.RemoveAll(out) },
		"built by one that takes no turns": func(_, out string) error {
			_, err := tryBuild(out, Options{}, tree{"1/1.html": "other"})
			return err
		},
	}
	taken := []string{"nothing", "altered in both", "altered in its place"}
	for name, strange := range cases {
		for how, more := range map[string][]string{
			"at once": nil, "later": {"file gone in the tree that stands", "other file with the same bytes, then altered"}, "unseen": {"file of its own"},
		} {
			t.Run(name+", "+how, func(t *testing.T) {
				t.Parallel()
				out := filepath.Join(t.TempDir(), "public")
				waits := filepath.Join(workFolder(out), turnName)
				for version := range 3 {
					if how == "later" && version == 2 { // the times of its folders tell, no name is looked at
						time.Sleep(time.Duration(sureAfter))
					}
					buildTurn(t, out, manyFiles(version))
				}
				must.Succeed(t, strange(waits, out))
				if how == "unseen" {
					unseen(t, waits)
				}
				_, byTurn := tryTurn(t, out, manyFiles(3))
				must.Be(t, byTurn, slices.Contains(slices.Concat(taken, more), name), "it took its turn")
				wantTurn(t, out, manyFiles(3))
				for version := 4; version < 6; version++ {
					buildTurn(t, out, manyFiles(version))
					wantTurn(t, out, manyFiles(version))
				}
			})
		}
	}
}

// unseen makes what happened to the tree that waits something that the times of its
// folders do not tell, as if it were within the moment in which it was put aside.
func unseen(t *testing.T, waits string) {
	t.Helper()
	list, a := filepath.Join(filepath.Dir(waits), turnListName), aside{}
	b, err := os.ReadFile(list)
	if err != nil || len(b) < sha256.Size || json.Unmarshal(b[sha256.Size:], &a) != nil || a.Folders == nil {
		return // it is not believed
	}
	for dir := range a.Folders {
		if info, err := os.Lstat(filepath.Join(waits, dir)); err == nil {
			a.Folders[dir], _ = stateOf(info)
		}
	}
	a.At = time.Now().UnixNano()
	b, err = json.Marshal(a)
	must.Succeed(t, err)
	must.Succeed(t, os.WriteFile(list, []byte(listed(string(b))), 0o644))
}

// A file that was altered by hand and written again is not taken from the tree
// that waits, whose file is the altered one.
func TestAlteredFileDoesNotComeBack(t *testing.T) {
	skipWithoutTurns(t)
	out := filepath.Join(t.TempDir(), "public")
	for version := range 3 {
		buildTurn(t, out, manyFiles(version))
		must.Succeed(t, os.WriteFile(out+"/1/1.html", []byte("evil"), 0o644))
	}
	for version := 3; version < 6; version++ {
		buildTurn(t, out, manyFiles(version))
		wantTurn(t, out, manyFiles(version))
	}
}

// Random trees one after the other, with and without turns between.
func TestTurnsOfRandomTrees(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	out := filepath.Join(t.TempDir(), "public")
	files := manyFiles(0)
	for round := range 120 {
		files = maps.Clone(files)
		for range 1 + random.IntN(4) {
			place := fmt.Sprintf("%d/%d", random.IntN(4), random.IntN(20))
			if random.IntN(3) == 0 {
				place += fmt.Sprintf("/%d.html", random.IntN(3))
			}
			delete(files, place)
			if random.IntN(3) > 0 && !clashes(files, place) {
				files[place] = fmt.Sprint(random.IntN(3))
			}
		}
		must.Succeed(t, must.Err(tryBuild(out, Options{Turns: random.IntN(8) > 0}, files)), round)
		wantTurn(t, out, files)
	}
	must.Succeed(t, must.Err(RemoveTree(out)))
	wantAlone(t, out)
}

// clashes reports whether a path is a folder of the tree, or below a file of it.
func clashes(files tree, path string) bool {
	for other := range files {
		if strings.HasPrefix(other, path+"/") || strings.HasPrefix(path, other+"/") {
			return true
		}
	}
	return false
}

// turnFiles are trees of which each has a folder that the one before it has not.
func turnFiles(version int) tree {
	files := tree{"0/0.html": fmt.Sprint("version ", version)}
	for i := range 6 {
		files[fmt.Sprintf("1/%d.html", i)] = "same"
	}
	files[fmt.Sprintf("of/%d/x.html", version)] = "x"
	if version > 1 {
		files["1/late.html"] = "same"
	}
	return files
}

// waitingTurn makes a tree beside which another waits.
func waitingTurn(t testing.TB) (out string) {
	out = filepath.Join(t.TempDir(), "public")
	for version := range 3 {
		buildTurn(t, out, turnFiles(version))
	}
	return out
}

// A tree that takes its turn is safe from a power cut before the exchange: each of its
// new files, and each folder in which a name has changed, and no other.
func TestTurnIsSafe(t *testing.T) {
	skipWithoutTurns(t)
	out, r := waitingTurn(t), &recorder{}
	must.Succeed(t, must.Err(tryBuild(out, Options{Turns: true, disk: r.disk()}, turnFiles(3))))
	root := filepath.Join(workFolder(out), newName+"-2")
	began, ends := r.first("rename", root), r.first("exchange", out)
	if began < 0 || ends < began {
		t.Fatalf("no tree took its turn: %v", r.calls)
	}
	want, got := map[string]bool{}, map[string]bool{}
	for _, c := range r.calls[began+1 : ends] {
		if !strings.HasPrefix(c.path, root) {
			continue
		}
		switch c.call {
		case "sync":
			got[c.path] = true
			continue
		case "create", "rename":
			want[c.path] = true
		case "remove":
			delete(want, c.path)
		}
		if c.call != "write" {
			want[filepath.Dir(c.path)] = true
			delete(got, filepath.Dir(c.path))
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("safe  %v\nwant %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)))
	}
	wantTurn(t, out, turnFiles(3))
}

// Whichever call fails of a build in which a tree takes its turn, the tree that stands is
// old or new, what is said to be done is, and the next build works. As long as nothing was
// moved into the tree whose turn it is, the build goes on without it.
func TestEveryCallOfATurnFails(t *testing.T) {
	skipWithoutTurns(t)
	sides := map[bool]int{}
	for n := 1; ; n++ {
		out, count, failed := waitingTurn(t), 0, ""
		root := filepath.Join(workFolder(out), newName+"-2") + string(filepath.Separator)
		var mu sync.Mutex
		d := &disk{before: func(call, path string) error {
			mu.Lock()
			defer mu.Unlock()
			if count++; count != n {
				return nil
			}
			if failed = call; strings.HasPrefix(path, root) {
				failed += " in turn"
			}
			return errPlayed
		}}
		_, err := tryBuild(out, Options{Turns: true, disk: d}, turnFiles(3))
		if failed == "" {
			break
		}
		got := read(t, out)
		isNew := maps.Equal(got, turnFiles(3))
		sides[isNew]++
		without := slices.Contains([]string{"remove in turn", "link in turn", "mkdir in turn"}, failed)
		if !isNew && (err == nil || !maps.Equal(got, turnFiles(2))) || without && err != nil {
			t.Errorf("call %d, %s (%v) left %v", n, failed, err, got)
		}
		buildTurn(t, out, turnFiles(4))
		wantTurn(t, out, turnFiles(4))
	}
	if sides[true] < 5 || sides[false] < 5 {
		t.Errorf("%v", sides)
	}
}
