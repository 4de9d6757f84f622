package lang

import (
	"fmt"
	"testing"
	"unicode/utf8"

	"tassei/generator/law"
	"tassei/generator/must"
)

func TestMonthForms(t *testing.T) {
	for in, want := range map[string]string{
		"R6.4": "2024-04", "R６.４": "2024-04", "Ｒ６．４": "2024-04", "R.6.4": "2024-04", "令和６年４月": "2024-04", "令和6年4月": "2024-04",
		"令和５年４月時点": "2023-04", "令和６年３月末時点": "2024-03", "令和6年3月現在": "2024-03", "令和6年3月末現在": "2024-03",
		"令和元年5月": "2019-05", "令和元年１２月": "2019-12", "R元.12": "2019-12", "R1.5": "2019-05",
		"H31.4": "2019-04", "平成31年4月": "2019-04", "平成元年1月": "1989-01", "S64.1": "1989-01", "昭和６３年１２月": "1988-12",
		"大正15年12月": "1926-12", "明治45年7月": "1912-07", "2024-04": "2024-04", "2024年4月": "2024-04", "2024/4": "2024-04", "2024.4": "2024-04",
		"令和６年11月22日": "2024-11", "令和 7 年 2 月": "2025-02", "令和七年二月": "2025-02", "令和七年十二月": "2025-12", "平成二十年十月": "2008-10", "平成三十一年四月": "2019-04", "昭和六三年十一月": "1988-11", "令和7年2月末日": "2025-02", "令和6年2月29日": "2024-02", "R6.11.22": "2024-11", "令和6年10月1日時点": "2024-10", "2024-11-22": "2024-11", " R6.4 ": "2024-04", "　令和６年４月": "2024-04",
	} {
		if m, err := ParseMonth(in); err != nil || m.ISO() != want {
			t.Errorf("%q: %s, %v; want %s", in, m.ISO(), err, want)
		}
	}
	for _, in := range []string{
		"", "R6", "R6.0", "R6.13", "R0.4", "R6.4.5.6", "R6.1-12", "令和6年1月-12", "4月", "6.4", "春ごろ", "R6.4ごろ", "X6.4", "令和6年", "令和6年度", "R-6.4", "R6.４４", "24-04", "R6..4", "未定", "R六.四", "R7.2.30", "2025-02-29", "令和6年4月31日", "R6.4.0",
	} {
		if m, err := ParseMonth(in); err == nil {
			t.Errorf("%q is read as %s", in, m.ISO())
		}
	}
}

func TestPeriodForms(t *testing.T) {
	for in, want := range map[string]string{
		"R6.4～R7.1": "2024-04 2025-01", "R6.4〜R7.1": "2024-04 2025-01", "R6.4~R7.1": "2024-04 2025-01", "R6.4–R7.1": "2024-04 2025-01",
		"R6.4 ～ R7.1": "2024-04 2025-01", "R６.４～Ｒ７.１": "2024-04 2025-01", "R6.4～7.1": "2024-04 2025-01",
		"令和6年4月～令和7年1月": "2024-04 2025-01", "令和6年4月～7年1月": "2024-04 2025-01", "令和６年４月～７年１月": "2024-04 2025-01",
		"令和６年４月～11月": "2024-04 2024-11", "R5.4～11": "2023-04 2023-11", "R6.10～3": "2024-10 2025-03", "R6.10～12月": "2024-10 2024-12",
		"R6.4": "2024-04 2024-04", "R６.４": "2024-04 2024-04", "2024-10": "2024-10 2024-10", "2024-10～2025-03": "2024-10 2025-03",
		"R7.2まで": " 2025-02", "R７.２まで": " 2025-02", "令和7年2月まで": " 2025-02", "～R7.2": " 2025-02",
		"R6.4から": "2024-04 ", "R6.4～": "2024-04 ", "令和6年4月から": "2024-04 ",
		"R6.3～R7.3": "2024-03 2025-03", "H31.4～R1.9": "2019-04 2019-09", "平成31年4月～令和元年9月": "2019-04 2019-09",
		"R1.5～2.3": "2019-05 2020-03", "R1.4～2.3": "2019-04 2020-03", "令和元年4月～2年3月": "2019-04 2020-03",
	} {
		p, err := ParsePeriod(in)
		if got := p.Start.ISO() + " " + p.End.ISO(); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", in, got, err, want)
		}
	}
	for _, in := range []string{
		"", "～", "まで", "から", "R7.1～R6.4", "R6.4～R6.5～R6.6", "春ごろ", "R6.4～未定", "未定～R6.4", "R6.4～13", "R6.4～0", "7.1～R6.4", "通年", "随時", "R6.4～R7.1まで～", "R6.4、R6.8",
	} {
		if p, err := ParsePeriod(in); err == nil {
			t.Errorf("%q is read as %+v", in, p)
		}
	}
}

