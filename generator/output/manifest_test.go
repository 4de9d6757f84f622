package output

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tassei/generator/law"
	"tassei/generator/must"
)

func TestManifestText(t *testing.T) {
	fsys := fstest.MapFS{
		"a/b":      {Data: []byte("abc")},
		"a.b":      {},
		MarkerName: {Data: []byte("not listed")},
	}
	manifest, err := Hash(fsys)
	must.Succeed(t, err)
	want := "tassei tree, format 1\n" +
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  0  a.b\n" +
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  3  a/b\n"
	must.Be(t, string(manifest.Text()), want)
	parsed, err := ParseManifest(want)
	if err != nil || !slices.Equal(parsed, manifest) || parsed.Bytes() != 3 {
		t.Errorf("%v %v", parsed, err)
	}
}

func TestParseManifestRefuses(t *testing.T) {
	const sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	const head = markerLine + "\n"
	for text, want := range map[string]error{
		"":                                         ErrNotManifest,
		"something else\n":                         ErrNotManifest,
		"tassei tree, format 2\n":                  ErrNewerFormat,
		"tassei tree, format 01\n":                 ErrNotManifest,
		"tassei tree, format -1\n":                 ErrNotManifest,
		head + "\n":                                nil,
		head + sum + "\n":                          nil,
		head + sum + "  0  a":                      nil, // cut off
		head + sum + "  a\n":                       nil,
		head + sum + "  00  a\n":                   nil,
		head + sum + "  -1  a\n":                   nil,
		head + sum + "  0  ../a\n":                 nil,
		head + sum + "  0  .tassei\n":              nil,
		head + sum + " 0 a\n":                      nil,
		head + "E3" + sum[2:] + "  0  a\n":         nil,
		head + "AA" + sum[2:] + "  0  a\n":         nil,
		head + "FF" + sum[2:] + "  0  a\n":         nil,
		head + "zz" + sum[2:] + "  0  a\n":         nil,
		head + sum + "  0  a\n" + sum + "  0  a\n": nil,
		head + sum + "  0  b\n" + sum + "  0  a\n": nil,
	} {
		if _, err := ParseManifest(text); err == nil || want != nil && !errors.Is(err, want) {
			t.Errorf("%q: got %v", text, err)
		}
	}
	if _, err := ParseManifest(head + sum + "  0  a\n" + sum + "  0  b\n" + sum + "\n"); err == nil || !strings.Contains(err.Error(), "line 4") {
		t.Errorf("got %v", err)
	}
}

// A text that is read is written back the same.
func FuzzParseManifest(t *testing.F) {
	f := law.Of(t, 1)
	f.Add(markerLine + "\n")
	f.Add(string(Manifest{{Path: "a", Size: 12}, {Path: "資料/b c", Sum: sha256.Sum256(nil)}}.Text()))
	f.Fuzz(func(t *testing.T, text string) {
		manifest, err := ParseManifest(text)
		if err != nil {
			return
		}
		if text == markerLine { // the one text that needs no end
			text += "\n"
		}
		must.Be(t, string(manifest.Text()), text, "became")
	})
}

func TestCompare(t *testing.T) {
	one, two := sha256.Sum256([]byte("1")), sha256.Sum256([]byte("2"))
	old := Manifest{{"a", 1, one}, {"b", 1, one}, {"c", 1, one}, {"e", 1, one}}
	new := Manifest{{"b", 1, two}, {"c", 1, one}, {"d", 1, one}, {"e", 2, one}, {"f", 1, one}}
	d := Compare(old, new)
	paths := func(files []File) (list []string) {
		for _, file := range files {
			list = append(list, file.Path)
		}
		return list
	}
	must.Equal(t, paths(d.Added), []string{"d", "f"}, "added")
	if got := paths(d.Changed); !slices.Equal(got, []string{"b", "e"}) || d.Changed[0].Sum != two {
		t.Errorf("changed %v", got)
	}
	must.Equal(t, paths(d.Removed), []string{"a"}, "removed")
	if d := Compare(old, old[:1]); !slices.Equal(paths(d.Removed), []string{"b", "c", "e"}) || d.Same != 1 {
		t.Errorf("nothing is left behind the first: %+v", d)
	}
	for _, one := range []Difference{{Added: new[:1], Changed: new[1:2]}, {Changed: new[:1], Removed: old[:1]}, {Added: new[:1], Removed: old[:1]}} {
		must.Be(t, one.Empty(), false, one)
	}
	if d.Same != 1 || d.Empty() || !Compare(old, old).Empty() {
		t.Errorf("%+v", d)
	}
}

func TestVerify(t *testing.T) {
	fsys := fstest.MapFS{"a": {Data: []byte("a")}, "b": {Data: []byte("b")}}
	manifest, err := Hash(fsys)
	must.Succeed(t, err)
	fsys[MarkerName] = &fstest.MapFile{Data: manifest.Text()}
	if _, d, err := Verify(fsys); err != nil || !d.Empty() {
		t.Fatalf("%+v %v", d, err)
	}
	delete(fsys, "a")
	fsys["b"] = &fstest.MapFile{Data: []byte("c")}
	fsys["c"] = &fstest.MapFile{}
	if _, d, err := Verify(fsys); err != nil || len(d.Removed) != 1 || len(d.Changed) != 1 || len(d.Added) != 1 {
		t.Fatalf("%+v %v", d, err)
	}
}

func TestHashRefusesLinks(t *testing.T) {
	files := fstest.MapFS{"link": {Data: []byte("x"), Mode: fs.ModeSymlink}}
	if _, err := Hash(files); !isRefused(err, NotRegular) {
		t.Errorf("got %v", err)
	}
}
