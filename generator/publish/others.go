package publish

import (
	"context"
	"slices"
	"strings"
	"time"

	"tassei/generator/output"
)

// Other people publish to the same place, from a copy of the city's files that
// is newer or older than ours, or something else altogether.

// unseen finds what a publish would take back of what others published since
// this copy knew the target: before is what it knew, now what is there, next
// what is to come. A file that they changed and that would be as it was before
// is taken back. If nothing is as they left it, all that they changed is, for
// then theirs cannot have been the ground of ours.
func unseen(before, now, next output.Manifest) []string {
	at := func(m output.Manifest, p string) (sum, bool) {
		file, listed := m.Find(p)
		return file.Sum, listed
	}
	var theirs, back []string
	grounded := false
	for _, p := range changedBetween(before, now) {
		// What has its content in its name comes and goes with the page that loads
		// it, and twins with an option.
		if hashedName(p) || untwin(p) != p {
			continue
		}
		theirs = append(theirs, p)
		old, hadOld := at(before, p)
		there, hasThere := at(now, p)
		new, hasNew := at(next, p)
		switch {
		case new == there && hasNew == hasThere:
			grounded = true
		case new == old && hasNew == hadOld:
			back = append(back, p)
		}
	}
	if len(back) == 0 && !grounded {
		return theirs
	}
	return back
}

func changedBetween(a, b output.Manifest) []string {
	d := output.Compare(a, b)
	list := output.Manifest(slices.Concat(d.Added, d.Changed, d.Removed)).Paths()
	slices.Sort(list)
	return list
}

// checkUnseen gives a *TakenBackError. A copy that never published there knows
// nothing and is believed.
func checkUnseen(target string, now output.Manifest, since func() time.Time, next output.Manifest, opts Options) error {
	if opts.Over || now == nil || len(opts.Known) == 0 {
		return nil
	}
	for _, known := range opts.Known {
		if slices.Equal(known, now) {
			return nil
		}
	}
	if paths := unseen(opts.Known[0], now, next); len(paths) > 0 {
		return &TakenBackError{Target: target, Paths: paths, Since: since()}
	}
	return nil
}

// since is when the manifest was put where it is, as far as the target tells.
func (e *engine) since(ctx context.Context) func() time.Time {
	return func() time.Time {
		found, err := e.stat(ctx, output.MarkerName)
		if err != nil {
			return time.Time{}
		}
		return found.modified
	}
}

// checkOccupied looks, before the first publish, whether something else lies in
// the folder. Files that only steer a server belong to no site.
func (e *engine) checkOccupied(ctx context.Context) error {
	if !e.opts.OwnFolder || e.opts.Adopt {
		return nil
	}
	var names []string
	err := e.line.do(ctx, ".", 0, func(ctx context.Context, r remote) (err error) {
		names, err = r.names(ctx)
		return err
	})
	if gone(err) {
		return nil
	}
	if err != nil {
		return err
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		return strings.HasPrefix(name, ".") || slices.Contains(steering, strings.ToLower(name))
	})
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	return &OccupiedError{Target: e.place.text, Names: names}
}

var steering = []string{"robots.txt", "favicon.ico", "web.config", "lost+found"}

// checkBusy tells files of another run that is under way, or just was, from
// files that are not ours: what the records say has changed since they were
// read, or the files are those that the records announce.
func (e *engine) checkBusy(ctx context.Context, st state) error {
	again, err := e.load(ctx)
	if err != nil {
		return err
	}
	if again.text != st.text {
		return &BusyError{Target: e.place.text}
	}
	before := len(st.there)
	again.there = st.there
	if err := e.settle(ctx, &again); err != nil {
		return err
	}
	if len(again.there) > before {
		return &BusyError{Target: e.place.text}
	}
	return nil
}
