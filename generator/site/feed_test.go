package site

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/must"
)

// files are the output of a site, in memory.
type files struct {
	mu   sync.Mutex
	made map[string]*bytes.Buffer
}

type memoryFile struct{ *bytes.Buffer }

func (memoryFile) Close() error { return nil }

func (f *files) create(path string) (io.WriteCloser, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	b := &bytes.Buffer{}
	f.made[path] = b
	return memoryFile{b}, nil
}

func (f *files) String(path string) string {
	if b := f.made[path]; b != nil {
		return b.String()
	}
	return ""
}

var feedMessages = map[string]map[string]string{
	"ja": {
		"year.of": "{n}の指標のうち", "year.met": "{n}が目標を達成", "year.end": "しました。", "year.rest": "{bands}です。",
		"year.band": "{n}は{band}", "year.own_band": "{n}は{band}", "sentence.separator": "", "list.separator": "、", "list.last": "、",
		"format.fiscal_year_full": "{era}{era_year}年度（{year}年度）", "format.fiscal_year_short": "{era}{era_year}年度",
		"kind.shihyo": "指標{n}", "correction.was": "訂正前", "correction.now": "訂正後", "correction.why": "理由",
		"feed.year": "{year}の達成度を公表", "feed.year_rateless": "{year}の結果を公表", "feed.correction": "訂正：{label} {name}（{year}）", "feed.correction_year": "訂正：{year}",
	},
	"en": {
		"year.of": "Of {n} indicators, ", "year.met": "{n} met their target", "year.end": ".", "year.rest": "{bands}.",
		"year.band": "{n} {band}", "year.own_band": "{n} {band}", "sentence.separator": " ", "list.separator": ", ", "list.last": " and ",
		"format.fiscal_year_full": "FY{year} (April {year} – March {next})", "format.fiscal_year_short": "FY{year}", "format.code": "({head})-{tail}",
		"kind.shihyo": "Indicator {n}", "correction.was": "Was", "correction.now": "Is now", "correction.why": "Why",
		"feed.year": "Achievement in {year} published", "feed.year_rateless": "Results of {year} published", "feed.correction": "Correction: {label} {name} ({year})", "feed.correction_year": "Correction: {year}",
	},
}

// town is a site of two years in two languages, in memory, with its pages
// already made.
func town(t *testing.T, years ...kpi.YearInfo) (*Site, *files) {
	t.Helper()
	out := &files{made: map[string]*bytes.Buffer{}}
	both := func(ja, en string) lang.Text { return lang.Text{"ja": ja, "en": en} }
	ind := &kpi.Indicator{ID: "1-a-shihyo-1", Sheet: "1-a", Code: "⑴-ア", Kind: kpi.KindIndicator, Slug: "shihyo", Number: 1, Name: lang.Plain("ja", "健診 <受診率> & その他")}
	s := &Site{
		in: Input{
			City: &kpi.City{
				Name: lang.Plain("ja", "架空市"), Title: both("架空市の評価", "Imagined City's evaluation"), Languages: []string{"ja", "en"},
				BaseURL: "https://Town.Example:8443/kpi/", Licence: kpi.Licence{ID: "CC-BY-4.0", Title: both("CC BY 4.0", "CC BY 4.0")},
				Bands: []kpi.Band{{ID: "achieved", Name: both("達成", "achieved"), From: kpi.MustDecimal("100")}, {ID: "behind", Name: both("未達", "behind"), Open: true}},
			},
			Years:  years,
			Active: func(_ *kpi.Indicator, y kpi.Year) bool { return y == 2023 },
			Output: Output{Create: out.create},
		},
		plan: map[kpi.ID]*kpi.Indicator{ind.ID: ind}, targets: newTargets(), rows: map[kpi.Year][]kpi.Row{},
	}
	for _, y := range years {
		s.rows[y.Year] = []kpi.Row{
			{Year: y.Year, Indicator: ind, Achievement: kpi.Achievement{Band: "achieved", Met: kpi.Met}},
			{Year: y.Year, Indicator: ind, Achievement: kpi.Achievement{Band: "behind", Met: kpi.Missed}},
		}
	}
	for i, tag := range s.in.City.Languages {
		messages, err := lang.NewCatalogue(tag, feedMessages[tag])
		must.Succeed(t, err)
		l := &language{voice: voice{Catalogue: messages, city: s.in.City, first: "ja"}, site: s}
		if i > 0 {
			l.prefix = tag + "/"
		}
		s.languages = append(s.languages, l)
		for _, page := range []string{"index.html", "about.html", "404.html", "FY2023/index.html", "FY2023/1-a.html", "FY2023/1-a-shihyo-1.html",
			"FY2023/1-a-shihyo-2.html", "FY2023/sections/kikaku.html", "FY2024/index.html", "FY2024/changes.html", "FY2023/1-a-shihyo-1.svg"} {
			s.targets.makes(l.prefix + page)
		}
	}
	for _, other := range []string{"archive/FY2023/data/site/index.html", "data/FY2023/source/sheets.html", "assets/site.css", "only-japanese.html"} {
		s.targets.makes(other)
	}
	return s, out
}

