package main

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/archive"
	"tassei/generator/build"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/opendata"
	"tassei/generator/ordinary"
	"tassei/generator/source"
)

// runDiffYears tells what became of each indicator from one year to another. A
// corrected edition such as FY2024-2 is read out of its seal, and so is the first, FY2024-1.
func runDiffYears(s *session, args []string) int {
	src, code := s.open()
	if src == nil {
		return code
	}
	defer src.Close()
	var rows [2][]kpi.Row
	var first string
	var years [2]kpi.Year
	var seals [2][]byte // indicators.json of what was read out of a seal
	for i, name := range args {
		name, sealed := firstOf(name)
		year, number, ok := archive.ParseEdition(name)
		switch years[i] = year; {
		case !ok || sealed && number > 1:
			return s.wrongUse(s.sayError("wrong year", "year", args[i]))
		case sealed, number > 1, s.firstEdition(args, year):
			rows[i], seals[i], first, code = s.sealedRows(src, name, year)
		default:
			rows[i], first, code = s.rowsOf(src, year)
		}
		if code != exitFine {
			return code
		}
	}
	changes := kpi.Changes(rows[0], rows[1])
	// Of two editions of a year: a correction of words, of a grade or of a printed rate moves no
	// figure that is compared.
	var differing map[kpi.ID][]string
	if years[0] == years[1] && seals[0] != nil && seals[1] != nil {
		var err error
		if differing, err = opendata.Differing(seals[0], seals[1]); err != nil {
			return s.archiveFault(err)
		}
	}
	if s.format == "json" {
		for i := range changes {
			o := changeObject(args, &changes[i])
			if o.Differs = differing[o.ID]; printJSON(s, o) != nil {
				return exitFault
			}
		}
		return exitFine
	}
	s.printChanges(args, changes, first, differing)
	return exitFine
}

// indicatorsIn is where a seal has its year's indicators.json.
func indicatorsIn(year kpi.Year) string {
	return path.Join("data/site", opendata.Dir(year), "indicators.json")
}

// firstOf takes FY2024-1, the edition that was sealed first, by its name in the archive:
// FY2024.
func firstOf(name string) (edition string, first bool) { return strings.CutSuffix(name, "-1") }

// firstEdition reports whether a year's name means the edition that was sealed first, which
// has no number: beside a corrected edition of the same year, where it is sealed. Else it
// means the data as they are.
func (s *session) firstEdition(args []string, year kpi.Year) bool {
	corrected := false
	for _, name := range args {
		name, _ = firstOf(name)
		of, number, ok := archive.ParseEdition(name)
		if !ok || of != year {
			return false
		}
		corrected = corrected || number > 1
	}
	seals, err := archive.List(s.project().Archive())
	return corrected && err == nil && slices.ContainsFunc(seals, func(l archive.Seal) bool { return l.Edition == year.String() && l.Withdrawn == "" })
}

// sealedRows reads the rows of an edition as its own open data has them, and
// that data. That an indicator had another id or goes on from the year before is not among it
// and holds as the data says it today.
func (s *session) sealedRows(src *source.Source, edition string, year kpi.Year) ([]kpi.Row, []byte, string, int) {
	seals, err := archive.List(s.project().Archive())
	if err != nil {
		return nil, nil, "", s.archiveFault(err)
	}
	if !slices.ContainsFunc(seals, func(l archive.Seal) bool { return l.Edition == edition && l.Withdrawn == "" }) {
		return nil, nil, "", s.archiveFault(&archive.EditionError{Edition: edition, Problem: archive.NotSealed})
	}
	name := indicatorsIn(year)
	file := path.Join(edition, name)
	text, err := ordinary.ReadFile(filepath.Join(s.project().Archive(), filepath.FromSlash(file)))
	if err != nil {
		return nil, nil, "", s.fail("seal data", "edition", edition, "file", file)
	}
	rows, first, err := opendata.Read(bytes.NewReader(text))
	if later := (*opendata.FormatError)(nil); errors.As(err, &later) {
		return nil, nil, "", s.fail("seal format", "edition", edition, "format", strconv.Itoa(later.Format))
	}
	// What was changed since would be told as what the city sealed.
	if err := archive.Holds(s.project().Archive(), edition, name); err != nil {
		return nil, nil, "", s.archiveFault(err)
	}
	if err != nil || slices.ContainsFunc(rows, func(r kpi.Row) bool { return r.Year != year }) {
		return nil, nil, "", s.fail("seal data", "edition", edition, "file", file)
	}
	for i := range rows {
		if r := src.Record(rows[i].Indicator.ID, year); r != nil {
			rows[i].Formerly, rows[i].Continues = r.Formerly, r.Continues
		}
	}
	return rows, text, first, exitFine
}

