package kpi

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"unicode"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// Band is one rating band. The default three are a policy of the site; a city
// that grades by a rule declares its own (DESIGN.md, 17).
type Band struct {
	ID   string
	Name lang.Text
	Mark string  // the city's mark, such as ◎; "" for none
	From Decimal // by rate: lower bound, included; the lowest band has none
	Open bool    // by rate: the lowest band, no lower bound

	When      *Condition // of a city's own band; nil when the rate decides
	WhenLower *Condition // where lower is better; nil takes When
	Grade     bool       // the city's own grade stands for the band
	Ungraded  bool       // a band whose words say that nothing could be assessed: not the lowest, wherever it stands, and no judgement
}

// ungraded are words of a grade that says that none could be given.
var ungraded = pattern.New(`(?i)(評価|判定|判断)(が|は)?(困難|不能|不可|でき(ない|ず|ません)|対象外|保留|なし)|未評価|未判定|\b(cannot|can not|could not|unable to|difficult to|not)( yet)?( be)? (grade|assess|evaluate|rate|judge|determine|measure)(e?d)?\b`)

// noGrade are whole names that stand in the place of a grade. Within a sentence the same
// words may be one of its cases ("missed, or not reported"), so they must stand alone.
var noGrade = pattern.New(`(?i)^\s*([-－–—―ー…]+|(評価|判定)?対象外|該当なし|データなし|(未|非)測定|測定なし|(no|insufficient) (rating|grade|score|status|data|trend)( yet| available)?|(un|not )(rated|graded|scored)|(data )?(not|un)( yet)? ?(available|reported|applicable|measured)( (yet|this (year|period|quarter)))?|data only|n/?a|tb[cd]|(\pL+ )?(to be (confirmed|determined|decided|announced)|(awaiting|pending) (data|results?))|à (confirmer|déterminer)|nicht (bewert|beurteil|mess|ermittel)(et|t|bar)|keine (angabe|daten|bewertung)|(sin|sem|senza) (datos?|dados?|dati|evaluar|avaliação|valutazione)|(no|não|non) (evaluad[ao]|medid[ao]|disponible|disponível|disponibile|avaliad[ao]|apurad[ao]|valutat[ao]|valutabile|rilevat[ao]|misurat[ao]|évaluée?|mesurée?|disponible|renseignée?|déterminée?|communiquée?))\s*$`)

// unmoved are the meanings by which a dash is a grade like others, between ↑ and ↓.
var unmoved = pattern.New(`(?i)横ばい|変(化|動|わり|わら)|同(じ|程度|水準)|維持|\b(no (significant )?change|unchanged|same|steady|stable|maintain\w*)\b`)

// Ungraded reports whether a grade says that none could be given (評価困難).
func (g *Grade) Ungraded() bool {
	return saysUngraded(g.Name) && !g.Meaning.Any(unmoved.MatchString) || saysUngraded(g.Meaning)
}

func saysUngraded(words lang.Text) bool {
	return words.Any(func(w string) bool { return ungraded.MatchString(w) || noGrade.MatchString(w) })
}

// SaysUngraded is what Ungraded is for a band of the city's that has a condition. A dash alone may be
// one of its arrows.
func (b *Band) SaysUngraded() bool {
	return saysUngraded(b.Name) && b.Name.Any(func(w string) bool { return strings.ContainsFunc(w, unicode.IsLetter) })
}

// Lowest is the last band, but for a grade that says that none could be given; nil
// without bands.
func (c *City) Lowest() *Band {
	for i := len(c.Bands) - 1; i >= 0; i-- {
		if !c.Bands[i].Ungraded {
			return &c.Bands[i]
		}
	}
	return nil
}

// The built-in bands.
const (
	Pending   = "pending"    // the actual is not final yet
	NoBand    = "no-band"    // the target decides, but no band of the city's fits
	NotJudged = "not-judged" // no target, or no rule by which the city judges
)

// BuiltInBands are the bands that every city has, in the order of lists.
var BuiltInBands = []string{Pending, NoBand, NotJudged}

// BuiltIn are the built-in bands that can occur: where the rate decides, a target
// that is met or missed always has its band.
func (c *City) BuiltIn() []string {
	if c.OwnBands || c.gradesOnly() {
		return BuiltInBands
	}
	return []string{Pending, NotJudged}
}

