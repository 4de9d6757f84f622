package desk

import (
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// TestCalled holds what indicators are called in listings and in drafts.
func TestCalled(t *testing.T) {
	for _, c := range []struct {
		code        string
		kind        kpi.Kind
		label, want string
	}{
		{"⑴-イ", "指標", "", "⑴-イ-指標3"}, {"2", "Measure", "", "2 Measure 3"}, {"2", "Measure", "2.3", "2.3"}, {"2", "Measure", "PI 203", "2 PI 203"}, {"2", "指標", "2-(1)-①", "2-(1)-①"},
	} {
		must.Be(t, calledIn(c.code, c.kind, 3, c.label), c.want, c.code, c.kind, c.label, "is called")
	}
}
