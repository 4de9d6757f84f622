package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// sameAmounts warns (K421) where a translation has other numbers than its
// original: a slip of a digit is the fault that a reader of one language
// cannot see. Compared are numbers of two digits or more; commas, full-width
// digits and 万 or million are folded, and what a language says in its own way
// is taken out: dates, months, fiscal years, times of day, the numbers of a
// list, addresses of links.
//
// A number that stands twice on one side may stand once on the other, because
// sentences are joined in translation.
func (w *words) sameAmounts(original, tag string) {
	original, body := withoutSigns(original), withoutSigns(w.body)
	if body == original || quickAmounts(original) == quickAmounts(body) {
		return
	}
	from, to := amountsIn(original), amountsIn(body)
	missing, extra := lacking(from, to), lacking(to, from)
	if len(missing)+len(extra) > 0 {
		from, to = append(from, amountWords(original)...), append(to, amountWords(body)...)
		missing, extra = lacking(from, to), lacking(to, from)
	}
	if len(missing)+len(extra) == 0 {
		if missing, extra = swapped(from, to); len(missing) == 0 {
			return
		}
	}
	p := diag.New("K421", "numbers", written(missing), "others", written(extra), "language", tag)
	line, column, width := w.line, 1, 1
	switch {
	case len(missing) == 0:
		p.Args["message"], p.Args["hint"] = "extra", "extra"
	case len(extra) > 0:
		p.Args["message"] = "other"
	}
	if len(extra) > 0 {
		before := w.body[:extra[0].at]
		line += strings.Count(before, "\n")
		column = utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
		width = utf8.RuneCountInString(extra[0].text)
	}
	w.Report(p, line, column, width)
}

// withoutSigns has spaces for signs that are written as HTML writes them: the 8220 of
// &#8220; is no amount. All else keeps its place.
func withoutSigns(text string) string {
	if !strings.Contains(text, "&#") {
		return text
	}
	return reference.ReplaceAllStringFunc(text, func(sign string) string { return strings.Repeat(" ", len(sign)) })
}

// amount is one number of a text.
type amount struct {
	text  string // as written, folded
	value string // the same for equal numbers
	plain string // the value without 千 or million, which may stand in the unit
	at    int    // byte of the text
	loose bool   // need not stand on the other side, such as "ten" for 10
}

// written lists at most three amounts for a message.
func written(list []amount) string {
	var texts []string
	for _, a := range list {
		switch {
		case slices.Contains(texts, a.text):
		case len(texts) == 3:
			return strings.Join(append(texts, "…"), " / ")
		default:
			texts = append(texts, a.text)
		}
	}
	return strings.Join(texts, " / ")
}

// lacking lists the amounts of one side that the other does not have at all.
func lacking(from, to []amount) []amount {
	there := make(map[string]bool, len(to))
	for _, a := range to {
		there[a.value], there[a.plain] = true, true
	}
	var list []amount
	for _, a := range from {
		if !a.loose && !there[a.value] && !there[a.plain] {
			list = append(list, a)
		}
	}
	return list
}

// swapped finds a number that was put in the place of another one which stands
// on both sides: as many numbers, but not as often the same.
func swapped(from, to []amount) (missing, extra []amount) {
	count := func(list []amount) map[string]int {
		m := map[string]int{}
		for _, a := range list {
			if !a.loose {
				m[a.value]++
			}
		}
		return m
	}
	a, b := count(from), count(to)
	total := 0
	for v, n := range a {
		total += n - b[v]
	}
	if len(a) != len(b) || total != 0 {
		return nil, nil
	}
	last := func(list []amount, value string) amount {
		for i := len(list) - 1; ; i-- {
			if list[i].value == value {
				return list[i]
			}
		}
	}
	for v, n := range a {
		switch {
		case n > b[v]:
			missing = append(missing, last(from, v))
		case n < b[v]:
			extra = append(extra, last(to, v))
		}
	}
	byPlace := func(a, b amount) int { return a.at - b.at }
	slices.SortFunc(missing, byPlace)
	slices.SortFunc(extra, byPlace)
	return missing, extra
}

// quickAmounts is all runs of digits of a text, sorted. Texts with the same ones
// need no closer look.
func quickAmounts(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }) < 0 {
		return ""
	}
	var b strings.Builder
	gap := true
	for _, r := range s {
		if r >= '０' && r <= '９' {
			r -= '０' - '0'
		}
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
			gap = false
		case r == ',' || r == '，':
		case !gap:
			b.WriteByte(' ')
			gap = true
		}
	}
	runs := strings.Fields(b.String())
	slices.Sort(runs)
	return strings.Join(runs, " ")
}

var (
	tens  = pattern.New(`(?i)\b(?:half|ten|eleven|twelve|dozen|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|hundred|thousand)\b`)
	kanji = pattern.New(`[一二三四五六七八九十百千万〇]*[十百千万][一二三四五六七八九十百千万〇]*`)
)

// scales are powers of ten, the longer words first.
var scales = []struct {
	word  string
	power int
}{
	{"千万", 7}, {"百万", 6}, {"十万", 5}, {"千", 3}, {"万", 4}, {"億", 8}, {"兆", 12}, {"割", 1},
	{" hundred", 2}, {" thousand", 3}, {" million", 6}, {" billion", 9}, {" trillion", 12},
}

