package source

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
)

// An original in place of its translation is told with the paths that fit.
func TestTranslatedOfAnOriginal(t *testing.T) {
	s, _, err := Open("testdata/base")
	must.Succeed(t, err)
	defer s.Close()
	for path, want := range map[string][]string{
		"content/FY2024/ja/1-a/shihyo-1.md": {"content/FY2024/en/1-a/shihyo-1.md"},
		"content/FY2024/ja/1-a/":            {"content/FY2024/en/1-a"},
		"content\\pages\\ja":                {"content/pages/en"},
		"content/FY2024/ja/9-x":             nil,
		"data/FY2024/9-x.toml":              nil,
		"nothing":                           nil,
	} {
		_, err := s.Translated([]string{path})
		var none *NoTranslation
		if !errors.As(err, &none) || !errors.Is(err, fs.ErrNotExist) || !slices.Equal(none.Translations, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
}

// How a file ends, and how its lines do, says nothing about its words: neither
// makes a translation stale, whatever the original was saved with when it was
// translated. A word does.
func TestLineEndsMakeNoTranslationStale(t *testing.T) {
	const original, translation = "content/FY2024/ja/1-a/shihyo-2.md", "content/FY2024/en/1-a/shihyo-2.md"
	tree := baseTree(t)
	text := "待ち時間が延びた。\n\n・件数は増えた。"
	forms := []string{text, text + "\n", text + "\n\n\n", "\ufeff" + text + "\n",
		strings.ReplaceAll(text+"\n", "\n", "\r\n"), strings.ReplaceAll(text, "\n", "\r\n"), strings.ReplaceAll(text+"\n", "\n", "\r")}
	stale := func(now, named string) bool {
		tree[original] = now
		tree[translation] = "+++\noriginal = \"" + named + "\"\n+++\n\nThe wait was longer.\n"
		for _, p := range check(t, writeTree(t, tree)).All() {
			if p.Code == "K413" {
				return true
			}
		}
		return false
	}
	for _, translated := range forms {
		for _, now := range forms {
			if stale(now, Digest(wording(translated))) {
				t.Errorf("translated from %q, now %q: stale", translated, now)
			}
		}
		if !stale(text+"二。\n", Digest(wording(translated))) {
			t.Errorf("translated from %q: another text is not stale", translated)
		}
	}
	// What earlier versions of the program wrote: the digest of the bytes.
	for _, old := range []string{text, text + "\n"} {
		for _, now := range forms {
			if stale(now, digest([]byte(old))) {
				t.Errorf("the old digest of %q, now %q: stale", old, now)
			}
		}
	}
	if odd := text + "\n\n\n"; stale(odd, digest([]byte(odd))) {
		t.Error("an old digest of an unchanged file is stale")
	}
}
