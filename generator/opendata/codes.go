package opendata

import (
	"strconv"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
)

// Code is one coded value with its words.
type Code struct {
	Vocabulary string
	Code       string
	Name       lang.Text
	Meaning    lang.Text // more than the name says, or empty
	Mark       string    // of a band
	decided
}

// decided is how a band is given or a rate is calculated, in the notation of the
// city's rules.
type decided struct {
	Expression, Lower string // where higher is better, and where lower is
	Rounding          string // of a rate
	Places, Cap       string
}

// condition is a band's; that of a band by rate is its lower bound.
func condition(b *kpi.Band) decided {
	if b.Grade {
		return decided{}
	}
	if b.When == nil && b.WhenLower == nil {
		if b.Open {
			return decided{}
		}
		return decided{Expression: "rate >= " + b.From.String(), Lower: "rate >= " + b.From.String()}
	}
	d := decided{Lower: b.Condition(kpi.Decrease).String()}
	if b.When != nil {
		d.Expression = b.When.String()
	}
	return d
}

// arithmetic is a rule's.
func arithmetic(r *kpi.Rule) decided {
	d := decided{Rounding: roundingOf(r.Rounding)}
	if r.Raise != nil {
		d.Expression = r.Raise.String()
	}
	if e := r.Expression(kpi.Decrease); e != nil {
		d.Lower = e.String()
	}
	if r.Places != kpi.Undeclared {
		d.Places = strconv.Itoa(r.Places)
	}
	if r.Cap != nil {
		d.Cap = r.Cap.String()
	}
	return d
}

// ruled is the arithmetic of a coded rule that is not the city's own, which has
// an expression where that is more than a word.
func (s *Set) ruled(by kpi.Arithmetic) decided {
	id := map[kpi.Arithmetic]string{kpi.ActualByTarget: kpi.RatioID, kpi.TargetByActual: kpi.RatioID,
		kpi.ByComplement: kpi.ComplementID, kpi.ByFromBaseline: kpi.FromBaselineID}[by]
	if id == "" {
		return decided{}
	}
	d := arithmetic(s.city.RuleByID(id))
	switch by {
	case kpi.ActualByTarget:
		d.Lower = ""
	case kpi.TargetByActual, kpi.ByComplement:
		d.Expression = ""
	}
	return d
}

// roundingOf is the code of a rounding.
func roundingOf(r kpi.Rounding) string {
	if r == kpi.HalfUp {
		return kpi.Roundings[0]
	}
	return string(r)
}

// vocabularies are the coded values that do not depend on the city; their
// words are messages: code.<vocabulary>.<code>.
var vocabularies = []struct {
	name  string
	codes []string
}{
	{"measured", kpi.Codes(kpi.Measures)},
	{"direction", kpi.Codes(kpi.Directions)},
	{"rule", kpi.Codes(kpi.Arithmetics)},
	{"rounding", kpi.Roundings},
	{"target_form", kpi.Codes(kpi.Forms)},
	{"target_met", []string{codeMet, codeMissed}},
	{"against_baseline", []string{string(kpi.Better), string(kpi.SameAs), string(kpi.Worse), string(kpi.Nearer), string(kpi.Further)}},
	{"flags", []string{string(kpi.FlagWorse), string(kpi.FlagNotComparable), string(kpi.FlagReconstructed), string(kpi.FlagProvisional)}},
	{"comparability", []string{string(kpi.ComparableOK), string(kpi.MethodChanged), string(kpi.WindowDiffers), notContinued}},
	{"measure", []string{"baseline", "target", "target-from", "target-to", "actual", "forecast", "sum-so-far", "achievement", "achievement-published"}},
	{"reason", reasons()},
	{"action_state", kpi.ActionStates},
	{"detail", []string{detailReading, detailBreakdown, detailHistory, detailPlanned, detailUsed, detailGrade, detailField, detailSection}},
}

// reasons are all that may stand where a value or a rate is missing.
func reasons() []string {
	return append(kpi.Codes(kpi.Reasons), kpi.Codes(kpi.ComputedReasons)...)
}

