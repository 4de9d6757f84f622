package opendata

import (
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
}

// vocabularies are the coded values that do not depend on the city; their
// words are messages: code.<vocabulary>.<code>.
var vocabularies = []struct {
	name  string
	codes []string
}{
	{"kind", []string{string(kpi.KindIndicator), string(kpi.KindGoal)}},
	{"measured", []string{string(kpi.ByNumber), string(kpi.ByParts), string(kpi.ByDone)}},
	{"direction", []string{string(kpi.Increase), string(kpi.Decrease), string(kpi.Maintain), string(kpi.Qualitative)}},
	{"rule", []string{string(kpi.ActualByTarget), string(kpi.TargetByActual), string(kpi.ByComplement), string(kpi.ByFromBaseline), string(kpi.ByRange), string(kpi.ByMean), string(kpi.ByDoneOrNot)}},
	{"against_baseline", []string{string(kpi.Better), string(kpi.SameAs), string(kpi.Worse)}},
	{"flags", []string{string(kpi.FlagWorse), string(kpi.FlagNotComparable), string(kpi.FlagReconstructed), string(kpi.FlagProvisional)}},
	{"comparability", []string{string(kpi.ComparableOK), string(kpi.MethodChanged), string(kpi.WindowDiffers)}},
	{"measure", []string{"baseline", "target", "target-from", "target-to", "actual", "achievement", "achievement-published"}},
	{"reason", reasons()},
}

// reasons are all that may stand where a value or a rate is missing.
func reasons() []string {
	var list []string
	for _, r := range kpi.Reasons {
		list = append(list, string(r))
	}
	for _, r := range []kpi.Reason{kpi.ReasonActualZero, kpi.ReasonTargetZero, kpi.ReasonOutOfRange, kpi.ReasonNoPlannedMove,
		kpi.ReasonNoBaseline, kpi.ReasonNoActual, kpi.ReasonPartMissing, kpi.ReasonNotNumeric, kpi.ReasonTargetRange, kpi.ReasonPartsOnly} {
		list = append(list, string(r))
	}
	return list
}

// codeKey is the message of a code. Kinds are Japanese words and rules hold a
// slash, neither of which a key may.
func codeKey(vocabulary, code string) string {
	if slug := kpi.Kind(code).Slug(); slug != "" {
		code = slug
	}
	return "code." + vocabulary + "." + strings.ReplaceAll(code, "/", "-by-")
}

// Codes lists every coded value and its meaning.
func (s *Set) Codes() []Code { return s.codes }

func (s *Set) allCodes() []Code {
	var list []Code
	for _, v := range vocabularies {
		for _, code := range v.codes {
			list = append(list, Code{Vocabulary: v.name, Code: code, Name: s.say(codeKey(v.name, code))})
		}
	}
	for _, b := range s.city.Bands {
		c := Code{Vocabulary: "band", Code: b.ID, Name: b.Name}
		if !b.Open {
			c.Meaning = s.say("opendata.band_from", "from", b.From.String())
		}
		list = append(list, c)
	}
	list = append(list, Code{Vocabulary: "band", Code: kpi.Pending, Name: s.say("code.band.pending")})
	for _, g := range s.city.Groups {
		list = append(list, Code{Vocabulary: "group", Code: g.ID, Name: g.Name})
	}
	for _, g := range s.city.Grades {
		list = append(list, Code{Vocabulary: "grade", Code: g.ID, Name: g.Name, Meaning: g.Meaning})
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
