package output

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"tassei/generator/ordinary"
)

// The files of a set take their places one after the other, and a process can be killed
// between two of them; and two programs can find what they read unchanged and write over each other. So a set of several
// files, or of one that must be as it was, keeps a note of what it is doing in the folder, locked as long as its process lives. Whoever comes next and finds one that
// nobody holds ends the work, see [Resume].
//
// Its text is the line "tassei unfinished, format 1" and the number of the process, then
// what may be left half made: a line "make" with a folder, "write" with a file. Once all
// new files are safe under their second names it goes on, for several, with a line "place" a file: the
// digest of what it replaces, or "-" for nothing, that of the new bytes, the second name,
// the path. The line "end" makes it a promise; without it nothing has its place yet.
const (
	noteName  = ".unfinished.tassei"
	noteTitle = "tassei unfinished, format 1"
	noteMost  = 16 << 20
	noteWait  = 10 * time.Second // how long another's set may take
)

// note is the note of a set that is being written. A nil one does nothing: a folder that
// takes no note, or a system that knows no locks, does without.
type note struct {
	disk *disk
	root *os.Root
	file *os.File
}

// beginNote notes what a set is going to make. It says when another set has begun meanwhile, which is to be waited for.
func (s *fileSet) beginNote() (n *note, begunMeanwhile bool) {
	if !slices.ContainsFunc(s.files, func(f setFile) bool { return f.Was != nil }) && len(s.files) < 2 {
		return nil, false // one file takes its place in one step
	}
	if s.disk.ask("create", noteName) != nil {
		return nil, false
	}
	file, err := s.root.OpenFile(noteName, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		there, gone := s.root.Lstat(noteName)
		return nil, errors.Is(err, fs.ErrExist) && (gone != nil || there.Mode().IsRegular())
	}
	n = &note{s.disk, s.root, file}
	text := fmt.Appendf(nil, "%s\n%d\n", noteTitle, os.Getpid())
	for _, dir := range s.missingFolders() {
		text = fmt.Appendf(text, "make %q\n", dir)
	}
	for _, f := range s.files {
		text = fmt.Appendf(text, "write %q\n", f.Path)
	}
	if held, err := tryLock(file); err != nil || !held || !noteStands(s.root, file) || n.add(text) != nil {
		_ = n.end() // what is left of it promises nothing
		return nil, false
	}
	return n, false
}

// missingFolders are those that a set needs and that are not there, the outer first.
func (s *fileSet) missingFolders() []string {
	var missing []string
	for _, f := range s.files {
		for dir := path.Dir(f.Path); dir != "."; dir = path.Dir(dir) {
			if _, err := s.root.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
				missing = append(missing, dir)
			}
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}

func (n *note) add(text []byte) error {
	_, err := n.disk.write(n.file, text)
	return err
}

// promise notes that all files take their places now, whatever happens.
func (n *note) promise(files []setFile) {
	if n == nil || len(files) < 2 {
		return
	}
	var text []byte
	for _, f := range files {
		former := "-"
		if f.exists {
			var err error
			if former, err = digestIn(n.root, f.Path); err != nil {
				return
			}
		}
		text = fmt.Appendf(text, "place %s %s %q %q\n", former, digestOf(f.Data), f.next, f.Path)
	}
	if n.add(append(text, "end\n"...)) != nil || n.disk.syncFile(n.file) != nil || n.disk.ask("sync", n.root.Name()) != nil {
		return
	}
	if here, err := n.root.Open("."); err == nil {
		_ = errors.Join(syncOpenFolder(here), here.Close()) // without it a power cut may undo the promise, and breaks nothing
	}
}

// void takes the promise back.
func (n *note) void() {
	if n != nil {
		_ = n.file.Truncate(0)
	}
}

// end removes the note; what cannot be removed promises nothing any more.
func (n *note) end() *Held {
	if n == nil {
		return nil
	}
	n.void()
	return endNote(n.disk, n.root, n.file)
}

// endNote removes a note and then gives its lock back, so that nobody takes a lock on a
// note that is about to go. Windows removes no file that is open.
func endNote(d *disk, root *os.Root, file *os.File) *Held {
	if runtime.GOOS == "windows" {
		file.Close()
	}
	defer file.Close()
	err := d.removeFrom(root, noteName)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return held(noteName, err)
}

func noteStands(root *os.Root, file *os.File) bool {
	opened, err := file.Stat()
	if err != nil {
		return false
	}
	named, err := root.Lstat(noteName)
	return err == nil && (runtime.GOOS == "windows" || os.SameFile(opened, named))
}

func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func digestIn(root *os.Root, name string) (string, error) {
	f, err := ordinary.OpenIn(root, name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), err
}

// Resumed is what [Resume] found to do.
type Resumed struct {
	Placed  int      // files that stand now, all that the ended process had promised
	Changed []string // files that somebody has changed since: they stay as they are
}

// Resume ends what a process that was killed in the middle of [WriteSet] had begun in a
// folder: if all new files were safe they take their places, else nothing of them is
// left. It waits for a process that is still at it; after a while the error is a
// *[LockedError]. Without such a note, or a folder, it does nothing.
func Resume(dir string) (Resumed, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Resumed{}, nil // whoever reads it next tells of it
	}
	defer root.Close()
	return resume(nil, root, noteWait)
}

