package publish

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"

	"tassei/generator/output"
)

// Plan is what a run changes on the target. The lists are sorted by path.
type Plan struct {
	Add     []output.File // where nothing is yet
	Change  []output.File // with the new size and digest
	Remove  []string      // what an earlier manifest of ours lists and the tree does not hold
	Same    int           // files that are there already
	Bytes   int64         // to send
	First   bool          // nothing of ours is there yet
	Resumed bool          // an interrupted run is gone on with
	// Unconfirmed counts, for a folder of changes, the paths of earlier sets of
	// which nobody has seen whether they reached the server.
	Unconfirmed int
}

// Empty reports whether there is nothing to do.
func (p Plan) Empty() bool { return len(p.Add)+len(p.Change)+len(p.Remove) == 0 }

// Lines gives the plan as text, one line a file: a sign (+ new, ~ changed,
// - removed), a space and the path, sorted by path.
func (p Plan) Lines() []string {
	type line struct{ sign, path string }
	var lines []line
	for _, file := range p.Add {
		lines = append(lines, line{"+", file.Path})
	}
	for _, file := range p.Change {
		lines = append(lines, line{"~", file.Path})
	}
	for _, path := range p.Remove {
		lines = append(lines, line{"-", path})
	}
	slices.SortFunc(lines, func(a, b line) int { return cmp.Compare(a.path, b.path) })
	text := make([]string, len(lines))
	for i, l := range lines {
		text[i] = l.sign + " " + l.path
	}
	return text
}

// item is a file to send.
type item struct {
	file  output.File
	op    byte  // opAdd or opChange
	olds  []sum // for opChange: what may be there
	phase int
}

// leaving is a file to remove.
type leaving struct {
	path  string
	sums  []sum // what it must hold to be ours
	phase int
}

// job is a plan with all that is needed to carry it out.
type job struct {
	plan     Plan
	state    state
	items    []item    // in the order in which they are sent
	leaving  []leaving // in the order in which they are removed
	same     []output.File
	folders  []string // that must exist, parents first
	absent   map[string]bool
	manifest []byte
}

// prepare finds out what is to be done. With a *ForeignError or *GuardError the
// job's plan is complete all the same.
func (e *engine) prepare(ctx context.Context) (job, error) {
	st, err := e.load(ctx)
	if err != nil {
		return job{}, err
	}
	if err := e.settle(ctx, &st); err != nil {
		return job{}, err
	}
	j := e.compare(st)
	foreign, err := e.look(ctx, &j)
	if err != nil {
		return j, err
	}
	j.sort()
	j.count()
	if len(foreign) > 0 {
		if err := e.checkBusy(ctx, st); err != nil {
			return j, err
		}
		slices.Sort(foreign)
		return j, &ForeignError{Target: e.place.text, Paths: slices.Compact(foreign)}
	}
	if j.plan.First && !st.resumed {
		if err := e.checkOccupied(ctx); err != nil {
			return j, err
		}
	}
	if err := e.checkBack(&j); err != nil {
		return j, err
	}
	if err := checkUnseen(e.place.text, st.manifest, e.since(ctx), e.tree.Files, e.opts); err != nil {
		return j, err
	}
	return j, checkGuards(st.manifest, e.tree.Files, e.opts)
}

// preview is prepare for its plan alone.
func (e *engine) preview(ctx context.Context) (Plan, error) {
	defer e.line.close()
	j, err := e.prepare(ctx)
	return j.plan, err
}

// settle looks at the files that an interrupted run had begun where nothing
// was: each is ours, or somebody else's, or not there.
func (e *engine) settle(ctx context.Context, st *state) error {
	list := slices.SortedFunc(maps.Values(st.unsure), output.ByPath)
	var mu sync.Mutex
	return each(ctx, e.parallel(), len(list), func(ctx context.Context, i int) error {
		found, err := e.holds(ctx, list[i].Path, []sum{list[i].Sum})
		if err == nil && found {
			mu.Lock()
			st.there[list[i].Path] = list[i]
			mu.Unlock()
		}
		return err
	})
}

// compare tells what differs by the records alone.
func (e *engine) compare(st state) job {
	j := job{state: st, manifest: e.tree.Files.Text(), absent: map[string]bool{}}
	for _, file := range e.tree.Files {
		there, known := st.there[file.Path]
		olds, perhaps := st.maybe[file.Path]
		switch {
		case known && there.Sum == file.Sum && !e.opts.Everything:
			j.same = append(j.same, file)
		case known:
			j.items = append(j.items, item{file: file, op: opChange, olds: []sum{there.Sum}})
		case perhaps:
			j.items = append(j.items, item{file: file, op: opChange, olds: olds})
		default:
			j.items = append(j.items, item{file: file, op: opAdd})
		}
	}
	leave := func(p string, sums []sum) {
		if _, stays := e.tree.Files.Find(p); !stays {
			j.leaving = append(j.leaving, leaving{path: p, sums: sums, phase: phase(p, false)})
		}
	}
	for p, file := range st.there {
		leave(p, []sum{file.Sum})
	}
	for p, sums := range st.maybe {
		leave(p, sums)
	}
	return j
}

