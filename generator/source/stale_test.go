package source

import (
	"strings"
	"testing"

	"tassei/generator/lang"
	"tassei/generator/must"
	"tassei/generator/toml"
)

// TestStaleTexts changes texts of the base town in every way that matters.
func TestStaleTexts(t *testing.T) {
	const file = "data/plan/1-a.toml"
	tree := baseTree(t)
	s := open(t, writeTree(t, tree))
	kept, ok := s.BeginTexts(nil)
	if !ok || !strings.Contains(string(kept), file+"\ten\t") {
		t.Fatalf("nothing kept: %q", kept)
	}
	tree[TextsFile] = string(kept)
	text := tree[file]
	name := text[strings.Index(text, "name"):]
	name, _, _ = strings.Cut(name, "\n")
	_, ja, _ := strings.Cut(name, `ja = "`)
	ja, _, _ = strings.Cut(ja, `"`)
	_, en, _ := strings.Cut(name, `en = "`)
	en, _, _ = strings.Cut(en, `"`)
	if ja == "" || en == "" {
		t.Fatalf("no name in %s", name)
	}
	other := strings.Replace(name, ja, ja+"ほか", 1)
	for what, c := range map[string]struct {
		from, to string
		stale    int
		more     int // lines of the file that a program writes
	}{
		"as it was":                       {"", "", 0, 0},
		"the original alone":              {name, other, 1, 0},
		"both":                            {name, strings.Replace(other, en, en+" and more", 1), 0, 0},
		"the translation alone":           {name, strings.Replace(name, en, en+" again", 1), 0, 0},
		"spaces at the ends":              {name, strings.Replace(name, ja, ja+" ", 1), 0, 0},
		"another place in the file":       {name, "# " + "moved\n" + name, 0, 0},
		"the same words for another text": {name, name + "\nsummary = {ja = \"別の話\", en = \"" + en + "\"}", 0, 1},
		"the translation is taken away":   {name, strings.Replace(name, `, en = "`+en+`"`, "", 1), 0, -1},
	} {
		tree[file] = strings.Replace(text, c.from, c.to, 1)
		s := open(t, writeTree(t, tree))
		n := 0
		for _, p := range s.Check(Options{}).All() {
			if p.Code == "K424" {
				n++
			}
		}
		if n != c.stale || s.Coverage()["en"].Stale != c.stale {
			t.Errorf("%s: %d told, %d counted, want %d", what, n, s.Coverage()["en"].Stale, c.stale)
		}
		// A program that writes the file keeps what is stale as it is, and no more.
		again, _ := s.KeepTexts(map[string][]byte{file: []byte(tree[file])})
		if again == nil {
			again = kept
		}
		if got, want := strings.Count(string(again), "\n"), strings.Count(string(kept), "\n")+c.more; got != want {
			t.Errorf("%s: %d lines, want %d", what, got, want)
		}
		tree[TextsFile] = string(again)
		n = 0
		for _, p := range open(t, writeTree(t, tree)).Check(Options{}).All() {
			if p.Code == "K424" {
				n++
			}
		}
		must.Be(t, n, c.stale, what, "told after it was written")
		tree[TextsFile] = string(kept)
	}
	// What is out of date is known by its words, and files by their folder.
	tree[file] = strings.Replace(text, name, other, 1)
	s = open(t, writeTree(t, tree))
	for c, want := range map[[2]string]bool{{ja + "ほか", en}: true, {ja, en}: false, {ja + "ほか", en + " more"}: false} {
		must.Be(t, s.StaleTexts().Has(lang.Text{"ja": c[0], "en": c[1]}, "ja", "en"), want, c)
	}
	must.Be(t, strings.Join(s.StaleTexts().Files(), " "), file)
	for path, want := range map[string]string{"data/plan": file + " data/plan/1-i.toml", file: file, "data/pla": "", "data/FY2025": "data/FY2025/1-i.toml data/FY2025/year.toml", "content": ""} {
		must.Be(t, strings.Join(s.textFilesAt(path), " "), want, path)
	}
	// Of a file that was so before, and had none, it is not asked again; of one that had, it is.
	tree[file] = strings.Replace(text, name, other, 1)
	same := func(path string, _ []byte) bool { return true }
	for _, before := range []*Before{{Same: same}, {Same: same, Stale: []string{file}}} {
		s, _, err := OpenAfter(writeTree(t, tree), before)
		must.Succeed(t, err)
		must.Be(t, len(s.StaleTexts().Problems()), len(before.Stale), "told of what was so before")
		s.Close()
	}
	// Without what is kept, nothing is written and nothing is told.
	delete(tree, TextsFile)
	tree[file] = strings.Replace(text, name, other, 1)
	s = open(t, writeTree(t, tree))
	if data, ok := s.KeepTexts(map[string][]byte{file: []byte(text)}); ok || s.StaleTexts() != nil || s.StaleTexts().Has(lang.Text{"ja": ja, "en": en}, "ja", "en") {
		t.Errorf("kept %q", data)
	}
}

// TestManyTexts: what is kept of a large city's translations is read, however long it is.
func TestManyTexts(t *testing.T) {
	const file = "data/plan/1-a.toml"
	tree := baseTree(t)
	kept, _ := open(t, writeTree(t, tree)).BeginTexts(nil)
	digest := strings.Repeat("0", 64)
	line := "data/plan/zz.toml\ten\t" + digest + "\t" + digest + "\n"
	tree[TextsFile] = strings.Repeat(line, toml.MaxSize/len(line)+1) + string(kept)
	at := strings.Index(tree[file], `ja = "`) + len(`ja = "`)
	tree[file] = tree[file][:at] + "ほかの" + tree[file][at:]
	must.Be(t, len(open(t, writeTree(t, tree)).StaleTexts().Problems()), 1, "told, 1")
}
