package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// reusing builds, and tells how many sheets were taken over from the build
// before.
func (r *rebuilder) reusing() int {
	r.t.Helper()
	var b bytes.Buffer
	s := newSession()
	s.stdout, s.stderr = &b, &b
	if _, err := s.parse([]string{"--source", r.town, "--out", r.out, "--lang", "en"}); err != nil {
		r.t.Fatal(err)
	}
	if code := runBuild(s, nil); code != exitFine {
		r.t.Fatalf("build exits %d:\n%s", code, &b)
	}
	return s.reused
}

// Work follows the change: a sheet whose files are as they were is neither read
// nor drawn again, and one that others are made of brings them along.
func TestOnlyWhatChangedIsMadeAgain(t *testing.T) {
	const sheets = 4
	cases := []struct {
		name   string
		reused int
		change func(r *rebuilder)
	}{
		{"a comment", sheets - 1, func(r *rebuilder) { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "。", "！") }},
		{"a figure", sheets - 1, func(r *rebuilder) { r.edit("data/FY2024/1-i.toml", "method ", "method  ") }},
		{"a comment on a comment", sheets - 1, func(r *rebuilder) { r.edit("content/FY2024/ja/1-i/shihyo-3.md", "！", "。") }},
		{"a record file that another sheet goes on from", 0, func(r *rebuilder) { r.edit("data/FY2022/2-a.toml", "method ", "method  ") }},
		{"a page of the site altered", sheets - 1, func(r *rebuilder) {
			page := filepath.Join(r.out, "FY2023", "1-a-shihyo-1.html")
			if err := os.WriteFile(page, []byte("altered"), 0o666); err != nil {
				r.t.Fatal(err)
			}
		}},
		{"a print page altered", 0, func(r *rebuilder) {
			if err := os.WriteFile(filepath.Join(r.out, "FY2023", "print.html"), []byte("altered"), 0o666); err != nil {
				r.t.Fatal(err)
			}
		}},
		{"the plan", 0, func(r *rebuilder) { r.edit("data/plan/1-i.toml", "name ", "name  ") }},
		{"the glossary", 0, func(r *rebuilder) { r.edit("data/glossary.toml", "転入した", "転入する") }},
		{"a standing page", 0, func(r *rebuilder) { r.edit("content/pages/ja/about.md", "。", "！") }},
		{"a new file", 0, func(r *rebuilder) {
			if err := os.WriteFile(filepath.Join(r.town, "content", ".note"), nil, 0o666); err != nil {
				r.t.Fatal(err)
			}
		}},
		{"a message", 0, func(r *rebuilder) {
			path := filepath.Join(r.town, "layouts", "messages", "en.toml")
			if os.MkdirAll(filepath.Dir(path), 0o777) != nil || os.WriteFile(path, []byte("not_stated = \"not said\"\n"), 0o666) != nil {
				r.t.Fatal(path)
			}
		}},
	}
	r := newRebuilder(t)
	r.reusing()
	for _, c := range cases {
		c.change(r)
		if got := r.reusing(); got != c.reused {
			t.Errorf("%s: %d sheets were taken over, want %d", c.name, got, c.reused)
		}
	}
	r.same(r.fresh())
}
