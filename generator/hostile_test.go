package main

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/must"
)

// payloads are texts that somebody could put into any field of the data. On
// every page and in every file they must come out as the very same text.
var payloads = []string{
	`<script>alert(1)</script> "onmouseover=alert(1) x='y' onclick=" javascript:alert(1)`,
	`]]><!--<![CDATA[--><?php {{.}}{{template "x"}}${x}<%= 1 %></title></svg></textarea></style></script><img src=x onerror=alert(1)>`,
	`&lt;b&gt; &amp;#60;i> &#x3c;u> \u003cscript>\" \\ %s %00 </p></div></main>`,
}

// TestHostileTextsComeOutAsText puts the payloads into every text of the
// town's data and comments, and looks for them in every file of the site.
func TestHostileTextsComeOutAsText(t *testing.T) {
	t.Parallel()
	dir := town(t)
	payload := strings.Join(payloads, " ")
	planted := plant(t, dir, payload)
	s := &builtSite{name: "hostile", dir: filepath.Join(dir, "public"), first: "ja", others: []string{"en"}, baseURL: "https://town.example/kpi/"}
	mustBuild(t, dir, s.dir)
	must.Succeed(t, s.read())
	found := map[string]bool{}
	for _, fault := range s.search(payload, found) {
		t.Error(fault)
	}
	// Names that a later year restates are on no page of their own.
	if share := len(found) * 100 / planted; share < 80 {
		t.Errorf("only %d of %d texts were found again", len(found), planted)
	}
}

var (
	textInTOML = regexp.MustCompile(`\b(ja|en) = ("(?:[^"\\]|\\.)*"|'[^']*')`)
	mark       = regexp.MustCompile(`zq\d+zq`)
)

// plant appends a mark and the payload to every text by language of the
// town's TOML, and a code span with them to every comment and standing page.
// It returns how many it planted, drafts apart.
func plant(t *testing.T, dir, payload string) (planted int) {
	t.Helper()
	// The same text has the same mark, as a name has that a year restates.
	marks := map[string]string{}
	next := func(text string) string {
		if marks[text] == "" {
			planted++
			marks[text] = fmt.Sprintf("zq%dzq", planted)
		}
		return marks[text]
	}
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(payload)
	for name, text := range files(t, dir) {
		if strings.Contains(name, "FY2025") {
			continue
		}
		switch path.Ext(name) {
		case ".toml":
			text = textInTOML.ReplaceAllStringFunc(text, func(s string) string {
				key, value, _ := strings.Cut(s, " = ")
				if value[0] == '\'' {
					value = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(value[1:len(value)-1]) + `"`
				}
				return key + " = " + value[:len(value)-1] + next(value) + quoted + `"`
			})
		case ".md":
			if strings.HasPrefix(name, "content/") && !strings.Contains(payload, "`") {
				text += "\n\n`" + next(name) + payload + "`\n"
			}
		}
		must.Succeed(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644))
	}
	if planted < 300 {
		t.Fatalf("only %d texts were found in the town", planted)
	}
	return planted
}

// search looks for the marks in every file, by a parser of that kind of file.
func (s *builtSite) search(payload string, found map[string]bool) (faults []string) {
	add := func(name, format string, args ...any) {
		faults = append(faults, name+": "+fmt.Sprintf(format, args...))
	}
	folded := strings.Join(strings.Fields(payload), " ")
	check := func(name, text string) {
		for _, at := range mark.FindAllStringIndex(text, -1) {
			found[text[at[0]:at[1]]] = true
			rest := text[at[1]:]
			if !strings.HasPrefix(rest, payload) && !strings.HasPrefix(strings.Join(strings.Fields(rest), " "), folded) {
				add(name, "after a mark stands %q", rest[:min(len(rest), 60)])
			}
		}
	}
	for _, p := range s.pages {
		for _, fault := range active(p) {
			add(p.path, "%s", fault)
		}
		each(p.root, func(n *html.Node) bool {
			if n.Type == html.CommentNode {
				add(p.path, "a comment: %q", n.Data)
			}
			switch {
			case n.Type != html.TextNode || n.Parent.Data == "script":
			case n.Parent.Data == "code" && classed("quote")(n.Parent.Parent):
				for _, fault := range copied(n.Data, func(words string) { check(p.path, words) }) {
					add(p.path, "%s", fault)
				}
			default:
				check(p.path, n.Data)
			}
			for _, a := range n.Attr {
				// Words for the filter of a list are folded, not shown.
				if a.Key != "data-words" && a.Key != "href" {
					check(p.path, a.Val)
				}
			}
			return true
		})
		for _, n := range all(p.root, tagged("script")) {
			if n.FirstChild != nil {
				s.checkJSON(p.path, n.FirstChild.Data, check, add)
			}
		}
	}
	for name, text := range s.files {
		switch path.Ext(name) {
		case ".svg", ".xml":
			checkXML(name, text, check, add)
		case ".json", ".jsonld":
			s.checkJSON(name, text, check, add)
		case ".csv":
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
			if err != nil {
				add(name, "%v", err)
			}
			for _, row := range rows {
				for _, cell := range row {
					check(name, cell)
				}
			}
		case ".js":
			checkScript(name, text, check, add)
		}
	}
	return faults
}

