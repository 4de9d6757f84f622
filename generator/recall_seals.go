package main

import (
	"crypto/sha256"
	"slices"

	"tassei/generator/archive"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/output"
)

// Nothing in an archive ever changes. So it is read to its last byte when the
// system says that a file of it has changed, or when nobody knows; and copied
// into the site when it is not there.

// damage is the session's, but does not read again seals in which nothing was
// wrong and nothing has changed since.
func (m *memory) damage() (*diag.List, error) {
	if m.sealsStand() {
		m.now.Sealed = true
		return &diag.List{}, nil
	}
	list, err := m.session.damage()
	m.now.Sealed = err == nil && list.Len() == 0
	return list, err
}

// sealsStand reports whether the archive is as it was when nothing was wrong
// with it.
func (m *memory) sealsStand() bool {
	return m.old != nil && m.old.Sealed && m.old.Inputs.part(fileState.archived).holds(m.now.Inputs.part(fileState.archived), m.now.Source)
}

// part is the survey of some files.
func (s *survey) part(of func(fileState) bool) *survey {
	p := &survey{At: s.At}
	for _, f := range s.Files {
		if of(f) {
			p.Files = append(p.Files, f)
		}
	}
	return p
}

// seal keeps a file of a seal that the build before put into the site; nil where
// the archive has changed.
func (r *recaller) seal() func(path string) (int64, bool) {
	if r == nil || r.memory.old == nil || !r.memory.sealsStand() {
		return nil
	}
	return func(path string) (int64, bool) {
		f := r.intact(path)
		if f == nil {
			return 0, false
		}
		ok, err := r.stage.Intact(output.File{Path: path, Size: f.Size, Sum: f.Sum})
		return f.Size, ok && err == nil
	}
}

// sinceRecord is what has changed since a year was sealed, by what that rests on.
type sinceRecord struct {
	Inputs  [sha256.Size]byte
	Changes []archive.Change
}

// differs finds what has changed since a year was sealed, or recalls it where
// no file has changed that the year may be made of.
func (r *recaller) differs(y kpi.Year, find func() ([]archive.Change, error)) ([]archive.Change, error) {
	if r == nil {
		return find()
	}
	key := r.digestOfYear(y)
	if r.memory.old != nil && r.memory.sealsStand() {
		if was, ok := r.memory.old.Since[y]; ok && was.Inputs == key {
			r.sinceKnown(y, was)
			return slices.Clone(was.Changes), nil
		}
	}
	changes, err := find()
	if err == nil {
		r.sinceKnown(y, sinceRecord{key, slices.Clone(changes)})
	}
	return changes, err
}

func (r *recaller) sinceKnown(y kpi.Year, s sinceRecord) {
	if r.memory.now.Since == nil {
		r.memory.now.Since = map[kpi.Year]sinceRecord{}
	}
	r.memory.now.Since[y] = s
}

// digestOfYear tells all inputs but the archive and what is of other years.
func (r *recaller) digestOfYear(y kpi.Year) (sum [sha256.Size]byte) {
	h := sha256.New()
	for i := range r.memory.now.Inputs.Files {
		if f := &r.memory.now.Inputs.Files[i]; !f.archived() && partOf(f.Path, y) {
			h.Write(append([]byte(f.Path), 0))
			h.Write(f.Sum[:])
		}
	}
	h.Sum(sum[:0])
	return sum
}
