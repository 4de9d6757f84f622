package source

import (
	"strings"
	"testing"

	"tassei/generator/diag"
)

// What lies under a wrong name is told once, at that name, with the right one.
func TestWrongNamesAreToldOnce(t *testing.T) {
	const comments = "content/FY2024/ja/1-a/"
	for name, c := range map[string]struct{ from, to, code, near string }{
		"full-width":        {comments + "shihyo-2.md", comments + "ｓｈｉｈｙｏ－２.md", "K124", "shihyo-2.md"},
		"a zero":            {comments + "shihyo-2.md", comments + "shihyo-02.md", "K124", "shihyo-2.md"},
		"an underscore":     {comments + "shihyo-2.md", comments + "shihyo_2.md", "K124", "shihyo-2.md"},
		"no hyphen":         {comments + "shihyo-2.md", comments + "shihyo2.md", "K124", "shihyo-2.md"},
		"in Japanese":       {comments + "shihyo-2.md", comments + "指標２.md", "K124", "shihyo-2.md"},
		"a goal":            {comments + "mokuhyo-1.md", comments + "目標1.md", "K124", "mokuhyo-1.md"},
		"a comments folder": {comments, "content/FY2024/ja/1_a/", "K207", "1-a"},
		"a kana folder":     {comments, "content/FY2024/ja/1-ア/", "K207", "1-a"},
		"a plan's file":     {"data/plan/1-a.toml", "data/plan/1-a.TOML", "K124", "1-a.toml"},
		"a blank in it":     {"data/plan/1-a.toml", "data/plan/1-a .toml", "K124", "1-a.toml"},
		"a point behind it": {"data/plan/1-a.toml", "data/plan/1-a.toml.", "K124", "1-a.toml"},
		"the plan":          {"data/plan/", "data/plans/", "K124", "plan"},
		"no plan at all":    {"data/plan/", "", "K123", ""},
	} {
		tree := map[string]string{}
		for path, text := range baseTree(t) {
			rest, under := strings.CutPrefix(path, c.from)
			switch {
			case !under:
				tree[path] = text
			case c.to != "":
				tree[c.to+rest] = text
			}
		}
		list := check(t, writeTree(t, tree)).All()
		if len(list) != 1 || list[0].Code != c.code || list[0].Args["near"] != c.near || list[0].Severity != diag.Error {
			t.Errorf("%s: %v", name, list)
		}
	}
}