// rowsOf computes a year, in the order of the plan.
func (s *session) rowsOf(src *source.Source, year kpi.Year) ([]kpi.Row, string, int) {
	if err := s.known(src, source.Options{Year: year}); err != nil {
		return nil, "", s.wrongUse(err)
	}
	rows, list := build.Rows(src, year, s.jobs)
	if list.Errors() > 0 {
		return nil, "", s.report(list, s.stderr)
	}
	return rows, src.City().Languages[0], exitFine
}

// moveOrder is the order in which changes are told.
var moveOrder = []kpi.Move{kpi.Rose, kpi.Fell, kpi.Unchanged, otherValue, kpi.Appeared, kpi.Ended, kpi.FigureChanged, kpi.TargetChanged, kpi.MethodChange, kpi.Renamed}

func (s *session) printChanges(args []string, changes []kpi.Change, first string, differing map[kpi.ID][]string) {
	fmt.Fprintf(s.stdout, "%s → %s\n", args[0], args[1])
	told := false
	tell := func(heading string, lines []string) {
		if len(lines) > 0 {
			told = true
			fmt.Fprintf(s.stdout, "\n%s\n%s\n", s.say(heading, "n", strconv.Itoa(len(lines))), strings.Join(lines, "\n"))
		}
	}
	for _, move := range moveOrder {
		var lines []string
		for i := range changes {
			if slices.Contains(changes[i].Moves, move) || move == otherValue && s.hasOtherValue(&changes[i], first) {
				lines = append(lines, s.changeLine(&changes[i], move, first))
			}
		}
		tell("move "+string(move), lines)
	}
	var lines []string
	for i := range changes {
		if keys := differing[changes[i].ID()]; keys != nil {
			lines = append(lines, s.changeLine(&changes[i], "", first)+diag.Visible("  "+strings.Join(keys, ", ")))
		}
	}
	tell("differs", lines)
	switch {
	case len(changes) == 0:
		s.talk("no changes")
	case !told:
		s.talk("no differences")
	}
}

// otherValue is what a list tells of indicators without a rate in one of the two years:
// the actual or the band is another.
const otherValue kpi.Move = "other-value"

func (s *session) hasOtherValue(c *kpi.Change, first string) bool {
	was, now := c.Before, c.After
	if was == nil || now == nil || was.Exact != nil && now.Exact != nil {
		return false
	}
	if slices.Contains(c.Moves, kpi.FigureChanged) { // its figures are told as corrected
		return was.Band != now.Band
	}
	return was.Band != now.Band || s.figure(was.Actual, first) != s.figure(now.Actual, first)
}