// amountsIn lists the numbers of a text that are written in digits.
func amountsIn(text string) []amount {
	folded := lang.Fold(text)
	offsets := unfold(text, folded)
	runs := numberRuns(folded)
	spoken := spokenRuns(folded, runs)
	list := make([]amount, 0, len(runs))
	for i, r := range runs {
		a := amount{text: folded[r.from:r.to], at: offsets[r.from]}
		a.value = strings.ReplaceAll(a.text, ",", "")
		a.plain = shortest(a.value)
		// 1割 may be a tenth as well as 10%, and one digit is often a word.
		a.loose = len(a.text) < 2 || bareYear(a.text)
		for _, scale := range scales {
			if after := folded[r.to:]; strings.HasPrefix(after, scale.word) {
				a.text += scale.word
				a.loose = scale.word == "割"
				a.value = timesTen(a.value, scale.power)
				break
			}
		}
		a.value = shortest(a.value)
		if spoken[i] {
			continue
		}
		// A4, COVID-19 and Windows11 are names.
		before := strings.TrimSuffix(folded[:r.from], "-")
		a.loose = a.loose || before != "" && isAlnum(before[len(before)-1])
		list = append(list, a)
	}
	return list
}

// timesTen moves the point of a plain decimal number to the right.
func timesTen(s string, power int) string {
	whole, rest, _ := strings.Cut(s, ".")
	rest += strings.Repeat("0", max(power-len(rest), 0))
	return whole + rest[:power] + "." + rest[power:]
}

// shortest is a plain decimal number without zeros that say nothing.
func shortest(s string) string {
	if strings.IndexByte(s, '.') >= 0 {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	t := strings.TrimLeft(s, "0")
	if len(t) > 0 && t[0] != '.' {
		return t
	}
	return "0" + t
}

// amountWords lists the numbers of a text that are written in words or enclosed in a sign.
func amountWords(text string) []amount {
	var list []amount
	for _, s := range tens.FindAllString(text, -1) {
		list = append(list, amount{text: s, value: spelt(s), plain: spelt(s), loose: true})
	}
	for _, s := range kanji.FindAllString(text, -1) {
		list = append(list, amount{text: s, value: fromKanji(s), plain: fromKanji(s), loose: true})
	}
	for _, r := range text {
		if n := enclosed(r); n != "" {
			list = append(list, amount{text: string(r), value: n, plain: n, loose: true})
		}
	}
	return list
}

// enclosed is the number of a sign such as ⑽ or ⑩, with which Japanese numbers the
// parts of a plan, "" of any other sign.
func enclosed(r rune) string {
	for _, signs := range []struct{ first, last, of rune }{{'①', '⑳', 1}, {'⑴', '⒇', 1}, {'⒈', '⒛', 1}, {'㉑', '㉟', 21}, {'㊱', '㊿', 36}} {
		if r >= signs.first && r <= signs.last {
			return itoa(int(r - signs.first + signs.of))
		}
	}
	return ""
}

// unfold maps each byte of a folded text, and its end, to the byte of the text
// that it came from. Folding keeps the number of characters.
func unfold(text, folded string) []int {
	offsets := make([]int, len(folded)+1)
	from := 0
	for i, r := range folded {
		offsets[i] = from
		_, size := utf8.DecodeRuneInString(text[from:])
		from += size
		for j := i + 1; j < i+utf8.RuneLen(r) && j < len(offsets); j++ {
			offsets[j] = from
		}
	}
	offsets[len(folded)] = len(text)
	return offsets
}

func bareYear(s string) bool {
	return len(s) == 4 && strings.Trim(s, "0123456789") == "" && (strings.HasPrefix(s, "18") || strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20"))
}

var digitWords = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
	"thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}

var tensWords = []string{"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}

// spelt is the value of an English number word from ten, or of a half.
func spelt(s string) string {
	s = strings.ToLower(s)
	switch s {
	case "half":
		return "0.5"
	case "dozen":
		return "12"
	case "hundred":
		return "100"
	case "thousand":
		return "1000"
	}
	if i := slices.Index(digitWords, s); i > 0 {
		return itoa(i)
	}
	ten, one, _ := strings.Cut(strings.ReplaceAll(s, " ", "-"), "-")
	return itoa(10*slices.Index(tensWords, ten) + max(slices.Index(digitWords, one), 0))
}

// fromKanji is the value of a number such as 二十五 or 三百.
func fromKanji(s string) string {
	sum, part, digit := 0, 0, 0
	for _, r := range s {
		if i := strings.IndexRune("〇一二三四五六七八九", r); i >= 0 {
			digit = digit*10 + i/len("一")
			continue
		}
		switch r {
		case '万':
			sum, part, digit = sum+max(part+digit, 1)*10_000, 0, 0
			continue
		case '十':
			part += max(digit, 1) * 10
		case '百':
			part += max(digit, 1) * 100
		case '千':
			part += max(digit, 1) * 1000
		}
		digit = 0
	}
	return itoa(sum + part + digit)
}

func isAlnum(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
