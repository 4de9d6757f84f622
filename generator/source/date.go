package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// date reads a day, as 2026-02-01 or in an era's form, and returns its ISO form.
func (t *table) date(key string) string {
	n := t.take(key)
	if n == nil {
		return ""
	}
	if n.Kind != toml.String && n.Kind != toml.Date || strings.TrimSpace(n.Text) == "" {
		t.r.wrong(n, key, "date")
		return ""
	}
	iso, ok := toml.ParseDay(n.Text)
	switch {
	case !ok:
		t.r.add(n, "K128", "key", key, "text", n.Text)
	case n.Kind == toml.Date && n.Text != iso: // 2025-8-1, which is no TOML
		t.r.add(n, "K128", "key", key, "text", n.Text, "hint", "day", "day", iso)
	}
	return iso
}

// year reads a fiscal year: FY2024, 令和6年度, 2024.
func (t *table) year(key string) Year {
	n := t.take(key)
	if n == nil {
		return 0
	}
	if n.Kind != toml.String && n.Kind != toml.Integer {
		t.r.wrong(n, key, "year")
		return 0
	}
	y, err := lang.ParseFiscalYear(n.Text)
	if err != nil || y < 1868 || y > 9999 {
		t.r.Put(fiscalYear(key, n.Text), n)
		return 0
	}
	return Year(y)
}

// asOf reads when a figure was taken: the text as printed, or a table of texts
// with the months in them.
func (t *table) asOf(key string) (a kpi.AsOf) {
	n := t.take(key)
	if n == nil {
		return a
	}
	first, given := t.r.languages[0], false // months
	switch {
	case n.Kind == toml.String && n.Text != "":
		a.Text = lang.Plain(first, n.Text)
		a.Normal, a.Months = t.r.years.AsOf(n.Text)
		switch {
		case !a.Normal.IsZero():
		case a.Months != nil && !needsWords(strings.TrimPrefix(n.Text, "Q")): // Q4 2024/25 stands in every language
		case a.Months == nil && lang.Misdated(n.Text):
			t.r.Put(slipped(diag.New("K134", "text", n.Text), n.Text), n)
		default:
			t.r.undated(n, key, a.Text)
		}
	case n.Kind == toml.Table:
		w := t.r.open(n)
		a.Text = w.languages(key)
		a.Normal, a.Months = t.r.years.AsOf(a.Text[first])
		months, places := w.texts1("months")
		if given = len(months) > 0; given {
			a.Months = nil
		}
		for i, s := range months {
			m, err := lang.ParseMonth(s)
			if err != nil {
				t.r.add(places[i], "K130", "text", s)
				continue
			}
			a.Months = append(a.Months, m)
		}
		w.done()
	case n.Kind == toml.Date || n.Kind == toml.Integer || n.Kind == toml.Float:
		t.r.add(n, "K118", "key", key, "wanted", "kind.text", "hint", "quoted", "text", n.Text)
	default:
		t.r.wrong(n, key, "text")
	}
	a.Span = a.Normal.IsZero() && len(a.Months) == 2 && !given
	if len(a.Months) == 0 {
		a.Months = a.Normal.Months()
	}
	return a
}

// slipped adds to the fault of a date why it is none, and what was meant.
func slipped(p diag.Problem, text string) diag.Problem {
	slip := lang.SlipIn(text)
	if slip.Why != "" {
		p.Args["message"], p.Args["hint"] = slip.Why, slip.Why
		p.Args["near"], p.Args["month"], p.Args["day"] = slip.Near, slip.Month, slip.Day
	}
	return p
}

// undated asks of words that tell no month for their translation and the month.
func (r *reader) undated(n *toml.Node, key string, text lang.Text) {
	before := len(r.Problems)
	r.untranslated(n, key, text)
	for i := range r.Problems[before:] {
		p := &r.Problems[before+i]
		p.Args["message"], p.Args["hint"] = "undated", "undated"
		p.Args["text"], p.Args["months"] = n.Text, r.lastMonth
	}
}

// plausible warns of an actual that was taken long after or before its year,
// or before the baseline: most often the slip of a year or an era.
func (t *table) plausible(rec *kpi.Record, cal kpi.Calendar) {
	actual, baseline := rec.Actual.AsOf.Months, rec.Baseline.AsOf.Months
	if len(actual) == 0 {
		return
	}
	byTime := func(a, b lang.Month) int { return a.Index() - b.Index() }
	last := slices.MaxFunc(actual, byTime)
	p := diag.New("K135", "text", rec.Actual.AsOf.Text[t.r.languages[0]], "year", rec.Year.String())
	switch {
	case last.Index() > cal.Last(rec.Year).Index()+12:
	case len(baseline) > 0 && last.Index() < slices.MinFunc(baseline, byTime).Index():
		p.Args["message"], p.Args["baseline"] = "baseline", rec.Baseline.AsOf.Text[t.r.languages[0]]
	case last.Index() < cal.First(rec.Year).Index()-oldest:
		p.Args["message"] = "old"
	default:
		return
	}
	t.r.Put(p, t.n.Get("actual"))
}

// oldest is how many months before its year an actual may have been taken: a
// census is held every five years.
const oldest = 60

// period reads when an action of a year took place. Printed words that name no
// months are kept and have no place on the timeline; only what looks like a
// date and is none is told, because it may be a slip of the keys.
func (t *table) period(key string, year Year, cal kpi.Calendar) (printed string, p lang.Period, said lang.Text) {
	if n := t.n.Get(key); n != nil && n.Kind == toml.Table {
		said = t.text(key) // its words in each language
		printed = said[t.r.languages[0]]
	} else {
		printed = t.text1(key)
	}
	if printed == "" {
		return "", p, nil
	}
	p, ok := lang.ReadPeriod(printed, int(year), func(y int) (lang.Month, lang.Month) { return cal.First(Year(y)), cal.Last(Year(y)) })
	if !ok && lang.SlipIn(printed).Why != "sign" {
		p, ok = t.r.years.Period(printed, int(year))
	}
	if !ok && lang.Misdated(printed) {
		t.r.Put(slipped(diag.New("K129", "key", key, "text", printed), printed), t.n.Get(key))
	}
	if !ok {
		p = lang.Period{}
	}
	return printed, p, said
}

// fiscalYear is the problem of a text that is no fiscal year as files write it, with
// the year that it says where one can tell.
func fiscalYear(key, text string) diag.Problem {
	p := diag.New("K133", "key", key, "text", text)
	if y, err := lang.ParseFiscalYear(text); yearFolder.MatchString(text) {
		p.Args["hint"], p.Args["placeholder"] = "western", "{year+543}"
	} else if err == nil && y >= 1868 && y <= 2200 {
		p.Args["hint"], p.Args["year"] = "year", Year(y).String()
	}
	return p
}
