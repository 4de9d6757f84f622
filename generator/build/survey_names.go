package build

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tassei/generator/source"
)

// again surveys folders that were surveyed before. One in which no name has changed
// since is not listed again: its own times tell, where the system knows them.
func (s *survey) again(root string, folders []string) (*survey, error) {
	now := &survey{At: time.Now().UnixNano(), Files: make([]fileState, 0, len(s.Files))}
	list := lister{root: root, before: s}
	for _, folder := range slices.Sorted(slices.Values(folders)) {
		if now.sameNames(root, s.under(folder), s.At) {
			continue
		}
		from := len(now.Files)
		if err := list.folder(now, folder); err != nil {
			return nil, err
		}
		slices.SortFunc(now.Files[from:], byPath)
	}
	return now, now.look(root, func(*fileState) bool { return false })
}

// sameNames adds what was found in a folder and below at some time, by its names, if
// no name has changed there since; it reports whether it did.
func (s *survey) sameNames(root string, found []fileState, at int64) bool {
	if len(found) == 0 {
		return false
	}
	now := &survey{Files: make([]fileState, len(found))}
	for i := range found {
		now.Files[i].Path = found[i].Path
	}
	if now.lookAtFolders(root) != nil {
		return false
	}
	for i := range found {
		if f := &found[i]; f.folder() && !f.sameNames(&now.Files[i], at) {
			return false
		}
	}
	s.Files = append(s.Files, now.Files...)
	return true
}

// sameNames reports whether a folder that was surveyed at some time has no other names
// now than it had.
func (f *fileState) sameNames(now *fileState, at int64) bool {
	return f.Touched != 0 && f.untouched(now) && !f.fresh(at)
}

// lister lists files and folders, by what a survey found where that still holds.
type lister struct {
	root   string
	before *survey
	names  map[string][]source.Entry // as that survey listed them; nil before anybody asked
}

// folder adds the files and folders in a folder and below. A folder that is not there
// has none.
func (l *lister) folder(to *survey, folder string) error {
	state := fileState{Path: folder + "/"}
	info, err := os.Lstat(filepath.Join(l.root, folder))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.IsDir():
		return errNotPlain
	}
	state.times(info)
	entries, err := l.entries(&state, folder)
	if err != nil {
		return err
	}
	to.Files = append(to.Files, state)
	for _, e := range entries {
		name := e.Name
		if folder != "." {
			name = folder + "/" + name
		}
		switch {
		case e.Type.IsDir():
			if err := l.folder(to, name); err != nil {
				return err
			}
		case e.Type.IsRegular():
			to.Files = append(to.Files, fileState{Path: name})
		default:
			return errNotPlain
		}
	}
	return nil
}

// entries are what a folder of some state holds, which was asked before it is listed.
func (l *lister) entries(state *fileState, folder string) ([]source.Entry, error) {
	was := l.before.find(state.Path)
	if was != nil && was.sameNames(state, l.before.At) {
		if l.names == nil {
			l.names = l.before.listed()
		}
		return l.names[folder], nil
	}
	list, err := os.ReadDir(filepath.Join(l.root, folder))
	if err != nil {
		return nil, err
	}
	entries := make([]source.Entry, len(list))
	for i, e := range list {
		entries[i] = source.Entry{Name: e.Name(), Type: e.Type()}
	}
	return entries, nil
}
