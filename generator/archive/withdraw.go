package archive

import (
	"crypto/sha512"
	"path/filepath"
	"slices"
	"strings"

	"tassei/generator/output"
)

// tombstoneText is what is left of a seal: what it said about itself, its
// digest, when and why it went. The checksum is of the lines above it.
func tombstoneText(s Seal) []byte {
	var b strings.Builder
	writeFields(&b, sealFields(s)...)
	writeFields(&b, field{labelDigest, s.Digest}, field{labelWithdrawnOn, s.WithdrawnOn}, field{labelWithdrawn, s.Withdrawn})
	writeFields(&b, wordFields(labelWithdrawn, s.WithdrawnIn)...)
	writeFields(&b, field{labelCheck, digest(sha512.Sum512([]byte(b.String()))).String()})
	return []byte(b.String())
}

// parseTombstone reads one. What could be read is returned in any case.
func parseTombstone(text []byte) (s Seal, ok bool) {
	fields, fault := parseFields(text)
	if fault != "" {
		return Seal{Withdrawn: "?"}, false
	}
	s, faults := readSeal(fields)
	if s.Withdrawn == "" {
		return Seal{Withdrawn: "?"}, false
	}
	return s, len(faults) == 0 && string(tombstoneText(s)) == string(text)
}

// Withdrawal says which edition goes, why and when.
type Withdrawal struct {
	Edition  string
	Reason   string // in the archive's first language
	ReasonIn Words  // the same in further languages
	Date     string // ISO date
	Today    string // ISO date after which nothing can have happened; "" where nobody knows
	DryRun   bool   // look whether it can be done, and change nothing
}

// check returns the withdrawal with its reasons on one line each.
func (w Withdrawal) check() (Withdrawal, error) {
	var err error
	if w.Reason, err = cleanValue("reason", w.Reason); err != nil {
		return w, err
	}
	if w.ReasonIn, err = cleanWords("reason", w.ReasonIn); err != nil {
		return w, err
	}
	switch {
	case w.Reason == "":
		return w, &FieldError{Field: "reason", Problem: Missing}
	case w.Date == "":
		return w, &FieldError{Field: "date", Problem: Missing}
	case !validDate(w.Date):
		return w, &FieldError{Field: "date", Value: w.Date, Problem: Malformed}
	case w.Today != "" && w.Date > w.Today:
		return w, &DateError{Date: w.Date, Problem: InFuture, Than: w.Today}
	}
	return w, nil
}

// Withdraw takes a seal away, as a law or a court may demand, and leaves a
// tombstone with its digest, the date and the reason, so that the seals after it
// can still be verified. The bag vanishes in one step. A signature stays: it
// vouches for the digest. After an interruption, withdrawing again ends the work.
//
// A damaged payload is no obstacle. The error is an *[EditionError], a
// *[FieldError], a *[DateError], a *[DamagedError] if the seal's own account of
// itself is not sound, or one of package output. What could not be deleted is
// told beside.
func Withdraw(dir string, w Withdrawal) (Seal, *output.Held, error) {
	w, err := w.check()
	if err != nil {
		return Seal{}, nil, err
	}
	s, err := openEdition(dir, w.Edition)
	if err != nil {
		return Seal{}, nil, err
	}
	defer s.close()
	entombed := slices.Contains(s.tombstones, w.Edition)
	if !slices.Contains(s.bags, w.Edition) {
		return s.notThere(dir, w.Edition, entombed)
	}
	var found problems
	seal := s.bag(w.Edition, &found).seal
	if err := found.err(); err != nil {
		return Seal{}, nil, err
	}
	if !entombed && w.Date < seal.Date && (w.Today == "" || seal.Date <= w.Today) {
		return Seal{}, nil, &DateError{Date: w.Date, Problem: BeforeWithdrawn, Edition: seal.Edition, Than: seal.Date}
	}
	if entombed {
		seal, err = s.unfinished(w.Edition, seal.Digest)
	} else {
		seal.Withdrawn, seal.WithdrawnIn, seal.WithdrawnOn = w.Reason, w.ReasonIn, w.Date
	}
	if err != nil || w.DryRun {
		return seal, nil, err
	}
	if !entombed {
		tombstone := output.Edit{Path: w.Edition + tombstoneSuffix, Data: tombstoneText(seal), New: true}
		if _, err := output.WriteSet(dir, []output.Edit{tombstone}); err != nil {
			return Seal{}, nil, err
		}
	}
	left, err := output.RemoveTree(filepath.Join(dir, w.Edition))
	return seal, left, err
}

// notThere says why an edition cannot be withdrawn. Of one that was, what was
// held then is deleted now.
func (s *shelf) notThere(dir, edition string, entombed bool) (Seal, *output.Held, error) {
	if !entombed {
		return Seal{}, nil, &EditionError{Edition: edition, Problem: NotSealed}
	}
	left, err := output.Recover(filepath.Join(dir, edition))
	if err == nil {
		err = &EditionError{Edition: edition, Problem: WasWithdrawn}
	}
	return Seal{}, left, err
}

// unfinished reads the tombstone of a withdrawal that was interrupted.
func (s *shelf) unfinished(edition, digest string) (Seal, error) {
	text, err := readSmall(s.fsys, edition+tombstoneSuffix)
	if err != nil {
		return Seal{}, err
	}
	seal, ok := parseTombstone(text)
	if !ok || seal.Edition != edition || seal.Digest != digest {
		var found problems
		found.add(badTombstone, edition+tombstoneSuffix)
		return Seal{}, found.err()
	}
	return seal, nil
}
