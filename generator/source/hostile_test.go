package source

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tassei/generator/diag"
	"tassei/generator/law"
)

// limit is the processor time that is far above what any input takes (0.3 s) and far
// below what the parsers alone take.
const limit = 5 * time.Second

// Inputs that bring the parsers down alone end soon here, with a
// message that names the file.
func TestHostile(t *testing.T) {
	rep := strings.Repeat
	cases := map[string]string{
		"deep arrays":            "a = " + rep("[", 1_000_000),
		"closed arrays":          "a = " + rep("[", 300_000) + rep("]", 300_000),
		"deep inline tables":     "a = " + rep("{a=", 100_000) + "1" + rep("}", 100_000),
		"deep in a list":         rep("a = [\n", 1) + rep("[\n", 200_000),
		"dotted key":             rep("a.", 100_000) + "a = 1",
		"dotted key with spaces": rep("a . ", 100_000) + "a = 1",
		"quoted dotted key":      rep(`"a".`, 100_000) + "a = 1",
		"header of many parts":   "[" + rep("a.", 100_000) + "a]",
		"brackets at the start":  rep("[", 1_000_000),
		"many keys":              lines(100_000, "k%d = 1"),
		"many tables":            rep("[[record]]\n", 90_000),
		"many dotted keys":       lines(9_000, "a.b%d.c = 1"),
		"many keys in a table":   "a = {" + rep("b = 1, ", 100_000) + "}",
		"many capitals":          lines(9_000, "K%d = 1"),
		"the same key":           rep("a = 1\n", 9_000),
		"long list":              "a = [" + rep("1,", 500_000) + "]",
		"long string":            `a = "` + rep("x", 1_000_000) + `"`,
		"open string":            `a = "` + rep("x", 1_000_000),
		"open long string":       `a = """` + rep("x\n", 500_000),
		"open long literal":      `a = '''` + rep("x\n", 500_000),
		"many quotes":            rep(`"`, 1_000_000),
		"comment":                "# " + rep("x", 1_000_000),
		"long key":               rep("x", 1_000_000) + " = 1",
		"long number":            "a = " + rep("9", 1_000_000),
		"long float":             "actual = 0." + rep("9", 1_000_000),
		"big exponent":           "actual = 1e1000000000",
		"bad lines":              rep("x\n", 500_000),
		"bad lines after a key":  "a = 1\n" + rep("x y z\n", 150_000),
		"open brackets":          rep("a = [\n", 9_000),
		"broken list":            "a = [\n" + rep("  {b = 1} {c = 2},\n", 40_000) + "]",
		"full-width":             rep("＝", 300_000),
		"full-width lines":       rep("ａ　＝　１\n", 50_000),
		"ideographic spaces":     rep("\u3000", 300_000),
		"controls":               rep("\x00", 1_000_000),
		"bidi":                   rep("\u202e", 300_000),
		"escapes":                `a = "` + rep(`\u202e`, 150_000) + `"`,
		"bad UTF-8":              rep("\xff\xfe", 500_000),
		"CR":                     rep("a = 1\r", 150_000),
		"tabs and spaces":        rep(" \t", 500_000),
		"unknown keys":           lines(9_000, "nokey%d = 1"),
		"figures":                "[[record]]\nindicator = \"shihyo-1\"\n" + rep("[[record.part]]\nx = 1\n", 4_000),
		"too large":              rep("# x\n", 1<<20),
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			tree := baseTree(t)
			tree["data/FY2026/1-i.toml"] = text
			list, took := timed(t, writeTree(t, tree))
			if list.Len() == 0 || !strings.Contains(say(t, list, "ja"), "data/FY2026/1-i.toml") {
				t.Errorf("no message")
			}
			if took > limit {
				t.Errorf("took %v", took)
			}
		})
	}
}

// What is written in a comment or in front matter is bounded too.
func TestHostileWords(t *testing.T) {
	rep := strings.Repeat
	for name, text := range map[string]string{
		"open front matter": "+++\n" + rep("a = 1\n", 40_000),
		"deep front matter": "+++\na = " + rep("[", 200_000) + "\n+++\nx\n",
		"long digest":       "+++\noriginal = \"" + rep("a", 200_000) + "\"\n+++\nx\n",
		"plus signs":        rep("+++\n", 60_000),
		"many links":        rep("[a](1-a-shihyo-9)\n\n", 12_000),
		"deep quotes":       rep(">", 200_000),
	} {
		t.Run(name, func(t *testing.T) {
			tree := baseTree(t)
			tree["content/FY2024/en/1-i/shihyo-1.md"] = text
			list, took := timed(t, writeTree(t, tree))
			if list.Len() == 0 {
				t.Errorf("no message")
			}
			if took > limit {
				t.Errorf("took %v", took)
			}
		})
	}
}

func timed(t *testing.T, dir string) (*diag.List, time.Duration) {
	start := law.Spent()
	list := check(t, dir)
	return list, law.Spent() - start
}

func lines(n int, form string) string {
	var b strings.Builder
	before, after, _ := strings.Cut(form, "%d")
	for i := range n {
		b.WriteString(before + itoa(i) + after + "\n")
	}
	return b.String()
}

// A plan of more levels than anybody has is told once, at the first sheet that stands
// too deep.
func TestTooManyLevels(t *testing.T) {
	for _, c := range []struct{ levels, told int }{{mostLevels, 0}, {mostLevels + 1, 1}, {1000, 1}} {
		tree := baseTree(t)
		for i := range c.levels {
			text := fmt.Sprintf("code = \"N%d\"\nname = {ja = \"段%d\", en = \"Node %d\"}\norder = %d\n", i, i, i, i+10)
			if i > 0 {
				text += fmt.Sprintf("parent = \"n%d\"\n", i-1)
			}
			tree[fmt.Sprintf("data/plan/n%d.toml", i)] = text
		}
		var told []diag.Problem
		for _, p := range check(t, writeTree(t, tree)).All() {
			if p.Code == "K229" {
				told = append(told, p)
			}
		}
		if len(told) != c.told || c.told > 0 && told[0].File != fmt.Sprintf("data/plan/n%d.toml", mostLevels) {
			t.Errorf("%d levels: %v", c.levels, told)
		}
	}
}

// More languages than any site has are told once, and those beyond are not asked for anything.
func TestTooManyLanguages(t *testing.T) {
	for _, c := range []struct{ more, told int }{{mostLanguages - 2, 0}, {mostLanguages - 1, 1}, {3000, 1}} {
		tree := baseTree(t)
		tags := strings.ReplaceAll(strings.TrimSpace(lines(c.more, `, "ja-x-a%d"`)), "\n", "")
		tree["data/city.toml"] = strings.Replace(tree["data/city.toml"], `"en"]`, `"en"`+tags+"]", 1)
		told := 0
		for _, p := range check(t, writeTree(t, tree)).All() {
			if p.Code == "K212" {
				told++
			}
		}
		if told != c.told {
			t.Errorf("%d more languages: told %d times, want %d", c.more, told, c.told)
		}
	}
}
