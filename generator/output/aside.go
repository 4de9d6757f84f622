package output

import (
	"crypto/sha256"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tassei/generator/ordinary"
)

// aside is what is known of the tree that waits. It lies beside it.
type aside struct {
	At      int64                  // when it was put there, in nanoseconds since 1970
	Waits   [sha256.Size]byte      // digest of its marker
	Stands  [sha256.Size]byte      // of the marker of the tree that took its place
	Folders map[string]folderState // all folders of the tree that waits, "." for its root
	Stale   []string               // its files that the other has as files of its own

	// The folders of the tree that took its place, at a time before anybody else saw it.
	MadeAt int64
	Made   map[string]folderState
}

// folderState tells a folder in which no name has changed from any other.
type folderState struct {
	Device, Number   uint64
	Changed, Touched int64 // in nanoseconds since 1970
}

// sureAfter is how long after a change of a folder the next one surely has
// another time; two seconds where times have no parts.
const sureAfter = int64(50 * time.Millisecond)

func (f folderState) fresh(at int64) bool {
	latest, exact := max(f.Changed, f.Touched), sureAfter
	if latest%int64(time.Millisecond) == 0 {
		exact = int64(2 * time.Second)
	}
	return latest > at-exact
}

// foldersOf are the folders of a tree, "." among them.
func foldersOf(files Manifest) map[string]bool {
	folders := map[string]bool{".": true}
	last := "."
	for _, file := range files {
		dir := parentOf(file.Path)
		if dir == last {
			continue // they are sorted
		}
		last = dir
		for ; !folders[dir]; dir = parentOf(dir) {
			folders[dir] = true
		}
	}
	return folders
}

// putAside keeps the former tree, which lies at path after the exchange. It
// reports false where that cannot be, or where more was found in it than it
// lists; the tree is then deleted.
func (s *Stage) putAside(path string, text []byte) bool {
	if strays, err := s.Strays(); err != nil || len(strays) > 0 || !s.turns || s.old == nil {
		return false
	}
	waits := filepath.Join(s.work, turnName)
	if s.disk.rename(path, waits) != nil {
		return false
	}
	a := aside{At: time.Now().UnixNano(), Waits: sha256.Sum256([]byte(s.oldText)), Stands: sha256.Sum256(text), MadeAt: s.madeAt, Made: s.made}
	var ok bool
	if a.Folders, ok = statesOf(waits, foldersOf(s.old)); !ok {
		return true // without a list nobody will use it
	}
	for _, entry := range s.entries {
		if was, listed := s.old.Find(entry.Path); !entry.kept && listed && was == entry.File {
			a.Stale = append(a.Stale, entry.Path)
		}
	}
	if b, err := json.Marshal(a); err == nil {
		sum := sha256.Sum256(b)
		_ = s.disk.writeNew(filepath.Join(s.work, turnListName), append(sum[:], b...), 0o644)
	}
	return true
}

// statesOf are the states of the folders of a tree; false where one is not known.
func statesOf(tree string, folders map[string]bool) (map[string]folderState, bool) {
	states := make(map[string]folderState, len(folders))
	for dir := range folders {
		info, err := os.Lstat(filepath.Join(tree, filepath.FromSlash(dir)))
		if err != nil || !info.IsDir() {
			return nil, false
		}
		state, ok := stateOf(info)
		if !ok {
			return nil, false
		}
		states[dir] = state
	}
	return states, true
}

// noteMade notes the folders of the new tree, which is whole, but nobody's but this
// program's yet.
func (s *Stage) noteMade() {
	if !s.turns || s.old == nil {
		return // it will not be asked for
	}
	folders := map[string]bool{".": true}
	for i := range s.entries {
		for dir := parentOf(s.entries[i].Path); !folders[dir]; dir = parentOf(dir) {
			folders[dir] = true
		}
	}
	s.madeAt = time.Now().UnixNano()
	s.made, _ = statesOf(s.tree, folders)
}

// readAside is what was noted when the tree that stands took its place; nil where
// nothing was, or not of that tree.
func (s *Stage) readAside() *aside {
	if s.asideRead {
		return s.aside
	}
	s.asideRead = true
	b, err := ordinary.ReadFile(filepath.Join(s.work, turnListName))
	if err != nil || len(b) < sha256.Size || sha256.Sum256(b[sha256.Size:]) != [sha256.Size]byte(b) {
		return nil
	}
	a := &aside{}
	if json.Unmarshal(b[sha256.Size:], a) != nil || a.Stands != sha256.Sum256([]byte(s.oldText)) {
		return nil
	}
	s.aside = a
	return a
}

// asMade reports whether no name has changed in a folder of the tree that stands since
// it was made. Where times have no parts (FAT, some shares) they do not tell: other systems
// put names into a folder there and leave its times.
func (s *Stage) asMade(dir string, info fs.FileInfo) bool {
	a := s.readAside()
	if a == nil {
		return false
	}
	was, noted := a.Made[dir]
	is, known := stateOf(info)
	return noted && known && is == was && is.Touched%int64(time.Millisecond) != 0 && !was.fresh(a.MadeAt)
}
