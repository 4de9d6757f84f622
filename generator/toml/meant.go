package toml

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"unicode"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// figureKeys are the keys that take a figure: a number, or a table that keeps
// what a number alone would lose.
var figureKeys = []string{"baseline", "target", "actual", "forecast"}

// absent are the words that people write where there is no value, with the
// reason that they give. A mere sign gives none: not stated.
var absent = map[kpi.Reason][]string{
	kpi.NotStated:     {"なし", "無し", "無", "-", "--", "―", "－", "ー", "–", "—", "─", "−", "‐", "‑", "━", "――", "…", "不明", "記載なし", "N/A", "n/a", "na", "NA", "none", "null", "nil", "nan", "*", "?", "？"},
	kpi.NotMeasured:   {"未測定", "未計測", "未調査", "未把握", "未実施", "測定なし", "計測なし", "調査なし"},
	kpi.NotYet:        {"未集計", "集計中", "集計前", "未確定", "確定前", "未公表", "公表前", "調査中", "未定", "検討中"},
	kpi.NotApplicable: {"対象外", "該当なし", "該当無し", "非該当"},
	kpi.NotSet:        {"設定なし", "未設定", "目標なし"},
	kpi.BelowLimit:    {"ND", "N.D.", "N.D", "不検出", "検出せず", "検出されず", "検出限界未満", "検出限界値未満", "検出限界以下", "検出限界値以下", "検出下限未満", "検出下限値未満", "検出下限以下", "検出下限値以下", "定量下限未満", "定量下限値未満", "定量下限以下", "定量下限値以下"},
}

// ReasonFor is the reason that a word for no value gives, "" for other words.
func ReasonFor(word string) kpi.Reason {
	word = strings.Trim(lang.Fold(strings.TrimSpace(word)), "()")
	for reason, words := range absent {
		if slices.Contains(words, word) {
			return reason
		}
	}
	return westReasons[joinedUp(word)]
}

// nothing are words for no value that are said of 0, too: accidents なし, nil.
var nothing = pattern.New(`^(?i:\(?(?:該当)?(?:なし|無し|無)\)?|nil|none)$`)

var (
	oneNumber  = `(-?\d[\d,]*(?:\.\d+)?)`
	spanForm   = pattern.New(`^` + oneNumber + `[^\d]{0,4}?(?:~|～|〜|から|-|–|—|ー)` + oneNumber + `[^\d～~〜-]{0,8}$`)
	overForm   = pattern.New(`^` + oneNumber + `[^\d]{0,6}(?:超|を超える|より大きい|より多い)$`)
	underForm  = pattern.New(`^` + oneNumber + `[^\d]{0,6}(?:未満|より小さい|より少ない)$`)
	tenthsForm = pattern.New(`^` + oneNumber + `割(?:(\d)分(\d厘)?)?[^\d]*$`)
	scaledForm = pattern.New(`^(-?)((?:\d[\d,]*(?:\.\d+)?(?:千万|百万|十万|百|千|万|億|兆))+(?:\d[\d,]*)?)[^\d]*$`)
	counting   = pattern.New(`\d(?:割|[十百千万億兆])`) // the number before it is not the one that is meant
	scaledPart = pattern.New(`(\d[\d,]*(?:\.\d+)?)(千万|百万|十万|百|千|万|億|兆)?`)
	firstForm  = pattern.New(`^(?:速報値?|暫定値?|概数|概算):?` + oneNumber + `[^\d()]{0,8}$|^` + oneNumber + `[^\d()]{0,8}\(?(?:速報値?|暫定値?|概数|概算|未確定|確定前)\)?$`)
	awaited    = pattern.New(`^` + oneNumber + `[^\d()]{0,8}\(?(?:見込み?|見込値|見込み値|予定|予測)\)?$`)
	secondForm = pattern.New(`^` + oneNumber + `[^\d()]{0,8}\(([^\d()]{1,30}?)` + oneNumber + `[^\d()]{0,8}\)$`)
	noteMark   = pattern.New(`^` + oneNumber + `[^\d()]{0,8}?\(?(?:※|注|\*|†|‡|§)\d{0,2}\)?$`)
	footnote   = pattern.New(`\(?(?:※|注|\*|†|‡|§)\d{0,2}\)?$`)
	vague      = pattern.New(`^(?:約|およそ|おおよそ|概ね|おおむね|ほぼ|計|のべ|延べ|延|累計|合計|平均|最大|最小|≧|≦|≥|≤|>|<|≈|~|〜)`)
	bounds     = pattern.New(`(?:以上|以下|以内|程度|前後|内外|未満|超|強|弱|余り?|ほど|くらい|ぐらい|台|を超える|を下回る|を上回る|を目指す|に近づける|を?(?:維持|確保|継続|達成)(?:する)?|≧|≦|≥|≤|<|>)\)?$`)
	dateForm   = pattern.New(`(?i)^(?:by|before|until|bis|endof)?(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-z]{0,6}\.?(?:\d{1,2},)?\d{4}$|^(?:(?:令和|平成|昭和|[RHS])(?:元|\d{1,2})[.年/]|\d{4}(?:[-/年]\d{1,2}|\.\d{1,2}(?:$|[.末現時]))|\d{1,2}月(?:末|\d|$))`)
	thousands  = pattern.New(`^([£$€¥]?)` + oneNumber + `(k|K|m|M|mn|bn|thousands?|millions?|billions?)$`)
	spaced     = pattern.New(`^[-−▲△]?\d+(?: \d+)+$`)
	stray      = pattern.New(`^([-−▲△]?\d+(?:\.\d+)?)([,;、。，；"'”]+)$`)
	pagesForm  = pattern.New(`^[pP]{0,2}\.?(\d+)(?:ページ|頁)?(?:~|～|〜|から|-|–|—|ー|・|,|、|と|/)[pP]{0,2}\.?\d+(?:ページ|頁)?$`)
	// Units stand behind their number: words before it say something of it, unless they are a currency (CHF 5, Rp 5).
	wordsBefore    = pattern.New(`^[\pL\pM'’ .-]*\pL{2}[\pL\pM'’ .:-]*-?[▲△]?\d`)
	currencyBefore = pattern.New(`^(?:[A-Z]{2,4}|[A-Z][A-Za-zčł]{0,3}\.?) ?-?\d`)
	noiseForm      = pattern.New(`^-?\d+\.\d*?(?:0{6}\d{1,4}|9{6}\d{0,4})$`)
)

