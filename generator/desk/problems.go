package desk

import (
	"bytes"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"tassei/generator/desk/edit"
	"tassei/generator/diag"
)

// notice is one problem as a page shows it. Everything in it is plain text.
type notice struct {
	Severity string `json:"severity"`
	Place    string `json:"place"` // data/FY2024/1-i.toml:14:10
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint"`
	Line     int    `json:"line"`
	Before   string `json:"before"` // of the line at fault
	At       string `json:"at"`     // the text at fault
	After    string `json:"after"`
	Edit     string `json:"edit"` // where it can be put right in the browser, "" for nowhere
}

// errors counts what keeps a build from being shown. The caller holds mu.
func (s *screen) errors() int {
	n := 0
	if s.list != nil {
		n = s.list.Errors()
	}
	if s.err != nil {
		n++
	}
	return n
}

// heading says in a line how the last build went, "" when there is nothing to
// say. The caller holds mu.
func (s *screen) heading() string {
	switch {
	case s.err != nil:
		return say(s.lang, "build failed")
	case s.list == nil || s.list.Len() == 0:
		return ""
	case s.list.Errors() > 0:
		return say(s.lang, "build stopped", "totals", s.list.Totals(s.lang))
	}
	return s.list.Totals(s.lang)
}

// notices lists everything that was said about the last build. The caller
// holds mu.
func (s *screen) notices() []notice {
	var all []notice
	if s.err != nil {
		all = append(all, notice{Severity: string(diag.Error), Message: s.err.Error()})
	}
	if s.list == nil {
		return all
	}
	for _, p := range s.list.All() {
		p = p.In(s.lang)
		n := notice{Severity: string(p.Severity), Code: p.Code, Message: p.Message, Hint: p.Hint, Line: p.Line}
		if p.File != "" {
			n.Place = fmt.Sprintf("%s:%d:%d", diag.Visible(p.File), p.Line, p.Column)
		}
		n.Before, n.At, n.After = atFault(p)
		n.Edit = edit.At(p.File, p.Line)
		all = append(all, n)
	}
	// What stops the build comes before what does not.
	slices.SortStableFunc(all, func(a, b notice) int { return strings.Compare(a.Severity, b.Severity) })
	return all
}

// atFault parts the line at fault into what stands before, in and after the
// text at fault. In a line that was cut the place is not known.
func atFault(p diag.Problem) (before, at, after string) {
	runes := []rune(p.Excerpt)
	from := p.Column - 1
	if from < 0 || from >= len(runes) || runes[0] == '…' {
		return p.Excerpt, "", ""
	}
	to := from
	for to < len(runes) && diag.Cells(string(runes[from:to])) < p.Width {
		to++
	}
	return string(runes[:from]), string(runes[from:to]), string(runes[to:])
}

// ownPage is the template of a page that stands by itself: it uses no layout, for
// a layout may be what is wrong.
func ownPage(name, main string) *template.Template {
	return template.Must(template.New(name).Parse(`<!DOCTYPE html>
<html lang="{{.Lang}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{.Title}}</title>
<link rel="stylesheet" href="/-/live.css">
<script defer src="/-/live.js"></script>
</head>
<body class="tassei-page" data-tassei="` + name + `">
<main>
<h1>{{.Title}}</h1>
` + main + `</main>
</body>
</html>
`))
}

// sendOwn sends a page that stands by itself.
func sendOwn(w http.ResponseWriter, r *http.Request, status int, of *template.Template, page any) {
	var b bytes.Buffer
	if err := of.Execute(&b, page); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	// The page carries text of any file, so it is told here what it may load.
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	sendWith(w, r, status, of.Name()+".html", b.Bytes())
}

var problemsPage = ownPage("problems", `<p>{{.State}}</p>
<p>{{if .Good}}<a href="/">{{.Back}}</a> {{end}}<a href="/-/progress">{{.Progress}}</a></p>
{{if .Notices}}<ol>
{{range .Notices}}<li class="{{.Severity}}">
<p><b>{{.Message}}</b></p>
<p class="place"><code>{{.Place}}</code> {{.Severity}} {{.Code}}</p>
{{if or .Before .At .After}}<pre><span class="no">{{.Line}}</span> {{.Before}}{{if .At}}<mark>{{.At}}</mark>{{end}}{{.After}}</pre>
{{end}}{{if .Hint}}<p>{{$.HintWord}}{{.Hint}}</p>
{{end}}{{if .Edit}}<p><a href="{{.Edit}}">{{$.EditWord}}</a></p>
{{end}}</li>
{{end}}</ol>
{{end}}`)

// problems sends the page that lists every problem of the last build.
func (s *screen) problems(w http.ResponseWriter, r *http.Request, status int) {
	s.mu.RLock()
	page := struct {
		Lang, Title, State, Back, Progress, HintWord, EditWord string
		Good                                                   bool
		Notices                                                []notice
	}{s.lang, say(s.lang, "problems title"), s.heading(), say(s.lang, "back"), say(s.lang, "progress page"), say(s.lang, "hint"), say(s.lang, "edit here"), s.site != nil, s.notices()}
	building := s.site == nil && s.list == nil && s.err == nil
	s.mu.RUnlock()
	switch {
	case building:
		page.Title, page.State = say(s.lang, "building"), ""
	case page.State == "":
		page.State = say(s.lang, "no problems")
	}
	sendOwn(w, r, status, problemsPage, page)
}
