package kpi

import (
	"strings"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// What a city calls a band or a grade may say of itself that the target was met, or
// that it was not. Words that hedge (おおむね達成, nearly met) say neither.
var (
	saysMissed = pattern.New(`未達|不達成|非達成|達成(でき|して(い)?)(ず|な|ま)|\b(not|un)[ -]?(met|achieved|reached|attained)\b|\btarget missed\b|^missed$`)
	saysMet    = pattern.New(`^(目標)?(値)?を?達成(済み?|した|しました|している|できた)?(もの)?。?$|^目標値?以上。?$|^((the )?(target|goal) )?(was |is )?(fully |been )?(met|achieved|reached|attained)( (the )?(target|goal))?\.?$`)
	// lettered is a letter or a mark before the words of a grade: A 達成, ◎：達成.
	lettered = pattern.New(`^(?:[A-Za-zＡ-Ｚ0-9０-９]|[^\pL\pN\s])\s*[:：・.．、\s]?\s*`)
)

// verdict is what words say of a target: Met, Missed, or Unjudged where they say neither.
func verdict(texts ...lang.Text) Meeting {
	for _, text := range texts {
		for _, tag := range []string{"ja", "en"} {
			words := strings.ToLower(strings.TrimSpace(lang.Fold(text[tag])))
			switch {
			case saysMissed.MatchString(words):
				return Missed
			case saysMet.MatchString(words), saysMet.MatchString(lettered.ReplaceAllString(words, "")):
				return Met
			}
		}
	}
	return Unjudged
}

// verdicts tells a band or a grade of the city's whose words say that the target was met
// where the figures miss it, or the other way, or that nothing could be assessed where the
// figures are judged (K323). Where the record has a note, that says why.
func (c *checker) verdicts(a Achievement) {
	r := c.record
	if a.Met == Unjudged || r.Provisional || len(r.Notes) > 0 {
		return
	}
	tell := func(field, hint string, name, meaning lang.Text) {
		said := verdict(name, meaning)
		if said == Unjudged || said == a.Met {
			return
		}
		words := c.said(Figure{Words: name})
		if verdict(name) != said {
			words += " " + c.said(Figure{Words: meaning})
		}
		pairs := []string{"verdict", words, "target", r.target(), "actual", a.actual(r)}
		if said == Met {
			pairs = append(pairs, "message", "missed")
		}
		if hint != "" {
			pairs = append(pairs, "hint", hint)
		}
		c.add("K323", field, pairs...)
	}
	if r.Grade != "" {
		switch g := c.city.Grade(r.Grade); {
		case g == nil:
		case g.Ungraded():
			c.add("K323", "grade", "message", "ungraded", "hint", "ungraded", "verdict", c.said(Figure{Words: g.Name}), "target", r.target(), "actual", a.actual(r))
		default:
			tell("grade", "", g.Name, g.Meaning)
		}
		return
	}
	if b := c.city.Band(a.Band); b != nil && c.city.OwnBands {
		tell("actual", "band", b.Name, nil)
	}
}

// brief is a figure as the data write it, for messages.
func (f Figure) brief() string {
	switch {
	case f.Kind == Number && f.Strict != NotStrict:
		return string(f.Strict) + " = " + f.Value.String()
	case f.Kind == Number:
		return f.Value.String()
	case f.Kind == Range:
		return f.Bounds("～")
	case f.Kind == Aimed:
		return `aim = "` + string(f.Aim) + `"`
	case f.Done:
		return "done = true"
	case f.Kind == Words:
		return "done = false"
	}
	return "–"
}

// target is what the record is held to, for messages.
func (r *Record) target() string {
	if r.Indicator.Measured == ByParts {
		return r.ofParts(func(p PartRecord) Figure { return p.Target })
	}
	return r.InForce().brief()
}

// actual is what is held to the target, for messages: the year's, or the sum so far.
func (a *Achievement) actual(r *Record) string {
	switch {
	case r.Indicator.Measured == ByParts:
		return r.ofParts(func(p PartRecord) Figure { return p.Actual })
	case a.Sum.Known():
		return a.Sum.String()
	}
	return r.Actual.brief()
}

// ofParts are the figures of the parts, for messages.
func (r *Record) ofParts(of func(PartRecord) Figure) string {
	list := make([]string, len(r.Parts))
	for i, p := range r.Parts {
		list[i] = of(p).brief()
	}
	return strings.Join(list, ", ")
}
