package publish

import (
	"slices"
	"testing"

	"tassei/generator/must"
)

// What a page loads goes before it, and what leads to a page after it.
func TestPhases(t *testing.T) {
	for _, ext := range []string{"css", "js", "mjs", "wasm", "webmanifest", "woff2", "woff", "ttf", "otf", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "CSS", "css.gz", "svg.br"} {
		must.Be(t, phase("FY2024/1-a/picture."+ext, true), phaseAssets, ext)
	}
	for _, c := range []struct {
		path  string
		isNew bool
		want  int
	}{
		{"assets/words.bin", true, phaseAssets},
		{"archive/FY2023/data/site/assets/words.bin", true, phaseAssets},
		{"myassets/words.bin", true, phaseData},
		{"data/indicators.csv", true, phaseData},
		{"data/indicators.json.gz", false, phaseData},
		{"data/year.zip", true, phaseData},
		{"FY2024/1-a/shihyo-1.html", true, phaseNew},
		{"FY2024/1-a/shihyo-1.HTM", true, phaseNew},
		{"FY2024/1-a/shihyo-1.html.gz", true, phaseNew},
		{"FY2024/1-a/shihyo-1.html", false, phaseChanged},
		{"FY2024/index.html", true, phaseFront},
		{"index.html.br", false, phaseFront},
		{"FY2024/readme.md.gz", true, phaseData},
	} {
		must.Be(t, phase(c.path, c.isNew), c.want, c.path)
	}
}

// Within a phase paths are sorted, and front pages come from the deepest up.
func TestOrderWithinAPhase(t *testing.T) {
	sorted := func(list []string, phase int) []string {
		slices.SortFunc(list, func(a, b string) int { return inOrder(a, b, phase, phase) })
		return list
	}
	must.Equal(t, sorted([]string{"index.html", "en/index.html", "FY2024/index.html", "en/FY2024/index.html"}, phaseFront),
		[]string{"en/FY2024/index.html", "FY2024/index.html", "en/index.html", "index.html"})
	must.Equal(t, sorted([]string{"b/x/y.html", "a.html", "b/a.html"}, phaseNew), []string{"a.html", "b/a.html", "b/x/y.html"})
	if inOrder("b", "a", phaseAssets, phaseNew) >= 0 || inOrder("a", "b", phaseNew, phaseAssets) <= 0 {
		t.Error("a phase does not come before the next")
	}
	must.Equal(t, folders([]string{"b/c/x", "a/x", "b/y", "z"}), []string{".", "a", "b", "b/c"})
}
