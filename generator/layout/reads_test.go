package layout_test

import (
	"strings"
	"testing"

	"tassei/generator/layout"
	"tassei/generator/must"
)

type readPart struct {
	Shown, Hidden string
	Deep          []readLeaf
}

func (p readPart) Told() string { return p.Hidden }

type readLeaf struct{ Word, Other string }

type readPage struct {
	Title string
	Part  readPart
	Parts []*readPart
}

// TestLayoutsTellWhatTheyRead: of the page, of what is in it, and through parts; of
// what has a method that is asked, all.
func TestLayoutsTellWhatTheyRead(t *testing.T) {
	for main, want := range map[string]string{
		``:                                  "",
		`{{.Title}}`:                        "Title",
		`{{if .Part.Shown}}x{{end}}`:        "Part Shown",
		`{{range .Parts}}{{.Shown}}{{end}}`: "Parts Shown",
		`{{with .Part}}{{range .Deep}}{{.Word}}{{end}}{{end}}`:   "Part Deep Word",
		`{{range $i, $p := .Parts}}{{$p.Hidden}}{{end}}`:         "Parts Hidden",
		`{{template "parts/one.html" .Part}}`:                    "Part Shown",
		`{{range .Parts}}{{template "parts/one.html" .}}{{end}}`: "Parts Shown",
		`{{if len .Parts}}x{{end}}`:                              "Parts",
		`{{if not .Part.Deep}}x{{end}}`:                          "Part Deep",
		`{{print .Part.Shown}}`:                                  "Part Shown",
		`{{with or .Parts .Parts}}x{{end}}`:                      "Parts",
		`{{.Part.Told}}`:                                         "Part Shown Hidden Deep Word Other",
		`{{with .Part}}{{$.Title}}{{end}}`:                       "Title Part",
	} {
		set := load(t, files("base.html", `{{template "main" .}}`, "pages/a.html", `{{define "main"}}`+main+`{{end}}`,
			"parts/one.html", `{{.Shown}}`), nil, nil)
		page, err := layout.Page[readPage](set, "a")
		if err != nil {
			t.Errorf("%s: %v", main, err)
			continue
		}
		var got []string
		for _, field := range []string{"Title", "Part", "Parts"} {
			if layout.Reads[readPage](page, field) {
				got = append(got, field)
			}
		}
		for _, field := range []string{"Shown", "Hidden", "Deep"} {
			if layout.Reads[readPart](page, field) {
				got = append(got, field)
			}
		}
		for _, field := range []string{"Word", "Other"} {
			if layout.Reads[readLeaf](page, field) {
				got = append(got, field)
			}
		}
		must.Be(t, strings.Join(got, " "), want, main, "reads")
	}
}
