package edit

import (
	"encoding/json"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"tassei/generator/lang"
)

var pages = template.Must(template.New("").Funcs(template.FuncMap{"t": say, "rtl": lang.RightToLeft}).ParseFS(pageFiles, "pages/*.html"))

// page is what the template of a form is given.
type page struct {
	Lang, Title, Name, Year string
	Token, Was, Action      string
	Back, List              string
	ReadOnly                bool
	Draft                   bool
	Refused, Done           string
	Saved                   []string
	Next                    string // the next record to be written
	Groups                  []*group
	Verdict                 *verdict
	Sections                []string
	First                   string
}

func (e *Editor) page(f *form, v *verdict) *page {
	r := f.record
	year, spoken := r.year.Year.String(), yearName(r.city, r.tag, r.year.Year)
	name := titled(r.city, r.tag, r.indicator)
	shown, _ := json.Marshal(f.values())
	p := &page{Lang: e.options.Lang, Title: e.say("form title", "name", name, "year", spoken), Name: name, Year: spoken,
		Token: e.token, Was: string(shown), Action: Root + year + "/" + string(r.id), List: Root + year + "/",
		Back: "/" + siteFolder(r) + year + "/" + string(r.id) + ".html", ReadOnly: e.options.ReadOnly,
		Draft: r.year.Draft, Groups: f.groups, Verdict: v, First: r.first}
	for _, s := range r.city.Sections {
		p.Sections = append(p.Sections, r.city.SectionLabel(s.ID, r.first))
	}
	return p
}

// siteFolder is the folder of the clerk's language on the site, "" for the
// site's first.
func siteFolder(r *record) string {
	if r.tag == r.first || !slices.Contains(r.languages, r.tag) {
		return ""
	}
	return r.tag + "/"
}

// plainPage is a page with a few words.
type plainPage struct {
	Lang, Title, Text, List, Back string
	Typed                         []typedText
}

type typedText struct{ Name, Value string }

// refuse sends a page that says why; what was typed stays on it, to be copied.
func (e *Editor) refuse(w http.ResponseWriter, r *http.Request, no *refusal, pairs ...string) {
	p := plainPage{Lang: e.options.Lang, Title: e.say("refused title"), Text: e.say(no.key, pairs...), List: Root}
	if r.Method != http.MethodPost {
		p.Title = e.say("not shown")
	}
	p.Typed = written(r) // none where the form was not read
	if err := send(w, no.status, "refused.html", p); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

// written is what a form says that it did not show when it was sent.
func written(r *http.Request) []typedText {
	shown := was(r)
	var list []typedText
	for name, s := range r.PostForm {
		if name != "token" && name != "was" && clean(s[0]) != clean(shown[name]) {
			list = append(list, typedText{name, s[0]})
		}
	}
	slices.SortFunc(list, func(a, b typedText) int { return strings.Compare(a.Name, b.Name) })
	return list
}
