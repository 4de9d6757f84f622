package source

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// run is where a number stands in a text.
type run struct{ from, to int }

// numberRuns finds the numbers of a folded text: 12, 1,234, 5.6.
func numberRuns(s string) []run {
	var list []run
	for i := 0; i < len(s); {
		if !isDigit(s[i]) {
			i++
			continue
		}
		from := i
		i = digitsEnd(s, i)
		for grouped := i-from <= 3; grouped && i+3 < len(s) && s[i] == ','; {
			end := digitsEnd(s, i+1)
			if end-i != 4 {
				break
			}
			i = end
		}
		if i+1 < len(s) && s[i] == '.' && isDigit(s[i+1]) {
			i = digitsEnd(s, i+1)
		}
		list = append(list, run{from, i})
	}
	return list
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func digitsEnd(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// spokenRuns tells the numbers that each language writes in its own way, and
// those that are not the text's own: dates, months, fiscal years, times of
// day; the numbers of a list; addresses of links.
func spokenRuns(s string, runs []run) []bool {
	spoken := make([]bool, len(runs))
	for i := 0; i < len(runs); {
		j := i + 1
		for j < len(runs) && joined(s[runs[j-1].to:runs[j].from]) {
			j++
		}
		if dated(s[:runs[i].from], s[runs[j-1].to:], s[runs[i].from:runs[j-1].to]) {
			for k := i; k < j; k++ {
				text := s[runs[k].from:runs[k].to]
				spoken[k] = len(text) <= 2 || bareYear(text)
			}
		}
		i = j
	}
	for i, r := range runs {
		spoken[i] = spoken[i] || clocked(s[:r.from], s[r.to:]) || foreignTo(s[:r.from], s[r.to:])
	}
	return spoken
}

// joiners stand between the numbers of one date or span.
var joiners = []string{"~", "～", "〜", "-", "–", "—", "・", ",", "、", "/", ".", "から", "と", "や", "及び", "および", "又は", "または", "to", "and", "or", "&"}

func joined(between string) bool {
	if len(between) > 24 {
		return false
	}
	t := strings.TrimSpace(between)
	for _, unit := range []string{"年度", "年", "月", "日"} {
		if rest, ok := strings.CutPrefix(t, unit); ok {
			t = strings.TrimSpace(rest)
			break
		}
	}
	for _, era := range eraNames {
		t = strings.TrimSpace(strings.TrimSuffix(t, era))
	}
	return slices.Contains(joiners, t)
}

var eraNames = []string{"令和", "平成", "昭和", "大正", "明治", "Reiwa", "Heisei", "Showa"}

// dated reports whether the numbers between two texts are a date or a span of
// dates.
func dated(before, after, text string) bool {
	after = strings.TrimLeft(after, " ")
	before = strings.TrimRight(before, " ")
	switch {
	case strings.HasPrefix(after, "年度"), strings.HasPrefix(after, "月"):
		return true
	case strings.HasPrefix(after, "年"):
		return hasSuffix(before, eraNames) || bareYear(text[:min(4, len(text))]) || strings.Contains(text, "年")
	case strings.HasPrefix(after, "日") && (strings.HasSuffix(before, "月") || strings.Contains(text, "月")):
		return true
	case hasSuffix(before, eraNames), hasSuffix(strings.ToLower(tail(before, 20)), []string{"fy", "fiscal", "fiscal year", "fiscal years", "financial year", "financial years"}):
		return true
	case strings.Count(text, "-") == 2 && bareYear(text[:4]), strings.Count(text, "/") == 2 && bareYear(text[:4]):
		return true
	}
	for _, ordinal := range []string{"st ", "nd ", "rd ", "th "} {
		after = strings.TrimPrefix(after, ordinal)
	}
	after = strings.TrimPrefix(after, "of ")
	end := 0
	for end < len(after) && isLetter(after[end]) {
		end++
	}
	before = strings.TrimRight(before, " .,")
	from := len(before)
	for from > 0 && isLetter(before[from-1]) {
		from--
	}
	return isMonth(after[:end]) || isMonth(before[from:])
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func hasSuffix(s string, list []string) bool {
	return slices.ContainsFunc(list, func(e string) bool { return strings.HasSuffix(s, e) })
}

// tail is the end of a text, of at most n bytes.
func tail(s string, n int) string { return s[max(len(s)-n, 0):] }

var monthNames = []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

// isMonth knows the English months and their short forms.
func isMonth(word string) bool {
	return len(word) >= 3 && slices.ContainsFunc(monthNames, func(m string) bool {
		return word == m || word == m[:3] || word == "Sept"
	})
}

// clocked reports whether a number is part of a time of day.
func clocked(before, after string) bool {
	switch {
	case strings.HasPrefix(after, "時"):
		return !strings.HasPrefix(after, "時間")
	case strings.HasPrefix(after, "分"):
		return strings.HasSuffix(before, "時")
	case strings.HasPrefix(after, ":"):
		return digitsEnd(after, 1) == 3
	case strings.HasSuffix(before, ":"):
		return len(before) > 1 && isDigit(before[len(before)-2]) && digitsEnd(after, 0) == 0
	}
	after = strings.ToLower(strings.TrimLeft(after[:min(len(after), 6)], " "))
	for _, half := range []string{"am", "pm", "a.m", "p.m"} {
		if rest, ok := strings.CutPrefix(after, half); ok {
			r, _ := utf8.DecodeRuneInString(rest)
			return rest == "" || r >= utf8.RuneSelf || !isAlnum(byte(r))
		}
	}
	return false
}

// foreignTo reports whether a number is none of the text's own: of a list, of a
// footnote, of an address, of the country's telephone code.
func foreignTo(before, after string) bool {
	before = tail(before, 500)
	line := before[strings.LastIndexByte(before, '\n')+1:]
	if strings.TrimLeft(line, " \t>") == "" && (strings.HasPrefix(after, ". ") || strings.HasPrefix(after, ") ")) {
		return true
	}
	if strings.HasSuffix(before, "[^") || strings.HasSuffix(before, "+") {
		return true
	}
	word := line[strings.LastIndexAny(line, " \t")+1:]
	if i := strings.LastIndex(word, "]("); i >= 0 && !strings.Contains(word[i:], ")") {
		return true
	}
	i := max(strings.LastIndex(word, "https://"), strings.LastIndex(word, "http://"))
	return i >= 0 && !strings.ContainsAny(word[i:], ")）」、。")
}
