package layout_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"tassei/generator/layout"
	"tassei/generator/must"
)

// faultsOf loads a layout, compiles it for Data and gives what is wrong with it, a line each.
func faultsOf(pairs ...string) string {
	set, err := loadTwice(files(append([]string{"pages/x.html", ""}, pairs...)...), nil, words)
	if err == nil {
		_, err = layout.Page[Data](set, "x")
	}
	return lines(layout.Problems(err))
}

func lines(es layout.Errors) string {
	var out []string
	for _, e := range es {
		out = append(out, e.Error())
	}
	return strings.Join(out, "\n")
}

func TestFaultsBeforeAnyPage(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// Fields.
		{"<p>\n  {{.Row.Nmae}}</p>", "base.html:2:9: nofield Nmae Row (.Name?)"},
		{"全角{{.s}}", "base.html:1:5: nofield s Data (.S?)"},
		{"{{range .Rows}}{{.Nam}}{{end}}{{with .P}}{{.Valeu}}{{end}}", "base.html:1:18: nofield Nam Row (.Name?)\nbase.html:1:44: nofield Valeu Row (.Value?)"},
		{"{{$r := .Row}}{{if $r.Name.Long}}{{end}}", "base.html:1:27: nofield Long a string"},
		{"{{if .No}}{{.Zzzzzzzzzzz}}{{end}}", "base.html:1:13: nofield Zzzzzzzzzzz Data"},
		{"{{range .Empty}}x{{else}}{{.Nam}}{{end}}", "base.html:1:28: nofield Nam Data"},
		{"{{define \"a\"}}{{.Name}}{{end}}{{template \"a\"}}", "base.html:1:17: nodata Name a"},
		{"{{define \"a\"}}{{.Valeu}}{{end}}{{template \"a\" .Row}}{{range .Refs}}{{template \"a\" .}}{{end}}", "base.html:1:17: nofield Valeu Row (.Value?)"},
		{"{{$v := .S}}{{$v = .S}}{{$v}}", "base.html:1:15: unsupported $v = .S"},
		{"{{$v := .S}}{{range $v = .Rows}}{{$v}}{{end}}", "base.html:1:21: unsupported $v = .Rows"},
		{"{{range .Rows}}{{break}}{{end}}{{range .Rows}}{{continue}}{{end}}", "base.html:1:18: unsupported {{break}}\nbase.html:1:49: unsupported {{continue}}"},
		{"{{if eq .P nil}}{{end}}{{len nil}}", "base.html:1:12: unsupported nil\nbase.html:1:30: unsupported nil"},
		{"{{1.5}}{{'x'}}{{2i}}{{1e30}}", "base.html:1:3: nonumber 1.5\nbase.html:1:10: nonumber 'x'\nbase.html:1:17: nonumber 2i\nbase.html:1:23: nonumber 1e30"},
		{"{{.Row}}{{.Rows}}{{.P}}{{or .S .N}}{{print 1 .Row}}", "base.html:1:3: noshow Row\nbase.html:1:11: noshow a list\nbase.html:1:20: noshow Row\nbase.html:1:26: noshow one of several things\nbase.html:1:38: print: noshow Row"},
		{"{{define \"a\"}}{{.}}{{end}}{{template \"a\"}}", "base.html:1:17: nodata . a"},
		{"{{(or .S .N).Name}}", "base.html:1:13: nothingof Name"},
		{"{{call .S}}", "base.html:1:3: nofunction call"},
		{"\n{{js .S}}{{html .S}}", "base.html:2:3: nofunction js"},
		{"{{.Row.Name 1}}", "base.html:1:7: noarguments .Row.Name"},
		{"{{index .Rows 0 1}}{{index .S 0}}{{index .Rows .S}}", "base.html:1:3: index: count 2 3\nbase.html:1:22: index: noentries a string\nbase.html:1:36: index: wanted .S a string a number"},
		{"{{(index .Rows 0).Nmae}}", "base.html:1:18: nofield Nmae Row (.Name?)"},
		// Functions and types.
		{"{{tt \"x\"}}", "base.html:1:3: nofunction tt (gt or lt or t?)"},
		{"{{t}}", "base.html:1:3: t: atleast 1 0"},
		{"{{t 1}}", "base.html:1:3: t: wanted 1 a number a string"},
		{"{{t .N}}", "base.html:1:3: t: wanted .N a number a string"},
		{"{{t \"odd\"}}", "base.html:1:3: failed t broken"},
		{"{{eq .N \"1\"}}", "base.html:1:3: eq: never a number a string"},
		{"{{lt .Row 1}}", "base.html:1:3: lt: noorder Row a number"},
		{"{{len .N}}", "base.html:1:3: len: nolength a number"},
		{"{{range .N}}{{end}}", "base.html:1:9: norange a number"},
		{"{{.Row.Join}}", "base.html:1:7: Join: results"},
		{"{{icon \"serach\"}}", "base.html:1:3: noicon serach (search?)"},
		{"{{if .Yes}}{{$x := 1}}{{else}}{{$x}}{{end}}", "base.html:1:33: unset $x"},
		// Templates.
		{"a\n{{template \"parts/nva.html\" .}}", "base.html:2:12: nopart parts/nva.html (parts/nav.html?)"},
		{"{{define \"twice\"}}x{{end}}", "parts/nav.html:1:19: twice twice base.html"},
		// Syntax.
		{"a\n{{if .S}}\n", "base.html:2:1: unended {{if .S}}"},
		{"a\n{{if .Yes}}<p>{{range .Row.Cells}}x</p>{{end}}\n<b>y</b>\n", "base.html:2:15: unended {{range .Row.Cells}}"},
		{"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> x\n", "base.html:2:1: unmerged"},
		{"a\n<p><a href=\"x>a</a></p>", "base.html:2:7: unclosed"},
		{"a\n  {{.S", "base.html:2:1: parser unclosed action"},
		{"{{$x}}", "base.html:1:3: parser undefined variable \"$x\""},
		// HTML that cannot be escaped.
		{"<a {{if .Yes}}href=\"{{end}}x", "base.html:1:9: branches"},
		// Data where none may stand.
		{"<script>\nvar x = {{.S}};</script>", "base.html:2:11: inelement script"},
		{"<script type=\"application/ld+json\">{{.S}}</script>", "base.html:1:38: inelement script"},
		{"<style>a{color:{{.S}}}</style>", "base.html:1:18: inelement style"},
		{"<script>{{template \"parts/nav.html\"}}</script>", "base.html:1:20: inelement script"},
		{"<meta http-equiv=\"refresh\" content=\"{{.S}}\">", "base.html:1:39: inequiv"},
		{"<meta content=\"{{.S}}\"\n{{if .Yes}}HTTP-EQUIV{{end}}=refresh>", "base.html:1:18: inequiv"},
		{"<p style=\"color:{{.S}}\">", "base.html:1:19: incode"},
		{"<p onclick=\"f({{.S}})\">", "base.html:1:17: incode"},
		{"<a href=\"javascript:f({{.S}})\">", "base.html:1:10: javascript"},
		{"<title>{{.S}}", "base.html:1:1: unclosed"},
		// Several at once.
		{"{{.A}}\n{{.B}}", "base.html:1:3: nofield A Data\nbase.html:2:3: nofield B Data"},
	} {
		nav := ""
		if strings.Contains(c.in, "twice") {
			nav = `{{define "twice"}}y{{end}}`
		}
		got := faultsOf("base.html", c.in, "parts/nav.html", nav, "icons/search.svg", "<svg/>")
		must.Be(t, got, c.want, c.in)
	}
}

