package chart

import (
	"strings"
	"testing"
)

// TestUnlikeBarsSayNoSize draws the same bars twice: where the two values cannot
// be compared there is no arrow and nothing in the colour of what was lost.
func TestUnlikeBarsSayNoSize(t *testing.T) {
	bars := Bars{Frame: Frame{Title: "t", Desc: "d"}, Band: Band{Role: Behind}, Move: Worse, Baseline: Number(41, "41"), Actual: Number(57, "57"),
		Goal: Goal{To: Number(36, "36")}, Words: BarsWords{Change: "+16"}}
	plain, _ := Append(nil, bars)
	if !strings.Contains(string(plain), "cf-behind") {
		t.Fatalf("nothing is drawn as lost: %s", plain)
	}
	bars.Unlike, bars.Words.Change = true, "cannot be compared"
	unlike, _ := Append(nil, bars)
	if s := string(unlike); strings.Contains(s, "behind") || strings.Contains(s, "16") && strings.Contains(s, "+16") || !strings.Contains(s, "cannot be compared") || !strings.Contains(s, "stroke-dasharray") {
		t.Errorf("%s", s)
	}
}
