package source

import (
	"regexp"
	"testing"

	"tassei/generator/must"
)

var publishedStatus = regexp.MustCompile(`status *= *"published"`)

// A section that only a draft names is in use, and before the first year is
// published none is told to be superfluous.
func TestUnusedSections(t *testing.T) {
	tree := baseTree(t)
	const names = `sections = ["shimin", "kikaku"]`
	tree["data/FY2024/1-a.toml"] = substitute(t, tree["data/FY2024/1-a.toml"], names, `sections = ["shimin"]`)
	unused := func() (codes []string) {
		for _, p := range check(t, writeTree(t, tree)).All() {
			if p.Code == "K223" {
				codes = append(codes, p.Args["id"])
			}
		}
		return codes
	}
	if got := unused(); len(got) != 1 || got[0] != "kikaku" {
		t.Errorf("unused: %v", got)
	}
	tree["data/FY2026/1-i.toml"] += "\n  [[record.action]]\n  text     = {ja = \"案内\", en = \"Notices\"}\n  sections = [\"kikaku\"]\n"
	if got := unused(); len(got) > 0 {
		t.Errorf("used in the draft: %v", got)
	}

	tree = baseTree(t)
	tree["data/FY2024/1-a.toml"] = substitute(t, tree["data/FY2024/1-a.toml"], names, `sections = ["shimin"]`)
	tree["data/plan/2.toml"] = "code = \"2\"\nname = {ja = \"行財政\", en = \"Finance\"}\norder = 3\nsections = [\"kikaku\"]\n"
	if got := unused(); len(got) > 0 {
		t.Errorf("used by a part of the plan without indicators: %v", got)
	}

	// The caller's own count and that of the sheets read so far add up.
	dir := writeTree(t, baseTree(t))
	s, _, err := Open(dir)
	must.Succeed(t, err)
	defer s.Close()
	if got := s.Unused(map[string]bool{"shimin": true}); len(got) != 1 || got[0].Args["id"] != "kikaku" {
		t.Errorf("before any sheet was read: %v", got)
	}
	for i := range s.Initiatives() {
		s.Sheet(i)
	}
	if got := s.Unused(nil); len(got) > 0 {
		t.Errorf("after all sheets were read: %v", got)
	}
}

func TestNoSectionIsUnusedBeforeAYearIsPublished(t *testing.T) {
	tree := baseTree(t)
	for _, y := range []string{"FY2024", "FY2025", "FY2026"} {
		file := "data/" + y + "/year.toml"
		tree[file] = publishedStatus.ReplaceAllString(tree[file], `status = "draft"`)
	}
	tree["data/FY2024/1-a.toml"] = substitute(t, tree["data/FY2024/1-a.toml"], `sections = ["shimin", "kikaku"]`, `sections = ["shimin"]`)
	for _, p := range check(t, writeTree(t, tree)).All() {
		if p.Code == "K223" {
			t.Errorf("%s", p.In("en").Message)
		}
	}
}
