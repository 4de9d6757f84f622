package source

import (
	"bytes"
	"maps"
	"reflect"
	"strings"
	"testing"

	"tassei/generator/must"
)

func TestWithOtherTexts(t *testing.T) {
	s := open(t, "testdata/base")
	file := "data/FY2024/1-a.toml"
	raw, err := s.Read(file)
	must.Succeed(t, err)
	if _, problems := s.Sheet(0); len(problems) > 0 {
		t.Fatal(problems)
	}
	before := s.Record("1-a-shihyo-1", 2024).Actual.Value.String()
	comment := "content/FY2024/ja/1-a/shihyo-1.md"
	other := s.With(map[string][]byte{
		file:    bytes.Replace(raw, []byte("actual    = "+before), []byte("actual    = 8割 # "+before), 1),
		comment: []byte("別の文\n"),
	})
	sheet, problems := other.Sheet(0)
	told := ""
	for _, p := range problems {
		told += p.Code + " " + p.File + "\n"
	}
	must.Contain(t, told, file, "the figure that is none is told")
	must.Be(t, sheet.Years[0].Records[0].Comment["ja"].Markdown, "別の文\n", "comment")
	must.Be(t, s.Record("1-a-shihyo-1", 2024).Actual.Value.String(), before, "the source itself changed to")
}

// A comment in a folder that is not there yet is read all the same.
func TestWithAFileOfANewFolder(t *testing.T) {
	tree := baseTree(t)
	maps.DeleteFunc(tree, func(path, _ string) bool { return strings.HasPrefix(path, "content/FY2026/") })
	s := open(t, writeTree(t, tree))
	const i, file = 1, "content/FY2026/ja/1-i/shihyo-1.md"
	sheet, _ := s.With(map[string][]byte{file: []byte("新しい評価\n")}).Sheet(i)
	years := sheet.Years
	must.Be(t, years[len(years)-1].Records[0].Comment["ja"].Markdown, "新しい評価\n", "comment")
}

// Everything that Open read is carried over, also what is added later.
func TestWithLeavesNothingOut(t *testing.T) {
	s := open(t, "testdata/base")
	was, is := reflect.ValueOf(s).Elem(), reflect.ValueOf(s.With(nil)).Elem()
	for i := range was.NumField() {
		switch name := was.Type().Field(i).Name; name {
		case "mu", "coverage", "used", "instead", "pending", "nodes", "reads", "sheets", "counts": // of its own
		default:
			must.Be(t, was.Field(i).IsZero(), is.Field(i).IsZero(), name, "is left out")
		}
	}
}

func TestMadeFrom(t *testing.T) {
	text, err := MadeFrom("a.md", "Done.\n", []byte("済み\r\n"))
	if err != nil || text != "+++\noriginal = \""+Digest(wording("済み\n"))+"\"\n+++\n\nDone.\n" {
		t.Errorf("%q %v", text, err)
	}
}

func TestWithBody(t *testing.T) {
	for _, c := range [][2]string{
		{"前\n", "後\n"}, {"", "後\n"}, {"\ufeff前", "\ufeff後\n"}, {"\n\n前\n", "\n\n後\n"}, {"前\r\n", "後\r\n"},
		{"+++\na = 1\n+++\n\n前\n", "+++\na = 1\n+++\n\n後\n"},
		{"\ufeff+++\r\na = 1\r\n+++\r\n前\r\n", "\ufeff+++\r\na = 1\r\n+++\r\n後\r\n"},
		{"+++\na = 1\n+++", "後\n"}, // nothing ends the last line: it is no front matter
	} {
		must.Be(t, WithBody(c[0], "後"), c[1], c[0])
	}
}
