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
	if v.finalTarget() != "66" || v.finalYear() != "2032" || v.unjudged() != "" {
		t.Errorf("%q %q %q", v.finalTarget(), v.finalYear(), v.unjudged())
	}
	v.a.Band, v.ind.Final = kpi.NotJudged, nil
	if v.finalTarget() != "" || v.finalYear() != "" || v.unjudged() != string(kpi.ReasonNotDue) {
		t.Errorf("%q %q %q", v.finalTarget(), v.finalYear(), v.unjudged())
	}
}
