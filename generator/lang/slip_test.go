package lang

import (
	"testing"

	"tassei/generator/must"
)

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
		"R6.4.31":         {Why: "day", Month: "4", Day: "31"},
		"R6.4.1～R6.4.31":  {Why: "day", Month: "4", Day: "31"},
		"2025-02-30":      {Why: "day", Month: "02", Day: "30"},
		"7年2月":            {Why: "era", Near: "令和7年2月"},
		"7年2月末":           {Why: "era", Near: "令和7年2月末"},
		"6.4～7.1":         {Why: "era", Near: "R6.4～R7.1"},
		"6.4":             {Why: "era", Near: "R6.4"},
		"25.2":            {},
	} {
		must.Be(t, SlipIn(text), want, text)
	}
}
