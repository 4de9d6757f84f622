package archive

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"tassei/generator/must"
)

// A line of a manifest is whole, or is none at all.
func TestManifestLine(t *testing.T) {
	sum := strings.Repeat("0a", 64)
	for line, want := range map[string]string{
		sum + "  data/a.csv\n": "data/a.csv", sum + "  data/a.csv": "", sum + "  \n": "", sum + " data/a.csv\n": "", sum[:126] + "  data/a.csv\n": "",
		strings.ToUpper(sum) + "  data/a.csv\n": "", sum[:127] + "g  data/a.csv\n": "", sum + "  ../a\n": "", sum + "  .\n": "", "\n": "", "": "",
	} {
		if e, ok := parseLine([]byte(line)); ok != (want != "") || ok && e.path != want {
			t.Errorf("%q: %q %v", line, e.path, ok)
		}
	}
}

func TestOxum(t *testing.T) {
	for text, want := range map[string]bool{"12.3": true, "0.0": true, "12.x": false, "x.3": false, "12": false, "-1.3": false, "12.-3": false, "012.3": false, "12.3.4": false, "": false} {
		if bytes, files, ok := parseOxum(text); ok != want {
			t.Errorf("%q: %d %d %v", text, bytes, files, ok)
		}
	}
}

// A zip may hold a bag in one folder; in several, or beside other files, it does not.
func TestFolderOfAZip(t *testing.T) {
	for names, want := range map[string]string{"a/x a/y": "a", "a/x b/y": "", "b/x b/y a/z": "", "a/x b/y b/z": "", "a/x y": "", "x": "", "x a/y": ""} {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range strings.Fields(names) {
			must.Succeed(t, must.Err(w.Create(name)))
		}
		must.Succeed(t, w.Close())
		r, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		must.Succeed(t, err)
		if _, folder := readZip(r, "bag.zip"); folder != want {
			t.Errorf("%s: folder %q, want %q", names, folder, want)
		}
	}
}
