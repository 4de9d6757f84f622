package lang

import (
	"slices"
	"strconv"
	"strings"

	"tassei/generator/pattern"
)

// yearPlaceholders are what a city may call its years by.
var yearPlaceholders = []string{"year", "year2", "next", "next2", "previous", "era", "era_year"}

// yearShift is a year as another calendar counts it: {year+543} is that of the Buddhist
// era, {year-1911} that of the Republic of China. {year2+543} are its last two digits.
var yearShift = pattern.New(`\{(year|next|previous)(2?)([+-]\d{1,4})\}`)

// shiftedYear is what stands in place of a yearShift in the name of a fiscal year.
func shiftedYear(part string, fy int) string {
	f := yearShift.FindStringSubmatch(part)
	n := fy + number(f[3][1:])
	if f[3][0] == '-' {
		n = fy - number(f[3][1:])
	}
	switch f[1] {
	case "next":
		n++
	case "previous":
		n--
	}
	if f[2] != "" {
		return twoDigits("0" + strconv.Itoa(n))
	}
	return strconv.Itoa(n)
}

// CountedFrom parts a placeholder that counts a year from another: "year+543" is "year"
// and 543. Any other is itself and 0.
func CountedFrom(name string) (plain string, by int) {
	f := yearShift.FindStringSubmatch("{" + name + "}")
	if f == nil || len(f[0]) != len(name)+2 {
		return name, 0
	}
	by = number(f[3][1:])
	if f[3][0] == '-' {
		by = -by
	}
	return f[1] + f[2], by
}

// UnknownInYearName is a placeholder in the name of a year that stands for nothing, with all
// that there are; none reports that it has no year at all, so that all would be called the same.
func UnknownInYearName(name string) (unknown string, known []string, none bool) {
	names, closed := Placeholders(name)
	if !closed {
		return "", nil, false
	}
	for _, n := range names {
		if plain, _ := CountedFrom(n); !slices.Contains(yearPlaceholders, plain) {
			return n, yearPlaceholders, false
		}
	}
	years := strings.Join(names, " ")
	return "", yearPlaceholders, !strings.Contains(years, "year") && !strings.Contains(years, "next") && !strings.Contains(years, "previous")
}
