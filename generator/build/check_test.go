package build

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/source"
)

// A check after a build reads only the sheets that changed since, and finds what one
// finds that reads all.
func TestCheckReadsWhatChanged(t *testing.T) {
	r := newRebuilder(t)
	r.reusing()
	for _, c := range []struct {
		name string
		read int
		want string // in what is found
		edit func()
	}{
		{"nothing", 0, "", func() {}},
		{"a comment with a mistake", 1, "K4", func() { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "。\n\n<b>!</b>\n\n") }},
		{"a record with a mistake, too", 2, "K1", func() { r.edit("data/FY2024/1-a.toml", "method ", "metod ") }},
		{"a record that another sheet goes on from", 4, "K1", func() { r.edit("data/FY2022/2-a.toml", "method ", "method  ") }},
	} {
		c.edit()
		words, read := checked(t, r.project(), true)
		fresh, all := checked(t, r.project(), false)
		if words != fresh || !strings.Contains(words, c.want) || read != c.read || all != 4 {
			t.Errorf("%s: %d sheets of %d were read, want %d; found, with a memory and without\n%s\n%s", c.name, read, all, c.read, words, fresh)
		}
	}
}

// A translation that was out of date in the last build still is, though its file did
// not change; and it is found where only what is kept of the translations changed, or
// the languages did.
func TestCheckTellsOfOldTranslations(t *testing.T) {
	r := newRebuilder(t)
	src, _, err := source.Open(r.town)
	must.Succeed(t, err)
	kept, _ := src.BeginTexts(nil)
	src.Close()
	write := func(text []byte) {
		t.Helper()
		must.Succeed(t, os.WriteFile(filepath.Join(r.town, filepath.FromSlash(source.TextsFile)), text, 0o666))
	}
	write(kept)
	r.reusing()
	for _, c := range []struct {
		name string
		old  int // translations that are told
		edit func()
	}{
		{"nothing", 0, func() {}},
		{"an original", 1, func() { r.edit("data/plan/1-i.toml", "ja = \"", "ja = \"新しい") }},
		{"another file", 1, func() { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！") }},
		{"all of it is right", 0, func() { write(bytes.ReplaceAll(kept, []byte("data/plan/1-i.toml"), []byte("data/plan/none.toml"))) }},
		{"it is not, after all", 1, func() { write(kept) }},
	} {
		c.edit()
		words, _ := checked(t, r.project(), true)
		fresh, _ := checked(t, r.project(), false)
		if words != fresh || strings.Count(words, "warning K424") != c.old {
			t.Errorf("%s: want %d; found, with a memory and without\n%s\n%s", c.name, c.old, words, fresh)
		}
		made, _ := r.build()
		if words := inWords(made.Problems); strings.Count(words, "warning K424") != c.old {
			t.Errorf("%s: a build of which %d sheets were taken over tells\n%s", c.name, made.Reused, words)
		}
	}
}

// checked tells what a check finds, with what the last build remembers or without,
// and how many sheets it read.
func checked(t *testing.T, p Project, remember bool) (words string, read int) {
	t.Helper()
	src, known, err := p.Open()
	if err != nil {
		return err.Error(), 0
	}
	defer src.Close()
	if !remember {
		bare, _, err := source.Open(p.Source)
		if err != nil {
			return err.Error(), 0
		}
		defer bare.Close()
		src, known = bare, nil
	}
	read = len(src.Initiatives())
	if known != nil {
		for i := range src.Initiatives() {
			if _, _, ok := known(i); ok {
				read--
			}
		}
	}
	list := src.Check(source.Options{Jobs: p.Jobs, Known: known})
	return inWords(list), read
}
