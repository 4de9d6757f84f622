package output

import "strings"

// folder is a folder of the new tree.
type folder struct {
	names map[string]bool   // what is in it, by folded name; true for a folder
	given map[string]string // to the name as it was given, by folded name, where they differ
	made  bool              // it exists in the work folder
	asked bool              // real is known
	real  bool              // the former tree has it as a folder too, not as a link to one
}

// reserve takes a path for a file and returns its folder.
func (s *Stage) reserve(path string) (*folder, error) {
	if err := CheckPath(path); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended {
		return nil, ErrEnded
	}
	if s.err != nil {
		return nil, s.err
	}
	dir, err := s.folder(parentOf(path))
	if err != nil {
		return nil, err
	}
	return dir, dir.take(path, false)
}

// folder returns the folder at a path, new if need be. The lock is held.
func (s *Stage) folder(path string) (*folder, error) {
	if dir := s.folders[path]; dir != nil {
		return dir, nil
	}
	above, err := s.folder(parentOf(path))
	if err != nil {
		return nil, err
	}
	if err := above.take(path, true); err != nil {
		return nil, err
	}
	dir := &folder{names: map[string]bool{}}
	s.folders[strings.Clone(path)] = dir
	return dir, nil
}

// take gives the last name of a path to a file or a folder.
func (f *folder) take(path string, dir bool) error {
	name := path[strings.LastIndexByte(path, '/')+1:]
	key := foldName(name)
	folder, taken := f.names[key]
	if !taken {
		f.names[key] = dir
		if key != name {
			if f.given == nil {
				f.given = map[string]string{}
			}
			f.given[key] = name
		}
		return nil
	}
	first, differs := f.given[key]
	if !differs {
		first = key
	}
	problem, other := PathTwin, path[:len(path)-len(name)]+first
	if first == name {
		problem, other = PathTwice, ""
		if folder != dir {
			problem = PathFolder
		}
	}
	return &PathError{Path: path, Problem: problem, Other: other}
}
