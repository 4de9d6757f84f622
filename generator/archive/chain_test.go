package archive_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"tassei/generator/archive"
	"tassei/generator/kpi"
	"tassei/generator/must"
)

func editions(seals []archive.Seal) []string {
	var names []string
	for _, s := range seals {
		names = append(names, s.Edition)
	}
	return names
}

// town is an archive of three years with a correction and a withdrawal.
func town(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	sealYear(t, dir, 2024) // sealed first, the earlier year afterwards
	sealYear(t, dir, 2023)
	correct(t, dir, 2024, "指標4の実績値の誤り")
	sealYear(t, dir, 2025)
	withdraw(t, dir, archive.Withdrawal{Edition: "FY2023", Reason: "裁判所の決定", Date: "2026-12-24"})
	return dir
}

func TestChain(t *testing.T) {
	dir := town(t)
	seals, err := archive.List(dir)
	must.Succeed(t, err)
	must.Equal(t, editions(seals), []string{"FY2024", "FY2023", "FY2024-2", "FY2025"}, "order")
	for i, s := range seals {
		if i > 0 && (s.Previous != seals[i-1].Edition || s.PreviousDigest != seals[i-1].Digest) {
			t.Errorf("%s follows %s %s", s.Edition, s.Previous, s.PreviousDigest)
		}
	}
	if s := seals[2]; s.Replaces != "FY2024" || s.Reason != "指標4の実績値の誤り" || seals[0].ReplacedBy != "FY2024-2" {
		t.Errorf("correction: %+v", s)
	}
	if s := seals[1]; s.Withdrawn != "裁判所の決定" || s.WithdrawnOn != "2026-12-24" || s.Files != 4 || s.Front() != "" {
		t.Errorf("withdrawn: %+v", s)
	}
	if s, ok := archive.Newest(seals, 2024); !ok || s.Edition != "FY2024-2" || s.Front() != "FY2024-2/data/site/index.html" {
		t.Errorf("newest: %+v", s)
	}
	if _, ok := archive.Newest(seals, 2023); ok {
		t.Error("a withdrawn edition is the newest")
	}
	report := wantSound(t, dir)
	if !reflect.DeepEqual(report.Seals, seals) || report.Kind != archive.WholeArchive || report.Files != 12 {
		t.Errorf("report: %+v", report)
	}
}

func TestLostAndSwapped(t *testing.T) {
	for lost, by := range map[string]string{"FY2024": "FY2024", "FY2023.withdrawn.txt": "FY2023", "FY2024-2": "FY2024-2"} {
		dir := town(t)
		must.Succeed(t, os.RemoveAll(filepath.Join(dir, lost)))
		wantProblem(t, verify(t, dir, archive.Trust{}), "K611", by)
		if _, err := archive.List(dir); err == nil {
			t.Errorf("%s is lost and List says nothing", lost)
		}
	}
	dir := town(t)
	for _, move := range [][2]string{{"FY2024", ".x"}, {"FY2025", "FY2024"}, {".x", "FY2025"}} {
		must.Succeed(t, os.Rename(filepath.Join(dir, move[0]), filepath.Join(dir, move[1])))
	}
	report := verify(t, dir, archive.Trust{})
	wantProblem(t, report, "K610", "FY2024/bag-info.txt")
	wantProblem(t, report, "K610", "FY2025/bag-info.txt")
	wantProblem(t, verify(t, filepath.Join(dir, "FY2024"), archive.Trust{}), "K610", "bag-info.txt")
}

// TestFork joins two archives that went different ways after the same seal.
func TestFork(t *testing.T) {
	a, b := t.TempDir(), t.TempDir()
	for _, dir := range []string{a, b} {
		sealYear(t, dir, 2023)
	}
	sealYear(t, a, 2024)
	sealYear(t, b, 2025)
	must.Succeed(t, os.Rename(filepath.Join(b, "FY2025"), filepath.Join(a, "FY2025")))
	wantProblem(t, verify(t, a, archive.Trust{}), "K613", "FY2025/bag-info.txt")
	_, err := archive.Begin(a, archive.Terms{Year: 2026, Date: "2027-09-30", Organisation: "花野市"})
	if damaged := (*archive.DamagedError)(nil); !errors.As(err, &damaged) {
		t.Errorf("sealing after a fork: %v", err)
	}
	must.Succeed(t, os.Rename(filepath.Join(b, "FY2023"), filepath.Join(b, "gone")))
	must.Succeed(t, os.RemoveAll(filepath.Join(b, "gone")))
	sealYear(t, b, 2022)
	must.Succeed(t, os.Rename(filepath.Join(b, "FY2022"), filepath.Join(a, "FY2022")))
	wantProblem(t, verify(t, a, archive.Trust{}), "K614", "FY2023/bag-info.txt")
}

