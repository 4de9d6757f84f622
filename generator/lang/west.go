package lang

import (
	"cmp"
	"strconv"
	"strings"
	"unicode"

	"tassei/generator/pattern"
)

// Years is how a place counts its years, for dates as other countries print
// them: 2023/24, FY2025, Q2 2024/25, March 2024, 31.12.2023.
type Years struct {
	First int  // first month of the fiscal year; 0 is April
	Back  bool // a year's number is that of the year in which it ends, in data and addresses too
	ByEnd bool // a year is called by the year after its number: FY2025 is July 2024 – June 2025, and its number 2024
	Pairs bool // a year is called by both of its years, so that 2011/12 is no December
	Shift int  // the place counts its years from another: 543 of the Buddhist era, -1911 Minguo
}

// YearsOf tells from the first month, from whether years are numbered by their
// end, and from the patterns in which a city calls its years, how it counts them.
func YearsOf(first int, back bool, patterns Text) Years {
	y := Years{First: first, Back: back}
	for _, p := range patterns {
		if f := yearShift.FindStringSubmatch(p); f != nil && y.Shift == 0 {
			_, y.Shift = CountedFrom(strings.Trim(f[0], "{}"))
		}
		p = yearShift.ReplaceAllString(p, "{$1$2}")
		next := strings.Contains(p, "{next}") || strings.Contains(p, "{next2}")
		year := strings.Contains(p, "{year}")
		y.Pairs = y.Pairs || next && year || strings.Contains(p, "{previous}") && (year || strings.Contains(p, "{year2}"))
		y.ByEnd = y.ByEnd || next && !year
	}
	return y
}

// began is the calendar year in which a fiscal year begins.
func began(fy, firstMonth int, back bool) int {
	if back && firstMonth != 1 {
		return fy - 1
	}
	return fy
}

// span is the months of a fiscal year.
func (y Years) span(fy int) Period {
	first := cmp.Or(y.First, april)
	start := Month{Year: began(fy, first, y.Back), Month: first}
	return Period{start, MonthAt(start.Index() + 11)}
}

var (
	englishMonths = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

	dashes      = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "−", "-", "~", "-")
	pairForm    = pattern.New(`^(?:fy|fiscal year|financial year)?\s*(\d{4})\s*[/-]\s*(\d{4}|\d{2})$`)
	namedYear   = pattern.New(`^(?:fy|fiscal year|financial year)\s*['’]?(\d{4}|\d{2})$`)
	calendar    = pattern.New(`^(?:cy|calendar year)?\s*(\d{4})$`)
	quarterForm = pattern.New(`^(?:q|quarter\s*)([1-4])(?:[\s,(]+(?:of\s+)?(.+?)\)?)?$`)
	wordMonth   = pattern.New(`^(?:(\d{1,2})(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|di\s+)?)?(\pL{3,12})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,)?(?:\s+(?:de|del)\s+)?[\s,'’-]*(\d{4}|\d{2})$`)
	bareWord    = pattern.New(`^(?:(\d{1,2})\.?\s+)?(\pL{3,12})\.?$`)
	digitDay    = pattern.New(`^(\d{1,2})([./-])(\d{1,2})[./-](\d{4})$`)
	digitMonth  = pattern.New(`^(\d{1,2})[./](\d{4})$`)
	byWord      = pattern.New(`^(?:by|until|to|before|due|bis|hasta|entro|até|tot|fino a|jusqu['’](?:à|en|au))\s+(?:the end of\s+|ende\s+|zum\s+|fin\s+(?:de\s+)?)?`)
	fromWord    = pattern.New(`^(?:from|since|ab|seit|von|desde|depuis|dès|dal|vanaf|sinds|à partir de|a partir de)\s+`)
	asAt        = pattern.New(`^(?:as (?:at|of)|at|end(?: of)?|year (?:to|ending|ended)|stand:?|ende|zum|fin (?:de )?|au|al)\s+`)
	between     = pattern.New(`\s+(?:-|to|until|bis|a|à|tot|até)\s+`)
)

// AsOf reads when a figure was taken, in the forms of ParseAsOf and those of
// other countries. A year or a quarter has its months and no plain form that
// another language could say: it is shown as printed.
func (y Years) AsOf(s string) (AsOf, []Month) {
	a, months := y.western(s)
	if western := y.inWesternYears(s); western != s && a.IsZero() && months == nil {
		a, months = y.western(western)
		s = western
	}
	if !a.Start.IsZero() && a.FiscalYear == 0 && a.Year == 0 {
		a.Days = DaysIn(s)
	}
	return a, months
}

// Days are the days of the two ends of a period, 0 for one without. Months are what is
// reckoned with; the days are for other languages to say.
type Days [2]int

