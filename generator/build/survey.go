package build

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"tassei/generator/carry"
	"tassei/generator/ordinary"
	"tassei/generator/source"
)

// survey is the state of all files in some folders at a moment. A later one
// tells which of them may have changed without reading any.
type survey struct {
	At    int64 // when it began, in nanoseconds since 1970
	Files []fileState
}

// fileState is what the system knows of a file, and what was in it.
type fileState struct {
	Path    string // from the root, with slashes; a folder ends with one, and has at most times and a number
	Size    int64
	Mode    uint32
	Changed int64             // when its bytes last changed, as programs can set it
	Number  uint64            // of the file on its disk, 0 where that is not known
	Touched int64             // when anything about it last changed, which no program can set; 0 where that is not known
	Sum     [sha256.Size]byte // of its bytes; zero where nobody asked
}

// same reports whether the system sees the same file, unchanged. Of a folder only the
// name counts, for what is in it has states of its own.
func (f *fileState) same(other *fileState) bool {
	return f.Path == other.Path && (f.folder() || f.untouched(other))
}

// untouched reports whether the system knows the same of both.
func (f *fileState) untouched(other *fileState) bool {
	return f.Size == other.Size && f.Mode == other.Mode && f.Changed == other.Changed &&
		f.Number == other.Number && f.Touched == other.Touched
}

// The times of files are exact to a few milliseconds where they have parts of
// a millisecond at all, and to two seconds on some disks.
const (
	fineTimes   = int64(50 * time.Millisecond)
	coarseTimes = int64(2 * time.Second)
)

// fresh reports whether a file was changed so shortly before a moment that it
// might be changed again without its times telling. Of such a file the bytes
// count.
func (f *fileState) fresh(at int64) bool {
	latest, exact := max(f.Changed, f.Touched), fineTimes
	if latest%int64(time.Millisecond) == 0 {
		exact = coarseTimes
	}
	return latest > at-exact
}

func (f fileState) archived() bool { return strings.HasPrefix(f.Path, ArchiveFolder+"/") }

func (f *fileState) folder() bool { return strings.HasSuffix(f.Path, "/") }

// inputFolders are the folders of a source that a build can read, and
// wholeTree is all of an output.
var (
	inputFolders = []string{"data", "content", "layouts", ArchiveFolder}
	wholeTree    = []string{"."}
)

var errNotPlain = errors.New("neither file nor folder")

// takeSurvey surveys the folders of a root. Anything but files and folders is an
// error: what a link leads to is not watched.
func takeSurvey(root string, folders []string) (*survey, error) {
	return (&survey{}).again(root, folders)
}

// under is what was found in a folder and below, the folder first.
func (s *survey) under(folder string) []fileState {
	if folder == "." {
		return s.Files
	}
	return s.Files[s.place(folder+"/"):s.place(folder+string('/'+1))]
}

// place is where a path stands, or would, among those of the survey.
func (s *survey) place(path string) int {
	return sort.Search(len(s.Files), func(i int) bool { return s.Files[i].Path >= path })
}

// listed is what the survey found in each folder, as source wants it: a build that is
// told it reads what it found and nothing else.
func (s *survey) listed() map[string][]source.Entry {
	folders := map[string][]source.Entry{}
	for i := range s.Files {
		file, kind := strings.TrimSuffix(s.Files[i].Path, "/"), fs.FileMode(0)
		if s.Files[i].folder() {
			if kind = fs.ModeDir; folders[file] == nil {
				folders[file] = []source.Entry{} // an empty one is listed, too
			}
		}
		if file != "." {
			dir := path.Dir(file)
			folders[dir] = append(folders[dir], source.Entry{Name: path.Base(file), Type: kind})
		}
	}
	for _, entries := range folders {
		slices.SortFunc(entries, func(a, b source.Entry) int { return strings.Compare(a.Name, b.Name) })
	}
	return folders
}

// stands reports whether the inputs that were surveyed are as they were. What is new
// among the city's own was not read, for they are read as this survey listed them; so
// only the other folders are listed again, those of them that are named.
func (s *survey) stands(root string, others ...string) bool {
	in := func(folders ...string) *survey {
		found := &survey{}
		for _, folder := range slices.Sorted(slices.Values(folders)) {
			found.Files = append(found.Files, s.under(folder)...)
		}
		return found
	}
	city := in("data", "content")
	now := &survey{Files: slices.Clone(city.Files)}
	if now.look(root, func(*fileState) bool { return false }) != nil || !now.unmoved(city) {
		return false
	}
	again, err := takeSurvey(root, others)
	return err == nil && again.unmoved(in(others...))
}

func byPath(a, b fileState) int { return strings.Compare(a.Path, b.Path) }

