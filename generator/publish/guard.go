package publish

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/output"
)

// checkGuards compares what is published with what is about to be: a site that
// lost most of its pages, or a year that was published and is gone, is nearly
// always a mistake in the data and not what anybody meant.
func checkGuards(old, new output.Manifest, opts Options) error {
	if len(old) == 0 {
		return nil
	}
	d := output.Compare(old, new)
	for _, guard := range []struct {
		stops  error
		lifted bool
	}{
		{guardSeals(old, d), opts.Allow.Seals}, {guardYears(old, d), opts.Allow.Years},
		{guardPages(old, new), opts.Allow.FewerPages}, {guardRemovals(old, new, d, opts.MaxRemove), opts.Allow.Removals},
	} {
		if guard.stops != nil && !guard.lifted {
			return guard.stops
		}
	}
	return nil
}

func guardRemovals(old, new output.Manifest, d output.Difference, limit float64) error {
	var gone []string
	for _, file := range d.Removed {
		// Twins come and go with an option; their file stays.
		if base := untwin(file.Path); base != file.Path {
			if _, stays := new.Find(base); stays {
				continue
			}
		}
		gone = append(gone, file.Path)
	}
	of := len(pathsOf(old, func(p string) bool { return untwin(p) == p }))
	if float64(len(gone)) <= limit*float64(of) {
		return nil
	}
	return &GuardError{Guard: GuardRemovals, Count: len(gone), Of: of, Limit: limit, Paths: gone}
}

func guardPages(old, new output.Manifest) error {
	was, is := countPages(old), countPages(new)
	if 2*is >= was {
		return nil
	}
	return &GuardError{Guard: GuardPages, Count: is, Of: was}
}

func guardYears(old output.Manifest, d output.Difference) error {
	gone := pathsOf(d.Removed, func(p string) bool { return isPage(p) && inYear(p) })
	if len(gone) == 0 {
		return nil
	}
	return &GuardError{Guard: GuardYears, Count: len(gone), Of: countPages(old), Paths: gone}
}

func guardSeals(old output.Manifest, d output.Difference) error {
	harmed := append(pathsOf(d.Removed, sealed), pathsOf(d.Changed, sealed)...)
	if len(harmed) == 0 {
		return nil
	}
	slices.Sort(harmed)
	return &GuardError{Guard: GuardSeals, Count: len(harmed), Of: len(pathsOf(old, sealed)), Paths: harmed}
}

func countPages(files output.Manifest) int { return len(pathsOf(files, isPage)) }

// pathsOf are the paths of files that are of a kind.
func pathsOf(files []output.File, is func(path string) bool) (paths []string) {
	for _, file := range files {
		if is(file.Path) {
			paths = append(paths, file.Path)
		}
	}
	return paths
}

// inYear reports whether a page belongs to a fiscal year: FY2024/… at the root
// or in the folder of a language. Of what was published before only the paths
// are known, so the year is read from them.
func inYear(p string) bool {
	for i, name := range strings.Split(p, "/") {
		if _, is := kpi.ParseYear(name); is && i < 2 {
			return true
		}
	}
	return false
}

// sealed reports whether a file belongs to a sealed year: archive/FY2024/… or
// archive/FY2024-2.zip. Compressed twins are made by the server's side of
// things and are not part of a seal.
func sealed(p string) bool {
	rest, found := strings.CutPrefix(p, "archive/")
	if !found || untwin(p) != p {
		return false
	}
	edition, _, _ := strings.Cut(rest, "/")
	edition, _, _ = strings.Cut(edition, ".")
	edition, _, _ = strings.Cut(edition, "-")
	_, is := kpi.ParseYear(edition)
	return is
}
