package lang

import "testing"

// TestOne holds which numbers a language says in the singular.
func TestOne(t *testing.T) {
	for _, c := range []struct {
		tag, number string
		want        bool
	}{
		{"en", "1", true}, {"en", "0", false}, {"en", "1.0", false}, {"en", "11", false}, {"fr", "0", true}, {"fr", "1", true}, {"fr", "1,5", true},
		{"fr", "2", false}, {"fr", "10", false}, {"de", "1", true}, {"de", "1,5", false}, {"de", "0", false}, {"fr", "", false},
	} {
		if got := One(c.tag, c.number); got != c.want {
			t.Errorf("%s %q: %v", c.tag, c.number, got)
		}
	}
}
