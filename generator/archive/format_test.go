package archive_test

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"tassei/generator/archive"
	"tassei/generator/kpi"
	"tassei/generator/must"
)

// testdata/format-1 is an archive as the first version sealed, signed, withdrew
// and published it. It is never made again: every later version must read it.
const format1 = "testdata/format-1"

// oldYear is one of its seals, from first to last.
type oldYear struct {
	terms archive.Terms
	files map[string]string
}

func format1Years() []oldYear {
	year := func(year int, date, reason string) oldYear {
		terms := archive.Terms{Year: kpi.Year(year), Date: date, Identifier: "999999-kpi", Title: "花野市デジタル戦略 評価シート", Reason: reason}
		files := pages(year)
		files["site/en/index.html"] = "<!doctype html>\n" + reason
		return oldYear{terms, files}
	}
	return []oldYear{
		year(2023, "2024-09-30", ""),
		year(2024, "2025-09-30", ""),
		year(2024, "2025-12-01", "指標4の実績値の誤り"),
	}
}

func (y oldYear) seal(t *testing.T, dir string) { seal(t, dir, y.terms, y.files) }

func TestFormat1IsRead(t *testing.T) {
	report := wantSound(t, format1)
	if got := editions(report.Seals); !slices.Equal(got, []string{"FY2023", "FY2024", "FY2024-2"}) {
		t.Fatalf("editions: %q", got)
	}
	for i, want := range []string{
		"7c701189bbb85339d7bbee037198d22e5d4cd6bedbf14df18542a0aab0a17f7af27ba67c00676256ad47cded4ce4be772a3d4d0bae3046a28067742b02bc5e6a",
		"8819dd70f402adea910a9fcf1a076d933e934c41e4ffaba2dda36c334ddc5e1a6aa4a39a5f6d3c57783b4077391f92c22fccb01335bed536fcd9a3055bd8daae",
		"65ed5a0e222360643b868c4ebff825ad4ab6a5ddd43394e25e57f389a7f6692095cf073a1059425ec5abafcc70f65274c14512ded33f58efde24ce57f3f4d296",
	} {
		must.Be(t, report.Seals[i].Digest, want, report.Seals[i].Edition, "digest")
	}
	if s := report.Seals[1]; s.Withdrawn != "裁判所の決定による" || s.WithdrawnOn != "2026-02-01" || s.ReplacedBy != "FY2024-2" {
		t.Errorf("withdrawn: %+v", s)
	}
	if s := report.Seals[2]; s.Signed != archive.Valid || s.Reason != "指標4の実績値の誤り" || s.Date != "2025-12-01" || s.Organisation != "花野市" {
		t.Errorf("correction: %+v", s)
	}
	for _, place := range []string{"FY2023", "FY2023.zip", "FY2024-2"} {
		wantSound(t, filepath.Join(format1, place))
	}
}

// TestFormat1IsWritten seals the same again. If this fails because the format
// has changed, give it a new number and keep what reads this one.
func TestFormat1IsWritten(t *testing.T) {
	dir := t.TempDir()
	years := format1Years()
	years[0].seal(t, dir)
	years[1].seal(t, dir)
	// Before the correction: it is made of the same source, which is no longer
	// sealed where what it corrects is there to compare.
	withdraw(t, dir, archive.Withdrawal{Edition: "FY2024", Reason: "裁判所の決定による", Date: "2026-02-01"})
	years[2].seal(t, dir)
	got, want := snapshot(t, dir), snapshot(t, format1)
	for _, beside := range []string{"FY2023.zip", "FY2024-2.minisig", "minisign.pub"} {
		delete(want, beside)
	}
	if !maps.Equal(got, want) {
		t.Errorf("sealed today: %d files, then: %d; or their bytes differ", len(got), len(want))
	}
	public := filepath.Join(t.TempDir(), "public")
	publish(t, dir, public)
	now := must.Read(t, filepath.Join(public, "archive/FY2023.zip"))
	then := must.Read(t, filepath.Join(format1, "FY2023.zip"))
	must.Be(t, string(now), string(then), "the zip has other bytes than then")
}
