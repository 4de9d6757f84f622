package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// links notes mentions of indicators that were met before the plan was read.
func (s *Source) links(ls ...link) { s.pending = append(s.pending, ls...) }

// placeholders refuses to publish what a new city's folder begins with.
func (s *Source) placeholders() {
	if !slices.ContainsFunc(s.years, func(y kpi.YearInfo) bool { return !y.Draft }) {
		return
	}
	r := s.parse("data/city.toml")
	texts := []lang.Text{s.city.Name, s.city.Title, s.city.Contact.Text}
	for i, key := range []string{"name", "title", "contact"} {
		if n := r.Root.Get(key); n != nil && holds(texts[i], "○○") {
			s.problems.Add(r.At(diag.New("K227", "key", key), n.At, n.End))
		}
	}
	for tag, pages := range s.pages {
		for name, page := range pages {
			if strings.Contains(page.Markdown, "○○") || strings.Contains(page.Title, "○○") {
				s.problems.Add(diag.New("K227", "key", name).At("content/pages/"+tag+"/"+name+".md", 1, 1))
			}
		}
	}
	if n := r.Root.Get("code"); n != nil && s.city.Code == "000001" {
		s.problems.Add(r.At(diag.New("K227", "key", "code"), n.At, n.End))
	}
	for _, i := range s.plan {
		s.examples(i)
	}
}

// isExample reports whether a name is one with which a new city's folder (package desk) shows how a plan is written.
func isExample(name lang.Text) bool {
	return name.Any(func(words string) bool {
		return strings.HasSuffix(words, "（例）") || strings.HasSuffix(words, "(an example)")
	})
}

// examples refuses to publish such parts of the plan. One with indicators is published where it has records.
func (s *Source) examples(i *initiative) {
	if !isExample(i.Name) && !slices.ContainsFunc(i.Indicators, func(k *kpi.Indicator) bool { return isExample(k.Name) }) {
		return
	}
	if len(i.Indicators) > 0 && !slices.ContainsFunc(s.years, func(y kpi.YearInfo) bool { return !y.Draft && s.exists(RecordFile(y.Year, i.Sheet)) }) {
		return
	}
	r := s.parse(i.file)
	tell := func(in *toml.Node, name lang.Text) {
		if n := in.Get("name"); n != nil && isExample(name) {
			s.problems.Add(r.At(diag.New("K227", "key", "name", "message", "example", "hint", "example", "text", name[s.city.Languages[0]]), n.At, n.End))
		}
	}
	tell(r.Root, i.Name)
	if list := r.Root.Get("indicator"); list != nil {
		for at, n := range list.Items {
			if at < len(i.Indicators) {
				tell(n, i.Indicators[at].Name)
			}
		}
	}
}

// holds reports whether a text has a word in any of its languages.
func holds(text lang.Text, word string) bool {
	return text.Any(func(words string) bool { return strings.Contains(words, word) })
}

// rank is where a sheet stands among the children of one parent.
type rank struct {
	parent string
	order  int
}

// checkShared checks what only the whole of Open shows: order and references
// of the plan, and files that belong to no sheet or language.
func (s *Source) checkShared() {
	if s.checkBounds(); len(s.plan) == 0 {
		s.pending = nil // without the plan everything would be strange
		return
	}
	s.findLost()
	s.placeholders()
	s.checkTree()
	s.checkRateless()
	s.checkOneWay()
	orders := map[rank]*initiative{}
	for _, i := range s.plan {
		at := rank{i.Parent, i.Order}
		if other := orders[at]; other != nil && i.Order > 0 {
			p := i.orderAt
			p.Args["order"], p.Args["other"] = itoa(i.Order), other.file
			s.problems.Add(p)
		} else {
			orders[at] = i
		}
		s.links(i.links...)
	}
	for _, l := range s.pending {
		if !s.knows(l.to) {
			s.problems.Add(s.dangling(l))
		}
	}
	s.pending = nil
	s.checkFolders()
}

// checkBounds tells that there is no plan.
func (s *Source) checkBounds() {
	if len(s.plan) == 0 && s.exists("data/city.toml") && !s.told("data/plan") {
		s.problems.Add(diag.New("K123", "file", "data/plan", "hint", "plan").At("data/plan", 1, 1))
	}
}

// strangers lists, by sheet, the files of records and the folders of comments
// of sheets that the plan does not have.
func (s *Source) strangers() (records, comments map[string][]string) {
	records, comments = map[string][]string{}, map[string][]string{}
	for _, p := range s.files {
		parts := strings.Split(p, "/")
		switch {
		case parts[0] == "data" && len(parts) == 3 && parts[1] != "plan" && parts[2] != "year.toml":
			if sheet := strings.TrimSuffix(parts[2], ".toml"); s.bySheet[sheet] == nil {
				records[sheet] = append(records[sheet], p)
			}
		case parts[0] == "content" && len(parts) == 5 && slices.Contains(s.city.Languages, parts[2]) && s.bySheet[parts[3]] == nil:
			folder := strings.Join(parts[:4], "/")
			if list := comments[parts[3]]; len(list) == 0 || list[len(list)-1] != folder {
				comments[parts[3]] = append(list, folder)
			}
		}
	}
	return records, comments
}

