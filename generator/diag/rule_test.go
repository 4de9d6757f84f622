package diag

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
)

// Every page of the rule book is complete in both languages, and both have the
// same texts with the same placeholders.
func TestRuleBook(t *testing.T) {
	rules := Rules()
	if len(rules) < 90 {
		t.Fatalf("%d rules", len(rules))
	}
	for _, r := range rules {
		if r.Severity != Error && r.Severity != Warning {
			t.Errorf("%s: severity %q", r.Code, r.Severity)
		}
		if r.Wrong == "" || r.Right == "" {
			t.Errorf("%s: no example", r.Code)
		}
		for _, lang := range []string{"ja", "en"} {
			for _, field := range []string{"title", "message", "why"} {
				if r.Text(lang, field) == "" {
					t.Errorf("%s: no %s in %s", r.Code, field, lang)
				}
			}
		}
		if ja, en := r.Names("ja"), r.Names("en"); !slices.Equal(ja, en) {
			t.Errorf("%s: texts differ\nja %v\nen %v", r.Code, ja, en)
		}
		for _, name := range r.Names("ja") {
			if ja, en := placeholders(r.Text("ja", name)), placeholders(r.Text("en", name)); !slices.Equal(ja, en) {
				t.Errorf("%s %s: placeholders %v and %v", r.Code, name, ja, en)
			}
		}
	}
}

func placeholders(s string) []string {
	list := placeholder.FindAllString(s, -1)
	slices.Sort(list)
	return slices.Compact(list)
}

func TestExplain(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		var b strings.Builder
		if !Explain(&b, "k112", lang) || !strings.Contains(b.String(), `actual    = "48件"`) {
			t.Errorf("%s: %s", lang, b.String())
		}
		b.Reset()
		if Explain(&b, "K113x", lang) || !strings.Contains(b.String(), "K113") {
			t.Errorf("%s, unknown code: %s", lang, b.String())
		}
	}
	var b strings.Builder
	Explain(&b, "K112", "ja")
	const want = `K112（誤り） 数でない値

単位は指標の unit に一度だけ書きます。数だけが書いてあれば、計算も表も図も同じ数から作れます。

直し方
    半角の数字だけを、引用符を付けずに書きます

誤りの例 data/FY2024/1-a.toml
    actual    = "48件"

正しい例
    actual    = 48
`
	must.Be(t, b.String(), want)
}

// What a page says in Japanese holds no English remark, and each remark of an
// example is used.
func TestExamplesSpeakTheReadersLanguage(t *testing.T) {
	remark := regexp.MustCompile(`\([a-z][a-z ]+\)|[a-z]+ [a-z]+ [a-z]+`)
	for _, r := range Rules() {
		if r.Where == "" {
			ja := strings.ReplaceAll(r.remarks("ja", r.Wrong+r.Right+r.Also), "tassei translated", "")
			must.Be(t, remark.FindString(ja), "", r.Code, "in the Japanese example")
		}
		for _, name := range []string{"wrong", "right"} {
			if r.Text("ja", "example."+name) != "" && !strings.Contains(r.Wrong+r.Right, "("+name+")") {
				t.Errorf("%s: the remark %s stands nowhere", r.Code, name)
			}
		}
	}
	var b strings.Builder
	Explain(&b, "K301", "en")
	for _, want := range []string{"K301 (error) ", "\nHow to mend\n    compare ", "\nor\n    target    = 60\n    actual    = 49\n    difference = "} {
		must.Contain(t, b.String(), want)
	}
}
