package archive_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/archive"
	"tassei/generator/kpi"
	"tassei/generator/must"
)

func dateProblem(err error) archive.DateProblem {
	var date *archive.DateError
	if errors.As(err, &date) {
		return date.Problem
	}
	return 0
}

// A date that cannot be is never sealed.
func TestDatesThatCannotBe(t *testing.T) {
	dir := t.TempDir()
	seal(t, dir, archive.Terms{Year: 2023, Date: "2024-09-30"}, pages(2023))
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, pages(2024))
	for _, c := range []struct {
		name           string
		year           kpi.Year
		date, reason   string
		ends           string
		want           archive.DateProblem
		edition, stand string
	}{
		{"in the future", 2025, "2026-10-02", "", "2026-03-31", archive.InFuture, "", "2026-10-01"},
		{"today", 2025, "2026-10-01", "", "2026-03-31", 0, "", ""},
		{"before the year's end", 2025, "2026-03-30", "", "2026-03-31", archive.YearNotOver, "FY2025", "2026-03-31"},
		{"on the last day", 2025, "2026-03-31", "", "2026-03-31", 0, "", ""},
		{"before its end, but meant so", 2025, "2026-03-30", "", "", 0, "", ""},
		{"before the last seal", 2022, "2025-09-29", "", "2023-03-31", archive.BeforeSeal, "FY2024", "2025-09-30"},
		{"on the day of the last seal", 2022, "2025-09-30", "", "2023-03-31", 0, "", ""},
		{"a correction before what it corrects", 2024, "2025-09-29", "x", "2025-03-31", archive.BeforeCorrected, "FY2024", "2025-09-30"},
		{"a correction on the same day", 2024, "2025-09-30", "x", "2025-03-31", 0, "", ""},
		{"a correction before another seal", 2023, "2025-09-29", "x", "2024-03-31", archive.BeforeSeal, "FY2024", "2025-09-30"},
	} {
		bag, err := archive.Begin(dir, archive.Terms{Year: c.year, Date: c.date, Today: "2026-10-01", Ends: c.ends, Organisation: "x", Reason: c.reason})
		if got := dateProblem(err); got != c.want || c.want == 0 && err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if date := (*archive.DateError)(nil); errors.As(err, &date) && (date.Date != c.date || date.Edition != c.edition || date.Than != c.stand) {
			t.Errorf("%s: %+v", c.name, date)
		}
		if err == nil {
			_ = bag.Abort()
		}
	}
	for date, want := range map[string]archive.DateProblem{"2024-09-29": archive.BeforeWithdrawn, "2026-10-02": archive.InFuture, "2024-09-30": 0, "2026-10-01": 0} {
		_, _, err := archive.Withdraw(dir, archive.Withdrawal{Edition: "FY2023", Reason: "x", Date: date, Today: "2026-10-01", DryRun: true})
		if got := dateProblem(err); got != want || want == 0 && err != nil {
			t.Errorf("withdrawn on %s: %v", date, err)
		}
	}
}

// A seal of an earlier program that is dated in the future does not bind those
// after it, and can be withdrawn.
func TestSealFromTheFuture(t *testing.T) {
	dir := t.TempDir()
	seal(t, dir, archive.Terms{Year: 2023, Date: "2099-01-01"}, pages(2023))
	terms := archive.Terms{Year: 2024, Date: "2025-09-30", Today: "2026-10-01"}
	seal(t, dir, terms, pages(2024))
	if _, _, err := archive.Withdraw(dir, archive.Withdrawal{Edition: "FY2023", Reason: "a wrong date", Date: "2026-01-01", Today: "2026-10-01"}); err != nil {
		t.Error(err)
	}
	terms.Year, terms.Reason = 2023, "a wrong date"
	seal(t, dir, terms, pages(2023))
	wantSound(t, dir)
}

