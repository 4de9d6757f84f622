package lang

import (
	"testing"

	"tassei/generator/must"
)

func TestUnseen(t *testing.T) {
	for s, want := range map[string]string{
		" ": "U+0020", "\u3000": "U+3000", "  \u3000": "U+3000", "\u3164": "U+3164", "\u115f\u1160": "U+115F",
		"\uffa0": "U+FFA0", "\u00a0": "U+00A0", "\u200b": "U+200B", "\u200d": "U+200D", "\u2800": "U+2800",
		"\ufe0f": "U+FE0F", "\U000e0100": "U+E0100", "\n\t": "U+000A", "\u2003": "U+2003", "\u00ad": "U+00AD", "\u034f": "U+034F",
		"\u180b": "U+180B", "\u2064": "U+2064", "\u061c": "U+061C",
	} {
		if r, ok := Unseen(s); !ok || CodePoint(r) != want {
			t.Errorf("%q: %v %s, want %s", s, ok, CodePoint(r), want)
		}
	}
	for _, s := range []string{"", "a", "\u3000あ", "—", "・", "０", "👨\u200d👩", "葛\U000e0100"} {
		if r, ok := Unseen(s); ok {
			t.Errorf("%q: %s", s, CodePoint(r))
		}
	}
}

func TestHiddenKeepsWhatWritingNeeds(t *testing.T) {
	for _, r := range "aあ　\t\n\u200c\u200d\ufe0f\U000e0100가한" {
		if Hidden(r) {
			t.Errorf("%s is refused", CodePoint(r))
		}
	}
	for _, r := range "\ue000\uf8ff\U000f0000\U0010fffd\u115f\u1160\u3164\uffa0\u00ad\u200b\u202e\ufeff\ufffd\u0000" {
		if !Hidden(r) {
			t.Errorf("%s is taken", CodePoint(r))
		}
	}
}

// FirstHidden goes over most of a text without taking it apart; it must find what Hidden refuses.
func TestFirstHiddenIsTheFirstThatIsHidden(t *testing.T) {
	for r := rune(0); r <= 0x10ffff; r++ {
		if r >= 0xd800 && r <= 0xdfff {
			continue
		}
		want := -1
		if Hidden(r) {
			want = len("あa")
		}
		if got := FirstHidden([]byte("あa" + string(r) + "\u3164")); want >= 0 && got != want || want < 0 && got != len("あa"+string(r)) {
			t.Fatalf("%s: %d", CodePoint(r), got)
		}
		if got := FirstHidden([]byte("あa" + string(r))); got != want {
			t.Fatalf("%s at the end: %d", CodePoint(r), got)
		}
	}
	for _, s := range []string{"a\xe3", "a\xe4\xb8", "a\xe4a", "a\xe4\xb8a", "a\xff", "a\xe9\xbf\xc3", "a\xed\xa0\x80"} {
		must.Be(t, FirstHidden([]byte(s)), 1, s)
	}
}
