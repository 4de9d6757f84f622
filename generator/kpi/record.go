package kpi

import (
	"slices"

	"tassei/generator/lang"
)

// Record is what happened to one indicator in one fiscal year.
type Record struct {
	Year      Year
	Indicator *Indicator // its facts as they stood in that year

	Page   int // of the printed sheet, from 1; 0 when there is none
	Method lang.Text
	Remark lang.Text // the city's own remark, printed with the name

	Baseline, Target, Actual Figure
	Parts                    []PartRecord // only when measured by parts

	Published     string    // the printed achievement, digits as printed; "" when none is printed yet
	NonePublished Reason    // why none is printed, where the data says so
	InItsPlace    string    // what is printed where the achievement would be, as 算定不可; "" for nothing
	Difference    lang.Text // why the printed figure is not reproduced; empty when it must be
	PrintedSoFar  *Decimal  // the city's printed sum of a total's years, nil for none
	Forecast      Figure    // 見込: what the city expected for the year's end, apart from the actual
	Revised       *Revision // how the target was changed by the plan
	YearRule      string    // id of the rule chosen for the year, "" for the city's
	DoneIn        Year      // done once, in a year before the records begin; 0 when not said
	Undone        bool      // what was done once is no more
	Comparability Comparability
	Provisional   bool   // the actual is not final
	Grade         string // id of a Grade, or ""
	Gradings      []Grading
	Reconstructed Reconstruction
	Readings      []Reading // within the year, as printed
	Breakdowns    []Breakdown
	Resources     []Resource

	InCharge      []string // ids of sections that answer for the indicator as a whole
	Actions       []Action
	ActionsSameAs ActionsPointer
	Evidence      []Evidence
	Notes         []lang.Text // the editor's, apart from the city's words
	Comment       map[string]Comment
	Corrections   []Correction

	// Continues answers for a name that differs from the year before under the
	// same id: the same indicator (Same), another one (Other), or not answered.
	Continues Continuity
	Formerly  ID // the id that the indicator had the year before, or ""

	// Before is the same indicator's last record of an earlier year, nil when there
	// is none or when it is another indicator.
	Before *Record
}

// Revision is a change of the target by the plan itself.
type Revision struct {
	Was  Figure
	Unit lang.Text // of Was, where the indicator had another unit before
	Date string    // ISO date, "" when not stated
	Why  lang.Text
}

// Continuity says whether an indicator goes on from the year before.
type Continuity int

// The answers; Unanswered is right only where nothing changed.
const (
	Unanswered Continuity = iota
	Same
	Other
)

// PartRecord is the year's figures of one part of a composite indicator.
type PartRecord struct {
	Part                     Part
	Baseline, Target, Actual Figure
}

// FigureKind says what a Figure holds.
type FigureKind int

// The kinds of Figure. The zero Figure was never given.
const (
	Unset FigureKind = iota
	Number
	Range
	Words
	None
	Aimed
)

// Reason is why there is no value, or no rate.
type Reason string

// The reasons that data may give for a missing value.
const (
	NotMeasured   Reason = "not-measured"
	LostInSource  Reason = "lost-in-source"
	NotStated     Reason = "not-stated"
	NotYet        Reason = "not-yet"
	NotApplicable Reason = "not-applicable"
	NotSet        Reason = "not-set"
	Withheld      Reason = "withheld"              // small numbers that would tell of persons
	BelowLimit    Reason = "below-detection-limit" // measured, and too little to be told from none (ND, <0.5)
)

// Reasons lists the reasons that data may give, for checking and for messages.
var Reasons = []Reason{NotMeasured, LostInSource, NotStated, NotYet, NotApplicable, NotSet, Withheld, BelowLimit}

// Figure is a baseline, a target or an actual: a number, a range (target only),
// words with done or not (qualitative), a direction (target only), or the reason
// for having none.
type Figure struct {
	Kind    FigureKind
	Value   Decimal   // Number
	From    *Decimal  // Range; nil is open
	To      *Decimal  // Range; nil is open
	Words   lang.Text // Words
	Done    bool      // Words
	None    Reason    // None
	Printed string    // the sign or words as printed, such as ― or 25（5）; "" when they need no saying
	Strict  Strict    // Number: the value itself is not enough (target only)
	Aim     Aim       // Aimed: a direction without a number (target only); Words may name it
	Second  *Second   // Number: a second value beside it (25（うち市外5）)

	AsOf          AsOf
	Planned       bool // baseline: set in a plan, not measured
	Reconstructed bool // lost in the source and rebuilt from the prose
}

// Second is a value beside a value, with what it counts.
type Second struct {
	Value Decimal
	Name  lang.Text
}

// IsNumber reports whether the figure is one number.
func (f Figure) IsNumber() bool { return f.Kind == Number }

// Toward takes a range with the one bound that a direction has anyway for that
// value: 85以上 of what is better when higher is 85. Every other figure stays.
func (f Figure) Toward(d Direction) Figure {
	bound := f.From
	if d == Decrease {
		bound = f.To
	}
	if f.Kind != Range || bound == nil || f.From != nil && f.To != nil || d != Increase && d != Decrease {
		return f
	}
	f.Kind, f.Value, f.From, f.To = Number, *bound, nil, nil
	return f
}

