package lang

import (
	"cmp"
	"strconv"
	"strings"

	"tassei/generator/pattern"
)

// Slip is what is wrong with a text that is meant as a period or a month.
type Slip struct {
	Why   string // backwards, sign, month, day or era; "" when it cannot be told
	Near  string // what was meant, "" when it cannot be told
	Month string // of Why month: the number that no month has; of day: the month
	Day   string // of Why day: the number that no day of the month has
}

var (
	anySign  = pattern.New(`[-~～〜–—―ー−]`)
	noEra    = pattern.New(`^(\d{1,2})(年|\.)(\d{1,2})月?(?:末|時点|現在)*(?:[~～〜](\d{1,2}\.\d{1,2}))?`)
	oddMonth = pattern.New(eraYear + `(?:年|\.|/|-)\s*(\d{1,2})`)
)

// SlipIn tells why a period cannot be read: it ends before it begins, another
// sign than ～ stands in it, or it has a 13th month.
func SlipIn(s string) Slip {
	t := strings.TrimSpace(Fold(s))
	for _, at := range anySign.FindAllStringIndex(t, -1) {
		from, to := strings.TrimSpace(t[:at[0]]), strings.TrimSpace(t[at[1]:])
		start, err := ParseMonth(from)
		if err != nil {
			continue
		}
		end, err := parseEnd(to, from, start)
		switch {
		case err != nil:
		case end.Index() < start.Index():
			return Slip{Why: "backwards", Near: inEra(to, end) + "～" + inEra(from, start)}
		default:
			return Slip{Why: "sign", Near: inEra(from, start) + "～" + inEra(to, end)}
		}
	}
	for _, f := range oddMonth.FindAllStringSubmatch(t, -1) {
		if n, err := strconv.Atoi(f[4]); err == nil && (n < 1 || n > 12) {
			return Slip{Why: "month", Month: f[4]}
		}
	}
	for _, part := range ends(plainDate(s)) {
		if f := dayForm.FindStringSubmatch(part); f != nil {
			if year, err := westernYear(f[1], f[2], f[3]); err == nil && !dayIn(year, atoi(monthOf(f)), f[8]) {
				return Slip{Why: "day", Month: monthOf(f), Day: f[8]}
			}
		}
	}
	// 7年2月, 6.4～7.1: in the era of the day, which only the writer knows.
	if f := noEra.FindStringSubmatch(t); f != nil && atoi(f[1]) <= 20 {
		near := "令和" + t
		if f[2] != "年" {
			near = "R" + f[1] + "." + f[3]
			if f[4] != "" {
				near += "～R" + f[4]
			}
		}
		if p, err := ParsePeriod(near); err == nil && !p.Start.IsZero() {
			return Slip{Why: "era", Near: near}
		}
	}
	return Slip{}
}

func atoi(s string) int { n, _ := strconv.Atoi(s); return n }

// inEra is a month as it was written, or in the era's short form where it was
// written another way: 2024/4 is R6.4.
func inEra(written string, m Month) string {
	if f := monthForm.FindStringSubmatch(written); f != nil && f[1] != "" {
		return written
	}
	name, year := m.Era()
	return cmp.Or(EraLetter(name), name) + strconv.Itoa(year) + "." + strconv.Itoa(m.Month)
}
