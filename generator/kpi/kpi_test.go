package kpi

import (
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
)

// TestCityFinds looks up what a city declares, by its id and by no other.
func TestCityFinds(t *testing.T) {
	c := &City{
		Sections: []Section{{ID: "a"}, {ID: "b"}}, Groups: []Group{{ID: "a"}, {ID: "b"}}, Grades: []Grade{{ID: "a"}, {ID: "b"}},
		Bands: []Band{{ID: "a"}, {ID: "b"}}, Fields: []OwnField{{ID: "a"}, {ID: "b"}}, Graders: []Grader{{ID: "a"}, {ID: "b"}},
	}
	if c.Section("b") != &c.Sections[1] || c.Group("b") != &c.Groups[1] || c.Grade("b") != &c.Grades[1] || c.Band("b") != &c.Bands[1] || c.OwnField("b") != &c.Fields[1] || c.Grader("b") != &c.Graders[1] {
		t.Error("b is not found where it stands")
	}
	if c.Section("c") != nil || c.Group("c") != nil || c.Grade("c") != nil || c.Band("c") != nil || c.OwnField("c") != nil || c.Grader("c") != nil {
		t.Error("what nobody declared is found")
	}
}

// TestTranslates tells the city's own languages from those that it is translated to.
func TestTranslates(t *testing.T) {
	c := &City{Languages: []string{"en", "cy", "ja"}, Official: []string{"cy"}}
	for tag, want := range map[string]bool{"en": false, "cy": false, "ja": true} {
		must.Be(t, c.Translates(tag), want, tag, !want)
	}
	if (&City{}).Translates("ja") {
		t.Error("a city of no language translates")
	}
	if !(&City{Rule: NoRuleID}).PrintsNoRate() || (&City{Rule: RatioID}).PrintsNoRate() || (&City{}).PrintsNoRate() {
		t.Error("a city prints no rate when it says so")
	}
}

// TestSectionsInCharge has each section once, those of the whole before those of the
// actions, and another indicator's where the actions are its.
func TestSectionsInCharge(t *testing.T) {
	actions := []Action{{Sections: []string{"b", "a"}}, {Sections: []string{"c", "b"}}}
	for _, c := range []struct {
		r    Record
		want string
	}{
		{Record{}, ""},
		{Record{InCharge: []string{"a", "a"}}, "a"},
		{Record{Actions: actions}, "b a c"},
		{Record{InCharge: []string{"d", "a"}, Actions: actions}, "d a b c"},
		{Record{ActionsSameAs: ActionsPointer{Sections: []string{"e"}}}, "e"},
		{Record{InCharge: []string{"d"}, ActionsSameAs: ActionsPointer{Sections: []string{"e"}}}, "d"},
	} {
		must.Be(t, strings.Join(c.r.Sections(), " "), c.want)
	}
}

// TestFlags has what wants care beside a rate: each flag when it is so, and not else.
func TestFlags(t *testing.T) {
	for _, c := range []struct {
		what   string
		actual string
		more   func(*Record)
		want   []Flag
	}{
		{"better", "15", nil, nil},
		{"the same", "10", nil, nil},
		{"worse", "9", nil, []Flag{FlagWorse}},
		{"measured in another way", "15", func(r *Record) { r.Comparability.State = MethodChanged }, []Flag{FlagNotComparable}},
		{"of another period", "15", func(r *Record) { r.Comparability.State = WindowDiffers }, []Flag{FlagNotComparable}},
		{"said to be comparable", "15", func(r *Record) { r.Comparability = Comparability{ComparableOK, lang.Plain("ja", "同じ")} }, nil},
		{"rebuilt", "15", func(r *Record) { r.Reconstructed.Values = []string{"target"} }, []Flag{FlagReconstructed}},
		{"provisional and worse", "9", func(r *Record) { r.Provisional = true }, []Flag{FlagWorse, FlagProvisional}},
		{"what is not there is not provisional", "9", func(r *Record) { r.Provisional, r.Actual = true, Figure{Kind: None, None: NotYet} }, nil},
	} {
		city, r := worked(t, []string{"ratio", "increase", "10", "20", c.actual, "-"})
		if c.more != nil {
			c.more(r)
		}
		must.Equal(t, Achieve(city, r).Flags, c.want, c.what)
	}
}

// TestLicenceAddress has where terms can be read: the city's own address before a known
// one, and none of terms that nobody knows.
func TestLicenceAddress(t *testing.T) {
	for _, c := range []struct {
		of     Licence
		at     string
		stated bool
	}{
		{Licence{}, "", false},
		{Licence{ID: "not-stated"}, "", false},
		{Licence{ID: "CC-BY-4.0"}, "https://creativecommons.org/licenses/by/4.0/", true},
		{Licence{ID: "CC-BY-4.0", URL: "https://example.jp/terms"}, "https://example.jp/terms", true},
		{Licence{ID: "own", URL: "https://example.jp/terms"}, "https://example.jp/terms", true},
		{Licence{ID: "own"}, "", true},
	} {
		if c.of.Address() != c.at || c.of.Stated() != c.stated {
			t.Errorf("%+v: %q, %v", c.of, c.of.Address(), c.of.Stated())
		}
	}
}

// A section is named by its label where that tells it from all others, else by its id; a
// list of names is read back as the sections that it names.
func TestSectionsByName(t *testing.T) {
	c := &City{}
	for _, s := range [][2]string{{"tax", "税務課"}, {"water", "水道課"}, {"sewage", "水道課"}, {"park", "緑,公園課"}, {"roads", ""}, {"bridge", "tax2"}, {"tax2", "橋課"}} {
		c.Sections = append(c.Sections, Section{ID: s[0], Name: lang.Plain("ja", s[1])})
	}
	for id, want := range map[string]string{"tax": "税務課", "water": "water", "sewage": "sewage", "park": "park", "roads": "roads", "bridge": "bridge", "tax2": "橋課", "gone": "gone"} {
		must.Be(t, c.SectionLabel(id, "ja"), want)
	}
	sep := string([]rune(SectionSeparators)[0])
	ids, unknown := c.SectionsNamed("税務課"+sep+" water "+sep+sep+" "+sep+"税務課"+sep+"水道課"+sep+"消防課"+sep+"bridge", "ja")
	must.Be(t, strings.Join(ids, " ")+"; "+unknown, "tax water tax 水道課 消防課 bridge; 水道課")
	called := &City{SectionCalled: lang.Plain("en", "ward")}
	if c.SectionsIn("en") != "" || called.SectionsIn("en") != "wards" {
		t.Errorf("%q and %q", c.SectionsIn("en"), called.SectionsIn("en"))
	}
}

// The numbers that conditions compare a name with, on either side of the sign.
func TestLimits(t *testing.T) {
	for text, want := range map[string]string{
		"50 <= rate < 80 and actual > 3": "50 80", "rate >= 100 or rate = 0": "100 0", "not (rate < 80)": "80", "actual < 80": "", "rate > target": "", "rate * 2 > 80": "", "80 < 90": "",
	} {
		c, err := ParseCondition(text, ConditionNames...)
		must.Succeed(t, err)
		var got []string
		for _, d := range c.Limits("rate") {
			got = append(got, d.String())
		}
		must.Be(t, strings.Join(got, " "), want, text)
	}
}
