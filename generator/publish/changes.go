package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"tassei/generator/output"
)

// What lies in a folder of changes.
const (
	UploadFolder = "upload"               // the files to upload, with their folders
	DeleteList   = "delete.txt"           // the paths to delete on the server, one a line
	changesNow   = "published.txt"        // manifest of the tree that the server holds after the upload
	changesThen  = "published-before.txt" // manifest of the tree that it held before
)

// ChangesOptions are Options with what only [Changes] needs.
type ChangesOptions struct {
	Options
	// Since is what the server holds now, for a folder without a record; see
	// [Published]. Nil means that it holds nothing of ours.
	Since output.Manifest
	// Again makes the last set once more, with what changed since: for a set that
	// was never uploaded.
	Again bool
}

// Changes fills a folder for an upload by hand, as for a CMS: in "upload" only
// the files that changed since the last time, in "delete.txt" the paths that
// are to be deleted after the upload, and in "published.txt" the record of what
// is published then. The folder is taken as uploaded when it is filled the next
// time, unless Again is set. If nothing changed since, it is left as it is.
//
// Errors are those of [Send]. A file in "upload" that is not ours is a
// *ForeignError, unless Adopt is set, which removes it.
func Changes(ctx context.Context, tree Tree, dir string, opts ChangesOptions) (Result, error) {
	opts.Options = opts.filled()
	if err := tree.check(); err != nil {
		return Result{}, err
	}
	c, err := openChanges(dir, tree, opts)
	if err != nil {
		return Result{Plan: c.plan}, err
	}
	result := Result{Plan: c.plan}
	if c.plan.Empty() && c.recorded {
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
func PreviewChanges(tree Tree, dir string, opts ChangesOptions) (Plan, error) {
	opts.Options = opts.filled()
	if err := tree.check(); err != nil {
		return Plan{}, err
	}
	c, err := openChanges(dir, tree, opts)
	return c.plan, err
}

// changes is a folder of changes and what is to be done with it.
type changes struct {
	dir      string
	tree     Tree
	opts     ChangesOptions
	base     output.Manifest // what the server is taken to hold
	diff     output.Difference
	plan     Plan
	recorded bool     // the folder has a record
	stale    []string // in the upload folder, not part of the new set
}

func openChanges(dir string, tree Tree, opts ChangesOptions) (changes, error) {
	c := changes{dir: dir, tree: tree, opts: opts, base: opts.Since}
	files := os.DirFS(dir)
	now, err := readChanges(files, changesNow)
	if err != nil {
		return c, err
	}
	then, err := readChanges(files, changesThen)
	if err != nil {
		return c, err
	}
	c.recorded = now != nil
	switch {
	case c.recorded && opts.Again:
		c.base = then
	case c.recorded:
		c.base = now
	}
	c.diff = output.Compare(c.base, tree.Files)
	c.plan = Plan{Add: c.diff.Added, Change: c.diff.Changed, Same: c.diff.Same, First: c.base == nil}
	for _, file := range slices.Concat(c.diff.Added, c.diff.Changed) {
		c.plan.Bytes += file.Size
	}
	for _, file := range c.diff.Removed {
		c.plan.Remove = append(c.plan.Remove, file.Path)
	}
	if err := c.lookAround(files, now); err != nil {
		return c, err
	}
	return c, checkGuards(c.base, tree.Files, opts.Options)
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
func (c *changes) lookAround(files fs.FS, now output.Manifest) error {
	wanted := map[string]bool{output.MarkerName: true}
	for _, file := range slices.Concat(c.diff.Added, c.diff.Changed) {
		wanted[file.Path] = true
	}
	var foreign []string
	err := fs.WalkDir(files, UploadFolder, func(p string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		inside := strings.TrimPrefix(p, UploadFolder+"/")
		if _, listed := now.Find(inside); !listed && inside != output.MarkerName && !(c.recorded && wanted[inside]) {
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
	if !c.recorded {
		// The mark that the folder is ours, before anything else is in it.
		if err := folder.Put(changesNow, bytes.NewReader(c.base.Text())); err != nil {
			return err
		}
	}
	for _, p := range c.stale {
		if err := folder.Remove(p); err != nil {
			return err
		}
	}
	send := slices.Concat(c.diff.Added, c.diff.Changed)
	state := Progress{FilesTotal: len(send), BytesTotal: c.plan.Bytes}
	for _, file := range send {
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
	var list strings.Builder
	for _, p := range c.plan.Remove {
		list.WriteString(p + "\n")
	}
	text := c.tree.Files.Text()
	for _, f := range []struct {
		name string
		text []byte
	}{
		{UploadFolder + "/" + output.MarkerName, text},
		{DeleteList, []byte(list.String())},
		{changesThen, c.base.Text()},
	} {
		if err := folder.Put(f.name, bytes.NewReader(f.text)); err != nil {
			return err
		}
	}
	if err := folder.Sync(); err != nil {
		return err
	}
	if err := folder.Put(changesNow, bytes.NewReader(text)); err != nil {
		return err
	}
	return folder.Sync()
}

func (c *changes) copy(folder *output.Folder, file output.File) error {
	source, err := c.tree.FS.Open(file.Path)
	if err != nil {
		return &SourceError{Path: file.Path, Err: err}
	}
	defer source.Close()
	return folder.Put(UploadFolder+"/"+file.Path,
		&checked{file: file, r: source, hash: sha256.New(), count: func(int64) {}})
}
