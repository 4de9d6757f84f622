package layout_test

import (
	"errors"
	"html/template"
	"strings"
	"testing"

	"tassei/generator/law"
	"tassei/generator/layout"
	"tassei/generator/must"
)

// Data has a field of every kind that layouts may meet.
type Data struct {
	Embedded
	S       string
	Text    Word
	HTML    template.HTML
	URL     template.URL
	Attr    template.HTMLAttr
	Srcset  template.Srcset
	CSS     template.CSS
	N       int
	Yes, No bool
	P       *Row
	Nil     *Row
	Row     Row
	Rows    []Row
	Refs    []*Row
	Empty   []Row
	Strings []string
	Array   []int
	Tree    *Node
	Nested  [][]string
}

type Embedded struct{ Inside string }
type Word string
type Row struct {
	Name  string
	Value int
	Link  string
	Sub   []string
	Next  *Row
}
type Node struct {
	Label string
	Kids  []*Node
}

func (r Row) Shout() string      { return r.Name + "!" }
func (r *Row) Whisper() string   { return "(" + r.Name + ")" }
func (r *Row) Same() *Row        { return r }
func (r *Row) Join(string) error { return nil }
func (d *Data) Method() string   { return d.S + "*" }
func (d *Data) Panics() string   { panic("thrown") }

// words are the messages of the tests.
func words(key string, pairs ...string) (string, error) {
	if key == "odd" {
		return "", errors.New("broken")
	}
	return "「" + key + strings.Join(pairs, "/") + "」", nil
}

func dataWith(s string) *Data {
	row := Row{Name: s, Value: 7, Link: s, Sub: []string{s, "b"}, Next: &Row{Name: "next " + s}}
	return &Data{
		Embedded: Embedded{s}, S: s, Text: Word(s),
		HTML: template.HTML("<em>&amp;" + s), URL: template.URL(s), Attr: template.HTMLAttr("title=1"),
		Srcset: template.Srcset(s), CSS: template.CSS(s), N: -42, Yes: true,
		P: &row, Row: row, Rows: []Row{row, {Name: "2", Value: 1000}, {Name: "3"}}, Refs: []*Row{&row, {Name: "z"}},
		Strings: []string{"", s, "c"}, Array: []int{3, 2, 1},
		Tree: &Node{s, []*Node{{"kid", nil}, {"kid2", []*Node{{s, nil}}}}}, Nested: [][]string{{s, "y"}, {}},
	}
}

// hostile strings: quotes, markup, control bytes, bad UTF-8, URLs, Japanese.
var hostile = []string{
	"", "plain", "1-a.b_c~9", "36 < 57 & 1+1 = '2' \"q\"", "<script>alert(1)</script>", "a\x00b", "bad\xff\xc3utf8\xed\xa0\x80",
	"javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "https://a.example/?q=1&r=ü%zz%41 [x]", "mailto:a@b", "../x/y.html#頭", "data:text/html,<b>",
	"達成度は 63.2％です。「重要」", "\ufdd0\ufff0\ufffe\uffff\ufffd", "`=\t\n\v\f\r >", "<!-- c --><b title='>'>x</b><3", "{{.S}}", "\u2028\u2029\u202e", "a:b/c", "/a:b", "%", "%4", "</title></textarea>", "onclick", "href",
}

