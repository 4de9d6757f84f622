package output

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// ErrEnded is returned by the methods of a [Stage] after Commit or Abort.
var ErrEnded = errors.New("the tree is finished")

// ErrOpen is returned by [Stage.Commit] while a file from [Stage.Create] is not
// closed.
var ErrOpen = errors.New("a file of the tree is still open")

func parentOf(path string) string {
	if i := strings.LastIndexByte(path, '/'); i >= 0 {
		return path[:i]
	}
	return "."
}

// childOf is the path of a name in a folder, of which the root is ".".
func childOf(dir, name string) string {
	if dir == "." {
		return name
	}
	return dir + "/" + name
}

// buffers are for comparing files; one is as large as most pages.
var buffers = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}

// Write adds a file. If the former tree holds the same bytes under the same
// path, its file is kept, with inode and time. The data is not held on to.
//
// The error is a *[PathError] for a path that cannot stand in the tree or stands
// there already, or the system's own; see [IsFull].
func (s *Stage) Write(path string, data []byte) error {
	dir, err := s.reserve(path)
	if err != nil {
		return s.fail(err)
	}
	file := File{Path: path, Size: int64(len(data)), Sum: sha256.Sum256(data)}
	if s.sameAsBefore(file, dir, data) {
		return s.record(file, true)
	}
	if err := s.makeFolder(parentOf(path)); err != nil {
		return s.fail(err)
	}
	if err := s.disk.writeNew(s.inTree(path), data, s.perm); err != nil {
		return s.fail(err)
	}
	return s.record(file, false)
}

// Intact adds a file of the former tree without its bytes being at hand, and does
// not look at it: the caller has just made sure, by what the system knows of it,
// that it is still the very file that the former build put there, and that the
// folders above it are folders. It reports false, and adds nothing, if the
// manifest says something else; then Write it.
func (s *Stage) Intact(file File) (bool, error) {
	if !s.Listed(file) {
		return false, nil
	}
	if _, err := s.reserve(file.Path); err != nil {
		return false, s.fail(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = append(s.entries, entry{file, true, true})
	return true, nil
}

// Listed reports whether the former tree's manifest has just that file.
func (s *Stage) Listed(file File) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.listed.files = s.old
	was, listed := s.listed.find(file.Path)
	return listed && was == file && s.before != nil
}

// CopyFile adds a file whose bytes are those of another, in a file system of
// any kind. Nothing is linked to the other file.
func (s *Stage) CopyFile(path string, fsys fs.FS, name string) error {
	r, err := fsys.Open(name)
	if err != nil {
		return s.fail(err)
	}
	defer r.Close()
	if info, err := r.Stat(); err != nil || !info.Mode().IsRegular() {
		return s.fail(errors.Join(err, &RefusedError{Path: name, Reason: NotRegular}))
	}
	w, err := s.Create(path)
	if err != nil {
		return err
	}
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	if _, err = io.CopyBuffer(w, struct{ io.Reader }{r}, *buffer); err != nil {
		_ = s.fail(err) // before Close, so that a cut-off file is not recorded
		return errors.Join(err, w.Close())
	}
	return w.Close()
}

// inTree and inOld are called for every file, and paths are clean already.
func (s *Stage) inTree(path string) string {
	return s.tree + string(filepath.Separator) + filepath.FromSlash(path)
}

func (s *Stage) inOld(path string) string {
	return s.out + string(filepath.Separator) + filepath.FromSlash(path)
}

// fail keeps the first error.
func (s *Stage) fail(err error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
	return err
}

func (s *Stage) record(file File, kept bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entries = append(s.entries, entry{file, kept, false})
	return nil
}

// makeFolder makes a folder of the new tree and those above it.
func (s *Stage) makeFolder(path string) error {
	if path == "." {
		return nil // was made at the start
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.makeFolderLocked(path)
}

func (s *Stage) makeFolderLocked(path string) error {
	dir := s.folders[path]
	if path == "." || dir.made {
		return nil
	}
	if err := s.makeFolderLocked(parentOf(path)); err != nil {
		return err
	}
	if err := s.disk.mkdirOpen(s.inTree(path)); err != nil {
		return err
	}
	dir.made = true
	return nil
}

// sameAsBefore reports whether the former tree holds the same file. The manifest
// answers first; the bytes on the disk have the last word, since somebody may
// have altered them.
func (s *Stage) sameAsBefore(file File, dir *folder, data []byte) bool {
	if was, listed := s.old.Find(file.Path); !listed || was != file {
		return false
	}
	if !s.realBefore(dir, parentOf(file.Path)) {
		return false
	}
	buffer := buffers.Get().(*[]byte)
	defer buffers.Put(buffer)
	return sameBytes(s.inOld(file.Path), data, s.want, *buffer)
}

// realBefore reports whether a folder of the former tree is a folder all the
// way down, so that no file outside the tree is ever linked into it.
func (s *Stage) realBefore(dir *folder, path string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if path == "." {
		return true
	}
	if !dir.asked {
		dir.asked = true
		dir.real = s.before != nil
		for at := path; at != "." && dir.real; at = parentOf(at) {
			info, err := os.Lstat(s.inOld(at))
			dir.real = err == nil && info.IsDir()
		}
	}
	return dir.real
}
