package archive

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"iter"
	"slices"
	"sync"

	"tassei/generator/carry"
	"tassei/generator/output"
)

// Copies are what [CopyTo] put into a site. All paths are from the site's root.
type Copies struct {
	Seals []Copy   // in the order in which they were made
	Keys  []string // public keys
}

// Copy is one seal in a site.
type Copy struct {
	Seal
	Front         string   // first page of the sealed site
	Zip           string   // the whole bag in one file
	ZipBytes      int64    // its size
	Manifest      string   // the list of the payload
	SignaturePath string   // "" for none
	Tombstone     string   // what is left of a seal that was withdrawn, "" while it stands
	Paths         []string // every file of the bag and those beside it, sorted
}

// Each gives every file of the copies, by its path.
func (c Copies) Each() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, seal := range c.Seals {
			for _, path := range seal.Paths {
				if !yield(path) {
					return
				}
			}
		}
		for _, path := range c.Keys {
			if !yield(path) {
				return
			}
		}
	}
}

// CopyTo puts the seals of an archive into a tree, below prefix, such as
// "archive": each bag whole, as ordinary files that share nothing with the seal,
// with a zip of it beside, its signature, tombstones and public keys. The zip is
// stored, not deflated, so that its bytes depend on the bag alone. A missing
// folder has no seals. The archive should have been verified just before.
//
// kept may be nil. Else it is asked for each file, by its path in the tree, and
// by its answer true says that it has put the file there, and how large it is:
// the one of the former tree, because neither it nor the archive has changed.
func CopyTo(stage *output.Stage, dir, prefix string, kept func(path string) (size int64, ok bool)) (Copies, error) {
	var copies Copies
	s, err := openShelf(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return copies, nil
	}
	if err != nil {
		return copies, err
	}
	defer s.close()
	found := problems{list: s.faults.list}
	seals := s.list(&found)
	if err := found.err(); err != nil {
		return copies, err
	}
	if kept == nil {
		kept = func(string) (int64, bool) { return 0, false }
	}
	to := copying{stage, kept}
	for _, seal := range seals {
		c, err := s.copyTo(to, seal, prefix+"/")
		if err != nil {
			return copies, err
		}
		copies.Seals = append(copies.Seals, c)
	}
	for _, name := range s.keys {
		if err := to.file(prefix+"/"+name, s.fsys, name); err != nil {
			return copies, err
		}
		copies.Keys = append(copies.Keys, prefix+"/"+name)
	}
	return copies, nil
}

// copying is where the files of seals go.
type copying struct {
	stage *output.Stage
	kept  func(path string) (int64, bool)
}

func (c copying) file(path string, fsys fs.FS, name string) error {
	if _, ok := c.kept(path); ok {
		return nil
	}
	return c.stage.CopyFile(path, fsys, name)
}

func (s *shelf) copyTo(to copying, seal Seal, prefix string) (Copy, error) {
	c := Copy{Seal: seal}
	beside := func(name string, path *string) error {
		*path = prefix + name
		c.Paths = append(c.Paths, *path)
		return to.file(*path, s.fsys, name)
	}
	if seal.Signature != "" {
		if err := beside(seal.Signature, &c.SignaturePath); err != nil {
			return c, err
		}
	}
	if seal.Withdrawn != "" {
		return c, beside(seal.Edition+tombstoneSuffix, &c.Tombstone)
	}
	bag, err := fs.Sub(s.fsys, seal.Edition)
	if err != nil {
		return c, err
	}
	tree := readFolder(bag, seal.Edition+"/")
	if err := (&problems{tree.faults}).err(); err != nil {
		return c, err
	}
	files := tree.files
	c.Front, c.Zip, c.Manifest = prefix+seal.Front(), prefix+seal.Edition+zipSuffix, prefix+seal.Edition+"/"+manifestFile
	for _, path := range files {
		c.Paths = append(c.Paths, prefix+seal.Edition+"/"+path)
	}
	c.Paths = append(c.Paths, c.Zip)
	slices.Sort(c.Paths)
	c.ZipBytes, err = to.bag(bag, files, prefix+seal.Edition+"/", c.Zip, seal.Edition+"/")
	return c, err
}

// heldMost bounds the files of a seal that are held in memory while they are
// copied; most are far smaller.
const heldMost = 256 << 10

// held are the rooms for them.
var held = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// bag copies the files of a bag below a path of the tree, and makes the zip of
// it, where they lie in a folder. Each file is read once for both.
func (c copying) bag(fsys fs.FS, files []string, below, zipPath, folder string) (int64, error) {
	if size, ok := c.kept(zipPath); ok {
		errs := make([]error, len(files))
		carry.Each(0, len(files), func(i int) { errs[i] = c.file(below+files[i], fsys, files[i]) })
		return size, cmp.Or(errs...) // the first, so that it does not depend on who was faster
	}
	w, err := c.stage.Create(zipPath)
	if err != nil {
		return 0, err
	}
	count := &counter{to: w}
	zip := output.NewStored(count)
	err = carry.InOrder(0, len(files), func(i int) (*bytes.Buffer, error) { return c.small(below+files[i], fsys, files[i]) }, func(i int, room *bytes.Buffer) error {
		if room == nil {
			return zip.AddFile(folder+files[i], fsys, files[i])
		}
		defer held.Put(room)
		return zip.Add(folder+files[i], room.Bytes())
	})
	if err == nil {
		err = zip.Close()
	}
	if err != nil {
		return 0, err
	}
	return count.n, w.Close()
}

// small copies a file, and returns its bytes; nil for one that is not small.
func (c copying) small(path string, fsys fs.FS, name string) (*bytes.Buffer, error) {
	r, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	info, err := r.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() > heldMost {
		return nil, c.file(path, fsys, name)
	}
	room := held.Get().(*bytes.Buffer)
	room.Reset()
	room.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := room.ReadFrom(r); err != nil {
		return nil, err
	}
	if _, ok := c.kept(path); ok {
		return room, nil
	}
	return room, c.stage.Write(path, room.Bytes())
}

type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(data []byte) (int, error) {
	n, err := c.to.Write(data)
	c.n += int64(n)
	return n, err
}
