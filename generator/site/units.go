package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// withUnit is a number, written as the language writes it, with its unit.
func (v *voice) withUnit(number string, unit lang.Text) string {
	number = ungrouped(number, unit)
	u := v.unitOf(number, unit)
	sign, after, money := v.money(unit)
	switch {
	case u == "":
		return number
	case isPercent(u):
		if tail, ok := strings.CutPrefix(u, "%"); ok {
			return number + v.Say("format.percent_sign") + tail // 86.4%, 86,4 %
		}
		return number + u
	case money:
		digits := strings.TrimLeft(number, "-−+＋")
		return number[:len(number)-len(digits)] + sign + digits + after // −$104.65, £2.4m
	case moneySign(u) && !moneyUnit.MatchString(u), randThousands.MatchString(u):
		return v.Say("format.in_brackets", "value", number, "unit", u) // 1,900 (£000)
	}
	if perUnit.MatchString(u) {
		return v.Say("format.in_brackets", "value", number, "unit", u) // 84.3（人口10万対）
	}
	if r, _ := utf8.DecodeRuneInString(u); unicode.IsDigit(r) {
		return number + " " + u
	}
	return v.Say("format.with_unit", "value", number, "unit", u)
}

// perUnit is a unit that says of how many, or beside what, and not of what: joined to a
// number it would read as so many people.
var perUnit = pattern.New(`^(?:人口|出生|出産|死産|妊産婦|女性|男性|世帯|住民|[0-9０-９]).*(?:対|当たり|当り|あたり|比|比[%％])$`)

// moneyUnit is a unit of money with the sign that stands before a number, and what
// stands behind it: $, US$, £m, ₹ crore, €/m². R is the rand where it counts millions or something for each.
var moneyUnit = pattern.New(`^((?:US|CA|C|AU|A|NZ|HK|NT|S|R)?\p{Sc}|R)(?:( ?(?:m|M|k|K|bn|B|tn|mn|million|millions|billion|trillion|thousand|thousands|crores?|lakhs?|mln\.?|mld\.?|milh(?:ão|ões)|mill[oó]n(?:es)?))|(/.+| per .+))?$`)

// moneyCode is one with a code or a short name, which English writes before the number and
// apart from it, as Indonesian does its own: CHF 1,200 million, Rs. 40 crore, Rp 12 juta.
var moneyCode = pattern.New(`^(CHF|EUR|USD|GBP|AUD|NZD|CAD|SGD|HKD|SEK|NOK|DKK|ISK|PLN|CZK|HUF|ZAR|INR|PKR|LKR|NPR|BDT|PHP|PhP|Php|MYR|RM|IDR|Rp\.?|THB|VND|KES|K[Ss]hs?\.?|USh|TSh|UGX|TZS|GHS|GH¢|NGN|ETB|Birr|BRL|CLP|MXN|ARS|UYU|SAR|QAR|OMR|KWD|BHD|JOD|EGP|MAD|TND|TRY|UAH|RON|BGN|RSD|KZT|RWF|AED|ILS|JPY|KRW|TWD|CNY|RMB|Rs\.?)(?:( ?(?:m|bn|mn|million|billion|trillion|thousand|crores?|lakhs?|ribu|juta|mil[iy]ar|triliun))|(/.+| per .+))?$`)

// randThousands is R'000, which as $000 cannot be joined to a number.
var randThousands = pattern.New(`^R ?['’]?0`)

// money splits a unit of money into what stands before its number and what
// behind. A language with a decimal comma writes the sign behind, as any unit, but
// for Dutch, € 812,40, and for dollars and reais in Spanish and Portuguese.
func (v *voice) money(unit lang.Text) (before, after string, ok bool) {
	u := v.words(unit)
	if !likeMoney(u) {
		return "", "", false // as nearly all: the expressions take their time
	}
	base, f := lang.Base(v.Tag), moneyUnit.FindStringSubmatch(u)
	_, comma := lang.Signs(v.Tag)
	switch {
	case f == nil && (base == "en" || base == "id" && strings.HasPrefix(u, "Rp") || base == "ms" && strings.HasPrefix(u, "RM")):
		if f = moneyCode.FindStringSubmatch(u); f != nil {
			return f[1] + "\u00a0", f[2] + f[3], true
		}
		return "", "", false
	case f == nil, f[1] == "R" && base != "en" && base != "af":
		return "", "", false
	case comma == "" || base == "af":
		return f[1], f[2] + f[3], true
	case base == "nl", (base == "es" || base == "pt") && strings.HasSuffix(f[1], "$"):
		return f[1] + "\u00a0", f[2] + f[3], true
	}
	return "", "", false
}

