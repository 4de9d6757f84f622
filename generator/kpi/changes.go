package kpi

import "slices"

// Move is one thing that happened to an indicator from one year to the next.
type Move string

// The moves. An indicator can have several: renamed, and its target changed.
const (
	Rose          Move = "rose" // the achievement rose
	Fell          Move = "fell" // the achievement fell
	Unchanged     Move = "unchanged"
	Appeared      Move = "appeared"
	Ended         Move = "ended"
	TargetChanged Move = "target-changed"
	// FigureChanged is what was corrected: of two editions of one year another actual or baseline.
	FigureChanged Move = "figure-changed"
	MethodChange  Move = "method-changed"
	Renamed       Move = "renamed"
	// Incomparable is what becomes of an indicator whose rates of the two years do not speak of the same.
	Incomparable Move = "incomparable"
)

// Change is what happened to one indicator between two years. Before is nil
// for one that appeared, After for one that ended.
type Change struct {
	Before, After *Row
	Moves         []Move
	Another       bool // it ended because its id is another indicator's from then on
}

// ID is the indicator's as it is now, or was when it ended.
func (c *Change) ID() ID {
	if c.After != nil {
		return c.After.Indicator.ID
	}
	return c.Before.Indicator.ID
}

// Outcome is the one thing that happened to the achievement. Where the method
// or the rule is another, or a year has no rate, nothing rose and nothing fell.
func (c *Change) Outcome() Move {
	switch {
	case c.Before == nil:
		return Appeared
	case c.After == nil:
		return Ended
	case c.Before.Exact == nil || c.After.Exact == nil || slices.Contains(c.Moves, MethodChange):
		return Incomparable
	}
	return turn(c.Before, c.After)
}

// turn is which way the achievement went. Two years for which the city printed one and the same rate, and pages show it,
// did not move it: 93 after 93 has not fallen, whatever lies behind the rounding.
func turn(was, now *Row) Move {
	if was.Published != "" && now.Published != "" && was.Shown() == now.Shown() {
		return Unchanged
	}
	return [...]Move{Fell, Unchanged, Rose}[now.Exact.Cmp(was.Exact)+1]
}

// Changes compares two years. Indicators are matched by id, or by the explicit
// crosswalk of a record (formerly); a record that says that it is another
// indicator under the same id is not matched. The order is that of the later
// year, then of what ended. Two editions of one year are matched by id alone: what a
// record says of itself against the year before does not lie between them.
func Changes(before, after []Row) []Change {
	old := make(map[ID]*Row, len(before))
	for i := range before {
		old[before[i].Indicator.ID] = &before[i]
	}
	taken, another := map[ID]bool{}, map[ID]bool{}
	var changes []Change
	for i := range after {
		now := &after[i]
		was := old[now.Indicator.ID]
		if again := was != nil && was.Year == now.Year; !again {
			switch {
			case now.Formerly != "":
				was = old[now.Formerly]
			case now.Continues == Other:
				was, another[now.Indicator.ID] = nil, true
			}
		}
		if was == nil {
			changes = append(changes, Change{After: now, Moves: []Move{Appeared}})
			continue
		}
		taken[was.Indicator.ID] = true
		changes = append(changes, Change{Before: was, After: now, Moves: moves(was, now)})
	}
	for i := range before {
		if !taken[before[i].Indicator.ID] {
			changes = append(changes, Change{Before: &before[i], Moves: []Move{Ended}, Another: another[before[i].Indicator.ID]})
		}
	}
	return changes
}

func moves(was, now *Row) []Move {
	var m []Move
	if was.Exact != nil && now.Exact != nil {
		m = append(m, turn(was, now))
	}
	if was.Form == FormFinal && now.Form == FormFinal && !sameFigure(was.InForce(), now.InForce()) || !sameTarget(was, now) && !Step(was, now) {
		m = append(m, TargetChanged)
	}
	if was.Year == now.Year {
		if len(Corrected(was, now)) > 0 {
			m = append(m, FigureChanged)
		}
		return m
	}
	if now.Comparability.State == MethodChanged || was.By != now.By {
		m = append(m, MethodChange)
	}
	if now.Formerly != "" || now.Continues == Same || was.Indicator.ID != now.Indicator.ID {
		m = append(m, Renamed)
	}
	return m
}

// Step reports whether one of two years has a target of its own on the way to the plan's
// last one, and the other that last one alone: the plan is the same.
func Step(was, now *Row) bool {
	a, b := was.Indicator.Final, now.Indicator.Final
	return (was.Form == FormFinal) != (now.Form == FormFinal) && a != nil && b != nil && a.Year == b.Year && sameFigure(a.Target, b.Target)
}

// CorrectedFigure is a figure that is another one now, of the whole or of a part.
type CorrectedFigure struct {
	Key      string // baseline or actual
	Part     *Part  // nil for the whole
	Was, Now Figure
}

// Corrected are the baselines and actuals that two editions of one year have otherwise.
func Corrected(was, now *Row) (list []CorrectedFigure) {
	compare := func(key string, part *Part, a, b Figure) {
		same := sameFigure(a, b)
		if a.Missing() && b.Missing() { // for the same reason, where both give one
			same = a.None == b.None || a.Kind == Unset || b.Kind == Unset
		}
		if !same {
			list = append(list, CorrectedFigure{key, part, a, b})
		}
	}
	compare("baseline", nil, was.Baseline, now.Baseline)
	compare("actual", nil, was.Actual, now.Actual)
	for i := range now.Parts {
		for j := range was.Parts {
			if p, old := &now.Parts[i], &was.Parts[j]; p.Part.ID == old.Part.ID {
				compare("baseline", &p.Part, old.Baseline, p.Baseline)
				compare("actual", &p.Part, old.Actual, p.Actual)
			}
		}
	}
	return list
}

// sameTarget reports whether two years have the same target, of the whole and of each part.
func sameTarget(was, now *Row) bool {
	switch {
	case !sameFigure(was.Target, now.Target):
		return false
	case len(was.Parts) == 0 || len(now.Parts) == 0: // a year that was read without them says nothing of them
		return true
	case len(was.Parts) != len(now.Parts):
		return false
	}
	for _, p := range now.Parts {
		if !slices.ContainsFunc(was.Parts, func(old PartRecord) bool { return old.Part.ID == p.Part.ID && sameFigure(old.Target, p.Target) }) {
			return false
		}
	}
	return true
}

func sameFigure(a, b Figure) bool {
	if a.Kind != b.Kind {
		return false
	}
	switch a.Kind {
	case Number:
		return a.Value.Cmp(b.Value) == 0 && a.Strict == b.Strict
	case Range:
		return sameBound(a.From, b.From) && sameBound(a.To, b.To)
	case Words:
		return a.Words.Equal(b.Words)
	case Aimed:
		return a.Aim == b.Aim
	}
	return true
}

func sameBound(a, b *Decimal) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Cmp(*b) == 0
}
