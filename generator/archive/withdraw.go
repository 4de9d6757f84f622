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

// Withdraw takes a seal away, as a law or a court may demand, and leaves a
// tombstone with its digest, the date and the reason, so that the seals after it
// can still be verified. The bag vanishes in one step. A signature stays: it
// vouches for the digest. After an interruption, withdrawing again ends the work.
//
// A damaged payload is no obstacle. The error is an *[EditionError], a
// *[FieldError], a *[DamagedError] if the seal's own account of itself is not
// sound, or one of package output. What could not be deleted is told beside.
func Withdraw(dir, edition, reason, date string) (Seal, *output.Held, error) {
	reason, err := cleanValue("reason", reason)
	switch {
	case err != nil:
		return Seal{}, nil, err
	case reason == "":
		return Seal{}, nil, &FieldError{Field: "reason", Problem: Missing}
	case date == "":
		return Seal{}, nil, &FieldError{Field: "date", Problem: Missing}
	case !validDate(date):
		return Seal{}, nil, &FieldError{Field: "date", Value: date, Problem: Malformed}
	}
	s, err := openEdition(dir, edition)
	if err != nil {
		return Seal{}, nil, err
	}
	defer s.close()
	var left *output.Held
	entombed := slices.Contains(s.tombstones, edition)
	if !slices.Contains(s.bags, edition) {
		problem := NotSealed
		if entombed {
			problem = WasWithdrawn
			left, err = output.Recover(filepath.Join(dir, edition)) // what was held then
		}
		if err != nil {
			return Seal{}, left, err
		}
		return Seal{}, left, &EditionError{Edition: edition, Problem: problem}
	}
	var found problems
	seal := s.bag(edition, &found).seal
	if err := found.err(); err != nil {
		return Seal{}, nil, err
	}
	if entombed {
		seal, err = s.unfinished(edition, seal.Digest)
	} else {
		seal.Withdrawn, seal.WithdrawnOn = reason, date
		_, err = output.WriteSet(dir, []output.Edit{{Path: edition + tombstoneSuffix, Data: tombstoneText(seal), New: true}})
	}
	if err != nil {
		return Seal{}, nil, err
	}
	left, err = output.RemoveTree(filepath.Join(dir, edition))
	return seal, left, err
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
