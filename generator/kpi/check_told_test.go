package kpi

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
)

// printedAs puts what is printed of an actual, in a unit.
func printedAs(text, unit string) func(*City, *Record) {
	return func(_ *City, r *Record) {
		r.Actual.Printed = text
		r.Indicator.Unit = lang.Plain("ja", unit)
	}
}

// targetAs puts what is printed of a target.
func targetAs(text string) func(*City, *Record) {
	return func(_ *City, r *Record) { r.Target.Printed = text }
}

// TestCheckTells has what is told of a record with the numbers that it is told with.
// The facts are written like those of testdata/achievement.txt.
func TestCheckTells(t *testing.T) {
	aim := func(aim Aim, ja, en string) Figure {
		return Figure{Kind: Aimed, Aim: aim, Words: lang.Text{"ja": ja, "en": en}}
	}
	for _, c := range []struct {
		facts string
		more  func(*City, *Record)
		want  string
	}{
		// Conditions: none holds, two hold, and a value that is not there.
		{"ratio increase 10 20 7 - bands=fifth", func(c *City, _ *Record) { c.Bands = c.Bands[:1] }, "K315 actual values=target = 20, actual = 7, year = 2, years = 5"},
		{"ratio increase 10 20 25 - bands=marks", func(c *City, _ *Record) { c.Bands = append(c.Bands, c.Bands[0]) }, "K315 actual bands=above, above hint=two message=two values=baseline = 10, target = 20, actual = 25"},
		{"ratio increase 0 3 1 - bands=twice", func(c *City, _ *Record) { c.Bands = c.Bands[:2] }, "K315 actual values=rate = 33.333…"},
		{"ratio increase - 20 15 - bands=marks", nil, ""},
		{"ratio increase 80 90 88 - bands=amber", nil, "K319 actual hint=tolerance message=tolerance"},
		{"ratio increase 80 90 - - bands=amber", nil, ""},
		{"ratio increase 80 80..90 85 - bands=amber", nil, "K319 target bound=80 hint=range message=range said=80～90"},
		{"ratio increase 80 80..90 85 - bands=amber", func(c *City, _ *Record) { c.Bands = c.Bands[:2] }, "K319 target hint=inside message=range"},
		{"ratio decrease 95 80..90 93 - bands=amber", func(_ *City, r *Record) { r.Target.Printed = "90台" }, "K319 target bound=90 hint=range message=range said=90台"},
		{"ratio maintain 85 80..90 93 - bands=amber", nil, "K319 target hint=kept message=range"},
		{"ratio increase 80 80..90 - - bands=amber", nil, ""},
		{"ratio increase 0 0 6 - bands=twice", nil, "K319 actual hint=rate message=rate"},
		{"ratio increase 50 100 80 - bands=lights", nil, "K319 actual hint=previous message=previous year=FY2021"},
		{"ratio increase 50 100 80 - bands=lights history=FY2021:85", nil, ""},
		{"ratio increase 50 100 95 - bands=lights", nil, ""},
		// A value and what is printed of it.
		{"ratio increase 80 90 88 -", printedAs("86", "%"), "K331 actual key=actual number=86 text=86 value=88"},
		{"ratio increase 80 90 88 -", printedAs("≥ 89 %", "%"), "K331 actual key=actual number=89 text=≥ 89 % value=88"},
		{"ratio increase 80 90 88 -", printedAs("88.0%", "%"), ""},
		{"ratio increase 80 90 88 -", printedAs("about 86", "%"), ""},
		{"ratio increase 80 90 88 -", printedAs("88\n86", "%"), ""},
		{"ratio increase 80 90 88 -", printedAs("約86%以上\n", "%"), "K331 actual key=actual number=86 text=約86%以上\n value=88"},
		{"ratio increase 80 90 11.96 -", printedAs("12.0", "days"), ""},
		{"ratio increase 80 90 11.96 -", printedAs("11.9", "days"), ""},
		{"ratio increase 80 90 11.96 -", printedAs("11.8", "days"), "K331 actual key=actual number=11.8 text=11.8 value=11.96"},
		{"ratio increase 80 90 11.96 -", printedAs("-12.0", "days"), "K331 actual key=actual number=-12.0 text=-12.0 value=11.96"},
		{"ratio increase 80 90 5.3 -", printedAs("5:30", "分"), "K331 actual hint=clock key=actual message=clock number=330 text=5:30 value=5.3"},
		{"ratio increase 80 90 5.5 -", printedAs("5:30", "分"), ""},
		{"ratio increase 80 90 330 -", printedAs("≤ 5:30", "秒"), ""},
		{"ratio increase 80 90 20 -", printedAs("1:20", "pupils per teacher"), ""},
		{"ratio increase 80 90 5 -", printedAs("1:05", "pupils per teacher"), ""},
		{"ratio increase 80 90 20 -", printedAs("1:20", "分"), "K331 actual hint=clock key=actual message=clock number=80 text=1:20 value=20"},
		{"ratio increase 80 90 7.5 -", printedAs("2:15", "pupils per teacher"), ""},
		{"ratio increase 80 90 5 -", printedAs("5:30", "分"), "K331 actual hint=clock key=actual message=clock number=330 text=5:30 value=5"},
		{"ratio increase 80 90 5.5 -", printedAs("5:30", "minutes:seconds"), "K331 baseline hint=unit key=baseline message=unit unit=minutes:seconds value=80"},
		{"ratio increase 80 90 12345 -", func(c *City, r *Record) {
			printedAs("12.345 Tsd. €", "Tsd. €")(c, r)
			c.Languages = []string{"de"}
		}, ""},
		{"ratio increase 80 90 12.345 -", func(c *City, r *Record) {
			printedAs("12.345", "€")(c, r)
			c.Languages = []string{"de"}
		}, "K331 actual key=actual number=12345 text=12.345 value=12.345"},
		{"ratio increase 80 90 93 -", printedAs("1時間23分", "分"), "K331 actual hint=clock key=actual message=clock number=83 text=1時間23分 value=93"},
		{"ratio increase 80 90 83 -", printedAs("約１時間２３分", "分"), ""},
		{"ratio increase 1 2 1.5 -", printedAs("1時間30分", "時間"), ""},
		{"ratio increase 80 90 330 -", printedAs("5分30秒以内", "秒"), ""},
		{"ratio increase 80 90 320 -", printedAs("5分30秒", "秒"), "K331 actual hint=clock key=actual message=clock number=330 text=5分30秒 value=320"},
		// A bound and what is printed of it: whether the value itself is enough, and which way is better.
		{"ratio increase 50 80 80 -", targetAs("80％超"), "K331 target bound=above = 80 hint=bound message=strict text=80％超 value=80"},
		{"ratio increase 50 80 80 -", targetAs("全国平均を上回る"), "K331 target bound=above = 80 hint=bound message=strict text=全国平均を上回る value=80"},
		{"ratio decrease 50 20 20 -", targetAs("20件未満（毎年度）"), "K331 target bound=below = 20 hint=bound message=strict text=20件未満（毎年度） value=20"},
		{"ratio decrease 50 20 20 -", targetAs("fewer than 20 cases"), "K331 target bound=below = 20 hint=bound message=strict text=fewer than 20 cases value=20"},
		{"ratio decrease 50 20 20 -", targetAs("menos de 20 casos"), "K331 target bound=below = 20 hint=bound message=strict text=menos de 20 casos value=20"},
		{"ratio decrease 50 20 20 -", targetAs("Менее 20"), "K331 target bound=below = 20 hint=bound message=strict text=Менее 20 value=20"},
		{"ratio decrease 50 20 20 -", targetAs("20건 미만"), "K331 target bound=below = 20 hint=bound message=strict text=20건 미만 value=20"},
		{"ratio increase 50 80 80 -", targetAs("über 80 %"), "K331 target bound=above = 80 hint=bound message=strict text=über 80 % value=80"},
		{"ratio increase 50 >80 80 -", targetAs("al menos 80"), "K331 target bound=value = 80 hint=bound message=enough text=al menos 80 value=80"},
		{"ratio decrease 50 20 20 -", targetAs("20 ou moins"), ""},
		{"ratio increase 50 80 80 -", targetAs("Over the city's mean (80)"), ""},
		{"ratio increase 50 >80 80 -", targetAs("前年度以上を維持"), "K331 target bound=value = 80 hint=bound message=enough text=前年度以上を維持 value=80"},
		{"ratio decrease 50 <20 20 -", targetAs("20人以内"), "K331 target bound=value = 20 hint=bound message=enough text=20人以内 value=20"},
		{"ratio decrease 50 <20 20 -", targetAs("≤ 20"), "K331 target bound=value = 20 hint=bound message=enough text=≤ 20 value=20"},
		{"ratio increase 50 80 80 -", targetAs("80以下"), "K331 target direction=increase hint=way message=way right=decrease text=80以下"},
		{"ratio decrease 50 20 20 -", targetAs("20以上"), "K331 target direction=decrease hint=way message=way right=increase text=20以上"},
		{"ratio maintain 80 80 81 -", targetAs("80％以上"), "K331 target direction=maintain hint=way message=way right=increase text=80％以上"},
		{"ratio maintain 80 80 80 -", targetAs("80未満"), "K331 target bound=below = 80 hint=bound message=strict text=80未満 value=80"},
		{"ratio increase 50 80 80 -", targetAs("80以上（65歳未満）"), ""},
		{"ratio increase 50 80 80 -", targetAs("65歳以上の80％"), ""},
		{"ratio increase 50 >80 80 -", targetAs("80超"), ""},
		{"ratio decrease 50 20 20 -", targetAs("20以下"), ""},
		{"ratio decrease 50 30 20 - rank", targetAs("30位以内"), ""},
		{"ratio decrease 50 30 20 - rank", targetAs("30位以上"), ""}, // the 30th or better
		{"ratio increase 50 30 20 - rank", targetAs("30位以内"), ""},
		{"ratio decrease 0 -10 -12 -", targetAs("▲10％以上"), ""}, // a fall of 10 or more
		{"ratio decrease 0 -10 -12 -", targetAs("削減率10％以上"), ""},
		{"ratio decrease 0 -10 -12 -", targetAs("a reduction of 10 % or more"), ""},
		{"ratio maintain 0 0 20 -", targetAs("±5％以内"), ""},
		{"ratio neutral 50 80 80 -", targetAs("80以下"), ""},
		{"ratio increase 50 80 80 -", func(c *City, r *Record) {
			targetAs("80超")(c, r)
			r.Notes = []lang.Text{lang.Plain("ja", "資料のとおり。")}
		}, ""},
		{"ratio increase 50 raise 50 -", func(c *City, r *Record) { c.Languages, r.Target = []string{"ja"}, aim(AimRaise, "現状以上", "") }, `K331 target bound=aim = "keep" hint=aim message=enough text=現状以上 value=50`},
		{"ratio decrease 50 keep 50 -", func(c *City, r *Record) {
			c.Languages, r.Target = []string{"ja"}, aim(AimKeep, "基準値を下回る", "")
		}, `K331 target bound=aim = "lower" hint=aim message=strict text=基準値を下回る value=50`},
		{"ratio increase 50 raise 50 -", func(_ *City, r *Record) { r.Target = aim(AimRaise, "現状より増やす", "") }, ""},
		{"ratio increase 50 keep 50 -", func(c *City, r *Record) { c.Languages, r.Target = []string{"ja"}, aim(AimKeep, "現状以上", "") }, ""},
		{"ratio increase 50 raise 60 -", func(c *City, r *Record) { c.Languages, r.Target = []string{"ja"}, aim(AimRaise, "50％以上増", "") }, "K320 target hint=amount message=amount said=50％以上増"},
		{"ratio increase 50 raise 60 -", func(_ *City, r *Record) { r.Target = aim(AimRaise, "令和7年度までに増加", "") }, ""},
		// Conditions that count as met what the target does not.
		{"ratio decrease 20 <10 10 - bands=sabc", nil, "K321 target bound=10 said=… values=baseline = 20, target = 10, actual = 10"},
		{"ratio increase 10 >20 20 - bands=rate", func(_ *City, r *Record) { r.Target.Printed = "20超" }, "K321 target bound=20 said=20超 values=rate = 100"},
		{"ratio decrease 20 lower 20 - bands=since", nil, "K321 target bound=20 hint=aim message=aim said=… values=baseline = 20, actual = 20"},
		{"ratio maintain 4 4 5 - bands=sabc", nil, "K321 target bound=4 hint=more message=keep values=baseline = 4, target = 4, actual = 5"},
		{"ratio maintain 4 4 3 - bands=capped", nil, "K321 target bound=4 hint=less message=keep values=target = 4, actual = 3"},
		{"ratio decrease 20 <10 9 - bands=sabc", nil, ""},
		{"ratio increase 10 >20 20 - bands=twice", nil, ""},
		// What the city says of the target itself, and its figures do not.
		{"ratio increase 10 20 19 -", graded("A", "達成", "Met"), "K323 grade actual=19 message=missed target=20 verdict=A 達成"},
		{"ratio increase 10 >20 20 -", graded("◎", "目標値を達成した。", ""), "K323 grade actual=20 message=missed target=above = 20 verdict=◎ 目標値を達成した。"},
		{"ratio increase 10 20 21 -", graded("未達成", "", ""), "K323 grade actual=21 target=20 verdict=未達成"},
		{"ratio increase 10 20 21 -", graded("C", "達成できなかった", ""), "K323 grade actual=21 target=20 verdict=C 達成できなかった"},
		{"ratio increase 10 20 21 -", graded("Not met", "", ""), "K323 grade actual=21 target=20 verdict=Not met"},
		{"ratio increase - 1400 448 - total before=1007", graded("D：未達", "", ""), "K323 grade actual=1455 target=1400 verdict=D：未達"},
		{"ratio increase 10 20 21 -", graded("評価困難", "Could not be assessed", ""), "K323 grade actual=21 hint=ungraded message=ungraded target=20 verdict=評価困難"},
		{"ratio increase 10 20 19 -", graded("－", "–", "判定できない"), "K323 grade actual=19 hint=ungraded message=ungraded target=20 verdict=－"},
		{"ratio increase 10 20 - -", graded("評価困難", "Could not be assessed", ""), ""},
		{"ratio increase 10 20 19 -", graded("おおむね達成", "Nearly met", ""), ""},
		{"ratio increase 10 20 19 -", graded("A", "順調", "On target"), ""},
		{"ratio increase 10 20 21 -", graded("達成", "", ""), ""},
		{"ratio increase 10 20 - -", graded("達成", "", ""), ""},
		{"ratio increase 10 20 19 -", func(c *City, r *Record) {
			graded("達成", "", "")(c, r)
			r.Notes = []lang.Text{lang.Plain("ja", "端数は切り上げています。")}
		}, ""},
		{"ratio increase 10 20 15 - bands=marks", func(c *City, _ *Record) {
			c.Languages = []string{"ja"}
			for i := range c.Bands {
				c.Bands[i].Name = lang.Plain("ja", "達成")
			}
		}, "K323 actual actual=15 hint=band message=missed target=20 verdict=達成"},
		// A direction where a number is compared.
		{"ratio increase 10 raise 15 - bands=marks", nil, "K319 target bound=above = 10 hint=aim message=aim said=…"},
		{"ratio decrease 10 lower 15 - bands=marks", nil, "K319 target bound=below = 10 hint=aim message=aim said=…"},
		{"ratio increase 10 keep 15 - bands=marks", nil, "K319 target bound=value = 10 hint=keep message=aim said=…"},
		{"ratio increase - raise 15 - bands=marks", nil, "K319 target bound=above = 12 hint=aim message=aim said=…"},
		{"ratio increase 10 raise - - bands=marks", nil, ""},
		{"ratio increase 0 raise 15 - bands=twice", nil, ""},
		// What nobody can say to be met.
		{"ratio qualitative 未着手 検討 協議 -", nil, "K320 target hint=step message=step"},
		{"ratio qualitative 未着手 検討 検討 -", nil, ""},
		{"ratio qualitative done 縮小 done -", nil, "K320 target hint=undo message=undo"},
		{"ratio qualitative 継続 廃止 done -", nil, "K320 target hint=undo message=undo"},
		{"ratio qualitative 継続 done done -", nil, ""},
		{"ratio increase - 1400 448 - total", nil, "K320 actual hint=total message=total missing=FY2021"},
		{"ratio increase - 1400 448 - total before=1007", nil, ""},
		{"ratio increase 10 raise 15 - history=FY2021:12", func(_ *City, r *Record) { r.Target = aim(AimRaise, "前年度より増やす", "More than last year") }, "K320 target bound=above = 12 hint=previous message=previous said=…"},
		{"ratio increase 10 raise 15 - history=FY2021:12", func(_ *City, r *Record) { r.Target = aim(AimRaise, "増やす", "More than the Previous Year") }, "K320 target bound=above = 12 hint=previous message=previous said=…"},
		{"ratio increase 10 raise 15 - history=FY2021:12", func(_ *City, r *Record) { r.Target = aim(AimRaise, "増やす", "More") }, ""},
		{"ratio increase 10 raise 15 - history=FY2021:12", func(_ *City, r *Record) { r.Target = aim(AimRaise, "前年度以上", "") }, "K320 target bound=value = 12 hint=previous message=previous said=…"},
		{"ratio increase 10 raise 15 - history=FY2021:10", func(_ *City, r *Record) { r.Target = aim(AimRaise, "前年度より増やす", "") }, ""}, // the baseline is the year before
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "県平均以上", "Above the average of the prefecture")
		}, "K320 target bound=value = 12 hint=average message=average said=…"},
		{"ratio increase 10 raise 15 -", func(c *City, r *Record) {
			c.Languages, r.Target = []string{"fr", "en", "ja"}, aim(AimRaise, "県平均より高く", "Above the average")
		}, "K320 target bound=above = 12 hint=average message=average said=Above the average"},
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "平均寿命の増加分を上回る増加", "Growth beyond that of life expectancy")
		}, "K320 target bound=above = 12 hint=other message=other said=…"},
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "平均自立期間の延伸", "A longer average time without care")
		}, ""},
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "1日の平均歩数を増やす", "More steps on average days")
		}, ""},
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "現状を上回る", "More than at present")
		}, ""},
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "R2を上回る", "More than in 2020")
		}, ""},
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "これまでを上回る", "More than before")
		}, ""},
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "本市の平均寿命を延ばす", "A longer life")
		}, ""},
		{"ratio increase 10 raise 15 -", func(_ *City, r *Record) {
			r.Target = aim(AimRaise, "県平均正答率以上", "At least the rate of the prefecture")
		}, "K320 target bound=value = 12 hint=average message=average said=…"},
		{"ratio increase 10 20 15 -", func(_ *City, r *Record) { r.Target.Words = lang.Plain("ja", "前年度より増やす") }, ""},
		{"ratio increase 10 raise 15 - bands=marks history=FY2021:12", func(_ *City, r *Record) { r.Target = aim(AimRaise, "前年度より増やす", "") }, "K320 target bound=above = 12 hint=previous message=previous said=…"},
		// A whole and its parts: 3 + 4 is 7.
		{"ratio increase 0 10 7 -", breakdown(true, "3", "4"), ""},
		{"ratio increase 0 10 8 -", breakdown(true, "3", "4"), "K317 breakdown[0] actual=8 sum=7"},
		{"ratio increase 0 10 8 -", breakdown(false, "3", "4"), ""},
		{"ratio increase 0 10 8 -", breakdown(true, "3", "-"), ""},
		{"ratio increase 0 10 - -", breakdown(true, "3", "4"), ""},
		// Targets: absent, in the wrong order, not the plan's.
		{"ratio increase 10 20 15 -", func(_ *City, r *Record) { r.Target = Figure{} }, "K305 target hint=target key=target"},
		{"ratio increase 10 20 15 -", func(_ *City, r *Record) { r.Baseline = Figure{} }, "K305 baseline key=baseline"},
		{"ratio increase 10 20 15 - final=100 before=15", func(_ *City, r *Record) { r.Target = Figure{} }, "K305 target hint=target key=target"},
		{"ratio increase 10 unset 15 - final=100 before=15", func(_ *City, r *Record) { r.Target = Figure{} }, ""},
		{"ratio increase 10 50.. 55 -", nil, ""},
		{"ratio increase 10 ..60 55 -", nil, ""},
		{"ratio increase 10 55..55 55 -", nil, ""},
		{"ratio increase 10 done 15 -", nil, "K306 target key=target wanted=number"},
		{"ratio increase 10 検討 15 -", nil, ""},
		{"ratio increase 10 20 15 -", func(_ *City, r *Record) { r.Indicator.Targets = map[Year]Figure{2022: workedFigure("25")} }, "K312 target planned=25 target=20"},
		{"ratio increase 10 20 15 - total before=1", func(_ *City, r *Record) { r.Indicator.Targets = map[Year]Figure{2022: workedFigure("25")} }, ""},
		{"ratio increase 10 20..30 25 -", func(_ *City, r *Record) { r.Indicator.Targets = map[Year]Figure{2022: workedFigure("25")} }, ""},
		{"ratio increase 10 20 15 -", func(_ *City, r *Record) { r.Indicator.Targets = map[Year]Figure{2022: workedFigure("20..30")} }, ""},
		{"ratio increase 10 20 15 -", func(_ *City, r *Record) {
			r.Indicator.Targets = map[Year]Figure{2022: workedFigure("25")}
			r.Comparability.Note = lang.Plain("ja", "数え方が変わった")
		}, ""},
		{"ratio increase 10 20 15 - history=FY2022:16", nil, "K322 actual history=16"},
		{"ratio increase 10 20 15 - history=FY2022:15.0", nil, ""},
		{"ratio increase 10 20 15 - history=FY2021:16", nil, ""},
		{"ratio increase 10 20 - - history=FY2022:16", nil, ""}, // a total may need it
		// What was done once, and is said not to be.
		{"ratio qualitative open done open - once before=done", nil, "K325 actual year=FY2021"},
		{"ratio qualitative open done open - once before=open", func(_ *City, r *Record) { r.DoneIn = 2019 }, "K325 actual year=FY2019"},
		{"ratio qualitative open done open - once before=done", func(_ *City, r *Record) { r.Undone = true }, ""},
		{"ratio qualitative open done done - once before=done", func(_ *City, r *Record) { r.Undone = true }, "K325 actual hint=undone message=undone"},
		{"ratio qualitative open done done - once before=done", nil, ""},
		{"ratio qualitative open done - - once before=done", nil, ""},
		{"ratio qualitative open done open - before=done", nil, ""},
		// A target that points another way than the indicator.
		{"ratio increase 10 lower 9 -", nil, `K313 target aim=aim = "lower" direction=increase hint=aim message=aim right=decrease`},
		{"ratio decrease 10 raise 9 -", nil, `K313 target aim=aim = "raise" direction=decrease hint=aim message=aim right=increase`},
		{"ratio decrease 10 >10 11 -", nil, "K313 target aim=above direction=decrease hint=aim message=aim right=increase"},
		{"ratio increase 10 <10 9 -", nil, "K313 target aim=below direction=increase hint=aim message=aim right=decrease"},
		{"ratio decrease 10 <10 9 -", nil, ""},
		{"ratio increase 10 raise 15 -", nil, ""},
		{"ratio maintain 10 raise 15 -", nil, ""},
		{"ratio decrease 9 raise 8 - rank", nil, ""},
		{"ratio neutral 10 >10 11 -", nil, ""},
		// A printed rate: what the figures give, and which slip of the keys would give it.
		{"ratio increase 0 60 49 -", func(_ *City, r *Record) { r.Published = "80.0" }, "K301 actual computed=81.7 fit=actual = 48 hint=fit published=80.0 result=81.666… → 81.7 working=49 ÷ 60 × 100"},
		{"ratio increase 0 60 49 -", func(_ *City, r *Record) { r.Published = "13.1" }, "K301 actual computed=81.7 published=13.1 result=81.666… → 81.7 working=49 ÷ 60 × 100"},
		{"ratio increase - 1400 448 - total before=1007", func(_ *City, r *Record) { r.Published = "32.0" }, "K301 actual computed=103.9 published=32.0 result=103.928… → 103.9 working=1455 ÷ 1400 × 100"},
		{"ratio increase 0 unset 49 - final=60 year=FY2025", func(_ *City, r *Record) { r.Published = "13.1" }, "K301 actual computed=81.7 published=13.1 result=81.666… → 81.7 working=49 ÷ 60 × 100"},
		// A printed sum of the years.
		{"ratio increase - 1400 448 - total before=1007 so_far=1455", nil, ""},
		{"ratio increase - 1400 448 - total before=1007 so_far=1454", nil, "K316 so_far printed=1454 sum=1455"},
		{"ratio increase - 1400 448 - total so_far=1454", nil, ""},
		{"ratio increase - 1400 448 - total so_far=1455", func(_ *City, r *Record) { followed(r, "1007") }, ""},
		{"ratio increase - 1400 448 - total so_far=1454", func(_ *City, r *Record) { followed(r, "1007") }, "K334 so_far printed=1454 sum=1455"},
		{"ratio increase - 1400 448 - total so_far=1454", func(_ *City, r *Record) { followed(r, "1007"); r.Comparability.State = MethodChanged }, ""},
		{"ratio increase - 1400 448 - total so_far=1454", func(_ *City, r *Record) { followed(r, "1007"); r.Notes = []lang.Text{{"ja": "資料のとおり"}} }, ""},
	} {
		city, r := worked(t, strings.Fields(c.facts))
		if c.more != nil {
			c.more(city, r)
		}
		var told []string
		for _, f := range Check(city, r) {
			line := f.Code + " " + string(f.Field)
			for _, key := range slices.Sorted(maps.Keys(f.Args)) {
				line += " " + key + "=" + f.Args[key]
			}
			told = append(told, line)
		}
		must.Be(t, strings.Join(told, "; "), c.want, c.facts)
	}
}

