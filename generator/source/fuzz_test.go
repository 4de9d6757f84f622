package source

import (
	"strings"
	"testing"
	"unicode/utf8"

	"tassei/generator/kpi"
	"tassei/generator/law"
	"tassei/generator/must"
	"tassei/generator/toml"
)

// Any bytes are read without a panic; every problem has a place that is in the
// file, and every message has its words.
func FuzzTOML(t *testing.F) {
	f := law.Of(t, 2)
	for _, name := range []string{"data/city.toml", "data/FY2024/1-a.toml", "data/plan/1-i.toml"} {
		b := must.Read(f, "testdata/base/"+name)
		f.Add(b)
	}
	for _, s := range []string{"a = 12人", "a = [\n{b = 1} {c}\n]", "[[a]\nb=1", "a = \"\"\"\nx", "ａ　＝　１", "a.b = 1\na.c.d = 2\n[a.e]\n", "\xff", "a = '''x''''"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		d := toml.Read("f", raw, vocabulary{"data/FY2024/1-a.toml"})
		lines := strings.Count(strings.ReplaceAll(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\r", "\n"), "\n") + 1
		for _, p := range d.Problems {
			if p.Line < 1 || p.Line > lines || p.Column < 1 || p.Column > utf8.RuneCountInString(d.Line(p.Line))+1 {
				t.Fatalf("%s at %d:%d of %q", p.Code, p.Line, p.Column, raw)
			}
		}
		r := &reader{Document: d, languages: []string{"ja", "en"}}
		r.open(d.Root).done()
		s := &Source{}
		s.city.Languages = r.languages
		rr := &recordReader{reader: r, s: s, sheet: &kpi.Initiative{Sheet: "1-a"}, nodes: map[kpi.ID]*toml.Node{}}
		rr.read()
		for _, p := range r.Problems {
			if q := p.In("ja"); strings.Contains(q.Message+q.Hint, "⟦") {
				t.Fatalf("%s: %s %s", q.Code, q.Message, q.Hint)
			}
		}
	})
}

// An accepted id is a safe name of a file everywhere.
func FuzzID(t *testing.F) {
	f := law.Of(t, 1)
	for _, s := range []string{"1-i", "con", "CON", "a.b", "../x", "é", "a-shihyo-1", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if sheetName(s).Code != "" {
			return
		}
		if s == "" || len(s) > 63 || strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || s[0] == '-' || s == "con" || kpi.ID(s).Sheet() != "" {
			t.Fatalf("%q is accepted", s)
		}
	})
}

// Marking a translation keeps its words and is found again.
func FuzzFrontMatter(t *testing.F) {
	f := law.Of(t, 1)
	for _, s := range []string{"Text.\n", "+++\noriginal = \"x\"\n+++\nText.\n", "+++\r\ntitle = \"a\"\r\n+++\r\nText.", "+++\n+++", "+++", "\ufeff+++\n\n+++\n"} {
		f.Add(s)
	}
	digest := "sha256:" + strings.Repeat("0a", 32)
	f.Fuzz(func(t *testing.T, text string) {
		out, err := withDigest("f", text, digest)
		if err != nil || !utf8.ValidString(text) || strings.Contains(strings.ReplaceAll(text, "\r\n", "\n"), "\r") {
			return
		}
		w, ok := splitWords("f", []byte(out), []string{"title", "original"})
		if !ok || len(w.Problems) > 0 {
			return // its front matter was no TOML before
		}
		if w.original != digest {
			t.Fatalf("%q became %q with %q", text, out, w.original)
		}
		if again, err := withDigest("f", out, digest); err != nil || again != out {
			t.Fatalf("%q, then %q", out, again)
		}
	})
}
