package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// Held is what a clean-up could not delete because a program, a file server or
// a protection holds it. It is in nobody's way: whatever comes next takes other
// names, and the next clean-up tries again.
type Held struct {
	Path  string // the first of the files, where it lies now
	Files int    // how many files and folders are held, at least 1
	Err   error  // what the system said of the first
}

// held is one file that stays.
func held(path string, err error) *Held { return &Held{Path: path, Files: 1, Err: err} }

// And joins what two clean-ups left; either may be nil.
func (h *Held) And(more *Held) *Held {
	if h == nil {
		return more
	}
	if more == nil {
		return h
	}
	return &Held{Path: h.Path, Files: h.Files + more.Files, Err: h.Err}
}

// In is what is held with its path told from above a folder.
func (h *Held) In(dir string) *Held {
	if h == nil {
		return nil
	}
	return &Held{Path: filepath.Join(dir, filepath.FromSlash(h.Path)), Files: h.Files, Err: h.Err}
}

// removeTree deletes a folder and all that is in it, without following links.
// What cannot be deleted does not keep the rest from going. A folder that is
// not there leaves nothing.
func (d *disk) removeTree(path string) *Held {
	above, err := os.OpenRoot(filepath.Dir(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return held(path, err)
	}
	defer above.Close()
	return d.removeIn(above, path, true)
}

// removeIn deletes what bears the last name of a path in a folder.
func (d *disk) removeIn(above *os.Root, path string, first bool) *Held {
	name := filepath.Base(path)
	info, err := above.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil && info.IsDir() {
		if left := d.emptyFolder(above, path, first); left != nil {
			return left
		}
	}
	if err == nil {
		err = d.ask("remove", path)
	}
	if err == nil {
		err = removeFrom(above, name)
	}
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return held(path, err)
}

func (d *disk) emptyFolder(above *os.Root, path string, first bool) *Held {
	folder, err := above.OpenRoot(filepath.Base(path))
	if err != nil {
		return held(path, err)
	}
	defer folder.Close()
	list, err := folder.Open(".")
	if err != nil {
		return held(path, err)
	}
	entries, err := list.ReadDir(-1)
	if err = errors.Join(err, list.Close()); err != nil {
		return held(path, err)
	}
	var mu sync.Mutex
	var left *Held
	remove := func(i int) error {
		one := d.removeIn(folder, filepath.Join(path, entries[i].Name()), false)
		mu.Lock()
		defer mu.Unlock()
		left = left.And(one)
		return nil
	}
	if first {
		_ = inParallel(len(entries), remove) // it keeps what is left, not an error
		return left
	}
	for i := range entries {
		_ = remove(i)
	}
	return left
}

// named lists what lies in a work folder under a name such as "trash" or
// "trash-2", in the order in which it came there.
func named(work, name string) []string {
	entries, _ := os.ReadDir(work) // a folder that cannot be read has nothing for us
	numbers := map[int]bool{}
	last := 0
	for _, entry := range entries {
		if n := numberOf(entry.Name(), name); n > 0 {
			numbers[n] = true
			last = max(last, n)
		}
	}
	var paths []string
	for n := 1; n <= last; n++ {
		if numbers[n] {
			paths = append(paths, numbered(work, name, n))
		}
	}
	return paths
}

// numberOf is 1 for "new", 2 for "new-2" and so on, 0 for a name of another kind.
func numberOf(found, name string) int {
	if found == name {
		return 1
	}
	tail, ok := strings.CutPrefix(found, name+"-")
	n, err := strconv.Atoi(tail)
	if !ok || err != nil || n < 2 || n > 1<<20 || strconv.Itoa(n) != tail {
		return 0
	}
	return n
}

func numbered(work, name string, n int) string {
	if n > 1 {
		name = fmt.Sprintf("%s-%d", name, n)
	}
	return filepath.Join(work, name)
}

// freeName is a path in a work folder that comes after all of its kind, so that
// nothing that was left there is in the way.
func freeName(work, name string) string {
	there := named(work, name)
	if len(there) == 0 {
		return numbered(work, name, 1)
	}
	return numbered(work, name, numberOf(filepath.Base(there[len(there)-1]), name)+1)
}