// likeMoney reports whether a unit may be one of money: it begins with a sign or a great Latin letter.
func likeMoney(u string) bool { return u != "" && 'A' <= u[0] && u[0] <= 'Z' || moneySign(u) }

// moneySign reports whether a text begins with the sign of a currency.
func moneySign(u string) bool {
	r, _ := utf8.DecodeRuneInString(u)
	return unicode.Is(unicode.Sc, r)
}

// saidOnce reports whether a unit stands at the last of two numbers alone: from 3 to
// 5 cases, but from 3% to 5% and from $3 to $5. What a percentage is of (% change) is said once too.
func (v *voice) saidOnce(unit lang.Text) bool {
	u := v.words(unit)
	_, _, money := v.money(unit)
	return !money && (!isPercent(u) || strings.HasPrefix(u, "% ") || strings.HasPrefix(u, "%-"))
}

func isPercent(unit string) bool {
	return strings.HasPrefix(unit, "%") || strings.HasPrefix(unit, "％")
}

// yearUnits are units whose numbers are years: nobody writes 2,025年.
var yearUnits = pattern.New(`^(?:年|年度|년|年份|(?:calendar |fiscal )?years?|año|any|année|an|Jahr|anno|ano|jaar|år|vuosi|rok|leto|godina|год|рік|година|tahun|năm|ปี|yıl|έτος|aasta|metai|gads|ár|blwyddyn|bliain|urte)$`)

// groupedYear is a year that was written like any other number.
var groupedYear = pattern.New(`^([12])[,.\x{a0}\x{202f}’' ]([0-9]{3})$`)

// ungrouped is a number as it stands before its unit: a year has no sign between
// its thousands.
func ungrouped(number string, unit lang.Text) string {
	if number == "" || number[0] != '1' && number[0] != '2' { // so does a year
		return number
	}
	for _, word := range unit {
		if yearUnits.MatchString(word) {
			return groupedYear.ReplaceAllString(number, "$1$2")
		}
	}
	return number
}

// apart is a number and its unit for a table's cell, which keeps them apart, with
// the gap between them. A unit that does not simply follow its number stands with it.
func (v *voice) apart(f kpi.Figure, unit lang.Text) (number string, gap string, word Phrase) {
	number, word = ungrouped(v.figure(f).Text, unit), v.phrase(unit)
	if f.Kind == kpi.Number {
		word.Text = v.unitOf(number, unit)
	}
	after, follows := strings.CutPrefix(v.withUnit(number, unit), number)
	gap, ends := strings.CutSuffix(after, word.Text)
	if !follows || !ends {
		return v.measure(f, unit), "", Phrase{}
	}
	return number, gap, word
}

// unitOf is a unit as it stands at a number: one of something is 1 carer.
func (v *voice) unitOf(number string, unit lang.Text) string {
	u := v.words(unit)
	if !lang.One(v.Tag, strings.TrimLeft(number, "-−+＋±")) {
		return u
	}
	for _, own := range v.city.Units {
		if one := own.One[v.Tag]; one != "" && own.Name[v.Tag] == u {
			return one
		}
	}
	head, rest := u, ""
	if at := unitTail.FindStringIndex(u); at != nil {
		head, rest = u[:at[0]], u[at[0]:]
	}
	before, word := "", head
	if at := strings.LastIndexByte(head, ' '); at >= 0 {
		before, word = head[:at+1], head[at+1:]
	}
	if one := v.oneOf(word); one != "" {
		return before + one + rest
	}
	return u
}

// unitTail is what says more about what is counted: cases per 1,000 residents.
var unitTail = pattern.New(`((?:^| )(?:per|of|in|for|a|an|at|with|by|\()\b|/|, | \().*$`)

// oneOf is a word for one thing, from the pairs of format.ones, "" where none is known.
func (v *voice) oneOf(word string) string {
	for pair := range strings.SplitSeq(v.Say("format.ones"), ", ") { // empty where a language has none
		if many, one, ok := strings.Cut(pair, " "); ok && many == word {
			return one
		}
	}
	return ""
}