// findLost tells the sheets of which there is all but the plan, each once: what
// else follows from it would be a flood.
func (s *Source) findLost() {
	if len(s.plan) == 0 {
		return // checkBounds tells
	}
	records, comments := s.strangers()
	if len(records) == 0 {
		return
	}
	filled := s.filled()
	var bare []string // of the plan, but without records and comments
	for _, sheet := range s.sheetNames() {
		if !filled[sheet] {
			bare = append(bare, PlanFile(sheet))
		}
	}
	for sheet, files := range records {
		if len(files)+len(comments[sheet]) < 2 {
			continue
		}
		s.lost = append(s.lost, sheet)
		file := PlanFile(sheet)
		if slices.Contains(s.misspelt, file) || s.told(file) {
			continue // it is there, under a name that has been told
		}
		p := diag.New("K123", "file", file, "hint", "lost")
		if near := diag.Nearby(file, bare); near != "" {
			p.Args["hint"], p.Args["near"] = "renamed", near
		}
		s.problems.Add(p.At(file, 1, 1))
	}
}

// filled are the names of all sheets with records or comments, of the plan or not.
func (s *Source) filled() map[string]bool {
	filled := map[string]bool{}
	for _, p := range s.files {
		parts := strings.Split(p, "/")
		switch {
		case parts[0] == "content":
			for _, folder := range parts[1 : len(parts)-1] {
				filled[folder] = true
			}
		case !strings.HasPrefix(p, "data/plan/"):
			filled[strings.TrimSuffix(parts[len(parts)-1], ".toml")] = true
		}
	}
	return filled
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
			if s.bySheet[sheet] == nil && !slices.Contains(s.lost, sheet) {
				// Only one that has no file of its own can be meant.
				free := slices.DeleteFunc(slices.Clone(sheets), func(other string) bool {
					return s.exists("data/"+parts[1]+"/"+other+".toml") || !s.wants(other, parts[1])
				})
				tell(p, withNear(diag.New("K207", "id", sheet), sheet, free))
			}
		case parts[0] == "content":
			folder := strings.Join(parts[:3], "/")
			if slices.Contains(s.silenced, parts[2]) || slices.Contains(s.prepared, parts[2]) {
				continue
			}
			if !slices.Contains(s.city.Languages, parts[2]) {
				tell(folder, withNear(diag.New("K417", "language", parts[2]), parts[2], s.city.Languages))
				continue
			}
			if len(parts) == 5 && s.bySheet[parts[3]] == nil && !slices.Contains(s.lost, parts[3]) {
				free := slices.DeleteFunc(slices.Clone(sheets), func(other string) bool {
					return len(s.under(folder+"/"+other+"/")) > 0 || !s.wants(other, parts[1])
				})
				tell(folder+"/"+parts[3], withNear(diag.New("K207", "id", parts[3]), parts[3], free))
			}
		}
	}
}

// wants reports whether a sheet of the plan has anything in a year.
func (s *Source) wants(sheet, year string) bool {
	y, _ := kpi.ParseYear(year)
	return slices.ContainsFunc(s.plan, func(i *initiative) bool {
		return i.Sheet == sheet && slices.ContainsFunc(i.Indicators, func(ind *kpi.Indicator) bool { return s.Active(ind, y) })
	})
}

func (s *Source) sheetNames() []string {
	return idsOf(s.plan, func(i *initiative) string { return i.Sheet })
}

// Unused warns of the sections in charge that no record names: neither those
// that the caller gathered nor those of the sheets read so far, drafts
// included. Where no year is published yet, sections may well wait for theirs.
func (s *Source) Unused(used map[string]bool) []diag.Problem {
	if !slices.ContainsFunc(s.years, func(y kpi.YearInfo) bool { return !y.Draft }) {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []diag.Problem
	var r *reader
	planned := map[string]bool{} // named by the plan, by parts without indicators too
	for _, i := range s.plan {
		for _, id := range i.InCharge {
			planned[id] = true
		}
	}
	for _, sec := range s.city.Sections {
		if sec.ID == "" || used[sec.ID] || s.used[sec.ID] || planned[sec.ID] {
			continue
		}
		if r == nil {
			r = s.parse(sectionsFile)
		}
		list = append(list, sectionAt(r, sec))
	}
	return list
}

func sectionAt(r *reader, sec kpi.Section) diag.Problem {
	p := diag.New("K223", "id", sec.ID)
	if all := r.Root.Get("section"); all != nil {
		for _, n := range all.Items {
			if id := n.Get("id"); id != nil && id.Text == sec.ID {
				return r.At(p, id.At, id.End)
			}
		}
	}
	return p.At(r.File, 1, 1)
}
