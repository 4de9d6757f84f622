package output

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Result tells what a [Stage.Commit] did. The marker is not counted.
type Result struct {
	Written int   // files that are new or have new bytes
	Kept    int   // files that are the same as before, with their inode and time
	Removed int   // files of the former tree that are no more, strays among them
	Bytes   int64 // size of all files of the tree
	Changed bool  // false if the former tree was left as it was, untouched
	Held    *Held // what could not be deleted, of this tree or a former one; nil for nothing
}

// Commit finishes the tree and puts it in the place of the former one, in one
// step, after all of it is safe from a power cut. If the former tree already
// holds exactly these files it is left untouched.
//
// With an error the former tree stays, with one exception: where the new tree
// took its place and only the last writing-out of that step failed. The stage
// is at its end either way.
func (s *Stage) Commit() (Result, error) {
	s.mu.Lock()
	ended, err, open := s.ended, s.err, s.open
	s.ended = true
	s.mu.Unlock()
	if ended {
		return Result{}, ErrEnded
	}
	if err == nil && open > 0 {
		err = ErrOpen
	}
	if err != nil {
		return Result{}, joinQuietly(err, s.clear())
	}
	slices.SortFunc(s.entries, func(a, b entry) int { return cmp.Compare(a.Path, b.Path) })
	text := s.Manifest().Text()
	result, err := s.summary(string(text))
	if err == nil && result.Changed {
		err = s.complete(text)
		if err == nil {
			s.noteMade()
			err = s.swap()
		}
		s.dropFormer(err == nil, text)
	}
	if err != nil || !result.Changed {
		err = joinQuietly(err, s.clear())
	} else {
		err = s.lock.release()
	}
	result.Held = s.held
	return result, err
}

// summary compares the new tree with the former one.
func (s *Stage) summary(text string) (Result, error) {
	var result Result
	still := 0 // files of the former list that the new tree has too
	former := finder{files: s.old}
	for i := range s.entries {
		entry := &s.entries[i]
		result.Bytes += entry.Size
		if entry.kept {
			result.Kept++
		} else {
			result.Written++
		}
		if _, listed := former.find(entry.Path); listed {
			still++
		}
	}
	strays, err := s.Strays()
	if err != nil {
		return result, err
	}
	for _, stray := range strays {
		if _, listed := s.old.Find(stray); !listed {
			result.Removed++
		}
	}
	result.Removed += len(s.old) - still
	result.Changed = s.before == nil || s.only || result.Written > 0 || len(strays) > 0 || text != s.oldText
	return result, nil
}

// complete adds to the new tree what it shares with the former one, and the
// marker, and makes all of it safe.
func (s *Stage) complete(text []byte) error {
	if done, err := s.completeByTurn(text); done {
		return err
	}
	var written []string
	var kept []string
	for _, entry := range s.entries {
		if !entry.kept {
			written = append(written, s.inTree(entry.Path))
			continue
		}
		kept = append(kept, entry.Path)
		if err := s.makeFolder(parentOf(entry.Path)); err != nil {
			return err
		}
	}
	copied, err := s.linkKept(kept)
	if err != nil {
		return err
	}
	written = append(written, copied...)
	if !s.only {
		marker := filepath.Join(s.tree, MarkerName)
		if err := s.disk.writeNew(marker, text, s.perm); err != nil {
			return err
		}
		written = append(written, marker)
	}
	var folders []string
	for path, folder := range s.folders {
		if path == "." || folder.made {
			folders = append(folders, filepath.Clean(s.inTree(path)))
		}
	}
	slices.Sort(folders)
	return s.disk.syncTree(s.tree, written, folders)
}

// linkKept gives the files of the former tree a second name in the new one.
// Where that cannot be done they are copied; it returns those copies.
func (s *Stage) linkKept(paths []string) (copied []string, err error) {
	var mu sync.Mutex
	err = inParallel(len(paths), func(i int) error {
		from := s.inOld(paths[i])
		to := s.inTree(paths[i])
		if s.disk.link(from, to) == nil {
			return nil
		}
		// No hard links here, or too many of this file already.
		if err := s.disk.copyNew(from, to, s.perm); err != nil {
			return err
		}
		if info, err := os.Lstat(from); err == nil {
			_ = os.Chtimes(to, info.ModTime(), info.ModTime()) // the time is a courtesy
		}
		mu.Lock()
		defer mu.Unlock()
		copied = append(copied, to)
		return nil
	})
	return copied, err
}

// swap puts the new tree in its place.
func (s *Stage) swap() error {
	_, err := os.Lstat(s.out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	switch {
	case err != nil: // nothing stands there
		err = s.disk.rename(s.tree, s.out)
	case !s.isFormer(s.out):
		return s.changed()
	default:
		err = s.disk.exchange(s.tree, s.out)
		if errors.Is(err, errors.ErrUnsupported) {
			err = s.swapByRenames()
		} else if err == nil && !s.isFormer(s.tree) {
			err = joinQuietly(s.changed(), s.disk.exchange(s.tree, s.out))
		}
		err = inUse(s.name, err)
	}
	if err != nil {
		return err
	}
	return errors.Join(s.disk.syncDir(filepath.Dir(s.out)), s.disk.syncDir(s.work))
}

// swapByRenames is for systems that cannot exchange two folders. Between the
// two renames nothing stands at the place; the former tree lies under a name by
// which [Begin] and [Recover] find it and put it back.
func (s *Stage) swapByRenames() error {
	old := freeName(s.work, oldName)
	if err := s.disk.rename(s.out, old); err != nil {
		return err
	}
	if !s.isFormer(old) {
		return joinQuietly(s.changed(), s.disk.rename(old, s.out))
	}
	if err := s.disk.rename(s.tree, s.out); err != nil {
		return joinQuietly(err, s.disk.rename(old, s.out))
	}
	return nil
}

// isFormer reports whether the folder at a path is the one that stood at the place
// when the stage began. It is asked again after the two changed places: another
// program may have put its own there in that very moment.
func (s *Stage) isFormer(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && s.before != nil && os.SameFile(info, s.before)
}

func (s *Stage) changed() error {
	return &RefusedError{Path: s.name, Reason: ChangedMeanwhile}
}

// dropFormer deletes the former tree, or puts it aside; after an error it deletes
// the new one. What cannot be deleted does not undo a tree that stands.
func (s *Stage) dropFormer(swapped bool, text []byte) {
	if _, err := os.Lstat(s.out); err != nil {
		return // both are still needed: one goes back to its place
	}
	s.held = s.held.And(discardTurn(s.disk, s.work))
	if swapped && s.putAside(s.tree, text) {
		return
	}
	s.byTurn = false // its files have a name less
	s.held = s.held.And(discardFormer(s.disk, s.work)).And(discardNew(s.disk, s.work, s.tree))
}
