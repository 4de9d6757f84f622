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
	"cmp"
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
	if n <= 0 || n == len(s)-1 || !lang.AllDigits(s[n+1:]) {
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

// ParseYear reads FY2024, a year of the western calendar: FY2567 would be one in five
// hundred years, or one that another calendar counts.
func ParseYear(s string) (Year, bool) {
	digits, ok := strings.CutPrefix(s, "FY")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || len(digits) != 4 || n < 1868 || n > 2200 {
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
	m := cmp.Or(c.FirstMonth, 4)
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

// Directions lists them, and PartDirections those that a part can have.
var (
	Directions     = []Direction{Increase, Decrease, Maintain, Qualitative, Neutral}
	PartDirections = []Direction{Increase, Decrease, Maintain, Neutral}
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

// Measures lists them.
var Measures = []Measured{ByNumber, ByParts, ByDone, ByRank}

// Codes are the words of a list such as Directions, as they stand in the data.
func Codes[T ~string](list []T) []string {
	codes := make([]string, len(list))
	for i, word := range list {
		codes[i] = string(word)
	}
	return codes
}

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
