package output

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
)

// meddleAt lets somebody else act just before the n-th call.
func meddleAt(n int, act func(call, path string)) (d *disk, calls func() int) {
	var count atomic.Int64
	return &disk{before: func(call, path string) error {
		if int(count.Add(1)) == n {
			act(call, path)
		}
		return nil
	}}, func() int { return int(count.Load()) }
}

// meddlers are what another program may do to a tree, its work folder and the
// folder above while a build runs.
var meddlers = map[string]func(t *testing.T, out string){
	"the work folder goes":                func(t *testing.T, out string) { removeAll(t, workFolder(out)) },
	"the work folder becomes a file":      func(t *testing.T, out string) { becomesFile(t, workFolder(out)) },
	"the new tree goes":                   func(t *testing.T, out string) { removeAll(t, filepath.Join(workFolder(out), newName)) },
	"the new tree becomes a file":         func(t *testing.T, out string) { becomesFile(t, filepath.Join(workFolder(out), newName)) },
	"the tree that waits goes":            func(t *testing.T, out string) { removeAll(t, filepath.Join(workFolder(out), turnName)) },
	"a folder of the waiting tree goes":   func(t *testing.T, out string) { removeAll(t, filepath.Join(workFolder(out), turnName, "a")) },
	"the tree goes":                       func(t *testing.T, out string) { removeAll(t, out) },
	"the tree becomes a file":             func(t *testing.T, out string) { becomesFile(t, out) },
	"the tree becomes somebody's":         func(t *testing.T, out string) { becomesTheirs(t, out) },
	"a file of the tree becomes a folder": func(t *testing.T, out string) { becomesFolder(t, filepath.Join(out, "a", "same.html")) },
	"a folder of the tree becomes a file": func(t *testing.T, out string) { becomesFile(t, filepath.Join(out, "a")) },
	"all of it goes":                      func(t *testing.T, out string) { removeAll(t, filepath.Dir(out)) },
	"all of it becomes a file":            func(t *testing.T, out string) { becomesFile(t, filepath.Dir(out)) },
}

func removeAll(t *testing.T, path string) {
	if err := os.RemoveAll(path); err != nil {
		t.Error(err)
	}
}

func becomesFile(t *testing.T, path string) {
	removeAll(t, path)
	_ = os.WriteFile(path, []byte("precious"), 0o644) // nowhere, where nothing is above it
}

func becomesTheirs(t *testing.T, path string) {
	// Not deleted, or the new folder could be taken for the old one by its number.
	_ = os.Rename(path, path+".away")
	write(t, filepath.Join(path, "theirs"), "precious")
}

func becomesFolder(t *testing.T, path string) {
	removeAll(t, path)
	_ = os.MkdirAll(filepath.Join(path, "precious"), 0o755)
}

// Whatever another program does, and before whichever call: a build that says it
// is done has made the whole tree; one that says it is not has left what stood
// there, theirs or ours; nothing of theirs is lost; and the next build works.
func TestMeddlersAreNeverBelieved(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be taken away here")
	}
	for name, meddle := range meddlers {
		for _, turns := range []bool{false, true} {
			for _, exchange := range []bool{true, false} {
				if testing.Short() && turns != exchange {
					continue
				}
				t.Run(fmt.Sprintf("%s, turns %v exchange %v", name, turns, exchange), func(t *testing.T) {
					for n := 1; meddleOnce(t, meddle, strings.HasPrefix(name, "the new"), n, turns, exchange); n++ {
					}
				})
			}
		}
	}
}

