package source

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
)

var (
	isoDate = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	lastDay = regexp.MustCompile(`(\d{1,2})日?$`)
)

// date reads a day, as 2026-02-01 or in an era's form, and returns its ISO form.
func (t *table) date(key string) string {
	n := t.take(key)
	if n == nil {
		return ""
	}
	if n.kind != isString && n.kind != isDate || strings.TrimSpace(n.text) == "" {
		t.r.wrong(n, key, "date")
		return ""
	}
	iso, ok := parseDate(n.text)
	if !ok {
		t.r.add(n, "K128", "key", key, "text", n.text)
	}
	return iso
}

func parseDate(written string) (string, bool) {
	s := strings.TrimSpace(lang.Fold(written))
	year, month, day := 0, 0, 0
	if f := isoDate.FindStringSubmatch(s); f != nil {
		year, _ = strconv.Atoi(f[1])
		month, _ = strconv.Atoi(f[2])
		day, _ = strconv.Atoi(f[3])
	} else {
		m, err := lang.ParseMonth(s)
		f := lastDay.FindStringSubmatch(s)
		// A month alone ends with digits too: R8.2 is no day.
		if err != nil || f == nil || strings.Count(strings.NewReplacer("年", ".", "月", ".", "/", ".", "-", ".").Replace(s), ".") < 2 {
			return "", false
		}
		year, month = m.Year, m.Month
		day, _ = strconv.Atoi(f[1])
	}
	d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if d.Year() != year || int(d.Month()) != month || d.Day() != day {
		return "", false
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day), true
}

// year reads a fiscal year: FY2024, 令和6年度, 2024.
func (t *table) year(key string) Year {
	n := t.take(key)
	if n == nil {
		return 0
	}
	if n.kind != isString && n.kind != isInteger {
		t.r.wrong(n, key, "year")
		return 0
	}
	y, err := lang.ParseFiscalYear(n.text)
	if err != nil || y < 1868 || y > 9999 {
		t.r.add(n, "K133", "key", key, "text", n.text)
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
	first := t.r.languages[0]
	switch {
	case n.kind == isString && n.text != "":
		a.Text = lang.Plain(first, n.text)
		if a.Normal = lang.ParseAsOf(n.text); a.Normal.IsZero() {
			t.r.untranslated(n, key, a.Text)
		}
	case n.kind == isTable:
		w := t.r.open(n)
		a.Text = w.languages(key)
		a.Normal = lang.ParseAsOf(a.Text[first])
		months, places := w.texts1("months")
		for i, s := range months {
			m, err := lang.ParseMonth(s)
			if err != nil {
				t.r.add(places[i], "K130", "text", s)
				continue
			}
			a.Months = append(a.Months, m)
		}
		w.done()
	default:
		t.r.wrong(n, key, "text")
	}
	if len(a.Months) == 0 {
		a.Months = a.Normal.Months()
	}
	return a
}

// period reads when an action took place.
func (t *table) period(key string) (printed string, p lang.Period) {
	printed = t.text1(key)
	if printed == "" {
		return "", p
	}
	p, err := lang.ParsePeriod(printed)
	if err != nil {
		t.r.put(diag.New("K129", "text", printed), t.n.get(key))
	}
	return printed, p
}