func resume(d *disk, root *os.Root, wait time.Duration) (Resumed, error) {
	for until := time.Now().Add(wait); ; time.Sleep(5 * time.Millisecond) {
		info, err := root.Lstat(noteName)
		if err != nil || !info.Mode().IsRegular() {
			return Resumed{}, nil
		}
		file, err := ordinary.OpenIn(root, noteName)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Resumed{}, err
		}
		free, err := tryLock(file)
		switch {
		case err != nil: // without locks there are no notes of ours
			return Resumed{}, file.Close()
		case free && noteStands(root, file):
			return resumeFrom(d, root, file)
		case !free && time.Now().After(until):
			return Resumed{}, errors.Join(&LockedError{Path: root.Name(), PID: readNote(file).pid}, file.Close())
		}
		file.Close()
	}
}

func resumeFrom(d *disk, root *os.Root, file *os.File) (done Resumed, err error) {
	left := readNote(file)
	for _, p := range left.places {
		changed, err := p.finish(d, root)
		if err != nil {
			return done, errors.Join(inUse(p.path, notWritable(p.path, err)), file.Close())
		}
		if changed {
			done.Changed = append(done.Changed, p.path)
		}
	}
	done.Placed = len(left.places) - len(done.Changed)
	left.clean(root)
	endNote(d, root, file)
	return done, nil
}

// unfinished is what a note says.
type unfinished struct {
	pid    int
	made   []string // folders
	paths  []string
	places []place // empty without a promise
}

type place struct{ former, now, next, path string }

// readNote reads a note as far as it makes sense; a power cut may have left any part of it.
func readNote(file *os.File) (u unfinished) {
	text, err := io.ReadAll(io.NewSectionReader(file, 0, noteMost))
	if err != nil {
		return u
	}
	lines := strings.Split(string(text), "\n")
	if len(lines) < 2 || lines[0] != noteTitle {
		return u
	}
	u.pid, _ = strconv.Atoi(lines[1])
	var places []place
	for _, line := range lines[2:] {
		var p place
		switch word, rest, _ := strings.Cut(line, " "); word {
		case "make", "write":
			if name, err := strconv.Unquote(rest); err == nil && fs.ValidPath(name) && word == "make" {
				u.made = append(u.made, name)
			} else if err == nil && fs.ValidPath(name) {
				u.paths = append(u.paths, name)
			}
		case "place":
			n, err := fmt.Sscanf(rest, "%s %s %q %q", &p.former, &p.now, &p.next, &p.path)
			if n != 4 || err != nil || !u.isSecond(p.next, p.path) {
				return u
			}
			places = append(places, p)
		case "end":
			u.places = places
		}
	}
	return u
}

// isSecond reports whether a path is a second name that the process gave to a file of
// its set: a note moves nothing else.
func (u unfinished) isSecond(name, of string) bool {
	tail, ok := strings.CutPrefix(path.Base(name), fmt.Sprintf(".%s.tassei-%d-", path.Base(of), u.pid))
	_, err := strconv.Atoi(tail)
	return ok && err == nil && fs.ValidPath(name) && path.Dir(name) == path.Dir(of) && slices.Contains(u.paths, of)
}

// finish puts a new file in its place, unless somebody has changed what is there.
func (p place) finish(d *disk, root *os.Root) (changed bool, err error) {
	if info, err := root.Lstat(p.next); err != nil || !info.Mode().IsRegular() {
		return false, nil // it has its place already
	}
	if err := plainFolders(root, p.path); err != nil {
		return false, err
	}
	there, err := digestIn(root, p.path)
	if errors.Is(err, fs.ErrNotExist) {
		there, err = "-", nil
	}
	if err != nil {
		return false, err
	}
	if there != p.former {
		return there != p.now, nil
	}
	return false, d.renameIn(root, p.next, p.path)
}

// clean removes the second names and the empty folders that were left.
func (u unfinished) clean(root *os.Root) {
	for _, of := range u.paths {
		folder, err := root.Open(path.Dir(of))
		if err != nil {
			continue
		}
		names, _ := folder.Readdirnames(-1)
		folder.Close()
		for _, name := range names {
			if name = path.Join(path.Dir(of), name); u.isSecond(name, of) {
				_ = removeFrom(root, name)
			}
		}
	}
	for _, dir := range slices.Backward(u.made) {
		_ = removeFrom(root, dir) // refused where anything is in it
	}
}
