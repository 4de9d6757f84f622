package desk

import (
	"errors"
	"net/http"

	"tassei/generator/desk/edit"
	"tassei/generator/kpi"
	"tassei/generator/source"
)

var progressPage = ownPage("progress", `<p><a href="/">{{.Back}}</a> <a href="/-/edit/">{{.Edit}}</a></p>
{{if .Fault}}<p>{{.Fault}}</p>
{{else}}<div class="wide" tabindex="0" role="region" aria-label="{{.Title}}"><table>
<thead><tr>{{range .Head}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}<tr>{{range $i, $cell := .}}{{if $i}}<td>{{$cell}}</td>{{else}}<th scope="row">{{$cell}}</th>{{end}}{{end}}</tr>
{{end}}</tbody>
</table></div>
{{range .Sections}}{{if .Open}}<h2>{{.Name}}</h2>
<ul>
{{range .Open}}<li><a href="{{.Href}}">{{.Line}}</a></li>
{{end}}</ul>
{{end}}{{end}}{{end}}`)

// progress sends the page that tells who is missing, as the files are now.
func (s *screen) progress(w http.ResponseWriter, r *http.Request) {
	type open struct{ Href, Line string }
	type section struct {
		Name string
		Open []open
	}
	page := struct {
		Lang, Title, Back, Edit, Fault string
		Head                           []string
		Rows                           [][]string
		Sections                       []section
	}{Lang: s.lang, Title: say(s.lang, "progress page"), Back: say(s.lang, "back"), Edit: say(s.lang, "to edit")}
	p, err := progressIn(s.dir, r.URL.Query().Get("year"))
	var told *Fault
	switch {
	case errors.As(err, &told):
		page.Fault = told.In(s.lang)
	case err != nil:
		page.Fault = err.Error()
	default:
		page.Title = p.heading(s.lang)
		last := len(progressHead) - 1 // the day stands in the title
		for _, key := range progressHead[:last] {
			page.Head = append(page.Head, wordsOf(p.city).say(s.lang, "progress "+key))
		}
		for i := range p.Sections {
			one := &p.Sections[i]
			page.Rows = append(page.Rows, one.cells(one.Name, "")[:last])
			of := section{Name: one.Name}
			for _, o := range one.Open {
				of.Open = append(of.Open, open{edit.Root + p.Year + "/" + o.Indicator, o.line(s.lang)})
			}
			page.Sections = append(page.Sections, of)
		}
		page.Rows = append(page.Rows, p.Total.cells(say(s.lang, "progress all"), "")[:last])
	}
	sendOwn(w, r, http.StatusOK, progressPage, page)
}

// progressIn reads a city's folder for its progress; year is "" for the newest.
func progressIn(dir, year string) (*Progress, error) {
	src, list, err := source.Open(dir)
	if err != nil {
		return nil, err
	}
	defer src.Close()
	if list.Errors() > 0 {
		return nil, fault("see problems")
	}
	y, ok := kpi.ParseYear(year)
	if year != "" && !ok {
		return nil, fault("no year", "year", year)
	}
	return ProgressOf(src, y, "", "")
}