// meaning tells what to write for words that say more than a number does, so
// that the hint keeps what they mean: about, at least, tenths, ten thousands, a
// first estimate, a second figure, the reason for none. It returns false where
// the number alone says it all.
func meaning(key, written string) (diag.Problem, bool) {
	text := strings.Trim(strings.TrimSpace(written), `"'`)
	s := strings.ReplaceAll(lang.Fold(text), " ", "")
	figure := slices.Contains(figureKeys, key)
	say := func(variant string, pairs ...string) (diag.Problem, bool) {
		p := diag.New("K112", append([]string{"key", key, "text", text, "message", variant, "hint", variant}, pairs...)...)
		if variant == "figure" {
			delete(p.Args, "message")
		}
		return p, true
	}
	if variant, reason := noValue(key, s); variant != "" {
		return say(variant, "reason", string(reason), "why", string(reason))
	}
	if f := pagesForm.FindStringSubmatch(s); f != nil && key == "page" {
		return say("pages", "number", f[1])
	}
	if f := stray.FindStringSubmatch(strings.TrimSpace(lang.Fold(written))); f != nil {
		return say("stray", "number", digits(f[1]), "rest", f[2])
	}
	if folded := strings.Trim(lang.Fold(text), " "); spaced.MatchString(folded) {
		if first, second := twoNumbers(folded); first != "" {
			return say("two", "number", first, "other", second)
		}
		return say("spaced", "number", digits(s))
	}
	if f := markApart.FindStringSubmatch(lang.Fold(text)); f != nil {
		return say("mark", "number", digits(f[1]))
	}
	if figure && manyWays(lang.Fold(text)) {
		return say("figure")
	}
	if f := noteMark.FindStringSubmatch(s); f != nil && !counting.MatchString(s) {
		return say("mark", "number", digits(f[1]))
	}
	if n := someNumber.FindAllString(s, 2); key == "published" && len(n) == 1 && (vague.MatchString(s) || bounds.MatchString(s) || remarked(s)) {
		return say("bare", "number", digits(n[0]))
	} else if key == "published" && len(n) == 0 && strings.ContainsFunc(s, unicode.IsLetter) && s != "true" && s != "false" {
		return say("instead")
	}
	if variant, pairs := figureMeaning(key, s); !figure && variant == "scale" {
		return say("scaled", pairs...) // no words can be kept there, but 120万 is not 120
	} else if !figure {
		return diag.Problem{}, false
	}
	if variant, pairs := westSaid(key, s); variant != "" {
		return say(variant, pairs...)
	}
	if variant, pairs := said(key, s); variant != "" {
		return say(variant, pairs...)
	}
	if variant, pairs := figureMeaning(key, s); variant != "" {
		return say(variant, pairs...)
	}
	return diag.Problem{}, false
}

// noValue is why folded words without blanks are no value, and which variant of K112 says so; "" where they are one.
func noValue(key, s string) (variant string, reason kpi.Reason) {
	figure := slices.Contains(figureKeys, key)
	reason = cmp.Or(ReasonFor(s), ReasonFor(footnote.ReplaceAllString(s, ""))) // －(※1) is no 1
	switch {
	case figure && key != "target" && nothing.MatchString(s):
		return "nothing", cmp.Or(reason, kpi.NotStated)
	case reason == "":
		return "", ""
	case figure || key == "published":
		return "none", reason
	}
	return "absent", reason
}

