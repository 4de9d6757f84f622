package publish

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"tassei/generator/output"
)

// readBack looks at the server itself: at every path of the new tree, of the
// manifest that lies there and of the folder's own records. It replaces what is
// believed by what is seen, and returns what was meant to be published last.
func (c *changes) readBack(ctx context.Context) (output.Manifest, error) {
	e, err := reader(c.opts.Since, c.opts.Options)
	if err != nil {
		return nil, err
	}
	defer e.line.close()
	marker, refused := e.readRecord(ctx, output.MarkerName)
	if refused != nil && !isRefused(refused) {
		return nil, refused
	}
	// A server may hand out a page of its own in place of what it has not.
	listed, err := output.ParseManifest(string(marker))
	if errors.Is(err, output.ErrNewerFormat) {
		return nil, &RecordError{Path: output.MarkerName, Err: err}
	}
	// Many web servers keep files that begin with a dot to themselves.
	hidden := e.place.scheme == schemeHTTP && err != nil
	seen, err := e.see(ctx, c.wanted(listed))
	if err != nil {
		return nil, err
	}
	if err := c.checkOthers(ctx, e, listed, seen); err != nil {
		return nil, err
	}
	before := c.record.tree
	if before == nil {
		before = listed
	}
	c.known = belief{tree: nil, doubt: map[string]maybe{}}
	for p, m := range seen {
		if _, stays := c.tree.Files.Find(p); !stays && c.strange(p, m, listed) {
			c.kept = append(c.kept, p)
			continue
		}
		if !m.empty() {
			c.known.doubt[p] = m
		}
	}
	slices.Sort(c.kept)
	if !hidden && !isRefused(refused) && string(marker) != string(c.tree.Files.Text()) {
		c.marker = opChange
		if marker == nil {
			c.marker = opAdd
		}
	}
	return before, nil
}

// checkOthers looks whether sets were uploaded from another folder than this:
// the manifest and the file agree on bytes that no set of ours had.
func (c *changes) checkOthers(ctx context.Context, e *engine, listed output.Manifest, seen map[string]maybe) error {
	if c.record.tree == nil {
		return nil
	}
	opts := c.opts.Options
	opts.Known = []output.Manifest{c.record.tree}
	for _, file := range listed {
		if seen[file.Path].is(file.Sum) && !slices.Contains(c.record.at(file.Path).sums, file.Sum) {
			return checkUnseen(c.opts.Since, listed, e.since(ctx), c.tree.Files, opts)
		}
	}
	return nil
}

// wanted lists the paths to look at.
func (c *changes) wanted(listed output.Manifest) []string {
	set := map[string]bool{}
	for _, files := range []output.Manifest{c.tree.Files, listed} {
		for _, file := range files {
			set[file.Path] = true
		}
	}
	for _, p := range c.record.paths() {
		set[p] = true
	}
	return slices.Sorted(maps.Keys(set))
}

// strange reports whether a file that is due to go holds bytes that no set of
// ours had there.
func (c *changes) strange(p string, seen maybe, listed output.Manifest) bool {
	file, found := listed.Find(p)
	return slices.ContainsFunc(seen.sums, func(s sum) bool {
		return !slices.Contains(c.record.at(p).sums, s) && !(found && file.Sum == s)
	})
}

// see reads files back. What the server does not hand out is unseen.
func (e *engine) see(ctx context.Context, paths []string) (map[string]maybe, error) {
	seen := map[string]maybe{}
	var mu sync.Mutex
	e.state.FilesTotal = len(paths)
	err := each(ctx, e.parallel(), len(paths), func(ctx context.Context, i int) error {
		got, n, err := e.digest(ctx, paths[i], 0)
		m := certainly(got)
		switch {
		case gone(err):
			m = maybe{absent: true}
		case isRefused(err):
			m = maybe{unseen: true}
		case err != nil:
			return err
		}
		mu.Lock()
		seen[paths[i]] = m
		mu.Unlock()
		e.report(paths[i], 1, n)
		return nil
	})
	return seen, err
}
