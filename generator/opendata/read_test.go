package opendata

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"tassei/generator/kpi"
)

// What is read back from indicators.json is what was written, as far as two
// years are compared by it.
func TestRead(t *testing.T) {
	city, records := testCity(), testRecords()
	rows, first, err := Read(bytes.NewReader(built(t, city, records)[Dir(year)+"indicators.json"]))
	if err != nil || first != "ja" || len(rows) != len(records) {
		t.Fatalf("%v, %s, %d rows", err, first, len(rows))
	}
	var written []kpi.Row
	for _, r := range records {
		written = append(written, kpi.NewRow(r, kpi.Achieve(city, r)))
	}
	for _, c := range kpi.Changes(written, rows) {
		for _, move := range c.Moves {
			if move != kpi.Unchanged && (move != kpi.MethodChange || c.Before.Comparability.State != kpi.MethodChanged) {
				t.Errorf("%s: %s", c.After.Indicator.ID, move)
			}
		}
		was, is := c.Before, c.After
		if strings.Contains(was.Indicator.Name["ja"], "\x01") {
			continue // what no file may hold is not written
		}
		if was.Shown() != is.Shown() || was.Band != is.Band || !reflect.DeepEqual(was.Indicator.Name, is.Indicator.Name) || was.Year != is.Year ||
			was.Actual.Kind != is.Actual.Kind || was.Actual.Value.String() != is.Actual.Value.String() || was.NoRate != is.NoRate {
			t.Errorf("%+v\nwas written, and read\n%+v", was, is)
		}
	}
}

// A file of a later format, or one that is damaged, is refused.
func TestReadRefuses(t *testing.T) {
	var later *FormatError
	if _, _, err := Read(strings.NewReader(`{"format": 2, "city": {"languages": ["ja"]}}`)); !errors.As(err, &later) || later.Format != 2 {
		t.Errorf("%v", err)
	}
	indicators := func(text string) string {
		return `{"format": 1, "city": {"languages": ["ja"]}, "indicators": [` + text + `]}`
	}
	for _, text := range []string{"", "{}", `{"format": 0, "city": {"languages": ["ja"]}}`, `{"format": -1, "city": {"languages": ["ja"]}}`,
		indicators(`{"id": "1-a-shihyo-1"}, {"id": "1-a-shihyo-1"}`), indicators(`{"id": ""}`), indicators("null"),
		indicators(`{"id": "a", "achievement": {"exact": "1e1000000"}}`), indicators(`{"id": "a", "achievement": {"exact": "0x10"}}`),
		indicators(`{"id": "a", "achievement": {"exact": "` + strings.Repeat("9", 2_000_000) + `"}}`), `{"format": 1}`, `{"format": 1, "city": {"languages": ["ja"]}, "indicators": [{"id": "a", "actual": {"value": "x"}}]}`,
		`{"format": 1, "city": {"languages": ["ja"]}, "indicators": [{"id": "a", "achievement": {"exact": "x"}}]}`,
		`{"format": 1, "city": {"languages": ["ja"]}, "indicators": [{"id": "a", "target": {"from": "x"}}]}`,
		`{"format": 1, "city": {"languages": ["ja"]}, "indicators": [{"id": "a", "parts": [{"id": "a", "target": {"value": "x"}}]}]}`} {
		if _, _, err := Read(strings.NewReader(text)); err == nil || errors.As(err, &later) || len(err.Error()) > 200 {
			t.Errorf("%.200s is read: %.400v", text, err)
		}
	}
}
