package archive

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"tassei/generator/law"
	"tassei/generator/must"
)

// FuzzManifest holds the law that what is read without a fault is written the
// same.
func FuzzManifest(t *testing.F) {
	f := law.Of(t, 1)
	zero := strings.Repeat("0", 128)
	f.Add("")
	f.Add(zero + "  data/a\n" + zero + "  data/b%0A%25c\n")
	f.Add(zero + "  data/a%0a\n")
	f.Add(zero + " *data/a\n")
	f.Fuzz(func(t *testing.T, text string) {
		entries, bad := parseManifest([]byte(text), isPayload)
		if len(bad) > 0 {
			return
		}
		must.Be(t, string(manifestText(slices.Clone(entries))), text, "read", "wrote")
	})
}

// TestOddPaths are those that RFC 8493 wants encoded; no seal of ours has them.
func TestOddPaths(t *testing.T) {
	text := string(manifestText([]entry{{path: "data/100%\r\n"}}))
	if !strings.HasSuffix(text, "  data/100%25%0D%0A\n") {
		t.Errorf("wrote %q", text)
	}
	if entries, bad := parseManifest([]byte(text), isPayload); len(bad) > 0 || entries[0].path != "data/100%\r\n" {
		t.Errorf("read %v, %v", entries, bad)
	}
}

// FuzzFields holds the law that a seal that is read without a fault says the
// same when it is written again.
func FuzzFields(t *testing.F) {
	f := law.Of(t, 1)
	f.Add("Source-Organization: 花野市\nBagging-Date: 2025-09-30\nPayload-Oxum: 12.3\nFormat: 1\nEdition: FY2024\n")
	f.Add("Source-Organization: a\n  folded\n\tagain\nOther: x\nFormat: 1\n")
	f.Add("Withdrawn: 2025-01-01\nWithdrawal-Reason: x\n")
	f.Fuzz(func(t *testing.T, text string) {
		_, _ = parseTombstone([]byte(text))
		fields, fault := parseFields([]byte(text))
		if fault != "" {
			return
		}
		seal, faults := readSeal(fields)
		if len(faults) > 0 || seal.Digest != "" || seal.Withdrawn != "" || seal.WithdrawnOn != "" {
			return
		}
		again, fault := parseFields(infoText(seal))
		if fault != "" {
			t.Fatalf("wrote %q, at fault: %q", infoText(seal), fault)
		}
		if same, faults := readSeal(again); !reflect.DeepEqual(same, seal) || len(faults) > 0 {
			t.Errorf("read %+v\nwrote %+v", seal, same)
		}
	})
}

// A line is told by its number, and of many only the first few are.
func TestBadLinesAreCounted(t *testing.T) {
	zero := strings.Repeat("0", 128)
	good, bad := zero+"  data/a\n", "x\n"
	for text, want := range map[string][]int{
		good + bad + zero + "  data/b\n" + bad: {2, 4},
		zero + "  data/b\n" + good + good:      {2, 3}, // out of order
		zero + "  \n" + zero + " \n" + zero:    {1, 2, 3},
	} {
		if _, got := parseManifest([]byte(text), isPayload); !slices.Equal(got, want) {
			t.Errorf("%q: the lines %v are bad, want %v", text, got, want)
		}
	}
	if _, got := parseManifest([]byte(strings.Repeat(bad, manyLines+5)), isPayload); len(got) != manyLines || got[manyLines-1] != manyLines {
		t.Errorf("of many: %v", got)
	}
	any := func(string) bool { return true }
	if entries, got := parseManifest([]byte(zero+"  a\n"), any); len(got) > 0 || len(entries) != 1 || entries[0].path != "a" {
		t.Errorf("the shortest name: %v, %v", entries, got)
	}
}

// A language's tag is told from any other word.
func TestIsLanguage(t *testing.T) {
	for _, tag := range []string{"en", "ja", "yue", "zh-Hant", "de-1996", strings.Repeat("ab-", 11) + "ab"} {
		if !isLanguage(tag) {
			t.Errorf("%q is a language", tag)
		}
	}
	for _, tag := range []string{"", "e", "engl", "EN", "e1", "en-", "en--x", "en_US", "en-ü", "ab-" + strings.Repeat("x", 33)} {
		if isLanguage(tag) {
			t.Errorf("%q is no language", tag)
		}
	}
}

// A line of fields has a label, a value and an end, and each fault is told by the line.
func TestFaultyFields(t *testing.T) {
	if fields, fault := parseFields([]byte("A: 1\n  more\nB c: 2\n")); fault != "" || !slices.Equal(fields, []field{{"A", "1 more"}, {"B c", "2"}}) {
		t.Errorf("%v, %q", fields, fault)
	}
	for _, line := range []string{"A", "A:1", "A: ", ": 1", " A: 1", "A : 1", "A\t: 1"} {
		for _, text := range []string{line + "\n", line + "\nB: 2\n"} {
			if fields, fault := parseFields([]byte(text)); fault != line || fields != nil {
				t.Errorf("%q: %v, %q", text, fields, fault)
			}
		}
	}
	if _, fault := parseFields([]byte("B: 2\nA: 1")); fault != "A: 1" {
		t.Errorf("without an end: %q", fault)
	}
}
