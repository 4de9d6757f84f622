package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
)

// links notes mentions of indicators that were met before the plan was read.
func (s *Source) links(ls ...link) { s.pending = append(s.pending, ls...) }

// checkShared checks what only the whole of Open shows: order and references
// of the plan, and files that belong to no sheet or language.
func (s *Source) checkShared() {
	orders := map[int]*initiative{}
	for _, i := range s.plan {
		if other := orders[i.Order]; other != nil && i.Order > 0 {
			p := i.orderAt
			p.Args["order"], p.Args["other"] = itoa(i.Order), other.file
			s.problems.Add(p)
		} else {
			orders[i.Order] = i
		}
		s.links(i.links...)
	}
	for _, l := range s.pending {
		if !s.knows(l.to) {
			s.problems.Add(s.dangling(l))
		}
	}
	s.pending = nil
	s.checkBounds()
	s.checkFolders()
}

// checkBounds tells the indicators whose years are all outside the data.
func (s *Source) checkBounds() {
	if len(s.plan) == 0 && s.exists("data/city.toml") {
		s.problems.Add(diag.New("K123", "file", "data/plan", "hint", "plan").At("data/plan", 1, 1))
	}
}

// checkFolders tells records and comments of sheets that the plan does not
// have, and content in languages that the city does not name.
func (s *Source) checkFolders() {
	sheets := s.sheetNames()
	told := map[string]bool{}
	tell := func(at string, p diag.Problem) {
		if !told[at] {
			told[at] = true
			s.problems.Add(p.At(at, 1, 1))
		}
	}
	for _, p := range s.files {
		parts := strings.Split(p, "/")
		switch {
		case parts[0] == "data" && len(parts) == 3 && parts[1] != "plan" && parts[2] != "year.toml":
			sheet := strings.TrimSuffix(parts[2], ".toml")
			if !slices.Contains(sheets, sheet) {
				tell(p, withNear(diag.New("K207", "id", sheet), sheet, sheets))
			}
		case parts[0] == "content":
			folder := strings.Join(parts[:3], "/")
			if !slices.Contains(s.city.Languages, parts[2]) {
				tell(folder, withNear(diag.New("K417", "language", parts[2]), parts[2], s.city.Languages))
				continue
			}
			if len(parts) == 5 && !slices.Contains(sheets, parts[3]) {
				tell(folder+"/"+parts[3], withNear(diag.New("K207", "id", parts[3]), parts[3], sheets))
			}
		}
	}
}

func (s *Source) sheetNames() []string {
	list := make([]string, 0, len(s.plan))
	for _, i := range s.plan {
		list = append(list, i.Sheet)
	}
	return list
}

// Unused warns of the sections in charge that no record names. The caller
// gathers the names from all records; Check does so itself.
func (s *Source) Unused(used map[string]bool) []diag.Problem {
	const file = "data/sections.toml"
	var list []diag.Problem
	var r *reader
	for _, sec := range s.city.Sections {
		if sec.ID == "" || used[sec.ID] {
			continue
		}
		if r == nil {
			r = s.toml(file)
		}
		list = append(list, sectionAt(r, sec))
	}
	return list
}

func sectionAt(r *reader, sec kpi.Section) diag.Problem {
	p := diag.New("K223", "id", sec.ID)
	if all := r.root.get("section"); all != nil {
		for _, n := range all.items {
			if id := n.get("id"); id != nil && id.text == sec.ID {
				return r.at(p, id.at, id.end)
			}
		}
	}
	return p.At(r.file, 1, 1)
}
