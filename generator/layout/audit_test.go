package layout_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tassei/generator/law"
	"tassei/generator/layout"
	"tassei/generator/must"
	"tassei/layouts"
)

const csp = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https://maps.example; base-uri 'none'; form-action 'none'">`

// audited gives the faults of a city's part that every page has, but for place's sake in base.html.
func audited(t *testing.T, own fstest.MapFS) string {
	t.Helper()
	defaults := files("base.html", csp+`{{template "parts/head.html" .}}`, "pages/x.html", "", "parts/head.html", "", "assets/site.css", "", "assets/site.js", "")
	set, err := layout.Load(defaults, own, nil)
	must.Succeed(t, err)
	return lines(set.Audit())
}

func TestAuditOfTags(t *testing.T) {
	for in, want := range map[string]string{
		"<nav>\n <a href=\"x\">y\n</nav>":    "2:2: opentag a nav 3",
		"<div>\n<section>{{if .}}<b>{{end}}": "1:1: openend div\n2:1: openend section",
		"<p>a\n</div>":                       "2:1: closetag div",
		"{{range .}}<em>{{end}}":             "",
		"<ul><li>a<li>b</ul><p>c<br><img src=\"a.svg\" alt=\"\"><input>":                                          "",
		"{{if .}}<a href=\"{{.}}\">{{else}}<span>{{end}}x{{if .}}</a>{{else}}</span>{{end}}":                      "",
		"<div{{if .}} class=\"a>b\"{{end}}>{{with .}}<b>{{.}}</b>{{end}}</div><svg><path d=\"M0\"/><g></g></svg>": "",
		"<!-- <div> --><textarea><b></textarea><title>a <b</title>":                                               "",
		"<div>{{define \"inner\"}}<i>{{end}}</div>":                                                               "1:24: openend i",
		"<B>x</b><DIV></div>": "",
	} {
		got := strings.ReplaceAll(audited(t, fstest.MapFS{"parts/head.html": {Data: []byte(in)}}), "parts/head.html:", "")
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// A template of a hundred thousand tags is gone through in a moment, and its faults are a list that can be read.
func TestAuditOfVeryManyTags(t *testing.T) {
	for _, in := range []string{"<div>", "</div>", "<div><b></div>", "<i style=\"x\">", "{{if .}}<div>{{end}}</b>"} {
		n := 900_000 / len(in)
		if strings.Contains(in, "{{") {
			n = 2000
		}
		begun := law.Spent()
		told := strings.Count(audited(t, fstest.MapFS{"parts/head.html": {Data: []byte(strings.Repeat(in, n))}}), "\n") + 1
		if took := law.Spent() - begun; told < 2 || told > 50 || took > 20*time.Second {
			t.Errorf("%s: %d faults in %v", in, told, took)
		}
	}
}

func TestAuditOfWhatThePolicyBlocks(t *testing.T) {
	for in, want := range map[string]string{
		"<p style=\"color:red\">x":                                   "1:1: inlinestyle style=",
		"<style>p{}</style>":                                         "1:1: inlinestyle <style>",
		"\n <script>go()</script>":                                   "2:2: inlinescript <script>",
		"<b onclick=\"go()\">x</b>":                                  "1:1: inlinescript onclick=",
		"<img src=\"https://cdn.example/a.png\" alt=\"\">":           "1:1: foreign https://cdn.example/a.png img-src",
		"<img src=\"//cdn.example/{{.}}\" alt=\"\">":                 "1:1: foreign //cdn.example/… img-src",
		"<img src=data:image/png;base64,AA alt=x>":                   "1:1: foreign data:image/png;base64,AA img-src",
		"<link rel=\"stylesheet\" href=\"https://f.example/a.css\">": "1:1: foreign https://f.example/a.css style-src",
		"<script src=\"https://t.example/a.js\"></script>":           "1:1: foreign https://t.example/a.js script-src",
		"<iframe src=\"map.html\"></iframe>":                         "1:1: foreign map.html frame-src",
		"<form action=\"/find\"></form>":                             "1:1: foreign /find form-action",
		"<img src=\"https://maps.example/a.png\" alt=\"\"><img src=\"a.svg\" alt=\"\"><img src=\"{{.}}\" alt=\"\">":              "",
		"<a href=\"https://other.example/\">x</a><script type=\"application/ld+json\">{}</script><script src=\"a.js\"></script>": "",
	} {
		got := strings.ReplaceAll(audited(t, fstest.MapFS{"parts/head.html": {Data: []byte(in)}}), "parts/head.html:", "")
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
	css := "/* url(https://no.example) */\n@import \"https://f.example/a.css\";\n@font-face {font-family: f; src: url(//f.example/f.woff2)}\na { background: url(data:image/gif;base64,A) }\nb { background: url(a.svg) }\n"
	want := "assets/site.css:2:10: foreign https://f.example/a.css style-src" +
		"\nassets/site.css:3:38: foreign //f.example/f.woff2 font-src" +
		"\nassets/site.css:4:21: foreign data:image/gif;base64,A img-src"
	if got := audited(t, fstest.MapFS{"assets/site.css": {Data: []byte(css)}}); got != want {
		t.Errorf("css\n got %s\nwant %s", got, want)
	}
	// A city with a policy of its own is held to that one.
	if got := audited(t, fstest.MapFS{"base.html": {Data: []byte(`<meta http-equiv="Content-Security-Policy" content="style-src 'self' 'unsafe-inline'"><p style="a:b"><script>x()</script>`)}}); got != "" {
		t.Error(got)
	}
}

func TestAuditOfFilesThatNobodyReads(t *testing.T) {
	got := audited(t, fstest.MapFS{
		"parts/haed.html": {}, "pages/y.html": {}, "assets/crest.png": {}, "header.html": {}, "parts/old.htm": {},
		"README.md": {}, "messages/ja.toml": {}, ".DS_Store": {}, "icons/crest.svg": {Data: []byte("<svg/>")},
	})
	want := `assets/crest.png:1:1: unusedasset
header.html:1:1: unread
pages/y.html:1:1: unusedpage (x.html?)
parts/haed.html:1:1: unusedpart (head.html?)
parts/old.htm:1:1: unread`
	if got != want {
		t.Errorf("got %s", got)
	}
}

// The program's own layouts pass as if they were a city's.
func TestAuditOfTheProgramsOwnLayouts(t *testing.T) {
	own := fstest.MapFS{}
	err := fs.WalkDir(layouts.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := fs.ReadFile(layouts.FS, name)
		own[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil || len(own) < 50 {
		t.Fatal(err, len(own))
	}
	set, err := layout.Load(layouts.FS, own, nil)
	must.Succeed(t, err)
	if got := lines(set.Audit()); got != "" {
		t.Error(got)
	}
}
