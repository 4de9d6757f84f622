package markup

import (
	"fmt"
	"strings"
	"testing"
	"text/template/parse"
	"time"

	"tassei/generator/law"
	"tassei/generator/must"
)

const csp = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https://maps.example; base-uri 'none'; form-action 'none'">`

// checked gives the faults of HTML in which templates stand for what is not known.
func checked(t *testing.T, in string) string {
	t.Helper()
	trees, err := parse.Parse("x", in, "", "")
	must.Succeed(t, err)
	c := &Checker{Policy: PolicyOf(csp)}
	check(c, trees["x"].Root)
	return told(in, c.End())
}

// told gives each fault a line, with its place.
func told(in string, faults []Fault) string {
	var told []string
	for _, f := range faults {
		line := in[strings.LastIndexByte(in[:f.At], '\n')+1 : f.At]
		s := fmt.Sprintf("%d:%d: %s %s", 1+strings.Count(in[:f.At], "\n"), 1+len(line), f.Case, strings.Join(f.Args, " "))
		if f.Until > 0 {
			s += fmt.Sprint(" ", 1+strings.Count(in[:f.Until], "\n"))
		}
		told = append(told, s)
	}
	return strings.Join(told, "\n")
}

func check(c *Checker, n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		for i := 0; n != nil && i < len(n.Nodes); i++ {
			check(c, n.Nodes[i])
		}
	case *parse.TextNode:
		c.Text(string(n.Text), int(n.Pos))
	case *parse.IfNode:
		c.Either(func() { check(c, n.List) }, func() { check(c, n.ElseList) })
	case *parse.RangeNode:
		c.Either(func() { check(c, n.List) }, func() { check(c, n.ElseList) })
	case *parse.WithNode:
		c.Either(func() { check(c, n.List) }, func() { check(c, n.ElseList) })
	default:
		c.Hole()
	}
}

func TestWhatIsOpen(t *testing.T) {
	for in, want := range map[string]string{
		"<nav>\n <a href=\"x\">y\n</nav>":    "2:2: opentag a nav 3",
		"<div>\n<section>{{if .}}<b>{{end}}": "1:1: openend div\n2:1: openend section",
		"<p>a\n</div>":                       "2:1: closetag div",
		"{{range .}}<em>{{end}}":             "",
		"<ul><li>a<li>b</ul><p>c<br><img src=\"a.svg\" alt=\"\"><input>":                                          "",
		"{{if .}}<a href=\"{{.}}\">{{else}}<span>{{end}}x{{if .}}</a>{{else}}</span>{{end}}":                      "",
		"<div{{if .}} class=\"a>b\"{{end}}>{{with .}}<b>{{.}}</b>{{end}}</div><svg><path d=\"M0\"/><g></g></svg>": "",
		"<!-- <div> --><textarea><b></textarea><title>a <b</title>":                                               "",
		"<B>x</b><DIV></div>": "",
	} {
		must.Be(t, checked(t, in), want, in)
	}
}

// A template of a hundred thousand tags is gone through in a moment, and its faults are a list that can be read.
func TestVeryManyTags(t *testing.T) {
	for _, in := range []string{"<div>", "</div>", "<div><b></div>", "<i style=\"x\">", "{{if .}}<div>{{end}}</b>"} {
		n := 900_000 / len(in)
		if strings.Contains(in, "{{") {
			n = 2000
		}
		begun := law.Spent()
		told := strings.Count(checked(t, strings.Repeat(in, n)), "\n") + 1
		if took := law.Spent() - begun; told < 2 || told > 50 || took > 20*time.Second {
			t.Errorf("%s: %d faults in %v", in, told, took)
		}
	}
}

func TestWhatThePolicyBlocks(t *testing.T) {
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
		must.Be(t, checked(t, in), want, in)
	}
}

func TestWhatAStyleSheetFetches(t *testing.T) {
	css := "/* url(https://no.example) */\n@import \"https://f.example/a.css\";\n@font-face {font-family: f; src: url(//f.example/f.woff2)}\na { background: url(data:image/gif;base64,A) }\nb { background: url(a.svg) }\n"
	want := "2:10: foreign https://f.example/a.css style-src\n3:38: foreign //f.example/f.woff2 font-src\n4:21: foreign data:image/gif;base64,A img-src"
	must.Be(t, told(css, PolicyOf(csp).Style(css)), want)
	for _, policy := range []string{"", `<meta http-equiv=Content-Security-Policy content="default-src https:">`, `<meta http-equiv="Content-Security-Policy" content="img-src x.example; style-src *.f.example https://f.example/a/; font-src *">`} {
		must.Be(t, told(css, PolicyOf(policy).Style(strings.ReplaceAll(css, "data:image/gif;base64,A", "https://x.example/a"))), "", policy)
	}
}

func TestIcons(t *testing.T) {
	for in, want := range map[string]string{
		"<?xml version=\"1.0\"?>\n<svg><g href=\"#a\"/></svg><!-- end -->": "",
		"<svg><Style/></svg>":                "1:14: iconelement Style",
		"<svg onload='x'/>":                  "1:18: iconattribute onload",
		"<svg style='x'/>":                   "1:17: iconattribute style",
		"<svg><use href='https://x'/></svg>": "1:29: iconhref ",
		"<svg>":                              "1:6: iconxml XML syntax error on line 1: unexpected EOF",
		"<p/>":                               "1:5: icononly ",
		"<svg/><svg/>":                       "1:13: icononly ",
		"":                                   "1:1: icononly ",
	} {
		got, fault := Icon(in)
		if fault == nil && got == "<svg><g href=\"#a\"/></svg>" && want == "" {
			continue
		}
		if fault == nil || told(in, []Fault{*fault}) != want {
			t.Errorf("%s: %q %v", in, got, fault)
		}
	}
}

func TestBalanced(t *testing.T) {
	for in, want := range map[string]bool{"<p>a<br><img/></p>": true, "<p>": false, "</p>": false, "<a href=\"a>b\"><B>x</b></a>": true} {
		must.Be(t, Balanced(in), want, in)
	}
}