// DaysIn finds the days of a date or a period as printed: 令和2年3月31日, R6.4.1～R7.3.31, 31 March 2024.
func DaysIn(s string) Days {
	if !mayHaveDay(s) {
		return Days{}
	}
	parts := ends(strings.TrimSuffix(strings.TrimSuffix(plainDate(s), "まで"), "から"))
	if len(parts) == 1 && dayOf(parts[0]) == 0 {
		parts = between.Split(fromWord.ReplaceAllString(byWord.ReplaceAllString(westward(s), ""), ""), -1)
	}
	return Days{dayOf(parts[0]), dayOf(parts[len(parts)-1])}
}

// mayHaveDay spares most dates (R6.12, 令和6年3月, Mar 2024) the search, which costs as much as to read them: a day is
// called so, is a third number, or stands with a year beside a month in letters.
func mayHaveDay(s string) bool {
	numbers, word, letters, inNumber := 0, false, 0, false
	for _, r := range s {
		isDigit := unicode.IsDigit(r)
		if isDigit && !inNumber {
			numbers++
		}
		inNumber = isDigit
		if letters++; !unicode.IsLetter(r) {
			letters = 0
		}
		word = word || letters >= 3
		if r == '日' {
			return true
		}
	}
	return numbers > 2 || numbers == 2 && word
}

func dayOf(s string) int {
	if f := dayForm.FindStringSubmatch(s); f != nil {
		return number(f[8])
	}
	t := asAt.ReplaceAllString(westward(s), "")
	if f := wordMonth.FindStringSubmatch(t); f != nil {
		return number(f[1] + f[3])
	}
	f := digitDay.FindStringSubmatch(t)
	switch {
	case f == nil:
		return 0
	case number(f[3]) > 12: // 12/31/2023
		return number(f[3])
	}
	return number(f[1])
}

// western is AsOf of a date with western years.
func (y Years) western(s string) (AsOf, []Month) {
	if y.Pairs {
		if fy, ok := y.pair(westward(s)); ok {
			return AsOf{Period: y.span(fy), FiscalYear: fy}, nil
		}
	}
	if a := ParseAsOf(s); !a.IsZero() {
		if a.FiscalYear != 0 && y.First > 1 {
			a.Period = y.span(a.FiscalYear) // 年度 as the place counts them; where years are calendar years, as others do
		}
		return a, nil
	}
	t := westward(s)
	if fy, ok := y.year(t); ok {
		return AsOf{Period: y.span(fy), FiscalYear: fy}, nil
	}
	p, plain, ok := y.part(asAt.ReplaceAllString(t, ""), Period{})
	switch {
	case !ok:
		return AsOf{}, nil
	case plain:
		return AsOf{Period: p}, nil
	}
	return AsOf{}, AsOf{Period: p}.Months()
}

// Period reads the period of an action of a fiscal year as other countries
// print it: April 2024 – March 2025, Q2, 2024/25, by March 2026.
func (y Years) Period(s string, fy int) (Period, bool) {
	if p, ok := y.westernPeriod(s, fy); ok || y.Shift == 0 {
		return p, ok
	}
	s = y.inWesternYears(s)
	if p, err := ParsePeriod(s); err == nil {
		return p, true // 113年1月～113年12月
	}
	return y.westernPeriod(s, fy)
}

// westernPeriod is Period of one with western years.
func (y Years) westernPeriod(s string, fy int) (Period, bool) {
	t := westward(s)
	year := y.span(fy)
	if p, _, ok := y.part(t, year); ok {
		return p, true
	}
	if rest := byWord.ReplaceAllString(t, ""); rest != t {
		p, _, ok := y.part(rest, year)
		return Period{End: p.End}, ok
	}
	if rest := fromWord.ReplaceAllString(t, ""); rest != t && !between.MatchString(rest) {
		p, _, ok := y.part(rest, year)
		return Period{Start: p.Start}, ok
	}
	ends := between.Split(fromWord.ReplaceAllString(t, ""), -1)
	if len(ends) == 1 && !pairForm.MatchString(t) {
		ends = strings.Split(t, "-") // Apr-Jun 2024
	}
	if len(ends) != 2 {
		return Period{}, false
	}
	to, _, ok := y.part(ends[1], year)
	if !ok {
		return Period{}, false
	}
	before := Period{MonthAt(to.End.Index() - 11), to.End} // October to March 2025
	if quarterForm.MatchString(ends[0]) {
		before = year
	}
	from, _, ok := y.part(ends[0], before)
	if !ok || from.Start.Index() > to.End.Index() {
		return Period{}, false
	}
	return Period{from.Start, to.End}, true
}

