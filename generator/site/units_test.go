package site

import (
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// TestUnits holds how a figure is written with its unit, in a sentence and in a
// table's cell, which keeps the unit apart.
func TestUnits(t *testing.T) {
	city := &kpi.City{Languages: []string{"en"}, Units: []kpi.Unit{{Name: lang.Text{"en": "foster placements"}, One: lang.Text{"en": "foster placement"}}}}
	v := speaker(t, "en")
	v.city, v.first = city, "en"
	l := &language{voice: *v}
	for _, c := range []struct{ number, unit, want string }{
		{"2500", "$000", "2,500 ($000)"}, {"-1234", "£000", "−1,234 (£000)"}, {"2500", "(thousands)", "2,500 (thousands)"},
		{"1", "carers", "1 carer"}, {"-1", "crashes", "−1 crash"}, {"1.0", "carers", "1.0 carers"}, {"11", "carers", "11 carers"},
		{"1", "people", "1 person"}, {"1", "companies", "1 company"}, {"1", "abatement notices", "1 abatement notice"}, {"1", "exercises", "1 exercise"}, {"1", "cases per 1,000 residents", "1 case per 1,000 residents"},
		{"1", "per 1,000 residents", "1 per 1,000 residents"}, {"1", "of 12 projects", "1 of 12 projects"},
		{"430", "R million", "R430 million"}, {"-2.5", "Rm", "−R2.5m"}, {"11", "R/kl", "R11/kl"}, {"900", "R'000", "900 (R'000)"}, {"900", "€000", "900 (€000)"},
		{"1250", "₱ million", "₱1,250 million"}, {"40", "₹ crore", "₹40 crore"}, {"40", "Rs. crore", "Rs.\u00a040 crore"}, {"1250", "CHF", "CHF\u00a01,250"}, {"-3", "PhP million", "−PhP\u00a03 million"},
		{"512.5", "Rp million", "Rp\u00a0512.5 million"}, {"12", "KShs. million", "KShs.\u00a012 million"}, {"3", "KSh", "KSh\u00a03"}, {"1200", "VND billion", "VND\u00a01,200 billion"},
		{"12", "MWh", "12 MWh"}, {"3", "RMs", "3 RMs"}, {"3", "Roads", "3 Roads"},
		{"1", "working days", "1 working day"}, {"1", "enterprises", "1 enterprise"}, {"1", "boreholes", "1 borehole"}, {"1", "women", "1 woman"}, {"1", "new homes a year", "1 new home a year"}, {"1", "days/year", "1 day/year"},
		{"1", "foster placements", "1 foster placement"}, {"1", "premises", "1 premises"}, {"1", "series", "1 series"}, {"1", "GPS", "1 GPS"}, {"1", "%", "1%"},
	} {
		d := kpi.MustDecimal(c.number)
		f, unit := kpi.Figure{Kind: kpi.Number, Value: d}, lang.Text{"en": c.unit}
		must.Be(t, l.measure(f, unit), c.want, c.number, c.unit, "reads")
		cell := l.figureView("actual", f, unit)
		must.Be(t, cell.Value.Text+cell.Gap+cell.Unit.Text, c.want, c.number, c.unit, "in a cell reads")
	}
}

// Dutch writes a sign of money before the number and apart from it, as other languages
// with a decimal comma do not.
func TestMoneyBeforeItsNumber(t *testing.T) {
	for _, c := range []struct{ tag, number, unit, want string }{
		{"nl", "812,40", "€", "€\u00a0812,40"}, {"nl", "−1.250", "€ mln.", "−€\u00a01.250 mln."}, {"de", "812,40", "€", "812,40 €"}, {"en", "812.40", "€", "€812.40"},
		{"pt-BR", "1.200", "R$ milhões", "R$\u00a01.200 milhões"}, {"es-AR", "1.200", "$", "$\u00a01.200"}, {"es", "1.200", "€", "1.200 €"}, {"es-MX", "1,200", "$", "$1,200"}, {"ca", "1.200", "€", "1.200 €"},
		{"sv", "1 200", "SEK", "1 200 SEK"}, {"de", "1.200", "CHF", "1.200 CHF"}, {"af", "1 200", "R miljoen", "1 200 R miljoen"}, {"en", "1,200", "R", "R1,200"},
		{"id", "1.200", "Rp juta", "Rp\u00a01.200 juta"}, {"id", "1.200", "USD", "1.200 USD"}, {"ms", "1,200", "RM juta", "RM\u00a01,200 juta"}, {"sv", "2 030", "år", "2030 år"}, {"pl", "2 030", "rok", "2030 rok"},
	} {
		v := speaker(t, "en")
		v.Catalogue.Tag, v.first, v.city = c.tag, c.tag, &kpi.City{Languages: []string{c.tag}}
		must.Be(t, v.withUnit(c.number, lang.Text{c.tag: c.unit}), c.want, c.tag)
	}
}

// TestCodeBeforeLabel holds that a label which begins with the code of its part of
// the plan does not have the code before it again.
// Nobody writes 2,025年; a number of years that is no year keeps its sign.
func TestYearsAreNotGrouped(t *testing.T) {
	ja, en := speaker(t, "ja"), speaker(t, "en")
	year := lang.Text{"ja": "年", "en": "year"}
	for _, c := range []struct{ got, want string }{
		{ja.withUnit(ja.Number("2025"), year), "2025年"},
		{ja.withUnit(ja.Number("2025"), lang.Text{"ja": "年度"}), "2025年度"},
		{ja.withUnit(ja.Number("12025"), year), "12,025年"},
		{ja.withUnit(ja.Number("2025.5"), year), "2,025.5年"},
		{ja.withUnit(ja.Number("2025"), lang.Text{"ja": "年生"}), "2,025年生"},
		{ja.withUnit(ja.Number("2025"), lang.Text{"ja": "人"}), "2,025人"},
		{en.withUnit(en.Number("2025"), year), "2025 year"},
	} {
		must.Be(t, c.got, c.want)
	}
	number, _, unit := ja.apart(kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("2025")}, year)
	if number != "2025" || unit.Text != "年" {
		t.Errorf("apart: %q %q", number, unit.Text)
	}
}

