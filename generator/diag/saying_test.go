package diag

import "testing"

// What a message is filled with is shown, and never obeyed by a terminal.
func TestSayShowsWhatIsHidden(t *testing.T) {
	s := Sayings{"here": {"{a}に{b}", "{b} in {a}"}}
	if got, want := s.Say("en", "here", "a", "x\x1b[31m\ny\u202e", "b", "指標\u009b"), "指標<U+009B> in x␛[31m\ny<U+202E>"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