// look asks the system for the state of all files but those that are known.
func (s *survey) look(root string, known func(*fileState) bool) error {
	return s.inParts(func(files []fileState) error {
		system := looker{root: root}
		defer system.close()
		for i := range files {
			if f := &files[i]; !f.folder() && !known(f) {
				if err := system.look(f); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// after is the survey of a tree that was made of the very files of another, which
// was surveyed, but for those that were renewed: only at these it looks. files are
// all of the tree, by their paths. No folder is listed: what somebody else has put there
// since, the next survey finds.
func (s *survey) after(root string, files []string, renewed map[string]bool) (*survey, error) {
	made, folders, before := &survey{At: s.At, Files: make([]fileState, 0, len(s.Files))}, map[string]bool{}, finder{survey: s}
	var above func(dir string)
	above = func(dir string) {
		if folders[dir] {
			return
		}
		if folders[dir] = true; dir != "." {
			above(path.Dir(dir))
		}
		made.Files = append(made.Files, fileState{Path: dir + "/"})
	}
	for _, file := range files {
		above(path.Dir(file))
		was := before.find(file)
		if was == nil || renewed[file] {
			was = &fileState{Path: file}
		}
		made.Files = append(made.Files, *was)
	}
	if !slices.IsSortedFunc(made.Files, byPath) {
		slices.SortFunc(made.Files, byPath)
	}
	if err := made.lookAtFolders(root); err != nil {
		return nil, err
	}
	return made, made.look(root, func(f *fileState) bool { return f.Mode != 0 })
}

// lookAtFolders asks the system for the times of all folders.
func (s *survey) lookAtFolders(root string) error {
	return s.each(func(f *fileState) error {
		if !f.folder() {
			return nil
		}
		info, err := os.Lstat(filepath.Join(root, f.Path))
		if err == nil && !info.IsDir() {
			err = errNotPlain
		}
		if err == nil {
			f.times(info)
		}
		return err
	})
}

// each calls do for every file, several at once.
func (s *survey) each(do func(*fileState) error) error {
	return s.inParts(func(files []fileState) error {
		for i := range files {
			if err := do(&files[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// inParts calls do for some files at a time, several at once.
func (s *survey) inParts(do func(files []fileState) error) error {
	parts := slices.Collect(slices.Chunk(s.Files, 256))
	errs := make([]error, len(parts))
	carry.Each(0, len(parts), func(i int) { errs[i] = do(parts[i]) })
	return errors.Join(errs...)
}

// find is the state of a file, nil for none.
func (s *survey) find(path string) *fileState { return (&finder{survey: s}).find(path) }

// finder finds the states of files; of those that are asked for in order it need not search.
type finder struct {
	*survey
	next int
}

func (f *finder) find(path string) *fileState {
	for f.next < len(f.Files) && f.Files[f.next].folder() {
		f.next++
	}
	if f.next >= len(f.Files) || f.Files[f.next].Path != path {
		f.next = f.place(path)
	}
	if f.next >= len(f.Files) || f.Files[f.next].Path != path {
		return nil
	}
	f.next++
	return &f.Files[f.next-1]
}

// read reports whether a file had these bytes when it was surveyed.
func (s *survey) read(path string, text []byte) bool {
	was := s.find(path)
	return was != nil && was.Sum == sha256.Sum256(text)
}

// sameUnder reports whether a folder has the files, with the bytes, that another survey saw.
func (s *survey) sameUnder(folder string, other *survey) bool {
	return slices.EqualFunc(s.under(folder), other.under(folder), func(a, b fileState) bool { return a.Path == b.Path && a.Sum == b.Sum })
}

// sums fills in the digests of the files. One that is as an earlier survey saw
// it, and was not fresh then, has the digest that it had. Of the archive, which
// is large and where nothing may change, only what is fresh is read. Of what is too
// large for any build to read, nothing counts but what the system knows.
func (s *survey) sums(root string, before *survey) error {
	return s.each(func(f *fileState) error {
		if f.folder() || f.archived() && !f.fresh(s.At) || f.Size > source.MaxSize {
			return nil
		}
		if before != nil {
			if was := before.find(f.Path); was != nil && was.same(f) && !was.fresh(before.At) && was.Sum != [sha256.Size]byte{} {
				f.Sum = was.Sum
				return nil
			}
		}
		var err error
		f.Sum, err = sumOf(root, f.Path)
		return err
	})
}

// holds reports whether what was surveyed is still so, by a survey of now. Files
// that were fresh are read.
func (s *survey) holds(now *survey, root string) bool {
	if len(s.Files) != len(now.Files) {
		return false
	}
	for i := range s.Files {
		if !s.Files[i].same(&now.Files[i]) {
			return false
		}
	}
	changed := errors.New("changed")
	return s.each(func(f *fileState) error {
		if f.folder() || !f.fresh(s.At) {
			return nil
		}
		if f.Size > source.MaxSize {
			return changed
		}
		if sum, err := sumOf(root, f.Path); err != nil || sum != f.Sum {
			return changed
		}
		return nil
	}) == nil
}

// unmoved reports whether two surveys see the same files, by what the system
// knows alone.
func (s *survey) unmoved(now *survey) bool {
	return slices.EqualFunc(s.Files, now.Files, func(a, b fileState) bool { return a.same(&b) })
}

func sumOf(root, path string) (sum [sha256.Size]byte, err error) {
	f, err := ordinary.Open(filepath.Join(root, filepath.FromSlash(path)))
	if err != nil {
		return sum, err
	}
	defer f.Close()
	h, buffer := sha256.New(), sumBuffers.Get().(*[]byte)
	defer sumBuffers.Put(buffer)
	_, err = io.CopyBuffer(struct{ io.Writer }{h}, struct{ io.Reader }{f}, *buffer)
	h.Sum(sum[:0])
	return sum, err
}

var sumBuffers = sync.Pool{New: func() any { b := make([]byte, 64<<10); return &b }}
