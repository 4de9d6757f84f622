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
	ofYears   = pattern.New(`前年|昨年|previous year|year before|last year`)
	ofBounds  = pattern.New(`以上|以下|or more|or less|at least|at most`)
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
// the baseline.
func comparesElse(t Figure) bool { return comparesYears(t) || averaged(t) || comparesOther(t) }

// comparesYears reports whether the words of a direction speak of the year before.
func comparesYears(t Figure) bool { return says(t, ofYears) }

// says reports whether the words of a target, in any language, are of a form.
func says(t Figure, form *pattern.Pattern) bool {
	return t.Words.Any(func(words string) bool { return form.MatchString(strings.ToLower(lang.Fold(words))) })
}
