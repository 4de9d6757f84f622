package output

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"tassei/generator/ordinary"
)

// Edit is one file of a [WriteSet].
type Edit struct {
	Path string // slash-separated, below the folder of the set
	Data []byte // all of its bytes
	New  bool   // the file must not exist yet
	Was  []byte // what the file must hold until it is replaced; nil for whatever it holds
}

// WriteSet writes several files of a folder, all or none. Every file is first
// written and synced under another name; then all take their places. If one of
// these steps fails, those before it are taken back. Where the process ends in the
// very moment of the last step, some files are new and some old until [Resume], or the
// next WriteSet in the folder, ends its work.
// Missing folders are made, but for dir itself. Permission bits of files that
// are replaced stay. A former file that cannot be deleted then stays under its
// second name, which begins with a dot and is in nobody's way.
//
// Before anything is written it refuses, with a *[RefusedError], a path with a
// symbolic link in it, a thing that is no ordinary file or read-only, a New file
// that exists and one that does not hold what it Was; with a *[PathError] a path
// that is not plain, or comes twice.
func WriteSet(dir string, edits []Edit) (*Held, error) { return writeSet(nil, dir, edits) }

func writeSet(d *disk, dir string, edits []Edit) (*Held, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	set := &fileSet{disk: d, root: root}
	if err := set.begin(edits); err != nil {
		return nil, err
	}
	err = set.prepare()
	if err == nil {
		err = set.place()
	}
	if err != nil {
		return nil, joinQuietly(err, set.undo())
	}
	return set.finish(), nil
}

type fileSet struct {
	disk    *disk
	root    *os.Root
	files   []setFile
	folders []string // made for the set, deepest last
	note    *note    // by which it is ended if this process does not
}

type setFile struct {
	Edit
	perm   fs.FileMode
	exists bool
	next   string // the new bytes, under another name
	former string // the former file, under another name, until all is done
	placed bool
}

// begin checks the set and notes it, once no other set is being written in the folder.
func (s *fileSet) begin(edits []Edit) error {
	for until := time.Now().Add(noteWait); ; {
		if _, err := resume(s.disk, s.root, noteWait); err != nil {
			return err
		}
		if err := s.check(edits); err != nil {
			return err
		}
		var another bool
		if s.note, another = s.beginNote(); !another || time.Now().After(until) { // what stands there may be no note
			return nil
		}
		s.files = nil
		time.Sleep(5 * time.Millisecond)
	}
}

func (s *fileSet) check(edits []Edit) error {
	seen := map[string]bool{}
	for _, edit := range edits {
		if !fs.ValidPath(edit.Path) || edit.Path == "." {
			return &PathError{Path: edit.Path, Problem: PathInvalid}
		}
		if seen[edit.Path] {
			return &PathError{Path: edit.Path, Problem: PathTwice}
		}
		seen[edit.Path] = true
		if err := plainFolders(s.root, edit.Path); err != nil {
			return err
		}
		perm, exists, err := permOf(edit.Path, s.root.Lstat)
		if err != nil {
			return err
		}
		if exists && edit.New {
			return &RefusedError{Path: edit.Path, Reason: Exists}
		}
		if exists {
			if err := checkWritable(edit.Path, perm); err != nil {
				return err
			}
		}
		s.files = append(s.files, setFile{Edit: edit, perm: perm, exists: exists})
	}
	return nil
}

// plainFolders refuses a path that leads through anything but folders.
func plainFolders(root *os.Root, name string) error {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		info, err := root.Lstat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			return &RefusedError{Path: dir, Reason: IsSymlink}
		}
		if !info.IsDir() {
			return &RefusedError{Path: dir, Reason: NotFolder}
		}
	}
	return nil
}

