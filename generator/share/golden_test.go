package share

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"tassei/generator/must"
)

var update = flag.Bool("update", false, "write the golden pictures anew; raise the constant drawing too")

// TestGolden compares pictures with those that were looked at, pixel by pixel.
func TestGolden(t *testing.T) {
	want := map[string]bool{}
	for name, sample := range samples() {
		file := filepath.Join("testdata", name+".png")
		want[file] = true
		got, err := render(sample.draw)
		must.Succeed(t, err)
		if *update {
			must.Succeed(t, os.MkdirAll("testdata", 0o755))
			must.Succeed(t, os.WriteFile(file, got, 0o644))
			continue
		}
		kept := must.Read(t, file)
		a, b := decode(t, got), decode(t, kept)
		if !bytes.Equal(a.Pix, b.Pix) || len(a.Palette) != len(b.Palette) {
			t.Errorf("%s differs; look at it, then run go test -update and raise drawing", file)
		}
	}
	files, err := filepath.Glob("testdata/*.png")
	must.Succeed(t, err)
	for _, f := range files {
		if !want[f] {
			t.Errorf("%s belongs to no sample", f)
		}
	}
}

func decode(t *testing.T, b []byte) *image.Paletted {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(b))
	must.Succeed(t, err)
	p, ok := img.(*image.Paletted)
	if !ok || p.Bounds() != image.Rect(0, 0, Width, Height) {
		t.Fatalf("%T %v, want a paletted picture of %d by %d", img, img.Bounds(), Width, Height)
	}
	return p
}