// look finds out which folders are there and whether something lies on the
// paths where we know of nothing of ours. It returns what is not ours.
func (e *engine) look(ctx context.Context, j *job) ([]string, error) {
	foreign, err := e.lookFolders(ctx, j)
	if err != nil {
		return nil, err
	}
	var check []int
	for i, it := range j.items {
		if it.op == opAdd && !j.absent[path.Dir(it.file.Path)] {
			check = append(check, i)
		}
	}
	var mu sync.Mutex
	err = each(ctx, e.parallel(), len(check), func(ctx context.Context, n int) error {
		it := &j.items[check[n]]
		found, err := e.stat(ctx, it.file.Path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		mu.Lock()
		defer mu.Unlock()
		if !e.opts.Adopt || found.kind != kindFile {
			foreign = append(foreign, it.file.Path)
			return nil
		}
		// It is ours from now on, but not until it was written.
		it.op = opChange
		return nil
	})
	return foreign, err
}

// lookFolders sees which of the needed folders exist. A link in the place of a
// folder would lead out of the root, so it is as foreign as a file.
func (e *engine) lookFolders(ctx context.Context, j *job) (foreign []string, err error) {
	var paths []string
	for _, it := range j.items {
		paths = append(paths, it.file.Path)
	}
	j.folders = folders(paths)
	for _, l := range j.leaving {
		paths = append(paths, l.path)
	}
	if e.flat() {
		return nil, nil
	}
	var mu sync.Mutex
	all := folders(paths)
	for level := range runs(all, len(all), depth) {
		err := each(ctx, e.parallel(), len(level), func(ctx context.Context, i int) error {
			dir := level[i]
			mu.Lock()
			gone := dir != "." && j.absent[path.Dir(dir)]
			mu.Unlock()
			var found info
			err := fs.ErrNotExist
			if !gone {
				found, err = e.stat(ctx, dir)
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case errors.Is(err, fs.ErrNotExist):
				j.absent[dir] = true
			case err != nil:
				return err
			case found.kind != kindDir:
				foreign = append(foreign, dir)
				j.absent[dir] = true
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return foreign, nil
}

func (j *job) sort() {
	for i := range j.items {
		it := &j.items[i]
		it.phase = phase(it.file.Path, it.op == opAdd)
	}
	slices.SortFunc(j.items, func(a, b item) int { return inOrder(a.file.Path, b.file.Path, a.phase, b.phase) })
	slices.SortFunc(j.leaving, func(a, b leaving) int { return -inOrder(a.path, b.path, a.phase, b.phase) })
}

func (j *job) count() {
	p := Plan{
		Same:    len(j.same),
		First:   len(j.state.there)+len(j.state.maybe) == 0 && j.state.mark == "-",
		Resumed: j.state.resumed,
	}
	for _, it := range j.items {
		p.Bytes += it.file.Size
		if it.op == opAdd {
			p.Add = append(p.Add, it.file)
		} else {
			p.Change = append(p.Change, it.file)
		}
	}
	for _, l := range j.leaving {
		p.Remove = append(p.Remove, l.path)
	}
	slices.SortFunc(p.Add, output.ByPath)
	slices.SortFunc(p.Change, output.ByPath)
	slices.Sort(p.Remove)
	j.plan = p
}

// journal says what the job is going to do.
func (j *job) journal() journal {
	out := journal{run: j.state.run + 1, from: j.state.mark, to: digest(j.manifest)}
	for _, file := range j.same {
		out.entries = append(out.entries, entry{op: opSame, sums: []sum{file.Sum}, size: file.Size, path: file.Path})
	}
	for _, it := range j.items {
		out.entries = append(out.entries, entry{
			op: it.op, sums: append([]sum{it.file.Sum}, it.olds...), size: it.file.Size, path: it.file.Path,
		})
	}
	for _, l := range j.leaving {
		out.entries = append(out.entries, entry{op: opRemove, sums: l.sums, path: l.path})
	}
	return out
}

func (e *engine) stat(ctx context.Context, path string) (info, error) {
	var found info
	err := e.line.do(ctx, path, 0, func(ctx context.Context, r remote) (err error) {
		found, err = r.stat(ctx, path)
		return err
	})
	return found, err
}

// holds reports whether a file is there and has one of the digests.
func (e *engine) holds(ctx context.Context, path string, sums []sum) (bool, error) {
	found, err := e.stat(ctx, path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && found.kind != kindFile {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	got, _, err := e.digest(ctx, path, found.size)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return slices.Contains(sums, got), err
}

// digest reads a file back. size is how many bytes are expected.
func (e *engine) digest(ctx context.Context, path string, size int64) (sum, int64, error) {
	var got sum
	var n int64
	err := e.read(ctx, path, max(size, 0), func(f io.Reader) (err error) {
		h := sha256.New()
		n, err = io.Copy(h, f)
		h.Sum(got[:0])
		return err
	})
	return got, n, err
}

// read has a file of the target taken in, from its beginning each time that the line
// breaks. size is how many bytes are expected.
func (e *engine) read(ctx context.Context, path string, size int64, take func(io.Reader) error) error {
	return e.line.do(ctx, path, size, func(ctx context.Context, r remote) error {
		f, err := r.read(ctx, path)
		if err != nil {
			return err
		}
		defer f.Close()
		return take(f)
	})
}
