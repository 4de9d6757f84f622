package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"tassei/generator/output"
)

// What lies in a folder of changes.
const (
	UploadFolder  = "upload"               // the files to upload, with their folders
	DeleteList    = "delete.txt"           // the paths to delete on the server, one a line
	changesNow    = "published.txt"        // manifest of the tree that the server holds after the upload
	changesDoubt  = "unconfirmed.txt"      // what nobody has seen on the server yet
	changesFormer = "published-before.txt" // of the first version: manifest of the tree before the last set
)

// ChangesOptions are Options with what only [Changes] needs.
type ChangesOptions struct {
	Options
	// Since is a target, or the http or https address of the site, at which every
	// file is read back, so that the set holds exactly what differs there. Without
	// it earlier sets are taken as uploaded.
	Since string
	// Again takes none of the sets as uploaded that were not confirmed since: what
	// they held is in the new one too.
	Again bool
}

// ErrNoSet says that Again was set for a folder without a set.
var ErrNoSet = errors.New("there is no set to make again")

// Changes fills a folder for an upload by hand, as for a CMS: in "upload" only
// the files that changed since the last time, in "delete.txt" the paths that
// are to be deleted after the upload, and in "published.txt" the record of what
// is published then. Whether a set was uploaded this program cannot see: it
// keeps in mind what may be there until a run with Since has looked. If nothing
// changed since the last set, the folder is left as it is.
//
// Errors are those of [Send], and ErrNoSet. A file in "upload" that is not ours
// is a *ForeignError, unless Adopt is set, which removes it.
func Changes(ctx context.Context, tree Tree, dir string, opts ChangesOptions) (Result, error) {
	opts.Options = opts.filled()
	if err := tree.check(); err != nil {
		return Result{}, err
	}
	c, err := openChanges(ctx, dir, tree, opts)
	result := Result{Plan: c.plan, Kept: c.kept}
	if err != nil {
		return result, err
	}
	if c.plan.Empty() && c.recorded && opts.Since == "" {
		return result, nil
	}
	if err := c.write(ctx, &result); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return result, refuse("write", dir, err)
	}
	return result, nil
}

// PreviewChanges says what Changes would put into the folder.
func PreviewChanges(ctx context.Context, tree Tree, dir string, opts ChangesOptions) (Plan, error) {
	opts.Options = opts.filled()
	if err := tree.check(); err != nil {
		return Plan{}, err
	}
	c, err := openChanges(ctx, dir, tree, opts)
	return c.plan, err
}

// changes is a folder of changes and what is to be done with it.
type changes struct {
	dir      string
	tree     Tree
	opts     ChangesOptions
	record   belief // what the folder's own records say
	known    belief // what the server may hold: the record, or what was seen there
	send     []output.File
	plan     Plan
	marker   byte     // opAdd or opChange if the manifest on the server was seen not to be the tree's
	recorded bool     // the folder has a record
	stale    []string // in the upload folder, not part of the new set
	kept     []string // due to go, but with bytes that are not ours
}

func openChanges(ctx context.Context, dir string, tree Tree, opts ChangesOptions) (changes, error) {
	c := changes{dir: dir, tree: tree, opts: opts}
	files := os.DirFS(dir)
	var err error
	if c.record, err = readBelief(files); err != nil {
		return c, err
	}
	c.known = c.record
	before := c.record.tree // what was meant to be published last
	c.recorded = before != nil
	if opts.Again && !c.recorded {
		return c, ErrNoSet
	}
	c.plan.Unconfirmed = len(c.record.doubt)
	if opts.Since != "" {
		if before, err = c.readBack(ctx); err != nil {
			return c, err
		}
		c.plan.Unconfirmed = 0
	}
	c.compare()
	if err := c.lookAround(files); err != nil {
		return c, err
	}
	return c, checkGuards(before, tree.Files, opts.Options)
}

// compare tells what belongs into the set.
func (c *changes) compare() {
	view := c.known
	if !c.opts.Again && c.opts.Since == "" {
		view.doubt = nil // every set is taken as uploaded
	}
	c.plan.First = len(view.paths()) == 0
	for _, file := range c.tree.Files {
		switch there := view.at(file.Path); {
		case there.is(file.Sum):
			c.plan.Same++
			continue
		case there.empty():
			c.plan.Add = append(c.plan.Add, file)
		default:
			c.plan.Change = append(c.plan.Change, file)
		}
		c.plan.Bytes += file.Size
	}
	for _, p := range view.paths() {
		if _, stays := c.tree.Files.Find(p); !stays && p != output.MarkerName && !view.at(p).empty() {
			c.plan.Remove = append(c.plan.Remove, p)
		}
	}
	c.send = slices.Concat(c.plan.Add, c.plan.Change)
	if c.marker == 0 {
		return
	}
	text := c.tree.Files.Text()
	list := map[byte]*[]output.File{opAdd: &c.plan.Add, opChange: &c.plan.Change}[c.marker]
	*list = slices.Insert(*list, 0, output.File{Path: output.MarkerName, Size: int64(len(text)), Sum: sha256.Sum256(text)})
	c.plan.Bytes += int64(len(text))
}

