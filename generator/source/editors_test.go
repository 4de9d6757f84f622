package source

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/japanese"

	"tassei/generator/diag"
	"tassei/generator/must"
)

// What editors of Windows and of long ago make of a file is taken, or told in one
// message by its name: for each kind of file, with the words of each language.
func TestFilesAsEditorsSaveThem(t *testing.T) {
	wide := func(order binary.ByteOrder, text string) string {
		var b bytes.Buffer
		binary.Write(&b, order, utf16.Encode([]rune(text)))
		return b.String()
	}
	crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
	for name, c := range map[string]struct {
		save func(s string) (string, error)
		told string // in English; "" where it is taken
	}{
		"UTF-8 with its mark":       {func(s string) (string, error) { return "\ufeff" + s, nil }, ""},
		"CRLF":                      {func(s string) (string, error) { return crlf(s), nil }, ""},
		"the mark and CRLF":         {func(s string) (string, error) { return "\ufeff" + crlf(s), nil }, ""},
		"CR":                        {func(s string) (string, error) { return strings.ReplaceAll(s, "\n", "\r"), nil }, "CR alone"},
		"UTF-16":                    {func(s string) (string, error) { return wide(binary.LittleEndian, "\ufeff"+crlf(s)), nil }, "written in UTF-16"},
		"UTF-16, great end first":   {func(s string) (string, error) { return wide(binary.BigEndian, "\ufeff"+s), nil }, "written in UTF-16"},
		"UTF-16 without its mark":   {func(s string) (string, error) { return wide(binary.LittleEndian, crlf(s)), nil }, "written in UTF-16"},
		"UTF-16, great, without it": {func(s string) (string, error) { return wide(binary.BigEndian, s), nil }, "written in UTF-16"},
		"ANSI of Japanese Windows":  {func(s string) (string, error) { return japanese.ShiftJIS.NewEncoder().String(crlf(s)) }, "written in Shift_JIS"},
		"the Unix of long ago":      {japanese.EUCJP.NewEncoder().String, "written in EUC-JP"},
		"mail of long ago":          {japanese.ISO2022JP.NewEncoder().String, "ISO-2022-JP"},
	} {
		for _, file := range []string{"data/city.toml", "data/sections.toml", "data/plan/1-a.toml", "data/FY2024/year.toml", "data/FY2024/1-a.toml",
			"content/FY2024/ja/1-a/shihyo-1.md", "content/FY2024/en/1-a/shihyo-1.md", "content/pages/ja/about.md"} {
			tree := baseTree(t)
			// No sign that an encoding lacks, and some Japanese in each.
			text := strings.NewReplacer("⑴", "(1)", "’", "'", "“", "'", "”", "'").Replace(tree[file])
			if strings.HasSuffix(file, ".md") && !strings.Contains(file, "/ja/") {
				text += "\n市民の皆さんと進めます。\n"
			} else if strings.HasSuffix(file, ".toml") {
				text = "# 市の記録です。\n" + text
			}
			tree[file] = text
			before := codesOf(check(t, writeTree(t, tree)).All())
			saved, err := c.save(text)
			must.Succeed(t, err, name, file)
			tree[file] = saved
			list := check(t, writeTree(t, tree)).All()
			if c.told == "" {
				must.Be(t, codesOf(list), before, file, name, "before")
				continue
			}
			of := 0
			for _, p := range list {
				if p.File == file {
					of++
				}
				if said := p.In("en"); p.File == file && !strings.Contains(said.Message, c.told) {
					t.Errorf("%s, %s: %s", file, name, said.Message)
				}
			}
			must.Be(t, of, 1, file, name, "messages", codesOf(list))
		}
	}
}

// codesOf are the codes of problems, each with its file.
func codesOf(list []diag.Problem) string {
	var all []string
	for _, p := range list {
		all = append(all, p.Code+" "+p.File)
	}
	return strings.Join(all, "\n")
}
