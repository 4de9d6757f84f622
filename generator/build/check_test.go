package build

import (
	"strings"
	"testing"

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
