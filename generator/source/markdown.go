package source

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
	"tassei/generator/prose"
	"tassei/generator/toml"
)

// words is a Markdown file: its front matter and its body.
type words struct {
	*toml.Document
	title    string
	original string // the digest of the original that a translation was made from
	body     string
	line     int // of the file, where the body begins
	at       int // the line of original, 0 for none
}

// maxMarkdown is the greatest size of a Markdown file. It is in the rule book's
// message too.
const maxMarkdown = 256 << 10

// digestForm is how a digest stands in front matter.
var digestForm = pattern.New(`^sha256:[0-9a-f]{64}$`)

// wording is an original as it is in its file, nil where it could not be read.
type wording []byte

// Digest is how a translation names its original: of the text without a BOM,
// with plain line ends and one at its end, so that an editor or a checkout on
// another system does not make translations stale.
func Digest(original []byte) string {
	return digest(append(bytes.TrimRight(wording(original).plain(), "\n"), '\n'))
}

// plain is the text without a BOM and with plain line ends, in memory of its own.
func (o wording) plain() []byte {
	text := bytes.ReplaceAll(bytes.TrimPrefix(o, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// is reports whether a translation was made from this text. Digests of earlier
// versions of the program saw how the file ended.
func (o wording) is(named string) bool {
	if Digest(o) == named {
		return true
	}
	text := o.plain()
	return digest(text) == named || digest(bytes.TrimRight(text, "\n")) == named
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// markdown reads a Markdown file in a folder and checks its words. The keys
// are those that its front matter may have.
func (s *Source) markdown(folder *os.Root, path string, keys ...string) (*words, wording) {
	s.counted(path)
	raw, there, err := s.swapped(path, maxMarkdown)
	if !there {
		raw, err = readIn(folder, filepath.Base(path), maxMarkdown)
	}
	if err != nil {
		return &words{Document: toml.Failed(path, refused(path, err, "256 KiB"))}, nil
	}
	w, ok := splitWords(path, raw, keys)
	if !ok {
		return w, nil // what it says is not known, so no translation is older
	}
	s.checkWords(w)
	return w, raw
}

// splitWords takes a Markdown file apart.
func splitWords(path string, raw []byte, keys []string) (*words, bool) {
	d, ok := toml.NewText(path, raw)
	w := &words{Document: d, line: 1}
	if !ok {
		return w, false
	}
	text := d.Text() // hidden characters were told
	front, body, state := frontMatter(text)
	switch state {
	case noFront:
		w.body = text
		return w, w.prose()
	case openFront:
		d.Report(diag.New("K418"), 1, 1, 3)
		return w, false
	}
	w.body = body
	w.line = 1 + strings.Count(text[:len(text)-len(body)], "\n")
	w.readFront(front, keys)
	return w, w.prose()
}

// prose tells a page of the web that was saved under a name of ours (K139): one fault,
// and nothing more of what it says.
func (w *words) prose() bool {
	if !toml.WebPage(w.body) {
		return true
	}
	blank := w.body[:len(w.body)-len(strings.TrimLeft(w.body, " \t\n"))]
	line := w.line + strings.Count(blank, "\n")
	w.Report(diag.New("K139", "message", "web", "hint", "web"), line, 1, utf8.RuneCountInString(w.Line(line)))
	w.body = ""
	return false
}

type frontState int

const (
	noFront frontState = iota
	openFront
	closedFront
)

// frontMatter splits a text that begins with a line +++ at the next such line.
func frontMatter(text string) (front, body string, state frontState) {
	first, rest, found := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \t") != "+++" {
		return "", text, noFront
	}
	at := 0
	for found && at <= len(rest) {
		line := rest[at:]
		end := strings.IndexByte(line, '\n')
		if end >= 0 {
			line = line[:end]
		}
		if strings.TrimRight(line, " \t") == "+++" {
			if end < 0 {
				return rest[:at], "", closedFront
			}
			return rest[:at], rest[at+end+1:], closedFront
		}
		if end < 0 {
			break
		}
		at += end + 1
	}
	return "", text, openFront
}

// readFront reads the front matter as TOML, in its place in the file.
func (w *words) readFront(front string, keys []string) {
	// Nearly every translation has this one line only.
	if s, ok := strings.CutPrefix(front, `original = "`); ok && len(keys) == 1 && len(s) == 73 && s[71:] == "\"\n" && digestForm.MatchString(s[:71]) {
		w.original, w.at = s[:71], 2
		return
	}
	if !w.ReadFront(front) {
		return
	}
	r := &reader{Document: w.Document, languages: []string{""}}
	t := r.open(w.Root)
	for _, key := range keys {
		v := t.text1(key)
		switch key {
		case "title":
			w.title = v
		case "original":
			w.original = v
		}
	}
	n := w.Root.Get("original")
	switch {
	case n == nil:
	case !slices.Contains(keys, "original"): // a translation's file that is the city's own text now
		t.take("original")
		r.add(n, "K116", "key", "original", "message", "original", "hint", "original")
	default:
		w.at, _ = w.Place(n.At)
		if w.original != "" && !digestForm.MatchString(w.original) {
			r.add(n, "K414", "message", "form", "file", w.File)
			w.original = ""
		}
	}
	t.done()
	r.findings()
}

// checkWords applies the rules of prose to the body, and checks the indicators
// that it refers to. One that has no page in the comment's year is no fault: a
// comment may look back, and pages show such a reference as words.
func (s *Source) checkWords(w *words) {
	text := prose.Read([]byte(w.body))
	o := prose.Options{FirstLine: w.line}
	faults := text.Check(o)
	s.wideLinks(w)
	for _, f := range faults {
		p := faultOfWords(f)
		w.Report(p.At(w.File, f.Line, f.Column), f.Line, f.Column, f.Width)
	}
	if len(faults) > 0 || !strings.Contains(w.body, "](") && !strings.Contains(w.body, "]:") {
		return
	}
	for _, ref := range text.References(o) {
		if s.knows(kpi.ID(ref.ID)) || s.isPage(ref.ID) {
			continue
		}
		p := withNear(diag.New("K403", "id", ref.ID), ref.ID, s.allIDs())
		w.Report(p, ref.Line, ref.Column, len([]rune(ref.ID)))
	}
}

// faultOfWords is a fault of prose as a problem, without its place.
func faultOfWords(f prose.Fault) diag.Problem {
	p := diag.New(f.Code)
	for k, v := range f.Args {
		p.Args[k] = v
		if k == "what" {
			p.Args["message"], p.Args["hint"] = v, v
		}
	}
	return p
}

// FaultOfWords is the first thing that a check would refuse in the body of a comment;
// false for none.
func FaultOfWords(body string) (diag.Problem, bool) {
	faults := prose.Check([]byte(body), prose.Options{FirstLine: 1})
	if len(faults) == 0 {
		return diag.Problem{}, false
	}
	return faultOfWords(faults[0]), true
}

// isPage reports whether an id is that of a standing page.
func (s *Source) isPage(id string) bool {
	return slices.ContainsFunc(s.city.Languages, func(tag string) bool { return s.exists("content/pages/" + tag + "/" + id + ".md") })
}

// copied reports whether a translation is still in the language that it is to be translated
// from, or, where nobody marked it, still the very text.
func (w *words) copied(original wording, tag string) bool {
	if original == nil {
		return false
	}
	_, body, _ := frontMatter(string(original.plain()))
	if lang.Untranslated(body, w.body, tag) {
		return true
	}
	return w.at == 0 && w.original == "" && strings.TrimSpace(w.body) == strings.TrimSpace(body) && needsWords(body)
}

// fresh compares a translation with its original: it warns when
// the translation is older or was never marked, and counts it.
func (w *words) fresh(tag string, original wording, t tally) (stale bool) {
	switch {
	case original == nil:
		// The original could not be read, which was told.
	case w.body == "" && len(w.Problems) > 0:
		stale = true // nor could the translation
	case w.original == "" && w.at == 0:
		w.Problems = append(w.Problems, diag.New("K414", "language", tag, "file", w.File).At(w.File, 1, 1))
		stale = true
	case w.original == "":
		stale = true
	case !original.is(w.original):
		w.Report(diag.New("K413", "language", tag, "file", w.File), w.at, 1, len([]rune(w.Document.Line(w.at))))
		stale = true
	}
	c := lang.Coverage{Done: 1, Total: 1}
	if stale {
		c.Stale = 1
	}
	t.add(tally{tag: c})
	return stale
}
