package archive

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
)

// A seal that names itself, or two that name each other, have no beginning: each is told.
func TestChainThatGoesRound(t *testing.T) {
	one := func(edition, previous string) Seal {
		year, number, _ := ParseEdition(edition)
		s := Seal{Edition: edition, Year: year, Number: number, Digest: "of " + edition, Previous: previous}
		if previous != "" {
			s.PreviousDigest = "of " + previous
		}
		return s
	}
	for _, c := range []struct {
		seals, want []Seal
	}{
		{[]Seal{one("FY2022", ""), one("FY2023", "FY2024"), one("FY2024", "FY2023")}, []Seal{one("FY2023", "FY2024"), one("FY2024", "FY2023")}},
		{[]Seal{one("FY2022", ""), one("FY2023", "FY2022"), one("FY2024", "FY2024")}, []Seal{one("FY2024", "FY2024")}},
		{[]Seal{one("FY2023", "FY2024"), one("FY2024", "FY2023")}, []Seal{one("FY2023", "FY2024"), one("FY2024", "FY2023")}},
	} {
		var found, want problems
		if got := chain(slices.Clone(c.seals), &found); len(got) != len(c.seals) || got[0].Edition != c.seals[0].Edition {
			t.Errorf("the order is %v", got)
		}
		for _, s := range c.want {
			want.add(noBeginning, s.Edition+"/"+infoFile, "edition", s.Edition, "other", s.Previous)
		}
		must.Be(t, fmt.Sprint(found.list), fmt.Sprint(want.list), "found", found.list, want.list)
	}
}

// A correction is held to what it says it corrects, wherever it stands.
func TestCorrectionOfAnother(t *testing.T) {
	seals := []Seal{
		{Edition: "FY2023", Year: 2023, Number: 1, Digest: "1"},
		{Edition: "FY2024", Year: 2024, Number: 1, Digest: "2", Previous: "FY2023", PreviousDigest: "1"},
		{Edition: "FY2024-2", Year: 2024, Number: 2, Digest: "3", Previous: "FY2024", PreviousDigest: "2", Replaces: "FY2023"},
		{Edition: "FY2024-3", Year: 2024, Number: 3, Digest: "4", Previous: "FY2024-2", PreviousDigest: "3", Replaces: "FY2024-3"},
		{Edition: "FY2024-4", Year: 2024, Number: 4, Digest: "5", Previous: "FY2024-3", PreviousDigest: "4", Replaces: "FY2024-2"},
	}
	var found, want problems
	chain(seals, &found)
	want.add(badCorrection, "FY2024-2/"+infoFile, "edition", "FY2024-2", "replaces", "FY2023")
	want.add(badCorrection, "FY2024-3/"+infoFile, "edition", "FY2024-3", "replaces", "FY2024-3")
	must.Be(t, fmt.Sprint(found.list), fmt.Sprint(want.list), "found", found.list, want.list)
}

// What seals say of each other, told of those alone of which it is not told already that they cannot be read.
func TestLinks(t *testing.T) {
	one := func(edition, previous string, change ...func(*Seal)) Seal {
		s := Seal{Edition: edition, Digest: "of " + edition, Previous: previous}
		s.Year, s.Number, _ = ParseEdition(edition)
		if previous != "" {
			s.PreviousDigest = "of " + previous
		}
		for _, c := range change {
			c(&s)
		}
		return s
	}
	doubtful := func(s *Seal) { s.doubtful = true }
	withdrawn := func(s *Seal) { s.Withdrawn, s.Digest = "x", "of "+s.Edition }
	otherDigest := func(s *Seal) { s.PreviousDigest = "of another" }
	signed := func(editions string) func(*Seal) { return func(s *Seal) { s.SignedEarlier = editions } }
	for _, c := range []struct {
		what  string
		seals []Seal
		want  string // codes and files
		order string
		over  string // which edition stands in which's place; ~ for again, where the later one was withdrawn
	}{
		{"sound", []Seal{one("FY2023", "FY2024"), one("FY2024", "")}, "", "FY2024 FY2023", ""},
		{"two beginnings", []Seal{one("FY2023", ""), one("FY2024", ""), one("FY2025", "")}, "K614 FY2024/bag-info.txt, K614 FY2025/bag-info.txt", "FY2023 FY2024 FY2025", ""},
		{"one that cannot be read is no beginning", []Seal{one("FY2023", "", doubtful), one("FY2024", ""), one("FY2025", "FY2024")}, "", "FY2023 FY2024 FY2025", ""},
		{"and one after it that has none before it", []Seal{one("FY2023", "FY2022", doubtful), one("FY2024", ""), one("FY2025", "")}, "K614 FY2025/bag-info.txt", "FY2023 FY2024 FY2025", ""},
		{"nor known by its digest", []Seal{one("FY2023", ""), one("FY2024", "FY2023", doubtful), one("FY2025", "FY2024", otherDigest)}, "", "FY2023 FY2024 FY2025", ""},
		{"a fork", []Seal{one("FY2023", ""), one("FY2024", "FY2023"), one("FY2025", "FY2023"), one("FY2026", "FY2023")}, "K613 FY2025/bag-info.txt, K613 FY2026/bag-info.txt", "FY2023 FY2024 FY2025 FY2026", ""},
		{"lost", []Seal{one("FY2023", ""), one("FY2025", "FY2024")}, "K611 FY2024", "FY2023 FY2025", ""},
		{"another digest", []Seal{one("FY2023", ""), one("FY2024", "FY2023", otherDigest)}, "K612 FY2023/tagmanifest-sha512.txt", "FY2023 FY2024", ""},
		{"another digest of what was withdrawn", []Seal{one("FY2023", "", withdrawn), one("FY2024", "FY2023", otherDigest)}, "K612 FY2023.withdrawn.txt", "FY2023 FY2024", ""},
		{"a signature gone", []Seal{one("FY2023", ""), one("FY2024", "FY2023", signed("FY2023")), one("FY2025", "FY2024", signed("FY2022 FY2023"))}, "K626 FY2023.minisig", "FY2023 FY2024 FY2025", ""},
		{"corrected twice", []Seal{one("FY2024", ""), one("FY2024-2", "FY2024"), one("FY2024-3", "FY2024-2"), one("FY2025", "FY2024-3")}, "", "FY2024 FY2024-2 FY2024-3 FY2025", "FY2024<FY2024-2 FY2024-2<FY2024-3"},
		{"corrected, and the correction withdrawn", []Seal{one("FY2024", ""), one("FY2024-2", "FY2024", withdrawn), one("FY2025", "FY2024-2")}, "", "FY2024 FY2024-2 FY2025", "FY2024~FY2024-2"},
		{"and corrected again", []Seal{one("FY2024", ""), one("FY2024-2", "FY2024", withdrawn), one("FY2024-3", "FY2024-2")}, "", "FY2024 FY2024-2 FY2024-3", "FY2024<FY2024-3 FY2024-2<FY2024-3"},
		{"both withdrawn", []Seal{one("FY2024", "", withdrawn), one("FY2024-2", "FY2024", withdrawn)}, "", "FY2024 FY2024-2", ""},
		{"none", nil, "", "", ""},
	} {
		for i := range c.seals { // what a correction corrects is not what this table is of
			if s := &c.seals[i]; s.Number > 1 {
				s.Replaces = fmt.Sprintf("FY%d", s.Year)
			}
		}
		var found problems
		var told, order, over []string
		for _, s := range chain(slices.Clone(c.seals), &found) {
			order = append(order, s.Edition)
			if s.ReplacedBy != "" {
				over = append(over, s.Edition+"<"+s.ReplacedBy)
			}
			if s.Restored != "" {
				over = append(over, s.Edition+"~"+s.Restored)
			}
		}
		for _, p := range found.list {
			told = append(told, p.Code+" "+p.File)
		}
		must.Be(t, strings.Join(told, ", "), c.want, c.what, "told")
		must.Be(t, strings.Join(order, " "), c.order, c.what, "the order is")
		must.Be(t, strings.Join(over, " "), c.over, c.what, "in whose place")
	}
}

