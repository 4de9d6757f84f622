package lang

import (
	"fmt"
	"strconv"
	"strings"

	"tassei/generator/pattern"
)

// Month is a month of the western calendar. The zero Month means none.
type Month struct {
	Year  int // such as 2024
	Month int // 1 to 12
}

// IsZero reports whether there is no month.
func (m Month) IsZero() bool { return m.Month == 0 }

// ISO is the form 2024-04.
func (m Month) ISO() string {
	if m.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d", m.Year, m.Month)
}

// Index counts months, so that Index differences are distances in months.
func (m Month) Index() int { return m.Year*12 + m.Month - 1 }

// MonthAt is the inverse of Index.
func MonthAt(index int) Month { return Month{Year: index / 12, Month: index%12 + 1} }

// era is one Japanese era. first is its first day as yyyymmdd.
type era struct {
	name, letter string
	first        int
}

// eras are those since 1868 in which documents still in use are dated, newest
// first (Gregorian calendar from 1873). A new era is one line here.
var eras = []era{
	{"令和", "R", 20190501},
	{"平成", "H", 19890108},
	{"昭和", "S", 19261225},
	{"大正", "T", 19120730},
	{"明治", "M", 18680125},
}

// Era names the era and the year of the era of a month's first day, with 1 for
// 元年: April 2024 is 令和, 6. A month in which an era began belongs to the new
// era only when the era began on its first day.
func (m Month) Era() (name string, year int) { return EraOfDay(m.Year, m.Month, 1) }

// EraOfFiscalYear names the era of a fiscal year by the day on which it
// begins, 1 April, except that the year in which an era began in April or May
// is called by the new era: fiscal 2019 is 令和元年度, as offices write it.
func EraOfFiscalYear(fy int) (name string, year int) { return EraOfDay(fy, 5, 1) }

// EraOfDay names the era and the year of the era of a day, with 1 for 元年: 8 January 1989
// is 平成, 1, the day before 昭和, 64.
func EraOfDay(year, month, day int) (string, int) {
	date := year*10000 + month*100 + day
	for _, e := range eras {
		if date >= e.first {
			return e.name, year - e.first/10000 + 1
		}
	}
	return "", year
}

// EraLetter is the letter that documents write for an era, R for 令和; "" for none.
func EraLetter(name string) string {
	for _, e := range eras {
		if e.name == name {
			return e.letter
		}
	}
	return ""
}

// Period is a span of months as an action's period gives it. A zero Start or
// End means that the text leaves that end open: R7.2まで has only an End.
type Period struct {
	Start, End Month
}

const eraYear = `(?:(令和|平成|昭和|大正|明治|[RHSTM])\.?\s*(元|\d{1,2})|(\d{4}))`

var (
	monthForm  = pattern.New(`^` + eraYear + `(?:年|\.|/|-)\s*(\d{1,2})(?:月)?(?:(?:末日?)?(?:時点|現在)?)$`)
	dayForm    = pattern.New(`^` + eraYear + `(?:年(\d{1,2})月|\.(\d{1,2})\.|/(\d{1,2})/|-(\d{1,2})-)(\d{1,2})日?(?:時点|現在)?$`)
	bareMonth  = pattern.New(`^(\d{1,2})(?:月)?$`)
	bareYear   = pattern.New(`^(\d{1,2})(?:年|\.)(\d{1,2})(?:月)?$`)
	fiscalForm = pattern.New(`^` + eraYear + `年度(?:末)?(?:時点|現在|実績)?$`)
	shortYear  = pattern.New(`^` + eraYear + `(?:年)?$`)
	// calendarForm says itself that its year is no fiscal year: 令和6年（暦年）, R6暦年.
	calendarForm = pattern.New(`^` + eraYear + `年?(?:暦年|\(暦年\))$`)
	kanjiCount   = pattern.New(`([〇一二三四五六七八九十]{1,3})([年月日])`)
)