// westward is a text in the one form that the patterns expect.
func westward(s string) string {
	t := strings.Join(strings.Fields(strings.ToLower(dashes.Replace(s))), " ")
	return quarters.ReplaceAllString(strings.TrimSuffix(t, " r."), "q$1") // 31.12.2024 r., as Polish has it
}

// part reads one month, day, quarter or year. within gives the year of a month
// or a quarter that has none; the zero Period takes no such part. plain is
// whether every language can say it.
func (y Years) part(t string, within Period) (p Period, plain, ok bool) {
	if m, err := ParseMonth(t); err == nil && !y.paired(t) {
		return Period{m, m}, true, true
	}
	if m, ok := westMonth(t); ok && isWestern(m.Year) {
		return Period{m, m}, true, true
	}
	if f := bareWord.FindStringSubmatch(t); f != nil && !within.Start.IsZero() {
		if n := monthNamed(f[2]); n > 0 {
			m := MonthAt(within.Start.Index() + (n-within.Start.Month+12)%12)
			return Period{m, m}, true, true
		}
	}
	if f := quarterForm.FindStringSubmatch(t); f != nil {
		year := within
		if f[2] != "" {
			fy, ok := y.year(f[2])
			if c := calendar.FindStringSubmatch(f[2]); !ok && c != nil {
				fy, ok = number(c[1]), true
				if y.ByEnd {
					fy--
				}
			}
			if year = y.span(fy); !ok {
				return Period{}, false, false
			}
		}
		if year.Start.IsZero() {
			return Period{}, false, false
		}
		first := year.Start.Index() + 3*(number(f[1])-1)
		return Period{MonthAt(first), MonthAt(first + 2)}, false, true
	}
	if fy, ok := y.year(t); ok {
		return y.span(fy), false, true
	}
	if f := calendar.FindStringSubmatch(t); f != nil {
		n := number(f[1])
		return Period{Month{n, 1}, Month{n, 12}}, false, isWestern(n)
	}
	return Period{}, false, false
}

// year reads a fiscal year that is called one: 2023/24, FY2024, FY 2023–24.
func (y Years) year(t string) (int, bool) {
	if fy, ok := y.pair(t); ok {
		return fy, true
	}
	f := namedYear.FindStringSubmatch(t)
	if f == nil {
		return 0, false
	}
	n := number(f[1])
	if len(f[1]) == 2 {
		n += 2000
	}
	if y.ByEnd {
		n--
	}
	return n, isWestern(n)
}

// pair reads a year that is called by both of its years, the second being the
// next: 2023/24, 2023-2024.
func (y Years) pair(t string) (int, bool) {
	f := pairForm.FindStringSubmatch(t)
	if f == nil || !isWestern(number(f[1])) || len(f[2]) == 2 && !y.Pairs && !strings.HasPrefix(t, "f") && number(f[2]) >= 1 && number(f[2]) <= 12 {
		return 0, false
	}
	n, next := number(f[1]), number(f[2])
	if len(f[2]) == 2 && next == (n+1)%100 {
		next = n + 1
	}
	if y.Back {
		return next, next == n+1
	}
	return n, next == n+1
}

func (y Years) paired(t string) bool {
	_, ok := y.pair(t)
	return ok && y.Pairs
}

// westMonth reads a month, or the month of a day: March 2024, 31 March 2024,
// March 31, 2024, 31.12.2023, 12/2023. A day that could be read in two ways
// (03/04/2024) is none.
func westMonth(t string) (Month, bool) {
	if f := wordMonth.FindStringSubmatch(t); f != nil {
		year := number(f[4])
		if len(f[4]) == 2 {
			year += 2000
		}
		n := monthNamed(f[2])
		return Month{year, n}, n > 0
	}
	if f := digitMonth.FindStringSubmatch(t); f != nil {
		n := number(f[1])
		return Month{number(f[2]), n}, n >= 1 && n <= 12
	}
	f := digitDay.FindStringSubmatch(t)
	if f == nil {
		return Month{}, false
	}
	day, month := number(f[1]), number(f[3])
	switch {
	case month > 12 && day >= 1 && day <= 12 && f[2] != ".": // 12/31/2023
		return Month{number(f[4]), day}, month <= 31
	case month < 1 || month > 12 || day < 1 || day > 31:
		return Month{}, false
	}
	return Month{number(f[4]), month}, f[2] == "." || day > 12 || day == month
}

// isWestern reports whether a year can be one of the western calendar in a plan: 2567 is
// of the Buddhist era, 1403 of the Persian calendar, and both are kept as printed.
func isWestern(year int) bool { return year >= 1800 && year <= 2200 }

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
