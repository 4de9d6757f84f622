package lang

import (
	"strconv"
	"strings"

	"tassei/generator/pattern"
)

// Span gives the first and the last month of a fiscal year.
type Span func(fiscalYear int) (first, last Month)

// ReadPeriod reads the period of an action of a fiscal year in the forms of
// ParsePeriod, and those that name a year or a part of one: 通年, 上半期,
// 令和6年度, 令和6～8年度, 令和7年度まで, 令和6年度第3四半期. What names no months, or
// some only (随時, R6.4、R6.9, 令和6年10月頃), gives false: it has its printed words alone.
func ReadPeriod(s string, year int, span Span) (Period, bool) {
	if p, err := ParsePeriod(s); err == nil {
		return p, true
	}
	t := strings.Join(strings.Fields(Fold(s)), "")
	open, openStart := strings.CutSuffix(t, "から")
	until, openEnd := strings.CutSuffix(t, "まで")
	switch {
	case openStart:
		p, ok := partOfYear(open, year, span)
		return Period{Start: p.Start}, ok
	case openEnd:
		p, ok := partOfYear(until, year, span)
		return Period{End: p.End}, ok
	}
	parts := ends(t)
	if len(parts) == 1 {
		return partOfYear(t, year, span)
	}
	if len(parts) > 2 || parts[0] == "" && parts[1] == "" {
		return Period{}, false
	}
	return betweenYears(parts[0], parts[1], year, span)
}

// betweenYears reads 令和6年度～令和8年度, 令和6～8年度, R6～R8年度, 令和6年度～.
func betweenYears(from, to string, year int, span Span) (p Period, ok bool) {
	if from != "" && to != "" && !strings.Contains(from, "年度") && strings.Contains(to, "年度") && shortYear.MatchString(from) {
		from = strings.TrimSuffix(from, "年") + "年度"
	}
	if f := bareFiscal.FindStringSubmatch(to); f != nil {
		if named := fiscalPart.FindStringSubmatch(from); named != nil {
			to = named[1] + to // 令和6年度～8年度: the era goes on
		}
	}
	if from != "" {
		a, ok := partOfYear(from, year, span)
		if !ok {
			return Period{}, false
		}
		p.Start = a.Start
	}
	if to != "" {
		b, ok := partOfYear(to, year, span)
		if !ok {
			return Period{}, false
		}
		p.End = b.End
	}
	return p, p.Start.IsZero() || p.End.IsZero() || p.Start.Index() <= p.End.Index()
}

var (
	bareFiscal = pattern.New(`^\d{1,2}年度`)
	fiscalPart = pattern.New(`^` + eraYear + `年度(?:中|内|の)?(.*)$`)
	monthOfIt  = pattern.New(`^([1-9]|1[0-2])月(?:末|中)?(?:時点|現在)?$`)
	quarter    = pattern.New(`^第?([1-4一二三四])四半期$`)
)

// partOfYear reads a fiscal year or a part of one; without a year it is that
// of the record.
func partOfYear(s string, year int, span Span) (Period, bool) {
	if f := fiscalPart.FindStringSubmatch(s); f != nil {
		named, err := westernYear(f[1], f[2], f[3])
		if err != nil {
			return Period{}, false
		}
		if year, s = named, f[4]; s == "" {
			s = "通年"
		}
	}
	first, last := span(year)
	months := func(from, count int) (Period, bool) {
		return Period{MonthAt(first.Index() + from), MonthAt(first.Index() + from + count - 1)}, true
	}
	switch s {
	case "通年", "年間", "通期", "年間を通じて", "1年間", "一年間":
		return Period{first, last}, true
	case "上半期", "上期":
		return months(0, 6)
	case "下半期", "下期":
		return months(6, 6)
	}
	if f := quarter.FindStringSubmatch(s); f != nil {
		n, err := strconv.Atoi(f[1])
		if err != nil {
			n = strings.Index("一二三四", f[1])/len("一") + 1
		}
		return months(3*(n-1), 3)
	}
	if f := monthOfIt.FindStringSubmatch(s); f != nil { // 9月末: the September of that year
		n, _ := strconv.Atoi(f[1])
		return months((n-first.Month+12)%12, 1)
	}
	return Period{}, false
}

var (
	// dateSigns are all that a plain date is made of.
	dateSigns = pattern.New(`^(?:令和|平成|昭和|大正|明治|[RHSTM]|[元0-9〇一二三四五六七八九十年月日度.\s/~～〜–-])+$`)
	dateTail  = pattern.New(`末?(?:時点|現在|実績|まで|から)?$`)
)

// Misdated reports whether a text is meant as a date but is none: 令和7年13月,
// R7.13, 7年3月. A year alone, or words, may well be meant.
func Misdated(s string) bool {
	t := dateTail.ReplaceAllString(strings.TrimSpace(Fold(s)), "")
	if !dateSigns.MatchString(t) || !strings.ContainsAny(t, "月度./-") || !strings.ContainsAny(t, "元0123456789一二三四五六七八九十") {
		return false
	}
	_, err := ParsePeriod(s)
	return err != nil
}
