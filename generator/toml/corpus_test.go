package toml

import (
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"tassei/generator/diag"
	"tassei/generator/must"
)

// house are the rules that refuse what TOML allows: hidden characters, keys that
// differ in the case of their letters only, and full-width signs, which are
// folded and warned of.
var house = map[string]bool{"K106": true, "K119": true, "K122": true}

// Every right file of the corpus of TOML is read, every wrong one is refused,
// and nothing is read otherwise than the library reads it.
func TestCorpus(t *testing.T) {
	text, err := os.ReadFile("testdata/toml-test.txt")
	must.Succeed(t, err)
	files := 0
	for line := range strings.Lines(string(text)) {
		name, quoted, found := strings.Cut(strings.TrimSpace(line), " ")
		if !found || name == "#" {
			continue
		}
		raw, err := strconv.Unquote(quoted)
		must.Succeed(t, err, name)
		files++
		d := Read(name, []byte(raw), nil)
		if !d.Failing() {
			d.Agree()
		}
		right, told := strings.HasPrefix(name, "valid/"), codes(d)
		if right && told != "" || !right && len(d.Problems) == 0 && name != "invalid/datetime/offset-overflow-minute" { // which the library takes
			t.Errorf("%s: %q: %s", name, raw, told)
		}
	}
	if files < 650 {
		t.Errorf("only %d files", files)
	}
}

// codes lists the problems but those of the house's own rules.
func codes(d *Document) string {
	var list []string
	for _, p := range d.Problems {
		if p.Severity == diag.Error && !house[p.Code] {
			list = append(list, p.Code)
		}
	}
	return strings.Join(list, " ")
}

// What the walk finds no fault with, the library takes too and reads alike; and
// what the library takes, the walk finds no fault with. The texts are the TOML
// of the towns, and the same with a few signs changed as hands change them.
func TestSameAsLibrary(t *testing.T) {
	var texts []string
	for _, dir := range []string{"../testdata/town/data", "../source/testdata/base/data"} {
		err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(p) != ".toml" {
				return err
			}
			b, err := os.ReadFile(p)
			texts = append(texts, string(b))
			return err
		})
		must.Succeed(t, err)
	}
	for _, text := range texts {
		same(t, text)
	}
	r := rand.New(rand.NewPCG(1, 2))
	signs := []string{`"`, "'", "[", "]", "{", "}", ",", "=", "\n", "#", `"""`, "'''", `\`, "12人", "▲4", "1,647", "８割", "“", "\u3000", "＝", ".", "-", "true", "[[record]]\n",
		"[record.as_of]\n", `\u00e9`, `\q`, "0x1", "1e3 ", "07", "1_000", "2024-13-01", "inf", "\t", "\r\n", "a.b.c = 1\n", "nan", "+5", "2024-01-01 10:00"}
	n := 4000
	if testing.Short() {
		n = 400
	}
	for range n {
		lines := strings.SplitAfter(texts[r.IntN(len(texts))], "\n")
		from := r.IntN(len(lines))
		text := strings.Join(lines[from:min(from+4+r.IntN(20), len(lines))], "")
		for range 1 + r.IntN(3) {
			at := []rune(text)
			from := r.IntN(len(at) + 1)
			to := min(from+r.IntN(4), len(at))
			text = string(at[:from]) + signs[r.IntN(len(signs))] + string(at[to:])
		}
		same(t, text)
	}
}

func same(t *testing.T, text string) {
	t.Helper()
	d := Read("f", []byte(text), nil)
	told := codes(d)
	if !d.Failing() {
		if d.Agree(); d.Failing() && !dated(d.Root) {
			t.Errorf("%q is read without a fault, and the library says %s", text, codes(d))
		}
	}
	folded := Read("f", []byte(text), nil).fresh(text)
	var v map[string]any
	if _, err := toml.Decode(folded, &v); err == nil && told != "" {
		t.Errorf("%q: %s, and the library takes it", text, told)
	}
}

// fresh is the text as it was folded, before anything was blanked.
func (d *Document) fresh(text string) string {
	d, ok := NewText("f", []byte(text))
	if !ok || !d.fold() {
		return "="
	}
	return string(d.buf)
}

// dated reports whether there is a date, which may be none in the calendar: that
// is told where it is read.
func dated(n *Node) bool {
	return n.Kind == Date || slices.ContainsFunc(n.Items, dated) || slices.ContainsFunc(n.Keys, func(e Entry) bool { return dated(e.Value) })
}
