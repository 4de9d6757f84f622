package layout_test

import (
	"slices"
	"testing"

	"tassei/generator/layout"
	"tassei/generator/must"
)

// A part that calls itself with the data that it was given would never end, so no
// page is begun; one that goes down a tree ends with the tree.
func TestEndlessParts(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"{{define \"r\"}}{{template \"r\" .}}{{end}}{{template \"r\" .}}", "base.html:1:26: endless r"},
		{"{{define \"r\"}}{{if .Yes}}{{template \"r\" .}}{{end}}{{end}}{{template \"r\" .}}", "base.html:1:37: endless r"},
		{"{{define \"r\"}}{{range .Rows}}{{template \"r\" $}}{{end}}{{end}}{{template \"r\" .}}", "base.html:1:41: endless r"},
		{"{{define \"r\"}}{{template \"r\" .Row}}{{end}}{{template \"r\" .}}", "base.html:1:26: endless r"},
		{"{{define \"a\"}}{{template \"b\" .}}{{end}}{{define \"b\"}}\n{{template \"a\" .}}{{end}}{{range .Rows}}{{template \"b\" .}}{{end}}", "base.html:2:12: endless a"},
		{"{{template \"base.html\" .}}", "base.html:1:12: endless base.html"},
		{"{{define \"tree\"}}{{range .Kids}}{{template \"tree\" .}}{{end}}{{end}}{{template \"tree\" .Tree}}", ""},
		{"{{define \"p\"}}{{.}}{{end}}{{template \"p\" .S}}{{template \"p\" .S}}", ""},
	} {
		must.Be(t, faultsOf("base.html", c.in), c.want, c.in)
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
	if e := got[0]; !slices.Equal(e.Near, []string{".Title"}) || !slices.Equal(e.Known, []string{".Name", ".Title"}) {
		t.Errorf("%v %v", e.Near, e.Known)
	}
	if whole := layout.Problems(errA)[0]; len(whole.Known) != 3 {
		t.Errorf("the fault itself was changed: %v", whole.Known)
	}
}