// The codes of a target that is judged.
const (
	codeMet    = "met"
	codeMissed = "missed"
)

// codeKey is the message of a code. Rules hold a slash, which a key may not.
func codeKey(vocabulary, code string) string {
	return "code." + vocabulary + "." + strings.ReplaceAll(code, "/", "-by-")
}

// kindCodes are the kinds of indicator: the city's own, else the built-in ones.
func (s *Set) kindCodes() []Code {
	var list []Code
	kinds := s.city.Kinds
	if len(kinds) == 0 {
		kinds = kpi.BuiltInKinds
	}
	for _, k := range kinds {
		name := k.Name
		if name.IsZero() {
			name = s.say("code.kind." + k.Slug)
		}
		list = append(list, Code{Vocabulary: "kind", Code: string(k.Word), Name: name})
	}
	return list
}

// conditions are a band's conditions as the city wrote them.
func (s *Set) conditions(b *kpi.Band) lang.Text {
	higher, lower := b.Condition(kpi.Increase), b.Condition(kpi.Decrease)
	switch {
	case higher == nil:
		return s.plain(lower.String())
	case higher == lower:
		return s.plain(higher.String())
	}
	return s.say("opendata.both_ways", "higher", higher.String(), "lower", lower.String())
}

// plain is a text that is the same in every language.
func (s *Set) plain(text string) lang.Text {
	return s.each(func(*lang.Catalogue) string { return text })
}

func (s *Set) allCodes() []Code {
	list := s.kindCodes()
	for _, v := range vocabularies {
		for _, code := range v.codes {
			c := Code{Vocabulary: v.name, Code: code, Name: s.say(codeKey(v.name, code))}
			if v.name == "rule" {
				c.decided = s.ruled(kpi.Arithmetic(code))
			}
			list = append(list, c)
		}
	}
	for _, b := range s.city.Bands {
		c := Code{Vocabulary: "band", Code: b.ID, Name: b.Name, Mark: b.Mark, decided: condition(&b)}
		switch {
		case b.Grade:
			c.Meaning = s.city.Grade(b.ID).Meaning
		case b.When != nil || b.WhenLower != nil:
			c.Meaning = s.conditions(&b)
		case !b.Open:
			c.Meaning = s.say("opendata.band_from", "from", b.From.String())
		}
		list = append(list, c)
	}
	for _, id := range s.city.BuiltIn() {
		c := Code{Vocabulary: "band", Code: id, Name: s.say("code.band." + id)}
		if own := s.city.BandNames[id].Name; !own.IsZero() {
			c.Name = own
		}
		list = append(list, c)
	}
	for _, r := range s.city.Rules {
		c := Code{Vocabulary: "rule", Code: r.ID, Name: r.Name, Meaning: s.plain(r.Raise.String()), decided: arithmetic(&r)}
		if c.Name.IsZero() {
			c.Name = s.plain(r.Raise.String())
		}
		if r.Lower != nil {
			c.Meaning = s.say("opendata.both_ways", "higher", r.Raise.String(), "lower", r.Lower.String())
		}
		list = append(list, c)
	}
	for _, g := range s.city.Groups {
		list = append(list, Code{Vocabulary: "group", Code: g.ID, Name: g.Name})
	}
	for _, g := range s.city.Grades {
		list = append(list, Code{Vocabulary: "grade", Code: g.ID, Name: g.Name, Meaning: g.Meaning})
	}
	for _, l := range s.city.Levels {
		list = append(list, Code{Vocabulary: "level", Code: l.ID, Name: l.Name})
	}

	for _, sec := range s.city.Sections {
		list = append(list, Code{Vocabulary: "section", Code: sec.ID, Name: sec.Name})
	}
	return list
}

// values are the codes of one vocabulary.
func (s *Set) values(vocabulary string) []string {
	var list []string
	for _, c := range s.codes {
		if c.Vocabulary == vocabulary {
			list = append(list, c.Code)
		}
	}
	return list
}
