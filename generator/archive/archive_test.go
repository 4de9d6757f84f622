package archive_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"aead.dev/minisign"

	"tassei/generator/archive"
	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/output"
)

// page is what a small site has in a year.
func pages(year int) map[string]string {
	return map[string]string{
		"site/index.html":       fmt.Sprintf("<!doctype html><title>%d</title>", year),
		"site/assets/site.css":  "body{margin:0}\n",
		"source/data/city.toml": "name = \"花野市\"\n",
		"tool/version.txt":      "tassei 1\n",
	}
}

// seal seals files, given by part and path.
func seal(t testing.TB, dir string, terms archive.Terms, files map[string]string) archive.Seal {
	t.Helper()
	terms.Organisation = "花野市"
	bag, err := archive.Begin(dir, terms)
	must.Succeed(t, err)
	defer bag.Abort()
	fill(t, bag, files)
	made, err := bag.Commit()
	must.Succeed(t, err)
	return made
}

func fill(t testing.TB, bag *archive.Bag, files map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		part, path, _ := strings.Cut(name, "/")
		folder := map[string]archive.Folder{"site": bag.Site(), "source": bag.Source(), "tool": bag.Tool()}[part]
		must.Succeed(t, folder.Write(path, []byte(files[name])))
	}
}

func sealYear(t testing.TB, dir string, year kpi.Year) archive.Seal {
	t.Helper()
	return seal(t, dir, archive.Terms{Year: year, Date: dateAfter(t, dir, fmt.Sprintf("%d-09-30", year+1))}, pages(int(year)))
}

// sealed is an archive of years, each sealed on its day.
func sealed(t testing.TB, years ...kpi.Year) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, year := range years {
		sealYear(t, dir, year)
	}
	return dir
}

func withdraw(t testing.TB, dir string, w archive.Withdrawal) {
	t.Helper()
	_, _, err := archive.Withdraw(dir, w)
	must.Succeed(t, err)
}

// dateAfter is a date, or that of the last seal where it is later.
func dateAfter(t testing.TB, dir, date string) string {
	t.Helper()
	seals, err := archive.List(dir)
	must.Succeed(t, err)
	for _, s := range seals {
		date = max(date, s.Date)
	}
	return date
}

func correct(t testing.TB, dir string, year kpi.Year, reason string) archive.Seal {
	t.Helper()
	files := pages(int(year))
	files["site/index.html"] += reason
	seals, err := archive.List(dir)
	must.Succeed(t, err)
	files["source/data/city.toml"] += fmt.Sprintf("# %s, after %d seals\n", reason, len(seals))
	return seal(t, dir, archive.Terms{Year: year, Date: dateAfter(t, dir, fmt.Sprintf("%d-12-01", year+1)), Reason: reason}, files)
}

func verify(t testing.TB, place string, trust archive.Trust) archive.Report {
	t.Helper()
	report, err := archive.Verify(place, trust)
	must.Succeed(t, err)
	return report
}

func wantSound(t testing.TB, place string) archive.Report {
	t.Helper()
	report := verify(t, place, archive.Trust{})
	for _, p := range report.Problems {
		t.Errorf("%s: %v", place, p)
	}
	return report
}

// wantProblem asks for a problem with a code at a file.
func wantProblem(t testing.TB, report archive.Report, code, file string) {
	t.Helper()
	for _, p := range report.Problems {
		if p.Code == code && p.File == file {
			return
		}
	}
	t.Errorf("want %s at %s, got %v", code, file, report.Problems)
}

// snapshot reads every file of a folder.
func snapshot(t testing.TB, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(text)
		return err
	})
	must.Succeed(t, err)
	return files
}

// overwrite does what the program never does.
func overwrite(t testing.TB, file, text string) {
	t.Helper()
	_ = os.Chmod(file, 0o644)
	must.Succeed(t, os.WriteFile(file, []byte(text), 0o644))
}

func newKey(t testing.TB) (public, private []byte) {
	t.Helper()
	pub, priv, err := minisign.GenerateKey(nil)
	must.Succeed(t, err)
	public, err = pub.MarshalText()
	must.Succeed(t, err)
	private, err = priv.MarshalText()
	must.Succeed(t, err)
	return public, private
}

