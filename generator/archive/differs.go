package archive

import (
	"cmp"
	"errors"
	"io"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// ChangeKind says how a file of the source differs from the sealed one.
type ChangeKind int

const (
	Changed  ChangeKind = iota + 1 // other bytes
	Gone                           // sealed, and no longer there
	New                            // there, and not sealed
	LineEnds                       // the same lines, which end in another way
	Renamed                        // the same name, composed in another way
)

// Change is a file of the source that is no longer as it was sealed.
type Change struct {
	Path string // from the root of the source
	Kind ChangeKind
}

// Differs compares what was sealed as the source of an edition with the source
// of today, and lists what differs, by path. Files of today that were not sealed
// count if they are in read: those that a build of the year reads now; nil
// leaves them out. The error is an *[EditionError] or a *[DamagedError].
func Differs(dir, edition string, source fs.FS, read []string) ([]Change, error) {
	s, err := openEdition(dir, edition)
	if err != nil {
		return nil, err
	}
	defer s.close()
	if !slices.Contains(s.bags, edition) {
		return nil, &EditionError{Edition: edition, Problem: NotSealed}
	}
	var found problems
	b := s.bag(edition, &found)
	if err := found.err(); err != nil {
		return nil, err
	}
	sealed := map[string]digest{}
	var changes []Change
	var paths []string
	today := &tree{open: func(path string) (io.ReadCloser, error) { return source.Open(path) }}
	for _, e := range b.payload {
		path, ok := strings.CutPrefix(e.path, sourceFolder)
		if !ok {
			continue
		}
		sealed[path] = e.sum
		info, err := fs.Lstat(source, path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			changes = append(changes, Change{path, Gone})
		case err != nil || !info.Mode().IsRegular():
			changes = append(changes, Change{path, Changed})
		default:
			paths = append(paths, path)
		}
	}
	for i, got := range today.hashAll(paths) {
		switch {
		case got.err == nil && got.sum == sealed[paths[i]]:
		case got.err == nil && today.onlyLineEnds(paths[i], sealed[paths[i]]):
			changes = append(changes, Change{paths[i], LineEnds})
		default:
			changes = append(changes, Change{paths[i], Changed})
		}
	}
	for _, path := range read {
		if _, ok := sealed[path]; ok {
			continue
		}
		kind := New
		gone := Change{norm.NFC.String(path), Gone}
		if i := slices.Index(changes, gone); i >= 0 && gone.Path != path {
			changes = slices.Delete(changes, i, i+1)
			kind = Renamed
		}
		changes = append(changes, Change{path, kind})
	}
	slices.SortFunc(changes, func(a, b Change) int { return cmp.Compare(a.Path, b.Path) })
	return slices.Compact(changes), nil
}
