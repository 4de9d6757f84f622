package layout_test

import (
	"errors"
	"fmt"
	"html/template"
	"strings"
	"testing"

	"tassei/generator/layout"
)

// Data has a field of every kind that layouts may meet.
type Data struct {
	Embedded
	*Linked
	S        string
	Text     Word
	Band     Band
	HTML     template.HTML
	URL      template.URL
	Attr     template.HTMLAttr
	Srcset   template.Srcset
	CSS      template.CSS
	N        int
	Small    int8
	Big      uint64
	F        float64
	C        complex128
	Yes, No  bool
	P        *Row
	Nil      *Row
	PS       *string
	NilS     *string
	PP       **Row
	Row      Row
	Rows     []Row
	Refs     []*Row
	Empty    []Row
	Strings  []string
	Array    [3]int
	Tree     *Node
	Nested   [][]string
	Bytes    []byte
	Rune     rune
	Duration Span
}

type Embedded struct{ Inside string }
type Linked struct{ Outside string }
type Word string
type Band string
type Span int
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

func (b Band) String() string  { return "band <" + string(b) + ">" }
func (s *Span) String() string { return fmt.Sprintf("%d 年", int(*s)) }
func (r Row) Shout() string    { return r.Name + "!" }
func (r *Row) Whisper() string { return "(" + r.Name + ")" }
func (r *Row) Join(sep string, n int, more ...string) string {
	return fmt.Sprint(r.Name, sep, n, strings.Join(more, sep))
}
func (d *Data) Method() string { return d.S + "*" }
func (d *Data) Html(s string) template.HTML {
	return template.HTML("<i>" + template.HTMLEscapeString(s) + "</i>")
}
func (d *Data) Fails() (string, error)                  { return "", errors.New("broken") }
func (d *Data) Panics() string                          { panic("thrown") }
func (d *Data) Float(f float64, u uint8, b bool) string { return fmt.Sprint(f, u, b) }
func (d *Data) Of(r Row) string                         { return r.Name }
func (d *Data) At(r *Row) string                        { return r.Name }
func (d *Data) Takes(v any) string                      { return fmt.Sprintf("%T", v) }

var funcs = template.FuncMap{
	"t":    func(key string) string { return "「" + key + "」" },
	"bold": func(s string) template.HTML { return template.HTML("<b>" + template.HTMLEscapeString(s) + "</b>") },
	"add": func(ns ...int) (sum int) {
		for _, n := range ns {
			sum += n
		}
		return sum
	},
	"half": func(n int) (int, error) {
		if n%2 != 0 {
			return 0, errors.New("odd")
		}
		return n / 2, nil
	},
	"float": func(f float64) float64 { return f },
	"two":   func(a, b string) string { return a + "/" + b },
	"words": func(n int) string { return fmt.Sprint("<", n, ">") },
	"msg":   func(key string, args ...any) string { return fmt.Sprintf(key+" %v", args) },
	"bytes": func(s string) []byte { return []byte(s) },
}

func dataWith(s string) *Data {
	row := Row{Name: s, Value: 7, Link: s, Sub: []string{s, "b"}, Next: &Row{Name: "next " + s}}
	prow := &row
	return &Data{
		Embedded: Embedded{s}, Linked: &Linked{s}, S: s, Text: Word(s), Band: Band(s),
		HTML: template.HTML("<em>&amp;" + s), URL: template.URL(s), Attr: template.HTMLAttr("title=1"),
		Srcset: template.Srcset(s), CSS: template.CSS(s), N: -42, Small: -8, Big: 1<<64 - 1, F: 1.5, C: 1 + 2i, Yes: true,
		P: &row, PS: &s, PP: &prow, Row: row, Rows: []Row{row, {Name: "2", Value: 1000}, {Name: "3"}}, Refs: []*Row{&row, {Name: "z"}},
		Strings: []string{"", s, "c"}, Array: [3]int{3, 2, 1},
		Tree: &Node{s, []*Node{{"kid", nil}, {"kid2", []*Node{{s, nil}}}}}, Nested: [][]string{{s, "y"}, {}}, Bytes: []byte(s), Rune: '達', Duration: 3,
	}
}