// graded gives the record a grade of the city's, with its name and what it means.
func graded(name, ja, en string) func(*City, *Record) {
	return func(c *City, r *Record) {
		c.Languages = []string{"ja", "en"}
		c.Grades, r.Grade = []Grade{{ID: "g", Name: lang.Plain("ja", name), Meaning: lang.Text{"ja": ja, "en": en}}}, "g"
	}
}

// breakdown adds parts of the actual, which are said to be the whole or not.
func breakdown(whole bool, values ...string) func(*City, *Record) {
	return func(_ *City, r *Record) {
		b := Breakdown{Whole: whole}
		for _, v := range values {
			b.Items = append(b.Items, BreakdownItem{Value: workedFigure(v)})
		}
		r.Breakdowns = append(r.Breakdowns, b)
	}
}

// TestWorkingOfParts writes the mean of 290 and 159.5 with its numbers put in.
func TestWorkingOfParts(t *testing.T) {
	part := func(target, actual string) PartRecord {
		return PartRecord{Part: Part{Direction: Increase}, Target: workedFigure(target), Actual: workedFigure(actual)}
	}
	r := &Record{Indicator: &Indicator{Measured: ByParts, Direction: Increase}, Parts: []PartRecord{part("10", "29"), part("200", "319")}}
	must.Be(t, Working(Achieve(&City{Bands: threeBands}, r), r), "(290 + 159.5) ÷ 2")
}

// TestEveryBound has each word that makes a number a bound held against the form of the target.
func TestEveryBound(t *testing.T) {
	for words, want := range map[string]string{lang.MoreThan: "strict", lang.LessThan: "way", lang.AtLeast: "enough", lang.AtMost: "way"} {
		facts := map[bool]string{true: "ratio increase 50 >80 80 -", false: "ratio increase 50 80 80 -"}[want == "enough"]
		for word := range strings.SplitSeq(strings.ReplaceAll(words, `\`, ""), "|") {
			city, r := worked(t, strings.Fields(facts))
			r.Target.Printed = word + " 80"
			found := slices.ContainsFunc(Check(city, r), func(f Fault) bool { return f.Code == "K331" && f.Args["message"] == want })
			if !found {
				t.Errorf("%s: not told as %s", r.Target.Printed, want)
			}
		}
	}
}

// followed puts a record behind one of the year before whose total so far was printed.
func followed(r *Record, soFar string) {
	before, d := *r, MustDecimal(soFar)
	before.Year, before.PrintedSoFar, r.Before = r.Year-1, &d, &before
	r.Indicator.Total.From = before.Year - 1
}
