package source

import "tassei/generator/kpi"

// sectionsFile lists the sections in charge. A city without sections may leave it
// out.
const sectionsFile = "data/sections.toml"

// cityFile has one of the files beside city.toml read, which a city may leave out.
func (s *Source) cityFile(file string, read func(t *table)) {
	if !s.exists(file) {
		return
	}
	r := s.parse(file)
	t := r.open(r.Root)
	read(t)
	t.done()
	s.finish(r)
}

func (s *Source) readSections(t *table) {
	s.vague = t.r.unread()
	seen := ids{"index": 0}
	s.city.SectionCalled, s.city.SectionsCalled = t.text("called"), t.text("called_many")
	for sec := range t.each("section") {
		s.city.Sections = append(s.city.Sections, kpi.Section{ID: sec.id(seen, idForm), Name: sec.name()})
	}
}

func (s *Source) readGlossary(t *table) {
	seen := ids{}
	for w := range t.each("term") {
		term := kpi.Term{ID: w.id(seen, idForm), Word: w.name1("word"), Meaning: w.name1("meaning")}
		term.Also, _ = w.texts1("also")
		s.city.Terms = append(s.city.Terms, term)
	}
}

func (s *Source) readAccessibility(t *table) {
	a := &s.city.Accessibility
	a.Standard, a.TargetLevel, a.Scope = t.text("standard"), t.text1("target_level"), t.text("scope")
	a.Problems = t.texts("known_problems")
	a.Automated, a.Human = accessibilityTest(t.sub("automated")), accessibilityTest(t.sub("human"))
}

func accessibilityTest(t *table) (a kpi.AccessibilityTest) {
	if t == nil {
		return a
	}
	a.Tool, a.Date, a.Result = t.text1("tool"), t.date("date"), t.text("result")
	t.done()
	return a
}
