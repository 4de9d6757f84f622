package build

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/diag"
	"tassei/generator/layout"
	"tassei/generator/must"
)

// Everything that can be wrong in a layout has its words on one page of the rule
// book, in both languages.
func TestLayoutFaultsHaveWords(t *testing.T) {
	cases := layoutCases(t)
	if len(cases) < 50 {
		t.Fatalf("%d cases", len(cases))
	}
	used := map[string]bool{}
	for _, c := range cases {
		var on []string
		for _, code := range layoutPages {
			if rule, _ := diag.Find(code); rule.Text("ja", "message."+c) != "" && rule.Text("en", "message."+c) != "" {
				on = append(on, code)
			}
		}
		must.Be(t, len(on), 1, c, "has words on", on)
		used["message."+c] = true
	}
	for _, code := range layoutPages {
		rule, _ := diag.Find(code)
		for _, name := range rule.Names("ja") {
			if strings.HasPrefix(name, "message.") && !used[name] {
				t.Errorf("%s %s is for nobody", code, name)
			}
		}
	}
}

// layoutCases reads from the code what it tells.
func layoutCases(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("../layout/*.go")
	must.Succeed(t, err)
	more, err := filepath.Glob("../markup/[a-z]*[^t].go")
	must.Succeed(t, err)
	var cases []string
	for _, name := range append(names, more...) {
		code := must.Read(t, name)
		for _, m := range regexp.MustCompile(`(?:\btell\(|\bwrong\(|Case: |return )"(\w+)"`).FindAllStringSubmatch(string(code), -1) {
			if !strings.HasPrefix(m[0], "return") || strings.HasPrefix(m[1], "icon") {
				cases = append(cases, m[1])
			}
		}
	}
	slices.Sort(cases)
	return slices.Compact(cases)
}

var englishWords = regexp.MustCompile(`[a-z]{2,} [a-z]{2,} [a-z]{2,}`)

// A fault told in Japanese has no English sentence in it, and every name is filled in.
func TestLayoutFaultsInJapanese(t *testing.T) {
	type page struct {
		Title string
		Rows  []string
		N     int
	}
	for in, want := range map[string]string{
		"{{.Tilte}}": "K502: 「Tilte」という項目はありません もしかして .Title ですか（使えるのは .N, .Rows, .Title）",
		"{{define \"a\"}}{{.N}}{{end}}{{template \"a\"}}": "K502: 「N」を取り出せません。部品 a がデータなしで使われています 呼び出す側を {{template \"…\" .}} のように、点で終わらせます",
		"{{lt .Title 1}}":             "K510: lt: 文字と数の大小は比べられません ",
		"{{t .N}}":                    "K510: t: .N は数ですが、ここに要るのは文字です ",
		"{{.Rows}}":                   "K510: 並びは、そのままでは出せません 中の項目を {{.項目}} で出すか、{{ range … }} で一つずつ出します",
		"{{or .N .Title}}":            "K510: 種類の決まらない値は、そのままでは出せません 中の項目を {{.項目}} で出すか、{{ range … }} で一つずつ出します",
		"{{ne .Title}}":               "K507: ne: 値の数が違います（要るのは 2 個、書かれているのは 1 個） ",
		"{{t}}":                       "K507: t: 値が足りません（1 個以上要りますが、書かれているのは 0 個） ",
		"{{template \"none\" .}}":     "K508: 「none」という部品はありません 使えるのは base.html, pages/x.html",
		"<script>{{.N}}</script>":     "K503: <script> の中にデータは置けません data-… の属性に置きます",
		"<p onclick=\"{{.N}}\">":      "K503: スクリプト、スタイル、on… の属性の中にデータは置けません 文か data-… の属性に置きます",
		"<a {{if .N}}href=\"{{end}}x": "K509: 二つの道で HTML の場所が食い違います（片方がタグや引用符の中で終わるなど） {{ if … }} から {{ end }} までの中で、タグや引用符を開いて閉じます",
		"{{range .Title}}{{end}}":     "K510: 文字はくり返せません ",
		"{{index .Rows 9}}":           "K512: index: 9 番目はありません（全部で 1 個） ",
		"{{t \"fails\"}}":             "K512: t が値を作れませんでした（broken） ",
	} {
		files := fstest.MapFS{"base.html": {Data: []byte(in)}, "pages/x.html": {}}
		set, err := layout.Load(files, nil, func(key string, _ ...string) (string, error) { return "", fmt.Errorf("broken") }, nil)
		if err == nil {
			var made *layout.Compiled[page]
			if made, err = layout.Page[page](set, "x"); err == nil {
				_, err = made.Append(nil, &page{Rows: []string{"a"}})
			}
		}
		var got []string
		for _, p := range Problems(err) {
			p = p.In("ja")
			got = append(got, p.Code+": "+p.Message+" "+p.Hint)
			if bad := p.Message + p.Hint; strings.Contains(bad, "⟦") || englishWords.MatchString(bad) {
				t.Errorf("%s: %s", in, bad)
			}
		}
		must.Equal(t, got, []string{want}, in, want)
	}
}