// A correction of nothing is refused; one that another version of the program
// makes of the same source is not nothing.
func TestEmptyCorrection(t *testing.T) {
	dir := sealed(t, 2024)
	try := func(change func(files map[string]string)) error {
		files := pages(2024)
		files["site/index.html"] = "another edition"
		change(files)
		bag, err := archive.Begin(dir, archive.Terms{Year: 2024, Date: "2025-12-01", Organisation: "花野市", Reason: "x"})
		must.Succeed(t, err)
		defer bag.Abort()
		fill(t, bag, files)
		_, err = bag.Preview()
		return err
	}
	var edition *archive.EditionError
	if err := try(func(map[string]string) {}); !errors.As(err, &edition) || edition.Problem != archive.NothingCorrected || edition.Edition != "FY2024" {
		t.Errorf("got %v", err)
	}
	for name, change := range map[string]func(map[string]string){
		"a file that changed": func(f map[string]string) { f["source/data/city.toml"] = "name = \"x\"\n" },
		"a file more":         func(f map[string]string) { f["source/data/more.toml"] = "" },
		"a file less":         func(f map[string]string) { delete(f, "source/data/city.toml") },
		"another version":     func(f map[string]string) { f["tool/version.txt"] = "tassei 2\n" },
	} {
		if err := try(change); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}

// A dry run says what would be, to the digest, and changes nothing.
func TestDryRun(t *testing.T) {
	dir := sealed(t, 2023)
	before := snapshot(t, dir)
	_, key := newKey(t)
	terms := archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"}
	bag, err := archive.Begin(dir, terms)
	must.Succeed(t, err)
	fill(t, bag, pages(2024))
	promised, err := bag.Preview()
	must.Succeed(t, err)
	if _, _, err := archive.Withdraw(dir, archive.Withdrawal{Edition: "FY2023", Reason: "x", Date: "2025-09-30", DryRun: true}); err != nil {
		t.Error(err)
	}
	if signed, err := archive.Sign(dir, archive.Signing{Edition: "FY2023", Key: key, DryRun: true}); err != nil || !signed.NewKey || signed.File != "FY2023.minisig" {
		t.Errorf("%+v %v", signed, err)
	}
	if !equalFiles(before, snapshot(t, dir)) {
		t.Error("something was written")
	}
	if made := seal(t, dir, terms, pages(2024)); made.Digest != promised.Digest || made.Files != promised.Files {
		t.Errorf("made %+v, promised %+v", made, promised)
	}
	for _, w := range []archive.Withdrawal{{Edition: "FY2022", Reason: "x", Date: "2026-01-01", DryRun: true}, {Edition: "FY2024", Date: "2026-01-01", DryRun: true}} {
		if _, _, err := archive.Withdraw(dir, w); err == nil {
			t.Errorf("%+v would be withdrawn", w)
		}
	}
}

// Reasons stand in the seal in each of their languages.
func TestReasonsInLanguages(t *testing.T) {
	dir := sealed(t, 2024)
	files := pages(2024)
	files["source/data/city.toml"] += "# more\n"
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-12-01", Reason: "表3の誤り", ReasonIn: archive.Words{"en": "a wrong\nfigure", "zh-Hant": "數字有誤", "fr": " "}}, files)
	withdraw(t, dir, archive.Withdrawal{Edition: "FY2024", Reason: "裁判所の決定", ReasonIn: archive.Words{"en": "a court's order"}, Date: "2026-01-01"})
	report := wantSound(t, dir)
	gone, made := report.Seals[0], report.Seals[1]
	if len(made.ReasonIn) != 2 || made.ReasonIn["en"] != "a wrong figure" || made.ReasonIn["zh-Hant"] != "數字有誤" || made.Reason != "表3の誤り" {
		t.Errorf("%+v", made)
	}
	if len(gone.WithdrawnIn) != 1 || gone.WithdrawnIn["en"] != "a court's order" || gone.Withdrawn != "裁判所の決定" {
		t.Errorf("%+v", gone)
	}
	for _, words := range []archive.Words{{"": "x"}, {"e": "x"}, {"EN": "x"}, {"en-": "x"}, {"en: x\nFormat": "1"}, {"en": "a\x00b"}} {
		_, err := archive.Begin(dir, archive.Terms{Year: 2024, Date: "2026-02-01", Organisation: "x", Reason: "x", ReasonIn: words})
		if field := (*archive.FieldError)(nil); !errors.As(err, &field) || field.Field != "reason" {
			t.Errorf("%q: %v", words, err)
		}
	}
	if _, err := archive.Begin(dir, archive.Terms{Year: 2024, Date: "2026-02-01", Organisation: "x", ReasonIn: archive.Words{"en": "x"}}); err == nil {
		t.Error("a reason without one in the first language")
	}
}

// An edition whose correction was withdrawn stands again.
func TestStandsAgain(t *testing.T) {
	dir := sealed(t, 2024)
	takeBack := func(edition string) {
		t.Helper()
		withdraw(t, dir, archive.Withdrawal{Edition: edition, Reason: "x", Date: "2027-01-01"})
	}
	state := func() string {
		t.Helper()
		var b strings.Builder
		for _, s := range wantSound(t, dir).Seals {
			b.WriteString(s.Edition + "<" + s.ReplacedBy + "|" + s.Restored + "|" + s.Replaces + "; ")
		}
		return b.String()
	}
	want := func(want string) {
		t.Helper()
		must.Be(t, state(), want)
	}
	correct(t, dir, 2024, "a")
	want("FY2024<FY2024-2||; FY2024-2<||FY2024; ")
	takeBack("FY2024-2")
	want("FY2024<|FY2024-2|; FY2024-2<||FY2024; ")
	correct(t, dir, 2024, "b") // corrects what stands, not what was withdrawn
	want("FY2024<FY2024-3||; FY2024-2<FY2024-3||FY2024; FY2024-3<||FY2024; ")
	correct(t, dir, 2024, "c")
	takeBack("FY2024-3")
	want("FY2024<FY2024-4||; FY2024-2<FY2024-4||FY2024; FY2024-3<FY2024-4||FY2024; FY2024-4<||FY2024-3; ")
	takeBack("FY2024-4")
	want("FY2024<|FY2024-4|; FY2024-2<||FY2024; FY2024-3<||FY2024; FY2024-4<||FY2024-3; ")
	takeBack("FY2024")
	want("FY2024<||; FY2024-2<||FY2024; FY2024-3<||FY2024; FY2024-4<||FY2024-3; ")
}

// A later seal knows which editions were signed.
func TestRemovedSignature(t *testing.T) {
	dir := t.TempDir()
	_, key := newKey(t)
	for _, year := range []kpi.Year{2022, 2023} {
		sealYear(t, dir, year)
		must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: year.String(), Key: key})))
	}
	sealYear(t, dir, 2024)
	seals := wantSound(t, dir).Seals
	if got := seals[2].SignedEarlier; got != "FY2022 FY2023" || seals[0].SignedEarlier != "" || seals[1].SignedEarlier != "FY2022" {
		t.Errorf("%q", got)
	}
	must.Succeed(t, os.Remove(filepath.Join(dir, "FY2022.minisig")))
	report := verify(t, dir, archive.Trust{})
	if len(report.Problems) != 1 || report.Problems[0].Code != "K626" || report.Problems[0].File != "FY2022.minisig" || report.Problems[0].Args["by"] != "FY2023, FY2024" {
		t.Errorf("%v", report.Problems)
	}
	if _, err := archive.List(dir); err == nil {
		t.Error("the shelf does not notice")
	}
	// One that was never known to be signed needs no signature.
	must.Succeed(t, os.WriteFile(filepath.Join(dir, "FY2022.minisig"), nil, 0o644))
	if report := verify(t, dir, archive.Trust{}); report.Sound() {
		t.Error("an empty signature")
	}
}

// A digest of an edition that is not there proves nothing of the others.
func TestDigestOfNoEdition(t *testing.T) {
	dir := t.TempDir()
	made := sealYear(t, dir, 2024)
	sealYear(t, dir, 2025)
	for _, digests := range []map[string]string{{"FY2030": made.Digest}, {"FY2030": ""}, {"": made.Digest}, {"": ""}, {"FY2024-2": made.Digest}} {
		report := verify(t, dir, archive.Trust{Digests: digests})
		if len(report.Problems) != 1 || report.Problems[0].Code != "K623" || report.Problems[0].Args["message"] != "missing" {
			t.Errorf("%v: %v", digests, report.Problems)
		}
	}
	if report := verify(t, dir, archive.Trust{Digests: map[string]string{"FY2024": made.Digest}}); !report.Sound() {
		t.Errorf("%v", report.Problems)
	}
	if report := verify(t, filepath.Join(dir, "FY2024"), archive.Trust{Digests: map[string]string{"": made.Digest, "FY2025": made.Digest}}); len(report.Problems) != 1 {
		t.Errorf("%v", report.Problems)
	}
}
