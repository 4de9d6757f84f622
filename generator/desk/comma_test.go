package desk

import "testing"

// TestDecimalCommas reads what is typed as a number in cities whose language has a decimal
// comma, and refuses what could be meant in two ways.
func TestDecimalCommas(t *testing.T) {
	for _, c := range []struct{ language, typed, want, rule string }{
		{"es", "63,2", "63.2", ""}, {"es", "1.234,56", "1234.56", ""}, {"es", "-0,5", "-0.5", ""}, {"es", "1647", "1647", ""},
		{"es", "63.2", "63.2", ""}, {"es", "1.234", "", "thousands"}, {"es", "1.234.567", "", "thousands"},
		{"fr", "1\u00a0234,5", "1234.5", ""}, {"fr", "1.234", "1.234", ""},
		{"ja", "63,2", "63,2", ""}, {"en", "1,647", "1,647", ""}, {"en", "1.234", "1.234", ""},
	} {
		b := &book{first: c.language}
		got, refused := b.commaDigits(c.typed)
		switch {
		case c.rule == "" && (refused != nil || got != c.want):
			t.Errorf("%s %q: %q %v, want %q", c.language, c.typed, got, refused, c.want)
		case c.rule != "" && (refused == nil || refused.rule != c.rule):
			t.Errorf("%s %q: %q %v, want it refused", c.language, c.typed, got, refused)
		}
	}
}
