package desk

import (
	"math/big"
	"strings"
	"unicode"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
	"tassei/generator/toml"
)

// A cell of a workbook holds a number and the form in which it is shown: 0.6 as
// 60%, 31.5 as 31.50, -3 as ▲3. The reader, and so the import, goes by what is shown.

// seen is what a reader sees of a number.
type seen struct {
	text    string // the digits and the sign: 60, 31.50, -3
	whole   string // all of it: 60%, 31.50人
	words   string // what stands beside the digits but the percent sign: 人, 万円
	percent bool
	form    bool // the number of decimals was chosen, by a format or by typing
	odd     bool // it cannot be told what is seen
	endless bool // it is odd for its decimals, of which a cell shows the first alone
	nothing bool // it is odd because a cell shows nothing at all
	unlit   bool // it shows nothing because its letters have the colour of their ground
}

// builtin are the formats that a workbook names by number alone.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: `"¥"#,##0;"¥"-#,##0`, 6: `"¥"#,##0;"¥"-#,##0`, 7: `"¥"#,##0.00;"¥"-#,##0.00`,
	8: `"¥"#,##0.00;"¥"-#,##0.00`, 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	27: "ge.m.d", 28: "ggge.m.d", 29: "ggge.m.d", 30: "m/d/yy", 31: "yyyy/m/d", 32: "h:mm", 33: "h:mm:ss", 34: "yyyy/m", 35: "m/d", 36: "ge.m.d",
	37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
	41: `#,##0;-#,##0;"-"`, 42: `"¥"#,##0;"¥"-#,##0;"-"`, 43: `#,##0.00;-#,##0.00;"-"`, 44: `"¥"#,##0.00;"¥"-#,##0.00;"-"`,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
	50: "ge.m.d", 51: "ggge.m.d", 52: "yyyy/m", 53: "m/d", 54: "ggge.m.d", 55: "yyyy/m", 56: "m/d", 57: "ge.m.d", 58: "ggge.m.d",
}

// section is one part of a number format, taken apart.
type section struct {
	words    string // what is written beside the digits
	head     int    // how many bytes of it stand before them
	integer  int    // digits that are always shown before the point
	least    int    // decimals that are always shown
	most     int    // decimals that are shown at most
	digits   bool   // it has places for digits
	general  bool   // the spreadsheet's own way
	text     bool   // it has the place of a text, @
	when     string // the condition of the numbers that it is for: >=100
	grouped  bool   // 1,647
	scale    int    // divided by 1000 so often
	percents int
	odd      bool // fractions, exponents
	date     dateParts
}

// dateParts are what a format shows of a date.
type dateParts struct{ year, month, day, time bool }

func (d dateParts) any() bool { return d != dateParts{} }

// formatSections takes a format apart at its semicolons.
func formatSections(format string) []section {
	var list []section
	r := []rune(format)
	for start, i := 0, 0; ; i++ {
		switch {
		case i >= len(r):
			return append(list, readSection(r[start:]))
		case r[i] == '\\':
			i++
		case r[i] == '"':
			for i++; i < len(r) && r[i] != '"'; i++ {
			}
		case r[i] == ';':
			list = append(list, readSection(r[start:i]))
			start = i + 1
		}
	}
}

func readSection(r []rune) (s section) {
	if strings.Contains(strings.ToLower(string(r)), "am/pm") {
		s.date.time = true
	}
	s.head = -1
	point, last := false, false // after the point; a place for a digit stood before
	for i := 0; i < len(r); i++ {
		c := r[i]
		digit := false
		switch {
		case c == '\\' && i+1 < len(r):
			i++
			s.words += string(r[i])
		case c == '"':
			for i++; i < len(r) && r[i] != '"'; i++ {
				s.words += string(r[i])
			}
		case (c == '_' || c == '*') && i+1 < len(r):
			i++ // room, or a filling
		case c == '[':
			i = s.bracket(r, i)
		case c == '0' || c == '#' || c == '?':
			digit, s.digits = true, true
			s.place(c, point)
		case c == '.' && (s.digits || i+1 < len(r) && (r[i+1] == '0' || r[i+1] == '#')) && !point && !s.date.any():
			point, s.digits = true, true
		case c == ',' && (last || s.scale > 0):
			digit = true
			s.comma(r[i+1:])
		case c == '%':
			s.percents++
		case c == '@':
			s.general, s.text = true, true
		case hasGeneral(r[i:]):
			s.general = true
			i += generalLength(r[i:]) - 1
		case (c == 'E' || c == 'e') && s.digits && i+1 < len(r) && (r[i+1] == '+' || r[i+1] == '-'), c == '/' && s.digits && !s.date.any():
			s.odd = true
		default:
			s.other(c, r[i+1:])
		}
		if last = digit; digit && s.head < 0 || s.general && s.head < 0 {
			s.head = len(s.words)
		}
	}
	return s
}

