package desk

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// CellProblem is what is wrong in one cell of a spreadsheet.
type CellProblem struct {
	cellPlace
	*refusal
}

// In says the problem in a language, "ja" or "en":
// 指標シート D5: 目標値に単位が含まれています。
func (p CellProblem) In(tag string) string {
	pairs := slices.Clone(p.pairs)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == "column" {
			pairs[i+1] = p.sections.say(tag, "column "+pairs[i+1])
		}
		if pairs[i] == "reason" {
			pairs[i+1] = say(tag, "reason "+pairs[i+1])
		}
	}
	if p.fault.Code != "" { // what is wrong and the cure, in the words of the rule book
		said := p.fault.In(tag)
		pairs = append(pairs, "fault", say(tag, "message and cure", "message", said.Message, "hint", said.Hint))
	}
	return p.in(tag) + ": " + p.sections.say(tag, "cell "+p.rule, pairs...)
}

// refusal is why a cell cannot be taken over: a rule and its arguments.
type refusal struct {
	rule  string
	pairs []string
	fault diag.Problem // of the words of a comment, for the rule "prose"

	sections sectionWords // what the city calls them
}

func refuse(rule string, pairs ...string) *refusal { return &refusal{rule: rule, pairs: pairs} }

// of says which column a refusal is about.
func (r *refusal) of(column string) *refusal {
	r.pairs = append(r.pairs, "column", column)
	return r
}

// onlyMarks is what is left of a text that was saved in an encoding without its letters.
var onlyMarks = pattern.New(`^[?？\s]*[?？]{3}[?？\s]*$`)

// textRefusal is the refusal of a text that is not to be published as it stands: with a
// character that others do not see, with letters that were lost or garbled before, or
// longer than a cell; nil for any other.
func textRefusal(text string) *refusal {
	switch words, garbled := toml.Garbled(text); {
	case garbled:
		return refuse("garbled", "text", words)
	case onlyMarks.MatchString(text):
		return refuse("marks")
	case utf8.RuneCountInString(text) > cellLimit:
		return refuse("long", "limit", itoa(cellLimit))
	}
	at := strings.IndexFunc(text, unreadable)
	if at < 0 {
		return nil
	}
	if r, _ := utf8.DecodeRuneInString(text[at:]); lang.Private(r) {
		return refuse("gaiji", "character", lang.CodePoint(r))
	}
	return refuse("control")
}

// dittoRefusal is the refusal of a text that stands for that of another cell of the sheet, which no page has beside it.
func dittoRefusal(text string) *refusal {
	if dittoForm.MatchString(strings.TrimSpace(lang.Fold(text))) {
		return refuse("ditto text", "text", strings.TrimSpace(text))
	}
	return nil
}

// proseRefusal is the refusal of a comment that no check would let pass; nil for any
// other.
func proseRefusal(text string) *refusal {
	p, wrong := source.FaultOfWords(text)
	if !wrong {
		return nil
	}
	r := refuse("prose")
	r.fault = p
	return r
}

var (
	someDigits = pattern.New(`[0-9]`)
	rangeForm  = pattern.New(`^(-?[0-9][0-9,.]*)?\s*[~～〜]\s*(-?[0-9][0-9,.]*)?$`)
)

// clockForm and dayForm are what spreadsheets make of 5:30, 1-2 and 3/4, and save as text.
var (
	clockForm = pattern.New(`^[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?$`)
	dayForm   = pattern.New(`(?i)^(?:[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}-[a-z]{3}|[a-z]{3}-[0-9]{1,2})$`)
)

// triangle is the minus of Japanese accounts.
var triangle = pattern.New(`^\s*[▲△▼]\s*([0-9０-９])`)