// bodies are the templates that are held against html/template.
var bodies = []string{
	// Escaping, every context that is allowed.
	`{{.S}}`, `<p title="{{.S}}" class='{{.S}}' id={{.S}}>{{.S}}</p>`, `<a href="{{.S}}">x</a>`, `<a href='{{.S}}'>x</a>`, `<a href={{.S}}>x</a>`,
	`<a href="/p/{{.S}}/q?x={{.S}}&y={{.S}}#{{.S}}">x</a>`, `<a href="{{.URL}}{{.S}}?{{.URL}}">`, `<a href=/x?{{.S}}>`, `<title>{{.S}}{{.HTML}}</title>`, `<textarea>{{.S}}{{.HTML}}</textarea>`,
	`{{.HTML}}`, `<p title="{{.HTML}}" id={{.HTML}}>`, `<a href="{{.HTML}}">`, `<p title="{{.URL}}">{{.URL}}</p>`, `{{.Attr}}{{.CSS}}{{.Srcset}}`, `<p {{.Attr}}>`, `<p data-{{.S}}="x">`, `<p {{.S}}>`,
	`<img srcset="{{.S}}">`, `<img srcset="{{.Srcset}}">`, `<img srcset="{{.URL}} 2x">`, `<img srcset={{.S}}>`, `<!-- {{.S}} -->x`, `<p title="{{.N}}{{.Yes}}" id={{.N}} class={{.Yes}}>{{.No}}`,
	`<a href="{{.N}}">{{.N}}</a><a href="?n={{.N}}&b={{.Yes}}">`, `<p data-x="{{.S}}" aria-label='{{.Text}}'>`, `<meta content="{{.S}}">`, `<meta name="description" content="{{.S}}">`,
	// Kinds of values.
	`{{.Text}}`, `<p id={{.Text}} title="{{.Text}}">`, `{{.Inside}}{{.Embedded.Inside}}`, `{{.P.Name}} {{.Row.Next.Name}} {{.P.Next.Name}}`,
	`{{1}} {{"a<b"}} {{true}} {{0x1F}} {{-3}} {{1_000}}`, "{{`raw \"`}}", `{{$.S}}`,
	`{{len .Strings}}{{len .S}}{{len .Array}}`,
	// Control.
	`{{if .Yes}}a{{else}}b{{end}}{{if .No}}a{{else if .S}}c{{else}}d{{end}}{{if not .No}}e{{end}}`, `{{if .N}}1{{end}}{{if .Empty}}4{{end}}{{if .Rows}}5{{end}}{{if .Nil}}6{{end}}{{if .P}}7{{end}}{{if .Row}}8{{end}}{{if .Array}}g{{end}}`,
	`{{with .P}}{{.Name}}{{.Next.Name}}{{end}}{{with .Nil}}x{{else}}none{{end}}{{with .S}}[{{.}}]{{else}}empty{{end}}{{with $x := .Row}}{{$x.Name}}{{.Value}}{{end}}`, `{{with .Nil}}a{{else with .P}}{{.Name}}{{end}}`,
	`{{range .Rows}}{{.Name}}={{.Value}};{{end}}{{range .Empty}}x{{else}}none{{end}}{{range $i, $r := .Rows}}{{$i}}:{{$r.Name}}{{.Value}}{{$.S}} {{end}}{{range $r := .Refs}}{{$r.Name}}{{.Name}}{{end}}`,
	`{{range .Array}}{{.}}{{end}}{{range $i, $e := .Array}}{{$i}}{{$e}}{{end}}`,
	`{{range .Nested}}({{range .}}{{.}},{{else}}-{{end}}){{end}}`, `{{range $i, $e := .Rows}}{{if $i}}, {{end}}{{$e.Name}}{{end}}`, `{{range $x := .Rows}}{{with $x := .Name}}{{$x}}{{end}}{{$x.Value}}{{end}}`,
	// Variables.
	`{{$a := .S}}{{$b := 1}}{{$a}}{{$b}}{{if .Yes}}{{$b := 2}}{{$c := 3}}{{$c}}{{$b}}{{end}}{{$b}}`, `{{$r := .P}}{{$r.Name}}{{$r.Next.Name}}{{$x := .Row}}{{$x.Sub | len}}{{$k := "lit"}}{{$k}}{{len $k}}`,
	`{{if $x := .S}}{{$x}}{{else}}[{{$x}}]{{end}}{{with $y := .N}}{{$y}}{{end}}`,
	// Functions and methods.
	`{{t "k"}}{{t .S}}{{.S | t}}{{t "k" | t "a" "b"}}{{t .S .Inside}}<p title="{{t .S}}">{{t (t .S) (t .Inside)}}`, `{{.Method}}{{$.Method}}{{.Method | t "k"}}`,
	`{{.Row.Shout}}{{.Row.Whisper}}{{.P.Shout}}{{.P.Whisper}}{{range .Rows}}{{.Whisper}}{{.Shout}}{{end}}{{range .Refs}}{{.Whisper}}{{end}}{{.Row.Same.Next.Name}}{{(index .Rows 0).Whisper}}`,
	`{{(index .Rows 0).Name}}{{(t "x") | t}}{{(.P).Name}}{{(.Row.Next).Name}}{{index .Strings 1}}{{index .Array 2}}{{index (index .Nested 0) 1}}{{1 | index .Array}}`,
	`{{print .S 1 "a"}}{{print 1 2}}{{print 1 true}}{{printf "%s-%05d-%v" .S .N .Yes}}{{printf "%q" "x"}}{{.S | printf "%d%%!%s" 3}}{{print .P.Name .Text}}`,
	`{{and .Yes .No}}{{and .No .Yes}}{{or .S .Inside}}{{or .S "x"}}{{and 1 0}}{{or 0 2}}{{.No | or .Yes}}{{.S | and .Row.Name}}{{and .Row.Name .P.Name}}{{with or .Nil .P}}{{.Name}}{{end}}`, `{{if and .Yes (or .No .S) (not .Nil)}}y{{end}}{{if or (eq .S "plain") (gt .N 3)}}a{{else}}b{{end}}`,
	`{{not .S}}{{not .Nil}}{{not 0}}`, `{{eq .S "plain"}}{{eq .S .Row.Name}}{{eq .N -42}}{{eq .N 1 2 -42}}{{eq .Text "plain"}}{{eq .Yes true}}{{eq .Yes .No}}{{ne .S "x"}}{{ne .N 3}}{{"plain" | eq .S}}`,
	`{{lt .N 3}}{{lt .S "m"}}{{le 1 1}}{{gt .N 1}}{{ge .N -42}}{{le .S .S}}{{lt 1 2}}{{ge .Text .S}}{{le 2 1}}{{gt 2 1}}{{ge 1 2}}`,
	// Templates.
	`{{define "a"}}[{{.}}]{{end}}{{template "a" .S}}{{template "a" .N}}<p title="{{template "a" .S}}"><a href="{{template "a" .S}}">`, `{{define "tree"}}<li>{{.Label}}{{if .Kids}}<ul>{{range .Kids}}{{template "tree" .}}{{end}}</ul>{{end}}</li>{{end}}{{template "tree" .Tree}}`, `{{block "b" .Row}}{{.Name}}{{$.Name}}{{end}}`,
	`{{define "c"}}{{$x := .Name}}{{$x}}{{end}}{{$x := 1}}{{range .Rows}}{{template "c" .}}{{$x}}{{end}}`, `{{define "e"}}x{{end}}{{template "e"}}{{template "e" .}}`, `{{define "o"}}{{if .}}x{{else}}y{{end}}{{end}}{{template "o"}}`, `{{define "d"}}{{.Name}}{{end}}{{template "d" .P}}{{template "d" .Row}}`,
	// White space and comments.
	"<p>\n  {{- .S -}}  \n</p>  {{/* gone */}}  <!-- gone -->\n\n<pre>\n  keep\n    {{.S}}\n</pre>", "<ul>\n  {{range .Rows}}\n    <li>{{.Name}}</li>\n  {{end}}\n</ul>", "<script>\n var a = '  <b>  ';\n</script>\n\n<style>\n a  { }\n</style>",
	// Failing ones fail on both sides.
	`a{{t "odd" .S}}`, `a{{.Panics}}`, `{{.Nil.Name}}`, `{{index .Strings 9}}`, `{{index .Strings .N}}`, `{{.Nil.Whisper}}`,
}

