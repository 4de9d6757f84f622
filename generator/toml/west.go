package toml

import (
	"math/big"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// What documents in English, German, Spanish, French, Italian, Portuguese and Dutch, and
// where it is a bound in some others, print in the place of a figure.

// WestAbsent are the words of such documents where there is no value, each with the
// reason that it gives.
var WestAbsent = [][2]string{
	{"-", "not-stated"}, {"–", "not-stated"}, {"—", "not-stated"}, {"…", "not-stated"}, {"not available", "not-stated"}, {"no data", "not-stated"}, {"not stated", "not-stated"}, {"not reported", "not-stated"}, {"n.d.", "not-stated"}, {"n/d", "not-stated"}, {"s/d", "not-stated"}, {"k.A.", "not-stated"}, {"keine Angabe", "not-stated"},
	{"TBC", "not-yet"}, {"TBD", "not-yet"}, {"pending", "not-yet"}, {"not yet", "not-yet"}, {"not yet available", "not-yet"}, {"pendiente", "not-yet"}, {"à venir", "not-yet"}, {"steht aus", "not-yet"}, {"noch offen", "not-yet"},
	{"not measured", "not-measured"}, {"no survey", "not-measured"}, {"not surveyed", "not-measured"}, {"not collected", "not-measured"}, {"nicht erhoben", "not-measured"}, {"nicht gemessen", "not-measured"},
	{"N/A", "not-applicable"}, {"not applicable", "not-applicable"}, {"no procede", "not-applicable"}, {"s.o.", "not-applicable"}, {"entfällt", "not-applicable"},
	{"not set", "not-set"}, {"no target", "not-set"}, {"kein Ziel", "not-set"}, {"suppressed", "withheld"}, {"withheld", "withheld"},
	{"not detected", "below-detection-limit"}, {"below detection limit", "below-detection-limit"}, {"below the detection limit", "below-detection-limit"}, {"below limit of detection", "below-detection-limit"}, {"BDL", "below-detection-limit"}, {"<LOD", "below-detection-limit"}, {"<LOQ", "below-detection-limit"}, {"nicht nachweisbar", "below-detection-limit"}, {"nicht nachgewiesen", "below-detection-limit"}, {"non détecté", "below-detection-limit"}, {"no detectado", "below-detection-limit"}, {"non rilevabile", "below-detection-limit"}, {"niet aantoonbaar", "below-detection-limit"},
}

// westReasons are those words, small and without spaces. What a bare N/A means is left
// open: not applicable or not available.
var westReasons = func() map[string]kpi.Reason {
	m := map[string]kpi.Reason{}
	for _, w := range WestAbsent {
		if w[0] != "N/A" {
			m[joinedUp(w[0])] = kpi.Reason(w[1])
		}
	}
	return m
}()

func joinedUp(s string) string { return strings.ToLower(strings.ReplaceAll(s, " ", "")) }

var (
	clockForm = pattern.New(`^(\d{1,3}):([0-5]\d)(?::([0-5]\d))?$`)
	ratioForm = pattern.New(`^1(?::|対)(\d{1,6}(?:\.\d+)?)$`)
	westOver  = pattern.New(`^(?i:>|exceeds?|` + joinedUp(lang.MoreThan) + `)` + oneNumber + `[^\d()]{0,20}$|^` + oneNumber + `[^\d()]{0,6}초과$`)
	westUnder = pattern.New(`^(?i:<|` + joinedUp(lang.LessThan) + `)` + oneNumber + `[^\d()]{0,20}$|^` + oneNumber + `[^\d()]{0,6}미만$`)
	// A bound or an estimate: the number is there, and the words are kept.
	westHeld = pattern.New(`^(?i:` + joinedUp(lang.AtLeast+`|`+lang.AtMost) + `|(?:minimum|maximum)of|min|max|within|top|maintain(?:ed)?|keep|about|around|approx\.?|approximately|circa|ca\.?|c\.|mind|maximal|biszu|rund|etwa|amenos|environ|nomás(?:de)?)` + oneNumber + `[^\d()]{0,24}$` +
		`|^` + oneNumber + `[^\d()]{0,12}?(?i:` + joinedUp(lang.OrMore+`|`+lang.OrLess) + `|orover|orunder|orbetter|orgreater|andover|andabove|\(?ytd\)?|yeartodate|이상|이하)$`)
	westSpan  = pattern.New(`^(?i:between|from|zwischen|von|entre|de|tra)?` + oneNumber + `[^\d]{0,4}?(?i:to|and|bis|und|à|a|y|et|e|tot)` + oneNumber + `[^\d()]{0,20}$`)
	westFirst = pattern.New(`^` + oneNumber + `[^\d()]{0,8}?\(?(?i:provisional|preliminary|prelim\.?|prov\.?|estimated?|est\.?|unaudited|vorläufig|geschätzt|provisoire|provisorio|provvisorio)\)?$`)
	westAhead = pattern.New(`^` + oneNumber + `[^\d()]{0,8}?\(?(?i:forecast|projected|projection|expected|prognose|erwartet|prévision|previsto)\)?$`)
	westMoved = pattern.New(`^(?i:(?:an?)?(?:increase|decrease|reduction|rise|fall|growth|zunahme|abnahme|rückgang|steigerung|senkung|anstieg)(?:of|by|um|von)?|(?:increased?|decreased?|reduced?|raised?|lowered?|cut)by)` + oneNumber + `[^\d()]{0,24}$` +
		`|^\+?` + oneNumber + `[^\d()]{0,12}?(?i:increase|decrease|reduction|rise|fall|more|fewer|higher|lower)(?:(?i:than|on|over|from|since)(?:.{0,24}))?$` +
		`|^\+?` + oneNumber + `[^\d()]{0,4}(?i:on|over|from|since|than|vs\.?|gegenüber)(?:(?i:the)?(?i:previous|prior|last|baseline|vorjahr)[a-z]{0,10}|(?:FY)?\d{4})$`)
	westAims = map[string][]string{
		"raise": {"increase", "toincrease", "increasing", "raise", "improve", "toimprove", "improving", "grow", "steigern", "erhöhen", "steigend", "verbessern", "aumentar", "augmenter", "aumentare"},
		"lower": {"decrease", "todecrease", "decreasing", "reduce", "toreduce", "reducing", "lower", "decline", "senken", "verringern", "reduzieren", "sinkend", "reducir", "disminuir", "réduire", "diminuer", "ridurre"},
		"keep":  {"maintain", "tomaintain", "maintained", "keep", "hold", "nochange", "halten", "erhalten", "beibehalten", "mantener", "maintenir", "mantenere"},
	}
	westHold = pattern.New(`^(?i:maintain(?:ed)?|keep|hold|halten)(?:or|/|oder)(?i:improved?|increased?|reduced?|decreased?|better|exceed|higher|lower|verbessern|steigern|senken)$|^(?i:nodecrease|noincrease|noreduction|notworse|noworse)[a-z]{0,24}$`)
)

// westSaid is the variant of K112 that says what such words mean, with its arguments;
// "" for others. They are folded and without spaces.
func westSaid(key, s string) (variant string, pairs []string) {
	number := func(f []string) []string { return []string{"number", digits(strings.Join(f[1:], ""))} }
	clock, ratio := clockForm.FindStringSubmatch(s), ratioForm.FindStringSubmatch(s)
	switch {
	case clock != nil && ratio != nil:
		return "either", []string{"number", seconds(clock[1:]), "ratio", ratio[1]}
	case clock != nil:
		return "clock", []string{"number", seconds(clock[1:])}
	case ratio != nil:
		return "ratio", []string{"ratio", ratio[1]}
	}
	over, under := westOver.FindStringSubmatch(s), westUnder.FindStringSubmatch(s)
	switch {
	case key == "target" && over != nil:
		return "above", number(over)
	case key == "target" && under != nil:
		return "below", number(under)
	case over != nil || under != nil:
		return "bound", nil
	}
	if key == "target" {
		for aim, words := range westAims {
			for _, word := range words {
				if strings.EqualFold(s, word) {
					return "aim", []string{"aim", aim, "why", "aim." + aim}
				}
			}
		}
		if westHold.MatchString(s) {
			return "hold", nil
		}
		if f := westSpan.FindStringSubmatch(s); f != nil {
			return "between", []string{"number", digits(f[1]), "other", digits(f[2])}
		}
	}
	if f := westAhead.FindStringSubmatch(s); f != nil && key == "actual" {
		return "forecast", number(f)
	}
	for _, form := range []struct {
		variant string
		is      *pattern.Pattern
	}{{"printed", westHeld}, {"first", westFirst}, {"change", westMoved}} {
		if f := form.is.FindStringSubmatch(s); f != nil {
			return form.variant, number(f)
		}
	}
	return "", nil
}

// seconds is a time in the smallest of its units: 5:30 is 330, 1:05:30 is 3930.
func seconds(parts []string) string {
	sum := new(big.Int)
	for _, p := range parts {
		if p == "" {
			continue
		}
		n, _ := new(big.Int).SetString(p, 10)
		sum.Add(sum.Mul(sum, big.NewInt(60)), n)
	}
	return sum.String()
}
