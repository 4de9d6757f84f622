package chart

import "fmt"

// samples are the charts of the golden files.
func samples() map[string]Drawing {
	list := map[string]Drawing{
		"tally":      Tally{BandAchieved, 19, "19", 19},
		"tally-rows": Tally{BandNearly, 45, "45", 45},
		"tally-bars": Tally{BandPending, 60, "60", 300},
		"axis":       Axis{Labels: [5]string{"0", "50", "目標 100", "150", "200"}},
		"grid":       Grid{Height: 30},
		"lens-target": OfWhole{
			Frame: Frame{Title: "目標と比べる"}, Band: BandBehind,
			Rate: Number(63.1579, "63.2"), Whole: Number(100, "目標 100"), Zero: "0",
		},
		"lens-baseline": FromBaseline{Band: BandBehind, Baseline: Number(41, "41"), Actual: Number(57, "57"), Move: Worse},
		"lens-close":    FromBaseline{Band: BandNearly, Baseline: Number(2831, "2,831"), Actual: Number(2278, "2,278"), Move: Better},
		"lens-plan":     OfWhole{Band: BandBehind, Rate: Number(-320, "−320"), Whole: Number(100, "計画 100"), Zero: "0", Planned: true},
		"lens-missing":  OfWhole{Band: BandAchieved, Rate: Missing("基準値がないため計算できません")},
	}
	for name, b := range barSamples() {
		b.Frame = Frame{Title: "指標", Desc: "ことば"}
		b.Words.Baseline, b.Words.Actual, b.Words.Zone = "基準値（はじめ）", "実績値（おわり）", "目標の範囲"
		list["bars-"+name] = b
	}
	for name, l := range laneSamples() {
		list["lane-"+name] = l
	}
	list["timeline"], list["timeline-months"] = timelineSamples()
	list["trend"], list["trend-many"] = trendSamples()
	list["trend-range"] = rangeTrend()
	return list
}

func barSamples() map[string]Bars {
	return map[string]Bars{
		"worse": {
			Band: BandBehind, Baseline: Number(41, "41"), Actual: Number(57, "57"), Goal: Goal{To: Number(36, "36")},
			Move: Worse, Words: BarsWords{Goal: "目標値 36", Change: "実際 ＋16"},
		},
		"increase": {
			Band: BandNearly, Baseline: Number(24, "24"), Actual: Number(48, "48"), Goal: Goal{From: Number(60, "60")},
			Move: Better, Words: BarsWords{Goal: "目標値 60", Change: "実際 ＋24"},
		},
		"far": {
			Band: BandAchieved, Baseline: Number(0, "0"), Actual: Number(1647, "1,647"), Goal: Goal{From: Number(100, "100")},
			Move: Better, Words: BarsWords{Goal: "目標値 100", Change: "実際 ＋1,647"},
		},
		"lost": {
			Band: BandBehind, Baseline: Number(50, "50"), Actual: Number(30, "30"), Goal: Goal{From: Number(60, "60")},
			Move: Worse, Words: BarsWords{Goal: "目標値 60", Change: "実際 −20"},
		},
		"range": {
			Band: BandBehind, Baseline: Number(30, "30"), Actual: Number(27, "27"), Goal: Goal{Number(20, "20"), Number(25, "25")},
			Move: Better, Words: BarsWords{Goal: "目標値 20～25", Change: "実際 −3"},
		},
		"negative": {
			Band: BandBehind, Baseline: Number(-30, "−30"), Actual: Number(-12, "−12"), Goal: Goal{From: Number(10, "10")},
			Move: Better, Words: BarsWords{Goal: "目標値 10", Change: "実際 ＋18"},
		},
		"pending": {
			Band: BandPending, Baseline: Mark{20, "20", Planned}, Actual: Missing("未確定"), Goal: Goal{From: Number(60, "60")},
			Final: Number(90, "90"), Words: BarsWords{Goal: "目標値 60", Final: "計画の目標 90（2026年度）"},
		},
		"provisional": {
			Band: BandPending, Baseline: Missing("なし"), Actual: Mark{40, "40", Provisional}, Goal: Goal{From: Number(60, "60")},
			Words: BarsWords{Goal: "目標値 60"},
		},
		"nothing": {Band: BandPending, Baseline: Missing("なし"), Actual: Missing("未確定")},
	}
}

