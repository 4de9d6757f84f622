package toml

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

var (
	isoDate = pattern.New(`^(\d{4})-(\d{1,2})-(\d{1,2})$`)
	lastDay = pattern.New(`(\d{1,2})日?$`)
)

// ParseDay reads a day, as 2026-02-01 or in an era's form such as 令和8年2月1日,
// and returns its ISO form. It is false for a day that is not in the calendar.
func ParseDay(written string) (string, bool) {
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
