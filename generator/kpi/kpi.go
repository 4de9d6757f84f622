// Package kpi holds the words of administrative evaluation (行政評価) and the
// rules by which achievement (達成度) is computed. It knows no files, no HTML
// and no clock: facts come in as Records, results go out as Achievements.
//
// The words: a City has Initiatives (取り組み事項); an Initiative has Indicators
// (指標, 目標), each with a baseline (基準値) and a target (目標値); each fiscal
// year (年度) has a Record of an indicator with its actual (実績値), actions
// (実施内容), sections in charge (担当係), method (積算方法) and comment (評価内容).
//
//	a := kpi.Achieve(city, record)
//	a.Computed // "63.2", from exactly 1200/19
//
// No figure that is printed passes through a float: values are Decimals with
// the digits of their source, arithmetic is math/big.
package kpi

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/lang"
)

// Kind is how the city's plan calls an indicator, in the city's own word: 指標,
// 成果指標, Measure.
type Kind string

// The kinds that every city has; it may name others (City.Kinds). Code, kind and
// number together name an indicator; code and number alone do not.
const (
	KindIndicator Kind = "指標"
	KindGoal      Kind = "目標"
)

// KindOf is a kind with its part of the ids and its name in each language.
type KindOf struct {
	Word Kind      // as it stands in the data
	Slug string    // as it stands in ids: shihyo
	Name lang.Text // zero for the two built-in ones, whose names are messages
}

// BuiltInKinds are the kinds that need no declaration.
var BuiltInKinds = []KindOf{{Word: KindIndicator, Slug: "shihyo"}, {Word: KindGoal, Slug: "mokuhyo"}}

// KindOf returns a kind of the city by its word or its slug, or nil.
func (c *City) KindOf(word string) *KindOf {
	for _, list := range [][]KindOf{c.Kinds, BuiltInKinds} {
		if k := find(list, func(k *KindOf) bool { return string(k.Word) == word || k.Slug == word }); k != nil {
			return k
		}
	}
	return nil
}

// ID names an indicator: sheet, kind and number, such as 1-i-shihyo-6.
type ID string

// MakeID joins the parts of an id; the kind stands in it by its slug.
func MakeID(sheet, slug string, number int) ID {
	return ID(sheet + "-" + slug + "-" + strconv.Itoa(number))
}

// split parts an id from its end: a number, a slug that begins with a letter,
// and the sheet.
func (id ID) split() (sheet, local string) {
	s := string(id)
	n := strings.LastIndexByte(s, '-')
	if n <= 0 || n == len(s)-1 || !allDigits(s[n+1:]) {
		return "", s
	}
	k := strings.LastIndexByte(s[:n], '-')
	if k <= 0 || s[k+1] < 'a' || s[k+1] > 'z' || len(s[k+1:n]) < minSlug {
		return "", s
	}
	return s[:k], s[k+1:]
}

// minSlug is the shortest piece of an id that names a kind: a sheet such as 1-i
// ends in shorter ones.
const minSlug = 3

// Sheet is the initiative's part of the id, "" when it is no indicator's id.
func (id ID) Sheet() string { sheet, _ := id.split(); return sheet }

// Local is the id without its sheet: shihyo-6.
func (id ID) Local() string { _, local := id.split(); return local }

// Year is a fiscal year by the western year that it begins in (where it begins in
// April, 2024 is April 2024 to March 2025), or ends in where the calendar says so.
type Year int

// String is the form that names folders: FY2024.
func (y Year) String() string { return "FY" + strconv.Itoa(int(y)) }

// ParseYear reads FY2024.
func ParseYear(s string) (Year, bool) {
	digits, ok := strings.CutPrefix(s, "FY")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || len(digits) != 4 || n < 1868 {
		return 0, false
	}
	return Year(n), true
}

// Calendar is when the fiscal year begins; its zero value is April.
type Calendar struct {
	FirstMonth int
	ByEnd      bool // a year has the number of the year in which it ends: FY2025 began in July 2024
}