// plainDate is a date without the spaces and the Japanese figures that a person
// may write in it: 令和 七 年 二 月 is 令和7年2月.
func plainDate(s string) string {
	t := strings.Join(strings.Fields(Fold(s)), "")
	if !strings.ContainsAny(t, "〇一二三四五六七八九十") {
		return t
	}
	return kanjiCount.ReplaceAllStringFunc(t, func(part string) string {
		runes := []rune(part)
		n := 0
		for _, r := range runes[:len(runes)-1] {
			if r == '十' {
				n = max(n, 1) * 10
				continue
			}
			digit := strings.Index("〇一二三四五六七八九", string(r)) / len("〇")
			if n%10 != 0 {
				n *= 10
			}
			n += digit
		}
		return strconv.Itoa(n) + string(runes[len(runes)-1])
	})
}

// ends splits a text at the signs of a range.
func ends(s string) []string {
	return strings.Split(strings.Map(func(r rune) rune {
		switch r {
		case '～', '〜', '–', '—':
			return '~'
		}
		return r
	}, s), "~")
}

// ParsePeriod reads the period of an action in the forms that offices use:
// R6.4, R６.４, R6.4～R7.1, R6.4～7.1, 令和6年4月～令和7年1月, R7.2まで, R6.4から.
// An error says which part cannot be read.
func ParsePeriod(s string) (Period, error) {
	t := plainDate(s)
	if head, ok := strings.CutSuffix(t, "まで"); ok {
		t = "~" + strings.TrimSpace(head)
	} else if head, ok := strings.CutSuffix(t, "から"); ok {
		t = strings.TrimSpace(head) + "~"
	}
	parts := ends(t)
	if len(parts) > 2 {
		return Period{}, fmt.Errorf("%q", s)
	}
	if len(parts) == 1 {
		m, err := ParseMonth(parts[0])
		return Period{m, m}, err
	}
	var p Period
	var err error
	if a := strings.TrimSpace(parts[0]); a != "" {
		if p.Start, err = ParseMonth(a); err != nil {
			return Period{}, err
		}
	}
	if b := strings.TrimSpace(parts[1]); b != "" {
		if p.End, err = parseEnd(b, strings.TrimSpace(parts[0]), p.Start); err != nil {
			return Period{}, err
		}
	}
	if p == (Period{}) || !p.Start.IsZero() && !p.End.IsZero() && p.End.Index() < p.Start.Index() {
		return Period{}, fmt.Errorf("%q", s)
	}
	return p, nil
}

// parseEnd reads the end of a range, which may leave out what the start, the
// month that from says, already said: R5.4～11 or 令和６年４月～11月.
func parseEnd(s, from string, start Month) (Month, error) {
	if f := bareMonth.FindStringSubmatch(s); f != nil && !start.IsZero() {
		month, _ := strconv.Atoi(f[1])
		if month < 1 || month > 12 {
			return Month{}, fmt.Errorf("%q", s)
		}
		end := Month{start.Year, month}
		if end.Index() < start.Index() {
			end.Year++
		}
		return end, nil
	}
	if f := bareYear.FindStringSubmatch(s); f != nil && !start.IsZero() {
		// The era that the start names goes on, even where offices name it before
		// it began: R6.4～7.1, 令和元年4月～2年3月.
		era, _ := start.Era()
		if named := monthForm.FindStringSubmatch(from); named != nil && named[1] != "" {
			era = named[1]
		}
		return ParseMonth(era + f[1] + "年" + f[2] + "月")
	}
	return ParseMonth(s)
}

// ParseMonth reads one month: R6.4, R６.４, 令和６年４月, 令和５年４月時点,
// 令和６年３月末時点, 2024-04, 2024年4月.
func ParseMonth(s string) (Month, error) {
	t := plainDate(s)
	f := monthForm.FindStringSubmatch(t)
	if f == nil {
		if f = dayForm.FindStringSubmatch(t); f == nil {
			return Month{}, fmt.Errorf("%q", s)
		}
	}
	year, err := westernYear(f[1], f[2], f[3])
	if err != nil {
		return Month{}, err
	}
	month, _ := strconv.Atoi(monthOf(f))
	if month < 1 || month > 12 {
		return Month{}, fmt.Errorf("%q", s)
	}
	if len(f) > 8 && !dayIn(year, month, f[8]) {
		return Month{}, fmt.Errorf("%q", s)
	}
	return Month{year, month}, nil
}