// after is what the server may hold once the set was made.
func (c *changes) after() belief {
	next := belief{tree: c.tree.Files, doubt: maps.Clone(c.known.doubt)}
	if next.doubt == nil {
		next.doubt = map[string]maybe{}
	}
	for _, file := range c.send {
		next.doubt[file.Path] = c.known.at(file.Path).or(certainly(file.Sum))
	}
	for _, p := range c.plan.Remove {
		next.doubt[p] = c.known.at(p).or(maybe{absent: true})
	}
	for p, m := range next.doubt {
		file, listed := c.tree.Files.Find(p)
		if listed && m.is(file.Sum) || !listed && m.empty() {
			delete(next.doubt, p)
		}
	}
	return next
}

func readChanges(files fs.FS, name string) (output.Manifest, error) {
	text, err := fs.ReadFile(files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, refuse("read", name, err)
	}
	manifest, err := output.ParseManifest(string(text))
	if err != nil {
		return nil, &RecordError{Path: name, Err: err}
	}
	return slices.Clip(append(output.Manifest{}, manifest...)), nil
}

// lookAround finds what lies in the upload folder. What the record does not
// list was put there by somebody else.
func (c *changes) lookAround(files fs.FS) error {
	wanted := map[string]bool{output.MarkerName: true}
	for _, file := range c.send {
		wanted[file.Path] = true
	}
	ours := map[string]bool{}
	for _, p := range slices.Concat(slices.Collect(maps.Keys(wanted)), c.record.paths()) {
		ours[p] = true
	}
	var foreign []string
	err := fs.WalkDir(files, UploadFolder, func(p string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		inside := strings.TrimPrefix(p, UploadFolder+"/")
		// A run that was killed leaves files half written.
		of, half := output.TemporaryOf(inside)
		if !c.recorded || !ours[inside] && !(half && ours[of]) {
			foreign = append(foreign, p)
		}
		if !wanted[inside] {
			c.stale = append(c.stale, p)
		}
		return nil
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return refuse("read", c.dir, err)
	}
	if _, err := fs.Stat(files, DeleteList); err == nil && !c.recorded {
		foreign = append(foreign, DeleteList)
	}
	if len(foreign) > 0 && !c.opts.Adopt {
		slices.Sort(foreign)
		return &ForeignError{Target: c.dir, Paths: foreign}
	}
	return nil
}

// write fills the folder. The record of what is published changes last, so that
// a run that was cut off is simply done again.
func (c *changes) write(ctx context.Context, result *Result) error {
	folder, err := output.OpenFolder(c.dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	defer func() { result.Held = result.Held.And(folder.Held().In(c.dir)) }()
	// Before anything else the mark that the folder is ours, and what may come of
	// the set: a set that is half made may be half uploaded.
	next := c.after()
	if err := folder.Put(changesDoubt, bytes.NewReader(next.text())); err != nil {
		return err
	}
	if !c.recorded {
		if err := folder.Put(changesNow, bytes.NewReader(output.Manifest{}.Text())); err != nil {
			return err
		}
	}
	if err := c.clear(folder); err != nil {
		return err
	}
	if err := c.copyAll(ctx, folder, result); err != nil {
		return err
	}
	return c.close(folder)
}

// clear takes out what an earlier set left; it would be uploaded with the rest.
func (c *changes) clear(folder *output.Folder) error {
	for _, p := range c.stale {
		if of, half := output.TemporaryOf(p); half {
			folder.Sweep(of)
			continue
		}
		if err := folder.Remove(p); err != nil {
			return err
		}
	}
	return nil
}

func (c *changes) copyAll(ctx context.Context, folder *output.Folder, result *Result) error {
	state := Progress{FilesTotal: len(c.send), BytesTotal: c.plan.Bytes}
	for _, file := range c.send {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.copy(folder, file); err != nil {
			return err
		}
		result.Sent++
		result.Bytes += file.Size
		state.Path, state.Files, state.Bytes = file.Path, result.Sent, result.Bytes
		c.opts.Progress(state)
	}
	return nil
}

// close puts the lists beside the files, and ends the set.
func (c *changes) close(folder *output.Folder) error {
	var list strings.Builder
	for _, p := range c.plan.Remove {
		list.WriteString(p + "\n")
	}
	text := c.tree.Files.Text()
	if err := folder.Put(UploadFolder+"/"+output.MarkerName, bytes.NewReader(text)); err != nil {
		return err
	}
	if err := folder.Put(DeleteList, strings.NewReader(list.String())); err != nil {
		return err
	}
	if err := folder.Sync(); err != nil {
		return err
	}
	if err := folder.Put(changesNow, bytes.NewReader(text)); err != nil {
		return err
	}
	if err := folder.Remove(changesFormer); err != nil && !gone(err) {
		return err
	}
	return folder.Sync()
}

func (c *changes) copy(folder *output.Folder, file output.File) error {
	source, err := c.tree.open(file, uncounted)
	if err != nil {
		return err
	}
	defer source.Close()
	return folder.Put(UploadFolder+"/"+file.Path, source)
}