func TestWithdraw(t *testing.T) {
	dir := town(t)
	problem := func(edition, reason, date string) any {
		_, _, err := archive.Withdraw(dir, archive.Withdrawal{Edition: edition, Reason: reason, Date: date})
		if e := (*archive.EditionError)(nil); errors.As(err, &e) {
			return e.Problem
		}
		if e := (*archive.FieldError)(nil); errors.As(err, &e) {
			return e.Field
		}
		return err
	}
	for _, test := range []struct {
		edition, reason, date string
		want                  any
	}{
		{"FY2023", "x", "2027-01-01", archive.WasWithdrawn},
		{"FY2022", "x", "2027-01-01", archive.NotSealed},
		{"..", "x", "2027-01-01", archive.BadEdition},
		{"FY2024", " ", "2027-01-01", "reason"},
		{"FY2024", "x", "", "date"},
		{"FY2024", "x", "1 Jan", "date"},
	} {
		must.Be(t, problem(test.edition, test.reason, test.date), test.want, test)
	}
	// The newest seal, and its correction under a further number.
	withdraw(t, dir, archive.Withdrawal{Edition: "FY2025", Reason: "x", Date: "2027-01-01"})
	if made := correct(t, dir, 2025, "names removed"); made.Edition != "FY2025-2" || made.Replaces != "FY2025" || made.Previous != "FY2025" {
		t.Errorf("after a withdrawal: %+v", made)
	}
	wantSound(t, dir)
	if _, err := os.Stat(filepath.Join(dir, "FY2025")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the bag is still there: %v", err)
	}
}

// TestWithdrawInterrupted puts back a bag of which only the tombstone was
// written, as if the program had ended between the two steps.
func TestWithdrawInterrupted(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	for _, d := range []string{dir, other} {
		sealYear(t, d, 2023)
		sealYear(t, d, 2024)
	}
	withdraw(t, dir, archive.Withdrawal{Edition: "FY2023", Reason: "the first reason", Date: "2027-01-01"})
	must.Succeed(t, os.Rename(filepath.Join(other, "FY2023"), filepath.Join(dir, "FY2023")))
	wantProblem(t, verify(t, dir, archive.Trust{}), "K620", "FY2023/")
	gone, _, err := archive.Withdraw(dir, archive.Withdrawal{Edition: "FY2023", Reason: "another reason", Date: "2027-01-02"})
	if err != nil || gone.Withdrawn != "the first reason" {
		t.Errorf("ended: %+v, %v", gone, err)
	}
	wantSound(t, dir)
}

func TestWithdrawDamaged(t *testing.T) {
	dir := sealed(t, 2023, 2024)
	overwrite(t, filepath.Join(dir, "FY2023/data/site/index.html"), "damaged")
	if _, _, err := archive.Withdraw(dir, archive.Withdrawal{Edition: "FY2023", Reason: "x", Date: "2027-01-01"}); err != nil {
		t.Errorf("a damaged page: %v", err)
	}
	overwrite(t, filepath.Join(dir, "FY2024/bag-info.txt"), "damaged")
	_, _, err := archive.Withdraw(dir, archive.Withdrawal{Edition: "FY2024", Reason: "x", Date: "2027-01-01"})
	if damaged := (*archive.DamagedError)(nil); !errors.As(err, &damaged) {
		t.Errorf("a seal that cannot say what it is: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "FY2024/bagit.txt")); err != nil {
		t.Error("it was withdrawn all the same")
	}
}

// TestChainOfAnyActs seals, corrects and withdraws at random: the archive is
// sound after each act, and the earlier seals are the same bytes.
func TestChainOfAnyActs(t *testing.T) {
	for seed := range uint64(6) {
		random := rand.New(rand.NewPCG(seed, 1))
		dir := t.TempDir()
		_, key := newKey(t)
		var order []string
		standing := map[string]map[string]string{}
		for range 12 {
			year := kpi.Year(2020 + random.IntN(4))
			seals, err := archive.List(dir)
			must.Succeed(t, err)
			sealed := slices.ContainsFunc(seals, func(s archive.Seal) bool { return s.Year == year })
			newest, stands := archive.Newest(seals, year)
			switch act := random.IntN(4); {
			case !sealed:
				order = append(order, sealYear(t, dir, year).Edition)
			case act == 0 && stands:
				withdraw(t, dir, archive.Withdrawal{Edition: newest.Edition, Reason: "x", Date: "2027-01-01"})
				delete(standing, newest.Edition)
			case act == 1 && stands && newest.Signature == "":
				must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: newest.Edition, Key: key})))
			default:
				order = append(order, correct(t, dir, year, "x").Edition)
			}
			report := wantSound(t, dir)
			if got := editions(report.Seals); !slices.Equal(got, order) {
				t.Fatalf("seed %d: order %q, want %q", seed, got, order)
			}
			for _, s := range report.Seals {
				if s.Withdrawn != "" {
					continue
				}
				now := snapshot(t, filepath.Join(dir, s.Edition))
				if before, ok := standing[s.Edition]; ok && !equalFiles(before, now) {
					t.Fatalf("seed %d: %s changed", seed, s.Edition)
				}
				standing[s.Edition] = now
			}
		}
	}
}