func TestCodeBeforeLabel(t *testing.T) {
	v := speaker(t, "en")
	for _, c := range [][3]string{
		{"2", "2.1", "2.1"}, {"2", "2", "2"}, {"2-(1)", "2-(1)-①", "2-(1)-①"}, {"SC", "SC03", "SC03"}, {"S", "SC03", "S SC03"}, {"", "3", "3"}, {"2", "21", "2 21"}, {"2", "PI 203", "2 PI 203"}, {"2", "", "2 Indicator 1"},
	} {
		ind := &kpi.Indicator{Sheet: "two", Code: c[0], Slug: "shihyo", Number: 1}
		if c[1] != "" {
			ind.Label = lang.Text{"ja": c[1], "en": c[1]}
		}
		must.Be(t, v.fullLabel(ind), c[2], c[1], "of part", c[0], "is called")
		must.Be(t, joined(v.codeBeside(ind).Text, v.label(ind)), c[2], "beside its name", c[1], "of part", c[0], "is called")
	}
}

// A number never runs into a digit beside it: grade 6 and 90 % is no 690 %.
func TestNumbersKeepApart(t *testing.T) {
	ja, en := speaker(t, "ja"), speaker(t, "en")
	second := kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("52"), Second: &kpi.Second{Value: kpi.MustDecimal("9"), Name: lang.Text{"ja": "R6", "en": "R6"}}}
	part := func(id, target string) kpi.PartRecord {
		return kpi.PartRecord{Part: kpi.Part{ID: id, Name: lang.Text{"ja": id, "en": id}, Unit: lang.Text{"ja": "％", "en": "%"}},
			Target: kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(target)}, Actual: kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal("88.0")}}
	}
	row := &kpi.Row{Indicator: &kpi.Indicator{Measured: kpi.ByParts}, Parts: []kpi.PartRecord{part("小6", "90"), part("中３", "85")}}
	for _, c := range [][2]string{
		{ja.withUnit("38.2", lang.Text{"ja": "10万人当たり"}), "38.2（10万人当たり）"},
		{ja.withUnit("84.3", lang.Text{"ja": "人口10万対"}), "84.3（人口10万対）"},
		{ja.withUnit("−46", lang.Text{"ja": "2013年度比％"}), "−46（2013年度比％）"},
		{ja.withUnit("9.1", lang.Text{"ja": "出生千対"}), "9.1（出生千対）"},
		{ja.withUnit("38.2", lang.Text{"ja": "人"}), "38.2人"},
		{en.withUnit("38.2", lang.Text{"en": "100,000ths"}), "38.2 100,000ths"},
		{ja.bounded(second, ja.number), "52（R6 9）"},
		{ja.finding(row).Plan, "目標は小6が90％、中３が85％でした。"},
	} {
		must.Be(t, c[0], c[1])
	}
}