func (s *session) changeLine(c *kpi.Change, move kpi.Move, first string) string {
	row := c.After
	if row == nil {
		row = c.Before
	}
	text := func(t lang.Text) string {
		words, _ := t.In(s.language(), first)
		return words
	}
	line := "  " + string(row.Indicator.ID) + "  " + text(row.Indicator.Name)
	switch move {
	case kpi.Rose, kpi.Fell, kpi.Unchanged:
		line += "  " + s.rate(c.Before) + " → " + s.rate(c.After)
	case kpi.Appeared, kpi.Ended:
		line += "  " + s.rate(row)
	case kpi.TargetChanged, otherValue:
		was, now := c.Before.InForce(), c.After.InForce()
		if move == otherValue {
			was, now = c.Before.Actual, c.After.Actual
		}
		if before, after := s.figure(was, first), s.figure(now, first); move != otherValue || before != after {
			line += "  " + before + " → " + after
			if unit := text(row.Indicator.Unit); unit != "" {
				line += " (" + unit + ")"
			}
		}
		if move == otherValue && c.Before.Band != c.After.Band {
			line += "  [" + c.Before.Band + " → " + c.After.Band + "]"
		}
	case kpi.FigureChanged:
		var said []string
		for _, f := range kpi.Corrected(c.Before, c.After) {
			unit, what := row.Indicator.Unit, s.say("corrected "+f.Key)
			if f.Part != nil {
				unit, what = f.Part.Unit, text(f.Part.Name)+" "+what
			}
			figures := what + " " + s.figure(f.Was, first) + " → " + s.figure(f.Now, first)
			if unit := text(unit); unit != "" {
				figures += " (" + unit + ")"
			}
			said = append(said, figures)
		}
		line += "  " + strings.Join(said, "  ")
	case kpi.MethodChange:
		if note := text(row.Comparability.Note); note != "" {
			line += "  (" + note + ")"
		}
	case kpi.Renamed:
		line += "  ← " + string(c.Before.Indicator.ID) + "  " + text(c.Before.Indicator.Name)
	}
	return diag.Visible(line) // a seal may have been made by somebody else
}

// rate is an achievement as lists print it.
func (s *session) rate(r *kpi.Row) string {
	if shown := r.Shown(); shown != "" {
		return shown + "%"
	}
	return s.say("no rate")
}

// figure is a target in the digits of its source.
func (s *session) figure(f kpi.Figure, first string) string {
	switch f.Kind {
	case kpi.Number:
		return strictSigns[f.Strict] + f.Value.String()
	case kpi.Range:
		return f.Bounds("–")
	case kpi.Words:
		words, _ := f.Words.In(s.language(), first)
		return words
	}
	return "–"
}

// strictSigns stand before a bound that is not enough itself.
var strictSigns = map[kpi.Strict]string{kpi.Above: "> ", kpi.Below: "< "}

// changed is a change for other programs.
type changed struct {
	From   string     `json:"from"`
	To     string     `json:"to"`
	ID     kpi.ID     `json:"id"`
	Moves  []kpi.Move `json:"moves"`
	Before *rowObject `json:"before"`
	After  *rowObject `json:"after"`

	Differs []string `json:"differs,omitempty"` // of two editions of a year, by the keys of indicators.json
}

type rowObject struct {
	ID          kpi.ID    `json:"id"`
	Name        lang.Text `json:"name"`
	Target      *string   `json:"target"`
	Actual      *string   `json:"actual"`
	Achievement *string   `json:"achievement"`
	Band        string    `json:"band"`
}

func changeObject(args []string, c *kpi.Change) changed {
	return changed{From: args[0], To: args[1], ID: c.ID(), Moves: c.Moves, Before: newRowObject(c.Before), After: newRowObject(c.After)}
}

func newRowObject(r *kpi.Row) *rowObject {
	if r == nil {
		return nil
	}
	number := func(f kpi.Figure) *string {
		if f.Kind != kpi.Number {
			return nil
		}
		text := f.Value.String()
		return &text
	}
	o := &rowObject{ID: r.Indicator.ID, Name: r.Indicator.Name, Target: number(r.Target), Actual: number(r.Actual), Band: r.Band}
	if shown := r.Shown(); shown != "" {
		o.Achievement = &shown
	}
	return o
}
