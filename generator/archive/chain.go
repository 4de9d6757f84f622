package archive

import (
	"slices"
	"strings"
)

// chain puts seals into the order in which they were made, by what each says of
// the one before it, and fills in which edition was replaced by which. If the
// links do not hold it reports that, and the order is by year and number.
func chain(seals []Seal, found *problems) []Seal {
	sortSeals(seals)
	place := map[string]int{}
	for i, s := range seals {
		place[s.Edition] = i
	}
	linkCorrections(seals, place, found)
	missSignatures(seals, place, found)
	before := len(found.list)
	next := map[string]string{} // edition → the one made after it
	first := ""
	for _, s := range seals {
		if s.doubtful {
			continue // told already, and what it says of others with it
		}
		if s.Previous == "" {
			if first != "" {
				found.add(noBeginning, infoPath(s), "edition", s.Edition, "other", first)
			}
			first = s.Edition
			continue
		}
		checkLink(s, seals, place, found)
		if other, taken := next[s.Previous]; taken {
			found.add(forkedChain, infoPath(s), "edition", s.Edition, "other", other, "previous", s.Previous)
		}
		next[s.Previous] = s.Edition
	}
	if len(found.list) > before || len(seals) == 0 || slices.ContainsFunc(seals, func(s Seal) bool { return s.doubtful }) {
		return seals
	}
	ordered := make([]Seal, 0, len(seals))
	for at := first; at != ""; at = next[at] {
		ordered = append(ordered, seals[place[at]])
	}
	if len(ordered) == len(seals) {
		return ordered
	}
	// The rest goes round in a ring.
	for _, s := range seals {
		if !slices.ContainsFunc(ordered, func(o Seal) bool { return o.Edition == s.Edition }) {
			found.add(noBeginning, infoPath(s), "edition", s.Edition, "other", s.Previous)
		}
	}
	return seals
}

// checkLink compares what a seal says of the one before it with that one.
func checkLink(s Seal, seals []Seal, place map[string]int, found *problems) {
	i, ok := place[s.Previous]
	switch {
	case !ok:
		found.add(lostSeal, s.Previous, "edition", s.Previous, "by", s.Edition, "listed", s.PreviousDigest)
	case seals[i].doubtful:
	case seals[i].Digest != s.PreviousDigest:
		found.add(otherDigest, digestPath(seals[i]), "edition", s.Previous, "by", s.Edition, "listed", s.PreviousDigest, "found", seals[i].Digest)
	}
}

// linkCorrections checks what each seal says that it corrects, and fills in
// which edition stands in the place of another. One that was withdrawn stands in
// nobody's place: the one before it stands again.
func linkCorrections(seals []Seal, place map[string]int, found *problems) {
	for _, s := range seals {
		if s.Replaces == "" {
			continue
		}
		i, ok := place[s.Replaces]
		if !ok || seals[i].Year != s.Year || seals[i].Number >= s.Number {
			found.add(badCorrection, infoPath(s), "edition", s.Edition, "replaces", s.Replaces)
		}
	}
	for i := range seals { // by year and number
		s := &seals[i]
		for _, later := range seals[i+1:] {
			if later.Year != s.Year {
				break
			}
			if later.Withdrawn == "" {
				s.ReplacedBy, s.Restored = later.Edition, ""
				break
			}
			if s.Withdrawn == "" {
				s.Restored = later.Edition
			}
		}
	}
}

// missSignatures reports signatures that are gone: a later seal says which
// editions had one.
func missSignatures(seals []Seal, place map[string]int, found *problems) {
	by := map[string][]string{}
	for _, s := range seals {
		for _, edition := range strings.Fields(s.SignedEarlier) {
			if i, ok := place[edition]; ok && seals[i].Signature == "" {
				by[edition] = append(by[edition], s.Edition)
			}
		}
	}
	for edition, later := range by {
		found.add(lostSignature, edition+signatureSuffix, "edition", edition, "by", strings.Join(later, ", "))
	}
}

// infoPath is the file in which a seal says what it is, digestPath that by which it has
// its digest.
func infoPath(s Seal) string   { return s.pathOf(infoFile) }
func digestPath(s Seal) string { return s.pathOf(tagManifestFile) }

// pathOf is a tag file of a seal, or what is left of one that was withdrawn.
func (s Seal) pathOf(name string) string {
	if s.Withdrawn != "" {
		return s.Edition + tombstoneSuffix
	}
	return s.Edition + "/" + name
}

// head is the last seal of a sound chain, the one that no other names.
func head(ordered []Seal) (Seal, bool) {
	if len(ordered) == 0 {
		return Seal{}, false
	}
	return ordered[len(ordered)-1], true
}
