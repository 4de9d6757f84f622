package main

import (
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// claim is one sentence of a finished page, with the numbers that stand in it.
type claim struct {
	*facts
	truth
	town *randomTown
	tag  string            // of its language
	at   map[string]string // by the letters of the pattern
}

// is reports whether a number of the sentence is the one of the facts.
func (s claim) is(letter, figure string) bool {
	x, y := rat(plainNumber(s.at[letter])), rat(figure)
	return x != nil && y != nil && x.Cmp(y) == 0
}

// shifted reports whether a value is as well kept as its baseline, and another one.
func (s claim) shifted() bool {
	base, now := rat(s.baseline), rat(s.actual)
	return s.same && base != nil && now != nil && base.Cmp(now) != 0
}

func (s claim) goal() bool { return s.is("t", s.target) }
func (s claim) now() bool  { return s.is("a", s.actual) }
func (s claim) base() bool { return s.is("b", s.baseline) }

// inYear reports whether a year of the sentence is the one of the facts.
func (s claim) inYear(letter string, year int) bool {
	if s.tag == "ja" {
		year -= 2018 // 令和
	}
	return s.is(letter, strconv.Itoa(year))
}

// came reports whether a number is what a total came to whose years have passed.
func (s claim) came() bool {
	x, sum := rat(plainNumber(s.at["s"])), s.cameTo()
	return x != nil && sum != nil && x.Cmp(sum) == 0
}

// due reports whether a year of the sentence is that of the target.
func (s claim) due() bool { return s.inYear("y", s.facts.due) }

// percent reports whether a number is a rate, rounded once as the town rounds.
func (s claim) percent(letter string, x *big.Rat) bool {
	return x != nil && s.town.writes(s.facts, plainNumber(s.at[letter]), x)
}

// shown reports whether a number is the rate as it is shown: one that the city
// printed otherwise is shown as printed.
func (s claim) shown(letter string) bool {
	if s.differs {
		return s.is(letter, s.facts.printed)
	}
	return s.percent(letter, s.rate)
}

// way is the sign of the way from the baseline; 9 where none was measured.
func (s claim) way() int {
	base, now := rat(s.baseline), rat(s.actual)
	if base == nil || now == nil || s.planned || s.form == wantTotal || s.measured == "done" {
		return 9
	}
	return now.Cmp(base)
}

// toward is where the target lies from the baseline: 1 above, −1 below; 9 for nowhere.
func (s claim) toward() int {
	base, goal := rat(s.baseline), rat(s.target)
	if base == nil || goal == nil {
		return 9
	}
	return goal.Cmp(base)
}

// goalless reports whether nothing was aimed at, in whole or in any part.
func (s claim) goalless() bool { return s.form == wantNone || s.aimless() }

// endOfScale reports whether nothing can be better than the baseline: none of what is to
// be few, the first of a rank.
func (s claim) endOfScale() bool {
	base := rat(s.baseline)
	return base != nil && (s.lowers() && base.Sign() == 0 || s.measured == "rank" && base.Cmp(rat("1")) == 0)
}

func (s claim) value() bool { return s.form == wantValue && !s.stated() }

// sentence is one thing that a page can say: how it reads in each language, and
// whether it holds. In a pattern {a} is a number; other signs stand for themselves.
type sentence struct {
	en, ja string
	holds  func(s claim) bool
}

// sentences are all that a page of a random town may say of an indicator. One
// that is not here is not understood, and an error.
var sentences = []sentence{
	// What was planned.
	{"No target was set.", "目標値は設定されていません。", claim.goalless},
	{"No target was set for this year.", "この年度の目標値は設定されていません。", claim.goalless},
	{"There is no target yet.", "目標値はまだありません。", func(s claim) bool { return s.undecided() }},
	{"The figure planned was {t}.", "計画では{t}でした。", func(s claim) bool { return s.stated() && s.goal() }},
	{"The plan is to reach {t} by FY{y}.", "令和{y}年度までに{t}にするのが目標です。", func(s claim) bool { return s.ahead() && s.goal() && s.due() }},
	{"The target is to keep it at {t} until FY{y}.", "令和{y}年度まで{t}に保つのが目標です。", func(s claim) bool {
		return s.ahead() && s.goal() && s.due() && s.direction == "maintain"
	}},
	{"The target for FY{y} is to be at or above {t}.", "令和{y}年度に{t}以上であることが目標です。", func(s claim) bool {
		return s.ahead() && s.goal() && s.due() && !s.lowers() && s.toward() <= 0
	}},
	{"The target for FY{y} is to be at or below {t}.", "令和{y}年度に{t}以下であることが目標です。", func(s claim) bool {
		return s.ahead() && s.goal() && s.due() && s.lowers() && s.toward() >= 0 && s.toward() != 9
	}},
	{"The plan is to raise it from {b} to {t} by FY{y}.", "{b}から、令和{y}年度までに{t}に増やす計画です。", func(s claim) bool {
		return s.ahead() && s.goal() && s.base() && s.due() && !s.planned && !s.lowers() && s.toward() == 1
	}},
	{"The plan is to lower it from {b} to {t} by FY{y}.", "{b}から、令和{y}年度までに{t}に減らす計画です。", func(s claim) bool {
		return s.ahead() && s.goal() && s.base() && s.due() && !s.planned && s.lowers() && s.toward() == -1
	}},
	{"The target is {t} in all from FY{x} to FY{y}.", "令和{x}年度から令和{y}年度までの合計で{t}が目標です。", func(s claim) bool {
		return s.form == wantTotal && s.goal() && s.due() && s.inYear("x", s.town.years[0])
	}},
	{"The target was {t} in all from FY{x} to FY{y}.", "令和{x}年度から令和{y}年度までの合計で{t}が目標でした。", func(s claim) bool { return s.over() && s.goal() && s.due() && s.inYear("x", s.town.years[0]) }},
	{"The target was {t} in all from FY{x} to FY{y}, and the total came to {s}.", "合計は{s}でした。", func(s claim) bool {
		return s.came() && (s.tag == "ja" || s.goal() && s.due() && s.inYear("x", s.town.years[0]))
	}},
	{"The target was {t}.", "{t}が目標でした。", func(s claim) bool { return (s.value() || s.form == wantFinal && !s.ahead()) && s.goal() }},
	{"The target was {t} or better.", "{t}以内が目標でした。", func(s claim) bool { return s.measured == "rank" && s.goal() }},
	{"The target was more than {t}.", "{t}を超える値が目標でした。", func(s claim) bool { return s.form == wantAbove && s.goal() }},
	{"The target was less than {t}.", "{t}未満が目標でした。", func(s claim) bool { return s.form == wantBelow && s.goal() }},
	{"The target was {t} to {z}.", "{t}～{z}に収めるのが目標でした。", func(s claim) bool { return s.form == wantRange && s.goal() && s.is("z", s.to) }},
	{"The target was {t} or more.", "{t}以上が目標でした。", func(s claim) bool { return s.goal() && s.direction == "increase" && s.toward() <= 0 && s.broken() }},
	{"The target was {t} or less.", "{t}以下が目標でした。", func(s claim) bool { return s.goal() && s.lowers() && s.toward() != -1 && s.broken() }},
	{"The target was {z} or less.", "{z}以下に収めるのが目標でした。", func(s claim) bool { return s.form == wantRange && s.target == "" && s.is("z", s.to) }},
	{"The target was {t} or more.", "{t}以上に収めるのが目標でした。", func(s claim) bool { return s.form == wantRange && s.to == "" && s.goal() }},
	{"The target was to stay at or above {t}.", "{t}以上を保つのが目標でした。", func(s claim) bool { return s.goal() && s.direction == "increase" && s.toward() <= 0 && !s.broken() }},
	{"The target was to stay at or below {t}.", "{t}以下に抑えるのが目標でした。", func(s claim) bool {
		return s.goal() && s.lowers() && (s.toward() == 1 || s.toward() == 0) && !s.broken()
	}},
	{"The plan was to keep it at {t}.", "{t}に保つ計画でした。", func(s claim) bool { return s.value() && s.direction == "maintain" && s.goal() }},
	{"The plan was to keep it at {b}.", "{b}のまま保つのが目標でした。", func(s claim) bool { return s.form == wantKeep && s.base() && !s.planned }},
	{"The plan was to stay at {b}.", "{b}のまま保つ計画でした。", func(s claim) bool { return s.base() && s.toward() == 0 && s.endOfScale() }},
	{"The plan was to keep it as it was.", "保つのが目標でした。", func(s claim) bool { return s.form == wantKeep }},
	{"The plan was to raise it.", "増やすのが目標でした。", func(s claim) bool { return s.form == wantRaise }},
	{"The plan was to lower it.", "減らすのが目標でした。", func(s claim) bool { return s.form == wantLower }},
	{"The plan was to raise it from {b}.", "{b}より増やすのが目標でした。", func(s claim) bool { return s.form == wantRaise && s.base() && !s.planned }},
	{"The plan was to lower it from {b}.", "{b}より減らすのが目標でした。", func(s claim) bool { return s.form == wantLower && s.base() && !s.planned }},
	{"The plan was to raise it from {b} to {t}.", "{b}から{t}に増やす計画でした。", func(s claim) bool {
		return !s.ahead() && !s.stated() && s.direction == "increase" && s.toward() == 1 && s.base() && s.goal() && !s.planned
	}},
	{"The plan was to lower it from {b} to {t}.", "{b}から{t}に減らす計画でした。", func(s claim) bool {
		return !s.ahead() && !s.stated() && s.lowers() && s.toward() == -1 && s.base() && s.goal() && !s.planned
	}},
	{"The target was {t} (baseline set in a plan: {b}).", "{t}が目標でした（計画上の基準は{b}）。", func(s claim) bool { return s.planned && s.base() && s.goal() }},
	{"The goal was “Adopted”.", "「策定済み」が目標でした。", func(s claim) bool { return s.measured == "done" }},

	// What happened.
	{"It rose to {a}.", "{a}に増えました。", func(s claim) bool { return s.way() == 1 && s.now() && (!s.worse || s.otherwise) }},
	{"It fell to {a}.", "{a}に減りました。", func(s claim) bool { return s.way() == -1 && s.now() && (!s.worse || s.otherwise) }},
	{"It rose to {a}, which is worse than the baseline.", "{a}に増え、基準値より悪くなりました。", func(s claim) bool { return s.way() == 1 && s.now() && s.worse && !s.otherwise }},
	{"It fell to {a}, which is worse than the baseline.", "{a}に減り、基準値より悪くなりました。", func(s claim) bool { return s.way() == -1 && s.now() && s.worse && !s.otherwise }},
	{"It rose from {b} to {a}.", "{b}から{a}に増えました。", func(s claim) bool {
		return s.way() == 1 && s.base() && s.now() && (!s.worse || s.otherwise)
	}},
	{"It rose from {b} to {a}, which is worse than the baseline.", "{b}から{a}に増え、基準値より悪くなりました。", func(s claim) bool { return s.way() == 1 && s.base() && s.now() && s.worse && !s.otherwise }},
	{"It fell from {b} to {a}.", "{b}から{a}に減りました。", func(s claim) bool {
		return s.way() == -1 && s.base() && s.now() && (!s.worse || s.otherwise)
	}},
	{"It fell from {b} to {a}, which is worse than the baseline.", "{b}から{a}に減り、基準値より悪くなりました。", func(s claim) bool { return s.way() == -1 && s.base() && s.now() && s.worse && !s.otherwise }},
	{"It stayed at {a}.", "{a}で変わりませんでした。", func(s claim) bool { return s.way() == 0 && s.now() && !s.returned() }},
	{"It was {a}, the same as the baseline.", "{a}で、基準値と同じでした。", func(s claim) bool { return s.way() == 0 && s.now() && s.returned() }},
	{"It moved up to {a}.", "{a}に上がりました。", func(s claim) bool { return s.measured == "rank" && s.way() == -1 && s.now() }},
	{"It moved down to {a}.", "{a}に下がりました。", func(s claim) bool { return s.measured == "rank" && s.way() == 1 && s.now() }},
	{"It moved up from {b} to {a}.", "{b}から{a}に上がりました。", func(s claim) bool { return s.measured == "rank" && s.way() == -1 && s.base() && s.now() }},
	{"It moved down from {b} to {a}.", "{b}から{a}に下がりました。", func(s claim) bool { return s.measured == "rank" && s.way() == 1 && s.base() && s.now() }},
	{"The plan was not to let it get worse.", "悪くしないのが目標でした。", func(s claim) bool { return s.form == wantKeep }},
	{"The plan was not to let it get worse than {b}.", "{b}より悪くしないのが目標でした。", func(s claim) bool { return s.form == wantKeep && s.base() }},
	{"The result was {a}.", "実績は{a}でした。", func(s claim) bool { return s.now() && !s.provisional }},
	{"So far it is {a} (provisional).", "今のところ{a}です（暫定値）。", func(s claim) bool { return s.provisional && s.now() }},
	{"It was {a} this year and {s} in all so far.", "この年度は{a}、これまでの合計は{s}です。", func(s claim) bool {
		return s.form == wantTotal && s.now() && s.truth.sum != nil && rat(plainNumber(s.at["s"])).Cmp(s.truth.sum) == 0 && !s.provisional
	}},
	{"There is no actual figure yet.", "実績値はまだありません。", func(s claim) bool { return s.actual == "" && s.absent == "" }},
	{"There is no actual figure (not measured).", "実績値はありません（測定なし）。", func(s claim) bool { return s.absent == "not-measured" }},
	{"There is no actual figure (lost in the source).", "実績値はありません（資料で欠落）。", func(s claim) bool { return s.absent == "lost-in-source" }},
	{"There is no actual figure (not stated).", "実績値はありません（記載なし）。", func(s claim) bool { return s.absent == "not-stated" }},
	{"There is no actual figure (does not apply).", "実績値はありません（対象外）。", func(s claim) bool { return s.absent == "not-applicable" }},
	{"There is no actual figure (withheld).", "実績値はありません（秘匿）。", func(s claim) bool { return s.absent == "withheld" }},
	{"It was done in an earlier year.", "前の年度までに実施済みです。", func(s claim) bool { return s.doneBefore() > 0 }},
	{"It was done in FY{y}.", "令和{y}年度に実施済みです。", func(s claim) bool { return s.inYear("y", s.doneBefore()) && s.doneBefore() > 0 }},
	{"There is no actual figure (below the detection limit).", "実績値はありません（検出下限値未満）。", func(s claim) bool { return s.absent == "below-detection-limit" }},
	{"The outcome was “Adopted”.", "結果は「策定済み」でした。", func(s claim) bool { return s.actual == "done" }},
	{"The outcome was “Not adopted”.", "結果は「未策定」でした。", func(s claim) bool { return s.actual == "not" && (s.baseline != "not" || s.returned()) }},
	{"It is still “Not adopted”.", "「未策定」のままでした。", func(s claim) bool { return s.actual == "not" && s.baseline == "not" && !s.returned() }},
	{"So far it is “Adopted” (provisional).", "今のところ「策定済み」です（暫定値）。", func(s claim) bool { return s.actual == "done" && s.provisional }},
	{"So far it is “Not adopted” (provisional).", "今のところ「未策定」です（暫定値）。", func(s claim) bool { return s.actual == "not" && s.provisional }},

	// Whether that meets the target.
	{"The target was met.", "目標を達成しました。", func(s claim) bool { return s.met && !s.provisional }},
	{"The target was not met.", "目標を達成できませんでした。", func(s claim) bool { return s.missed && !s.provisional }},
	{"This is outside the target range.", "目標の範囲の外です。", func(s claim) bool { return s.form == wantRange && s.missed }},
	{"Neither more nor less is better, so it is not judged.", "増えるのと減るのと、どちらがよいとも決まっていないため、判定しません。", func(s claim) bool { return s.neutral && !s.graded() }},
	{"The city does not judge it.", "市はこの指標を判定しません。", func(s claim) bool { return s.unjudged && !s.graded() }},
	{"The city did not assess it this year.", "この年度は市が評価していません。", func(s claim) bool { return s.unassessed() }},
	{"The target is for FY{y}, so it is not judged yet.", "令和{y}年度の目標のため、まだ判定しません。", func(s claim) bool {
		return s.due() && s.year < s.facts.due && !s.met && s.band == "not-judged" && (s.actual != "" || s.truth.sum != nil)
	}},
	{"The value of a year that the total needs is not here, so it cannot be judged.", "合計に要る年度の値がここにないため、判定できません。", func(s claim) bool { return s.form == wantTotal && s.actual != "" && s.truth.sum == nil }},

	{"The total ended with FY{y}, so this value is not judged.", "目標の合計は令和{y}年度までのため、この年度の値では判定しません。", func(s claim) bool { return s.over() && s.due() && s.band == "not-judged" }},

	// Why there is no figure.
	{"There is no target.", "目標値がありません。", claim.goalless},
	{"With values below {n} a division says nothing about the achievement.", "{n}より小さい値を含むため、割り算では達成度を表せません。", func(s claim) bool {
		return strings.HasPrefix(s.target, "-") || strings.HasPrefix(s.actual, "-") || s.truth.sum != nil && s.truth.sum.Sign() < 0
	}},
	{"By this rule the rate would contradict the target itself, so none is shown.", "この計算式では、目標に届いたかどうかと合わない率になるため、達成度は示しません。", func(s claim) bool { return s.rate == nil && (s.met || s.missed) }},
	{"The target is a bound not to be crossed.", "目標値は守るべき下限か上限で、変化を計画したものではないため、計画した変化に対する割合はありません。", func(s claim) bool {
		return s.lowers() && s.toward() == 1 || s.direction == "increase" && s.toward() == -1
	}},
	{"It plans no change to take a share of.", "", func(s claim) bool { return s.share == nil }},
	{"The planned change is less than ten steps of the last digit of the values.", "計画した変化が小さく（値のいちばん下の位で{n}未満）、割合にすると、丸めのわずかな差で大きく変わるため、示しません。", func(s claim) bool { return s.share == nil && s.toward() != 0 }},
	{"A share of it would depend on their rounding, so none is shown.", "", func(s claim) bool { return s.share == nil }},
	{"This indicator has no rate.", "この指標には、達成度（率）がありません。", func(s claim) bool {
		return s.town.rule == "none" || s.doubt || s.unassessed() || s.unjudged && s.graded()
	}},
	{"This cannot be calculated.", "計算できません。", func(s claim) bool { return s.unjudged && s.graded() }},
	{"Places in a ranking cannot be divided.", "順位は割り算できません。", func(s claim) bool { return s.measured == "rank" }},
	{"The target is a direction without a number.", "目標は向きだけで、数がありません。", func(s claim) bool {
		return s.form == wantRaise || s.form == wantLower || s.form == wantKeep
	}},
	{"The target is a total over several years, so it is not compared with a baseline.", "数年の合計で見る目標のため、基準値とは比べません。", func(s claim) bool { return s.form == wantTotal }},
	{"The value of a year that the total needs is not here, so nothing is calculated.", "合計に要る年度の値がここにないため、計算しません。", func(s claim) bool { return s.form == wantTotal && s.actual != "" && s.truth.sum == nil }},
	{"The target was a total, and its years are over, so nothing is calculated.", "目標は合計で、その期間がすでに終わっているため、計算しません。", func(s claim) bool { return s.over() }},
	{"The year of the target has not come yet.", "目標の年度がまだ来ていません。", func(s claim) bool { return s.year < s.facts.due && !s.met }},
	{"Neither more nor less is better for this indicator.", "増えるのと減るのと、どちらがよいとも決まっていない指標です。", func(s claim) bool { return s.neutral || s.doubt && s.direction == "maintain" }},
	{"The city does not judge this indicator.", "市が判定しない指標です。", func(s claim) bool { return s.unjudged && !s.graded() }},
	{"The bands' conditions need a number that is not there: a value is missing, or the target is a range, a direction or words.", "区分の条件に要る値がないため、区分は決まりません。", func(s claim) bool { return s.town.own != nil && (s.band == "no-band" || s.band == "not-judged") }},
	{"So no band can be given.", "", func(s claim) bool { return s.town.own != nil && (s.band == "no-band" || s.band == "not-judged") }},
	{"No grade of the city is stated.", "市の評価の記載がありません。", func(s claim) bool {
		return s.town.grades.judges && s.grade == "" && (s.band == "no-band" || s.band == "not-judged")
	}},
	{"The value was not measured, so nothing can be calculated.", "値が測定されていないため、計算できません。", func(s claim) bool { return s.lacks("not-measured") }},
	{"The value is lost in the source, so nothing can be calculated.", "値が資料で欠けているため、計算できません。", func(s claim) bool { return s.lacks("lost-in-source") }},
	{"The value is not stated, so nothing can be calculated.", "値の記載がないため、計算できません。", func(s claim) bool { return s.lacks("not-stated") }},
	{"This does not apply, so nothing is calculated.", "対象外のため、計算しません。", func(s claim) bool { return s.lacks("not-applicable") }},
	{"The value was withheld, so nothing can be calculated.", "値は秘匿されているため、計算できません。", func(s claim) bool { return s.lacks("withheld") }},
	{"The value was below the detection limit, so nothing can be calculated.", "値が検出できる下限に届かなかったため、計算できません。", func(s claim) bool { return s.lacks("below-detection-limit") }},
	{"Where the actual is {n}, no rate is calculated.", "実績値が{n}のときは、達成度の率を計算しない決まりです。", func(s claim) bool { return s.is("n", "0") && rat(s.actual).Sign() == 0 }},
	{"The target is {n}, so there is no rate.", "目標値が{n}のため、率を計算できません。", func(s claim) bool { return s.is("n", "0") && rat(s.target).Sign() == 0 }},
	{"The rule would divide by {n}.", "計算式が{n}での割り算になります。", func(s claim) bool {
		return s.is("n", "0") && s.town.ruleOf(s.facts) == "capped" && s.lowers() && s.toward() == 0 || s.is("n", "0") && rat(s.target).Sign() == 0
	}},
	{"The actual is outside the target range.", "目標の範囲の外です。", func(s claim) bool { return s.outside() || s.missed && s.direction == "maintain" }},
	{"A range has no rate outside itself.", "範囲の目標には、外れたときの率がありません。", claim.outside},
	{"The value was to be kept and was not.", "保つはずの値を保てませんでした。", func(s claim) bool {
		return (s.missed || s.unjudged && rat(s.actual).Cmp(rat(s.target)) != 0) && (s.toward() == 0 || s.direction == "maintain")
	}},
	{"There is no rate for a target of this kind.", "保つ目標には、外れたときの率がありません。", func(s claim) bool { return s.rate == nil }},
	{"The target equals the baseline, so no change was planned to take a share of.", "目標値が基準値と同じで、計画した変化がないため、計算できません。", func(s claim) bool { return s.toward() == 0 }},
	{"There is no baseline to compare with.", "基準値がないため、比べられません。", func(s claim) bool { return s.baseline == "" }},
	{"There is no actual figure yet.", "まだ実績値がありません。", func(s claim) bool { return s.actual == "" && s.absent == "" }},
	{"The actual is not final.", "実績値が確定していません。", func(s claim) bool { return s.provisional }},
	{"It is not measured in numbers, so there is no difference or share.", "数で測らないため、差や割合はありません。", func(s claim) bool { return s.measured == "done" }},
	{"The target is a range, so no share of a planned change is calculated.", "目標が範囲なので、計画した変化の割合は計算しません。", func(s claim) bool { return s.form == wantRange }},
	{"The way of measuring changed, so the values cannot simply be compared.", "測り方が変わったため、単純に比べられません。", func(s claim) bool { return s.otherwise }},
	{"No figure published by the city is stated.", "市の公表値の記載はありません。", func(s claim) bool { return s.facts.printed == "" }},

	// The three lenses, and what is said of them together.
	{"Better than the baseline", "基準値よりよい", func(s claim) bool { return s.better && !s.otherwise }},
	{"Nearer to the value to be kept", "保つ値に近づいた", func(s claim) bool { return s.nearer && !s.otherwise }},
	{"Further from the value to be kept", "保つ値から離れた", func(s claim) bool { return s.further && !s.otherwise }},
	{"Same as the baseline", "基準値と同じ", func(s claim) bool { return s.same && !s.otherwise && !s.shifted() }},
	{"Both within the target range", "どちらも目標の範囲の中", func(s claim) bool { return s.shifted() && s.met && !s.otherwise }},
	{"As far off the target as before", "目標との差は変わらない", func(s claim) bool { return s.shifted() && !s.met && !s.otherwise }},
	{"Worse than the baseline", "基準値より悪い", func(s claim) bool { return s.worse && !s.otherwise }},
	{"All of the planned change", "計画した変化を果たした", func(s claim) bool { return s.share != nil && s.share.Cmp(full) >= 0 && !s.missed }},
	{"Exactly at the value that the target is to go beyond", "計画した値ちょうど。", func(s claim) bool { return s.share != nil && s.share.Cmp(full) == 0 && s.missed }},
	{"", "目標はそれを超えること（または下回ること）", func(s claim) bool { return s.form == wantAbove || s.form == wantBelow }},
	{"Part of the planned change", "計画した変化の途中", func(s claim) bool { return s.share != nil && s.share.Sign() > 0 && s.share.Cmp(full) < 0 }},
	{"Further than planned", "計画より行き過ぎ", func(s claim) bool {
		return s.share != nil && s.share.Cmp(full) > 0 && (s.missed || s.unassessed() && s.direction == "maintain")
	}},
	{"No movement", "動きなし", func(s claim) bool { return s.share != nil && s.share.Sign() == 0 && !s.returned() }},
	{"Against the planned direction", "計画と逆の方向", func(s claim) bool {
		return s.share != nil && s.share.Sign() < 0 && (s.worse || s.further || s.doubt && s.direction == "maintain")
	}},
	{"All three point the same way.", "三つの見方は、同じ向きを示しています。", func(s claim) bool {
		return s.rate != nil && s.share != nil && !s.otherwise && !s.worse && !s.same
	}},
	{"There is no baseline, so only the achievement against the target can be shown.", "基準値がないため、目標に対する達成度だけで見ます。", func(s claim) bool { return s.baseline == "" && s.rate != nil }},
	{"The three do not agree.", "見方によって結果が分かれます。", func(s claim) bool { return s.rate != nil && (s.worse || s.same) && !s.otherwise }},
	{"The achievement of {r}% alone does not show that the value became worse than the baseline.", "達成度{r}%だけでは、基準値より悪くなったことは分かりません。", func(s claim) bool { return s.shown("r") && s.worse }},
	{"The achievement is {r}%, but nothing moved from the baseline.", "達成度は{r}%ですが、基準値から動いていません。", func(s claim) bool { return s.shown("r") && s.same && !s.returned() }},
	{"The achievement is {r}%, but the value is back at the baseline.", "達成度は{r}%ですが、基準値と同じところに戻っています。", func(s claim) bool { return s.shown("r") && s.returned() }},
	{"The three give different impressions.", "見方によって印象が変わります。", func(s claim) bool { return s.rate != nil && s.share != nil && s.better }},
	{"The achievement is {r}%, but {q}% of the planned change was reached.", "達成度は{r}%ですが、計画した変化のうち進んだのは{q}%です。", func(s claim) bool { return s.shown("r") && s.percent("q", s.share) && s.share.Cmp(full) < 0 }},
	{"There is no actual figure yet, so none of the three can be shown.", "まだ実績値がないため、どの見方でも比べられません。", func(s claim) bool { return s.actual == "" && s.absent == "" }},
	{"Not all three can be calculated here; each says why.", "計算できない見方があります。", func(s claim) bool { return s.rate == nil || s.share == nil || s.baseline == "" }},
	{"", "理由はそれぞれに示します。", func(s claim) bool { return s.rate == nil || s.share == nil || s.baseline == "" }},
	{"All three show that the value is worse than the baseline.", "どの見方でも、基準値より悪くなっています。", func(s claim) bool { return s.worse && s.rate != nil && s.rate.Sign() < 0 }},
	{"The actual is worse than the baseline.", "実績値は基準値より悪い値です。", func(s claim) bool { return s.worse }},
	{"It was measured in another way, though, so the two cannot simply be compared; the achievement of {r}% alone shows neither.", "ただし測り方が違うため、単純に比べられません。", func(s claim) bool { return s.otherwise }},
	{"", "達成度{r}%だけでは、どちらも分かりません。", func(s claim) bool { return s.shown("r") }},
	{"The achievement is {r}%, but {q}% of the planned change was reached: the planned change was small.", "達成度は{r}%ですが、計画した変化に対しては{q}%です。", func(s claim) bool {
		return s.shown("r") && s.percent("q", s.share) && s.share.Cmp(s.rate) > 0
	}},
	{"", "計画した変化が小さい指標です。", func(s claim) bool { return s.share != nil }},
	{"It cannot simply be compared with the baseline, so only the achievement against the target is shown.", "基準値とは単純に比べられないため、目標に対する達成度だけで見ます。", func(s claim) bool { return s.otherwise && !s.town.startsFromBaseline(s.facts) }},
	{"The achievement of {r}% is reckoned from the baseline, with which the actual cannot simply be compared.", "達成度{r}%は基準値から計算した数ですが、その基準値と実績値は単純に比べられません。", func(s claim) bool {
		return s.otherwise && s.shown("r") && s.town.startsFromBaseline(s.facts)
	}},
	{"The achievement is {r}%, but the target is to go beyond that value.", "達成度は{r}%ですが、目標はその値を超える（または下回る）ことです。", func(s claim) bool {
		return s.shown("r") && s.missed && (s.form == wantAbove || s.form == wantBelow)
	}},
	{"The achievement is {r}%, but the actual does not meet the target: the rule does not fit this target.", "達成度は{r}%ですが、実績値は目標を満たしていません。", func(s claim) bool {
		return s.shown("r") && s.missed && s.rate.Cmp(full) >= 0
	}},
	{"The achievement is {r}%, but the actual meets the target: the rule does not fit this target.", "達成度は{r}%ですが、実績値は目標を満たしています。", func(s claim) bool {
		return s.shown("r") && s.met && s.rate.Cmp(full) < 0
	}},
	{"", "この目標には合わない計算式です。", func(s claim) bool { return s.rate != nil && s.met == (s.rate.Cmp(full) < 0) }},
	{"The achievement of {r}% is reckoned from the baseline, with which the actual cannot simply be compared.", "達成度{r}%は基準値から計算した数ですが、その基準値と実績値は単純に比べられません。", func(s claim) bool {
		rule := s.town.ruleOf(s.facts)
		return s.shown("r") && s.otherwise && (rule == "from-baseline" || rule == "capped" && s.lowers())
	}},
	{"There is no target to measure it against.", "目標値がないため、目標に対しては見られません。", claim.goalless},
	{"This indicator is not judged; its figures are stated.", "判定しない指標のため、値だけを示します。", func(s claim) bool { return s.stated() }},
	{"Nothing moved from the baseline.", "基準値から動いていません。", func(s claim) bool { return s.same && !s.returned() }},
	{"It is back at the baseline.", "基準値と同じところに戻っています。", func(s claim) bool { return s.same && s.returned() }},

	// What beside the rate wants care.
	{"Worse than the baseline", "基準値より悪化", func(s claim) bool { return s.worse }},
	{"Compare with care", "比較に注意", func(s claim) bool { return s.otherwise }},
	{"Counted another way", "数え方が変わった", func(s claim) bool { return s.otherwise }},
	{"Provisional", "暫定値", func(s claim) bool { return s.provisional }},
	{"Staying at the baseline would have given {r}%.", "基準値のままなら、達成度は{r}%でした。", func(s claim) bool {
		stayed := *s.facts
		stayed.actual, stayed.before = stayed.baseline, nil
		base, goal := rat(s.baseline), rat(s.target)
		return base != nil && goal != nil && s.percent("r", s.town.byRule(&stayed, base, goal, base))
	}},
}

// sentenceForm is a sentence of a language with the letters of its numbers, in their order.
type sentenceForm struct {
	letters string
	of      *sentence
}

// patterns are the sentences of each language by their words, with # for each number.
var patterns = func() map[string]map[string][]sentenceForm {
	list := map[string]map[string][]sentenceForm{"en": {}, "ja": {}}
	for _, one := range slices.Concat(sentences, partSentences(), planSentences()) {
		for tag, text := range map[string]string{"en": one.en, "ja": one.ja} {
			p := sentenceForm{of: &one}
			for _, found := range letter.FindAllStringSubmatch(text, -1) {
				p.letters += found[1]
			}
			key := letter.ReplaceAllString(text, "#")
			list[tag][key] = append(list[tag][key], p)
		}
	}
	return list
}()

var (
	letter    = regexp.MustCompile(`\{([a-z])\}`)
	numbersIn = regexp.MustCompile(`([−-]?\d+(?:,\d{3})*(?:\.\d+)?)(?:st|nd|rd|th|位)?`)
)

// candidates are the sentences that a text can be, with its numbers.
func candidates(tag, text string) (list []sentenceForm, values []string) {
	for _, found := range numbersIn.FindAllStringSubmatch(text, -1) {
		values = append(values, found[1])
	}
	return patterns[tag][numbersIn.ReplaceAllString(text, "#")], values
}

// plainNumber is a number of a page in the plain form.
func plainNumber(s string) string {
	return strings.TrimSuffix(strings.NewReplacer("−", "-", ",", "", "＋", "", "+", "").Replace(s), ".")
}

// sentencesOf takes a text apart at its full stops.
func sentencesOf(tag, text string) []string {
	end := ". "
	if tag == "ja" {
		end = "。"
		text = strings.ReplaceAll(text, "。 ", "。")
	}
	var list []string
	for _, s := range strings.SplitAfter(strings.TrimSpace(text), end) {
		if s = strings.TrimSpace(s); s != "" {
			list = append(list, s)
		}
	}
	return list
}

// writes reports whether a text is a rate rounded once by the town's rounding, and
// on the same side of 100 and 80 as the rate itself.
func (t *randomTown) writes(f *facts, text string, x *big.Rat) bool {
	shown := rat(text)
	if shown == nil {
		return false
	}
	for _, bound := range []*big.Rat{full, eighty} {
		if (shown.Cmp(bound) >= 0) != (x.Cmp(bound) >= 0) && !t.ownBands() {
			return false
		}
	}
	step := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(placesOf(text))), nil))
	apart := minus(shown, x)
	size, half := new(big.Rat).Abs(apart), new(big.Rat).Quo(step, big.NewRat(2, 1))
	outward := apart.Sign() == x.Sign() || apart.Sign() == 0 // away from zero
	switch t.roundingOf(f) {
	case "down":
		return size.Cmp(step) < 0 && (!outward || apart.Sign() == 0)
	case "up":
		return size.Cmp(step) < 0 && outward
	}
	return size.Cmp(half) <= 0
}
