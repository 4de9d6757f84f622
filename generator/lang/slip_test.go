package lang

import "testing"

// A slip in a period is told with what was meant.
func TestSlipIn(t *testing.T) {
	for text, want := range map[string]Slip{
		"R7.1～R6.4":       {Why: "backwards", Near: "R6.4～R7.1"},
		"R6.4-R7.1":       {Why: "sign", Near: "R6.4～R7.1"},
		"2024/4-2024/6":   {Why: "sign", Near: "R6.4～R6.6"},
		"2024-04-2024-06": {Why: "sign", Near: "R6.4～R6.6"},
		"R6.13":           {Why: "month", Month: "13"},
		"R6.14～R7.1":      {Why: "month", Month: "14"},
		"令和7年13月":         {Why: "month", Month: "13"},
		"令和6年4月-令和7年1月":   {Why: "sign", Near: "令和6年4月～令和7年1月"},
		"随時":              {},
		"R6.4.31":         {},
	} {
		if got := SlipIn(text); got != want {
			t.Errorf("%s: %+v, want %+v", text, got, want)
		}
	}
}