func TestSameAsStandard(t *testing.T) {
	for _, body := range bodies {
		if strings.TrimSpace(body) == "" {
			continue
		}
		set, err := layout.Load(files("base.html", body, "pages/x.html", ""), nil, words, nil)
		if err != nil {
			t.Errorf("%s\n%v", body, err)
			continue
		}
		page, err := layout.Page[Data](set, "x")
		if err != nil {
			t.Errorf("%s\n%v", body, err)
			continue
		}
		for _, s := range hostile {
			if !compareWithStandard(t, set, page, body, dataWith(s)) {
				break
			}
		}
	}
}

func compareWithStandard(t *testing.T, set *layout.Set, page *layout.Compiled[Data], body string, data *Data) bool {
	t.Helper()
	want, wantErr := set.Standard("x", data)
	got, err := page.Append([]byte("head"), data)
	if (err != nil) != (wantErr != nil) {
		t.Errorf("%s with %q\n got error %v\nwant error %v", body, data.S, err, wantErr)
		return false
	}
	if err != nil {
		want = ""
	}
	if string(got) != "head"+want {
		t.Errorf("%s with %q\n got %q\nwant %q", body, data.S, got[4:], want)
		return false
	}
	return true
}

// FuzzEscaping holds every allowed context against html/template for any string.
func FuzzEscaping(t *testing.F) {
	f := law.Of(t, 20)
	const body = `{{.S}}<p title="{{.S}}" lang={{.S}} {{.Attr}}>{{.Text}}{{.HTML}}</p><a href="{{.S}}">{{.Text}}</a>` +
		`<a href="/{{.S}}?{{.S}}#{{.S}}" title="{{.HTML}}"><a href={{.S}}><a href="{{.URL}}"><title>{{.S}}{{.HTML}}</title><img srcset="{{.S}}"><p x-{{.S}}="">`
	set := load(f, files("base.html", body, "pages/x.html", ""), nil, words)
	page, err := layout.Page[Data](set, "x")
	must.Succeed(f, err)
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { compareWithStandard(t, set, page, body, dataWith(s)) })
}
