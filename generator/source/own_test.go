package source

import (
	"fmt"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
)

// What was planned and used of one kind is told to be missing where neither is there.
func TestResources(t *testing.T) {
	for given, missing := range map[string]bool{
		"": true, "planned = 3": false, "actual = 2": false, "planned = 3\nactual = 2": false,
	} {
		tree := baseTree(t)
		tree["data/FY2024/1-a.toml"] += "\n[[resource]]\nname = {ja = \"人員\", en = \"Staff\"}\nunit = {ja = \"人\", en = \"people\"}\n" + given + "\n"
		told := false
		for _, p := range open(t, writeTree(t, tree)).Check(Options{}).All() {
			told = told || p.Args["key"] == "actual" && p.File == "data/FY2024/1-a.toml"
		}
		must.Be(t, told, missing, given, "told")
	}
}

// Fields and grades as they are read.
func TestOwnValues(t *testing.T) {
	s := &Source{}
	for _, id := range []string{"a", "b", "c"} {
		s.city.Fields = append(s.city.Fields, kpi.OwnField{ID: id})
	}
	of, own := []kpi.FieldValue{{Field: "a"}, {Field: "b"}}, []kpi.FieldValue{{Field: "b"}, {Field: "c"}}
	var got []string
	for _, f := range s.merged(of, own) {
		got = append(got, f.Field)
	}
	must.Be(t, strings.Join(got, " ")+fmt.Sprint(len(s.merged(of, nil))), "a b c2")
	for text, want := range map[string]string{`{committee = "A"}`: "A", `{committee = {grade = "A", ja = "順調", en = "On course"}}`: "A順調", `{committee = {ja = "順調", en = "On course"}}`: "順調", `{committee = "Z"}`: "", `{nobody = "A"}`: ""} {
		tree := baseTree(t)
		tree["data/FY2024/1-a.toml"] = substitute(t, tree["data/FY2024/1-a.toml"], "grade     = \"A\"", "grades    = "+text)
		city, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		got := ""
		for _, g := range city.Record("1-a-shihyo-1", 2024).Gradings {
			got += g.Grade + g.Words["ja"]
		}
		must.Be(t, got, want, text)
		city.Close()
	}
	for text, want := range map[string]string{"3": "3", "2.50": "2.50", `"一般"`: "一般", `{ja = "一般", en = "General"}`: "一般", `["一般", {ja = "特別", en = "Special"}]`: "一般 特別", "true": "", `""`: "", "[]": ""} {
		tree := baseTree(t)
		tree["data/plan/1-i.toml"] = substitute(t, tree["data/plan/1-i.toml"], `{ja = "一般会計", en = "General account"}`, text)
		city, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		var got []string
		for _, f := range city.Initiatives()[1].Indicators[1].Fields {
			for _, v := range f.Values {
				got = append(got, v["ja"])
			}
		}
		must.Be(t, strings.Join(got, " "), want, "field", text)
		city.Close()
	}
	for text, want := range map[string]string{"": "-1 ", "places = 0": "0 ", "places = 2\nround = \"down\"": "2 down", "round = \"half-up\"": "-1 ", "places = 2.0": "-1 ", "places = 10": "-1 "} {
		tree := baseTree(t)
		tree["data/city.toml"] = substitute(t, tree["data/city.toml"], "[[grader]]", "[[rule]]\nid = \"own\"\nname = {ja = \"式\", en = \"Rule\"}\nrate = \"actual / target * 100\"\n"+text+"\n\n[[grader]]")
		city, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		must.Be(t, fmt.Sprint(city.City().Rules[0].Places, " ", city.City().Rules[0].Rounding), want, "rule", text)
		city.Close()
	}
	for text, want := range map[string]string{"value = 12": "12", "none = \"not-measured\"": "not-measured", "value = 12\nnone = \"not-measured\"": "12"} {
		tree := baseTree(t)
		tree["data/FY2024/1-a.toml"] = substitute(t, tree["data/FY2024/1-a.toml"], "  [[record.evidence]]\n", "[[record.reading]]\nperiod = \"6月\"\n"+text+"\n\n  [[record.evidence]]\n")
		city, _, err := Open(writeTree(t, tree))
		must.Succeed(t, err)
		got := city.Record("1-a-shihyo-1", 2024).Readings[0].Value
		must.Be(t, strings.TrimPrefix(got.Value.String()+string(got.None), "0"), want, text)
		city.Close()
	}
}
