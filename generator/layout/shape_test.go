package layout_test

import (
	"fmt"
	"html/template"
	"iter"
	"strings"
	"testing"

	"tassei/generator/layout"
)

type holder[T any] struct {
	Rows []struct{ Held T }
}

type ownKind struct {
	Own []ownKind // a type may hold itself
	//lint:ignore U1000 a page cannot reach it, so it may be a map
	hidden map[string]int
	HTML   template.HTML
}

// Data of which only the page would tell what they hold are refused with the way
// to them, before any page is made.
func TestDataWithoutAShapeAreRefused(t *testing.T) {
	set := load(t, files("base.html", "", "pages/x.html", ""), nil, nil)
	refused := func(want string, err error) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), ".Rows.Held is "+want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	_, err := layout.Page[holder[map[string]int]](set, "x")
	refused("map[string]int", err)
	_, err = layout.Page[holder[any]](set, "x")
	refused("interface {}", err)
	_, err = layout.Page[holder[fmt.Stringer]](set, "x")
	refused("fmt.Stringer", err)
	_, err = layout.Page[holder[iter.Seq[int]]](set, "x")
	refused("iter.Seq[int]", err)
	_, err = layout.Page[holder[chan int]](set, "x")
	refused("chan int", err)
	if _, err = layout.Page[holder[ownKind]](set, "x"); err != nil {
		t.Error(err)
	}
	_, err = layout.Page[holder[float64]](set, "x")
	refused("float64", err)
	_, err = layout.Page[holder[*[]int]](set, "x")
	refused("*[]int", err)
	_, err = layout.Page[holder[speaking]](set, "x")
	refused("layout_test.speaking", err)
	if _, err = layout.Page[struct{ *ownKind }](set, "x"); err == nil {
		t.Error("a pointer was embedded")
	}
}

type speaking string

func (speaking) String() string { return "spoken" }
