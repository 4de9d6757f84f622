package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"tassei/generator/ordinary"
)

// Options say how a tree is made. The zero value is a tree of files with mode
// 0644 that may lie anywhere.
type Options struct {
	Source    string      // the project's folder: a tree may lie in it, but not be or contain it
	Protected []string    // folders that a tree may not be, lie in or contain; they need not exist
	Mode      fs.FileMode // permission bits of new files, whatever the umask; 0 means 0644
	Turns     bool        // the former tree stays in the work folder, to be brought up to date and take its turn

	disk *disk // for tests that make calls fail
}

// Stage is a tree under construction. Its methods may be called from several
// goroutines, but for Commit and Abort.
//
// The first error of a write stays: every later call returns it, and Commit
// too, so that a tree with a hole in it never replaces a whole one.
type Stage struct {
	name string // the tree as the caller calls it
	out  string // the tree, by its real path
	work string // the work folder beside it
	tree string // the new tree, in the work folder
	perm fs.FileMode
	want fs.FileMode // bits without which a former file is written anew; 0 where there are none
	disk *disk
	lock *lock

	held *Held // what could not be deleted so far

	turns   bool        // the former tree is put aside, where the system allows it
	byTurn  bool        // it is the tree that had been put aside before
	renewed []string    // its files that it was given
	only    bool        // the tree must not exist yet, and gets no marker
	before  fs.FileInfo // what stood at out when the stage began; nil for nothing
	old     Manifest    // what the former tree lists; nil if that cannot be read
	oldText string      // the marker of the former tree
	parents []string    // folders above out that were made for it, deepest last

	mu      sync.Mutex
	listed  finder // of what the former tree lists
	entries []entry
	folders map[string]*folder // by path, "." for the root
	open    int                // streams that are not closed yet
	ended   bool
	err     error

	strays     []string
	straysRead bool

	aside     *aside // what was noted of the former tree; nil for nothing
	asideRead bool
	madeAt    int64 // when the new tree was made
	made      map[string]folderState
}

// entry is a file of the new tree.
type entry struct {
	File
	kept bool // the former tree holds the same bytes
	sure bool // the file is the very one that the former build put there
}

// Begin starts a tree that shall stand at out, in place of the one that this
// program made there before, if any. It takes the lock and puts right what a
// killed build left behind. Missing folders above out are made.
//
// The error is a *[RefusedError] if out must not be replaced, a *[LockedError]
// while another process builds it, or the system's own.
func Begin(out string, opts Options) (*Stage, error) {
	return begin(out, opts, false)
}

// BeginNew starts a tree that must not exist yet, such as a seal. It gets no
// marker: it holds what is written to it and nothing else. An empty folder
// counts as existing. Errors are those of [Begin].
func BeginNew(out string, opts Options) (*Stage, error) {
	return begin(out, opts, true)
}

func begin(name string, opts Options, only bool) (*Stage, error) {
	out, err := realPath(name)
	if err != nil {
		return nil, err
	}
	s := &Stage{
		name: name, out: out, work: workFolder(out),
		perm: opts.Mode.Perm(), disk: opts.disk, only: only, turns: turns && opts.Turns && !only,
		folders: map[string]*folder{".": {names: map[string]bool{}, real: true}},
	}
	if s.perm == 0 {
		s.perm = 0o644
	}
	if err := checkPlace(name, out, opts); err != nil {
		return nil, err
	}
	// Once without the lock, so that a refusal leaves no trace.
	if err := s.lookAtOld(); err != nil {
		return nil, err
	}
	if err := s.makeParents(); err != nil {
		s.removeParents()
		return nil, err
	}
	s.lock, err = takeLock(s.disk, name, s.work)
	if err != nil {
		s.removeParents()
		return nil, err
	}
	if err := s.prepare(); err != nil {
		err = joinQuietly(err, s.lock.release())
		s.removeParents()
		return nil, err
	}
	return s, nil
}

// joinQuietly adds what went wrong in tidying up to the error that matters.
func joinQuietly(err error, more ...error) error {
	for _, extra := range more {
		if extra != nil {
			return errors.Join(append([]error{err}, more...)...)
		}
	}
	return err
}

func (s *Stage) prepare() error {
	s.held = recoverTree(s.disk, s.out, s.work)
	s.tree = freeName(s.work, newName)
	if err := s.lookAtOld(); err != nil { // it may have come back
		return err
	}
	if s.before != nil && s.old == nil {
		s.readOld()
	}
	if err := s.disk.mkdirOpen(s.tree); err != nil {
		return err
	}
	if keepsModes(s.tree) {
		s.want = s.perm & 0o444
	}
	return nil
}

