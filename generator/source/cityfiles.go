package source

import "tassei/generator/kpi"

// sectionsFile lists the sections in charge. A city without sections may leave it
// out.
const sectionsFile = "data/sections.toml"

func (s *Source) readSections() {
	if !s.exists(sectionsFile) {
		return
	}
	r := s.parse(sectionsFile)
	s.vague = r.unread()
	t := r.open(r.Root)
	seen := ids{}
	for _, name := range []string{"index"} {
		seen[name] = 0
	}
	s.city.SectionCalled, s.city.SectionsCalled = t.text("called"), t.text("called_many")
	for _, n := range t.tables("section") {
		sec := r.open(n)
		s.city.Sections = append(s.city.Sections, kpi.Section{ID: sec.id(seen, idForm), Name: sec.name()})
		sec.done()
	}
	t.done()
	s.finish(r)
}

func (s *Source) readGlossary() {
	const file = "data/glossary.toml"
	if !s.exists(file) {
		return
	}
	r := s.parse(file)
	t := r.open(r.Root)
	seen := ids{}
	for _, n := range t.tables("term") {
		w := r.open(n)
		term := kpi.Term{ID: w.id(seen, idForm), Word: w.name1("word"), Meaning: w.name1("meaning")}
		term.Also, _ = w.texts1("also")
		w.done()
		s.city.Terms = append(s.city.Terms, term)
	}
	t.done()
	s.finish(r)
}

func (s *Source) readAccessibility() {
	const file = "data/accessibility.toml"
	if !s.exists(file) {
		return
	}
	r := s.parse(file)
	t := r.open(r.Root)
	a := &s.city.Accessibility
	a.Standard, a.TargetLevel, a.Scope = t.text("standard"), t.text1("target_level"), t.text("scope")
	a.Problems = t.texts("known_problems")
	a.Automated, a.Human = accessibilityTest(t.sub("automated")), accessibilityTest(t.sub("human"))
	t.done()
	s.finish(r)
}

func accessibilityTest(t *table) (a kpi.AccessibilityTest) {
	if t == nil {
		return a
	}
	a.Tool, a.Date, a.Result = t.text1("tool"), t.date("date"), t.text("result")
	t.done()
	return a
}
