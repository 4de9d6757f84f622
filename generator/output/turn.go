package output

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tassei/generator/ordinary"
)

// Two trees can take turns: the one that an exchange puts aside stays in the work
// folder, and the next stage brings it up to date and exchanges it again, so that
// a change of one file in 100,000 is not 100,000 new names. All that both trees
// have are hard links of the same files. So the tree that waits is as good as the
// one that stands, as long as no name in it has changed; and that its folders say.
// A tree of which anything else is true is deleted, and made anew.

// discardTurn deletes the tree that waits.
func discardTurn(d *disk, work string) *Held {
	list, waits := filepath.Join(work, turnListName), filepath.Join(work, turnName)
	if len(named(work, turnName))+len(named(work, turnListName)) == 0 {
		return nil
	}
	if err := d.remove(list); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return held(list, err) // it says of no other tree that it is good, for the folders differ
	}
	if _, err := os.Lstat(waits); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	trash := freeName(work, trashName)
	if err := d.rename(waits, trash); err != nil {
		return held(waits, err)
	}
	return d.removeTree(trash)
}

// turn is the tree that waits, while it is brought up to date.
type turn struct {
	stage   *Stage
	dir     string
	list    Manifest // what it holds
	folders map[string]bool
	stale   map[string]bool
	touched map[string]bool // folders in which a name has changed
}

// takeTurn takes the tree that waits, if it is as it was put aside and the tree
// that stands is the one that was put in its place; nil otherwise.
func (s *Stage) takeTurn() *turn {
	list, waits := filepath.Join(s.work, turnListName), filepath.Join(s.work, turnName)
	a := s.readAside()
	if a == nil {
		return nil
	}
	text, err := ordinary.ReadFile(filepath.Join(waits, MarkerName))
	if err != nil || a.Waits != sha256.Sum256(text) {
		return nil
	}
	t := &turn{stage: s, dir: waits, touched: map[string]bool{}, stale: map[string]bool{}}
	if t.list, err = ParseManifest(string(text)); err != nil {
		return nil
	}
	t.folders = foldersOf(t.list)
	for _, path := range a.Stale {
		t.stale[path] = true
	}
	if !t.asPutAside(a) {
		return nil
	}
	// From here on it is a tree under construction, and bears the name of one.
	if s.disk.remove(list) != nil {
		return nil
	}
	t.dir = freeName(s.work, newName)
	if s.disk.rename(waits, t.dir) != nil {
		return nil
	}
	return t
}

// asPutAside reports whether no name has changed in any folder.
func (t *turn) asPutAside(a *aside) bool {
	if len(a.Folders) != len(t.folders) {
		return false
	}
	for dir := range t.folders {
		was, listed := a.Folders[dir]
		info, err := os.Lstat(t.place(dir))
		if !listed || err != nil || !info.IsDir() {
			return false
		}
		if is, ok := stateOf(info); !ok || is != was {
			return false
		}
		if was.fresh(a.At) && !t.sameNames(dir) {
			return false
		}
	}
	return true
}

// sameNames looks at each name of a folder: those that both trees have must be
// the same files.
func (t *turn) sameNames(dir string) bool {
	entries, err := os.ReadDir(t.place(dir))
	if err != nil {
		return false
	}
	for _, entry := range entries {
		path := childOf(dir, entry.Name())
		file, listed := t.list.Find(path)
		switch {
		case entry.IsDir():
			if !t.folders[path] {
				return false
			}
		case path == MarkerName: // its digest was right
		case !listed || !entry.Type().IsRegular():
			return false
		case !t.stale[path] && t.stage.hasInOld(file) && !t.sameFile(path):
			return false
		}
	}
	n := 0
	for _, file := range t.list {
		if parentOf(file.Path) == dir {
			n++
		}
	}
	for path := range t.folders {
		if path != "." && parentOf(path) == dir {
			n++
		}
	}
	if dir == "." {
		n++
	}
	return n == len(entries)
}

func (s *Stage) hasInOld(file File) bool {
	was, listed := s.old.Find(file.Path)
	return listed && was == file
}

// sameFile reports whether both trees have the same file under a path.
func (t *turn) sameFile(path string) bool {
	waits, err := os.Lstat(t.place(path))
	if err != nil {
		return false
	}
	stands, err := os.Lstat(t.stage.inOld(path))
	return err == nil && os.SameFile(waits, stands)
}

func (t *turn) place(path string) string {
	return t.dir + string(filepath.Separator) + filepath.FromSlash(path)
}

