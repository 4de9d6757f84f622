package archive_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"tassei/generator/archive"
	"tassei/generator/must"
	"tassei/generator/output"
)

// rewrite changes every file of a folder.
func rewrite(t *testing.T, dir string, change func(text string) string) {
	t.Helper()
	for name, text := range snapshot(t, dir) {
		path := filepath.Join(dir, name)
		must.Succeed(t, os.Chmod(path, 0o644))
		must.Succeed(t, os.WriteFile(path, []byte(change(text)), 0o644))
	}
}

func toDOS(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

// variants counts problems by code and variant.
func variants(problems []archive.Problem) map[string]int {
	counts := map[string]int{}
	for _, p := range problems {
		counts[strings.TrimSuffix(p.Code+" "+p.Args["message"], " ")]++
	}
	return counts
}

// A clone in which Git changed the line ends is told as that, once for a seal;
// the chain and the signatures are no further news.
func TestLineEnds(t *testing.T) {
	dir := t.TempDir()
	_, key := newKey(t)
	sealYear(t, dir, 2024)
	must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key})))
	files := pages(2025)
	files["site/index.html"] += "\n\nmore\nlines " + strings.Repeat("long ", 40000) + "\nend"
	files["source/report.pdf"] = "%PDF\x00\nsome\nbytes"
	seal(t, dir, archive.Terms{Year: 2025, Date: "2026-09-30"}, files)
	for _, edition := range []string{"FY2024", "FY2025"} {
		rewrite(t, filepath.Join(dir, edition), func(text string) string {
			if strings.Contains(text, "\x00") {
				return text // Git takes it for no text
			}
			return toDOS(text)
		})
	}
	report := verify(t, dir, archive.Trust{})
	if got := variants(report.Problems); !maps.Equal(got, map[string]int{"K603 line-ends": 2}) {
		t.Fatalf("%v\n%v", got, report.Problems)
	}
	// FY2024: four tag files, and all of the payload but the page without a line end.
	if p := report.Problems[0]; p.Args["n"] != "7" || p.File != "FY2024/bag-info.txt" {
		t.Errorf("%v", p)
	}
	// A change of a letter is not hidden behind it.
	path := filepath.Join(dir, "FY2025/data/site/assets/site.css")
	must.Succeed(t, os.WriteFile(path, []byte("body{margin:1}\r\n"), 0o644))
	if got := variants(verify(t, dir, archive.Trust{}).Problems); !maps.Equal(got, map[string]int{"K603 line-ends": 2, "K603": 1}) {
		t.Errorf("%v", got)
	}
}

// A seal of which a line end was sealed as DOS has it is changed by the other way round.
func TestLineEndsOfDOS(t *testing.T) {
	dir := t.TempDir()
	files := pages(2024)
	files["source/data/city.toml"] = "a = 1\r\nb = 2\r\n"
	files["source/mixed.txt"] = "a\r\nb\n"
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, files)
	rewrite(t, filepath.Join(dir, "FY2024/data/source"), func(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") })
	// What was mixed cannot be told from a change.
	if got := variants(verify(t, dir, archive.Trust{}).Problems); !maps.Equal(got, map[string]int{"K603 line-ends": 1, "K603": 1}) {
		t.Errorf("%v", got)
	}
}

// Names that macOS composed in another way, and files that desktops put into
// folders, are named as that; the files are still read.
func TestNamesOfOtherSystems(t *testing.T) {
	dir := t.TempDir()
	files := pages(2024)
	files["source/表紙とグラフ.pdf"] = "pdf"
	files["source/べつの.pdf"] = "pdf 2"
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, files)
	folder := filepath.Join(dir, "FY2024/data/source")
	for _, name := range []string{"表紙とグラフ.pdf", "べつの.pdf"} {
		must.Succeed(t, os.Rename(filepath.Join(folder, name), filepath.Join(folder, norm.NFD.String(name))))
	}
	if entries, _ := os.ReadDir(folder); slices.ContainsFunc(entries, func(e os.DirEntry) bool { return e.Name() == "べつの.pdf" }) {
		t.Skip("names are composed by the system here")
	}
	report := verify(t, dir, archive.Trust{})
	if got := variants(report.Problems); !maps.Equal(got, map[string]int{"K601 form": 1}) || report.Problems[0].Args["n"] != "2" {
		t.Errorf("%v", report.Problems)
	}
	for _, name := range []string{"data/.DS_Store", "Thumbs.db", "data/site/desktop.ini", "data/site/._index.html", "data/source/~$a.xlsx"} {
		must.Succeed(t, os.WriteFile(filepath.Join(dir, "FY2024", name), nil, 0o644))
	}
	for _, name := range []string{"Thumbs.db", ".DS_Store", "notes.txt"} {
		must.Succeed(t, os.WriteFile(filepath.Join(dir, name), nil, 0o644))
	}
	want := map[string]int{"K601 form": 1, "K602 desktop": 5, "K618 desktop": 1, "K618": 1}
	if got := variants(verify(t, dir, archive.Trust{}).Problems); !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// Of several files that are not where they were each is told in its own way, whichever comes last.
func TestSeveralNotThere(t *testing.T) {
	dir := t.TempDir()
	files := pages(2024)
	files["source/a.txt"], files["source/b.txt"], files["source/c.txt"], files["source/d/a.txt"] = "a", "same", "same", "a"
	files["source/が.txt"] = "ga"
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, files)
	folder := filepath.Join(dir, "FY2024/data/source")
	for from, to := range map[string]string{"a.txt": "d/other.txt", "b.txt": "copy of b.txt", "c.txt": "copy of c.txt", "d/a.txt": "d/renamed.txt", "が.txt": norm.NFD.String("が.txt")} {
		must.Succeed(t, os.Rename(filepath.Join(folder, from), filepath.Join(folder, to)))
	}
	var got []string
	for _, p := range verify(t, dir, archive.Trust{}).Problems {
		got = append(got, strings.TrimSpace(strings.TrimPrefix(p.File, "FY2024/data/source/")+" "+p.Args["message"]+" "+p.Args["now"]))
	}
	want := "a.txt, b.txt name copy of b.txt, c.txt name copy of c.txt, d/a.txt name other.txt, d/renamed.txt, が.txt form"
	must.Be(t, strings.Join(got, ", "), want)
}

