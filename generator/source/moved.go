package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// moved is a record in another sheet's file: the indicator that it is of, as its own
// plan names it, and that other sheet.
type moved struct {
	id kpi.ID
	in string
}

// movedIn lists the records of a year that stand in the file of another sheet: one
// too many there, or of no indicator of its plan, while just one sheet lacks one of
// that name. It is asked for only where a record is missing or too many.
func (s *Source) movedIn(y Year) []moved {
	if list, ok := s.astray.Load(y); ok {
		return list.([]moved)
	}
	lacking := map[string][]kpi.ID{} // by the name within the sheet
	spare := map[string][]string{}   // the sheets with one too many, by the same
	for _, in := range s.plan {
		names, ok := s.recordNames(in, y)
		if !ok || in.unsure {
			continue
		}
		for _, ind := range in.Indicators {
			if local := ind.ID.Local(); s.Active(ind, y) && !s.spans[ind.ID].unsure && names[local] == 0 {
				lacking[local] = append(lacking[local], ind.ID)
			}
		}
		for local, n := range names {
			known := slices.ContainsFunc(in.Indicators, func(ind *kpi.Indicator) bool { return ind.ID.Local() == local && s.Active(ind, y) })
			if n == 2 && known || n == 1 && !known {
				spare[local] = append(spare[local], in.Sheet)
			}
		}
	}
	list := []moved{}
	for local, ids := range lacking {
		if len(ids) == 1 && len(spare[local]) == 1 {
			list = append(list, moved{ids[0], spare[local][0]})
		}
	}
	s.astray.Store(y, list)
	return list
}

// recordNames counts the records of a sheet's file by the name of their indicator
// within its sheet; false where the file is not there or could not be read.
func (s *Source) recordNames(in *initiative, y Year) (map[string]int, bool) {
	file := RecordFile(y, in.Sheet)
	if !s.exists(file) {
		return nil, false
	}
	r := s.parse(file)
	if r.unread() {
		return nil, false
	}
	names := map[string]int{}
	if list := r.Root.Get("record"); list != nil {
		for _, n := range list.Items {
			if id := n.Get("indicator"); id != nil && id.Kind == toml.String {
				names[s.localName(id.Text, in.Sheet)]++
			}
		}
	}
	return names, true
}

// localName is an indicator as a record names it, without the sheet that has it: its
// own, or another that the record was pasted from.
func (s *Source) localName(text, sheet string) string {
	said := strings.TrimSpace(lang.Fold(text))
	if ind := s.byID[kpi.ID(said)]; ind != nil {
		return ind.ID.Local()
	}
	return strings.TrimPrefix(said, sheet+"-")
}

// misplaced makes of a problem of a record one that says whose it is, where the
// record stands in another sheet's file.
func (rr *recordReader) misplaced(p diag.Problem, name string) diag.Problem {
	for _, m := range rr.s.movedIn(rr.year) {
		if m.in == rr.sheet.Sheet && m.id.Local() == rr.s.localName(name, rr.sheet.Sheet) {
			args := map[string]string{"id": m.id.Local(), "message": "moved", "hint": "moved", "sheet": m.id.Sheet(), "file": RecordFile(rr.year, m.id.Sheet())}
			if line, ok := p.Args["line"]; ok {
				args["line"] = line
			}
			p.Args = args
			return p
		}
	}
	return p
}
