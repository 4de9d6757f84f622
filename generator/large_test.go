package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/towns"
)

// maxPage is the most that one page of a plan of any size may weigh, in bytes.
const maxPage = 400_000

// In a plan of 1,500 indicators no page is heavier than a phone can bear, and every
// indicator is reached from the front page in four steps.
func TestLargePlansStayLight(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a large town")
	}
	dir, out := t.TempDir(), t.TempDir()
	if err := towns.Write(dir, towns.Options{Indicators: 1500, Years: 2, Seed: 7, Tree: true}); err != nil {
		t.Fatal(err)
	}
	if keep := os.Getenv("TASSEI_LARGE"); keep != "" {
		out = keep // to look at it
	}
	s := newSession()
	var said bytes.Buffer
	s.stdout, s.stderr = &said, &said
	if _, err := s.parse([]string{"--source", dir, "--out", out, "--lang", "en"}); err != nil {
		t.Fatal(err)
	}
	if code := runBuild(s, nil); code != exitFine {
		t.Fatalf("%d %s", code, &said)
	}
	links := map[string][]string{}
	err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".html") {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(out, path)
		rel = filepath.ToSlash(rel)
		if len(b) > maxPage {
			t.Errorf("%s has %d bytes", rel, len(b))
		}
		links[rel] = pageLinks(rel, b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	steps := map[string]int{"index.html": 0}
	for queue := []string{"index.html"}; len(queue) > 0; queue = queue[1:] {
		for _, to := range links[queue[0]] {
			if _, seen := steps[to]; !seen {
				steps[to] = steps[queue[0]] + 1
				queue = append(queue, to)
			}
		}
	}
	found := 0
	for page := range links {
		if !strings.HasPrefix(page, "FY2024/") || !strings.Contains(page, "-shihyo-") {
			continue
		}
		if n, ok := steps[page]; !ok || n > 4 {
			t.Errorf("%s is reached in %d steps", page, n)
		}
		found++
	}
	if found < 1500 {
		t.Errorf("%d pages of indicators", found)
	}
}

// pageLinks are the pages that a page links to, by their path.
func pageLinks(page string, b []byte) []string {
	var list []string
	z := html.NewTokenizer(bytes.NewReader(b))
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		for _, a := range tok.Attr {
			if tok.Data == "a" && a.Key == "href" && !strings.Contains(a.Val, ":") {
				to, _, _ := strings.Cut(a.Val, "#")
				list = append(list, filepath.ToSlash(filepath.Join(filepath.Dir(page), to)))
			}
		}
	}
	return list
}