var (
	year2023 = kpi.YearInfo{Year: 2023, PublishedOn: "2024-09-30", Date: "2024-09-01", Corrections: []kpi.Correction{
		{Indicator: "1-a-shihyo-1", Date: "2024-11-20", Was: lang.Text{"ja": "実績値 17 & <b>", "en": "Actual 17"}, Now: lang.Plain("ja", "実績値 16"), Why: lang.Text{"ja": "数え誤り", "en": "Miscounted"}},
		{Indicator: "1-a-shihyo-1", Date: "2024-11-20", Was: lang.Plain("ja", "目標値 1"), Now: lang.Plain("ja", "目標値 2"), Why: lang.Plain("ja", "誤記")},
		{Date: "2026-01-05", Was: lang.Plain("ja", "公表日 9月20日"), Now: lang.Plain("ja", "公表日 9月30日"), Why: lang.Plain("ja", "誤記")},
		{Was: lang.Plain("ja", "日付のない訂正"), Now: lang.Plain("ja", "同"), Why: lang.Plain("ja", "同")},
	}}
	year2024 = kpi.YearInfo{Year: 2024, Date: "2025-09-30"}
)

// readFeed is a feed as a reader sees it, decoded by other types than wrote it.
type readFeed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string   `xml:"http://www.w3.org/2005/Atom id"`
	Title   string   `xml:"http://www.w3.org/2005/Atom title"`
	Updated string   `xml:"http://www.w3.org/2005/Atom updated"`
	Author  struct {
		Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
		Name string `xml:"http://www.w3.org/2005/Atom name"`
	} `xml:"http://www.w3.org/2005/Atom author"`
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		ID        string `xml:"http://www.w3.org/2005/Atom id"`
		Title     string `xml:"http://www.w3.org/2005/Atom title"`
		Updated   string `xml:"http://www.w3.org/2005/Atom updated"`
		Published string `xml:"http://www.w3.org/2005/Atom published"`
		Summary   string `xml:"http://www.w3.org/2005/Atom summary"`
		Link      struct {
			Rel  string `xml:"rel,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/2005/Atom link"`
		Content struct {
			Type string `xml:"type,attr"`
			Div  struct {
				Text []struct {
					Name  string `xml:"http://www.w3.org/1999/xhtml dt"`
					Value struct {
						Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
						Text string `xml:",chardata"`
					} `xml:"http://www.w3.org/1999/xhtml dd"`
				} `xml:"dl>div"`
			} `xml:"http://www.w3.org/1999/xhtml div"`
		} `xml:"http://www.w3.org/2005/Atom content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

// Where the city prints no rate, none is said to be published.
func TestFeedWithoutRates(t *testing.T) {
	s, _ := town(t, year2023, year2024)
	s.in.City.Rule = kpi.NoRuleID
	for _, l := range s.languages {
		if e := l.yearEntry(&year2023); strings.Contains(e.Title.Text, "chievement") || strings.Contains(e.Title.Text, "達成度") {
			t.Errorf("%s: %s", l.Tag, e.Title.Text)
		}
	}
}

func TestFeed(t *testing.T) {
	s, out := town(t, year2023, year2024)
	for _, l := range s.languages {
		must.Succeed(t, l.feed())
		text := out.String(l.prefix + "feed.xml")
		var f readFeed
		must.Succeed(t, xml.Unmarshal([]byte(text), &f), text)
		base := "https://Town.Example:8443/kpi/" + l.prefix
		if f.Lang != l.Tag || f.ID != base+"feed.xml" || f.Title == "" || f.Author.Name != "架空市" || f.Updated != "2026-01-05T00:00:00Z" {
			t.Errorf("%s: head %+v", l.Tag, f)
		}
		if len(f.Links) != 2 || f.Links[0].Rel != "self" || f.Links[0].Href != f.ID || f.Links[1].Rel != "alternate" || f.Links[1].Href != base+"index.html" {
			t.Errorf("%s: links %+v", l.Tag, f.Links)
		}
		if !s.targets.has(l.prefix + "feed.xml") {
			t.Errorf("%s: links to the feed would be dead", l.Tag)
		}
		want := []string{"FY2023/index.html", "FY2024/index.html", "FY2023/1-a-shihyo-1.html", "FY2023/1-a-shihyo-1.html", "FY2023/index.html"}
		if len(f.Entries) != len(want) {
			t.Fatalf("%s: %d entries, want %d (the correction without a date has none)", l.Tag, len(f.Entries), len(want))
		}
		ids := map[string]bool{f.ID: true}
		for i, e := range f.Entries {
			if e.Link.Href != base+want[i] || e.Link.Rel != "alternate" {
				t.Errorf("%s: entry %d leads to %s, want %s", l.Tag, i, e.Link.Href, want[i])
			}
			if ids[e.ID] || e.ID == "" {
				t.Errorf("%s: id %q is not its own", l.Tag, e.ID)
			}
			ids[e.ID] = true
			if _, err := time.Parse(time.RFC3339, e.Updated); err != nil || e.Title == "" || strings.Contains(e.Title, "⟦") {
				t.Errorf("%s: entry %+v", l.Tag, e)
			}
			if i > 0 && e.Updated > f.Entries[i-1].Updated {
				t.Errorf("%s: entry %d is newer than the one before it", l.Tag, i)
			}
			if e.Summary == "" && (e.Content.Type != "xhtml" || len(e.Content.Div.Text) != 3) {
				t.Errorf("%s: entry %d says nothing: %+v", l.Tag, i, e)
			}
		}
		must.Be(t, f.Entries[4].Updated, "2024-09-30T00:00:00Z", "the year is dated", "the day of its publication")
		must.Be(t, f.Entries[2].ID, "tag:town.example,2024-11-20:/kpi/"+l.prefix+"FY2023/1-a-shihyo-1/correction-1", "the correction's id is")
	}
}

func TestFeedWords(t *testing.T) {
	s, out := town(t, year2023, year2024)
	read := func(l *language) (f readFeed) {
		must.Succeed(t, l.feed())
		must.Succeed(t, xml.Unmarshal([]byte(out.String(l.prefix+"feed.xml")), &f))
		return f
	}
	ja, en := read(s.languages[0]), read(s.languages[1])
	must.Be(t, ja.Entries[1].Summary, "2の指標のうち1が目標を達成しました。1は未達です。", "summary")
	must.Be(t, ja.Entries[2].Title, "訂正：⑴-ア 指標1 健診 <受診率> & その他（令和5年度）", "title")
	was := ja.Entries[2].Content.Div.Text[0]
	if was.Name != "訂正前" || was.Value.Text != "実績値 17 & <b>" || was.Value.Lang != "" {
		t.Errorf("content %+v", was)
	}
	now := en.Entries[2].Content.Div.Text[1]
	if now.Name != "Is now" || now.Value.Text != "実績値 16" || now.Value.Lang != "ja" {
		t.Errorf("what is not translated is %+v, want it marked", now)
	}
	if en.Author.Lang != "ja" || ja.Author.Lang != "" {
		t.Errorf("the author's language is %q and %q", en.Author.Lang, ja.Author.Lang)
	}
}

func TestFeedWithoutDates(t *testing.T) {
	s, out := town(t, kpi.YearInfo{Year: 2024, Corrections: []kpi.Correction{{Was: lang.Plain("ja", "a")}}})
	if s.feedDated() {
		t.Error("a site without a date has a feed")
	}
	if err := s.languages[0].feed(); err != nil || len(out.made) != 0 || s.targets.has("feed.xml") {
		t.Errorf("wrote %v (%v)", out.made, err)
	}
	s, _ = town(t, kpi.YearInfo{Year: 2024, Corrections: []kpi.Correction{{Date: "2025-01-01"}}})
	if !s.feedDated() {
		t.Error("a dated correction makes no feed")
	}
}