// judge draws the band: the city's own grade where it judges by grades, whatever the
// target is; then Pending and NotJudged, then the city's rule.
func (a *Achievement) judge(city *City, r *Record) {
	a.Band = NotJudged
	switch {
	case city.gradesOnly() && city.Band(r.Grade) != nil:
		a.Band = r.Grade // the city graded it as it stands
		a.gradedAllTheSame()
		if a.Form == FormAim || r.Provisional {
			a.Met = Unjudged // what its words ask for, its grade has judged; a value to date has neither met nor missed
		}
		a.ungraded(city)
		return
	case a.Form == FormNone:
		a.Unjudged = ReasonNoTarget
		return
	case !r.Indicator.Judged() && r.Indicator.Direction == Neutral && a.Form != FormParts:
		a.Unjudged = ReasonNeutral
		return
	case !r.Indicator.Judged() && a.Form != FormParts:
		a.Unjudged = ReasonNotJudged
		return
	case a.Form == FormNotYet:
		a.Band, a.Unjudged = Pending, ReasonTargetNotYet
		return
	case a.Unjudged == ReasonTotalOver: // nothing is awaited either
		return
	case a.DoneIn == 0 && r.missingFor() != "" && !a.printedTotal():
		if !a.asPrinted(city, r) {
			a.Unjudged = r.missingFor()
		}
		return
	case a.Form == FormFinal && a.Met != Met && !city.bandsByYear() && !city.gradesOnly(): // no final actual would bring a judgement; what was to be done and is done already has one
		a.Unjudged = cmp.Or(a.Unjudged, ReasonNotDue)
		return
	case r.awaited() && a.DoneIn == 0 && !a.printedTotal():
		a.Band, a.Unjudged = Pending, ReasonNoActual
		return
	case r.Provisional:
		a.Band, a.Unjudged = Pending, ReasonProvisional
		return
	case a.Unjudged == ReasonStep:
		return
	}
	switch {
	case city.gradesOnly():
		a.Unjudged = ReasonNoGrade
		a.unbanded()
	case city.OwnBands:
		due := a.Unjudged != ReasonNotDue || city.bandsByYear()
		if a.byCondition(city, r); !due { // a sum below its target is missed in its last year only
			a.Band, a.Unjudged = NotJudged, ReasonNotDue
		}
		a.unbanded()
		a.ungraded(city)
	case a.Met == Unjudged:
		a.Unjudged = cmp.Or(a.Unjudged, ReasonNotComputable)
	default:
		a.Band = a.byRate(city, r.Published)
	}
}

// gradedAllTheSame takes back that the city does not judge what it has graded.
func (a *Achievement) gradedAllTheSame() {
	for why, instead := range map[*Reason]Reason{&a.NoRate: ReasonNoRule, &a.AgainstReason: ReasonNotComputable, &a.ShareReason: ReasonNotComputable} {
		if *why == ReasonNotJudged {
			*why = instead
		}
	}
}

// ungraded says of what stands in a band for what cannot be assessed (評価困難, －) that the
// city has not assessed it, whatever its figures are: it has neither met nor missed its target.
func (a *Achievement) ungraded(city *City) {
	if b := city.Band(a.Band); b != nil && b.Ungraded {
		a.Met, a.Unjudged = Unjudged, ReasonUngraded
		a.unsaid()
	}
}

// HasJudgement reports whether anybody judges it, or will when its figures are there: neither is so
// without a band, nor in the city's own band for what it does not assess.
func (a *Achievement) HasJudgement() bool {
	return a.Band != NotJudged && a.Unjudged != ReasonUngraded
}

// printedTotal reports whether a total is judged by the sum that the city printed, which
// stands also where the year's own value is not there.
func (a *Achievement) printedTotal() bool {
	return a.Form == FormTotal && a.Sum != nil && a.Sum.Printed
}

// asPrinted takes the rate that the city printed for a value that there cannot be, such as
// a debt ratio of "－" where there is no debt, and reports whether it did: the city judged it.
func (a *Achievement) asPrinted(city *City, r *Record) bool {
	d, err := ParseDecimal(r.Published)
	if err != nil || r.Actual.None != NotApplicable || city.OwnBands || city.gradesOnly() || city.PrintsNoRate() || a.Form == FormFinal {
		return false
	}
	met := meeting(d.Rat().Cmp(hundred) >= 0)
	if a.Form == FormTotal && r.Year < r.Indicator.Total.To && met == Missed {
		return false // its years are not over
	}
	a.Met, a.Unjudged = met, ""
	a.Band = a.byRate(city, r.Published)
	return true
}

// unbanded keeps what met or missed its target among what is judged, also where the
// city's bands have no place for it: a page says of it that it met its target.
func (a *Achievement) unbanded() {
	if a.Band == NotJudged && a.Met != Unjudged {
		a.Band = NoBand
	}
}