// prepare writes every file under another name and keeps hold of the former
// ones. Nothing is visible yet.
func (s *fileSet) prepare() error {
	for i := range s.files {
		file := &s.files[i]
		if err := s.makeFolders(path.Dir(file.Path)); err != nil {
			return err
		}
		next, err := createBeside(file.Path, s.create(file.perm))
		if err != nil {
			return notWritable(file.Path, err)
		}
		file.next = besideOf(file.Path, next)
		if file.exists {
			err = next.Chmod(file.perm)
			if errors.Is(err, errors.ErrUnsupported) {
				err = nil
			}
		}
		if err == nil {
			_, err = s.disk.write(next, file.Data)
		}
		if err == nil {
			err = s.disk.syncFile(next)
		}
		if err = errors.Join(err, next.Close()); err != nil {
			return err
		}
		if file.exists {
			if err := s.holdFormer(file); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *fileSet) create(perm fs.FileMode) func(string) (*os.File, error) {
	return func(name string) (*os.File, error) {
		if err := s.disk.ask("create", name); err != nil {
			return nil, err
		}
		return s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	}
}

// besideOf is the path in the root of an open file that lies beside another.
func besideOf(name string, file *os.File) string {
	return path.Join(path.Dir(name), filepath.Base(file.Name()))
}

func (s *fileSet) makeFolders(dir string) error {
	if dir == "." {
		return nil
	}
	if _, err := s.root.Lstat(dir); err == nil {
		return nil
	}
	if err := s.makeFolders(path.Dir(dir)); err != nil {
		return err
	}
	if err := s.disk.ask("mkdir", dir); err != nil {
		return err
	}
	if err := s.root.Mkdir(dir, 0o777); err != nil {
		return notWritable(dir, err)
	}
	s.folders = append(s.folders, dir)
	return nil
}

// holdFormer gives the former file a second name, or makes a copy.
func (s *fileSet) holdFormer(file *setFile) error {
	for n := 0; ; n++ {
		name := path.Join(path.Dir(file.Path), filepath.Base(besideName(file.Path, n)))
		err := s.disk.ask("link", name)
		if err == nil {
			err = s.root.Link(file.Path, name)
		}
		if errors.Is(err, fs.ErrExist) && n < 1000 {
			continue
		}
		if err != nil {
			return s.copyFormer(file)
		}
		file.former = name
		return nil
	}
}

func (s *fileSet) copyFormer(file *setFile) error {
	r, err := ordinary.OpenIn(s.root, file.Path)
	if err != nil {
		return err
	}
	defer r.Close()
	w, err := createBeside(file.Path, s.create(file.perm))
	if err != nil {
		return err
	}
	file.former = besideOf(file.Path, w)
	_, err = io.Copy(w, r)
	return errors.Join(err, w.Close())
}

// unchanged refuses a file that somebody else wrote or removed since it was read. It is
// looked at in the last moment before the new ones take their places.
func (s *fileSet) unchanged() error {
	for _, file := range s.files {
		if file.Was == nil {
			continue
		}
		f, err := ordinary.OpenIn(s.root, file.Path)
		if err != nil {
			return &RefusedError{Path: file.Path, Reason: ChangedMeanwhile}
		}
		now, err := io.ReadAll(f)
		if err = errors.Join(err, f.Close()); err != nil || !bytes.Equal(now, file.Was) {
			return &RefusedError{Path: file.Path, Reason: ChangedMeanwhile}
		}
	}
	return nil
}

func (s *fileSet) place() error {
	if err := s.unchanged(); err != nil {
		return err
	}
	s.note.promise(s.files)
	if err := s.unchanged(); err != nil {
		return err // the promise took its time
	}
	for i := range s.files {
		file := &s.files[i]
		if err := inUse(file.Path, s.disk.ask("rename", file.Path)); err != nil {
			return err
		}
		if !file.exists {
			// Somebody else may have made the file just now.
			if _, err := s.root.Lstat(file.Path); err == nil {
				return &RefusedError{Path: file.Path, Reason: Exists}
			}
		}
		if err := inUse(file.Path, s.root.Rename(file.next, file.Path)); err != nil {
			return err
		}
		file.placed, file.next = true, ""
	}
	return s.syncFolders()
}

func (s *fileSet) syncFolders() error {
	var folders []string
	for _, file := range s.files {
		folders = append(folders, path.Dir(file.Path))
	}
	for _, made := range s.folders {
		folders = append(folders, path.Dir(made))
	}
	slices.Sort(folders)
	for _, dir := range slices.Compact(folders) {
		if err := s.disk.ask("sync", dir); err != nil {
			return err
		}
		f, err := s.root.Open(dir)
		if err != nil {
			return err
		}
		if err := errors.Join(syncOpenFolder(f), f.Close()); err != nil {
			return err
		}
	}
	return nil
}

// undo puts the former files back and removes all that was made.
func (s *fileSet) undo() error {
	var failed error
	s.note.void()
	for i := range s.files {
		file := &s.files[i]
		var err error
		switch {
		case file.placed && file.exists:
			err = s.root.Rename(file.former, file.Path)
			file.former = ""
		case file.placed:
			err = removeFrom(s.root, file.Path)
		}
		failed = errors.Join(failed, err)
	}
	if left := s.finish(); left != nil {
		failed = errors.Join(failed, left.Err)
	}
	for _, dir := range slices.Backward(s.folders) {
		failed = errors.Join(failed, removeFrom(s.root, dir))
	}
	return failed
}

// finish removes the second names.
func (s *fileSet) finish() *Held {
	var left *Held
	for _, file := range s.files {
		for _, name := range []string{file.next, file.former} {
			if name == "" {
				continue
			}
			if err := s.disk.removeFrom(s.root, name); err != nil && !errors.Is(err, fs.ErrNotExist) {
				left = left.And(held(name, err))
			}
		}
	}
	return left.And(s.note.end())
}
