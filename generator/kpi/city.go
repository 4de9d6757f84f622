package kpi

import (
	"cmp"
	"slices"
	"strings"

	"tassei/generator/lang"
)

// City is what holds for every year: who publishes, in which languages, by
// which rules.
type City struct {
	Name, Title                   lang.Text
	Called                        lang.Text // what the place calls itself (市, 町, council), zero where its name says so
	SectionCalled, SectionsCalled lang.Text // what it calls a section in charge (所管課, department), and several; zero for the language's own word
	Code                          string    // of the place, "" for none; of six digits, the last a check digit, where CodeScheme is ""
	CodeScheme                    string    // what the code is of, where it is no Japanese municipality's: ISO 3166-2, GSS
	Calendar                      Calendar
	YearName                      lang.Text  // how a fiscal year is called, with {year}, {next}, {next2}; zero takes the language's way
	Kinds                         []KindOf   // of the city's own
	Levels                        []Level    // of the plan's tree, from the top
	Fields                        []OwnField // of the city's own
	Graders                       []Grader
	Money                         lang.Text // what budgets are counted in: 千円
	Units                         []Unit    // whose word for one thing the city says itself
	Languages                     []string  // the first is the site's first language
	Official                      []string  // languages beside the first in which the city itself writes
	Licence                       Licence
	Contact                       Contact
	BaseURL                       string // "" or an address that ends in a slash
	ShareImages                   bool
	// IndicatorDownloads tells that each indicator has files of its own: its row
	// as CSV and JSON, and its charts.
	IndicatorDownloads bool

	Rule      string          // id of the city's rule, "" for Ratio
	Rules     []Rule          // of the city's own
	Rounding  Rounding        // of the named rules
	Places    *int            // decimals of a rate where none is printed, nil where undeclared
	Cap       *Decimal        // of the named rules
	Bands     []Band          // highest first
	OwnBands  bool            // the bands are the city's, with conditions
	BandNames map[string]Band // how the city calls the built-in bands, by their id
	Period    Total           // of the plan: its first and last year, zero where not declared

	Groups        []Group
	Grades        []Grade
	Sections      []Section
	Terms         []Term
	Accessibility Accessibility
	Comments      Wanted // whether each record has a comment (評価内容)
}

// Translates reports whether what stands in a language is a translation of the
// city's words: in any but the first language and those that are official too.
func (c *City) Translates(tag string) bool {
	return len(c.Languages) > 0 && tag != c.Languages[0] && !slices.Contains(c.Official, tag)
}

// Wanted says whether something is asked for.
type Wanted string

// The answers: a missing one is an error, is only listed, or is never missed.
const (
	Required Wanted = "required"
	Optional Wanted = "optional"
	Absent   Wanted = "none"
)

// Licence is the terms under which the figures may be used.
type Licence struct {
	ID    string // "CC-BY-4.0", "PDL-1.0", "not-stated" or the city's own short name
	Title lang.Text
	URL   string
}

// licences are the terms that need no more than their short name, with where they
// can be read.
var licences = [][2]string{
	{"CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"},
	{"CC-BY-SA-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"},
	{"CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"},
	{"PDL-1.0", "https://www.digital.go.jp/resources/open_data/public_data_license_v1.0"},
	{"GJSTU-2.0", "https://www.digital.go.jp/resources/open_data/"},
	{"OGL-UK-3.0", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"},
}

// LicenceIDs are the short names of the terms that are known.
func LicenceIDs() []string {
	var ids []string
	for _, l := range licences {
		ids = append(ids, l[0])
	}
	return ids
}

// Address is where the terms can be read, "" where that is not known.
func (l Licence) Address() string {
	for _, known := range licences {
		if l.URL == "" && known[0] == l.ID {
			return known[1]
		}
	}
	return l.URL
}

// Stated reports whether the source states any terms.
func (l Licence) Stated() bool { return l.ID != "" && l.ID != "not-stated" }

// SectionsIn is what the city calls its sections in charge in a language, "" where
// it has no word of its own.
func (c *City) SectionsIn(tag string) string {
	one, _ := c.SectionCalled.In(tag)
	several, _ := c.SectionsCalled.In(tag)
	if one == "" {
		return ""
	}
	return lang.Several(tag, one, several)
}

// Contact is whom to ask; its zero value means that the source does not say.
type Contact struct {
	Text lang.Text
	URL  string
}

// Group is a bracketed group of indicators such as 【フロントヤード関連】.
type Group struct {
	ID   string
	Name lang.Text
}

// Unit is a unit as it is written with any number, and with one: carers, carer.
type Unit struct{ Name, One lang.Text }

// Grade is one of the city's own grades, with its legend. A grade is recorded
// as printed and never mixed with the computed band.
type Grade struct {
	ID            string
	Name, Meaning lang.Text
	Mark          string // the city's mark, "" for none
}

// Section is a section in charge (担当係).
type Section struct {
	ID   string
	Name lang.Text
}

// Term is a word that citizens may not know.
type Term struct {
	ID            string
	Word, Meaning lang.Text
	Also          []string // other spellings
}

// Accessibility is what the city has recorded about the accessibility of the
// site. Without Human nothing on the page may claim conformance.
type Accessibility struct {
	Standard    lang.Text
	TargetLevel string
	Scope       lang.Text
	Problems    []lang.Text
	Automated   AccessibilityTest
	Human       AccessibilityTest
}

// AccessibilityTest is one recorded check; its zero value means none yet.
type AccessibilityTest struct {
	Tool   string
	Date   string // ISO date
	Result lang.Text
}

// Section returns the section in charge with the id, or nil.
func (c *City) Section(id string) *Section {
	return find(c.Sections, func(s *Section) bool { return s.ID == id })
}

// SectionSeparators part the sections where people write several.
const SectionSeparators = "、,，;；\n"

// SectionLabel is the name of a section in a language, or its id where the name would
// not tell it from others again.
func (c *City) SectionLabel(id, tag string) string {
	s := c.Section(id)
	if s == nil {
		return id
	}
	name, same := s.Name[tag], 0
	for _, other := range c.Sections {
		if other.Name[tag] == name || other.ID == name {
			same++
		}
	}
	if name == "" || same != 1 || strings.ContainsAny(name, SectionSeparators) {
		return id
	}
	return name
}

// SectionsNamed are the ids of the sections that a text names by label or id, and
// what of it names none, in its place.
func (c *City) SectionsNamed(text, tag string) (ids []string, unknown string) {
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(SectionSeparators, r) }) {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		at := slices.IndexFunc(c.Sections, func(s Section) bool { return s.ID == name || c.SectionLabel(s.ID, tag) == name })
		if at >= 0 {
			name = c.Sections[at].ID
		} else {
			unknown = cmp.Or(unknown, name)
		}
		ids = append(ids, name)
	}
	return ids, unknown
}

// Group returns the group with the id, or nil.
func (c *City) Group(id string) *Group {
	return find(c.Groups, func(g *Group) bool { return g.ID == id })
}

// Grade returns the grade with the id, or nil.
func (c *City) Grade(id string) *Grade {
	return find(c.Grades, func(g *Grade) bool { return g.ID == id })
}

// Band returns the band with the id, or nil; Pending has none.
func (c *City) Band(id string) *Band { return find(c.Bands, func(b *Band) bool { return b.ID == id }) }

func find[T any](list []T, is func(*T) bool) *T {
	for i := range list {
		if is(&list[i]) {
			return &list[i]
		}
	}
	return nil
}
