package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"tassei/generator/must"
)

// Every letter and figure of every Markdown file stands on the page of its
// indicator as written, and every number of a list.
func TestEveryWordOfTheContentIsOnItsPage(t *testing.T) {
	eachSite(t, func(t *testing.T, s *builtSite) {
		read := 0
		for name, src := range files(t, filepath.Join(s.source, "content")) {
			parts := strings.Split(strings.TrimSuffix(filepath.ToSlash(name), ".md"), "/")
			var at, tag string
			switch {
			case len(parts) == 4:
				at, tag = parts[0]+"/"+parts[2]+"-"+parts[3]+".html", parts[1]
			case len(parts) == 3 && parts[0] == "pages":
				at, tag = parts[2]+".html", parts[1]
			default:
				continue // a README
			}
			if tag != s.first {
				at = tag + "/" + at
			}
			p, ok := s.page(at)
			if !ok {
				if _, err := os.Stat(filepath.Join(s.dir, parts[0])); err != nil && len(parts) == 4 {
					continue // a draft
				}
				t.Errorf("%s has no page %s", name, at)
				continue
			}
			read++
			must.Be(t, lostWord(writtenWords(src), shownWords(p.root)), "", name, "is on", at)
		}
		if read < 20 && !s.small {
			t.Errorf("only %d files were read", read)
		}
	})
}

// writtenWords is a text without what a reader is not meant to see: the front
// matter, the targets of links and of notes.
func writtenWords(src string) string {
	if _, body, ok := strings.Cut(strings.TrimPrefix(src, "+++\n"), "\n+++\n"); ok && strings.HasPrefix(src, "+++\n") {
		src = body
	}
	src = regexp.MustCompile(`\]\([^)]*\)`).ReplaceAllString(src, "]")
	return regexp.MustCompile(`\[\^[^\]]*\]`).ReplaceAllString(src, "")
}

// shownWords is the text of a page's main part with the numbers of its lists.
func shownWords(root *html.Node) string {
	var b strings.Builder
	main := all(root, tagged("main"))
	if len(main) == 0 {
		return ""
	}
	each(main[0], func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Data == "li" && n.Parent.Data == "ol":
			b.WriteString(strconv.Itoa(ordinal(n)) + ". ")
		}
		return true
	})
	return b.String()
}

// ordinal is the number that a browser gives to an item.
func ordinal(li *html.Node) int {
	if n, err := strconv.Atoi(attr(li, "value")); err == nil {
		return n
	}
	for before := li.PrevSibling; before != nil; before = before.PrevSibling {
		if before.Data == "li" {
			return ordinal(before) + 1
		}
	}
	if n, err := strconv.Atoi(attr(li.Parent, "start")); err == nil {
		return n
	}
	return 1
}

// lostWord is the first line of a text whose letters and figures do not stand
// in what is shown, one after the other; empty when all do.
func lostWord(written, shown string) string {
	shown = strings.Map(significant, shown)
	for line := range strings.Lines(written) {
		if words := strings.Map(significant, line); !strings.Contains(shown, words) {
			return strconv.Quote(strings.TrimSpace(line))
		}
	}
	return ""
}

func significant(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsNumber(r) {
		return r
	}
	return -1
}
