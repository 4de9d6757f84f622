package toml

import (
	"slices"
	"strings"
	"unicode"

	"tassei/generator/pattern"
)

// Further words in the place of a figure, of which the number alone says too little or
// something else: changes, rates by month, dates in brackets, doubts, bare directions.

const dateWords = `(?:(?:令和|平成|昭和|[RHS])(?:元|\d{1,2})(?:\.\d{1,2}|年\d{1,2}月|年度?)?|\d{4}(?:年度?|[-./]\d{1,2}|年\d{1,2}月)?|\d{1,2}月)(?:末|末時点|時点|現在)?`

var (
	changeForm = pattern.New(`^(?:対?前年度?比|対前年度?|前年度?(?:より|から)|前回比|毎年度?|基準値?(?:から|より|比)|±)?\+?` + oneNumber + `[^\d()]{0,4}?(?:増加?|減少?|向上|低下|上昇|改善|悪化|ポイント(?:増|減)|増やす|減らす)$`)
	changeHead = pattern.New(`^(?:対?前年度?比|対前年度?|前年度?(?:より|から)|前回比|基準値?(?:から|より|比)|±)|^(?:前年度?|基準値?|現状値?)の` + oneNumber + `(?:倍|割)`)
	perForm    = pattern.New(`^(?:(?:毎年度?|毎月|毎日|毎週|年間?|月間?|週|日|1日|1月|1年|1回)(?:に|あたり|当たり|平均)?)` + oneNumber + `([^\d()]{0,8})$`)
	slashForm  = pattern.New(`^` + oneNumber + `([^\d()/]{0,8}/[^\d()/]{1,8})$`)
	datedForm  = pattern.New(`^` + oneNumber + `[^\d()]{0,8}\((` + dateWords + `)\)$`)
	datedFirst = pattern.New(`^(` + dateWords + `):` + oneNumber + `[^\d()]{0,8}$|^((?:令和|平成|昭和|[RHS])(?:元|\d{1,2})年度末?|\d{4}年度末?)(?:は|に|までに?)?` + oneNumber + `[^\d()]{0,8}$`)
	doubtForm  = pattern.New(`^` + oneNumber + `[^\d()]{0,4}\(?\?+\)?$`)
	markFirst  = pattern.New(`^(?:※|\*|注)(?:\d\))?` + oneNumber + `[^\d()]{0,8}$`)
	markApart  = pattern.New(`^(?:※|\*|注|†)\d{1,2}\)?[ :]+` + oneNumber + `[^\d()]{0,8}$`)
	remarkForm = pattern.New(`^` + oneNumber + `[^\d()]{0,8}\(([^\d()]+)\)$`)
	openForm   = pattern.New(`^` + oneNumber + `[^\d]{0,4}(?:~|～|〜)$|^(?:~|～|〜)` + oneNumber + `[^\d]{0,4}$`)
	betweenOf  = pattern.New(`^` + oneNumber + `[^\d]{0,4}(以上|超|より多く)[、,]?` + oneNumber + `[^\d]{0,4}(以下|未満|以内)$`)
	// What a target is compared with, where its words tell no number: the year before, an average.
	otherValue = `(?:前年度?|昨年度?|前回|現状|現況|現在|基準|当初|[^\d]{0,8}平均)(?:値|並み)?(?:の?実績値?)?`
	heldForm   = pattern.New(`^` + otherValue + `(?:以上|以下|以内)$|^(?i:atleast|atmost|nolessthan|nomorethan|atorabove|atorbelow)(?:the)?` + westOther)
	beyondForm = pattern.New(`^` + otherValue + `(?:超|未満|を?上回る|を?下回る|を超える)$|^(?i:above|over|exceeds?|morethan|higherthan|betterthan|below|under|lessthan|lowerthan)(?:the)?` + westOther)
	westOther  = `(?i:(?:national|state|regional|county|country|eu|oecd|peer|group)[a-z]{0,12}average|average|(?:previous|prior|last)year[a-z']{0,12}|(?:the)?baseline|currentlevel)$`
	plusForm   = pattern.New(`^` + oneNumber + `[^\d]{0,4}\+$|^(?:超|以上|以下|未満)` + oneNumber + `[^\d]{0,4}$`)
	halfForm   = pattern.New(`\d[^\d]*半|半[^\d]*$|分の\d`)
	numberUnit = pattern.New(`^(?:件|人|名|回|日|時間|分|円|千円|台|社|校|所|箇所|か所|戸|世帯|％|%|組|冊|本|団体|施設|点|位|kg|t|km|m|ha)$`)
)

// aims are the words of a target that is a direction alone.
var aims = map[string][]string{
	"raise": {"増加", "増やす", "増", "向上", "向上させる", "上昇", "拡大", "増加させる", "増加を目指す"},
	"lower": {"減少", "減らす", "減", "低下", "縮小", "抑制", "減少させる", "削減", "減少を目指す"},
	"keep":  {"維持", "維持する", "現状維持", "現状を維持", "保つ", "横ばい"},
}

