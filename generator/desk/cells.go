package desk

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// CellProblem is what is wrong in one cell of a spreadsheet.
type CellProblem struct {
	Sheet string // "" in a CSV file
	Cell  string // such as D5
	rule  string
	pairs []string
}

// In says the problem in a language, "ja" or "en":
// 指標シート D5: 目標値に単位が含まれています。
func (p CellProblem) In(tag string) string {
	where := p.Cell
	if p.Sheet != "" {
		where = say(tag, "sheet cell", "sheet", p.Sheet, "cell", p.Cell)
	}
	pairs := slices.Clone(p.pairs)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == "column" {
			pairs[i+1] = say(tag, "column "+pairs[i+1])
		}
	}
	return where + ": " + say(tag, "cell "+p.rule, pairs...)
}

// refusal is why a cell cannot be taken over: a rule and its arguments.
type refusal struct {
	rule  string
	pairs []string
}

func refuse(rule string, pairs ...string) *refusal { return &refusal{rule, pairs} }

// separators part the sections of an action.
const separators = "、,，;；\n"

var (
	someDigits = regexp.MustCompile(`[0-9]`)
	rangeForm  = regexp.MustCompile(`^(-?[0-9][0-9,.]*)?\s*[~～〜]\s*(-?[0-9][0-9,.]*)?$`)
)

// number reads a plain decimal as people write it, in the grammar of the TOML
// files, and says why a cell holds none.
func number(text string) (kpi.Decimal, *refusal) {
	d, p := toml.Number("", text)
	if p.Code == "" {
		return d, nil
	}
	s := strings.Replace(strings.TrimSpace(lang.Fold(text)), "−", "-", 1)
	switch {
	case strings.ContainsAny(s, "▲△"):
		return d, refuse("minus", "text", text)
	case strings.Trim(s, "-+.,0123456789eExX") == "":
		return d, refuse("form", "text", text)
	case someDigits.MatchString(s):
		return d, refuse("unit", "text", text)
	}
	return d, refuse("number", "text", text)
}

// readFigure reads what a cell says of a figure.
func (b *book) readFigure(text string, key string, m kpi.Measured, rec *kpi.Record) (f kpi.Figure, r *refusal) {
	text = strings.TrimSpace(text)
	for _, reason := range kpi.Reasons {
		for _, tag := range []string{"ja", "en"} {
			if plain(text) == plain(say(tag, "reason "+string(reason))) || text == string(reason) {
				return kpi.Figure{Kind: kpi.None, None: reason}, nil
			}
		}
	}
	if m == kpi.ByDone {
		return b.readWords(text, rec)
	}
	if ends := rangeForm.FindStringSubmatch(strings.Replace(lang.Fold(text), "−", "-", 2)); ends != nil && ends[1]+ends[2] != "" {
		return readRange(ends, key)
	}
	d, r := number(text)
	return kpi.Figure{Kind: kpi.Number, Value: d}, r
}

func readRange(ends []string, key string) (f kpi.Figure, r *refusal) {
	if key != "target" {
		return f, refuse("range")
	}
	f.Kind = kpi.Range
	for i, end := range []**kpi.Decimal{&f.From, &f.To} {
		if ends[i+1] == "" {
			continue
		}
		d, r := number(ends[i+1])
		if r != nil {
			return f, r
		}
		*end = &d
	}
	return f, nil
}

// readWords reads a qualitative figure. Words that the record has already come
// with their translations.
func (b *book) readWords(text string, rec *kpi.Record) (f kpi.Figure, r *refusal) {
	f.Kind = kpi.Words
	words, found := "", false
	for _, done := range []bool{true, false} {
		for _, tag := range []string{"ja", "en"} {
			sign := strings.TrimRight(say(tag, "done "+map[bool]string{true: "true", false: "false"}[done]), "：: ")
			rest, ok := strings.CutPrefix(text, sign)
			if !ok {
				continue
			}
			if bare := strings.TrimLeft(rest, " 　"); strings.HasPrefix(bare, "：") || strings.HasPrefix(bare, ":") {
				words, found, f.Done = strings.TrimSpace(strings.TrimLeft(bare, "：:")), true, done
			}
		}
	}
	if !found || words == "" {
		return f, refuse("done", "text", text)
	}
	f.Words = lang.Plain(b.first, words)
	for _, old := range []kpi.Figure{rec.Actual, rec.Target, rec.Baseline} {
		if old.Kind == kpi.Words && old.Words[b.first] == words {
			f.Words = old.Words
			break
		}
	}
	return f, nil
}

// readSections reads the sections in charge by name or id.
func (b *book) readSections(text string) ([]string, *refusal) {
	var ids []string
	for _, name := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		at := slices.IndexFunc(b.city.Sections, func(s kpi.Section) bool { return s.ID == name || b.sectionLabel(s.ID) == name })
		if at < 0 {
			return nil, refuse("section", "text", name)
		}
		ids = append(ids, b.city.Sections[at].ID)
	}
	return ids, nil
}

// written is the text of a cell. A date that the spreadsheet made of what was
// typed is written out as offices do.
func (c gridCell) written() string {
	if !c.day.IsZero() {
		return day(c.day)
	}
	return strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(c.text, "\r\n", "\n"), "\r", "\n"), " \t\n　")
}

// day writes the month of a date: figures and actions are dated by month.
func day(d time.Time) string {
	return eraMonth(lang.Month{Year: d.Year(), Month: int(d.Month())})
}

func isYes(text string) bool {
	return slices.Contains([]string{"○", "〇", "◯", "はい", "暫定", "1", "yes", "true", "x", "✓"}, strings.ToLower(strings.TrimSpace(lang.Fold(text))))
}
