package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/must"
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

// A folder where a file should be is told once, as such.
func TestAFolderInPlaceOfAFile(t *testing.T) {
	for _, file := range []string{"data/city.toml", "data/sections.toml", "data/plan/1-i.toml", "data/FY2024/year.toml", "data/FY2024/1-i.toml", "content/FY2024/ja/1-i/shihyo-1.md", "content/FY2024/en/1-i/shihyo-1.md"} {
		tree := baseTree(t)
		tree[file+"/inside.txt"] = tree[file]
		delete(tree, file)
		list := check(t, writeTree(t, tree)).All()
		if len(list) != 1 || list[0].Code != "K124" || list[0].Args["message"] != "folder" || list[0].File != file || list[0].Severity != diag.Error {
			t.Errorf("%s: %v", file, list)
		}
	}
}

// A document that may not be read is told, though only a build reads all of it.
func TestADocumentOutOfReach(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	for _, name := range []string{"report.pdf", "report.txt"} {
		tree := baseTree(t)
		tree["data/FY2024/source/"+name] = "a report"
		tree["data/FY2024/year.toml"] = substitute(t, tree["data/FY2024/year.toml"], "source/hyoka.txt", "source/"+name)
		delete(tree, "data/FY2024/source/hyoka.txt")
		dir := writeTree(t, tree)
		must.Succeed(t, os.Chmod(filepath.Join(dir, "data/FY2024/source", name), 0))
		if list := check(t, dir).All(); len(list) != 1 || list[0].Code != "K101" || list[0].File != "data/FY2024/source/"+name {
			t.Errorf("%s: %v", name, list)
		}
	}
}

// A folder that cannot be read, or is a link, is told at its name; nothing in it is
// missed besides.
func TestAFolderOutOfReachIsToldOnce(t *testing.T) {
	for _, folder := range []string{"data", "data/plan", "data/FY2024", "data/FY2025", "data/FY2024/source", "content", "content/FY2024", "content/FY2024/ja", "content/FY2024/en", "content/FY2024/ja/1-i", "content/pages", "content/pages/ja", "content/pages/en"} {
		for code, spoil := range map[string]func(path string) error{
			"K102": func(path string) error {
				if err := os.Rename(path, filepath.Join(t.TempDir(), "away")); err != nil {
					return err
				}
				return os.Symlink("/", path)
			},
			"K101": func(path string) error { return os.Chmod(path, 0) },
		} {
			if code == "K101" && os.Getuid() == 0 {
				continue // root may read everything
			}
			dir := t.TempDir()
			must.Succeed(t, os.CopyFS(dir, os.DirFS("../testdata/town")))
			path := filepath.Join(dir, folder)
			before := check(t, dir).All()
			must.Succeed(t, spoil(path))
			var list []diag.Problem
			for _, p := range check(t, dir).All() {
				if !slices.ContainsFunc(before, func(b diag.Problem) bool { return b.Code == p.Code && b.File == p.File }) {
					list = append(list, p)
				}
			}
			os.Chmod(path, 0o755)
			if len(list) != 1 || list[0].Code != code || list[0].File != folder {
				t.Errorf("%s: %v", folder, list)
			}
		}
	}
}
