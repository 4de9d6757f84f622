package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/keys"
	"tassei/generator/source"
	"tassei/layouts"
)

var inBackticks = regexp.MustCompile("`([^`]*)`")

// TestPlansNamesWhatExists holds each key and each column of PLANS.md to those
// that there are: a key is one of data/KEYS.md, a column has its words in the messages.
func TestPlansNamesWhatExists(t *testing.T) {
	text, err := os.ReadFile("PLANS.md")
	if err != nil {
		t.Fatal(err)
	}
	all, err := source.Catalogues(layouts.FS, nil, []string{"en"})
	if err != nil {
		t.Fatal(err)
	}
	rows, known := 0, keys.Names()
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(line, "|")
		if len(cells) != 6 || strings.Contains(cells[1], "---") || strings.TrimSpace(cells[2]) == "key" {
			continue
		}
		rows++
		for _, m := range inBackticks.FindAllStringSubmatch(cells[2], -1) {
			if !slices.Contains(known, m[1]) {
				t.Errorf("%s: there is no key %s", strings.TrimSpace(cells[1]), m[1])
			}
		}
		for _, m := range inBackticks.FindAllStringSubmatch(cells[4], -1) {
			column := strings.TrimSuffix(m[1], "_*")
			if m[1] == "*" || m[1] == "indicators.json" || m[1] == "field_" {
				continue
			}
			if !slices.ContainsFunc([]string{column, "detail_" + column, "observation_" + column}, func(s string) bool { return all["en"].Has("field."+s+".title") || all["en"].Has("field."+s+".meaning") }) {
				t.Errorf("%s: there is no column %s", strings.TrimSpace(cells[1]), m[1])
			}
		}
	}
	if rows < 35 {
		t.Errorf("%d rows were read", rows)
	}
}
