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

// ownCount is a year as a place counts it that has no western ones: 2567, 民國113年.
var ownCount = pattern.New(`(?:中?華?民[國国]\s*|พ\.ศ\.\s*|B\.?E\.?\s*)?([0-9]{1,4})(年)?`)

// inWesternYears writes the years of a date as the western calendar counts them, where
// the place's own way of calling its years says how it counts. A year that could be a
// western one stays.
func (y Years) inWesternYears(s string) string {
	if y.Shift == 0 {
		return s
	}
	return ownCount.ReplaceAllStringFunc(s, func(part string) string {
		f := ownCount.FindStringSubmatch(part)
		n := number(f[1])
		west := n - y.Shift
		if isWestern(n) || west < 1900 || west > 2100 || len(f[1]) < 4 && f[2] == "" {
			return part
		}
		return strconv.Itoa(west) + f[2]
	})
}