func TestSuggestionListsFields(t *testing.T) {
	set := load(t, files("base.html", "{{.Row.Nmae}}", "pages/x.html", ""), nil, nil)
	_, err := layout.Page[Data](set, "x")
	es := layout.Problems(err)
	if len(es) != 1 || es[0].Name != "Nmae" || strings.Join(es[0].Near, " ") != ".Name" || strings.Join(es[0].Known, " ") != ".Join .Link .Name .Next .Same .Shout .Sub .Value .Whisper" {
		t.Errorf("got %+v", es)
	}
}

func TestFilesThatCannotBeUsed(t *testing.T) {
	good := []string{"base.html", "x", "pages/x.html", ""}
	for _, c := range []struct{ name, content, want string }{
		{"base.html", "a\nb\xff", "base.html:2:2: encoding"},
		{"parts/a.html", strings.Repeat("a", 1<<20+1), "parts/a.html:1:1: large"},
		{"icons/a.svg", "<svg>\n<script/></svg>", "icons/a.svg:2:10: iconelement script"},
	} {
		fsys := files(good...)
		fsys[c.name] = &fstest.MapFile{Data: []byte(c.content)}
		_, err := layout.Load(fsys, nil, nil, nil)
		must.Be(t, lines(layout.Problems(err)), c.want, c.name)
	}
	_, err := layout.Load(files("pages/x.html", ""), nil, nil, nil)
	must.Be(t, lines(layout.Problems(err)), "base.html:1:1: missing", "no base")
	link := files(good...)
	link["parts/l.html"] = &fstest.MapFile{Data: []byte("/etc/passwd"), Mode: fs.ModeNamedPipe}
	_, err = layout.Load(link, nil, nil, nil)
	must.Be(t, lines(layout.Problems(err)), "parts/l.html:1:1: special", "pipe")
}

