package lang

import (
	"strings"
	"testing"

	"tassei/generator/must"
)

func catalogue(t *testing.T, flat map[string]string) *Catalogue {
	t.Helper()
	c, err := NewCatalogue("en", flat)
	must.Succeed(t, err)
	return c
}

func TestSay(t *testing.T) {
	c := catalogue(t, map[string]string{"plain": "Goals", "of": "{met} of {total} ({met})", "empty": ""})
	for _, s := range []struct{ got, want string }{
		{c.Say("plain"), "Goals"},
		{c.Say("of", "met", "19", "total", "32"), "19 of 32 (19)"},
		{c.Say("of", "total", "32", "met", "{total}"), "{total} of 32 ({total})"},
		{c.Say("of", "met", "19"), "19 of ⟦total⟧ (19)"},
		{c.Say("of", "met", "19", "total"), "19 of ⟦total⟧ (19)"},
		{c.Say("absent", "met", "19"), "⟦absent⟧"},
		{c.Say("empty"), ""},
	} {
		must.Be(t, s.got, s.want)
	}
	must.Equal(t, c.Placeholders("of"), []string{"met", "total"}, "placeholders")
	must.Equal(t, c.Keys(), []string{"empty", "of", "plain"}, "keys")
}

func TestOpenBraceIsRefused(t *testing.T) {
	_, err := NewCatalogue("ja", map[string]string{"b": "{total", "a": "x {", "fine": "{n}"})
	if err == nil || !strings.Contains(err.Error(), "ja") || !strings.Contains(err.Error(), "a, b") {
		t.Errorf("%v", err)
	}
}

func TestPlurals(t *testing.T) {
	en := catalogue(t, map[string]string{"goals.one": "{n} goal of {of}", "goals.other": "{n} goals of {of}", "people": "{n} people"})
	for n, want := range map[int]string{0: "0 goals of 5", 1: "1 goal of 5", 2: "2 goals of 5", 1647: "1,647 goals of 5"} {
		must.Be(t, en.Count("goals", n, "of", "5"), want, n)
	}
	// A language that does not count has one form.
	must.Be(t, en.Count("people", 1), "1 people")
	must.Be(t, en.Count("nothing", 2), "⟦nothing⟧")
}

// TestNumbers: digits are never changed, only grouped and signed.
func TestNumbers(t *testing.T) {
	en := catalogue(t, nil)
	for in, want := range map[string]string{
		"0": "0", "999": "999", "1000": "1,000", "1647": "1,647", "57687": "57,687", "123456": "123,456", "1234567.8901": "1,234,567.8901",
		"20.00": "20.00", "-320.0": "−320.0", "-1000": "−1,000", "0.5": "0.5", "12人": "12人", "": "", "-": "-", "1e3": "1e3", "１２": "１２", "1,000": "1,000",
	} {
		must.Be(t, en.Number(in), want, "Number", in)
	}
	for in, want := range map[string]string{"1647": "1647", "1647.0": "1647.0", "-30.0": "−30.0", "9999.9": "9999.9", "10000": "10,000", "12345.6": "12,345.6", "-409566.7": "−409,566.7"} {
		must.Be(t, en.Plain(in), want, "Plain", in)
	}
	for in, want := range map[string]string{"16": "+16", "1600": "+1,600", "-5": "−5", "0": "0", "0.00": "0.00"} {
		must.Be(t, en.Signed(in), want, "Signed", in)
	}
	de := catalogue(t, map[string]string{"format.group": ".", "format.decimal": ",", "format.minus": "-", "format.plus": "+ "})
	for in, want := range map[string]string{"1234567.5": "1.234.567,5", "-1000": "-1.000"} {
		must.Be(t, de.Number(in), want, "Number", in)
	}
}

