package share

// Words of an invented city, as pages would give them.
var (
	sampleYear = Year{
		City: "架空市", Site: "架空市 デジタル戦略の評価", Year: "令和6年度（2024年度）",
		Of: "32の指標のうち", Met: "19が目標を達成", End: "しました。",
		Rest: "9はおおむね達成、4は未達です。", Worse: "2つは、基準値より悪くなりました。",
		Tally: []Band{
			{Mark: Disc, Tone: Blue, Name: "達成", Figure: "19", Count: 19},
			{Mark: Triangle, Tone: Grey, Name: "おおむね達成", Figure: "9", Count: 9},
			{Mark: Square, Tone: Orange, Name: "未達", Figure: "4", Count: 4},
		},
	}
	sampleYearEnglish = Year{
		City: "Imagined City", Site: "Imagined City: digital strategy evaluation", Year: "FY2024",
		Of: "Of 32 indicators, ", Met: "19 met their target", End: ".",
		Rest: "9 nearly achieved, 4 behind target.", Worse: "2 are worse than where they began.",
		Tally: []Band{
			{Mark: Disc, Tone: Blue, Name: "Achieved", Figure: "19", Count: 19},
			{Mark: Triangle, Tone: Grey, Name: "Nearly achieved", Figure: "9", Count: 9},
			{Mark: Square, Tone: Orange, Name: "Behind target", Figure: "4", Count: 4},
		},
	}
	sampleIndicator = Indicator{
		City: "架空市", Site: "架空市 デジタル戦略の評価", Year: "令和6年度（2024年度）",
		Code: "⑴-イ", Label: "指標6", Name: "施策実施の前後の住民滞在時間の変化率",
		Plan: "41から36に減らす計画でした。", Outcome: "57に増えました。",
		Heading: "達成度（目標どおりなら100）", Figure: "63.2",
		Band:  Band{Mark: Square, Tone: Orange, Name: "未達"},
		Flags: []Flag{{Sign: "↓", Word: "基準値より悪化", Bad: true}, {Sign: "≠", Word: "比較に注意"}},
	}
)

// samples are one picture of each kind that looks different.
func samples() map[string]interface{ draw(*canvas) } {
	many := sampleYear
	many.Tally = []Band{
		{Mark: Disc, Tone: Blue, Name: "達成", Figure: "1,204", Count: 1204},
		{Mark: Triangle, Tone: Grey, Name: "おおむね達成", Figure: "97", Count: 97},
		{Mark: Triangle, Tone: Grey, Name: "一部達成", Figure: "1", Count: 1},
		{Mark: Square, Tone: Orange, Name: "未達", Figure: "0", Count: 0},
		{Mark: Ring, Tone: Grey, Name: "未確定", Figure: "300", Count: 300},
	}
	many.Worse = ""
	pending := sampleIndicator
	pending.Figure, pending.NoRate = "", "まだ値が確定していません。"
	pending.Band, pending.Flags = Band{Mark: Ring, Tone: Grey, Name: "未確定"}, []Flag{{Sign: "◌", Word: "暫定値"}}
	pending.Name = "電子申請システムを10名以上の職員が作成できるようになり，同職員に終了証を交付する"
	english := sampleIndicator
	english.City, english.Site, english.Year = sampleYearEnglish.City, sampleYearEnglish.Site, sampleYearEnglish.Year
	english.Code, english.Label, english.Name = "(1)-i", "Indicator 6", "Rate of change in the time residents spend at the counter before and after the measures"
	english.Plan, english.Outcome = "The plan was to lower it from 41 to 36.", "It went up to 57."
	english.Heading, english.Figure = "Achievement (on target = 100)", "1,647"
	english.Band = Band{Mark: Disc, Tone: Blue, Name: "Achieved"}
	english.Flags = []Flag{{"↓", "Worse than the baseline", true}, {"≠", "Compare with care", false}, {"†", "Restored from the text", false}, {"◌", "Provisional", false}}
	return map[string]interface{ draw(*canvas) }{
		"year": sampleYear, "year-en": sampleYearEnglish, "year-many": many,
		"indicator": sampleIndicator, "indicator-en": english, "indicator-pending": pending,
	}
}