func TestAsOfForms(t *testing.T) {
	for in, want := range map[string]string{
		"令和５年４月": "2023-04", "令和５年４月時点": "2023-04", "令和６年３月末時点": "2024-03", "R7.3": "2025-03",
		"令和６年度": "FY2024", "令和５年度実績": "FY2023", "R6年度": "FY2024", "令和元年度": "FY2019", "平成30年度": "FY2018", "2024年度": "FY2024", "令和６年度末": "FY2024",
		"令和５年４月～11月": "2023-04 2023-11", "R6.4～R7.3": "2024-04 2025-03", "R6.1-12": "2024-01 2024-12", "R6.4-R7.3": "2024-04 2025-03", "令和6年1月－12月": "2024-01 2024-12", "2024/4-2025/3": "2024-04 2025-03", "R7.3-R6.4": "",
		"繁忙期:R6.3＋閑散期R6.6": "", "導入前R6.4": "", "総務省交付金活用時のKPI設定値": "", "R5総取扱": "", "R7.2まで": "", "令和３年": "2021-01 2021-12", "R3": "2021", "H30": "2018", "2021年": "2021-01 2021-12", "R": "", "": "", "未定": "", "令和６年度（速報値）": "",
		"令和6年（暦年）": "2024-01 2024-12", "R6暦年": "2024-01 2024-12", "2024年(暦年)": "2024-01 2024-12", "令和6年度（暦年）": "", "暦年": "",
	} {
		a := ParseAsOf(in)
		got := ""
		for i, m := range a.Months() {
			if i > 0 {
				got += " "
			}
			got += m.ISO()
		}
		if got == "" && a.Year != 0 {
			got = fmt.Sprint(a.Year)
		}
		if a.FiscalYear != 0 {
			if want := fmt.Sprintf("%d-04 %d-03", a.FiscalYear, a.FiscalYear+1); got != want {
				t.Errorf("%q: fiscal %d has the months %s", in, a.FiscalYear, got)
			}
			got = fmt.Sprintf("FY%d", a.FiscalYear)
		}
		if got != want || a.IsZero() != (want == "") {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFiscalYearForms(t *testing.T) {
	for in, want := range map[string]int{
		"FY2024": 2024, "ＦＹ２０２４": 2024, "令和6年度": 2024, "令和６年度": 2024, "R6年度": 2024, "R6": 2024, "2024": 2024, "令和元年度": 2019, "平成31年度": 2019, "H30": 2018, "昭和63年度": 1988,
	} {
		if got, err := ParseFiscalYear(in); err != nil || got != want {
			t.Errorf("%q: %d, %v; want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "6", "24", "令和", "FY", "FY24", "令和0年度", "来年度", "R6.4"} {
		if got, err := ParseFiscalYear(in); err == nil {
			t.Errorf("%q is read as %d", in, got)
		}
	}
}

// TestErasAtTheirBorders: a month belongs to the era of its first day, and a
// fiscal year to the era in whose name offices write it.
func TestErasAtTheirBorders(t *testing.T) {
	for in, want := range map[Month]string{
		{2019, 4}: "平成31", {2019, 5}: "令和1", {2024, 4}: "令和6", {1989, 1}: "昭和64", {1989, 2}: "平成1",
		{1926, 12}: "大正15", {1927, 1}: "昭和2", {1912, 7}: "明治45", {1912, 8}: "大正1", {1868, 2}: "明治1",
	} {
		if era, year := in.Era(); fmt.Sprint(era, year) != want {
			t.Errorf("%s: %s%d, want %s", in.ISO(), era, year, want)
		}
	}
	for fy, want := range map[int]string{2018: "平成30", 2019: "令和1", 2020: "令和2", 2024: "令和6", 1988: "昭和63", 1989: "平成1", 1926: "大正15", 1927: "昭和2", 1912: "明治45"} {
		if era, year := EraOfFiscalYear(fy); fmt.Sprint(era, year) != want {
			t.Errorf("fiscal %d: %s%d, want %s", fy, era, year, want)
		}
	}
}

// TestEveryMonthReadsBack writes every month of a century and a half in all
// forms and reads it again.
func TestEveryMonthReadsBack(t *testing.T) {
	letters := map[string]string{"令和": "R", "平成": "H", "昭和": "S", "大正": "T", "明治": "M"}
	for index := (Month{1869, 1}).Index(); index < (Month{2099, 12}).Index(); index++ {
		m := MonthAt(index)
		if m.Index() != index {
			t.Fatalf("%d: %s", index, m.ISO())
		}
		era, year := m.Era()
		forms := []string{
			m.ISO(), fmt.Sprintf("%s%s年%d月", era, eraYearText(year), m.Month), fmt.Sprintf("%s%d.%d", letters[era], year, m.Month),
			fmt.Sprintf("%d年%d月", m.Year, m.Month),
		}
		for _, form := range forms {
			if got, err := ParseMonth(form); err != nil || got != m {
				t.Fatalf("%q: %s, %v; want %s", form, got.ISO(), err, m.ISO())
			}
		}
	}
}

// FuzzPeriod: what is read can be written in plain form and read again.
func FuzzPeriod(t *testing.F) {
	f := law.Of(t, 1)
	for _, s := range []string{"R6.4～R7.1", "令和6年4月～7年1月", "R7.2まで", "R6.4から", "R5.4～11", "～R7.2", "2024-10", "令和元年５月", "R９９.１２～９９.１２", "～", "R6.4～R6.5～"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePeriod(s)
		if err != nil {
			must.Be(t, p, (Period{}), s, "an error and")
			return
		}
		if p == (Period{}) || !p.Start.IsZero() && !p.End.IsZero() && p.End.Index() < p.Start.Index() {
			t.Errorf("%q: %+v", s, p)
		}
		plain := p.Start.ISO() + "～" + p.End.ISO()
		if back, err := ParsePeriod(plain); err != nil || back != p {
			t.Errorf("%q: %s is read as %+v, %v", s, plain, back, err)
		}
		if a := ParseAsOf(s); !a.IsZero() && a.FiscalYear == 0 && a.Period != p {
			t.Errorf("%q: as a period %+v, as a date %+v", s, p, a)
		}
	})
}

// FuzzFold: folding is done once and for all, and keeps the number of
// characters, so that columns stay where they are.
func FuzzFold(t *testing.F) {
	f := law.Of(t, 1)
	f.Add("Ｒ６.４　～")
	f.Add("\xff\xfe")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		must.Be(t, Fold(once), once, s, "folding twice gives")
		must.Be(t, utf8.RuneCountInString(once), utf8.RuneCountInString(s), s, "other length", once)
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{"Ｒ６.４　": "R6.4 ", "１，６４７．５％": "1,647.5%", "ﾃﾞｼﾞﾀﾙ": "ﾃﾞｼﾞﾀﾙ", "ア～ン": "ア~ン", "abc": "abc", "令和６年": "令和6年", "": ""} {
		must.Be(t, Fold(in), want, in)
	}
}
