package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"path"
	"slices"
	"sync"

	"tassei/generator/output"
)

// chunk is how many files are under way between two progress records: after a
// broken line, so many at most are in doubt and are read back or sent again.
const chunk = 64

// engine carries a tree to a target.
type engine struct {
	place place
	tree  Tree
	opts  Options
	line  *line
	how   traits

	unreadable func() string // see way; nil for a target that is only read
	back       *kept         // what is brought back; nil for a publish

	mu     sync.Mutex
	state  Progress
	result Result
}

func newEngine(p place, tree Tree, opts Options) (*engine, error) {
	w, err := wayTo(p, opts)
	if err != nil {
		return nil, err
	}
	e := &engine{place: p, tree: tree, opts: opts, how: w.traits, unreadable: w.unreadable}
	e.line = &line{target: p.text, dial: w.dial, opts: opts, retry: e.retried}
	return e, nil
}

// way is how a place is reached.
type way struct {
	traits
	dial       func(context.Context) (remote, error)
	unreadable func() string // a file that could not be opened to everybody, or ""
}

func wayTo(p place, opts Options) (way, error) {
	readable := func() string { return "" }
	switch p.scheme {
	case schemeSFTP:
		t, err := newSFTP(p, opts)
		if err != nil {
			return way{}, err
		}
		return way{sftpTraits, t.dial, t.modes.unreadable}, nil
	case schemeFTPS:
		t, err := newFTPS(p, opts)
		if err != nil {
			return way{}, err
		}
		return way{ftpsTraits, t.dial, t.modes.unreadable}, nil
	case schemeS3:
		if _, err := s3Endpoint(opts.Env, s3Region(opts.Env)); err != nil {
			return way{}, err
		}
		return way{s3Traits, func(context.Context) (remote, error) { return newS3(p, opts) }, readable}, nil
	}
	return way{dirTraits, func(context.Context) (remote, error) { return openDir(p.path) }, readable}, nil
}

func (e *engine) parallel() int { return e.how.parallel }
func (e *engine) flat() bool    { return e.how.flat }

// run does the whole work.
func (e *engine) run(ctx context.Context) (Result, error) {
	j, err := e.prepare(ctx)
	e.result.Plan = j.plan
	if err != nil {
		return e.result, err
	}
	if j.plan.Empty() && !j.plan.Resumed && j.state.mark == digest(j.manifest) {
		e.result.There = e.tree.Files
		if j.state.stray {
			return e.result, e.remove(ctx, progressName)
		}
		return e.result, nil
	}
	e.state.FilesTotal, e.state.BytesTotal = len(j.items), j.plan.Bytes
	if err := e.keep(ctx, &j); err != nil {
		return e.result, err
	}
	err = e.carryOut(ctx, &j)
	slices.Sort(e.result.Kept)
	e.result.Held = e.result.Held.And(e.line.held())
	e.result.Unreadable = e.unreadable()
	return e.result, err
}

func (e *engine) carryOut(ctx context.Context, j *job) error {
	if err := e.mkdir(ctx, "."); err != nil {
		return err
	}
	plan := j.journal()
	text := plan.text()
	now := progress{run: plan.run, journal: digest(text)}
	if err := e.writeRecord(ctx, journalName, text); err != nil {
		return err
	}
	if err := e.writeRecord(ctx, progressName, now.text()); err != nil {
		return err
	}
	if err := e.makeFolders(ctx, j); err != nil {
		return err
	}
	if err := e.sendAll(ctx, j.items, &now); err != nil {
		return err
	}
	if err := e.writeRecord(ctx, output.MarkerName, j.manifest); err != nil {
		return err
	}
	e.result.There = e.tree.Files
	if err := e.sweep(ctx, j); err != nil {
		return err
	}
	if err := e.stillOurs(ctx, now); err != nil {
		return err
	}
	if err := e.remove(ctx, journalName); err != nil {
		return err
	}
	return e.remove(ctx, progressName)
}

func (e *engine) makeFolders(ctx context.Context, j *job) error {
	if e.flat() {
		return nil
	}
	for _, dir := range j.folders {
		if dir == "." || !j.absent[dir] {
			continue
		}
		if err := e.mkdir(ctx, dir); err != nil {
			return err
		}
	}
	return nil
}

// sendAll sends in chunks that never mix two phases. Before each, and at the
// end, the target learns how far the work is.
func (e *engine) sendAll(ctx context.Context, items []item, now *progress) error {
	sent := 0
	for part := range runs(items, chunk, func(it item) int { return it.phase }) {
		if err := e.mark(ctx, now, sent, sent+len(part)); err != nil {
			return err
		}
		err := each(ctx, e.parallel(), len(part), func(ctx context.Context, i int) error { return e.send(ctx, part[i].file) })
		if err != nil {
			return err
		}
		sent += len(part)
	}
	return e.mark(ctx, now, sent, sent)
}

func (e *engine) mark(ctx context.Context, now *progress, done, begun int) error {
	if err := e.stillOurs(ctx, *now); err != nil {
		return err
	}
	now.done, now.begun = done, begun
	return e.writeRecord(ctx, progressName, now.text())
}

