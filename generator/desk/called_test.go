package desk

import (
	"testing"

	"tassei/generator/kpi"
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
		if got := calledIn(c.code, c.kind, 3, c.label); got != c.want {
			t.Errorf("%s %s %s is called %q, want %q", c.code, c.kind, c.label, got, c.want)
		}
	}
}
