package layout_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/layout"
	"tassei/generator/must"
	"tassei/layouts"
)

const csp = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https://maps.example; base-uri 'none'; form-action 'none'">`

// audited gives the faults of a city's part that every page has, but for place's sake in base.html.
func audited(t *testing.T, own fstest.MapFS) string {
	t.Helper()
	defaults := files("base.html", csp+`{{template "parts/head.html" .}}`, "pages/x.html", "", "parts/head.html", "", "assets/site.css", "", "assets/site.js", "")
	set, err := layout.Load(defaults, own, nil, nil)
	must.Succeed(t, err)
	return lines(set.Audit())
}

// All ways through a template are gone through, and each fault is told at its place.
func TestAuditOfTagsAndPolicy(t *testing.T) {
	for in, want := range map[string]string{
		"<nav>\n <a href=\"x\">y\n</nav>":                           "2:2: opentag a nav 3",
		"<div>\n<section>{{if .}}<b>{{end}}":                        "1:1: openend div\n2:1: openend section",
		"<div>{{define \"inner\"}}<i>{{end}}</div>":                 "1:24: openend i",
		"<img src=\"//cdn.example/{{.}}\" alt=\"\">":                "1:1: foreign //cdn.example/… img-src",
		"<img src=\"https://maps.example/a.png\" alt=\"\"><p>{{.}}": "",
	} {
		got := strings.ReplaceAll(audited(t, fstest.MapFS{"parts/head.html": {Data: []byte(in)}}), "parts/head.html:", "")
		must.Be(t, got, want, in)
	}
	must.Be(t, audited(t, fstest.MapFS{"assets/site.css": {Data: []byte("a {\n background: url(data:image/gif;base64,A) }")}}), "assets/site.css:2:18: foreign data:image/gif;base64,A img-src")
	// A city with a policy of its own is held to that one.
	must.Be(t, audited(t, fstest.MapFS{"base.html": {Data: []byte(`<meta http-equiv="Content-Security-Policy" content="style-src 'self' 'unsafe-inline'"><p style="a:b"><script>x()</script>`)}}), "")
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
	must.Be(t, got, want)
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
	set, err := layout.Load(layouts.FS, own, nil, nil)
	must.Succeed(t, err)
	must.Be(t, lines(set.Audit()), "")
}