func TestDates(t *testing.T) {
	c := catalogue(t, map[string]string{
		"format.month": "{month_name} {year}/{era}{era_year}", "format.period": "{start} – {end}", "format.until": "to {end}", "format.from": "from {start}",
		"format.fiscal_year_short": "FY{year}/{era}{era_year}", "format.date": "{day} {month_name} {year}/{era}{era_year}", "month.4": "Apr", "month.5": "May", "month.1": "Jan",
	})
	for _, s := range []struct{ got, want string }{
		{c.Month(Month{2024, 4}), "Apr 2024/令和6"},
		{c.Month(Month{2019, 5}), "May 2019/令和元"},
		{c.Month(Month{}), ""},
		{c.Period(Period{Month{2024, 4}, Month{2025, 1}}), "Apr 2024/令和6 – Jan 2025/令和7"},
		{c.Period(Period{Month{2024, 4}, Month{2024, 4}}), "Apr 2024/令和6"},
		{c.Period(Period{End: Month{2025, 1}}), "to Jan 2025/令和7"},
		{c.Period(Period{Start: Month{2024, 4}}), "from Apr 2024/令和6"},
		{c.AsOf(ParseAsOf("令和元年度")), "FY2019/令和元"},
		{c.AsOf(AsOf{}), ""},
		{c.Date("2019-04-30"), "30 Apr 2019/平成31"},
		{c.Date("2019-05-01"), "1 May 2019/令和元"},
		{c.Date("1989-01-07"), "7 Jan 1989/昭和64"},
		{c.Date("1989-01-08"), "8 Jan 1989/平成元"},
		{c.Date("soon"), "soon"},
		{c.Date("2024-xx-01"), "2024-xx-01"},
	} {
		must.Be(t, s.got, s.want)
	}
}

func TestTextFallsBack(t *testing.T) {
	text := Text{"ja": "市民係", "en": "Citizens' Section"}
	for _, c := range []struct {
		t             Text
		tag           string
		fallback      []string
		words, actual string
	}{
		{text, "en", []string{"ja"}, "Citizens' Section", "en"},
		{text, "eo", []string{"ja"}, "市民係", "ja"},
		{text, "eo", []string{"fr", "en"}, "Citizens' Section", "en"},
		{text, "eo", nil, "Citizens' Section", "en"},
		{Text{"ja": ""}, "ja", nil, "", "ja"},
		{nil, "ja", []string{"en"}, "", ""},
	} {
		if words, actual := c.t.In(c.tag, c.fallback...); words != c.words || actual != c.actual {
			t.Errorf("%v in %s: %q in %q", c.t, c.tag, words, actual)
		}
	}
	if !text.Equal(Text{"en": "Citizens' Section", "ja": "市民係"}) || text.Equal(Text{"ja": "市民係"}) || text.Equal(Text{"ja": "市民係", "en": "x"}) {
		t.Error("Equal")
	}
	if !Text(nil).IsZero() || text.IsZero() || !text.Has("ja") || text.Has("eo") {
		t.Error("IsZero or Has")
	}
}

func TestPlaceIsCalledByItsName(t *testing.T) {
	for name, want := range map[string]string{
		"指宿市": "市", "市川三郷町": "町", "北海道": "道", "京都府": "府", "東京都": "都",
		"南部広域水道企業団": "企業団", "東部広域連合": "連合", "市立病院機構": "機構", "道の駅": "団体",
	} {
		c := catalogue(t, map[string]string{"format.place": "団体", "format.places": "市 町 村 区 県 府 都 道 組合 連合 企業団 機構"})
		if c.SetPlace("", name); c.own["place"] != want {
			t.Errorf("%s is called %s, want %s", name, c.own["place"], want)
		}
	}
	for name, want := range map[string]string{
		"Harrow Vale District Council": "council", "Ibusuki City": "city", "Town of Cityville": "town", "Capacity Board": "city", "County Council of Kent": "council",
	} {
		c := catalogue(t, map[string]string{"format.place": "city", "format.places": "city town council county"})
		if c.SetPlace("", name); c.own["place"] != want {
			t.Errorf("%s is called %s, want %s", name, c.own["place"], want)
		}
	}
}

// What comes after stands on the left where a language is written from right to left.
func TestArrowsOfMessages(t *testing.T) {
	for tag, want := range map[string]string{"ar": "36 ← 57", "ja": "36 → 57"} {
		c, err := NewCatalogue(tag, map[string]string{"x": "{a} → {b}"})
		if err != nil || c.Say("x", "a", "36", "b", "57") != want {
			t.Errorf("%s: %s, %v", tag, c.Say("x", "a", "36", "b", "57"), err)
		}
	}
}
