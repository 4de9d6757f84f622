package opendata

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/big"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// FormatError is the error of an indicators.json in a format that is not known
// here: it was written by a later version.
type FormatError struct{ Format int }

func (e *FormatError) Error() string { return fmt.Sprintf("format %d is not known", e.Format) }

// Read reads the rows of an indicators.json of any format up to Format, as far
// as two years are compared by them, and the first language of its city. A seal
// is read so: what it says of itself holds, whatever the rules are today. What
// the file does not say stays empty: Formerly and Continues among it.
func Read(r io.Reader) (rows []kpi.Row, first string, err error) {
	var f struct {
		Format int      `json:"format"`
		Year   kpi.Year `json:"fiscal_year"`
		City   struct {
			Languages []string `json:"languages"`
		} `json:"city"`
		Indicators []indicator `json:"indicators"`
	}
	if err := json.NewDecoder(r).Decode(&f); err != nil {
		return nil, "", fmt.Errorf("read indicators: %w", err)
	}
	if f.Format > Format {
		return nil, "", fmt.Errorf("read indicators: %w", &FormatError{f.Format})
	}
	if f.Format < 1 {
		return nil, "", fmt.Errorf("read indicators: there is no format %d", f.Format)
	}
	if len(f.City.Languages) == 0 {
		return nil, "", fmt.Errorf("read indicators: the city has no language")
	}
	known := map[kpi.ID]bool{}
	for i := range f.Indicators {
		id := f.Indicators[i].ID
		if id == "" || known[id] {
			return nil, "", fmt.Errorf("read indicators: the id %q stands there again, or is none", id)
		}
		known[id] = true
		row, err := f.Indicators[i].row(f.Year)
		if err != nil {
			return nil, "", fmt.Errorf("read indicator %s: %w", f.Indicators[i].ID, err)
		}
		rows = append(rows, row)
	}
	return rows, f.City.Languages[0], nil
}

// Differing are the keys in which two indicators.json of one year differ, for each indicator
// of both: all that another edition says otherwise, words too. What only one of them has a
// key for, a later version of the program added.
func Differing(was, now []byte) (map[kpi.ID][]string, error) {
	type file struct {
		Indicators []map[string]json.RawMessage `json:"indicators"`
	}
	var files [2]file
	for i, text := range [][]byte{was, now} {
		if err := json.Unmarshal(text, &files[i]); err != nil {
			return nil, fmt.Errorf("compare indicators: %w", err)
		}
	}
	of := map[string]map[string]json.RawMessage{}
	for _, o := range files[0].Indicators {
		of[string(o["id"])] = o
	}
	found := map[kpi.ID][]string{}
	for _, o := range files[1].Indicators {
		var id kpi.ID
		if json.Unmarshal(o["id"], &id) != nil {
			continue
		}
		for _, key := range slices.Sorted(maps.Keys(o)) {
			if old, ok := of[string(o["id"])][key]; ok && !bytes.Equal(compact(old), compact(o[key])) {
				found[id] = append(found[id], key)
			}
		}
	}
	return found, nil
}

