package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"

	"tassei/generator/output"
)

// The last publish can be undone. Before a run changes anything at a target it
// reads back what it is going to replace or remove, and keeps it in the folder
// Options.Kept: each file under its digest, with the manifest that lay at the
// target ("before") and the one that is to lie there ("after"). Whatever the
// run does not touch stays at the target, so these two are the whole former
// site. Undoing is a publish of that; it keeps what it replaces in its turn, so
// that it can be undone itself.
const (
	keptBefore = "before"
	keptAfter  = "after"
)

// kept is what lies in such a folder.
type kept struct {
	dir           string
	before, after output.Manifest
}

// openKept reads it; ok is false where nothing, or nothing whole, was kept.
func openKept(dir string) (k kept, ok bool) {
	k.dir = dir
	var wrong, also error
	k.before, wrong = output.ManifestIn(os.DirFS(dir), keptBefore)
	k.after, also = output.ManifestIn(os.DirFS(dir), keptAfter)
	return k, wrong == nil && also == nil
}

// Open gives a file of the former site, if its bytes were kept.
func (k kept) Open(path string) (fs.File, error) {
	file, listed := k.before.Find(path)
	if !listed {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return os.DirFS(k.dir).Open(hex.EncodeToString(file.Sum[:]))
}

func (k kept) has(file output.File) bool {
	info, err := os.Stat(filepath.Join(k.dir, hex.EncodeToString(file.Sum[:])))
	return err == nil && info.Mode().IsRegular() && info.Size() == file.Size
}

// Back undoes the last publish to a target: what lay there before it lies there
// again. Options.Kept must be the folder that the publish was given. It does
// nothing, and gives a *BackError, if nothing was kept, if the target holds
// something else than the publish left there, or if the bytes of a file could
// not be kept. The other errors are those of [Send]. The guards are lifted: what
// comes back was public before.
func Back(ctx context.Context, target string, opts Options) (Result, error) {
	e, err := backEngine(target, opts)
	if err != nil {
		return Result{}, err
	}
	defer e.line.close()
	result, err := e.run(ctx)
	if err == nil {
		result.Undoable = e.turnKept()
	}
	return result, err
}

// PreviewBack says what Back would change and changes nothing.
func PreviewBack(ctx context.Context, target string, opts Options) (Plan, error) {
	e, err := backEngine(target, opts)
	if err != nil {
		return Plan{}, err
	}
	return e.preview(ctx)
}

func backEngine(target string, opts Options) (*engine, error) {
	opts = opts.filled()
	place, err := parseTarget(target)
	if err != nil {
		return nil, err
	}
	k, ok := openKept(opts.Kept)
	if opts.Kept == "" || !ok || place.scheme == schemeZip {
		return nil, &BackError{Target: target, Reason: BackNothing}
	}
	tree := Tree{FS: k, Files: k.before}
	if err := tree.check(); err != nil {
		return nil, err
	}
	opts.Over, opts.MaxRemove, opts.Allow = true, 1, Allow{Removals: true, FewerPages: true, Years: true, Seals: true}
	e, err := newEngine(place, tree, opts)
	if err != nil {
		return nil, err
	}
	e.back = &k
	return e, nil
}

// checkBack sees that the target holds what the undone publish left there, be it
// whole or cut off, and that all that must be sent is at hand.
func (e *engine) checkBack(j *job) error {
	if e.back == nil {
		return nil
	}
	if mark := j.state.mark; mark != digest(e.back.after.Text()) && mark != digest(e.back.before.Text()) {
		return &BackError{Target: e.place.text, Reason: BackChanged}
	}
	var lacking []string
	for _, it := range j.items {
		if !e.back.has(it.file) {
			lacking = append(lacking, it.file.Path)
		}
	}
	if len(lacking) > 0 {
		slices.Sort(lacking)
		return &BackError{Target: e.place.text, Reason: BackLacking, Paths: lacking}
	}
	return nil
}

// keep reads back and keeps what the run will replace or remove. A disk that
// takes nothing here does not stop a publish: then it cannot be undone.
func (e *engine) keep(ctx context.Context, j *job) error {
	if e.opts.Kept == "" || j.state.manifest == nil {
		return nil
	}
	before := j.state.manifest.Text()
	dir := e.opts.Kept
	old, ok := openKept(dir)
	if e.back == nil && (!ok || !bytes.Equal(old.before.Text(), before)) {
		if _, err := output.RemoveTree(dir); err != nil {
			return nil
		}
	}
	folder, err := output.OpenFolder(dir)
	if err != nil {
		return nil
	}
	defer folder.Close()
	whole, err := e.keepFiles(ctx, folder, j.state.manifest)
	if err != nil || !whole || e.back != nil {
		return err
	}
	// The list of what was there comes last: without it nothing counts.
	if folder.Put(keptAfter, bytes.NewReader(e.tree.Files.Text())) == nil && folder.Sync() == nil &&
		folder.Put(keptBefore, bytes.NewReader(before)) == nil {
		_ = folder.Sync()
	}
	return nil
}

// keepFiles keeps the files of a manifest that are not in the tree. What holds
// other bytes at the target by now, and what is gone, is passed over. whole is
// false if the disk did not take one.
func (e *engine) keepFiles(ctx context.Context, folder *output.Folder, before output.Manifest) (whole bool, err error) {
	var list []output.File
	for _, file := range before {
		name := hex.EncodeToString(file.Sum[:])
		if stays, ok := e.tree.Files.Find(file.Path); ok && stays.Sum == file.Sum {
			continue
		}
		if info, err := fs.Stat(folder.FS(), name); err == nil && info.Size() == file.Size {
			continue
		}
		list = append(list, file)
	}
	keeping := &keeping{engine: e, folder: folder, twins: map[sum]*sync.Mutex{}}
	for _, file := range list {
		keeping.twins[file.Sum] = &sync.Mutex{}
	}
	err = each(ctx, e.parallel(), len(list), func(ctx context.Context, i int) error {
		switch file := list[i]; {
		case keeping.lacks.Load(): // what cannot be kept whole is not read any further
			return nil
		case file.Size > mostAtOnce:
			return keeping.large(ctx, file)
		default:
			return keeping.small(ctx, file)
		}
	})
	return !keeping.lacks.Load(), err
}

// mostAtOnce is how many bytes of a file are held in memory; of larger ones a piece at
// a time goes to the disk.
const mostAtOnce = 8 << 20

// keeping is what keeps files, several at once.
type keeping struct {
	engine *engine
	mu     sync.Mutex
	folder *output.Folder
	twins  map[sum]*sync.Mutex // files of the same bytes are kept one after the other
	lacks  atomic.Bool         // the disk did not take one
}

// small keeps a file that is read whole before anything is written.
func (k *keeping) small(ctx context.Context, file output.File) error {
	var data []byte
	err := k.engine.read(ctx, file.Path, file.Size, func(f io.Reader) (err error) {
		data, err = io.ReadAll(io.LimitReader(f, file.Size+1))
		return err
	})
	if gone(err) {
		return nil
	}
	if err != nil || sha256.Sum256(data) != file.Sum {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.folder.Put(hex.EncodeToString(file.Sum[:]), bytes.NewReader(data)) != nil {
		k.lacks.Store(true)
	}
	return nil
}

// large keeps a file that is written while it is read, by a hand of its own: nobody waits for it.
func (k *keeping) large(ctx context.Context, file output.File) error {
	twin := k.twins[file.Sum]
	twin.Lock()
	defer twin.Unlock()
	name := hex.EncodeToString(file.Sum[:])
	if info, err := fs.Stat(k.folder.FS(), name); err == nil && info.Size() == file.Size {
		return nil
	}
	folder, err := output.OpenFolder(k.engine.opts.Kept)
	if err != nil {
		k.lacks.Store(true)
		return nil
	}
	defer folder.Close()
	err = k.engine.read(ctx, file.Path, file.Size, func(f io.Reader) error {
		var wrong *SourceError
		err := folder.Put(name, check(file, f, uncounted))
		if err == nil {
			err = folder.Sync()
		}
		switch {
		case err == nil || errors.As(err, &wrong) && wrong.Changed:
			return nil
		case wrong != nil:
			return wrong.Err // the line's, which may be tried again
		}
		k.lacks.Store(true)
		return nil
	})
	if gone(err) {
		return nil
	}
	return err
}

// turnKept makes what was undone what can be brought back: the two manifests
// change places, and files of neither go. Of a publish that was cut off not all was
// ever there to be kept: then nothing is turned.
func (e *engine) turnKept() bool {
	for _, file := range e.back.after {
		if was, ok := e.back.before.Find(file.Path); (!ok || was.Sum != file.Sum) && !e.back.has(file) {
			return false
		}
	}
	folder, err := output.OpenFolder(e.back.dir)
	if err != nil {
		return false
	}
	defer folder.Close()
	before, after := e.back.before.Text(), e.back.after.Text()
	if folder.Put(keptAfter, bytes.NewReader(before)) != nil || folder.Put(keptBefore, bytes.NewReader(after)) != nil {
		return false
	}
	wanted := map[string]bool{}
	for _, file := range e.back.after {
		wanted[hex.EncodeToString(file.Sum[:])] = true
	}
	entries, _ := fs.ReadDir(folder.FS(), ".")
	for _, entry := range entries {
		if name := entry.Name(); len(name) == 64 && !wanted[name] {
			_ = folder.Remove(name)
		}
	}
	_ = folder.Sync()
	return true
}
