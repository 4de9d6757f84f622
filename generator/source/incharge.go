package source

import (
	"strings"

	"tassei/generator/diag"
)

// inCharge reads the ids of sections in charge. none tells that the file that lists
// them is not there.
func (s *Source) inCharge(t *table) (ids []string, none bool) {
	list, places := t.texts1("sections")
	for i, id := range list {
		switch {
		case s.city.Section(id) != nil:
			ids = append(ids, id)
		case s.vague: // it may stand where the list cannot be read
		case !s.exists(sectionsFile):
			none = none || !s.told(sectionsFile)
		default:
			t.r.Put(s.unknownSection(id), places[i])
		}
	}
	return ids, none
}

// unknownSection offers the nearest section by id or by name.
func (s *Source) unknownSection(id string) diag.Problem {
	p := diag.New("K201", "id", id)
	var known []string
	for _, sec := range s.city.Sections {
		known = append(known, sec.ID)
		for _, tag := range sec.Name.Tags() {
			if sec.Name[tag] == id {
				p.Args["hint"], p.Args["near"] = "near", sec.ID
				return p
			}
		}
	}
	if parts := listed(id); len(parts) > 1 {
		all := true
		for i, part := range parts {
			if s.city.Section(part) == nil {
				parts[i] = s.unknownSection(part).Args["near"]
				all = all && parts[i] != ""
			}
		}
		if all {
			p.Args["hint"], p.Args["items"] = "list", `"`+strings.Join(parts, `", "`)+`"`
			return p
		}
	}
	return withNear(p, id, known)
}

// inherit gives a sheet that names no sections those of the sheet above, and its indicators those of the sheet. The sheet
// above has had its turn before.
func (s *Source) inherit(i *initiative) {
	if above := s.bySheet[i.Parent]; above != nil && i.InCharge == nil {
		i.InCharge = above.InCharge
	}
	for _, ind := range i.Indicators {
		if ind.InCharge == nil {
			ind.InCharge = i.InCharge
		}
	}
}
