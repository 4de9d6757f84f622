package publish

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"tassei/generator/ordinary"
	"tassei/generator/output"
)

// previewZip compares with the manifest in the zip that is there. What stops a
// run is the same as for a folder: a zip that is not ours, files that somebody
// added to it, for it is written whole, and the guards.
func previewZip(tree Tree, name string, opts Options) (Plan, error) {
	plan := Plan{First: true}
	old, added, err := lookIntoZip(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err == nil:
		plan.First = false
	case errors.As(err, new(*fs.PathError)): // what cannot be read at all
		return plan, refuse("read", name, err)
	case opts.Adopt:
	case errors.Is(err, output.ErrNewerFormat):
		return plan, &RecordError{Path: output.MarkerName, Err: err}
	default:
		return plan, &ForeignError{Target: name, Paths: []string{name}}
	}
	d := output.Compare(old, tree.Files)
	plan.Add, plan.Change, plan.Same = d.Added, d.Changed, d.Same
	plan.Remove, plan.Bytes = output.Manifest(d.Removed).Paths(), tree.Files.Bytes()
	if len(added) > 0 && !opts.Adopt {
		return plan, &ForeignError{Target: name, Paths: added}
	}
	if err := checkUnseen(name, old, modified(name), tree.Files, opts); err != nil {
		return plan, err
	}
	return plan, checkGuards(old, tree.Files, opts)
}

func modified(name string) func() time.Time {
	return func() time.Time {
		found, err := os.Stat(name)
		if err != nil {
			return time.Time{}
		}
		return found.ModTime()
	}
}

// lookIntoZip reads the manifest in a zip, and names the files that it does not
// list. Only a zip of ours has one.
func lookIntoZip(name string) (listed output.Manifest, added []string, err error) {
	file, err := ordinary.Open(name) // a pipe would be waited for
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, nil, err
	}
	archive, err := zip.NewReader(file, info.Size())
	if err != nil {
		return nil, nil, err
	}
	f, err := archive.Open(output.MarkerName)
	if err != nil {
		return nil, nil, output.ErrNotManifest
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostRecord))
	if err != nil {
		return nil, nil, output.ErrNotManifest
	}
	if listed, err = output.ParseManifest(string(text)); err != nil {
		return nil, nil, err
	}
	for _, file := range archive.File {
		_, ours := listed.Find(file.Name)
		if !ours && file.Name != output.MarkerName && !strings.HasSuffix(file.Name, "/") {
			added = append(added, file.Name)
		}
	}
	slices.Sort(added)
	return listed, added, nil
}

// sendZip writes the zip whole or not at all. It is small work, so it is done
// again even if nothing changed: the bytes are the same then.
func sendZip(ctx context.Context, tree Tree, name string, opts Options) (Result, error) {
	plan, err := previewZip(tree, name, opts)
	if err != nil {
		return Result{Plan: plan}, err
	}
	file, err := output.Replace(name)
	if err != nil {
		return Result{Plan: plan}, refuse("write", name, err)
	}
	defer file.Abort()
	state := Progress{FilesTotal: len(tree.Files), BytesTotal: plan.Bytes}
	paths := append(tree.Files.Paths(), output.MarkerName)
	slices.Sort(paths)
	err = output.Zip(file, paths, func(path string) (io.ReadCloser, error) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		f, listed := tree.Files.Find(path)
		if !listed {
			return io.NopCloser(bytes.NewReader(tree.Files.Text())), nil
		}
		source, err := tree.open(f, uncounted)
		if err == nil {
			state.Path = path
			state.Files++
			state.Bytes += f.Size
			opts.Progress(state)
		}
		return source, err
	})
	if err != nil {
		if ctx.Err() != nil {
			return Result{Plan: plan}, ctx.Err()
		}
		return Result{Plan: plan}, refuse("write", name, first(err))
	}
	if err := file.Commit(); err != nil {
		return Result{Plan: plan}, refuse("write", name, err)
	}
	return Result{Plan: plan, Sent: len(tree.Files), Bytes: plan.Bytes, There: tree.Files}, nil
}

// zipRemote is a zip that is only read.
type zipRemote struct {
	readOnly
	archive *zip.ReadCloser
}

func (z zipRemote) read(_ context.Context, p string) (io.ReadCloser, error) {
	f, err := z.archive.Open(p)
	return f, refuse("read", p, err)
}

func (z zipRemote) close() error { return z.archive.Close() }