// place counts a place for a digit.
func (s *section) place(c rune, decimal bool) {
	switch {
	case decimal && c == '0':
		s.most++
		s.least = s.most
	case decimal:
		s.most++
	case c == '0':
		s.integer++
	}
}

// comma parts thousands where digits follow, and leaves them out where none do.
func (s *section) comma(rest []rune) {
	for _, c := range rest {
		if c == '0' || c == '#' || c == '?' {
			s.grouped = true
			return
		}
		if c != ',' {
			break
		}
	}
	s.scale++
}

// bracket reads [Red], [$¥-411], [h] or a condition, and returns its end.
func (s *section) bracket(r []rune, i int) int {
	end := i
	for end < len(r) && r[end] != ']' {
		end++
	}
	inside := string(r[min(i+1, end):end])
	lower := strings.ToLower(inside)
	switch {
	case strings.ContainsAny(inside, "<>="):
		s.when = inside
	case strings.HasPrefix(inside, "$"):
		money, _, _ := strings.Cut(inside[1:], "-")
		s.words += money
	case lower != "" && strings.Trim(lower, "h") == "", lower != "" && strings.Trim(lower, "m") == "", lower != "" && strings.Trim(lower, "s") == "":
		s.date.time = true
	}
	return end
}

// general is what formats call the spreadsheet's own way, here and in Japan.
var general = []string{"general", "g/標準", "standard"}

func generalLength(r []rune) int {
	for _, word := range general {
		if n := len([]rune(word)); len(r) >= n && strings.EqualFold(string(r[:n]), word) {
			return n
		}
	}
	return 0
}

func hasGeneral(r []rune) bool { return generalLength(r) > 0 }

// other reads the letters of dates, and what stands for itself.
func (s *section) other(c rune, rest []rune) {
	switch unicode.ToLower(lang.FoldRune(c)) {
	case 'y', 'e', 'g', 'b':
		s.date.year = true
	case 'd':
		s.date.day = true
	case 'h', 's':
		s.date.time = true
	case 'm':
		// Minutes stand beside hours or seconds.
		next := strings.ToLower(strings.TrimLeft(string(rest), "mM:."))
		if s.date.time || strings.HasPrefix(next, "s") {
			s.date.time = true
		} else {
			s.date.month = true
		}
	case 'a', 'p', 'r', 'n': // weekdays, AM/PM, eras
	default:
		s.words += string(c)
	}
}

// conditionForm is a condition on the numbers of a section: >=100, <0.5.
var conditionForm = pattern.New(`^(<=|>=|<>|<|>|=)\s*([0-9]+(?:\.[0-9]+)?)$`)

// conditional is the section whose condition a number meets, or the one for the rest; -1
// where no section has a condition, and unknown where it cannot be told which is shown.
func conditional(sections []section, d kpi.Decimal) (chosen int, unknown bool) {
	if last := len(sections) - 1; last > 0 && sections[last].text {
		sections = sections[:last]
	}
	conditions := 0
	for i, s := range sections {
		if s.when == "" {
			continue
		}
		if conditions++; i != conditions-1 || d.Sign() < 0 {
			return -1, true // of which sign is written, programs differ
		}
		holds, ok := meets(d, s.when)
		switch {
		case !ok:
			return -1, true
		case holds && chosen == 0:
			chosen = i + 1
		}
	}
	switch {
	case conditions == 0:
		return -1, false
	case chosen > 0:
		return chosen - 1, false
	case len(sections) == conditions+1:
		return conditions, false
	}
	return -1, true
}

