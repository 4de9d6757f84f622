package source

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/diag"
	"tassei/generator/must"
)

// programMessages are a program's in two languages, one of which has forms for
// numbers.
func programMessages() fstest.MapFS {
	return fstest.MapFS{
		"messages/en.toml": {Data: []byte("[a]\ntitle = \"Title\"\nline.one = \"One of {all}\"\nline.other = \"{n} of {all}\"\ndate = \"{month_name} {year}\"\n")},
		"messages/ja.toml": {Data: []byte("[a]\ntitle = \"題\"\nline = \"{all}のうち{n}\"\ndate = \"{era}{year}年\"\n")},
	}
}

func TestCataloguesOfACity(t *testing.T) {
	for _, c := range []struct{ tag, own, want string }{
		{"en", "[a]\ntitle = \"Mine\"\n", ""},
		{"en", "a.line.one = \"The one of {all}\"\n", ""},
		{"en", "a.line.one = \"{n} of {all}\"\n", "K522 1 {n}"},
		{"en", "a.line.other = \"{n}\"\n", "K523 1 {all}"},
		{"en", "a.line = \"{n} of {all}\"\n", "K521 1 a.line→a.line.other"},
		{"en", "[a]\ntilte = \"x\"\n", "K521 2 a.tilte→a.title"},
		{"en", "[a]\ntitle = \"{x}\"\ndate = \"{era} {year}\"\n", "K522 2 {x}\nK522 3 {era}\nK523 3 {month_name}"},
		{"en", "[a]\ntitle = \"{x\"\n", "K525 2 a.title"},
		{"ja", "a.line.one = \"{all}のうち一つ\"\na.line.other = \"{all}のうち{n}\"\n", ""},
		{"ja", "a.title.one = \"題\"\n", "K521 1 a.title.one→a.title"},
		{"ja", "opendata.language.ja = \"日本語\"\n", ""},
		{"ja", "opendata.language.fr = \"仏\"\n", "K521 1 opendata.language.fr"},
		{"en", "[own]\nask = \"{who}?\"\n", "K524 1 1 own.ask"}, // the Japanese is not there
		{"eo", "[a]\ntitle = \"T\"\nline = \"{n} el {all}\"\ndate = \"{era} {year}\"\n", ""},
		{"eo", "[a]\ntitle = \"T\"\nline.one = \"unu el {all}\"\nline.other = \"{n} el {all}\"\ndate = \"{year}\"\n", ""},
		{"eo", "[a]\nline.one = \"{all}\"\ndate = \"{day}\"\n", "K522 3 {day}\nK523 3 {year}\nK524 1 2 a.line, a.title"},
		{"eo", "[a]\ntilte = \"T\"\nline = \"{n} el {all}\"\ndate = \"{year}\"\n", "K521 2 a.tilte→a.title"}, // one slip, one message
		{"eo", "", "K524 1 3 a.date, a.line, a.title"},
		// What is only broken is not missing, and the original above the next text is no part of this one.
		{"eo", "[a]\n# ja = \"題\"\ntitle = \"T\n# ja = \"行\"\nline = \"{n} el {all}\"\ndate = \"{year}\"\n", "K110 3 title"},
		{"eo", "[a]\ntitle = “T”\nline = \"{n} el {all}\"\ndate = \"{year}\"\n", "K110 2 title"},
		{"eo", "[a]\ntitle = \"T \"U\" V\"\nline = \"{n} el {all}\"\ndate = \"{year}\"\n", "K110 2 title"},
		{"eo", "[a]\ntitle = 5\nline = \"{n} el {all}\"\ndate = \"{year}\"\n", "K118 2 a.title"},
		{"pl", "[a]\ntitle = \"T\"\nline.one = \"jeden z {all}\"\nline.few = \"{n} z {all}\"\nline.other = \"{n} z {all}\"\ndate = \"{year}\"\n", ""},
		{"pl", "[a]\ntitle = \"T\"\nline.few = \"kilka z {all}\"\nline.other = \"{n} z {all}\"\ndate = \"{year}\"\n", "K523 3 {n}"},
		// One in Russian is 21, too, so it has its number; in no language is there a form that it does not have.
		{"ru", "[a]\ntitle = \"T\"\nline.one = \"один из {all}\"\nline.other = \"{n} из {all}\"\ndate = \"{year}\"\n", "K523 3 {n}"},
		{"en", "a.line.few = \"{n} of {all}\"\n", "K521 1 a.line.few→a.line.one"},
	} {
		own := fstest.MapFS{"messages/" + c.tag + ".toml": {Data: []byte(c.own)}}
		all, err := Catalogues(programMessages(), own, []string{"ja", c.tag}, nil)
		must.Be(t, told(err), c.want, c.tag, c.own)
		if c.want != "" {
			continue
		}
		for tag, cat := range all {
			if s := cat.Say("a.title") + cat.Count("a.line", 1, "all", "3") + cat.Count("a.line", 2, "all", "3"); strings.Contains(s, "⟦") {
				t.Errorf("%s %s: %s", tag, c.own, s)
			}
		}
	}
}

// told is what is wrong: the code, the line and the first thing named.
func told(err error) string {
	var lines []string
	for _, p := range diag.Problems(err) {
		s := fmt.Sprintf("%s %d", p.Code, p.Line)
		for _, arg := range []string{"n", "keys", "placeholder"} {
			if p.Args[arg] != "" {
				s += " " + p.Args[arg]
			}
		}
		if p.Args["placeholder"] == "" {
			s += strings.TrimRight(" "+p.Args["key"], " ")
		}
		if p.Args["near"] != "" {
			s += "→" + p.Args["near"]
		}
		lines = append(lines, s)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestCataloguesThatAreNotThere(t *testing.T) {
	_, err := Catalogues(programMessages(), nil, []string{"ja", "fr"}, nil)
	if p := diag.Problems(err); len(p) != 1 || p[0].Code != "K526" || p[0].File != "layouts/messages/fr.toml" {
		t.Errorf("%v", err)
	}
	pipe := fstest.MapFS{"messages/ja.toml": {Mode: fs.ModeNamedPipe}}
	_, err = Catalogues(programMessages(), pipe, []string{"ja"}, nil)
	if p := diag.Problems(err); len(p) != 1 || p[0].Code != "K102" {
		t.Errorf("%v", err)
	}
	all, err := Catalogues(programMessages(), nil, []string{"ja", "en"}, nil)
	if err != nil || all["en"].Say("a.title") != "Title" || all["ja"].Say("a.title") != "題" {
		t.Errorf("%v %v", all, err)
	}
}