// copied reads the HTML that a page offers to copy into another: it may hold a
// picture and a link, or a frame, with words, and nothing else.
func copied(code string, check func(words string)) (faults []string) {
	root, err := html.Parse(strings.NewReader(code))
	if err != nil {
		return []string{err.Error()}
	}
	each(root, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			check(n.Data)
		case n.Type == html.ElementNode && !slices.Contains([]string{"html", "head", "body", "a", "img", "iframe"}, n.Data):
			faults = append(faults, "<"+n.Data+"> to be copied")
		}
		for _, a := range n.Attr {
			if check(a.Val); !slices.Contains([]string{"href", "src", "alt", "title", "width", "height", "loading"}, a.Key) {
				faults = append(faults, fmt.Sprintf("<%s %s=%q> to be copied", n.Data, a.Key, a.Val))
			}
		}
		return true
	})
	return faults
}

// active lists what a page must not have: anything that runs or asks.
func active(p page) (faults []string) {
	for _, n := range all(p.root, func(*html.Node) bool { return true }) {
		switch n.Data {
		case "script":
			if src := strings.TrimPrefix(attr(n, "src"), "https://town.example/kpi/"); attr(n, "type") != "application/ld+json" && !ownScript.MatchString(src) {
				faults = append(faults, fmt.Sprintf("<script src=%q>", src))
			}
		case "iframe", "object", "embed", "base", "applet", "foreignobject", "img", "video", "audio", "style":
			faults = append(faults, "<"+n.Data+">")
		}
		if n.Data == "form" && hasAttr(n, "action") {
			faults = append(faults, "a form that is sent somewhere")
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
				faults = append(faults, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
			case (a.Key == "href" || a.Key == "src" || a.Key == "action") && (strings.HasPrefix(value, "javascript:") || strings.HasPrefix(value, "data:") || strings.HasPrefix(value, "vbscript:")):
				faults = append(faults, fmt.Sprintf("<%s %s=%q>", n.Data, a.Key, a.Val))
			case a.Key == "http-equiv" && strings.EqualFold(a.Val, "refresh"):
				faults = append(faults, "a refresh")
			}
		}
	}
	return faults
}

var ownScript = regexp.MustCompile(`^(?:\.\./)*assets/(?:site|index-[a-z-]+)\.[0-9a-f]+\.js$`)

// checkXML reads a drawing, a feed or a sitemap. The words in a drawing are
// broken into lines; those of its title and description are not.
func checkXML(name, text string, check func(string, string), add func(string, string, ...any)) {
	d := xml.NewDecoder(strings.NewReader(text))
	var within, words string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			add(name, "%v", err)
			return
		}
		if data, ok := token.(xml.CharData); ok {
			words += string(data)
			continue
		}
		if path.Ext(name) == ".xml" || within == "title" || within == "desc" {
			check(name, words)
		}
		words = ""
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		within = strings.ToLower(start.Name.Local)
		if within == "script" || within == "foreignobject" || within == "iframe" {
			add(name, "<%s>", within)
		}
		for _, a := range start.Attr {
			if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") {
				add(name, "%s=%q", a.Name.Local, a.Value)
			}
			check(name, a.Value)
		}
	}
}

