package layout_test

import (
	"crypto/sha256"
	"maps"
	"slices"
	"testing"

	"tassei/generator/layout"
	"tassei/generator/must"
	"tassei/layouts"
)

// keeper is a freeze.Keeper in memory.
type keeper map[string]struct {
	of   [sha256.Size]byte
	data []byte
}

func (k keeper) Get(name string, of [sha256.Size]byte) ([]byte, bool) {
	return k[name].data, k[name].of == of
}

func (k keeper) Put(name string, of [sha256.Size]byte, data []byte) {
	k[name] = struct {
		of   [sha256.Size]byte
		data []byte
	}{of, data}
}

func TestKeptLayoutsAreThoseOfTheFiles(t *testing.T) {
	kept := keeper{}
	base, other := files("base.html", `<title>{{.Title}}</title>{{icon "x"}}`, "pages/x.html", "", "icons/x.svg", "<svg></svg>"), files("base.html", `<b>{{.Title}}</b>`)
	for range 2 {
		for want, own := range map[string]any{"<title>&amp;</title><svg></svg>": nil, "<b>&amp;</b>": other} {
			set, err := layout.Load(base, nil, nil, kept)
			if own != nil {
				set, err = layout.Load(base, other, nil, kept)
			}
			must.Succeed(t, err)
			must.Be(t, render(t, set, "x", plain{"&"}), want)
		}
	}
	own := files("icons/x.svg", `<svg id="a"></svg>`, "assets/a.css", "")
	set, err := layout.Load(base, own, nil, kept) // neither is a layout
	must.Succeed(t, err)
	must.Be(t, render(t, set, "x", plain{"&"}), `<title>&amp;</title><svg id="a"></svg>`)
	_, err = layout.Load(base, files("icons/x.svg", "<b>"), nil, kept)
	must.Be(t, len(layout.Problems(err)), 1)
}

// TestKeptLayoutsThatAreDamaged hands on every beginning of what was kept, which no digest
// holds back here.
func TestKeptLayoutsThatAreDamaged(t *testing.T) {
	kept := keeper{}
	_, err := layout.Load(layouts.FS, nil, nil, kept)
	must.Succeed(t, err)
	whole := maps.Clone(kept)["layouts"]
	for n := 0; n < len(whole.data); n = n*2 + 1 {
		kept.Put("layouts", whole.of, whole.data[:n])
		_, err := layout.Load(layouts.FS, nil, nil, kept)
		must.Succeed(t, err)
		if !slices.Equal(kept["layouts"].data, whole.data) {
			t.Fatalf("%d bytes were taken for all %d", n, len(whole.data))
		}
	}
}

func TestLayoutsThatNoPageCanBeMadeWithAreNotKept(t *testing.T) {
	kept := keeper{}
	_, err := layout.Load(files("base.html", "{{$v := .S}}{{$v = .S}}{{$v}}", "pages/x.html", ""), nil, nil, kept)
	must.Succeed(t, err)
	must.Be(t, len(kept), 0)
}