// stillOurs sees to it that no other run has begun in the meantime: it would
// have left a progress record of another journal.
func (e *engine) stillOurs(ctx context.Context, now progress) error {
	text, err := e.readRecord(ctx, progressName)
	if err != nil {
		return err
	}
	found, err := parseProgress(string(text))
	if err != nil || found.journal != now.journal {
		return &OvertakenError{Target: e.place.text}
	}
	return nil
}

func (e *engine) send(ctx context.Context, file output.File) error {
	var counted int64
	err := e.line.do(ctx, file.Path, file.Size, func(ctx context.Context, r remote) error {
		// What a failed attempt had counted is taken back.
		e.report(file.Path, 0, -counted)
		counted = 0
		source, err := e.tree.open(file, func(n int64) {
			counted += n
			e.report(file.Path, 0, n)
		})
		if err != nil {
			return err
		}
		defer source.Close()
		return r.write(ctx, file, source)
	})
	if err != nil {
		return err
	}
	e.mu.Lock()
	e.result.Sent++
	e.result.Bytes += file.Size
	e.mu.Unlock()
	e.report(file.Path, 1, 0)
	return nil
}

func (e *engine) report(path string, files int, bytes int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.state.Path = path
	e.state.Files += files
	e.state.Bytes += bytes
	e.opts.Progress(e.state)
}

func (e *engine) retried(path string, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.state.Path, e.state.Retry = path, err
	e.opts.Progress(e.state)
	e.state.Retry = nil
}

// sweep removes what is no longer part of the tree, pages before what they
// load, and the folders that are empty then.
func (e *engine) sweep(ctx context.Context, j *job) error {
	var paths []string
	for part := range runs(j.leaving, len(j.leaving), func(l leaving) int { return l.phase }) {
		for _, l := range part {
			paths = append(paths, l.path)
		}
		err := each(ctx, e.parallel(), len(part), func(ctx context.Context, i int) error { return e.removeOurs(ctx, j, part[i]) })
		if err != nil {
			return err
		}
	}
	if err := e.sweepTemps(ctx, j); err != nil || e.flat() {
		return err
	}
	used := map[string]bool{}
	for _, dir := range folders(e.tree.Files.Paths()) {
		used[dir] = true
	}
	left := folders(paths)
	slices.Reverse(left) // the deepest first
	for _, dir := range left {
		if used[dir] || j.absent[dir] {
			continue
		}
		err := e.line.do(ctx, dir, 0, func(ctx context.Context, r remote) error { return r.removeDir(ctx, dir) })
		if err != nil {
			return err
		}
	}
	return nil
}

// removeOurs removes a file if it still holds what we wrote.
func (e *engine) removeOurs(ctx context.Context, j *job, l leaving) error {
	if j.absent[path.Dir(l.path)] {
		return nil
	}
	found, err := e.stat(ctx, l.path)
	if gone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	ours := found.kind == kindFile
	if ours {
		if ours, err = e.holds(ctx, l.path, l.sums); err != nil {
			return err
		}
	}
	e.mu.Lock()
	if ours {
		e.result.Removed++
	} else {
		e.result.Kept = append(e.result.Kept, l.path)
	}
	e.mu.Unlock()
	if !ours {
		return nil
	}
	return e.remove(ctx, l.path)
}

// sweepTemps removes what an interrupted run left half written and this one had
// no reason to write.
func (e *engine) sweepTemps(ctx context.Context, j *job) error {
	if e.flat() {
		return nil
	}
	written := map[string]bool{}
	for _, it := range j.items {
		written[it.file.Path] = true
	}
	for _, p := range j.state.begun {
		if written[p] || j.absent[path.Dir(p)] {
			continue
		}
		err := e.line.do(ctx, p, 0, func(ctx context.Context, r remote) error { return r.remove(ctx, e.how.temp(p)) })
		// It is in nobody's way: where the target refuses, the next run tries again.
		if refused := (*RefusedError)(nil); errors.As(err, &refused) {
			e.result.Held = e.result.Held.And(&output.Held{Path: refused.Path, Files: 1, Err: err})
			continue
		}
		if err != nil && !gone(err) {
			return err
		}
	}
	return nil
}

func (e *engine) remove(ctx context.Context, path string) error {
	return e.line.do(ctx, path, 0, func(ctx context.Context, r remote) error {
		if err := r.remove(ctx, path); !gone(err) {
			return err
		}
		return nil
	})
}

func (e *engine) mkdir(ctx context.Context, dir string) error {
	return e.line.do(ctx, dir, 0, func(ctx context.Context, r remote) error { return r.mkdir(ctx, dir) })
}

func (e *engine) writeRecord(ctx context.Context, name string, text []byte) error {
	file := output.File{Path: name, Size: int64(len(text)), Sum: sha256.Sum256(text)}
	return e.line.do(ctx, name, file.Size, func(ctx context.Context, r remote) error {
		return r.write(ctx, file, bytes.NewReader(text))
	})
}

func gone(err error) bool { return errors.Is(err, fs.ErrNotExist) }