// hostile strings: quotes, markup, control bytes, bad UTF-8, URLs, Japanese.
var hostile = []string{
	"", "plain", "36 < 57 & 1+1 = '2' \"q\"", "<script>alert(1)</script>", "a\x00b", "bad\xff\xc3utf8\xed\xa0\x80",
	"javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "https://a.example/?q=1&r=ü%zz%41 [x]", "mailto:a@b", "../x/y.html#頭", "data:text/html,<b>",
	"達成度は 63.2％です。「重要」", "\ufdd0\ufff0\ufffe\uffff\ufffd", "`=\t\n\v\f\r >", "<!-- c --><b title='>'>x</b><3", "{{.S}}", "\u2028\u2029\u202e", "a:b/c", "/a:b", "%", "%4", "</title></textarea>", "onclick", "href",
}

// bodies are the templates that are held against html/template.
var bodies = []string{
	// Escaping, every context that is allowed.
	`{{.S}}`, `<p title="{{.S}}" class='{{.S}}' id={{.S}}>{{.S}}</p>`, `<a href="{{.S}}">x</a>`, `<a href='{{.S}}'>x</a>`, `<a href={{.S}}>x</a>`,
	`<a href="/p/{{.S}}/q?x={{.S}}&y={{.S}}#{{.S}}">x</a>`, `<a href="{{.URL}}{{.S}}?{{.URL}}">`, `<a href=/x?{{.S}}>`, `<title>{{.S}}{{.HTML}}</title>`, `<textarea>{{.S}}{{.HTML}}</textarea>`,
	`{{.HTML}}`, `<p title="{{.HTML}}" id={{.HTML}}>`, `<a href="{{.HTML}}">`, `<p title="{{.URL}}">{{.URL}}</p>`, `{{.Attr}}{{.CSS}}{{.Srcset}}`, `<p {{.Attr}}>`, `<p data-{{.S}}="x">`, `<p {{.S}}>`,
	`<img srcset="{{.S}}">`, `<img srcset="{{.Srcset}}">`, `<img srcset="{{.URL}} 2x">`, `<img srcset={{.S}}>`, `<!-- {{.S}} -->x`, `<p title="{{.N}}{{.Yes}}" id={{.N}} class={{.Yes}}>{{.Big}}{{.Small}}{{.No}}`,
	`<a href="{{.N}}">{{.N}}</a><a href="?n={{.N}}&b={{.Yes}}">`, `<p data-x="{{.S}}" aria-label='{{.Band}}'>`, `<meta content="{{.S}}">`, `<meta name="description" content="{{.S}}">`,
	// Kinds of values.
	`{{.Text}} {{.Band}}  {{.F}} {{.C}} {{.Rune}} {{.Bytes}} {{.Duration}} `, `<p id={{.Text}} title="{{.Band}}{{.F}}">`, `{{.PS}} {{.NilS}} {{.Nil}}  `,
	`{{.Strings}} {{.Array}}  {{.Row.Sub}} {{.Nested}} `, `{{.Inside}}{{.Outside}}{{.Embedded.Inside}}{{.Linked.Outside}}`, `{{.P.Name}} {{.PP}} {{.Row.Next.Name}} {{.P.Next.Name}}`,
	`{{1}} {{1.5}} {{"a<b"}} {{true}} {{'x'}} {{0x1F}} {{1e3}} {{2i}}`, "{{`raw \"`}}", `{{$.S}}`,
	`{{len .Strings}}{{len .S}}{{len .Array}}`,
	// Control.
	`{{if .Yes}}a{{else}}b{{end}}{{if .No}}a{{else if .S}}c{{else}}d{{end}}{{if not .No}}e{{end}}`, `{{if .N}}1{{end}}{{if .F}}2{{end}}{{if .C}}3{{end}}{{if .Empty}}4{{end}}{{if .Rows}}5{{end}}{{if .Nil}}6{{end}}{{if .P}}7{{end}}{{if .Row}}8{{end}}{{if .Array}}g{{end}}{{if .Big}}h{{end}}{{if .Rune}}{{end}}`,
	`{{with .P}}{{.Name}}{{.Next.Name}}{{end}}{{with .Nil}}x{{else}}none{{end}}{{with .S}}[{{.}}]{{else}}empty{{end}}{{with $x := .Row}}{{$x.Name}}{{.Value}}{{end}}`, `{{with .Nil}}a{{else with .P}}{{.Name}}{{end}}`,
	`{{range .Rows}}{{.Name}}={{.Value}};{{end}}{{range .Empty}}x{{else}}none{{end}}{{range $i, $r := .Rows}}{{$i}}:{{$r.Name}}{{.Value}}{{$.S}} {{end}}{{range $r := .Refs}}{{$r.Name}}{{.Name}}{{end}}`,
	`{{range $x := .Empty}}{{else}}{{$x}}{{end}}{{range $i, $x := .Empty}}{{else}}{{$i}}{{$x}}{{end}}`,
	`{{range 3}}{{.}}{{end}}{{range $i := 2}}{{$i}}{{end}}{{range .Small}}x{{else}}neg{{end}}{{range .Rune}}{{if gt . 3}}{{break}}{{end}}{{.}}{{end}}`, `{{range .Array}}{{.}}{{end}}{{range $i, $e := .Array}}{{$i}}{{$e}}{{end}}`,
	`{{range .Rows}}{{if eq .Name "2"}}{{continue}}{{end}}{{.Name}}{{if eq .Name "3"}}{{break}}{{end}}{{end}}`, `{{range .Rows}}{{range .Sub}}{{if .}}{{break}}{{end}}a{{else}}nothing{{end}}b{{end}}`,
	`{{range .Nested}}({{range .}}{{.}},{{else}}-{{end}}){{end}}`, `{{range $i, $e := .Rows}}{{if $i}}, {{end}}{{$e.Name}}{{end}}`, `{{range .Bytes}}{{.}} {{end}}`,
	// Variables.
	`{{$a := .S}}{{$b := 1}}{{$a}}{{$b}}{{$a = "z"}}{{$a}}{{if .Yes}}{{$b = 2}}{{$c := 3}}{{$c}}{{end}}{{$b}}`, `{{$first := true}}{{range .Rows}}{{if not $first}}, {{end}}{{$first = false}}{{.Name}}{{end}}`, `{{$n := 0}}{{range .Rows}}{{$n = add $n .Value}}{{end}}{{$n}}`, `{{$r := .P}}{{$r.Name}}{{$r.Next.Name}}{{$x := .Row}}{{$x.Sub}}{{$k := "lit"}}{{$k}}{{len $k}}`,
	`{{$i := 9}}{{$e := .Row}}{{range $i, $e = .Rows}}{{$i}}{{end}}{{$i}}{{$e.Name}}`, `{{if $x := .S}}{{$x}}{{else}}[{{$x}}]{{end}}{{with $y := .N}}{{$y}}{{end}}`, `{{$v := .S}}{{$v = .Inside}}{{$v}}`,
	// Functions and methods.
	`{{t "k"}}{{t .S}}{{.S | t}}{{t "k" | bold}}{{bold .S}}<p title="{{bold .S}}">`, `{{add 1 2 3}}{{add}}{{add .N 1}}{{3 | add 1}}{{half 4}}{{float 1}}{{float 2.5}}{{bytes .S}}{{bytes "a"}}`, `{{.Method}}{{.Html .S}}{{.S | .Html}}{{$.Method}}{{.Float 1 2 true}}{{.Float 1.5 255 .Yes}}`,
	`{{two .S "x"}}{{.S | two "y"}}{{words .N}}{{words 3}}{{words (len .S)}}{{msg "k"}}{{msg "k" 1 .S nil .P.Name .Nil}}{{msg .S .Row.Value | t}}`,
	`{{two (t .S) (t .Inside)}}`,
	`{{.Row.Shout}}{{.Row.Whisper}}{{.P.Shout}}{{.P.Whisper}}{{range .Rows}}{{.Whisper}}{{.Shout}}{{end}}{{range .Refs}}{{.Whisper}}{{end}}{{.P.Join "-" 2 "a" .S}}{{.P.Join "-" .N}}{{"z" | .P.Join "-" 1}}`, `{{.Of .Row}}{{.Of .P}}{{.At .P}}{{.At .Row}}`, `{{.Band.String}}{{.Duration.String}}`,
	`{{.Takes 1}}{{.Takes 1.0}}{{.Takes "s"}}{{.Takes nil}}{{.Takes .P}}{{.Takes 'c'}}`,
	`{{(index .Rows 0).Name}}{{(t "x") | bold}}{{(.P).Name}}{{(.Row.Next).Name}}{{index .Strings 1}}{{index .Array 2}}{{index .Nested 0 1}}`,
	`{{slice .Strings 1}}{{slice .S 0 0}}{{slice .Strings 0 1 2}}{{slice .Strings}}{{slice "abc" 1 2}}`, `{{print .S 1 "a"}}{{print 1 2}}{{printf "%s-%05d-%v" .S .N .Row.Sub}}{{println .S}}{{printf "%q" "x"}}{{.N | printf "%d%s" 3}}{{print nil}}{{print .P.Name .Band}}`,
	`{{.S | html}}{{html .S 1}}<p title="{{.S | html}}">{{.HTML | html}}<title>{{html .S}}</title>`, `<a href="?q={{.S | urlquery}}">{{.S | urlquery}}<a href="{{.S | urlquery}}">`, `{{js .S}}{{.S | js}}{{urlquery .S 1}}{{html .PS .Nil}}`,
	`{{and .Yes .S}}{{and .No .S}}{{or .No .S}}{{or .S .N}}{{and .S .N}}{{and 1 0}}{{or 0 "x"}}{{.S | or .No}}{{.S | and .Yes}}{{and .Row.Name .P.Name}}`, `{{if and .Yes (or .No .S) (not .Nil)}}y{{end}}{{if or (eq .S "plain") (gt .N 3)}}a{{else}}b{{end}}`,
	`{{not .S}}{{not .Nil}}{{not 0}}`, `{{eq .S "plain"}}{{eq .S .Row.Name}}{{eq .N -42}}{{eq .N 1 2 -42}}{{eq .Big .N}}{{eq .N .Big}}{{eq .Text "plain"}}{{eq .Yes true}}{{eq .F 1.5}}{{eq .C .C}}{{ne .S "x"}}{{ne .N .Small}}{{eq .P .P}}{{eq .Nil nil}}{{eq .P nil}}{{eq nil nil}}{{eq .Row.Next .P.Next}}{{eq .Array .Array}}`,
	`{{lt .N 3}}{{lt .S "m"}}{{le 1 1}}{{gt .F 1.0}}{{ge .Big .N}}{{lt .N .Big}}{{ge .N .Small}}{{le .S .S}}{{lt 1 2}}{{ge .Text .S}}{{le 1.5 .F}}`,
	// Templates.
	`{{define "a"}}[{{.}}]{{end}}{{template "a" .S}}{{template "a" .N}}{{template "a"}}<p title="{{template "a" .S}}"><a href="{{template "a" .S}}">`, `{{define "tree"}}<li>{{.Label}}{{if .Kids}}<ul>{{range .Kids}}{{template "tree" .}}{{end}}</ul>{{end}}</li>{{end}}{{template "tree" .Tree}}`, `{{block "b" .Row}}{{.Name}}{{$.Name}}{{end}}`,
	`{{define "c"}}{{$x := .Name}}{{$x}}{{end}}{{$x := 1}}{{range .Rows}}{{template "c" .}}{{$x}}{{end}}`, `{{define "e"}}x{{end}}{{template "e"}}{{template "e" .}}`, `{{define "d"}}{{.Name}}{{end}}{{template "d" .P}}{{template "d" .Row}}`,
	// White space and comments.
	"<p>\n  {{- .S -}}  \n</p>  {{/* gone */}}  <!-- gone -->\n\n<pre>\n  keep\n    {{.S}}\n</pre>", "<ul>\n  {{range .Rows}}\n    <li>{{.Name}}</li>\n  {{end}}\n</ul>", "<script>\n var a = '  <b>  ';\n</script>\n\n<style>\n a  { }\n</style>",
	// Failing ones fail on both sides.
	`a{{.Fails}}`, `a{{.Panics}}`, `{{.Nil.Name}}`, `{{index .Strings 9}}`, `{{slice .S 0 99999}}`, `{{half .N | half}}`, `{{.Nil.Whisper}}`,
}

func TestSameAsStandard(t *testing.T) {
	for _, body := range bodies {
		if strings.TrimSpace(body) == "" {
			continue
		}
		set, err := layout.Load(files("base.html", body, "pages/x.html", ""), nil, funcs)
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
func FuzzEscaping(f *testing.F) {
	const body = `{{.S}}<p title="{{.S}}" lang={{.S}} {{.Attr}}>{{.Text}}{{.HTML}}</p><a href="{{.S}}">{{.Band}}</a>` +
		`<a href="/{{.S}}?{{.S}}#{{.S}}" title="{{.HTML}}"><a href={{.S}}><a href="{{.URL}}"><title>{{.S}}{{.HTML}}</title><img srcset="{{.S}}"><p x-{{.S}}="">`
	set := load(f, files("base.html", body, "pages/x.html", ""), nil, funcs)
	page, err := layout.Page[Data](set, "x")
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { compareWithStandard(t, set, page, body, dataWith(s)) })
}