func laneSamples() map[string]Lane {
	none := Missing("基準値なし")
	return map[string]Lane{
		"plain":       {Band: BandNearly, Baseline: Number(40, "40"), Actual: Number(80, "80")},
		"worse":       {Band: BandBehind, Baseline: Number(87.8049, "87.8"), Actual: Number(63.1579, "63.2"), Worse: true},
		"unlike":      {Band: BandBehind, Baseline: Number(87.8049, "87.8"), Actual: Number(63.1579, "63.2"), Worse: true, Unlike: true},
		"none":        {Band: BandAchieved, Baseline: none, Actual: Number(123, "123")},
		"still":       {Band: BandBehind, Baseline: Number(0, "0"), Actual: Number(0, "0")},
		"beyond":      {Band: BandAchieved, Baseline: Number(0, "0"), Actual: Number(340, "340"), High: "目標の3.4倍"},
		"both-beyond": {Band: BandAchieved, Baseline: Number(330, "330"), Actual: Number(1647, "1647"), High: "目標の16.5倍"},
		"back":        {Band: BandAchieved, Baseline: Number(330, "330"), Actual: Number(120, "120"), Worse: true, High: "はじめ 330"},
		"planned":     {Band: BandAchieved, Baseline: Mark{100, "100", Planned}, Actual: Number(390, "390"), High: "目標の3.9倍"},
		"pending":     {Band: BandPending, Baseline: Number(30, "30"), Actual: Missing("未確定")},
		"provisional": {Band: BandPending, Baseline: Number(30, "30"), Actual: Mark{70, "70", Provisional}},
		"below":       {Band: BandBehind, Baseline: Number(20, "20"), Actual: Number(-50, "−50"), Worse: true, Low: "0より下"},
		"both-below":  {Band: BandBehind, Baseline: Number(-30, "−30"), Actual: Number(-10, "−10"), Low: "0より下"},
	}
}

func timelineSamples() (year, months Timeline) {
	for i := range 13 {
		m := Month{Label: fmt.Sprint((i+2)%12 + 1), Before: i == 0}
		switch i {
		case 0:
			m.Year = "前年度"
		case 1:
			m.Year = "令和6年度（2024年4月〜2025年3月）"
		}
		year.Months = append(year.Months, m)
	}
	year.Frame, year.Band = Frame{Title: "時期"}, BandBehind
	year.Periods = []Period{
		{From: 1, To: 6, Number: "①", Text: "R6.4～R6.9"},
		{From: 7, To: 7, Number: "②", Text: "R6.10"},
		{To: 11, Open: NoStart, Number: "③", Text: "R7.2まで"},
		{From: 9, Open: NoFinish, Number: "④", Text: "R6.12から"},
		{From: -3, To: 20, Number: "⑤", Text: "R5.10～R7.9"},
	}
	year.Baseline, year.Actual = []int{0, 3}, []int{3, 10, 12}
	year.Words = TimelineWords{"基準値をはかった月", "実績値をはかった月"}

	names := []string{"Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"}
	for i := range 18 {
		m := Month{Label: names[i%12], Before: i < 6}
		if i == 0 || i%12 == 3 {
			m.Year = fmt.Sprint(2023 + (i+9)/12)
		}
		months.Months = append(months.Months, m)
	}
	months.Band = BandAchieved
	months.Periods = []Period{{From: 16, To: 17, Number: "1", Text: "February 2025 – March 2025"}}
	months.Actual = []int{17}
	months.Words = TimelineWords{"Baseline measured", "Actual measured"}
	return year, months
}

func trendSamples() (few, many Trend) {
	few = Trend{Frame: Frame{Title: "推移"}, Baseline: Number(24, "24"), Words: TrendWords{"基準値 24", "目標"}}
	bands := []Band{BandBehind, BandNearly, BandPending, BandNearly, BandAchieved}
	for i, v := range []float64{30, 48, 0, 52, 71} {
		target := 40 + i*6
		y := TrendYear{
			Label: fmt.Sprintf("令和%d", i+4), Band: bands[i],
			Actual: Number(v, fmt.Sprint(v)), Target: Number(float64(target), fmt.Sprint(target)),
		}
		if i == 2 {
			y.Actual = Mark{}
		}
		if i == 4 {
			y.Break = "集計方法の変更"
		}
		few.Years = append(few.Years, y)
	}
	many.Words.Target = "Target"
	for i, v := range []float64{2831, 2700, 2650, 2400, 2278, 2264, 2100, 1900} {
		y := TrendYear{Label: fmt.Sprintf("FY%d", i+2020), Band: BandNearly, Actual: Number(v, fmt.Sprint(v)), Target: Number(2264, "2,264")}
		if i == 7 {
			y.Actual.Is = Provisional
		}
		many.Years = append(many.Years, y)
	}
	return few, many
}

// rangeTrend has a range to be kept, one that is moved, and one that is open below.
func rangeTrend() Trend {
	t := Trend{Frame: Frame{Title: "推移"}, Baseline: Number(9.1, "9.1"), Words: TrendWords{"基準値 9.1", "目標"}}
	for i, y := range []struct {
		actual, from, to float64
		text             string
	}{{8.4, 6, 8, "6～8"}, {5.2, 6, 8, "6～8"}, {7.1, 6.5, 7.5, "6.5～7.5"}, {7.3, 0, 7.5, "7.5 以下"}} {
		year := TrendYear{Label: fmt.Sprintf("令和%d", i+4), Band: BandNearly, Actual: Number(y.actual, fmt.Sprint(y.actual)), Upper: Number(y.to, y.text)}
		if y.from > 0 {
			year.Target = Number(y.from, y.text)
		}
		t.Years = append(t.Years, year)
	}
	return t
}