// number reads a plain decimal as people write it, in the grammar of the TOML
// files and with ▲ for minus, and says why a cell holds none.
func number(text string) (kpi.Decimal, *refusal) {
	d, p := toml.Number("", triangle.ReplaceAllString(text, "-$1"))
	if p.Code == "" {
		return d, nil
	}
	s := strings.Replace(strings.TrimSpace(lang.Fold(text)), "−", "-", 1)
	how, digits, reason := toml.Meant(text)
	if r := spreadsheetForm(text); r != nil {
		return d, r
	}
	switch {
	case strings.HasPrefix(s, "#") && strings.ToUpper(s) == s:
		return d, refuse("fault", "text", text)
	case how == "none":
		return d, refuse("reason", "text", text, "reason", reason)
	case how == "nothing":
		return d, refuse("nil", "text", text, "reason", reason)
	case how == "change" || how == "bound":
		return d, refuse(how, "text", text)
	case how == "scale" || how == "printed" || how == "mark" || how == "per":
		return d, refuse("said", "text", text, "number", digits)
	case how == "first":
		return d, refuse("first", "text", text, "number", digits)
	case how == "date":
		return d, refuse("time", "text", text)
	}
	switch odd := oddFigure(text); {
	case odd != nil:
		return d, odd
	case how == "figure" && strings.ContainsFunc(s, unicode.IsLetter):
		return d, refuse("digits", "text", text)
	case p.Args["hint"] == "minus":
		return d, refuse("minus", "text", text)
	case strings.ContainsAny(s, "▲△"):
		return d, refuse("minus", "text", text)
	case someDigits.MatchString(s) && strings.Trim(s, "-+.,0123456789eExX") == "":
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
		if isSaying(text, "reason "+string(reason)) || text == string(reason) {
			return kpi.Figure{Kind: kpi.None, None: reason}, nil
		}
	}
	// ND is "not detected" in Japanese; in other languages it may be "no data".
	if toml.ReasonFor(text) == kpi.BelowLimit && (b.first == "ja" || len(text) > len("N.D.")) {
		return kpi.Figure{Kind: kpi.None, None: kpi.BelowLimit, Printed: text}, nil
	}
	if m == kpi.ByDone {
		return b.readWords(text, rec)
	}
	if key == "target" {
		if f, ok := readBound(text); ok {
			return f, nil
		}
	}
	if ends := rangeForm.FindStringSubmatch(strings.Replace(lang.Fold(text), "−", "-", 2)); ends != nil && ends[1]+ends[2] != "" {
		return readRange(ends, key)
	}
	d, r := number(text)
	return kpi.Figure{Kind: kpi.Number, Value: d}, r
}

var (
	// strictForm is a bound that is not enough itself, weakForm one that is.
	strictForm = pattern.New(`^(?:(?:(` + moreThan + `)|(` + lessThan + `)) ?)?(-?[0-9][0-9,.]*)\s*(を?超え?る?|未満)?$`)
	weakForm   = pattern.New(`^(?:(?:(` + atLeast + `)|(` + atMost + `)) ?)?(-?[0-9][0-9,.]*)\s*(以上|以下|以内)?$`)
)

// readBound reads a target that is a bound or a direction: 93超, 5未満, 90以上,
// 減少を目指す.
func readBound(text string) (f kpi.Figure, ok bool) {
	for _, aim := range kpi.Aims {
		if isSaying(text, "aim "+string(aim)) {
			return kpi.Figure{Kind: kpi.Aimed, Aim: aim}, true
		}
	}
	if m := weakForm.FindStringSubmatch(strings.ToLower(lang.Fold(text))); m != nil && (m[1]+m[2] == "") != (m[4] == "") {
		d, refused := number(m[3])
		if f.Kind = kpi.Range; m[4] == "以上" || m[1] != "" {
			f.From = &d
		} else {
			f.To = &d
		}
		return f, refused == nil
	}
	m := strictForm.FindStringSubmatch(strings.ToLower(lang.Fold(text)))
	if m == nil || (m[1]+m[2] == "") == (m[4] == "") {
		return f, false
	}
	d, refused := number(m[3])
	f = kpi.Figure{Kind: kpi.Number, Value: d, Strict: kpi.Above}
	if m[2] != "" || m[4] == "未満" {
		f.Strict = kpi.Below
	}
	return f, refused == nil
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
	ids, unknown := b.city.SectionsNamed(text, b.first)
	if unknown != "" {
		return nil, refuse("section", "text", unknown)
	}
	return ids, nil
}

func isYes(text string) bool {
	return slices.Contains([]string{"○", "〇", "◯", "はい", "暫定", "1", "yes", "true", "x", "✓"}, strings.ToLower(strings.TrimSpace(lang.Fold(text))))
}
