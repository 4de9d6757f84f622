package opendata

import (
	"bytes"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// catalogues are made of the keys themselves, so that a message that is not
// listed in Messages shows as a gap and each placeholder is seen filled in.
func catalogues(t testing.TB) []*lang.Catalogue {
	t.Helper()
	var list []*lang.Catalogue
	for _, tag := range []string{"en", "ja", "zh-Hans"} {
		flat := map[string]string{"format.fiscal_year_short": "FY{year}", "format.period": "{start} – {end}", "format.until": "until {end}", "format.from": "from {start}", "format.month": "{month_name} {year}", "format.fiscal_year_full": "{era}{era_year} FY{year}", "format.date": "{year}-{month}-{day}",
			"opendata.keywords": "one; two <" + tag + ">"}
		for m := 1; m <= 12; m++ {
			flat["month."+strconv.Itoa(m)] = time.Month(m).String()[:3]
		}
		for key, placeholders := range Messages() {
			if _, ok := flat[key]; ok {
				continue
			}
			flat[key] = key + "@" + tag
			for _, p := range placeholders {
				flat[key] += " " + p + "={" + p + "}"
			}
			if strings.HasPrefix(key, "opendata.sheet.") {
				flat[key] = strings.TrimPrefix(key, "opendata.sheet.")
			}
		}
		c, err := lang.NewCatalogue(tag, flat)
		must.Succeed(t, err)
		list = append(list, c)
	}
	return list
}

func both(ja, en string) lang.Text { return lang.Text{"ja": ja, "en": en} }

func num(s string) kpi.Figure {
	return kpi.Figure{Kind: kpi.Number, Value: kpi.MustDecimal(s)}
}

func asOf(f kpi.Figure, text string) kpi.Figure {
	f.AsOf = kpi.AsOf{Text: lang.Plain("ja", text), Normal: lang.ParseAsOf(text)}
	f.AsOf.Months = f.AsOf.Normal.Months()
	return f
}

func none(r kpi.Reason, printed string) kpi.Figure {
	return kpi.Figure{Kind: kpi.None, None: r, Printed: printed}
}

const year = kpi.Year(2024)

func testCity() *kpi.City {
	return &kpi.City{
		Name: both("海辺町", "Umibe Town"), Title: both("海辺町の評価", "Umibe Town: evaluation"),
		Code: "999997", Languages: []string{"ja", "en"}, Licence: kpi.Licence{ID: "not-stated"}, Rule: kpi.RatioID,
		Bands: []kpi.Band{
			{ID: "achieved", Name: both("達成", "Achieved"), From: kpi.MustDecimal("100")},
			{ID: "nearly", Name: both("おおむね達成", "Nearly"), From: kpi.MustDecimal("80")},
			{ID: "behind", Name: both("未達", "Behind"), Open: true},
		},
		Groups:   []kpi.Group{{ID: "front", Name: both("窓口", "Front")}},
		Levels:   []kpi.Level{{ID: "measure", Name: both("施策", "Measure")}},
		Fields:   []kpi.OwnField{{ID: "account", Name: both("会計", "Account")}, {ID: "sdg-goal", Name: both("SDGs", "SDGs")}},
		Graders:  []kpi.Grader{{ID: "committee", Name: both("委員会", "Committee")}},
		Money:    both("千円", "thousand yen"),
		Grades:   []kpi.Grade{{ID: "A", Name: both("A", "A"), Meaning: both("順調", "On course")}},
		Sections: []kpi.Section{{ID: "shimin", Name: both("市民係", "Citizens")}, {ID: "zeimu", Name: both("税務係", "Tax")}, {ID: "kikaku", Name: both("企画係", "Planning")}},
	}
}

var initiative = &kpi.Initiative{Sheet: "1-i", Code: "⑴-イ", Name: both("窓口", "Front office"), Order: 1, Summary: both("待たせない窓口", "Counters without queues"),
	Fields:    []kpi.FieldValue{{Field: "account", Values: []lang.Text{both("一般会計", "General account")}}},
	Gradings:  []kpi.Grading{{Grader: "committee", Grade: "A", Words: both("よい。", "Good.")}},
	Resources: []kpi.Resource{{Name: both("事業費", "Cost"), Unit: both("千円", "thousand yen"), Planned: amount("1200"), Actual: amount("1180.50")}},
}

func amount(s string) *kpi.Decimal { d := kpi.MustDecimal(s); return &d }

// hostile is what a clerk or an attacker may write anywhere.
const hostileText = "=cmd|'/C calc'!A0,\"</script><script>alert(1)</script>\"\r\n二行目\u2028&amp; \x01"

func testRecords() []*kpi.Record {
	number := 0
	record := func(kind kpi.Kind, name string, d kpi.Direction, m kpi.Measured) *kpi.Record {
		number++
		ind := &kpi.Indicator{ID: kpi.MakeID("1-i", (&kpi.City{}).KindOf(string(kind)).Slug, number), Sheet: "1-i", Code: "⑴-イ", Kind: kind, Number: number,
			Name: both(name, name+" (en)"), Unit: both("分", "minutes"), Direction: d, Measured: m}
		return &kpi.Record{Year: year, Indicator: ind, Page: number}
	}
	var list []*kpi.Record
	add := func(r *kpi.Record) *kpi.Record { list = append(list, r); return r }

	r := add(record(kpi.KindIndicator, "滞在時間", kpi.Decrease, kpi.ByNumber))
	r.Baseline, r.Target, r.Actual = asOf(num("41"), "令和６年６月"), asOf(num("36"), "令和７年３月"), asOf(num("57"), "令和６年度")
	r.Published = "63.2"
	r.Indicator.Group = "front"
	r.Comparability = kpi.Comparability{State: kpi.MethodChanged, Note: both("測り方を変えた", "The method changed")}
	r.Actions = []kpi.Action{
		{Text: both("窓口を広げた", "Wider counter"), Printed: "R6.4～R7.1", Period: lang.Period{Start: lang.Month{Year: 2024, Month: 4}, End: lang.Month{Year: 2025, Month: 1}}, Sections: []string{"shimin", "zeimu"}},
		{Text: lang.Plain("ja", "-訓練"), Printed: "R6.9まで", Period: lang.Period{End: lang.Month{Year: 2024, Month: 9}}, Sections: []string{"shimin", "zeimu", "kikaku"}},
	}
	r.Evidence = []kpi.Evidence{{Sum: "30 + 27", Equals: "actual", Text: both("合計", "Sum")}, {Sum: "786 / 57687 * 100", Equals: "1.36", Text: both("割合", "Share")}}
	r.Comment = map[string]kpi.Comment{"ja": {Markdown: "一行目\n\n**二**"}}
	r.Notes = []lang.Text{both("編集注", "Editor")}
	r.Actions[0].State, r.Actions[0].Percent, r.Actions[0].Budget, r.Actions[0].Spent = kpi.UnderWay, amount("60"), amount("300"), amount("280")
	r.Actions[0].Due, r.Actions[0].Grade = asOf(num("1"), "令和７年３月").AsOf, "A"
	r.Indicator.Fields = []kpi.FieldValue{{Field: "sdg-goal", Values: []lang.Text{lang.Plain("ja", "3"), lang.Plain("ja", "11")}}}
	r.Indicator.History = map[kpi.Year]kpi.Figure{2021: num("39"), 2022: none(kpi.NotMeasured, "")}
	r.Readings = []kpi.Reading{{Printed: "第1四半期", Period: lang.Period{Start: lang.Month{Year: 2024, Month: 4}, End: lang.Month{Year: 2024, Month: 6}}, Value: num("40.50")}}
	r.Breakdowns = []kpi.Breakdown{{Name: both("地区", "District"), Items: []kpi.BreakdownItem{{Name: both("北", "North"), Value: num("30")}, {Name: both("南", "South"), Value: num("27")}}, Whole: true}}
	r.Gradings = []kpi.Grading{{Grader: "committee", Grade: "A"}}
	r.Resources = []kpi.Resource{{Name: both("職員", "Staff"), Unit: both("人", "people"), Actual: amount("0.8")}}

	r = add(record(kpi.KindIndicator, "件数", kpi.Increase, kpi.ByNumber))
	r.Baseline, r.Target, r.Actual, r.Published = num("-5"), num("20.00"), num("1647.50"), "8238"
	r.Difference = both("印刷は四捨五入", "Rounded in print")

	r = add(record(kpi.KindIndicator, "範囲", kpi.Maintain, kpi.ByNumber))
	from, to := kpi.MustDecimal("20"), kpi.MustDecimal("25.5")
	r.Baseline, r.Actual = none(kpi.NotMeasured, "―"), num("22")
	r.Target = kpi.Figure{Kind: kpi.Range, From: &from, To: &to}

	r = add(record(kpi.KindGoal, "計画", kpi.Qualitative, kpi.ByDone))
	words := kpi.Figure{Kind: kpi.Words, Words: both("未策定", "Not adopted")}
	r.Baseline, r.Actual = words, words
	r.Target = kpi.Figure{Kind: kpi.Words, Words: both("策定", "Adopted"), Done: true}

	r = add(record(kpi.KindGoal, "研修", kpi.Increase, kpi.ByParts))
	r.Baseline = none(kpi.LostInSource, "")
	r.Indicator.Parts = []kpi.Part{{ID: "sessions", Name: both("回数", "Sessions"), Unit: both("回", "sessions"), Direction: kpi.Increase}, {ID: "people", Name: both("人数", "People"), Direction: kpi.Increase}}
	for i, v := range [][2]string{{"10", "29"}, {"30", "31"}} {
		r.Parts = append(r.Parts, kpi.PartRecord{Part: r.Indicator.Parts[i], Target: num(v[0]), Actual: num(v[1])})
	}
	r.Reconstructed = kpi.Reconstruction{Values: []string{"target"}, Note: both("本文から", "From the prose")}
	r.ActionsSameAs = kpi.ActionsPointer{Indicator: "1-i-shihyo-1", Text: both("実施内容は同じ", "Same actions")}

	r = add(record(kpi.KindIndicator, "未確定", kpi.Increase, kpi.ByNumber))
	r.Baseline, r.Target, r.Actual = num("1"), num("2"), none(kpi.NotYet, "")
	r.Indicator.Targets = map[kpi.Year]kpi.Figure{2025: num("3"), 2024: num("2")}
	r.Indicator.Final = &kpi.FinalTarget{Target: num("9"), Year: 2030}

	r = add(record(kpi.KindIndicator, "暫定", kpi.Decrease, kpi.ByNumber))
	r.Baseline, r.Target, r.Actual, r.Provisional, r.Grade = num("3"), num("2"), num("0"), true, "A"
	r.Baseline.Planned = true
	r.Corrections = []kpi.Correction{{Date: "2025-10-01", Was: both("一", "one"), Now: both("二", "two"), Why: both("誤記", "slip")}}

	r = add(record(kpi.KindIndicator, hostileText, kpi.Increase, kpi.ByNumber))
	r.Baseline, r.Target, r.Actual = num("0.1234567890123456789"), num("3"), num("1")
	r.Indicator.Unit = both("@SUM(A1)", "+1,2")
	r.Method, r.Comment = both(hostileText, hostileText), map[string]kpi.Comment{"ja": {Markdown: hostileText}}
	r.Actions = []kpi.Action{{Text: both(hostileText, "　-3 "), Printed: "=1+1", Sections: []string{"shimin"}}}
	return list
}

// site is a tree of files in memory.
type site map[string][]byte

func (s site) create(path string) (io.WriteCloser, error) {
	if !fs.ValidPath(path) {
		return nil, fs.ErrInvalid
	}
	return &siteFile{site: s, path: path}, nil
}

type siteFile struct {
	bytes.Buffer
	site site
	path string
}

func (f *siteFile) Close() error {
	if _, twice := f.site[f.path]; twice {
		return fs.ErrExist
	}
	f.site[f.path] = bytes.Clone(f.Bytes())
	return nil
}

func testInfo() kpi.YearInfo {
	return kpi.YearInfo{Year: year, PublishedOn: "2025-08-01", Corrections: []kpi.Correction{{Date: "2025-09-01", Was: both("甲", "a"), Now: both("乙", "b"), Why: both("誤り", "error")}}, Source: kpi.SourceDocument{Name: both("評価シート", "Sheets"), Pages: 8}}
}

// built is everything made of some records.
func built(t testing.TB, city *kpi.City, records []*kpi.Record) site {
	t.Helper()
	set, err := New(city, catalogues(t))
	must.Succeed(t, err)
	s := site{}
	y, all := set.Year(testInfo(), s.create), set.Observations(s.create)
	must.Succeed(t, y.Add(set.Node(year, initiative)))
	for _, r := range records {
		a := kpi.Achieve(city, r)
		rows := set.Rows(Entry{Record: r, Achievement: &a, Initiative: initiative, URL: both("FY2024/"+string(r.Indicator.ID)+".html", "en/FY2024/"+string(r.Indicator.ID)+".html")})
		must.Succeed(t, y.Add(rows))
		must.Succeed(t, all.Add(rows.Observed()))
		s[Dir(year)+string(rows.ID)+".csv"] = rows.CSV()
		s[Dir(year)+string(rows.ID)+".json"] = rows.JSON()
	}
	must.Succeed(t, y.Close())
	all.Include(y)
	must.Succeed(t, all.Close())
	must.Succeed(t, all.Catalog(s.create))
	return s
}

func (s site) paths() []string { return slices.Sorted(maps.Keys(s)) }
