package source

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// sameAmounts warns (K421) where a translation has other numbers than its original: a slip of a
// digit is the fault that a reader of one language cannot see. A number that stands twice may
// stand once on the other side, because sentences are joined. Two digits that may be of a date,
// a time or a list, which each language writes in its own way, are told only where the other
// side has them with one digit changed, or both exchanged.
func (w *words) sameAmounts(original, tag string) {
	original, body := lang.Fold(original), lang.Fold(w.body)
	from, to := amountsIn(original), amountsIn(body)
	missing, extra := lacking(from, to, body), lacking(to, from, original)
	missing, extra = slips(missing, extra), slips(extra, missing)
	switch {
	case len(extra) == 0:
		missing = unsaid(missing, body)
	case len(missing) == 0:
		extra = unsaid(extra, original)
	}
	if len(missing)+len(extra) == 0 {
		return
	}
	p := diag.New("K421", "numbers", fewOf(missing), "others", fewOf(extra), "language", tag)
	line, column, width := w.line, 1, 1
	switch {
	case len(missing) == 0:
		p.Args["message"], p.Args["hint"] = "extra", "extra"
	case len(extra) > 0:
		p.Args["message"] = "other"
	}
	if len(extra) > 0 {
		before := body[:extra[0].at] // folding keeps the number of characters
		line += strings.Count(before, "\n")
		column = utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1
		width = utf8.RuneCountInString(extra[0].text)
	}
	w.Report(p, line, column, width)
}

// amount is a number that stands in a folded text.
type amount struct {
	text  string
	at    int     // byte of the text
	value float64 // with its 千 or million
	plain float64 // without it: the other side may have it in the unit
	may   bool    // need not stand on the other side
	dated bool    // two digits that may be of a date
}

var (
	number = pattern.New(`^([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*)(千万|百万|十万|[千万億兆割]| (?:hundred|thousand|(?:m|b|tr)illion))?`)
	// freely are a fiscal year, 1割 for one in ten, one digit for a word, 0993 and 2024.12.5.
	freely = pattern.New(`^(?:(?:18|19|20)[0-9]{2}|[0-9.]+割|[0-9]|0[0-9]+|[0-9]+(?:\.[0-9]+){2,})$`)
	// inName stands before the numbers of A110, COVID-19, 0993-22-2111 and &#8220;.
	inName = pattern.New(`(?:[A-Za-z0-9]-?|[#+])$`)
	dated  = pattern.New(`^(?:[年月日時分:)–~〜-]|[,、・][0-9]|\. |st\b|nd\b|rd\b|th\b)`)
	links  = pattern.New(`\]\([^)\s]*|https?://[^\s)）」、。]*`)
	spelt  = pattern.New(`(?i)[一二三四五六七八九数]?[十百千万億]|[一二三五]割|半|\b(?:half|dozen|ten|eleven|twelve|[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|(?:m|b|tr)illion)\b`)
	scales = map[string]float64{
		"千": 1e3, "万": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7, "億": 1e8, "兆": 1e12, "割": 10,
		" hundred": 1e2, " thousand": 1e3, " million": 1e6, " billion": 1e9, " trillion": 1e12,
	}
)

func amountsIn(folded string) (list []amount) {
	if strings.Contains(folded, "](") || strings.Contains(folded, "://") {
		folded = links.ReplaceAllStringFunc(folded, func(s string) string { return strings.Repeat(" ", len(s)) })
	}
	for end := 0; ; {
		at := strings.IndexAny(folded[end:], "0123456789") + end
		if at < end {
			return list
		}
		m := number.FindStringSubmatch(folded[at:min(at+64, len(folded))])
		before, after := folded[max(at-4, end):at], folded[at+len(m[0]):]
		end = at + len(m[0])
		a := amount{text: m[0], at: at, may: freely.MatchString(m[0]) || inName.MatchString(before)}
		a.dated = len(m[0]) == 2 && (dated.MatchString(after[:min(len(after), 4)]) || strings.HasSuffix(before, "–") || strings.HasSuffix(before, ":"))
		a.plain, _ = strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
		a.value = a.plain
		if m[2] != "" {
			a.value, _ = strconv.ParseFloat(strconv.FormatFloat(a.plain*scales[m[2]], 'g', 12, 64), 64)
		}
		list = append(list, a)
	}
}

// lacking lists the amounts of one side that the other does not have. Where both sides have as
// many, one that stands there less often was put in the place of another.
func lacking(from, to []amount, other string) (list []amount) {
	here, there, signs := map[float64]int{}, map[float64]int{}, map[float64]int{}
	count := func(list []amount, values map[float64]int) (strict int) {
		for _, a := range list {
			if values[a.value]++; a.plain != a.value {
				values[a.plain]++
			}
			if !a.may && !a.dated {
				strict++
			}
		}
		return strict
	}
	same := count(from, here) == count(to, there)
	for _, a := range from {
		n := there[a.value]
		if !a.may && (n+there[a.plain] == 0 || n > 0 && same && here[a.value] > n && !a.dated) {
			list = append(list, a)
		}
	}
	if len(list) > 0 {
		count(amountsIn(norm.NFKC.String(other)), signs) // ⑽ is the 10 of a translation
	}
	return slices.DeleteFunc(list, func(a amount) bool { return there[a.value] == 0 && signs[a.value] > 0 })
}

// slips leaves out digits of dates but for those that are a slip away from some of the other side.
func slips(list, others []amount) []amount {
	near := map[string]bool{}
	for _, o := range others {
		if t := o.text; len(t) == 2 {
			near[t[:1]], near[t[1:]+"-"], near[t[1:]+t[:1]] = true, true, true
		}
	}
	return slices.DeleteFunc(slices.Clone(list), func(a amount) bool {
		return a.dated && !near[a.text[:1]] && !near[a.text[1:]+"-"] && !near[a.text]
	})
}

// unsaid leaves out the numbers that the other side may have in words.
func unsaid(list []amount, other string) []amount {
	if len(list) == 0 || !spelt.MatchString(other) {
		return list
	}
	return slices.DeleteFunc(list, func(a amount) bool { return len(strings.Trim(unsigned.Replace(a.text), "0")) <= 2 })
}

var unsigned = strings.NewReplacer(",", "", ".", "")

// fewOf lists at most three amounts for a message.
func fewOf(list []amount) string {
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