// said is the variant of what such words in a figure say, with its arguments; "" for
// others. What they say is folded and without spaces.
func said(key, s string) (variant string, pairs []string) {
	bare := func(n string) string { return strings.ReplaceAll(n, ",", "") }
	if key == "target" {
		if variant, pairs = saidOfTarget(s); variant != "" {
			return variant, pairs
		}
	}
	if f := openForm.FindStringSubmatch(s); f != nil {
		return "printed", []string{"number", bare(f[1] + f[2])}
	}
	if slices.Contains([]string{"ゼロ", "零", "zero"}, strings.ToLower(s)) {
		return "printed", []string{"number", "0"}
	}
	if f := changeForm.FindStringSubmatch(s); f != nil {
		return "change", []string{"number", bare(f[1])}
	}
	if n := someNumber.FindAllString(s, 2); len(n) == 1 && changeHead.MatchString(s) {
		return "change", []string{"number", strings.TrimPrefix(digits(n[0]), "+")}
	}
	for _, form := range []*pattern.Pattern{perForm, slashForm} {
		if f := form.FindStringSubmatch(s); f != nil && !bounds.MatchString(f[2]) && !strings.Contains(f[2], "以") {
			unit := f[2]
			if form == perForm && unit == "" {
				return "printed", []string{"number", bare(f[1])}
			}
			return "per", []string{"number", bare(f[1]), "unit", unit}
		} else if f != nil {
			return "printed", []string{"number", bare(f[1])}
		}
	}
	if f := datedForm.FindStringSubmatch(s); f != nil {
		if body, _, _ := strings.Cut(s, "("); bounds.MatchString(body) {
			return "printed", []string{"number", bare(f[1])}
		}
		return "dated", []string{"number", bare(f[1]), "when", f[2]}
	}
	if f := datedFirst.FindStringSubmatch(s); f != nil {
		return "dated", []string{"number", bare(f[2] + f[4]), "when", f[1] + f[3]}
	}
	if f := doubtForm.FindStringSubmatch(s); f != nil {
		return "doubt", []string{"number", bare(f[1])}
	}
	if f := markFirst.FindStringSubmatch(s); f != nil {
		return "mark", []string{"number", bare(f[1])}
	}
	if f := plusForm.FindStringSubmatch(s); f != nil {
		return "printed", []string{"number", bare(f[1] + f[2])}
	}
	if f := remarkForm.FindStringSubmatch(s); f != nil && remarked(s) && !firstForm.MatchString(s) && !awaited.MatchString(s) {
		return "printed", []string{"number", bare(f[1])}
	}
	return "", nil
}

// saidOfTarget is the part of said that only a target can say.
func saidOfTarget(s string) (variant string, pairs []string) {
	bare := func(n string) string { return strings.ReplaceAll(n, ",", "") }
	for aim, words := range aims {
		if slices.Contains(words, s) {
			return "aim", []string{"aim", aim, "why", "aim." + aim}
		}
	}
	if f := openForm.FindStringSubmatch(s); f != nil && f[1] != "" {
		return "from", []string{"number", bare(f[1])}
	} else if f != nil {
		return "to", []string{"number", bare(f[2])}
	}
	if f := betweenOf.FindStringSubmatch(s); f != nil && f[2] == "以上" && f[4] != "未満" {
		return "between", []string{"number", bare(f[1]), "other", bare(f[3])}
	} else if f != nil {
		return "within", []string{"number", bare(f[1]), "other", bare(f[3])} // a range takes both its ends in
	}
	switch {
	case heldForm.MatchString(s):
		return "hold", nil
	case beyondForm.MatchString(s):
		return "beyond", nil
	}
	return "", nil
}

// remarked reports whether a remark in brackets stands behind a number, and no unit or mark.
func remarked(s string) bool {
	f := remarkForm.FindStringSubmatch(s)
	return f != nil && !numberUnit.MatchString(f[2]) && !noteMark.MatchString(s)
}

var (
	digitsApart = pattern.New(`\d +\d`)
	commas      = pattern.New(`\d[\d,]*,\d[\d,]*`)
	groups      = pattern.New(`^\d{1,3}(?:,\d{3})+$`)
	likeDigits  = pattern.New(`^[-+]?[\d.,]*(?:[OoОо][\d.,]*\d|\d[\d.,]*[OoОо]|[lI|][\d.,]*\d)[\d.,OoОоlI|]*$`)
)

// manyWays reports whether folded words hold digits that can be read in more than one
// way, so that no hint may name a number: 計8 9, 1,2,3人, 3½, 10², 1O.
func manyWays(s string) bool {
	if digitsApart.MatchString(s) || likeDigits.MatchString(s) {
		return true
	}
	for _, run := range commas.FindAllString(s, -1) {
		if run = strings.TrimRight(run, ","); !groups.MatchString(run) && run != s {
			return true
		}
	}
	return strings.Count(s, ",") > 1 && !grouped.MatchString(s) && strings.Trim(s, "-.,0123456789") == "" ||
		strings.ContainsFunc(s, func(r rune) bool { return unicode.IsNumber(r) && (r < '0' || r > '9') && !unicode.Is(unicode.Han, r) })
}

// twoNumbers are numbers with a space between them that are no digits of one: 48 57,
// but not 1 234 or 4 8.
func twoNumbers(s string) (first, second string) {
	f := strings.Fields(strings.TrimLeft(s, "-−▲△"))
	if len(f) == 2 && len(f[0]) > 1 && len(f[1]) > 1 && len(f[1]) != 3 {
		return f[0], f[1]
	}
	return "", ""
}
