package edit

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/toml"
)

// pieces are what people type, paste and never think of.
var pieces = []string{"8", "８", "-3", "6～8", "93超", "1,234", "8割", "▲2", "\"", "'", "'''", "\\", "#", "= ", "{", "}", "[", "]]", "\n", "\n\n", "\r\n", "\t", "ja", "、", "，", "。",
	"\u2028", "\u00a0", "\u3000", "🏳️", "[[record]]", "indicator = \"x\"", "+++", "<b>", "&amp;", "|", "- ", "> ", "～", "R6.4", "こども未来係", "令和６年", "actual", "true", "none", "é", "０", "", " "}

func typedAtRandom(r *rand.Rand) string {
	var b strings.Builder
	for range r.IntN(5) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// Whatever is typed, the file stays TOML, a text comes back as it was typed, and
// no other record, comment or line end of the file changes.
func TestWhateverIsTypedComesBack(t *testing.T) {
	d := open(t, Options{})
	src := opened(t, d.dir)
	ids := []struct {
		year kpi.Year
		id   kpi.ID
	}{{2025, "1-a-shihyo-1"}, {2024, "1-a-shihyo-1"}, {2024, "1-i-shihyo-2"}, {2024, "2-i-mokuhyo-1"}, {2024, "2-i-mokuhyo-2"}}
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 400 {
		at := ids[n%len(ids)]
		rec, err := look(src, "ja", at.year, at.id)
		must.Succeed(t, err)
		f := newForm(rec)
		now := values{}
		f.each(func(x *field) {
			if r.IntN(3) > 0 || strings.HasSuffix(x.Name, ".remove") {
				return
			}
			switch x.Kind {
			case "choice":
				now[x.Name] = x.Options[r.IntN(len(x.Options))].Value
			case "tick":
				now[x.Name] = []string{"", "true"}[r.IntN(2)]
			default:
				now[x.Name] = typedAtRandom(r)
			}
		})
		draft := f.write(now)
		if fault := unsound(f, draft, now); fault != "" {
			t.Fatalf("%s %s typed %q: %s\n%s", at.year, at.id, now, fault, draft.record.text)
		}
		f.judge(draft) // which must hold whatever the text
	}
}

// unsound says what is wrong with a draft, "" for nothing.
func unsound(f *form, d *draft, now values) string {
	doc := toml.Read("f", []byte(d.record.text), nil)
	for _, p := range doc.Problems {
		if p.Code != "K106" { // a character that nobody sees, which is told
			return p.Code + " " + p.In("en").Message
		}
	}
	if a, b := others(f.record), others(d.record); a != b {
		return fmt.Sprintf("another record changed:\n%s", b)
	}
	again := newForm(d.record).values()
	for name, typed := range now {
		isText := false
		for _, prefix := range []string{"method.", "difference.", "as_of.", "action.0.text"} {
			isText = isText || strings.HasPrefix(name, prefix)
		}
		if _, there := again[name]; !there || !isText || strings.ContainsAny(typed, "\u2028") {
			continue
		}
		if got := again[name]; clean(got) != clean(typed) {
			return fmt.Sprintf("%s came back as %q", name, got)
		}
	}
	return ""
}

// others is a file without the record's own lines.
func others(r *record) string {
	lines := strings.SplitAfter(r.text, "\n")
	from, to := r.line, r.line+1
	for _, b := range r.blocks {
		_, end := b.Lines()
		to = max(to, end)
	}
	return strings.Join(lines[:from-1], "") + strings.TrimLeft(strings.Join(lines[min(to-1, len(lines)):], ""), "\r\n")
}