// Missing reports whether there is no value of any kind.
func (f Figure) Missing() bool { return f.Kind == Unset || f.Kind == None }

// Unspoken reports whether there is no value and nothing to say of that: none was
// set or stated, and the source prints nothing in its place.
func (f Figure) Unspoken() bool {
	return f.Kind == Unset || f.Kind == None && (f.None == NotSet || f.None == NotStated || f.None == "") && f.Printed == "" && f.AsOf.Text.IsZero()
}

// Bounds is a range in the digits of its source, with dash between its bounds; of
// an open side nothing stands.
func (f Figure) Bounds(dash string) string {
	text := dash
	if f.From != nil {
		text = f.From.String() + text
	}
	if f.To != nil {
		text += f.To.String()
	}
	return text
}

// AsOf is when a figure was taken: the text as printed, its normal form where
// it has one, and the months in it.
type AsOf struct {
	Text   lang.Text // the first language as printed; zero when the source gives no date
	Normal lang.AsOf
	Months []lang.Month
	Span   bool // the months are the first and the last of a year or a quarter
}

// Comparability says whether the actual can be compared with the baseline.
type Comparability struct {
	State Comparable
	Note  lang.Text
}

// Comparable is the state of a Comparability; "" means ok.
type Comparable string

// The states of comparability.
const (
	ComparableOK  Comparable = "ok"
	MethodChanged Comparable = "method-changed"
	WindowDiffers Comparable = "window-differs"
)

// Limited reports whether the comparison with the baseline is unsound.
func (c Comparability) Limited() bool { return c.State == MethodChanged || c.State == WindowDiffers }

// Reconstruction says which values were lost in the source and rebuilt, and
// from what. Its zero value means none.
type Reconstruction struct {
	Values []string // "baseline", "target", "actual"
	Note   lang.Text
}

// Action is one line of 実施内容.
type Action struct {
	Text     lang.Text
	Printed  string    // the period as printed
	Said     lang.Text // the same in each language, zero where it stands in the first alone
	Period   lang.Period
	Sections []string // ids, in the printed order

	State         ActionState
	Percent       *Decimal // per cent done, nil where not stated
	Due           AsOf     // when it is to be done, as printed
	Budget, Spent *Decimal // in the city's Money, nil where not stated
	Grade         string   // id of a Grade, or ""
}

// ActionsPointer stands for actions that are another indicator's, with the
// printed words. Its zero value means none.
type ActionsPointer struct {
	Indicator ID
	Text      lang.Text
	Sections  []string // in charge of that indicator's actions, once they are known
}

// Evidence is a sum that the city's text relies on.
type Evidence struct {
	Sum    string // such as "786 / 57687 * 100"
	Equals string // a decimal, or "baseline", "target", "actual"
	Text   lang.Text
}

// Comment is the 評価内容 in one language, as Markdown.
type Comment struct {
	Markdown string
	Stale    bool // translated from an older original
}

// Correction is a change that was made after publication.
type Correction struct {
	Indicator ID     // "" for the whole year
	Date      string // ISO date
	Was, Now  lang.Text
	Why       lang.Text
}

// YearInfo is what holds for one year of the whole site.
type YearInfo struct {
	Year        Year
	Draft       bool
	Title       lang.Text
	Summary     lang.Text // what the plan is and who judged it, in a sentence of the city's
	PublishedOn string    // ISO date, "" when not stated
	Date        string    // ISO date of the year itself, used by the seal
	Due         string    // ISO date by which sections hand in their figures, "" when not stated
	Source      SourceDocument
	Corrections []Correction
}

// YearOf is what is known of a year, nil where it is not among them.
func YearOf(years []YearInfo, y Year) *YearInfo {
	return find(years, func(info *YearInfo) bool { return info.Year == y })
}

// SourceDocument is the printed document that a year was taken from.
type SourceDocument struct {
	File  string // under the year's data folder, "" when there is none
	Name  lang.Text
	Pages int
	URL   string // where the document lies on the city's own site, "" when not stated
	// PageLines are the lines of a text on which its pages begin, from 1, ascending; nil where the text tells
	// nothing of pages, or marks them with form feeds.
	PageLines []int
}

// Sections lists the ids of the sections in charge, each once: those of the
// indicator as a whole, then in the order in which the actions name them; where the actions are another indicator's, so
// are the sections.
func (r *Record) Sections() []string {
	if len(r.Actions) == 0 && len(r.InCharge) == 0 {
		return r.ActionsSameAs.Sections
	}
	var ids []string
	add := func(sections []string) {
		for _, s := range sections {
			if !slices.Contains(ids, s) {
				ids = append(ids, s)
			}
		}
	}
	add(r.InCharge)
	for _, a := range r.Actions {
		add(a.Sections)
	}
	return ids
}

// YearSheet is one initiative in one year.
type YearSheet struct {
	Year       Year
	Draft      bool
	Initiative Initiative // as it stood that year, with the indicators of that year
	Records    []*Record  // in the order of the plan
}