// meddleOnce reports whether there was an n-th call.
func meddleOnce(t *testing.T, meddle func(*testing.T, string), ours bool, n int, turns, exchange bool) bool {
	home := t.TempDir()
	out := filepath.Join(home, "www", "public")
	if turns {
		buildTurn(t, out, tree{"index.html": "older", "a/same.html": "same", "x/y.html": "gone"})
		buildTurn(t, out, faultOld)
	} else {
		build(t, out, faultOld)
	}
	former := holds(t, out)
	var left tree // what the meddler left at the place
	stood := false
	d, calls := meddleAt(n, func(call, _ string) {
		// The new tree is ours alone; in the last moment nobody looks at it again.
		stood = isNew(t, out) || ours && (call == "exchange" || call == "rename")
		meddle(t, out)
		left = at(t, out)
	})
	if !exchange {
		d = noExchange(d)
	}
	err := faultBuildBy(out, Options{disk: d, Turns: turns})
	got := at(t, out)
	switch {
	case stood: // what happens to a tree after it stood is no longer ours
	case err == nil && !isNew(t, out):
		t.Errorf("call %d: the build says it is done and left %v", n, got)
	case err != nil && !maps.Equal(got, left) && !maps.Equal(got, former) && !isNew(t, out):
		t.Errorf("call %d (%v) left %v\nand the other program %v", n, err, got, left)
	}
	if left["theirs"] != "" && got["theirs"] != left["theirs"] {
		t.Errorf("call %d (%v): what is theirs is lost: %v", n, err, got)
	}
	removeAll(t, filepath.Join(home, "www"))
	build(t, out, tree{"after": "x"})
	wantTree(t, out, tree{"after": "x"})
	return calls() >= n
}

func isNew(t *testing.T, out string) bool {
	got := at(t, out)
	delete(got, MarkerName)
	want := tree{}
	for path, data := range faultNew {
		for dir := parentOf(path); dir != "."; dir = parentOf(dir) {
			want[dir+"/"] = ""
		}
		want[path] = data
	}
	return maps.Equal(got, want)
}

// at is what lies at a place, nothing or a file too.
func at(t *testing.T, place string) tree {
	info, err := os.Lstat(place)
	if err != nil {
		return tree{}
	}
	if !info.IsDir() {
		data, err := os.ReadFile(place)
		return tree{".": string(data) + fmt.Sprint(err)}
	}
	return holds(t, place)
}

// The same for a set of files: one that is said to be written is, whole.
func TestMeddlersWithASet(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file cannot be taken away here")
	}
	for name, meddle := range map[string]func(dir string){
		"a folder becomes a file": func(dir string) { becomesFile(t, filepath.Join(dir, "data")) },
		"a folder goes":           func(dir string) { removeAll(t, filepath.Join(dir, "data")) },
		"a new folder goes":       func(dir string) { removeAll(t, filepath.Join(dir, "content")) },
		"a former file goes":      func(dir string) { removeAll(t, filepath.Join(dir, "data", "a.toml")) },
		"a former file becomes a folder": func(dir string) {
			becomesFolder(t, filepath.Join(dir, "data", "a.toml"))
		},
		"a new file is there": func(dir string) {
			removeAll(t, filepath.Join(dir, "data", "FY2025"))
			write(t, filepath.Join(dir, "data", "FY2025", "b.toml"), "theirs")
		},
		"all goes": func(dir string) { removeAll(t, dir) },
	} {
		for n, more := 1, true; more; n++ {
			dir, _, _ := setFolder(t)
			isNew := func(edit Edit) bool {
				data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(edit.Path)))
				return err == nil && string(data) == string(edit.Data)
			}
			stood := map[string]bool{} // what happens to them afterwards is no longer ours
			d, calls := meddleAt(n, func(call, path string) {
				for _, edit := range setEdits {
					stood[edit.Path] = isNew(edit)
				}
				meddle(dir)
			})
			_, err := writeSet(d, dir, setEdits)
			for _, edit := range setEdits {
				if err == nil && !stood[edit.Path] && !isNew(edit) {
					t.Errorf("%s at call %d: %s is said to be written: %v", name, n, edit.Path, at(t, dir))
				}
			}
			more = calls() >= n
		}
	}
}