func compact(raw json.RawMessage) []byte {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// indicator is an object of indicators.json as view.json writes it.
type indicator struct {
	ID        kpi.ID        `json:"id"`
	Code      string        `json:"code"`
	Kind      kpi.Kind      `json:"kind"`
	Number    int           `json:"number"`
	Name      lang.Text     `json:"name"`
	Unit      lang.Text     `json:"unit"`
	Measured  kpi.Measured  `json:"measured"`
	Direction kpi.Direction `json:"direction"`
	values
	Parts         []part   `json:"parts"`
	Band          string   `json:"band"`
	Provisional   bool     `json:"provisional"`
	Grade         string   `json:"grade"`
	Sections      []string `json:"sections"`
	Comparability struct {
		State kpi.Comparable `json:"state"`
		Note  lang.Text      `json:"note"`
	} `json:"comparability"`
	Achievement struct {
		Exact     string         `json:"exact"`
		Computed  string         `json:"computed"`
		Published string         `json:"published"`
		Rule      kpi.Arithmetic `json:"rule"`
		NoRate    kpi.Reason     `json:"no_rate"`
		Shown     string         `json:"shown"`
	} `json:"achievement"`
}

func (i *indicator) row(y kpi.Year) (row kpi.Row, err error) {
	row = kpi.Row{
		Year: y, Published: i.Achievement.Published, Provisional: i.Provisional, Grade: i.Grade, Sections: i.Sections,
		Indicator: &kpi.Indicator{ID: i.ID, Sheet: i.ID.Sheet(), Code: i.Code, Kind: i.Kind, Number: i.Number, Name: i.Name,
			Unit: i.Unit, Measured: i.Measured, Direction: i.Direction},
		Comparability: kpi.Comparability{State: i.Comparability.State, Note: i.Comparability.Note},
		Achievement: kpi.Achievement{By: i.Achievement.Rule, Agrees: true, Shows: i.Achievement.Shown, NoRate: i.Achievement.NoRate, Computed: i.Achievement.Computed,
			Band: i.Band},
	}
	if row.Comparability.State == notContinued { // which the caller knows of the data
		row.Comparability.State = ""
	}
	if s := i.Achievement.Exact; s != "" {
		var ok bool
		if row.Exact, ok = fraction(s); !ok {
			return row, fmt.Errorf("exact %q is no number", s[:min(len(s), longestShown)])
		}
	}
	row.Baseline, row.Target, row.Actual, err = i.figures()
	for _, p := range i.Parts {
		if err != nil {
			break
		}
		of := kpi.PartRecord{Part: kpi.Part{ID: p.ID, Name: p.Name, Unit: p.Unit, Direction: p.Direction}}
		of.Baseline, of.Target, of.Actual, err = p.figures()
		row.Parts = append(row.Parts, of)
	}
	return row, err
}

const (
	// longestExact bounds a fraction: no rule of 400 characters comes near it.
	longestExact = 10_000
	longestShown = 40
)

// fraction reads one as [kpi.Fraction] writes it. big.Rat alone would take 1e999999
// too, and make of nine characters a number that nothing has room for.
func fraction(s string) (*big.Rat, bool) {
	if len(s) > longestExact || strings.Trim(s, "0123456789-/") != "" {
		return nil, false
	}
	return new(big.Rat).SetString(s)
}

// part is one of the parts of an indicator as view.parts writes it.
type part struct {
	ID        string        `json:"id"`
	Name      lang.Text     `json:"name"`
	Unit      lang.Text     `json:"unit"`
	Direction kpi.Direction `json:"direction"`
	values
}

// values are the figures of an indicator, or of one of its parts.
type values struct {
	Baseline figure `json:"baseline"`
	Target   figure `json:"target"`
	Actual   figure `json:"actual"`
}

func (v values) figures() (baseline, target, actual kpi.Figure, err error) {
	var errs [3]error
	baseline, errs[0] = v.Baseline.figure()
	target, errs[1] = v.Target.figure()
	actual, errs[2] = v.Actual.figure()
	return baseline, target, actual, errors.Join(errs[:]...)
}

// figure is a baseline, a target or an actual as view.figure writes it.
type figure struct {
	Value   string     `json:"value"`
	Text    lang.Text  `json:"text"`
	Done    *bool      `json:"done"`
	From    string     `json:"from"`
	To      string     `json:"to"`
	None    kpi.Reason `json:"none"`
	Printed string     `json:"printed"`
	Strict  kpi.Strict `json:"strict"`
	Aim     kpi.Aim    `json:"aim"`
	Planned bool       `json:"planned"`
}

func (f figure) figure() (kpi.Figure, error) {
	switch {
	case f.Value != "":
		d, err := kpi.ParseDecimal(f.Value)
		return kpi.Figure{Kind: kpi.Number, Value: d, Strict: f.Strict, Planned: f.Planned}, err
	case f.Done != nil:
		return kpi.Figure{Kind: kpi.Words, Words: f.Text, Done: *f.Done, Planned: f.Planned}, nil
	case f.From != "" || f.To != "":
		from, err := bound(f.From)
		if err != nil {
			return kpi.Figure{}, err
		}
		to, err := bound(f.To)
		return kpi.Figure{Kind: kpi.Range, From: from, To: to, Printed: f.Printed}, err
	case f.Aim != "":
		return kpi.Figure{Kind: kpi.Aimed, Aim: f.Aim, Words: f.Text}, nil
	case f.None != "":
		return kpi.Figure{Kind: kpi.None, None: f.None, Printed: f.Printed, Planned: f.Planned}, nil
	}
	return kpi.Figure{Planned: f.Planned}, nil
}

func bound(s string) (*kpi.Decimal, error) {
	if s == "" {
		return nil, nil
	}
	d, err := kpi.ParseDecimal(s)
	return &d, err
}