// figureMeaning is what folded words without blanks say in the place of a figure: a
// variant of K112 and what it is said of; "" where they are not understood.
func figureMeaning(key, s string) (variant string, pairs []string) {
	say := func(variant string, pairs ...string) (string, []string) { return variant, pairs }
	if dateForm.MatchString(s) {
		return say("date")
	}
	bare := func(n string) string { return strings.ReplaceAll(n, ",", "") }
	exact := vague.ReplaceAllString(s, "") // 約5割 is 50
	if f := tenthsForm.FindStringSubmatch(exact); f != nil {
		short := tenths(bare(f[1]), f[2]+strings.TrimSuffix(f[3], "厘"))
		return say("scale", "number", shift(short, 1), "short", short, "unit", "割")
	}
	if f := thousands.FindStringSubmatch(s); f != nil {
		return say("scale", "number", shift(bare(f[2]), zeros[f[3][:1]]), "short", bare(f[2]), "unit", f[1]+f[3])
	}
	if f := scaledForm.FindStringSubmatch(exact); f != nil {
		if number, ok := scaled(f[2]); ok {
			short := f[1] + scaledPart.FindStringSubmatch(f[2])[1]
			if unit := strings.TrimPrefix(exact, short); !strings.ContainsAny(unit, "0123456789※*()") {
				return say("scale", "number", f[1]+number, "short", bare(short), "unit", unit)
			}
			return say("printed", "number", f[1]+number)
		}
	}
	if f := firstForm.FindStringSubmatch(s); f != nil {
		return say("first", "number", bare(f[1]+f[2]))
	}
	if f := awaited.FindStringSubmatch(s); f != nil && key == "actual" {
		return say("forecast", "number", bare(f[1]))
	}
	if f := secondForm.FindStringSubmatch(s); f != nil && !counting.MatchString(s) {
		return say("second", "number", bare(f[1]), "name", f[2], "other", bare(f[3]))
	}
	if key == "target" {
		if f := spanForm.FindStringSubmatch(s); f != nil {
			return say("range", "number", bare(f[1]), "other", bare(f[2]))
		}
		if f := overForm.FindStringSubmatch(s); f != nil {
			return say("above", "number", bare(f[1]))
		}
		if f := underForm.FindStringSubmatch(s); f != nil {
			return say("below", "number", bare(f[1]))
		}
	}
	if overForm.MatchString(s) || underForm.MatchString(s) {
		return say("bound") // 5未満 of an actual is not 5
	}
	if n := someNumber.FindAllString(s, 2); len(n) == 1 && (vague.MatchString(s) || bounds.MatchString(s)) {
		return say("printed", "number", digits(n[0]))
	}
	return "", nil
}

// Meant tells what words in the place of a figure say besides a number: none
// (with the reason), scale (8割), first (速報値), printed (約48), date, mark (48※1)
// or second; "" for others. The number is the one to write.
func Meant(written string) (how, number, reason string) {
	p, ok := meaning("actual", written)
	if !ok {
		return "", "", ""
	}
	return p.Args["hint"], p.Args["number"], p.Args["reason"]
}

// digits is a number without commas and with a plain minus.
func digits(s string) string {
	return strings.NewReplacer(",", "", "−", "-", "▲", "-", "△", "-").Replace(s)
}

// powers are how many zeros a Japanese counting word stands for.
var powers = map[string]int{"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "億": 8, "兆": 12}

// scaled is the number that figures with counting words say, without words after
// them: 1.2万 is 12000, 1億2,345万 is 123450000. It is false where the words do not
// go down, as in 2千5百万, which is 2,500 times 万.
func scaled(text string) (string, bool) {
	sum, last := new(big.Rat), 13
	for _, part := range scaledPart.FindAllStringSubmatch(text, -1) {
		d, err := kpi.ParseDecimal(strings.ReplaceAll(part[1], ",", ""))
		if err != nil || powers[part[2]] >= last {
			return "", false
		}
		last = powers[part[2]]
		sum.Add(sum, new(big.Rat).Mul(d.Rat(), new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(last)), nil))))
	}
	number := sum.FloatString(40)
	return strings.TrimSuffix(strings.TrimRight(number, "0"), "."), true
}

// zeros are how many zeros an English counting word stands for, by its first letter.
var zeros = map[string]int{"k": 3, "K": 3, "t": 3, "m": 6, "M": 6, "b": 9}

// tenths is 8割5分 in tenths: 8.5.
func tenths(number, hundredths string) string {
	if hundredths != "" && !strings.Contains(number, ".") {
		number += "." + hundredths
	}
	return number
}

// shift moves the point of a plain number to the right.
func shift(number string, places int) string {
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "-", number[1:]
	}
	whole, rest, _ := strings.Cut(number, ".")
	rest += strings.Repeat("0", max(places-len(rest), 0))
	whole, rest = strings.TrimLeft(whole+rest[:places], "0"), rest[places:]
	if whole == "" {
		whole = "0"
	}
	if rest != "" {
		rest = "." + rest
	}
	return sign + whole + rest
}

// Noise is the number that a spreadsheet's arithmetic meant by 48.0000000001, ""
// for a number that is meant as it stands.
func Noise(s string) string {
	if !noiseForm.MatchString(s) || len(s)-strings.IndexByte(s, '.') < 10 {
		return ""
	}
	d, err := kpi.ParseDecimal(s)
	if err != nil {
		return ""
	}
	rounded := kpi.Round(d.Rat(), 6)
	return strings.TrimSuffix(strings.TrimRight(rounded, "0"), ".")
}