func TestSealIsBagIt(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	made := seal(t, dir, archive.Terms{
		Year: 2024, Date: "2025-09-30", Identifier: "999999-kpi-FY2024", Title: "デジタル戦略\n評価シート",
	}, map[string]string{"site/index.html": "hello\n", "source/data/a.toml": "x = 1\n", "tool/version.txt": ""})
	got := snapshot(t, filepath.Join(dir, "FY2024"))
	must.Be(t, got["bagit.txt"], "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bagit.txt")
	want := "Source-Organization: 花野市\nExternal-Identifier: 999999-kpi-FY2024\nExternal-Description: デジタル戦略 評価シート\n" +
		"Bagging-Date: 2025-09-30\nPayload-Oxum: 12.3\nFormat: 1\nEdition: FY2024\n"
	must.Be(t, got["bag-info.txt"], want, "bag-info.txt")
	// sha512sum of "hello\n", so that the digests are not only compared with themselves.
	const hello = "e7c22b994c59d9cf2b48e549b1e24666636045930d3da7c1acb299d1c3b7f931f94aae41edda2c2b207a36e10f8bcb8d45223e54878f5b316e7ce3b6bc019629"
	if !strings.HasPrefix(got["manifest-sha512.txt"], hello+"  data/site/index.html\n") {
		t.Errorf("manifest:\n%s", got["manifest-sha512.txt"])
	}
	if names := slices.Sorted(maps.Keys(got)); len(names) != 7 {
		t.Errorf("files: %q", names)
	}
	if made.Edition != "FY2024" || made.Files != 3 || made.Bytes != 12 || len(made.Digest) != 128 {
		t.Errorf("seal: %+v", made)
	}
	info, err := os.Stat(filepath.Join(dir, "FY2024/data/site/index.html"))
	if err != nil || info.Mode().Perm()&0o222 != 0 {
		t.Errorf("a sealed file can be written: %v, %v", info.Mode(), err)
	}
	info, err = os.Stat(filepath.Join(dir, "FY2024/data/site"))
	if err != nil || info.Mode().Perm()&0o200 == 0 {
		t.Errorf("a sealed folder cannot be written: %v, %v", info.Mode(), err)
	}
	wantSound(t, dir)
}

func TestSameTermsSameBytes(t *testing.T) {
	a, b := t.TempDir(), filepath.Join(t.TempDir(), "保存 版")
	for _, dir := range []string{a, b} {
		sealYear(t, dir, 2023)
		sealYear(t, dir, 2024)
		correct(t, dir, 2024, "数値の誤り")
	}
	if !maps.Equal(snapshot(t, a), snapshot(t, b)) {
		t.Error("two archives of the same years differ")
	}
}

func TestLaterSealsLeaveEarlierOnesAlone(t *testing.T) {
	dir := sealed(t, 2023)
	before := snapshot(t, filepath.Join(dir, "FY2023"))
	sealYear(t, dir, 2024)
	correct(t, dir, 2023, "first")
	withdraw(t, dir, archive.Withdrawal{Edition: "FY2024", Reason: "a court's order", Date: "2026-01-05"})
	if !maps.Equal(before, snapshot(t, filepath.Join(dir, "FY2023"))) {
		t.Error("the first seal changed")
	}
	wantSound(t, dir)
}

func TestBeginRefuses(t *testing.T) {
	dir := sealed(t, 2023, 2024)
	withdraw(t, dir, archive.Withdrawal{Edition: "FY2024", Reason: "a court's order", Date: "2026-01-05"})
	before := snapshot(t, dir)
	good := archive.Terms{Year: 2025, Date: "2026-09-30", Organisation: "花野市"}
	for _, test := range []struct {
		name    string
		change  func(*archive.Terms)
		edition archive.EditionProblem
		field   string
		problem archive.FieldProblem
	}{
		{"sealed", func(t *archive.Terms) { t.Year = 2023 }, archive.AlreadySealed, "", 0},
		{"withdrawn", func(t *archive.Terms) { t.Year = 2024 }, archive.WasWithdrawn, "", 0},
		{"nothing to correct", func(t *archive.Terms) { t.Reason = "x" }, archive.NothingToCorrect, "", 0},
		{"no date", func(t *archive.Terms) { t.Date = "" }, 0, "date", archive.Missing},
		{"no such date", func(t *archive.Terms) { t.Date = "2026-02-30" }, 0, "date", archive.Malformed},
		{"no organisation", func(t *archive.Terms) { t.Organisation = " " }, 0, "organisation", archive.Missing},
		{"control character", func(t *archive.Terms) { t.Title = "a\x1bb" }, 0, "title", archive.Malformed},
		{"bad UTF-8", func(t *archive.Terms) { t.Title = "a\xff" }, 0, "title", archive.Malformed},
		{"blank reason", func(t *archive.Terms) { t.Reason = "\n" }, 0, "reason", archive.Missing},
		{"no year", func(t *archive.Terms) { t.Year = 0 }, 0, "year", archive.Malformed},
	} {
		terms := good
		test.change(&terms)
		_, err := archive.Begin(dir, terms)
		edition, field := (*archive.EditionError)(nil), (*archive.FieldError)(nil)
		switch {
		case errors.As(err, &edition) && edition.Problem == test.edition:
		case errors.As(err, &field) && field.Field == test.field && field.Problem == test.problem:
		default:
			t.Errorf("%s: %v", test.name, err)
		}
	}
	if !maps.Equal(before, snapshot(t, dir)) {
		t.Error("a refusal left something behind")
	}
}

