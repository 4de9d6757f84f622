package build

import (
	"crypto/sha256"
	"hash"
	"slices"

	"tassei/generator/archive"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/source"
)

// Nothing in an archive ever changes. So it is read to its last byte when the
// system says that a file of it has changed, or when nobody knows; and copied
// into the site when it is not there.

// damage is Damage, but does not read again seals in which nothing was
// wrong and nothing has changed since.
func (m *memory) damage() (*diag.List, error) {
	if m.sealsStand() {
		m.now.Sealed = true
		return &diag.List{}, nil
	}
	list, err := m.project.Damage()
	m.now.Sealed = err == nil && list.Len() == 0
	return list, err
}

// sealsStand reports whether the archive is as it was when nothing was wrong
// with it.
func (m *memory) sealsStand() bool {
	if m.old == nil || !m.old.Sealed {
		return false
	}
	if m.stands == nil {
		holds := m.old.Inputs.archive().holds(m.now.Inputs.archive(), m.now.Source)
		m.stands = &holds
	}
	return *m.stands
}

// archive is the survey of the archive alone.
func (s *survey) archive() *survey { return &survey{At: s.At, Files: s.under(ArchiveFolder)} }

// copySeals puts every seal into the site. Where the archive and its copy are as
// they were, nothing of either is read.
func (r *recaller) copySeals(copyAll func(kept func(path string) (int64, bool)) (archive.Copies, error)) (archive.Copies, error) {
	if r == nil || r.archive == nil {
		return copyAll(nil)
	}
	m := r.archive
	if m.sealsStand() && r.keepAll(m.old.Copies) {
		m.now.Copies, m.copied = m.old.Copies, true
		return m.now.Copies, nil
	}
	copies, err := copyAll(r.seal())
	m.now.Copies = copies
	return copies, err
}

// keepAll keeps all files of the seals that the build before put into the site;
// none of them, and false, where one is not as it was.
func (r *recaller) keepAll(copies archive.Copies) bool {
	for path := range copies.Each() {
		if !r.tree.has(path) {
			return false
		}
	}
	for path := range copies.Each() {
		if !r.tree.keep(path) {
			return false // the tree could not take it, which ends the build
		}
	}
	return true
}

// seal keeps a file of a seal that the build before put into the site; nil where
// the archive has changed.
func (r *recaller) seal() func(path string) (int64, bool) {
	if !r.archive.sealsStand() {
		return nil
	}
	return func(path string) (int64, bool) {
		if !r.tree.has(path) {
			return 0, false
		}
		return r.archive.old.Outputs.find(path).Size, r.tree.keep(path)
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
	if r == nil || r.archive == nil {
		return find()
	}
	m, key := r.archive, r.digestOfYear(y)
	if m.now.Since == nil {
		m.now.Since = map[kpi.Year]sinceRecord{}
	}
	if m.sealsStand() {
		if was, ok := m.old.Since[y]; ok && was.Inputs == key {
			m.now.Since[y] = was
			return slices.Clone(was.Changes), nil
		}
	}
	changes, err := find()
	if err == nil {
		m.now.Since[y] = sinceRecord{key, slices.Clone(changes)}
	}
	return changes, err
}

// digestOfYear tells all inputs but the archive and what is of other years.
func (r *recaller) digestOfYear(y kpi.Year) (sum [sha256.Size]byte) {
	if r.ofYears == nil { // each input is looked at once, for all years
		r.ofYears = map[kpi.Year]hash.Hash{0: sha256.New()}
		for i := range r.inputs.Files {
			f := &r.inputs.Files[i]
			if f.archived() {
				continue
			}
			of := source.YearOf(f.Path)
			if r.ofYears[of] == nil {
				r.ofYears[of] = sha256.New()
			}
			r.ofYears[of].Write(append([]byte(f.Path), 0))
			r.ofYears[of].Write(f.Sum[:])
		}
	}
	sum = [sha256.Size]byte(r.ofYears[0].Sum(nil))
	if own := r.ofYears[y]; own != nil && y != 0 {
		sum = sha256.Sum256(own.Sum(sum[:]))
	}
	return sum
}
