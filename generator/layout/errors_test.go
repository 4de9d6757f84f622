package layout_test

import (
	"errors"
	"html/template"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"tassei/generator/layout"
)

// faultsOf loads a layout, compiles it for Data and gives what is wrong with it, a line each.
func faultsOf(pairs ...string) string {
	set, err := layout.Load(files(append([]string{"pages/x.html", ""}, pairs...)...), nil, funcs)
	if err == nil {
		_, err = layout.Page[Data](set, "x")
	}
	return lines(layout.Problems(err))
}

func lines(es layout.Errors) string {
	var out []string
	for _, e := range es {
		hint, _, _ := strings.Cut(e.Suggest, "?")
		if hint != "" && !strings.HasPrefix(hint, "there are") {
			hint = " (" + hint + ")"
		} else {
			hint = ""
		}
		s := *e
		s.Suggest = ""
		out = append(out, s.Error()+hint+" "+string(e.Rule))
	}
	return strings.Join(out, "\n")
}

func TestFaultsBeforeAnyPage(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		// Fields.
		{"<p>\n  {{.Row.Nmae}}</p>", "base.html:2:9: there is no .Nmae in Row (did you mean .Name) field"},
		{"全角{{.s}}", "base.html:1:5: there is no .s in Data (did you mean .S) field"},
		{"{{range .Rows}}{{.Nam}}{{end}}{{with .P}}{{.Valeu}}{{end}}", "base.html:1:18: there is no .Nam in Row (did you mean .Name) field\nbase.html:1:44: there is no .Valeu in Row (did you mean .Value) field"},
		{"{{$r := .Row}}{{if $r.Name.Long}}{{end}}", "base.html:1:27: there is no .Long in a string field"},
		{"{{if .No}}{{.Zzzzzzzzzzz}}{{end}}", "base.html:1:13: there is no .Zzzzzzzzzzz in Data field"},
		{"{{range .Empty}}x{{else}}{{.Nam}}{{end}}", "base.html:1:28: there is no .Nam in Data field"},
		{"{{define \"a\"}}{{.Name}}{{end}}{{template \"a\"}}", "base.html:1:17: there is no .Name: a is used without data (write {{template \"…\" .}} with a dot, or what the part is to show, at its end) field"},
		{"{{define \"a\"}}{{.Valeu}}{{end}}{{template \"a\" .Row}}{{range .Refs}}{{template \"a\" .}}{{end}}", "base.html:1:17: there is no .Valeu in Row (did you mean .Value) field"},
		{"{{$v := .S}}{{$v = .N}}{{$v}}", "base.html:1:15: $v is a number where a string is wanted type"},
		{"{{$v := .S}}{{range $v = .Rows}}{{end}}", "base.html:1:21: $v is Row where a string is wanted type"},
		{"{{(or .S .N).Name}}", "base.html:1:13: there is nothing here (nil) to take .Name of field"},
		{"{{call .S}}", "base.html:1:3: there is no function \"call\" (did you mean half) function"},
		{"{{.Row.Name 1}}", "base.html:1:7: .Name is no method and takes no arguments field"},
		{"{{index .Rows 0 1}}", "base.html:1:3: index: Row has no entries type"},
		{"{{(index .Rows 0).Nmae}}", "base.html:1:18: there is no .Nmae in Row (did you mean .Name) field"},
		// Functions and types.
		{"{{tt \"x\"}}", "base.html:1:3: there is no function \"tt\" (did you mean gt or lt or t) function"},
		{"{{t}}", "base.html:1:3: t: takes 1 argument, not 0 function"},
		{"{{t 1}}", "base.html:1:5: 1 where a string is wanted type"},
		{"{{t .N}}", "base.html:1:5: .N is a number where a string is wanted type"},
		{"{{half 3}}", "base.html:1:3: half: odd run"},
		{"{{eq .N \"1\"}}", "base.html:1:3: eq: a number and a string are never the same type"},
		{"{{lt .Row 1}}", "base.html:1:3: lt: Row and a number have no order type"},
		{"{{len .N}}", "base.html:1:3: len: a number has no length type"},
		{"{{range .F}}{{end}}", "base.html:1:9: range cannot go through a number type"},
		{"{{.Row.Join}}", "base.html:1:7: Join: takes at least 2 arguments, not 0 function"},
		{"{{icon \"serach\"}}", "base.html:1:3: there is no icon \"serach\" (did you mean search) icon"},
		{"{{if .Yes}}{{$x := 1}}{{else}}{{$x}}{{end}}", "base.html:1:33: the variable $x is not set here syntax"},
		// Templates.
		{"a\n{{template \"parts/nva.html\" .}}", "base.html:2:12: there is no part or block named \"parts/nva.html\" (did you mean parts/nav.html) template"},
		{"{{define \"twice\"}}x{{end}}", "parts/nav.html:1:19: the template \"twice\" is defined in base.html too template"},
		// Syntax.
		{"a\n{{if .S}}\n", "base.html:2:1: {{if .S}} has no end syntax"},
		{"a\n  {{.S", "base.html:2:1: unclosed action syntax"},
		{"{{$x}}", "base.html:1:3: undefined variable \"$x\" syntax"},
		// HTML that cannot be escaped.
		{"<a {{if .Yes}}href=\"{{end}}x", "base.html:1:9: the two ways through this end at different places of the HTML, such as one inside a tag or a quoted value and the other outside html"},
		// Data where none may stand.
		{"<script>\nvar x = {{.S}};</script>", "base.html:2:11: data may not stand in a <script>; put it into a data-… attribute, or hand over the whole element as template.HTML unsafe"},
		{"<script type=\"application/ld+json\">{{.S}}</script>", "base.html:1:38: data may not stand in a <script>; put it into a data-… attribute, or hand over the whole element as template.HTML unsafe"},
		{"<style>a{color:{{.S}}}</style>", "base.html:1:18: data may not stand in a <style>; put it into a data-… attribute, or hand over the whole element as template.HTML unsafe"},
		{"<script>{{template \"parts/nav.html\"}}</script>", "base.html:1:20: data may not stand in a <script>; put it into a data-… attribute, or hand over the whole element as template.HTML unsafe"},
		{"<meta http-equiv=\"refresh\" content=\"{{.S}}\">", "base.html:1:39: data may not stand in <meta http-equiv>; write its content out in the layout unsafe"},
		{"<meta content=\"{{.S}}\"\n{{if .Yes}}HTTP-EQUIV{{end}}=refresh>", "base.html:1:18: data may not stand in <meta http-equiv>; write its content out in the layout unsafe"},
		{"<p style=\"color:{{.S}}\">", "base.html:1:19: " + unsafe},
		{"<p onclick=\"f({{.S}})\">", "base.html:1:17: " + unsafe},
		{"<a href=\"javascript:f({{.S}})\">", "base.html:1:10: a javascript: address may not stand in a layout unsafe"},
		{"<title>{{.S}}", "base.html:1:1: the page ends inside a tag, a quoted value, a comment or a script that is not closed html"},
		// Several at once.
		{"{{.A}}\n{{.B}}", "base.html:1:3: there is no .A in Data field\nbase.html:2:3: there is no .B in Data field"},
	} {
		nav := ""
		if strings.Contains(c.in, "twice") {
			nav = `{{define "twice"}}y{{end}}`
		}
		got := faultsOf("base.html", c.in, "parts/nav.html", nav, "icons/search.svg", "<svg/>")
		if got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

const unsafe = "data may not stand in a script, a style or an on… attribute; put it into text or a data-… attribute, or hand over a whole element as template.HTML unsafe"

func TestSuggestionListsFields(t *testing.T) {
	set := load(t, files("base.html", "{{.Row.Nmae}}", "pages/x.html", ""), nil, nil)
	_, err := layout.Page[Data](set, "x")
	es := layout.Problems(err)
	if len(es) != 1 || es[0].Name != "Nmae" || es[0].Suggest != "did you mean .Name? there are .Join, .Link, .Name, .Next, .Shout, .Sub, .Value, .Whisper" {
		t.Errorf("got %+v", es)
	}
}

func TestFilesThatCannotBeUsed(t *testing.T) {
	good := []string{"base.html", "x", "pages/x.html", ""}
	for _, c := range []struct{ name, content, want string }{
		{"base.html", "a\nb\xff", "base.html:2:2: not UTF-8 (save the file as UTF-8) read"},
		{"parts/a.html", strings.Repeat("a", 1<<20+1), "parts/a.html:1:1: larger than 1 MiB size"},
		{"icons/a.svg", "<svg>\n<script/></svg>", "icons/a.svg:2:10: <script> is not allowed in an icon icon"},
		{"icons/a.svg", "<svg onload='x'/>", "icons/a.svg:1:18: the attribute onload is not allowed in an icon icon"},
		{"icons/a.svg", "<svg><use href='https://x'/></svg>", "icons/a.svg:1:29: an icon may only refer to itself (href=\"#…\") icon"},
		{"icons/a.svg", "<svg>", "icons/a.svg:1:6: not well-formed XML: XML syntax error on line 1: unexpected EOF icon"},
		{"icons/a.svg", "<p/>", "icons/a.svg:1:5: an icon must be one <svg> element icon"},
		{"icons/a.svg", "", "icons/a.svg:1:1: an icon must be one <svg> element icon"},
	} {
		fsys := files(good...)
		fsys[c.name] = &fstest.MapFile{Data: []byte(c.content)}
		_, err := layout.Load(fsys, nil, nil)
		if got := lines(layout.Problems(err)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
	_, err := layout.Load(files("pages/x.html", ""), nil, nil)
	if got := lines(layout.Problems(err)); got != "base.html:1:1: missing read" {
		t.Errorf("no base: %s", got)
	}
	link := files(good...)
	link["parts/l.html"] = &fstest.MapFile{Data: []byte("/etc/passwd"), Mode: fs.ModeNamedPipe}
	_, err = layout.Load(link, nil, nil)
	if got := lines(layout.Problems(err)); got != "parts/l.html:1:1: not an ordinary file link" {
		t.Errorf("pipe: %s", got)
	}
}

func TestBOMAndLineEndsMakeNoDifference(t *testing.T) {
	a := load(t, files("base.html", "<pre>a\nb</pre>\n{{.S}}", "pages/x.html", "", "parts/.x.html.swp", "{{", "parts/x.html~", "{{"), nil, nil)
	b := load(t, files("base.html", "\ufeff<pre>a\r\nb</pre>\r\n{{.S}}", "pages/x.html", "\ufeff"), nil, nil)
	if x, y := render(t, a, "x", *dataWith("s")), render(t, b, "x", *dataWith("s")); x != y {
		t.Errorf("%q and %q", x, y)
	}
}

func TestFaultsWithDataInHand(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a\n {{.Nil.Name}}", "base.html:2:8: .Nil.Name: there is nothing here (nil); put it inside {{with …}}…{{end}} run"},
		{"{{index .Strings 9}}", "base.html:1:3: index: there is no entry 9 in 3 run"},
		{"{{.Fails}}", "base.html:1:3: Fails: broken run"},
		{"{{.Panics}}", "base.html:1:3: thrown run"},
		{"{{icon .S}}", "base.html:1:3: there is no icon \"s\" icon"},
		{"{{define \"r\"}}{{if .}}{{template \"r\" (print .)}}{{end}}{{end}}{{template \"r\" .}}", "base.html:1:34: the part \"r\" calls itself without end run"},
	} {
		set := load(t, files("base.html", "text "+c.in, "pages/x.html", ""), nil, funcs)
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
	var e layout.Error
	rest, ok := strings.CutPrefix(s, "base.html:1:")
	if !ok {
		return s
	}
	digits, message, _ := strings.Cut(rest, ":")
	for _, d := range digits {
		e.Column = e.Column*10 + int(d-'0')
	}
	e.File, e.Line, e.Column, e.Message = "base.html", 1, e.Column-5, strings.TrimSpace(message)
	return e.Error()
}

func TestUnknownKind(t *testing.T) {
	set := load(t, files("base.html", "x", "pages/about.html", ""), nil, nil)
	_, err := layout.Page[Data](set, "abuot")
	if got := lines(layout.Problems(err)); got != `pages/abuot.html:1:1: there is no layout for the page "abuot" (did you mean about) read` {
		t.Error(got)
	}
	if _, err := layout.Page[int](set, "about"); err == nil {
		t.Error("an int passed for the data of a page")
	}
}

func TestProblemsOfManyKindsOnce(t *testing.T) {
	_, err := layout.Load(files("base.html", "{{template \"none\"}}", "pages/a.html", "", "pages/b.html", "{{define \"q\"}}{{template \"q2\"}}{{end}}{{template \"q\"}}"), nil, nil)
	wrapped := errors.Join(errors.New("other"), err, err)
	got := lines(layout.Problems(wrapped))
	if want := "base.html:1:12: there is no part or block named \"none\" template\npages/b.html:1:26: there is no part or block named \"q2\" (did you mean q) template"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestConstantsAreCalledOnce(t *testing.T) {
	calls := 0
	count := template.FuncMap{"t": func(s string) string { calls++; return "<" + s + ">" }}
	set := load(t, files("base.html", `{{t "a"}}{{$x := t "b"}}{{$x}}{{if eq (t "c") "<c>"}}<p title="{{print (t "d") 1 | t}}">{{end}}`, "pages/x.html", ""), nil, count)
	page, err := layout.Page[Data](set, "x")
	if err != nil {
		t.Fatal(err)
	}
	after := calls
	for range 3 {
		out, err := page.Append(nil, dataWith("s"))
		if want := `&lt;a&gt;&lt;b&gt;<p title="&lt;&lt;d&gt;1&gt;">`; err != nil || string(out) != want {
			t.Fatalf("got %s, %v", out, err)
		}
	}
	if calls != after {
		t.Errorf("%d calls for pages", calls-after)
	}
	other := set.WithFuncs(template.FuncMap{"t": func(s string) string { return "en " + s }})
	if got := render(t, other, "x", *dataWith("s")); !strings.HasPrefix(got, "en aen b") {
		t.Errorf("other language: %s", got)
	}
}

func TestManyGoroutines(t *testing.T) {
	set := load(t, files("base.html", pageLayout[0], "pages/x.html", ""), nil, funcs)
	page, err := layout.Page[Data](set, "x")
	if err != nil {
		t.Fatal(err)
	}
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
		if got := render(t, set, kind, plain{"T"}); got != want {
			t.Errorf("%s: got %q, want %q", kind, got, want)
		}
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
