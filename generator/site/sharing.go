package site

import (
	"strings"

	"tassei/generator/chart"
	"tassei/generator/kpi"
	"tassei/generator/share"
)

// shareYear draws the picture that stands for a year where its address is shared, and gives
// its words; "" where there is no picture, for its face has no letters of the language.
func (l *language) shareYear(info kpi.YearInfo) (alt string, err error) {
	tally := l.site.tallies[info.Year].all
	f := l.yearFinding(tally)
	card := share.Year{
		City: l.words(l.city.Name), Site: l.words(l.city.Title), Year: l.shareYearName(info.Year),
		Of: f.Of, Met: f.Met, End: f.End, Rest: f.Rest, Worse: f.Worse,
	}
	for _, b := range l.bands(tally) {
		band := shareBand(b)
		band.Figure, band.Count = b.Count, b.count
		card.Tally = append(card.Tally, band)
	}
	return l.picture(info.Year.String()+"/share.png", card)
}

// shareIndicator does the same for an indicator; path is its page without the language.
func (l *language) shareIndicator(path string, row *kpi.Row, v *IndicatorView) (alt string, err error) {
	card := share.Indicator{
		City: l.words(l.city.Name), Site: l.words(l.city.Title), Year: l.shareYearName(row.Year),
		Code: v.Code.Text, Label: v.Label, Name: v.Name.Text, Plan: v.Finding.Plan, Outcome: v.Finding.Outcome,
		Heading: l.Say("share_image.achievement"), Figure: v.Shown, NoRate: v.NoRate, Band: shareBand(v.Band),
	}
	if v.Shown == "" && l.city.PrintsNoRate() {
		card.Heading, card.NoRate = "", "" // no page speaks of one
	}
	card.Flags = each(v.Flags, func(f FlagView) share.Flag { return share.Flag{Sign: f.Sign, Word: f.Name, Bad: f.Bad} })
	return l.picture(strings.TrimSuffix(path, ".html")+".png", card)
}

// card is what a picture says.
type card interface {
	Alt() string
	Key() string
	PNG() ([]byte, error)
}

// picture writes a picture; one of the same words that was drawn before is
// taken from the cache, where there is one.
func (l *language) picture(page string, of card) (alt string, err error) {
	alt = of.Alt()
	if readable, err := share.Draws(alt); !readable {
		return "", err
	}
	draw := of.PNG
	if l.site.in.Cached != nil {
		draw = func() ([]byte, error) { return l.site.in.Cached(of.Key(), of.PNG) }
	}
	png, err := draw()
	if err != nil {
		return "", err
	}
	return alt, l.site.put(l.prefix+page, png)
}

// shared says whether pages have an address to be shared by.
func (s *Site) shared() bool { return s.in.City.BaseURL != "" && s.in.Snapshot == nil }

func (l *language) shareYearName(y kpi.Year) string {
	return l.Say("share_image.year", "full", l.fullYear(y), "short", l.year(y))
}

// shareMarks are the marks of charts that pictures draw alike, of bands between the first and the last.
var shareMarks = map[chart.Shape]share.Mark{
	chart.Triangle: share.Triangle, chart.Inverted: share.Inverted, chart.Cross: share.Cross, chart.Beam: share.Beam, chart.Hourglass: share.Hourglass,
	chart.Right: share.Right, chart.Left: share.Left, chart.Saltire: share.Saltire, chart.Star: share.Star, chart.Pillar: share.Pillar, chart.Bow: share.Bow,
}

func shareBand(b BandView) share.Band {
	band := share.Band{Mark: share.Ring, Tone: share.Grey, Name: b.Name}
	switch b.Class {
	case classMet:
		band.Mark, band.Tone = share.Disc, share.Blue
	case classNear:
		band.Mark = shareMarks[b.shape]
	case classBehind:
		band.Mark, band.Tone = share.Square, share.Orange
	}
	return band
}
