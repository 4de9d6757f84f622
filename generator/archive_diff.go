package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/archive"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/source"
)

// diffYears tells what became of each indicator from one year to another. A
// corrected edition such as FY2024-2 is read out of its seal.
func (s *session) diffYears(args []string) int {
	src, code := s.open()
	if src == nil {
		return code
	}
	defer src.Close()
	var rows [2][]kpi.Row
	var first string
	for i, name := range args {
		from, year := src, kpi.Year(0)
		y, number, ok := archive.ParseEdition(name)
		if !ok {
			return s.wrongUse(s.sayError("wrong year", "year", name))
		}
		if year = y; number > 1 {
			sealed, code := s.openSealed(name)
			if sealed == nil {
				return code
			}
			defer sealed.Close()
			from = sealed
		}
		if err := s.known(from, source.Options{Year: year}); err != nil {
			return s.wrongUse(err)
		}
		var problems *diag.List
		if rows[i], problems = s.rowsOf(from, year); problems.Errors() > 0 {
			return s.report(problems, s.stderr)
		}
		first = from.City().Languages[0]
	}
	changes := kpi.Changes(rows[0], rows[1])
	for i := range changes {
		if c := &changes[i]; c.Before != nil && c.After != nil && c.Before.Year == c.After.Year {
			c.Moves = slices.DeleteFunc(c.Moves, sinceLastYear)
		}
	}
	if s.format == "json" {
		for i := range changes {
			if printJSON(s, changeObject(args, &changes[i])) != nil {
				return exitFault
			}
		}
		return exitFine
	}
	s.printChanges(args, changes, first)
	return exitFine
}

// sinceLastYear tells the moves that a record states of itself against the year
// before, which say nothing between two editions of one year.
func sinceLastYear(m kpi.Move) bool { return m == kpi.MethodChange || m == kpi.Renamed }

// openSealed opens the source that a seal holds.
func (s *session) openSealed(edition string) (*source.Source, int) {
	seals, err := archive.List(s.archiveDir())
	if err != nil {
		return nil, s.archiveFault(err)
	}
	if !slices.ContainsFunc(seals, func(l archive.Seal) bool { return l.Edition == edition && l.Withdrawn == "" }) {
		return nil, s.archiveFault(&archive.EditionError{Edition: edition, Problem: archive.NotSealed})
	}
	inside := *s
	inside.source = filepath.Join(s.archiveDir(), edition, "data", "source")
	return inside.open()
}

// rowsOf computes a year, in the order of the plan.
func (s *session) rowsOf(src *source.Source, year kpi.Year) ([]kpi.Row, *diag.List) {
	var rows []kpi.Row
	list := &diag.List{}
	plan := src.Initiatives()
	err := inOrder(s.jobs, len(plan), func(i int) (*source.Sheet, error) {
		sheet, problems := src.Sheet(i)
		list.Add(problems...)
		return sheet, nil
	}, func(_ int, sheet *source.Sheet) error {
		for _, y := range sheet.Years {
			if y.Year != year || list.Errors() > 0 {
				continue
			}
			for _, r := range y.Records {
				rows = append(rows, kpi.NewRow(r, kpi.Achieve(src.City(), r)))
			}
		}
		return nil
	})
	if err != nil {
		panic(err) // neither step has one
	}
	return rows, list
}

// moveOrder is the order in which changes are told.
var moveOrder = []kpi.Move{kpi.Rose, kpi.Fell, kpi.Unchanged, kpi.Appeared, kpi.Ended, kpi.TargetChanged, kpi.MethodChange, kpi.Renamed}

func (s *session) printChanges(args []string, changes []kpi.Change, first string) {
	fmt.Fprintf(s.stdout, "%s → %s\n", args[0], args[1])
	for _, move := range moveOrder {
		var lines []string
		for i := range changes {
			if slices.Contains(changes[i].Moves, move) {
				lines = append(lines, s.changeLine(&changes[i], move, first))
			}
		}
		if len(lines) > 0 {
			fmt.Fprintf(s.stdout, "\n%s\n%s\n", s.say("move "+string(move), "n", strconv.Itoa(len(lines))), strings.Join(lines, "\n"))
		}
	}
	if len(changes) == 0 {
		s.talk("no changes")
	}
}

func (s *session) changeLine(c *kpi.Change, move kpi.Move, first string) string {
	row := c.After
	if row == nil {
		row = c.Before
	}
	text := func(t lang.Text) string {
		words, _ := t.In(s.lang, first)
		return words
	}
	line := "  " + string(row.Indicator.ID) + "  " + text(row.Indicator.Name)
	switch move {
	case kpi.Rose, kpi.Fell, kpi.Unchanged:
		line += "  " + s.rate(c.Before) + " → " + s.rate(c.After)
	case kpi.Appeared, kpi.Ended:
		line += "  " + s.rate(row)
	case kpi.TargetChanged:
		line += "  " + s.figure(c.Before.Target, first) + " → " + s.figure(c.After.Target, first)
		if unit := text(row.Indicator.Unit); unit != "" {
			line += " (" + unit + ")"
		}
	case kpi.MethodChange:
		if note := text(row.Comparability.Note); note != "" {
			line += "  (" + note + ")"
		}
	case kpi.Renamed:
		line += "  ← " + string(c.Before.Indicator.ID) + "  " + text(c.Before.Indicator.Name)
	}
	return line
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
		return f.Value.String()
	case kpi.Range:
		text := ""
		if f.From != nil {
			text = f.From.String()
		}
		text += "–"
		if f.To != nil {
			text += f.To.String()
		}
		return text
	case kpi.Words:
		words, _ := f.Words.In(s.lang, first)
		return words
	}
	return "–"
}

// changed is a change for other programs.
type changed struct {
	From   string     `json:"from"`
	To     string     `json:"to"`
	ID     kpi.ID     `json:"id"`
	Moves  []kpi.Move `json:"moves"`
	Before *rowObject `json:"before"`
	After  *rowObject `json:"after"`
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
	o := changed{From: args[0], To: args[1], Moves: c.Moves, Before: newRowObject(c.Before), After: newRowObject(c.After)}
	if o.After != nil {
		o.ID = o.After.ID
	} else {
		o.ID = o.Before.ID
	}
	return o
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