func TestBOMAndLineEndsMakeNoDifference(t *testing.T) {
	a := load(t, files("base.html", "<pre>a\nb</pre>\n{{.S}}", "pages/x.html", "", "parts/.x.html.swp", "{{", "parts/x.html~", "{{"), nil, nil)
	b := load(t, files("base.html", "\ufeff<pre>a\r\nb</pre>\r\n{{.S}}", "pages/x.html", "\ufeff"), nil, nil)
	if x, y := render(t, a, "x", *dataWith("s")), render(t, b, "x", *dataWith("s")); x != y {
		t.Errorf("%q and %q", x, y)
	}
}

// TestFormatsThatDoNotFit: what printf would complain of on the page is told of the layout.
func TestFormatsThatDoNotFit(t *testing.T) {
	for in, want := range map[string]string{
		`{{printf "%d" .S}}`:          `noformat %d %!d(string=)`,
		`{{printf "%d"}}`:             `noformat %d %!d(MISSING)`,
		`{{printf "a" .N}}`:           `noformat a a%!(EXTRA int=0)`,
		`{{.N | printf "%z"}}`:        `noformat %z %!z(int=0)`,
		`{{printf "%*d" 9999999 .N}}`: "",
		`{{printf "%99999999d" .N}}`:  "noformat %99999999d",
		`{{printf "%d%%!" .N}}`:       "",
	} {
		if got := faultsOf("base.html", in); (got == "") != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, not %q", in, got, want)
		}
	}
}

func TestFaultsWithDataInHand(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a\n {{.Nil.Name}}", "base.html:2:8: nothingin .Nil.Name"},
		{"{{index .Strings 9}}", "base.html:1:3: index: noentry 9 3"},
		{"{{t (printf \"%.0sodd\" .S)}}", "base.html:1:3: failed t broken"},
		{"{{.Panics}}", "base.html:1:3: error thrown"},
		{"{{icon .S}}", "base.html:1:3: noicon s"},
		{"{{define \"r\"}}{{if .}}{{template \"r\" (print .)}}{{end}}{{end}}{{template \"r\" .S}}", "base.html:1:34: endless r"},
	} {
		set := load(t, files("base.html", "text "+c.in, "pages/x.html", ""), nil, words)
		page, err := layout.Page[Data](set, "x")
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		out, err := page.Append([]byte("kept"), dataWith("s"))
		want := strings.Replace(c.want, "1:", "1:", 1)
		got := lines(layout.Problems(err))
		if strings.HasPrefix(want, "base.html:1:") {
			// The word "text " stands before.
			got = shift(got)
		}
		if got != want || string(out) != "kept" {
			t.Errorf("%s\n got %s, %q\nwant %s", c.in, got, out, want)
		}
		// The page is not spoilt by a failure.
		if _, err := page.Append(nil, dataWith("s")); err == nil {
			t.Errorf("%s: no error the second time", c.in)
		}
	}
}

