package kpi

import "tassei/generator/lang"

// What a plan has beside its figures. All of it is stated as the city gives it
// and never judged.

// OwnField is a field of the city's own, declared once: 所属会計, SDGs.
type OwnField struct {
	ID   string
	Name lang.Text
}

// FieldValue is what a node or an indicator has in one of the city's fields.
type FieldValue struct {
	Field  string // id of an OwnField
	Values []lang.Text
}

// Grader is who grades beside the city as a whole: 所管課, 外部評価委員会.
type Grader struct {
	ID   string
	Name lang.Text
}

// Grading is one grader's grade, with the grader's words.
type Grading struct {
	Grader string // id of a Grader
	Grade  string // id of a Grade
	Words  lang.Text
}

// Resource is what was planned and used of one kind: a cost, staff hours, a
// source of money.
type Resource struct {
	Name            lang.Text
	Unit            lang.Text
	Planned, Actual *Decimal // nil where not stated
}

// Reading is a value taken within the year, by quarter or month.
type Reading struct {
	Printed     string    // when, as printed
	Said        lang.Text // the same in each language, zero where it stands in the first alone
	Period      lang.Period
	Value       Figure
	Provisional bool
}

// Breakdown is the actual by district, age or another trait.
type Breakdown struct {
	Name  lang.Text // of the trait: 地区
	Items []BreakdownItem
	Whole bool // the items add up to the actual
}

// BreakdownItem is the value of one district or age.
type BreakdownItem struct {
	Name  lang.Text
	Value Figure
}

// ActionState is how far an action is; "" where the city does not say.
type ActionState string

// The states of an action.
const (
	NotBegun ActionState = "not-begun"
	UnderWay ActionState = "under-way"
	Done     ActionState = "done"
	Stopped  ActionState = "stopped"
)

// ActionStates lists the states, for checking and for code lists.
var ActionStates = []string{string(NotBegun), string(UnderWay), string(Done), string(Stopped)}

// OwnField returns the city's field with the id, or nil.
func (c *City) OwnField(id string) *OwnField {
	return find(c.Fields, func(f *OwnField) bool { return f.ID == id })
}

// Grader returns the grader with the id, or nil.
func (c *City) Grader(id string) *Grader {
	return find(c.Graders, func(g *Grader) bool { return g.ID == id })
}