// A name that cannot travel to another system is not sealed.
func TestNamesThatCannotTravel(t *testing.T) {
	for name, want := range map[string]output.PathProblem{
		"data/" + norm.NFD.String("が.toml"): output.PathDecomposed, "a:b": output.PathCharacter, "nul.txt": output.PathDevice, "a /b": output.PathCharacter,
		"a.": output.PathCharacter, "../a": output.PathInvalid, strings.Repeat("a", 256): output.PathLong, "data/が.toml": 0, "画像/図 1.png": 0,
	} {
		bag, err := archive.Begin(t.TempDir(), archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"})
		must.Succeed(t, err)
		w, created := bag.Source().Create(name)
		for _, err := range []error{bag.Source().Write("x/"+name, nil), created, archive.CheckName(name)} {
			var path *output.PathError
			if want != 0 && err == nil || want != 0 && !errors.As(err, &path) || want == 0 && err != nil {
				t.Errorf("%q: %v", name, err)
			}
			if path != nil && path.Problem != want {
				t.Errorf("%q: %v", name, path)
			}
		}
		if w != nil {
			_ = w.Close()
		}
		_ = bag.Abort()
	}
}

// What differs from the source of today is told with its cause.
func TestDiffersByHandling(t *testing.T) {
	dir, city := t.TempDir(), t.TempDir()
	files := map[string]string{"data/a.toml": "a = 1\nb = 2\n", "data/b.toml": "x\n", "data/が.toml": "y", "data/gone.toml": "z"}
	sealed := pages(2024)
	delete(sealed, "source/data/city.toml")
	for name, text := range files {
		sealed["source/"+name] = text
	}
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, sealed)
	now := map[string]string{"data/a.toml": toDOS(files["data/a.toml"]), "data/b.toml": "other\r\n", norm.NFD.String("data/が.toml"): "y", "data/new.toml": "", norm.NFD.String("data/ぎ.toml"): "never sealed"}
	for name, text := range now {
		path := filepath.Join(city, name)
		must.Succeed(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must.Succeed(t, os.WriteFile(path, []byte(text), 0o644))
	}
	got, err := archive.Differs(dir, "FY2024", os.DirFS(city), slices.Collect(maps.Keys(now)))
	must.Succeed(t, err)
	want := []archive.Change{
		{"data/a.toml", archive.LineEnds}, {"data/b.toml", archive.Changed}, {"data/gone.toml", archive.Gone},
		{"data/new.toml", archive.New}, {norm.NFD.String("data/が.toml"), archive.Renamed},
		{norm.NFD.String("data/ぎ.toml"), archive.New},
	}
	must.Equal(t, got, want)
}