// shift takes the five characters of "text " off the column in line 1.
func shift(s string) string {
	rest, ok := strings.CutPrefix(s, "base.html:1:")
	if !ok {
		return s
	}
	digits, said, _ := strings.Cut(rest, ":")
	column, _ := strconv.Atoi(digits)
	return fmt.Sprintf("base.html:1:%d:%s", column-5, said)
}

func TestUnknownKind(t *testing.T) {
	set := load(t, files("base.html", "x", "pages/about.html", ""), nil, nil)
	_, err := layout.Page[Data](set, "abuot")
	must.Be(t, lines(layout.Problems(err)), `pages/abuot.html:1:1: nopage abuot (about?)`)
	if _, err := layout.Page[int](set, "about"); err == nil {
		t.Error("an int passed for the data of a page")
	}
}

func TestProblemsOfManyKindsOnce(t *testing.T) {
	_, err := layout.Load(files("base.html", "{{template \"none\"}}", "pages/a.html", "", "pages/b.html", "{{define \"q\"}}{{template \"q2\"}}{{end}}{{template \"q\"}}"), nil, nil, nil)
	wrapped := errors.Join(errors.New("other"), err, err)
	got := lines(layout.Problems(wrapped))
	if want := "base.html:1:12: nopart none\npages/b.html:1:26: nopart q2 (q?)"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestConstantsAreCalledOnce(t *testing.T) {
	calls := 0
	count := func(s string, _ ...string) (string, error) { calls++; return "<" + s + ">", nil }
	set := load(t, files("base.html", `{{t "a"}}{{$x := t "b"}}{{$x}}{{if eq (t "c") "<c>"}}<p title="{{print (t "d") 1 | t}}">{{end}}`, "pages/x.html", ""), nil, count)
	page, err := layout.Page[Data](set, "x")
	must.Succeed(t, err)
	after := calls
	for range 3 {
		out, err := page.Append(nil, dataWith("s"))
		if want := `&lt;a&gt;&lt;b&gt;<p title="&lt;&lt;d&gt;1&gt;">`; err != nil || string(out) != want {
			t.Fatalf("got %s, %v", out, err)
		}
	}
	must.Be(t, calls, after, calls-after, "calls for pages")
	other := set.WithText(func(s string, _ ...string) (string, error) { return "en " + s, nil })
	if got := render(t, other, "x", *dataWith("s")); !strings.HasPrefix(got, "en aen b") {
		t.Errorf("other language: %s", got)
	}
}

func TestManyGoroutines(t *testing.T) {
	set := load(t, files("base.html", pageLayout[0], "pages/x.html", ""), nil, words)
	page, err := layout.Page[Data](set, "x")
	must.Succeed(t, err)
	want := make([]string, len(hostile))
	for i, s := range hostile {
		want[i], _ = set.Standard("x", dataWith(s))
	}
	var workers sync.WaitGroup
	for range 8 {
		workers.Go(func() {
			for i, s := range hostile {
				if out, err := page.Append(nil, dataWith(s)); err != nil || string(out) != want[i] {
					t.Errorf("%q: %v\n%s", s, err, out)
				}
			}
		})
	}
	workers.Wait()
}

func TestIcon(t *testing.T) {
	set := load(t, files("base.html", `<b>{{icon "a"}}</b>`, "pages/x.html", "",
		"icons/a.svg", "<?xml version=\"1.0\"?>\n<!-- by hand -->\n<svg viewBox=\"0 0 1 1\">\n <path d=\"M0 0\"/>\n</svg>\n<!-- end -->\n"), nil, nil)
	if got, want := render(t, set, "x", plain{}), "<b><svg viewBox=\"0 0 1 1\">\n <path d=\"M0 0\"/>\n</svg></b>"; got != want {
		t.Errorf("got %q", got)
	}
}

func TestPageThatStandsAlone(t *testing.T) {
	set := load(t, files("base.html", `base {{template "main" .}}`, "pages/a.html", `{{define "main"}}in base{{end}}  `,
		"pages/b.html", `alone {{template "parts/p.html" .}}`, "parts/p.html", `{{.Title}}`, "pages/c.html", `{{define "main"}}c{{end}}`), nil, nil)
	for kind, want := range map[string]string{"a": "base in base", "b": "alone T", "c": "base c"} {
		must.Be(t, render(t, set, kind, plain{"T"}), want, kind)
	}
}

func TestMinify(t *testing.T) {
	css, err := layout.CSS([]byte("/* note */\n.a  { color : #ffffff; margin: 0px }\n@media print { a { color: red } }\n"))
	if want := ".a{color:#fff;margin:0}@media print{a{color:red}}"; err != nil || string(css) != want {
		t.Errorf("css: %s, %v", css, err)
	}
	js, err := layout.JS([]byte("// note\nfunction open(panel) {\n  panel.hidden = false;\n}\n"))
	if want := "function open(panel){panel.hidden=!1}"; err != nil || string(js) != want {
		t.Errorf("js: %s, %v", js, err)
	}
	_, err = layout.JS([]byte("var a = 1;\nfunction ( {\n"))
	var e *layout.Error
	if !errors.As(err, &e) || e.Line != 2 {
		t.Errorf("broken script: %v", err)
	}
	_, err = layout.CSS([]byte(".a { color: red }\n.b { color: blue\n.c { x: y }\n"))
	if !errors.As(err, &e) || e.Line != 2 || e.Column != 4 {
		t.Errorf("broken stylesheet: %v", err)
	}
	for _, src := range []string{"a { color: red }}", "a { b: url(x }", "a[x { }", "/* a", "a { content: \"x\n\" }", "a { b: calc(1px }"} {
		if out, err := layout.CSS([]byte(src)); err == nil {
			t.Errorf("%q passed as %s", src, out)
		}
	}
}

// A base that was emptied or cut off before the page's place would make a site of blank
// pages: that is told, once for all kinds of pages.
func TestBaseWithoutThePage(t *testing.T) {
	main := `{{define "main"}}<p>{{.S}}</p>{{end}}`
	for base, want := range map[string]string{
		"a\n<p>\x00\x00\x00</p>": "base.html:2:4: zeros",
		"":                       "base.html:1:1: nomain", "<p>hello</p>": "base.html:1:1: nomain", `{{template "parts/p.html" .}}`: "base.html:1:1: nomain",
		`<p>{{template "main" .}}</p>`: "", `{{template "parts/q.html" .}}`: "",
	} {
		must.Be(t, faultsOf("base.html", base, "pages/x.html", main, "pages/y.html", main, "parts/p.html", "<p>part</p>", "parts/q.html", `{{template "main" .}}`), want, base)
	}
}

// An empty style sheet in place of the program's own is told; one that says that it is
// meant to be empty is not.
func TestEmptyStyleSheet(t *testing.T) {
	for own, want := range map[string]string{
		"": "assets/site.css:1:1: blank", " \n": "assets/site.css:1:1: blank", "/* none */": "", "p{}": "",
	} {
		_, err := layout.Load(files("base.html", `{{template "main" .}}`, "pages/x.html", `{{define "main"}}<p>{{.S}}</p>{{end}}`, "assets/site.css", "p{color:red}"), files("assets/site.css", own), words, nil)
		must.Be(t, lines(layout.Problems(err)), want, own)
	}
}
