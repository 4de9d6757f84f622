package source

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// wideLink is a link of which a bracket was typed with a Japanese keyboard.
var wideLink = pattern.New(`([\[［])([^\[\]［］\n]{1,80})([\]］])([(（])([A-Za-z0-9][A-Za-z0-9-]*)([)）])`)

// wideLinks tells (K422) a link to an indicator or page in full-width brackets,
// which readers would see as mere words.
func (s *Source) wideLinks(w *words) {
	if !slices.ContainsFunc([]string{"](", "］(", "]（", "］（"}, func(middle string) bool { return strings.Contains(w.body, middle) }) {
		return // as nearly all: the expression takes its time
	}
	for i, line := range strings.Split(w.body, "\n") {
		if !strings.ContainsAny(line, "［］（）") {
			continue // as above
		}
		for _, f := range wideLink.FindAllStringSubmatchIndex(line, -1) {
			part := func(n int) string { return line[f[2*n]:f[2*n+1]] }
			if part(1)+part(3)+part(4)+part(6) == "[]()" || !s.knows(kpi.ID(part(5))) && !s.isPage(part(5)) {
				continue
			}
			p := diag.New("K422", "text", part(0), "right", "["+part(2)+"]("+part(5)+")")
			w.Report(p, w.line+i, utf8.RuneCountInString(line[:f[0]])+1, utf8.RuneCountInString(part(0)))
		}
	}
}

// saidFigure is a figure that a sentence names: 実績値は48件.
var saidFigure = pattern.New(`^(実績値|目標値|基準値|達成度)(?:は|が|：|:|＝|=)[  　]?(?:約)?([-−]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?)(年|月|つ目|割|万|億|千)?`)

// compared follows a number that is a difference, or the first of two.
var compared = pattern.New(`^[^、。，．,0-9０-９]{0,6}?(?:増|減|上回|下回|高|低|超|多|少|から|ポイント|→)`)

// figuresIn finds what saidFigure stands for in a line. The expression is tried only
// where one of its words stands, which is many times as fast.
func figuresIn(line string) (found [][]int) {
	for at := 0; ; {
		next := -1
		for _, word := range [...]string{"実績値", "目標値", "基準値", "達成度"} {
			if i := strings.Index(line[at:], word); i >= 0 && (next < 0 || at+i < next) {
				next = at + i
			}
		}
		if next < 0 {
			return found
		}
		f := saidFigure.FindStringSubmatchIndex(line[next:])
		if f == nil {
			at = next + len("値") // into the word, where none begins
			continue
		}
		for i := range f {
			if f[i] >= 0 {
				f[i] += next
			}
		}
		at = f[1]
		found = append(found, f)
	}
}

// saidFigures warns (K423) of a comment that names another figure than the
// record has: most often the record was corrected and the comment was not.
func (w *words) saidFigures(rec *kpi.Record) {
	for i, line := range strings.Split(w.body, "\n") {
		if !strings.Contains(line, "値") && !strings.Contains(line, "達成度") {
			continue // as above
		}
		for _, f := range figuresIn(line) {
			if f[6] >= 0 || compared.MatchString(line[f[5]:]) {
				continue // a date, a tenth, or a number that tells a difference
			}
			key := map[string]string{"実績値": "actual", "目標値": "target", "基準値": "baseline", "達成度": "published"}[line[f[2]:f[3]]]
			number := strings.ReplaceAll(lang.Fold(line[f[4]:f[5]]), ",", "")
			d, err := kpi.ParseDecimal(strings.Replace(number, "−", "-", 1))
			is, ok := sayable(rec, key)
			if err != nil || !ok || contains(is, d) {
				continue
			}
			p := diag.New("K423", "key", key, "said", number, "is", is[0].String())
			w.Report(p, w.line+i, utf8.RuneCountInString(line[:f[4]])+1, utf8.RuneCountInString(line[f[4]:f[5]]))
		}
	}
}

// sayable lists the figures that a comment may mean by a word: the record's, its
// parts' and those of the year before. It is false where the record has none.
func sayable(rec *kpi.Record, key string) (list []kpi.Decimal, ok bool) {
	add := func(r *kpi.Record) {
		if key == "published" {
			if d, err := kpi.ParseDecimal(r.Published); err == nil {
				list = append(list, d)
			}
			return
		}
		pick := func(baseline, target, actual kpi.Figure) {
			f := map[string]kpi.Figure{"baseline": baseline, "target": target, "actual": actual}[key]
			if f.IsNumber() {
				list = append(list, f.Value)
			}
			if f.Second != nil {
				list = append(list, f.Second.Value)
			}
		}
		pick(r.Baseline, r.Target, r.Actual)
		for _, p := range r.Parts {
			pick(p.Baseline, p.Target, p.Actual)
		}
	}
	add(rec)
	ok = len(list) > 0
	if rec.Before != nil {
		add(rec.Before)
	}
	return list, ok
}

func contains(list []kpi.Decimal, d kpi.Decimal) bool {
	return slices.ContainsFunc(list, func(e kpi.Decimal) bool { return e.Cmp(d) == 0 })
}