func TestBeginRefusesDamage(t *testing.T) {
	dir := sealed(t, 2023)
	overwrite(t, filepath.Join(dir, "FY2023/bag-info.txt"), "Format: 1\n")
	_, err := archive.Begin(dir, archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"})
	if damaged := (*archive.DamagedError)(nil); !errors.As(err, &damaged) {
		t.Errorf("got %v", err)
	}
}

func TestEmptyAndAborted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	terms := archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"}
	bag, err := archive.Begin(dir, terms)
	must.Succeed(t, err)
	must.Succeed(t, bag.Source().Write("data/a.toml", nil))
	if _, err := bag.Commit(); !errors.Is(err, archive.ErrEmpty) {
		t.Errorf("a seal without a site: %v", err)
	}
	bag, err = archive.Begin(dir, terms)
	must.Succeed(t, err)
	must.Succeed(t, bag.Site().Write("index.html", nil))
	must.Succeed(t, bag.Abort())
	if seals, err := archive.List(dir); err != nil || len(seals) != 0 {
		t.Errorf("an aborted seal is listed: %v, %v", seals, err)
	}
}

func TestTwoSealsAtOnce(t *testing.T) {
	dir := t.TempDir()
	bag, err := archive.Begin(dir, archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"})
	must.Succeed(t, err)
	must.Succeed(t, bag.Site().Write("index.html", nil))
	_, err = archive.Begin(dir, archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"})
	if locked := (*output.LockedError)(nil); !errors.As(err, &locked) {
		t.Errorf("the same edition twice: %v", err)
	}
	sealYear(t, dir, 2023)
	if _, err := bag.Commit(); !errors.Is(err, archive.ErrMoved) {
		t.Errorf("two seals after the same one: %v", err)
	}
	wantSound(t, dir)
}

func TestWriteAndCreate(t *testing.T) {
	dir := t.TempDir()
	bag, err := archive.Begin(dir, archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"})
	must.Succeed(t, err)
	defer bag.Abort()
	for path, text := range map[string]string{"index.html": "a", "en/index.html": "b"} {
		must.Succeed(t, bag.Site().Write(path, []byte(text)))
	}
	w, err := bag.Source().Create("data/big.txt")
	must.Succeed(t, err)
	fmt.Fprint(w, "one ")
	fmt.Fprint(w, "two")
	must.Succeed(t, w.Close())
	must.Succeed(t, must.Err(bag.Commit()))
	got := snapshot(t, filepath.Join(dir, "FY2024/data"))
	if want := map[string]string{"site/index.html": "a", "site/en/index.html": "b", "source/data/big.txt": "one two"}; !maps.Equal(got, want) {
		t.Errorf("payload: %q", got)
	}
	wantSound(t, dir)
}

func TestDiffers(t *testing.T) {
	dir, source := t.TempDir(), t.TempDir()
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, map[string]string{
		"site/index.html": "x", "source/data/a.toml": "a", "source/data/b.toml": "b", "source/data/c.toml": "c",
	})
	must.Succeed(t, os.Mkdir(filepath.Join(source, "data"), 0o755))
	for name, text := range map[string]string{"a": "a", "b": "B", "d": "d", "e": "not read"} {
		overwrite(t, filepath.Join(source, "data", name+".toml"), text)
	}
	got, err := archive.Differs(dir, "FY2024", os.DirFS(source), []string{"data/a.toml", "data/b.toml", "data/d.toml"})
	want := []archive.Change{{Path: "data/b.toml", Kind: archive.Changed}, {Path: "data/c.toml", Kind: archive.Gone}, {Path: "data/d.toml", Kind: archive.New}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	_, err = archive.Differs(dir, "FY2023", os.DirFS(source), nil)
	if edition := (*archive.EditionError)(nil); !errors.As(err, &edition) || edition.Problem != archive.NotSealed {
		t.Errorf("an edition that is not sealed: %v", err)
	}
}

func TestParseEdition(t *testing.T) {
	for edition, want := range map[string]int{"FY2024": 1, "FY2024-2": 2, "FY2024-13": 13, "FY2024-9999": 9999} {
		if year, number, ok := archive.ParseEdition(edition); !ok || year != 2024 || number != want {
			t.Errorf("%s: %v, %v, %v", edition, year, number, ok)
		}
	}
	for _, edition := range []string{"", "FY", "FY24", "fy2024", "FY2024-", "FY2024-0", "FY2024-1", "FY2024-02", "FY2024-+2", "FY2024-2-2", "FY+024", "FY2024/..", "FY2024-10000", "FY2024-99999"} {
		if _, _, ok := archive.ParseEdition(edition); ok {
			t.Errorf("%q is taken for an edition", edition)
		}
	}
}
