package edit

import (
	"strings"

	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// doubt is a number that may be meant in two ways.
type doubt struct{ key, text, whole, decimal string }

// problem is what a check would say of it, were it in a file.
func (d doubt) problem(file string) diag.Problem {
	p := diag.New("K113", "key", d.key, "text", d.text, "number", d.decimal, "whole", d.whole)
	p.File = file
	return p
}

var pointed = pattern.New(`^(-?[0-9]+)\.([0-9]+)$`)

// numeral is a number of the files, or a range of them, as the city's first language
// writes it: with a decimal comma where it has one. Other text stays.
func (r *record) numeral(text string) string {
	if _, comma := lang.Signs(r.first); comma == "" {
		return text
	}
	ends := strings.Split(text, "～")
	for i, end := range ends {
		ends[i] = pointed.ReplaceAllString(end, "$1,$2")
	}
	return strings.Join(ends, "～")
}

// typed is a number as it was typed in a field, with a decimal point. One that may be
// meant in two ways stays as it is and is remembered, to be told at its field.
func (r *record) typed(name, key string, v values) string {
	text := strings.TrimSpace(v[name])
	number, whole, decimal := lang.TypedNumber(r.first, strings.Replace(lang.Fold(text), "−", "-", 1))
	if whole != "" {
		r.doubts[name] = doubt{key, text, whole, decimal}
		return text
	}
	if _, comma := lang.Signs(r.first); comma == "" {
		return text
	}
	return number
}

// doubted tells the numbers that may be meant in two ways, each at its field.
func (f *form) doubted(d *draft, v *verdict) {
	f.each(func(x *field) {
		doubt, ok := d.record.doubts[x.Name]
		if !ok {
			return
		}
		p := doubt.problem(d.record.file)
		n := f.noteOf(p, x.Name, false)
		n.Message = f.record.say("two readings", "text", doubt.text)
		n.Hint = f.record.say("two readings hint", "whole", doubt.whole, "decimal", doubt.decimal)
		v.problems, v.Notes = append(v.problems, p), append(v.Notes, n)
	})
}