// checkJSON parses and looks at every string.
func (s *builtSite) checkJSON(name, text string, check func(string, string), add func(string, string, ...any)) {
	var v any
	if err := json.Unmarshal([]byte(strings.TrimPrefix(text, "\ufeff")), &v); err != nil {
		add(name, "%v", err)
		return
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case string:
			check(name, v)
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(v)
}

var stringInScript = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)

// checkScript looks at the strings of the search index.
func checkScript(name, text string, check func(string, string), add func(string, string, ...any)) {
	if !strings.Contains(name, "index-") {
		if mark.MatchString(text) {
			add(name, "a text of the data in the script")
		}
		return
	}
	rest := stringInScript.ReplaceAllStringFunc(text, func(s string) string {
		var v string
		if err := json.Unmarshal([]byte(s), &v); err != nil {
			add(name, "%v in %s", err, s)
		}
		check(name, v)
		return `""`
	})
	if mark.MatchString(rest) {
		add(name, "a text of the data outside of a string")
	}
}

// TestRefusedTexts are texts that may not stand in the data at all; each is
// told at its place, and nothing is built.
func TestRefusedTexts(t *testing.T) {
	const comment, plan = "content/FY2024/ja/1-a/shihyo-2.md", "data/plan/1-a.toml"
	for name, c := range map[string]struct{ file, old, new, code string }{
		"direction override":         {plan, "保育所等の待機児童数", "保育所等の\u202e待機児童数", "K106"},
		"direction isolate":          {plan, "保育所等の待機児童数", "保育所等の\u2066待機児童数", "K106"},
		"zero width":                 {plan, "保育所等の待機児童数", "保育所等の\u200b待機児童数", "K106"},
		"escape in TOML":             {plan, "保育所等の待機児童数", `保育所等の\u202e待機児童数`, "K106"},
		"control":                    {plan, "保育所等の待機児童数", "保育所等の\x1b[31m待機児童数", "K106"},
		"nul":                        {plan, "保育所等の待機児童数", "保育所等の\x00待機児童数", "K106"},
		"not UTF-8":                  {plan, "保育所等の待機児童数", "保育所等の\x82\xa0待機児童数", "K105"},
		"override in a comment":      {comment, "\n", "\u202eあ\n", "K106"},
		"override as entity":         {comment, "\n", "&#x202e;\n", "K407"},
		"HTML in a comment":          {comment, "\n", "<script>alert(1)</script>\n", "K401"},
		"HTML comment":               {comment, "\n", "\n\n<!-- x -->\n", "K401"},
		"script link":                {comment, "\n", " [x](javascript:alert(1))\n", "K402"},
		"script link in capitals":    {comment, "\n", " [x](JaVaScRiPt:alert(1))\n", "K402"},
		"script link with entities":  {comment, "\n", " [x](java&#x73;cript:alert(1))\n", "K402"},
		"data link":                  {comment, "\n", " [x](data:text/html;base64,PHNjcmlwdD4=)\n", "K402"},
		"file link":                  {comment, "\n", " [x](file:///etc/passwd)\n", "K402"},
		"picture":                    {comment, "\n", " ![x](https://x.example/a.png)\n", "K404"},
		"script address of the city": {"data/city.toml", "mailto:kikaku@town.example", "javascript:alert(1)", ""},
		"address with a quote":       {"data/city.toml", "https://town.example/kpi/", `https://town.example/\"onload=x/`, ""},
		"script base":                {"data/city.toml", "https://town.example/kpi/", "javascript:alert(1)/", ""},
		"base without a host":        {"data/city.toml", "https://town.example/kpi/", "https:///kpi/", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := town(t)
			file := filepath.Join(dir, filepath.FromSlash(c.file))
			text, err := os.ReadFile(file)
			must.Succeed(t, err)
			must.Succeed(t, os.WriteFile(file, []byte(strings.Replace(string(text), c.old, c.new, 1)), 0o644))
			code, _, talk := tassei(t, "build", "--source", dir, "--lang", "en")
			place := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(c.file) + `:\d+:\d+: error ` + c.code)
			if code != exitProblems || !place.MatchString(talk) {
				t.Errorf("exit %d:\n%s", code, talk)
			}
			if slices.ContainsFunc([]rune(talk), func(r rune) bool { return r == '\u202e' || r == '\x1b' || r == 0 || r == '\u2066' }) {
				t.Errorf("the message carries the character on: %q", talk)
			}
			if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
				t.Error("a site was made")
			}
		})
	}
}