func meets(d kpi.Decimal, condition string) (holds, ok bool) {
	f := conditionForm.FindStringSubmatch(condition)
	if f == nil {
		return false, false
	}
	bound, err := kpi.ParseDecimal(f[2])
	if err != nil {
		return false, false
	}
	c := d.Cmp(bound)
	return map[string]bool{"<": c < 0, ">": c > 0, "=": c == 0, "<=": c <= 0, ">=": c >= 0, "<>": c != 0}[f[1]], true
}

// signs that stand before a negative number, or around it.
const minusSigns = "-−－▲△▼()（）"

// widest is how many characters of a number a cell shows at most where no format says it.
const widest = 11

// show is what a format shows of a number.
func show(number, format string) seen {
	d, err := kpi.ParseDecimal(number)
	if err != nil {
		return seen{odd: true}
	}
	sections := formatSections(format)
	s, negative := sections[0], d.Sign() < 0
	signed := negative // whether the sign is the program's to write
	chosen, unknown := conditional(sections, d)
	switch {
	case chosen >= 0:
		s = sections[chosen]
	case unknown:
	case negative && len(sections) > 1:
		s, signed = sections[1], strings.ContainsAny(sections[1].words, minusSigns)
	case d.Sign() == 0 && len(sections) > 2:
		s = sections[2]
	}
	unsigned := func(words string) string {
		return strings.TrimSpace(strings.Map(func(r rune) rune {
			if negative && strings.ContainsRune(minusSigns, r) || r == '+' || r == '　' {
				return -1
			}
			return r
		}, words))
	}
	before, after := unsigned(s.words[:max(s.head, 0)]), unsigned(s.words[max(s.head, 0):])
	words := before + after
	v := seen{words: words, percent: s.percents > 0, form: s.digits}
	if words == "%" || words == "％" { // 0"%" shows 60 as 60%
		v.words, v.percent = "", true
		before, after = "", "%"
	}
	v.odd = s.odd || s.percents > 1 || !s.digits && !s.general || negative && !signed || s.date.any() || unknown
	x := new(big.Rat).Abs(d.Rat())
	if s.digits && s.hidesZero(x) || !s.digits && !s.general && !s.date.any() {
		v.odd, v.nothing = true, s.words == ""
	}
	if v.odd {
		return v
	}
	if v.text = strings.TrimPrefix(number, "-"); s.digits {
		v.text = s.write(x)
	} else if meant := toml.Noise(v.text); meant != "" {
		v.text = meant // a cell has room for eleven digits
	}
	if !s.digits && len(v.text) > widest {
		v.odd, v.endless = true, true
		return v
	}
	grouped := v.text
	if s.grouped {
		grouped = thousands(v.text)
	}
	if negative && strings.Trim(v.text, "0.") != "" {
		v.text, grouped = "-"+v.text, "-"+grouped
	}
	v.whole = before + grouped + strings.Repeat("%", s.percents) + after
	return v
}

// hidesZero reports whether a format has no place for a number that it rounds to
// zero: # and #,### leave the cell empty.
func (s section) hidesZero(x *big.Rat) bool {
	return s.integer == 0 && s.least == 0 && strings.Trim(s.write(new(big.Rat).Set(x)), "0.") == ""
}

// showText is what a format shows of a text: 12 in @"人" is 12人. A format of four
// sections has one for texts, any other where its last has their place.
func showText(text, format string) string {
	sections := formatSections(format)
	s := sections[min(len(sections), 4)-1]
	switch {
	case len(sections) < 4 && !s.text:
		return text
	case !s.general:
		return s.words
	}
	return s.words[:s.head] + text + s.words[s.head:]
}

// write writes a number without its sign in the digits of a format.
func (s section) write(x *big.Rat) string {
	for range s.percents {
		x.Mul(x, big.NewRat(100, 1))
	}
	for range s.scale {
		x.Quo(x, big.NewRat(1000, 1))
	}
	text := x.FloatString(s.most) // half away from zero, as spreadsheets do
	whole, decimals, _ := strings.Cut(text, ".")
	for len(decimals) > s.least && strings.HasSuffix(decimals, "0") {
		decimals = decimals[:len(decimals)-1]
	}
	whole = strings.Repeat("0", max(s.integer-len(whole), 0)) + whole
	if decimals == "" {
		return whole
	}
	return whole + "." + decimals
}

func thousands(s string) string {
	whole, decimals, found := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if found {
		return whole + "." + decimals
	}
	return whole
}