// missingFor is why there will be no actual, of the whole or of a part that decides it:
// not measured, withheld, lost; "" where there is one, or one is still to come.
func (r *Record) missingFor() Reason {
	why := r.Actual.None
	for _, p := range r.deciding() {
		if p.Actual.None == NotYet {
			return ""
		}
		if why == "" {
			why = p.Actual.None
		}
	}
	if why == NotYet {
		return ""
	}
	return why
}

// awaited reports whether an actual is still to come, of the whole or of a part that
// decides it.
func (r *Record) awaited() bool {
	if r.Indicator.Measured != ByParts {
		return r.Actual.Missing()
	}
	deciding := r.deciding()
	return len(deciding) == 0 || slices.ContainsFunc(deciding, func(p PartRecord) bool { return p.Actual.Missing() })
}

// deciding are the parts that decide whether the whole met its target. One without a
// target, or of which neither way is better, leaves that to the others: all decide where
// none does.
func (r *Record) deciding() []PartRecord {
	var held []PartRecord
	for i := range r.Parts {
		if r.Parts[i].held() {
			held = append(held, r.Parts[i])
		}
	}
	if len(held) == 0 {
		return r.Parts
	}
	return held
}

// held reports whether a part can be met or missed.
func (p *PartRecord) held() bool {
	return p.Part.Direction != Neutral && (!p.Target.Missing() || p.Target.None == NotYet)
}

func (c *City) gradesOnly() bool { return len(c.Bands) > 0 && c.Bands[0].Grade }

// byRate tests the exact value, lower bound included; where there is none, the one that
// the city printed. Without a rate, or with one that says otherwise than the target
// itself, the target decides.
func (a *Achievement) byRate(city *City, published string) string {
	bands, rate := city.Bands, a.Exact
	if len(bands) == 0 {
		return NotJudged
	}
	if d, err := ParseDecimal(published); rate == nil && err == nil && !city.PrintsNoRate() {
		rate = d.Rat()
	}
	switch fits := rate != nil && (a.Met == Met) == (rate.Cmp(hundred) >= 0); {
	case fits:
		return bandAt(bands, rate)
	case a.Met == Met:
		return bandAt(bands, hundred)
	}
	if a.AtBound() && a.Exact != nil && a.Exact.Cmp(hundred) >= 0 {
		return justBelow(bands)
	}
	return bands[len(bands)-1].ID
}

// Rateless are the bands of an indicator that has no rate, which the target alone decides: where it is
// met, and where it is not. None for a city whose bands do not follow from a rate.
func (c *City) Rateless() (met, missed string, ok bool) {
	if len(c.Bands) == 0 || c.OwnBands || c.gradesOnly() || c.PrintsNoRate() {
		return "", "", false
	}
	return bandAt(c.Bands, hundred), c.Bands[len(c.Bands)-1].ID, true
}

// Holds reports whether a band of the city's, told by its lower bound, holds a rate
// as it was printed.
func (c *City) Holds(band, printed string) bool {
	rate, err := ParseDecimal(printed)
	return err == nil && bandAt(c.Bands, rate.Rat()) == band
}

// justBelow is the band of a target that was missed by a hair, so that its rate is
// that of one that was met: 93 where more than 93 was wanted.
func justBelow(bands []Band) string {
	return firstBand(bands, func(from *big.Rat) bool { return from.Cmp(hundred) < 0 })
}

// bandAt is the band of a rate.
func bandAt(bands []Band, rate *big.Rat) string {
	return firstBand(bands, func(from *big.Rat) bool { return rate.Cmp(from) >= 0 })
}

// firstBand is the first band whose lower bound will do, else the lowest, which has none.
func firstBand(bands []Band, will func(from *big.Rat) bool) string {
	lowest := len(bands) - 1
	for _, b := range bands[:lowest] {
		if will(b.From.Rat()) {
			return b.ID
		}
	}
	return bands[lowest].ID
}

// usualBands are the ids and lower bounds of the bands of a city that names none;
// what a new city begins with has the same.
var usualBands = [...]struct{ id, from string }{{"achieved", "100"}, {"nearly", "80"}, {"behind", ""}}

// UsualBands reports whether the bands are this program's own policy rather than
// the city's.
func (c *City) UsualBands() bool {
	if len(c.Bands) != len(usualBands) {
		return false
	}
	for i, b := range usualBands {
		if c.Bands[i].ID != b.id || c.Bands[i].Open != (b.from == "") || !c.Bands[i].Open && c.Bands[i].From.Cmp(MustDecimal(b.from)) != 0 {
			return false
		}
	}
	return true
}
