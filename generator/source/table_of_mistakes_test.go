package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/must"
)

// The table of mistakes, testdata/mistakes: what people do to a file, one a
// test. It brings one message, in both languages; followed to the letter the
// hint leads to a check without a word and to the right value. Sections of
// changes are those of TestRules; further ones are
//
//	mend FILE        the old text, ====, and what the hint says to write
//	mend remove FILE, mend file FILE, mend move FILE   the same for whole files
//	says             a line each: words that must stand in both hints and, where
//	                 they are code, in the mended file
//	value            a line each: indicator, year, field and the value after mending
//
// The head may have a line "twins: N" for problems that are said once.
func TestTableOfMistakes(t *testing.T) {
	names, err := filepath.Glob("testdata/mistakes/*.txtar")
	must.Succeed(t, err)
	if len(names) < 60 {
		t.Errorf("%d mistakes, want 60", len(names))
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { testMistake(t, name) })
	}
}

func testMistake(t *testing.T, name string) {
	b := must.Read(t, name)
	head, all, golden := readTest(string(b))
	var changes, mends []testSection
	var says, values []string
	for _, s := range all {
		switch kind, rest, _ := strings.Cut(s.name, " "); {
		case kind == "says":
			says = strings.Split(strings.TrimSpace(s.text), "\n")
		case kind == "value":
			values = strings.Split(strings.TrimSpace(s.text), "\n")
		case kind != "mend":
			changes = append(changes, s)
		case strings.HasPrefix(rest, "remove "), strings.HasPrefix(rest, "file "), strings.HasPrefix(rest, "move "):
			mends = append(mends, testSection{rest, s.text})
		default:
			mends = append(mends, testSection{"replace " + rest, s.text})
		}
	}
	tree := baseTree(t)
	change(t, tree, changes)
	list := check(t, writeTree(t, withDigests(tree)))
	got := map[string]string{"ja": say(t, list, "ja"), "en": say(t, list, "en")}
	must.Be(t, strings.Count(got["en"], "(tassei explain "), 1, "messages", got["en"])
	oneHint(t, list, says)
	change(t, tree, mends)
	dir := writeTree(t, withDigests(tree))
	must.Be(t, say(t, check(t, dir), "en"), "", "mended as the hint says")
	for _, line := range values {
		rightValue(t, dir, line)
	}
	if *update {
		rewriteMistake(t, name, head, all, got)
		return
	}
	for lang, want := range golden {
		must.Be(t, got[lang], want, lang)
	}
}

func rewriteMistake(t *testing.T, name, head string, all []testSection, got map[string]string) {
	text := head
	for _, s := range all {
		text += "-- " + s.name + " --\n" + s.text
	}
	text += "-- ja --\n" + got["ja"] + "-- en --\n" + got["en"]
	must.Succeed(t, os.WriteFile(name, []byte(text), 0o644))
}

// withDigests is a tree in which "DIGEST path" is the digest of that file.
func withDigests(tree map[string]string) map[string]string {
	full := map[string]string{}
	for path, text := range tree {
		full[path] = digestOfFile.ReplaceAllStringFunc(text, func(s string) string {
			return Digest([]byte(tree[strings.TrimPrefix(s, "DIGEST ")]))
		})
	}
	return full
}

// oneHint asks that the hints of both languages say what is written to mend it,
// and that neither has a sentence of the other.
func oneHint(t *testing.T, list *diag.List, says []string) {
	t.Helper()
	for _, p := range list.All()[:min(1, list.Len())] {
		for _, lang := range []string{"ja", "en"} {
			said := p.In(lang)
			for _, want := range says {
				must.Contain(t, said.Message+"\n"+said.Hint, want, lang, said.Message+" / "+said.Hint, "says nothing of")
			}
			if strings.Contains(said.Message+said.Hint, "⟦") {
				t.Errorf("%s: a placeholder was not filled in: %s / %s", lang, said.Message, said.Hint)
			}
		}
	}
}

// rightValue compares a fact that was read, given as "1-a-shihyo-1 FY2024 actual 48".
func rightValue(t *testing.T, dir, line string) {
	t.Helper()
	f := strings.SplitN(line, " ", 4)
	if len(f) != 4 {
		t.Fatalf("value %q: want indicator, year, field and value", line)
	}
	s, _, err := Open(dir)
	must.Succeed(t, err)
	defer s.Close()
	y, _ := kpi.ParseYear(f[1])
	rec := s.Record(kpi.ID(f[0]), y)
	if rec == nil {
		t.Fatalf("no record of %s in %s", f[0], f[1])
	}
	field, tag, _ := strings.Cut(f[2], ".")
	got := ""
	switch field {
	case "baseline":
		got = figureText(rec.Baseline, tag)
	case "target":
		got = figureText(rec.Target, tag)
	case "actual":
		got = figureText(rec.Actual, tag)
	case "published":
		got = rec.Published
	case "provisional":
		got = map[bool]string{true: "true", false: "false"}[rec.Provisional]
	case "method":
		got = rec.Method[tag]
	case "name":
		got = rec.Indicator.Name[tag]
	case "grade":
		got = rec.Grade
	case "sections":
		got = strings.Join(rec.Sections(), " ")
	case "period":
		for _, a := range rec.Actions {
			got = a.Printed + " " + strings.Trim(a.Period.Start.ISO()+" "+a.Period.End.ISO(), " ")
		}
	case "action":
		for _, a := range rec.Actions {
			got = a.Text[tag]
		}
	default:
		t.Fatalf("no field %s", f[2])
	}
	must.Be(t, got, f[3], line)
}

// figureText is a figure as this test writes it; tag asks for a side of it.
func figureText(f kpi.Figure, tag string) string {
	switch {
	case tag == "as_of":
		return f.AsOf.Text["ja"]
	case tag == "printed":
		return f.Printed
	case f.Kind == kpi.Number && f.Second != nil:
		return f.Value.String() + " " + f.Second.Name["ja"] + " " + f.Second.Value.String()
	case f.Kind == kpi.Number:
		return string(f.Strict) + f.Value.String()
	case f.Kind == kpi.None:
		return string(f.None)
	case f.Kind == kpi.Range:
		parts := []string{"", ""}
		for i, d := range []*kpi.Decimal{f.From, f.To} {
			if d != nil {
				parts[i] = d.String()
			}
		}
		return strings.Join(slices.Clip(parts), "~")
	}
	return f.Words["ja"]
}