func TestOrderOfEditions(t *testing.T) {
	want := []Seal{{Edition: "FY1999"}, {Edition: "FY2023-2"}, {Edition: "FY2024"}, {Edition: "FY2024-2"}, {Edition: "FY2024-10"}, {Edition: "FY2025"}}
	got := slices.Clone(want)
	slices.Reverse(got)
	if sortSeals(got); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
	if _, ok := head(nil); ok {
		t.Error("no seals have a last one")
	}
}

// Whoever has found his file asks for no more.
func TestEachFileOfCopies(t *testing.T) {
	c := Copies{Seals: []Copy{{Paths: []string{"a", "b"}}, {Paths: []string{"c"}}}, Keys: []string{"d", "e"}}
	must.Equal(t, slices.Collect(c.Each()), []string{"a", "b", "c", "d", "e"})
	for _, last := range []string{"a", "c", "d"} {
		for path := range c.Each() { // goes on, and panics, where it does not end
			if path == last {
				break
			}
		}
	}
}

// A seal may be dated on the day of the last one and later; one that is dated after today binds none.
func TestDateAfterTheLast(t *testing.T) {
	earlier := []Seal{{Edition: "FY2022", Date: "2024-05-01"}, {Edition: "FY2023", Date: "2025-05-01"}, {Edition: "FY2021", Date: "2025-05-01"}, {Edition: "FY2020", Date: "2099-01-01"}}
	for _, c := range []struct{ date, today, replaces, want string }{
		{"2025-05-01", "2025-06-01", "", ""},
		{"2025-04-30", "2025-06-01", "", "is before the last seal: FY2023 2025-05-01"},
		{"2025-04-30", "2025-06-01", "FY2021", "is before what it corrects: FY2021 2025-05-01"},
		{"2025-04-30", "2025-06-01", "FY2022", "is before the last seal: FY2023 2025-05-01"},
		{"2024-04-30", "2025-04-30", "FY2022", "is before what it corrects: FY2022 2024-05-01"}, // what is dated after today does not count
		{"2024-05-01", "2025-04-30", "", ""},
		{"2024-04-30", "2025-05-01", "", "is before the last seal: FY2023 2025-05-01"}, // today itself does
		{"2098-01-01", "", "", "is before the last seal: FY2020 2099-01-01"},
	} {
		got := ""
		if err := (Terms{Date: c.date, Today: c.today}).checkDate(Seal{Replaces: c.replaces}, earlier); err != nil {
			_, got, _ = strings.Cut(err.Error(), " ")
		}
		must.Be(t, got, c.want, c)
	}
}

func TestSameSeal(t *testing.T) {
	s := Seal{Edition: "FY2024", Digest: "1", Signature: "2", Withdrawn: "3", Title: "what it says does not count"}
	if !sameSeal(s, Seal{Edition: "FY2024", Digest: "1", Signature: "2", Withdrawn: "3"}) {
		t.Error("the same are others")
	}
	for _, change := range []func(*Seal){
		func(s *Seal) { s.Edition = "FY2025" }, func(s *Seal) { s.Digest = "" }, func(s *Seal) { s.Signature = "" }, func(s *Seal) { s.Withdrawn = "" },
	} {
		other := s
		change(&other)
		if sameSeal(s, other) {
			t.Errorf("%+v is the same", other)
		}
	}
}
