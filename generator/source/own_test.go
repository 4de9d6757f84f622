package source

import (
	"testing"

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
