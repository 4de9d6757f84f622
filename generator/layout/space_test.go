package layout_test

import (
	"html/template"
	"regexp"
	"strings"
	"testing"

	"tassei/generator/layout"
	"tassei/generator/must"
)

func TestWhiteSpace(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"\n\n<p>\n\n   a  b\t c </p>\n  \n<p>", "<p>\na b c </p>\n<p>"},
		{"<b>a</b> <i>b</i>  <u>c</u>", "<b>a</b> <i>b</i> <u>c</u>"},
		{"<p\n   class=\"a  b\"\n   id=x  >", "<p class=\"a  b\" id=x >"},
		{"<pre>\n  a\n   <b>x  y</b>\n</pre>  \n x", "<pre>\n  a\n   <b>x  y</b>\n</pre>\nx"},
		{"<svg>\n <g>\n <svg>  </svg>  <text>a  b</text>\n</svg>  <p>", "<svg>\n <g>\n <svg>  </svg>  <text>a  b</text>\n</svg> <p>"},
		{"<svg/>  <p>  x", "<svg/> <p> x"},
		{"<textarea>  a\n\n b</textarea>  c", "<textarea>  a\n\n b</textarea> c"},
		{"<script>\n  let a  = '</p>';\n</script>\n\n  x", "<script>\n  let a  = '</p>';\n</script>\nx"},
		{"a\n  {{if .Yes}}\n   b\n  {{end}}\n  {{if .No}}\n  c\n {{end}}\n  d", "a\nb\nd"},
		{"a{{if .No}}\n{{else}}{{end}}\n\nb", "a\nb"},
		{"a {{.N}}  {{.N}} b", "a -42 -42 b"},
		{"<ul>\n  {{range .Array}}\n   <li>{{.}}</li>\n  {{end}}\n  </ul>", "<ul>\n<li>3</li>\n<li>2</li>\n<li>1</li>\n</ul>"},
		{"x{{range .Array}}\n{{.}}\n{{end}}", "x\n3\n\n2\n\n1\n"},
		{"a\n{{/* note */}}\n{{$x := 1}}\n{{$x}}", "a\n1"},
		{"a <!-- note --> b", "a b"},
		{"a  <  b", "a &lt; b"},
		{"{{define \"w\"}}  a  b  {{end}}<p>{{template \"w\"}}</p>", "<p> a b </p>"},
		{"{{define \"w\"}}  a  b  {{end}}<pre>{{template \"w\"}}</pre>", "<pre>  a  b  </pre>"},
		{"{{define \"v\"}}  a  b  {{end}}{{define \"w\"}}{{template \"v\"}}{{end}}<p title=\"{{template \"w\"}}\">", "<p title=\"  a  b  \">"},
		{"{{if .Yes}}<pre>{{end}}  a  b{{if .Yes}}</pre>{{end}}  c", "<pre>  a  b</pre>  c"},
		{"{{if .No}}{{else}}<pre>{{end}}  a  b{{if .Yes}}</pre>{{end}}", "<pre>  a  b</pre>"},
		{"全角　空白\n　そのまま", "全角　空白\n　そのまま"},
	} {
		set := load(t, files("base.html", c.in, "pages/x.html", ""), nil, words)
		must.Be(t, render(t, set, "x", *dataWith("s")), c.want, c.in)
	}
}

var verbatim = regexp.MustCompile(`(?is)<(pre|textarea|script|style|svg)\b.*?</(?:pre|textarea|script|style|svg)>`)
var runs = regexp.MustCompile(`[ \t\r\n\f]+`)

// squeeze makes every run of white space one space, verbatim elements apart.
func squeeze(html string) string {
	var out strings.Builder
	for html != "" {
		at := verbatim.FindStringIndex(html)
		if at == nil {
			at = []int{len(html), len(html)}
		}
		out.WriteString(runs.ReplaceAllString(html[:at[0]], " "))
		out.WriteString(html[at[0]:at[1]])
		html = html[at[1]:]
	}
	return strings.TrimSpace(runs.ReplaceAllString(out.String(), " "))
}

// TestThinKeepsContent holds the compiled page of layouts with white space
// everywhere against what html/template makes of the files as they are.
func TestThinKeepsContent(t *testing.T) {
	for _, body := range append(bodies, pageLayout...) {
		for _, space := range []string{"  ", "\n\t ", "\n\n"} {
			spaced := strings.NewReplacer("{{", space+"{{", "}}", "}}"+space, "<p>", "<p>"+space, "</p>", space+"</p>").Replace(body)
			std, err := template.New("base.html").Funcs(template.FuncMap{"t": words}).Parse(spaced)
			if err != nil {
				continue
			}
			var want strings.Builder
			data := dataWith("a b")
			if err := std.Execute(&want, data); err != nil {
				continue
			}
			set, err := layout.Load(files("base.html", spaced, "pages/x.html", ""), nil, words, nil)
			if err != nil {
				t.Errorf("%s: %v", spaced, err)
				continue
			}
			if got := render(t, set, "x", *data); squeeze(got) != squeeze(want.String()) {
				t.Errorf("%q\n got %q\nwant %q", spaced, squeeze(got), squeeze(want.String()))
			}
		}
	}
}
