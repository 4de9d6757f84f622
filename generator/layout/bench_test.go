package layout_test

import (
	"bytes"
	"html/template"
	"strings"
	"testing"

	"tassei/generator/layout"
	"tassei/generator/must"
)

// pageLayout is a page of about 6 kB such as the site has: head, navigation,
// figures, tables of actions and parts.
var pageLayout = []string{`<!doctype html>
<html lang="{{.S}}">
<head>
  <meta charset="utf-8">
  <title>{{.Row.Name}} | {{.S}}</title>
  <meta name="description" content="{{.S}}">
  <link rel="stylesheet" href="{{.Row.Link}}">
</head>
<body class="page {{.Text}}">
  <a class="skip" href="#main">{{t "skip"}}</a>
  <nav aria-label="{{t "nav.label"}}">
    <ol>
      {{range .Refs}}
        <li><a href="{{.Link}}"{{if eq .Value 7}} aria-current="page"{{end}}>{{.Name}}</a></li>
      {{end}}
    </ol>
  </nav>
  <main id="main">
    <h1>{{.Row.Name}}</h1>
    {{with .P}}<p class="lead">{{.Name}} <span>{{.Value}}</span></p>{{end}}
    {{if and .Yes (not .No)}}<p class="flag">{{t "flag.worse"}}</p>{{end}}
    <table>
      <caption>{{t "actions"}}</caption>
      <thead><tr><th scope="col">{{t "no"}}</th><th scope="col">{{t "what"}}</th><th scope="col">{{t "when"}}</th></tr></thead>
      <tbody>
        {{range $i, $row := .Rows}}
          <tr class="{{if $i}}more{{else}}first{{end}}">
            <td>{{$row.Value}}</td>
            <td><a href="{{$row.Link}}">{{$row.Name}}</a></td>
            <td>{{range .Sub}}<span>{{.}}</span> {{end}}</td>
          </tr>
        {{else}}
          <tr><td colspan="3">{{t "none"}}</td></tr>
        {{end}}
      </tbody>
    </table>
    {{.HTML}}
  </main>
  <footer><p>{{t "licence"}} {{.S}}</p></footer>
</body>
</html>
`}

func benchData() *Data {
	d := dataWith("指標 1 オンライン申請の割合")
	d.HTML = template.HTML("<p>" + strings.Repeat("申請の割合は 36 パーセントである。", 30) + "</p>")
	d.Rows = nil
	for i := range 16 {
		d.Rows = append(d.Rows, Row{Name: "窓口の予約システムを <入れ替えた> & 周知した", Value: i, Link: "../FY2024/1-i-shihyo-4.html", Sub: []string{"R6.4～R7.1", "市民係"}})
	}
	return d
}

func BenchmarkCompiled(b *testing.B) {
	set := load(b, files("base.html", pageLayout[0], "pages/x.html", ""), nil, words)
	page, err := layout.Page[Data](set, "x")
	must.Succeed(b, err)
	data, buf := benchData(), []byte(nil)
	b.ReportAllocs()
	for b.Loop() {
		if buf, err = page.Append(buf[:0], data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(buf)), "bytes")
}

func BenchmarkHTMLTemplate(b *testing.B) {
	std := template.Must(template.New("x").Funcs(template.FuncMap{"t": words}).Parse(pageLayout[0]))
	data := benchData()
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		must.Succeed(b, std.Execute(&buf, data))
	}
	b.ReportMetric(float64(buf.Len()), "bytes")
}

// BenchmarkLoad is the cost at start-up of ten kinds of pages.
func BenchmarkLoad(b *testing.B) {
	pairs := []string{"base.html", strings.Replace(pageLayout[0], "{{.HTML}}", `{{template "main" .}}`, 1)}
	for _, kind := range strings.Fields("a b c d e f g h i j") {
		pairs = append(pairs, "pages/"+kind+".html", `{{define "main"}}`+pageLayout[0][strings.Index(pageLayout[0], "<main"):strings.Index(pageLayout[0], "</main>")]+`</main>{{end}}`)
	}
	fsys := files(pairs...)
	b.ReportAllocs()
	for b.Loop() {
		set, err := layout.Load(fsys, nil, words, nil)
		must.Succeed(b, err)
		for _, kind := range set.Kinds() {
			must.Succeed(b, must.Err(layout.Page[Data](set, kind)))
		}
	}
}