// has reports whether the tree has the file of an entry that the tree that stands
// keeps, as the very same file.
func (t *turn) has(e *entry, file File) bool {
	return e.kept && file == e.File && !t.stale[e.Path] && (e.sure || t.sameFile(e.Path))
}

// complete makes the tree what the stage shall be, and safe. An error before any
// of the stage's own files was moved leaves the stage as it was.
func (t *turn) complete(text []byte) (moved bool, err error) {
	s := t.stage
	gone, link, move := t.plan()
	s.renewed = slices.Concat(link, move)
	for _, path := range gone {
		if err := t.remove(path); err != nil {
			return false, err
		}
	}
	if err := t.arrange(); err != nil {
		return false, err
	}
	err = inParallel(len(link), func(i int) error { return s.disk.link(s.inOld(link[i]), t.place(link[i])) })
	if err != nil {
		return false, err
	}
	written := make([]string, 0, len(move)+1)
	for _, path := range move {
		if err := s.disk.rename(s.inTree(path), t.place(path)); err != nil {
			return true, err
		}
		written = append(written, t.place(path))
	}
	marker := t.place(MarkerName)
	if err := s.disk.writeNew(marker, text, s.perm); err != nil {
		return true, err
	}
	t.touched["."] = true
	folders := make([]string, 0, len(t.touched))
	for _, dir := range slices.Sorted(maps.Keys(t.touched)) {
		folders = append(folders, filepath.Clean(t.place(dir)))
	}
	return true, s.disk.syncTree(t.dir, append(written, marker), folders)
}

// plan sorts what must go, what the other tree gives and what is new.
func (t *turn) plan() (gone, link, move []string) {
	gone = append(gone, MarkerName)
	i := 0
	for j := range t.stage.entries {
		e := &t.stage.entries[j]
		for i < len(t.list) && t.list[i].Path < e.Path {
			gone = append(gone, t.list[i].Path)
			i++
		}
		if i < len(t.list) && t.list[i].Path == e.Path {
			i++
			if t.has(e, t.list[i-1]) {
				continue
			}
			gone = append(gone, e.Path)
		}
		t.touched[parentOf(e.Path)] = true
		if e.kept {
			link = append(link, e.Path)
		} else {
			move = append(move, e.Path)
		}
	}
	for ; i < len(t.list); i++ {
		gone = append(gone, t.list[i].Path)
	}
	return gone, link, move
}

// Renewed tells, after a commit, whether a tree took its turn, and which of its
// files were given to it: all others are the very ones that stood before, under the
// same paths, and nothing about them has changed.
func (s *Stage) Renewed() (paths []string, byTurn bool) { return s.renewed, s.byTurn }

func (t *turn) remove(path string) error {
	t.touched[parentOf(path)] = true
	return t.stage.disk.remove(t.place(path))
}

// arrange removes the folders that are no more and makes those that are new.
func (t *turn) arrange() error {
	wanted := map[string]bool{".": true}
	for i := range t.stage.entries {
		for dir := parentOf(t.stage.entries[i].Path); !wanted[dir]; dir = parentOf(dir) {
			wanted[dir] = true
		}
	}
	deepest := slices.SortedFunc(maps.Keys(t.folders), func(a, b string) int { return strings.Compare(b, a) })
	for _, dir := range deepest {
		if !wanted[dir] {
			if err := t.remove(dir); err != nil {
				return err
			}
			delete(t.touched, dir)
		}
	}
	for _, dir := range slices.Sorted(maps.Keys(wanted)) {
		if !t.folders[dir] {
			if err := t.stage.disk.mkdirOpen(t.place(dir)); err != nil {
				return err
			}
			t.touched[dir], t.touched[parentOf(dir)] = true, true
		}
	}
	for dir := range t.touched {
		if !wanted[dir] {
			delete(t.touched, dir)
		}
	}
	return nil
}

// completeByTurn lets the tree that waits take its turn. It reports false where
// there is none that is good, or so much is new that it would save nothing.
func (s *Stage) completeByTurn(text []byte) (done bool, err error) {
	if !s.turns || s.old == nil || s.only {
		return false, nil
	}
	written := 0
	for i := range s.entries {
		if !s.entries[i].kept {
			written++
		}
	}
	if written > len(s.entries)/2 {
		return false, nil
	}
	t := s.takeTurn()
	if t == nil {
		return false, nil
	}
	moved, err := t.complete(text)
	if err != nil && !moved {
		s.held = s.held.And(discardNew(s.disk, s.work, t.dir))
		return false, nil
	}
	emptied := s.tree
	s.tree, s.byTurn = t.dir, true
	s.held = s.held.And(discardNew(s.disk, s.work, emptied))
	return true, err
}
