package lang

import (
	"regexp"
	"strconv"
	"strings"
)

// Slip is what is wrong with a text that is meant as a period or a month.
type Slip struct {
	Why   string // backwards, sign or month; "" when it cannot be told
	Near  string // what was meant, "" when it cannot be told
	Month string // of Why month: the number that no month has
}

var (
	anySign  = regexp.MustCompile(`[-~～〜–—―ー−]`)
	oddMonth = regexp.MustCompile(eraYear + `(?:年|\.|/|-)\s*(\d{1,2})`)
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
	return Slip{}
}

// inEra is a month as it was written, or in the era's short form where it was
// written another way: 2024/4 is R6.4.
func inEra(written string, m Month) string {
	if f := monthForm.FindStringSubmatch(written); f != nil && f[1] != "" {
		return written
	}
	name, year := m.Era()
	letter := map[string]string{"令和": "R", "平成": "H", "昭和": "S", "大正": "T", "明治": "M"}[name]
	if letter == "" {
		letter = name
	}
	return letter + strconv.Itoa(year) + "." + strconv.Itoa(m.Month)
}
