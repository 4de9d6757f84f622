package desk

import "testing"

// TestDaysAndTimesAsText holds what a spreadsheet saved as text in place of a figure to
// what it is.
func TestDaysAndTimesAsText(t *testing.T) {
	for text, want := range map[string]string{
		"5:30": "clock text", "12:30": "clock text", "５：３０": "clock text", "125:07": "clock text", "1:23:45": "clock text",
		"1月2日": "day text", "１２月３日": "day text", "2-Jan": "day text", "Jan-02": "day text",
		"5:3": "numbers", "1/3": "numbers", "3人月": "unit", "1-2": "form",
	} {
		_, r := number(text)
		if r == nil || r.rule != want {
			t.Errorf("%s: %+v, not %s", text, r, want)
		}
	}
}
