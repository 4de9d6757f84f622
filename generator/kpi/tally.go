package kpi

import (
	"math/big"
	"slices"
)

// Row is what lists need of one indicator in one year. Rows are small, so that
// a year of any size can be kept while its pages stream out.
type Row struct {
	Year          Year
	Indicator     *Indicator // as it stood in that year
	Baseline      Figure
	Target        Figure
	Actual        Figure
	Parts         []PartRecord
	Published     string
	Page          int
	Sections      []string
	Comparability Comparability
	Grade         string
	Formerly      ID
	Continues     Continuity
	Provisional   bool

	Achievement
}

// NewRow takes from a record what lists need.
func NewRow(r *Record, a Achievement) Row {
	return Row{
		Year: r.Year, Indicator: r.Indicator, Baseline: r.Baseline, Target: r.Target, Actual: r.Actual,
		Parts: r.Parts, Published: r.Published, Page: r.Page, Sections: r.Sections(),
		Comparability: r.Comparability, Grade: r.Grade, Formerly: r.Formerly, Continues: r.Continues, Provisional: r.Provisional,
		Achievement: a,
	}
}

// Shown is the achievement as lists print it; see ShownBeside.
func (r *Row) Shown() string { return r.ShownBeside(r.Published) }

// ShownBeside is the achievement as pages and open data show it: what the city
// printed where it printed a rate, else the computed one, "" without a rate. A
// figure that would read as another band is shown with more decimals, also where
// the city printed fewer; its printed one stands beside it.
func (a *Achievement) ShownBeside(published string) string {
	if published != "" && (a.Shows == a.Computed || !a.Agrees) {
		return published
	}
	return a.Shows
}

// InForce is the target by which the row is judged: the year's own, else the
// final one.
func (r *Row) InForce() Figure {
	return (&Record{Indicator: r.Indicator, Target: r.Target}).InForce()
}

// Tally counts a set of indicators. There is no mean: one outlier would make
// it a figure of nothing.
type Tally struct {
	Total  int
	Bands  map[string]int // by band id, the built-in ones included
	Absent map[Reason]int // of those that are not judged, as Absent tells why
	Judged int            // all but those that nobody judges
	Held   int            // of those: final, and held against a target of the year, met or missed
	Undue  int            // of those: with a band that was drawn without such a target (a grade, a later year's target)
	Met    int            // final, and the target is met
	NoGoal int            // of those that are not judged: no target was set
	Based  int            // have a baseline, of the whole or of a part
	Worse  int            // worse than the baseline
	SoFar  int            // of those, how many have a provisional actual
	Unsure int            // of the rest, how many cannot be compared soundly
	Median *big.Rat       // of all rates; nil when there are none
	Rates  int            // how many indicators have a rate
}

// Count makes the tally of the rows.
func Count(rows []Row) Tally {
	t := Tally{Total: len(rows), Bands: map[string]int{}, Absent: map[Reason]int{}}
	var rates []*big.Rat
	for i := range rows {
		r := &rows[i]
		t.Bands[r.Band]++
		if r.HasJudgement() {
			t.Judged++
		}
		if why := r.Absent(); why != "" {
			t.Absent[why]++
		}
		if r.Form == FormNone {
			t.NoGoal++
		}
		if r.based() {
			t.Based++
		}
		switch {
		case !r.HasJudgement() || r.Band == Pending:
		case r.Met == Unjudged:
			t.Undue++
		default:
			t.Held++
			if r.Met == Met {
				t.Met++
			}
		}
		if r.Against == Worse {
			t.Worse++
			switch {
			case r.Provisional:
				t.SoFar++
			case r.Comparability.Limited():
				t.Unsure++
			}
		}
		if r.Exact != nil {
			rates = append(rates, r.Exact)
		}
	}
	t.Rates = len(rates)
	t.Median = median(rates)
	return t
}

// Absent is why an indicator that has a target is not judged this year: its actual is
// not there and will not be (withheld, lost, not measured), or the year of its target has
// not come, or those of its total are over; "" for any other.
func (r *Row) Absent() Reason {
	if r.Band != NotJudged {
		return ""
	}
	switch r.Unjudged {
	case NotMeasured, LostInSource, NotStated, NotApplicable, Withheld, BelowLimit, ReasonNotDue, ReasonTotalOver:
		return r.Unjudged
	}
	return ""
}

// based reports whether there is a baseline, of the whole or of a part.
func (r *Row) based() bool {
	return !r.Baseline.Missing() && r.Indicator.Measured != ByParts || slices.ContainsFunc(r.Parts, func(p PartRecord) bool { return !p.Baseline.Missing() })
}

// Baseless reports whether nothing is said of a baseline, of the whole or of a part.
func (r *Row) Baseless() bool {
	return r.Baseline.Unspoken() && !slices.ContainsFunc(r.Parts, func(p PartRecord) bool { return !p.Baseline.Unspoken() })
}

// Base is of how many indicators Met can be told: of those that are judged, but
// where bands were drawn without a target to meet, only of those that have one.
func (t *Tally) Base() int {
	if t.Undue > 0 {
		return t.Held
	}
	return t.Judged
}

// median is the middle value, or the mean of the two middle ones.
func median(values []*big.Rat) *big.Rat {
	if len(values) == 0 {
		return nil
	}
	slices.SortFunc(values, (*big.Rat).Cmp)
	high := values[len(values)/2]
	if len(values)%2 == 1 {
		return new(big.Rat).Set(high)
	}
	sum := new(big.Rat).Add(values[len(values)/2-1], high)
	return sum.Quo(sum, big.NewRat(2, 1))
}
