package layout_test

import (
	"testing"

	"tassei/generator/layout"
)

// A part that calls itself with the data that it was given would never end, so no
// page is begun; one that goes down a tree ends with the tree.
func TestEndlessParts(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"{{define \"r\"}}{{template \"r\" .}}{{end}}{{template \"r\" .}}", "base.html:1:26: the part \"r\" calls itself without end template"},
		{"{{define \"r\"}}{{if .Yes}}{{template \"r\" .}}{{end}}{{end}}{{template \"r\" .}}", "base.html:1:37: the part \"r\" calls itself without end template"},
		{"{{define \"r\"}}{{range .Rows}}{{template \"r\" $}}{{end}}{{end}}{{template \"r\" .}}", "base.html:1:41: the part \"r\" calls itself without end template"},
		{"{{define \"r\"}}{{template \"r\" .Row}}{{end}}{{template \"r\" .}}", "base.html:1:26: the part \"r\" calls itself without end template"},
		{"{{define \"a\"}}{{template \"b\" .}}{{end}}{{define \"b\"}}\n{{template \"a\" .}}{{end}}{{range .Rows}}{{template \"b\" .}}{{end}}", "base.html:2:12: the part \"a\" calls itself without end template"},
		{"{{template \"base.html\" .}}", "base.html:1:12: the part \"base.html\" calls itself without end template"},
		{"{{define \"tree\"}}{{range .Kids}}{{template \"tree\" .}}{{end}}{{end}}{{template \"tree\" .Tree}}", ""},
		{"{{define \"p\"}}{{.}}{{end}}{{template \"p\" .S}}{{template \"p\" .S}}", ""},
	} {
		if got := faultsOf("base.html", c.in); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.in, got, c.want)
		}
	}
}

// A name that no kind of page has is told once, and offered are the names that
// all of them have.
func TestOneFaultOfManyPages(t *testing.T) {
	type first struct{ Title, Name, Only string }
	type second struct{ Title, Name string }
	set := load(t, files("base.html", "{{.Tilte}}\n{{.Only}}", "pages/a.html", "", "pages/b.html", ""), nil, nil)
	_, errA := layout.Page[first](set, "a")
	_, errB := layout.Page[second](set, "b")
	got := layout.Problems(errA, errB)
	if len(got) != 2 || got[0].Line != 1 || got[1].Line != 2 || got[1].Name != "Only" {
		t.Fatalf("%v", got)
	}
	if e := got[0]; e.Suggest != "did you mean .Title? there are .Name, .Title" || len(e.Known) != 2 || len(e.Near) != 1 {
		t.Errorf("%q %v %v", e.Suggest, e.Known, e.Near)
	}
	if whole := layout.Problems(errA)[0]; len(whole.Known) != 3 {
		t.Errorf("the fault itself was changed: %v", whole.Known)
	}
}
