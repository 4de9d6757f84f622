package site

import (
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/prose"
)

// searchWords gathers the words of a page by their language: its own, and the
// site's first where a translation is missing.
type searchWords struct{ own, foreign []string }

func (w *searchWords) add(phrases ...Phrase) {
	for _, p := range phrases {
		switch {
		case p.Text == "":
		case p.Lang != "":
			w.foreign = append(w.foreign, p.Text)
		default:
			w.own = append(w.own, p.Text)
		}
	}
}

func (w *searchWords) links(links []Link) {
	for _, link := range links {
		w.add(Phrase{link.Text, link.Lang})
	}
}

// entry puts the words into an entry.
func (w *searchWords) entry(e searchEntry) searchEntry {
	e.text, e.foreign = strings.Join(w.own, "\n"), strings.Join(w.foreign, "\n")
	return e
}

// indicatorEntry is what the search knows of an indicator.
func (l *language) indicatorEntry(path string, row *kpi.Row, rec *kpi.Record, v *IndicatorView) searchEntry {
	e := searchEntry{
		path: l.prefix + path, title: v.Name.Text, lang: v.Name.Lang, where: l.fullLabel(row.Indicator), line: l.resultLine(v),
		keys: l.indicatorKeys(row.Indicator),
	}
	head := []string{v.Finding.Line(l.Say("sentence.separator"))}
	var words searchWords
	figures := func(of []FigureView) {
		for _, f := range of {
			if f.Value.Lang != "" || f.Unit.Lang != "" {
				words.add(f.Value, f.Unit)
				continue
			}
			head = append(head, f.Label+" "+f.Value.Text+f.Gap+f.Unit.Text)
			words.add(f.AsOf, f.Note)
		}
	}
	figures(v.Figures)
	for _, p := range v.Parts {
		words.add(p.Name)
		figures(p.Figures)
	}
	if v.Final != nil {
		figures([]FigureView{*v.Final})
	}
	figures(v.Further)
	e.head = strings.Join(head, "\n")
	l.indicatorWords(&words, rec, v)
	return words.entry(e)
}

// indicatorWords gathers what stands on an indicator's page besides its figures.
func (l *language) indicatorWords(words *searchWords, rec *kpi.Record, v *IndicatorView) {
	words.add(Phrase{v.Initiative.Text, v.Initiative.Lang}, v.Group, v.Reconstructed, v.Comparability, v.Comparable)
	for _, f := range v.Flags {
		words.add(f.Note)
	}
	words.links(v.Sections)
	comment, tag := rec.Comment[l.Tag].Markdown, l.Tag
	if comment == "" {
		comment, tag = rec.Comment[l.first].Markdown, l.first
	}
	text := v.comment
	if text == nil {
		text = prose.Read([]byte(comment))
	}
	said := Phrase{Text: text.Text(tag)}
	if tag != l.Tag {
		said.Lang = tag
	}
	words.add(said)
	for _, a := range v.Actions {
		words.add(a.Text, a.Period)
	}
	words.add(v.ActionsText, v.Method, v.Remark)
	for _, e := range v.Evidence {
		words.add(e.Text)
	}
	for _, f := range v.Fields {
		words.add(f.Values...)
	}
	for _, g := range v.Gradings {
		words.add(g.Words)
	}
	for _, b := range v.Breakdowns {
		words.add(b.Name)
		for _, item := range b.Items {
			words.add(item.Name)
		}
	}
	for _, r := range v.Resources {
		words.add(r.Name)
	}
	words.add(v.Notes...)
	for _, c := range v.Corrections {
		words.add(c.Was, c.Now, c.Why)
	}
}

// resultLine says what came of an indicator beside a result: 63.2% · Behind target · Not comparable.
func (l *language) resultLine(v *IndicatorView) string {
	parts := []string{v.Band.Name}
	if v.Shown != "" {
		parts = []string{v.Shown + "%", v.Band.Name}
	}
	for _, f := range v.Flags {
		parts = append(parts, f.Name)
	}
	return strings.Join(parts, " · ")
}

// indicatorKeys are what an indicator may be called by, in any language of the site. Its initiative's code alone is
// no key: that is the initiative's.
func (l *language) indicatorKeys(ind *kpi.Indicator) []string {
	keys := []string{string(ind.ID)}
	for _, o := range l.site.languages {
		for _, code := range l.codeKeys(ind.Code, ind.Sheet) {
			keys = append(keys, code+" "+o.label(ind))
		}
	}
	return keys
}

// codeKeys are the forms of an initiative's code: as printed, as in this language, as in addresses, and the last
// without signs, as people type it.
func (l *language) codeKeys(printed, sheet string) []string {
	keys := []string{printed, l.code(printed, sheet), sheet}
	if kanaCode.MatchString(printed) {
		keys = append(keys, bareCode.Replace(foldForSearch(printed)), openCode.Replace(foldForSearch(printed)))
	}
	return keys
}

// groupEntry is what the search knows of an initiative or a section.
func (l *language) groupEntry(path string, name Phrase, where, line string, more ...Phrase) searchEntry {
	var words searchWords
	words.add(more...)
	return words.entry(searchEntry{path: path, title: name.Text, lang: name.Lang, where: where, line: strings.TrimSpace(line)})
}

// nodeEntry is what the search knows of a node of the plan.
func (l *language) nodeEntry(p *InitiativePage, of *kpi.Initiative) searchEntry {
	e := l.groupEntry(p.Path, p.Name, l.plainCode(of.Code, of.Sheet), p.Line, p.Level, p.Pillar, p.Summary)
	e.keys = l.codeKeys(of.Code, of.Sheet)
	return e
}

// How people type a printed code such as (1)-a: without its signs, or without
// the brackets.
var (
	bareCode = strings.NewReplacer("(", "", ")", "", "-", "")
	openCode = strings.NewReplacer("(", "", ")", "")
)