// monthOf is the month of what monthForm or dayForm found.
func monthOf(found []string) string { return strings.Join(found[4:min(8, len(found))], "") }

// dayIn reports whether a month has a day.
func dayIn(year, month int, day string) bool {
	if month < 1 || month > 12 {
		return false
	}
	n, _ := strconv.Atoi(day)
	last := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0) {
		last++
	}
	return 0 < n && n <= last
}

// AsOf is what an as-of text says in normal form: a month, a span of months,
// or a whole fiscal year. The zero AsOf means that the text has no plain form.
type AsOf struct {
	Period
	FiscalYear int // set when the text names a fiscal year
	Year       int // set when it names a year alone: 令和3年, of which the months are known, or R3, of which they are not
	Days       Days
}

// IsZero reports whether the text had no plain form.
func (a AsOf) IsZero() bool { return a == AsOf{} }

// Months lists the first and the last month, or one when they are the same.
func (a AsOf) Months() []Month {
	if a.Start.IsZero() {
		return nil
	}
	if a.Start == a.End {
		return []Month{a.Start}
	}
	return []Month{a.Start, a.End}
}

// ParseAsOf reads an as-of text in one of the plain forms: a month, 令和６年度,
// 令和５年度実績, 令和３年, 令和3年（暦年）, R3, 令和６年４月～11月, also with a hyphen. Anything else gives the zero AsOf, which is
// no error: the text itself is what counts.
func ParseAsOf(s string) AsOf {
	t := plainDate(s)
	if f := fiscalForm.FindStringSubmatch(t); f != nil {
		if fy, err := westernYear(f[1], f[2], f[3]); err == nil {
			return AsOf{Period: Period{Month{fy, 4}, Month{fy + 1, 3}}, FiscalYear: fy}
		}
		return AsOf{}
	}
	if f := calendarForm.FindStringSubmatch(t); f != nil {
		f[0] = "年"
		return yearAlone(f)
	}
	if f := shortYear.FindStringSubmatch(t); f != nil && f[0] != f[3] {
		return yearAlone(f)
	}
	p, err := ParsePeriod(s)
	if slip := SlipIn(s); err != nil && slip.Why == "sign" { // as printed: R6.1-12
		p, err = ParsePeriod(slip.Near)
	}
	if err != nil || p.Start.IsZero() || p.End.IsZero() {
		return AsOf{}
	}
	return AsOf{Period: p}
}

// yearAlone is 令和3年 or 2021年, a calendar year, or R3, of which nobody can say
// whether it is a calendar or a fiscal year.
func yearAlone(f []string) AsOf {
	y, err := westernYear(f[1], f[2], f[3])
	switch {
	case err != nil:
		return AsOf{}
	case strings.HasSuffix(f[0], "年"):
		return AsOf{Period: Period{Month{y, 1}, Month{y, 12}}, Year: y}
	}
	return AsOf{Year: y}
}

// ParseFiscalYear reads FY2024, 令和6年度, R6年度, R6 or 2024.
func ParseFiscalYear(s string) (int, error) {
	t := strings.TrimSpace(Fold(s))
	t = strings.TrimPrefix(t, "FY")
	f := fiscalForm.FindStringSubmatch(t)
	if f == nil {
		f = shortYear.FindStringSubmatch(t)
	}
	if f == nil {
		return 0, fmt.Errorf("%q", s)
	}
	return westernYear(f[1], f[2], f[3])
}

func westernYear(name, inEra, western string) (int, error) {
	if western != "" {
		year, err := strconv.Atoi(western)
		if err == nil && !isWestern(year) {
			err = fmt.Errorf("%q", western)
		}
		return year, err
	}
	n := 1
	if inEra != "元" {
		n, _ = strconv.Atoi(inEra)
	}
	for _, e := range eras {
		if (e.name == name || e.letter == name) && n >= 1 {
			return e.first/10000 + n - 1, nil
		}
	}
	return 0, fmt.Errorf("%q", name+inEra)
}
