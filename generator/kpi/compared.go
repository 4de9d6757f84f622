package kpi

import (
	"strings"

	"tassei/generator/lang"
	"tassei/generator/pattern"
)

// What the words of a direction compare with, where that is not the baseline. An average is
// one that is compared with (全国平均, 平均以上, the average), not a figure that is itself a
// mean (平均寿命の延伸, average life expectancy).
var (
	ofAnAverage = pattern.New(`(?:全国|全県|県内|道内|都道府県|市町村|類似団体|類似都市|同規模|中核市|圏域|管内|近隣|自治体|他市)(?:の)?平均|` +
		// 県の平均を, 県平均正答率以上, but not 市の平均寿命の延伸
		`[国都道府県市町村区]の?平均(?:$|[^\p{Han}\p{Katakana}]|値|点|水準|レベル|未満|並|[^、。]*(?:以上|以下|未満|並み|より))|` +
		`平均(?:値|点|水準|レベル)?(?:以上|以下|未満|並|より|を上|を下|を超|と同|との差|に近|に達|に到|まで)|` +
		`\baverages?(?:$|[^\w ]| (?:or|of|for|in|among|across|level|value|figure|rate)\b)`)
	ofYears  = pattern.New(`前年|昨年|年々|毎年度?(?:増|減|上昇|低下|向上|改善|短縮|拡大|縮小)|previous year|year before|last year|year[ -]on[ -]year|\b(?:each|every) year`)
	ofBounds = pattern.New(`以上|以下|or more|or less|at least|at most`)
	// ofAmounts are words that say by how much: 10％増, 5件ずつ増やす, 半減.
	ofAmounts = pattern.New(`半減|倍増|[\d二三] ?倍|\d ?(?:%|‰|ポイント|pt|件|人|回|[箇か所ヶ]所|団体|事業者?|[千万億]?円|時間|分|台|社|店舗?|校|戸|世帯|本|冊|割|倍|t|kg|ha|㎡)(?:以上|程度|ずつ)?[のをに]?(?:増|減|削|伸|上積|縮|短|向上|上昇|低下|改善)|\bby (?:half|a third|a quarter|\d)|\b(?:double|treble|triple|halve)`)
	ofUndoing = pattern.New(`廃止|中止|撤廃|abolish|discontinu`)
	ofAnother = pattern.New(`を上回|を下回|を超え|以上に(?:増|伸|減)|\b(?:exceed|outpac|outgrow|faster than|slower than|more than|less than)`)
	// ofItself is the start of the plan, by any of its names, or a year.
	ofItself = pattern.New(`現状|現在|現行|基準|策定|当初|計画前|開始|スタート|実績|従来|従前|これまで|いままで|今まで|今以|今よ|今を|以前|\d|\b(?:baseline|present|current|currently|existing|initial|initially|original|now|today|start|at the beginning|before|so far|to date)\b`)
)

// averaged reports whether the words of a direction compare with an average.
func averaged(t Figure) bool { return says(t, ofAnAverage) }

// comparesOther reports whether the words of a direction compare with a value that is
// neither the baseline nor a number: 平均寿命の増加分を上回る.
func comparesOther(t Figure) bool { return says(t, ofAnother) && !says(t, ofItself) }

// comparesElse reports whether the words of a direction compare with something else than
// the baseline, or say by how much, so that better alone is not enough. Where the baseline
// is what the year before had, it is the same.
func (r *Record) comparesElse(t Figure) bool {
	if before := r.Previous(); comparesYears(t) && !says(t, ofAmounts) && before.IsNumber() && r.Baseline.IsNumber() {
		return before.Value.Cmp(r.Baseline.Value) != 0
	}
	return comparesYears(t) || averaged(t) || comparesOther(t) || says(t, ofAmounts)
}

// elsewhere leaves a direction open whose words compare with what the data do not have:
// better than the baseline may still be worse than that. The rate that the city printed
// is its own judgement.
func (a *Achievement) elsewhere(r *Record) {
	a.Met, a.Unjudged = Unjudged, ReasonElsewhere
	if d, err := ParseDecimal(r.Published); err == nil && a.Rule.Raise != nil && r.Actual.IsNumber() {
		a.Met, a.Unjudged = meeting(d.Rat().Cmp(hundred) >= 0), ""
	}
}

// comparesYears reports whether the words of a direction speak of the year before.
func comparesYears(t Figure) bool { return says(t, ofYears) }

// says reports whether the words of a target, in any language, are of a form.
func says(t Figure, form *pattern.Pattern) bool {
	return t.Words.Any(func(words string) bool { return form.MatchString(strings.ToLower(lang.Fold(words))) })
}
