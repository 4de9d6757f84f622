package main

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"tassei/generator/must"
	"tassei/generator/towns"
)

// maxPage is the most that one page of a plan of any size may weigh, in bytes.
const maxPage = 400_000

// In a plan of 1,500 indicators no page is heavier than a phone can bear, and every
// page, of whatever year and language, is reached from the front page in four clicks.
func TestLargePlansStayLight(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds a large town")
	}
	dir, out := t.TempDir(), t.TempDir()
	must.Succeed(t, towns.Write(dir, towns.Options{Indicators: 1500, Years: 2, Seed: 7, Tree: true}))
	if keep := os.Getenv("TASSEI_LARGE"); keep != "" {
		out = keep // to look at it
	}
	s := newSession()
	var said bytes.Buffer
	s.stdout, s.stderr = &said, &said
	must.Succeed(t, must.Err(s.parse([]string{"--source", dir, "--out", out, "--lang", "en"})))
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
	must.Succeed(t, err)
	steps := map[string]int{"index.html": 0}
	for queue := []string{"index.html"}; len(queue) > 0; queue = queue[1:] {
		for _, to := range links[queue[0]] {
			if _, seen := steps[to]; !seen {
				steps[to] = steps[queue[0]] + 1
				queue = append(queue, to)
			}
		}
	}
	kinds := map[string]int{}
	var far []string
	for page := range links {
		if filepath.Base(page) == "404.html" {
			continue // nobody is led there
		}
		if n, ok := steps[page]; !ok || n > 4 {
			far = append(far, page)
		}
		for _, kind := range []string{"en/FY2024/3-nu-shihyo-", "en/embed/FY2023/", "en/FY2024/changes/rose/", "en/FY2023/lists/goal-1/"} {
			if strings.HasPrefix(page, kind) {
				kinds[kind]++
			}
		}
	}
	slices.Sort(far)
	if len(far) > 0 {
		t.Errorf("%d pages are more than four clicks away: %q …", len(far), far[:min(len(far), 8)])
	}
	must.Be(t, len(kinds), 4, "the town has all that lies far off", kinds)
}

// pageLinks are the pages that a page links to, by their path. There are too many
// pages to parse them: a link is the href of an element a, quoted, as all are here.
func pageLinks(page string, b []byte) []string {
	var list []string
	seen := map[string]bool{}
	for rest := string(b); ; {
		_, after, found := strings.Cut(rest, "<a ")
		if !found {
			return list
		}
		var tag string
		tag, rest, _ = strings.Cut(after, ">")
		_, value, _ := strings.Cut(" "+tag, ` href="`)
		href, _, _ := strings.Cut(value, `"`)
		if href, _, _ = strings.Cut(href, "#"); href != "" && !seen[href] && !strings.Contains(href, ":") {
			seen[href] = true
			list = append(list, path.Join(path.Dir(page), html.UnescapeString(href)))
		}
	}
}