// lookAtOld checks that what stands at out may be replaced.
func (s *Stage) lookAtOld() error {
	info, err := checkFolder(s.name, s.out)
	if err != nil {
		return err
	}
	s.before = info
	if info == nil {
		return nil
	}
	if s.only {
		return &RefusedError{Path: s.name, Reason: Exists}
	}
	reason, err := ownership(s.out)
	if err != nil {
		return err
	}
	if reason != 0 {
		return &RefusedError{Path: s.name, Reason: reason}
	}
	return nil
}

// ownership returns why a folder may not be replaced, or 0 if it may: it is
// empty, or our marker lies in it.
func ownership(dir string) (Reason, error) {
	marker := filepath.Join(dir, MarkerName)
	info, err := os.Lstat(marker)
	if errors.Is(err, fs.ErrNotExist) {
		f, err := os.Open(dir)
		if err != nil {
			return 0, err
		}
		defer f.Close()
		if names, _ := f.Readdirnames(1); len(names) > 0 {
			return NotOurs, nil
		}
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return NotOurs, nil
	}
	f, err := ordinary.Open(marker)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	line := firstLine(f)
	if line == markerLine {
		return 0, nil
	}
	if _, err := ParseManifest(line + "\n"); errors.Is(err, ErrNewerFormat) {
		return NewerFormat, nil
	}
	return NotOurs, nil
}

// readOld reads what the former tree lists. A list that cannot be read means
// that no file is known to be the same, which costs time and nothing else.
func (s *Stage) readOld() {
	text, err := ordinary.ReadFile(filepath.Join(s.out, MarkerName))
	if err != nil {
		return
	}
	s.oldText = string(text)
	s.old, err = ParseManifest(s.oldText)
	if err != nil {
		s.old, s.oldText = nil, ""
	}
}

func (s *Stage) makeParents() error {
	var missing []string
	for dir := filepath.Dir(s.out); ; dir = filepath.Dir(dir) {
		_, err := os.Stat(dir)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			return err
		}
		missing = append(missing, dir)
	}
	for _, dir := range slices.Backward(missing) {
		if err := s.disk.mkdirOpen(dir); err != nil && !errors.Is(err, fs.ErrExist) {
			return notWritable(s.name, err)
		}
		s.parents = append(s.parents, dir)
	}
	return nil
}

// removeParents takes away the folders that were made above a tree that did
// not come to be. One that has found another use stays.
func (s *Stage) removeParents() {
	for _, dir := range slices.Backward(s.parents) {
		if s.disk.remove(dir) != nil {
			return
		}
	}
}

// Manifest returns the files of the new tree so far, sorted by path.
func (s *Stage) Manifest() Manifest {
	s.mu.Lock()
	defer s.mu.Unlock()
	files := make(Manifest, len(s.entries))
	for i, entry := range s.entries {
		files[i] = entry.File
	}
	slices.SortFunc(files, ByPath)
	return files
}

// Strays returns the paths in the former tree that its manifest does not list,
// sorted; folders end with a slash and stand for all that is in them. They are
// files that somebody else put there. A Commit removes them with the rest of
// the former tree, so that a caller may want to warn, or stop, before. If the
// manifest cannot be read nobody can tell, and there are none.
func (s *Stage) Strays() ([]string, error) {
	if s.straysRead || s.old == nil {
		return s.strays, nil
	}
	folders, err := foldersOf(s.old), error(nil)
	for dir := range folders {
		if err = s.straysIn(dir, folders); err != nil {
			break
		}
	}
	if err != nil {
		s.strays = nil
		return nil, err
	}
	slices.Sort(s.strays)
	s.straysRead = true
	return s.strays, nil
}

// straysIn finds the strays in one folder of the former tree.
func (s *Stage) straysIn(dir string, folders map[string]bool) error {
	info, err := os.Lstat(s.inOld(dir))
	if errors.Is(err, fs.ErrNotExist) || err == nil && (!info.IsDir() || s.asMade(dir, info)) {
		return nil // what stands in its place is found in the folder above
	}
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(s.inOld(dir))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		path := childOf(dir, entry.Name())
		_, listed := s.old.Find(path)
		switch {
		case entry.IsDir() && folders[path], listed && entry.Type().IsRegular(), path == MarkerName:
		case entry.IsDir():
			s.strays = append(s.strays, path+"/")
		default:
			s.strays = append(s.strays, path)
		}
	}
	return nil
}

// Abort ends the stage and removes all that it made, but for what is held; the
// former tree stays as it is. After Commit, or a former Abort, it does nothing.
func (s *Stage) Abort() error {
	s.mu.Lock()
	ended := s.ended
	s.ended = true
	s.mu.Unlock()
	if ended {
		return nil
	}
	return s.clear()
}

func (s *Stage) clear() error {
	// Not the work folder as a whole: after a failed swap the former tree may lie in it.
	s.held = s.held.And(discardNew(s.disk, s.work, s.tree))
	err := s.lock.release()
	s.removeParents()
	return err
}