// First is the first month of a year.
func (c Calendar) First(y Year) lang.Month {
	m := c.FirstMonth
	if m == 0 {
		m = 4
	}
	if c.ByEnd && m != 1 {
		y--
	}
	return lang.Month{Year: int(y), Month: m}
}

// Last is the last month of a year, eleven after the first.
func (c Calendar) Last(y Year) lang.Month { return lang.MonthAt(c.First(y).Index() + 11) }

// Direction says which way is better. It is never told from the name.
type Direction string

// The directions. Maintain wants a value inside its target, Qualitative is
// done or not, Neutral says that neither way is better (cost, population).
const (
	Increase    Direction = "increase"
	Decrease    Direction = "decrease"
	Maintain    Direction = "maintain"
	Qualitative Direction = "qualitative"
	Neutral     Direction = "neutral"
)

// Measured says what kind of value an indicator has.
type Measured string

// The kinds of value: one number, several numbers, done and not done, or a place
// in an order of which the first is the best.
const (
	ByNumber Measured = "number"
	ByParts  Measured = "parts"
	ByDone   Measured = "done"
	ByRank   Measured = "rank"
)

// Initiative is one node of the plan, which has a sheet: a 取り組み事項 with its
// indicators, or a level above it (基本目標, 政策) with or without any of its own.
type Initiative struct {
	Sheet    string    // "1-i", the name of its files
	Code     string    // "⑴-イ", as printed
	Name     lang.Text // as printed
	Pillar   lang.Text // only where the source names one
	Order    int       // place in the list, or among the children of its parent, from 1
	Parent   string    // sheet of the node above, "" at the top
	Level    string    // id of a Level, "" takes that of its depth
	Summary  lang.Text // the city's words of what it is
	Fields   []FieldValue
	InCharge []string // ids of sections in charge, of its indicators too unless they name their own

	Depth int // how many nodes stand above, set by Tree
	Below int // how many nodes follow it in the plan that stand below it, set by Tree

	Indicators []*Indicator // in the order of the plan

	// Of one year: how the node as a whole is graded, and what it cost.
	Grade     string // id of a Grade, or ""
	Gradings  []Grading
	Resources []Resource
}

// Indicator is what was promised: one 指標 or 目標 of the plan.
type Indicator struct {
	ID     ID
	Sheet  string
	Code   string // the initiative's code
	Kind   Kind
	Slug   string // of the kind, as it stands in the id
	Number int
	Label  lang.Text // the city's number as printed, where it is not kind and number
	Name   lang.Text
	Group  string // id of a Group, or ""
	Unit   lang.Text

	Measured  Measured
	Direction Direction
	Rule      string // id of a rule, "" takes the year's or the city's
	Parts     []Part // only when measured by parts

	InCharge  []string        // ids of sections in charge, unless a year names its own
	NotJudged bool            // the city does not judge it
	Once      bool            // once done, it stays done (策定, 導入)
	Total     *Total          // the target is for the sum of these years
	Tolerance *Decimal        // of the indicator, for conditions of bands
	History   map[Year]Figure // actuals from before the first record
	Fields    []FieldValue    // of the city's own; those of its node where it has none itself

	SameMeasureAs ID // another indicator of the same measurement, or ""
	NameRefersTo  ID // an indicator that the name mentions, or ""
	Targets       map[Year]Figure
	Final         *FinalTarget
	Counts        lang.Text // what the value counts, where the name would mislead: the time saved
	Notes         []lang.Text
}

// Part is one measured part of a composite indicator.
type Part struct {
	ID        string
	Name      lang.Text
	Unit      lang.Text
	Direction Direction
}

// FinalTarget is where a plan of several years wants to arrive.
type FinalTarget struct {
	Target Figure
	Year   Year
}

// City is what holds for every year: who publishes, in which languages, by
// which rules.
type City struct {
	Name, Title                   lang.Text
	Called                        lang.Text // what the place calls itself (市, 町, council), zero where its name says so
	SectionCalled, SectionsCalled lang.Text // what it calls a section in charge (所管課, department), and several; zero for the language\'s own word
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
