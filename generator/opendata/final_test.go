package opendata

import (
	"testing"

	"tassei/generator/kpi"
)

// The plan's last target stands in a column, and a band that the city gave has no
// reason for there being none.
func TestLastTarget(t *testing.T) {
	v := view{ind: &kpi.Indicator{Final: &kpi.FinalTarget{Year: 2032, Target: kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("66")}}},
		a: &kpi.Achievement{Band: "D", Unjudged: kpi.ReasonNotDue}}
	if number(v.final().Target) != "66" || orNone(v.final().Year) != "2032" || v.unjudged() != "" {
		t.Errorf("%q %q %q", number(v.final().Target), orNone(v.final().Year), v.unjudged())
	}
	v.a.Band, v.ind.Final = kpi.NotJudged, nil
	if number(v.final().Target) != "" || orNone(v.final().Year) != "" || v.unjudged() != string(kpi.ReasonNotDue) {
		t.Errorf("%q %q %q", number(v.final().Target), orNone(v.final().Year), v.unjudged())
	}
}

// Where a year has no target of its own and the plan has a last one, nothing says that none is set.
func TestTargetOfALaterYear(t *testing.T) {
	last := kpi.FinalTarget{Year: 2032, Target: kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("66")}}
	rec := kpi.Record{Year: 2024, Indicator: &kpi.Indicator{Final: &last}, Target: kpi.Figure{Kind: kpi.None, None: kpi.NotSet}}
	if v := (view{rec: &rec}); !v.dueLater() {
		t.Error("a later target is not told from none")
	}
	rec.Indicator = &kpi.Indicator{}
	if v := (view{rec: &rec}); v.dueLater() {
		t.Error("no target is told to be a later one")
	}
}
