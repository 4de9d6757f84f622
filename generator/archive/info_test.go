package archive

import (
	"fmt"
	"strings"
	"testing"

	"tassei/generator/must"
)

// What stands in bag-info.txt is read as it was written, or said to be at fault.
func TestFieldsAtFault(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "[]",
		"A: b\n":                      "[{A b}]",
		"A: b\n  c\n\td\nE: f\n":      "[{A b c d} {E f}]",
		"A: b: c\n":                   "[{A b: c}]",
		"A: b":                        "fault A: b", // cut short
		"A: b\n c":                    "fault  c",
		" A: b\n":                     "fault  A: b",
		"A: b\n \n":                   "fault  ",
		"A b\n":                       "fault A b",
		": b\n":                       "fault : b",
		"A: \n":                       "fault A: ",
		"A : b\n":                     "fault A : b",
		"A: b \n":                     "fault A",
		"A:  b\n":                     "fault A",
		"A: b\x1bc\n":                 "fault A",
		"A: b\u2028c\n":               "fault A",
		"A: b\u2029c\n":               "fault A",
		"A: b\tc\n":                   "fault A",
		"A: b\xffc\n":                 "fault UTF-8",
		"A: 全角　の間\n":                  "[{A 全角　の間}]",
		"A: b\nB: c\nno label here\n": "fault no label here",
	} {
		fields, fault := parseFields([]byte(text))
		got := fmt.Sprint(fields)
		if fault != "" {
			got = "fault " + fault
		}
		must.Be(t, got, want, text)
	}
}

// Each label of a seal is held to its form, and those that must be there are missed.
func TestSealAtFault(t *testing.T) {
	first := []string{"Source-Organization: 花野市", "Bagging-Date: 2025-09-30", "Payload-Oxum: 12.3", "Format: 1", "Edition: FY2024"}
	digest := strings.Repeat("0a", 64)
	for _, c := range []struct{ change, want string }{
		{"", ""},
		{"Source-Organization", "Source-Organization"},
		{"Bagging-Date", "Bagging-Date"}, {"Bagging-Date: 2025-02-30", "Bagging-Date"}, {"Bagging-Date: 2025-9-30", "Bagging-Date"},
		{"Payload-Oxum", "Payload-Oxum"}, {"Payload-Oxum: 12", "Payload-Oxum"}, {"Payload-Oxum: 012.3", "Payload-Oxum"}, {"Payload-Oxum: -1.3", "Payload-Oxum"},
		{"Payload-Oxum: 1.-3", "Payload-Oxum"}, {"Payload-Oxum: 0.0", ""},
		{"Format", "Format"}, {"Format: 0", "Format"}, {"Format: x", "Format"}, {"Format: 01", "Format"}, {"Format: 2", "Format"},
		{"Edition", "Edition"}, {"Edition: 2024", "Edition"}, {"Edition: FY2024-2", "Replaces"},
		{"Replaces: FY2023", "Replaces"}, {"Correction-Reason: x", "Replaces"},
		{"Previous-Seal: FY2023 " + digest, ""}, {"Previous-Seal: FY2023", "Previous-Seal"}, {"Previous-Seal: 2023 " + digest, "Previous-Seal"},
		{"Previous-Seal: FY2023 " + digest[1:], "Previous-Seal"}, {"Previous-Seal: FY2023 " + strings.ToUpper(digest), "Previous-Seal"},
		{"Signed-Seals: FY2023 FY2022-2", ""}, {"Signed-Seals: FY2023  FY2022", "Signed-Seals"}, {"Signed-Seals: FY2023 x", "Signed-Seals"},
		{"Digest: x", "Digest"}, {"Withdrawn: x", "Withdrawn"},
		{"Anything-Else: x", ""}, {"Correction-Reason-en: x", ""}, {"Correction-Reason-: x", ""},
	} {
		lines := append([]string(nil), first...)
		label, value, changed := strings.Cut(c.change, ": ")
		kept := lines[:0]
		for _, line := range lines {
			if !strings.HasPrefix(line, label+": ") {
				kept = append(kept, line)
			}
		}
		if changed {
			kept = append(kept, label+": "+value)
		}
		if c.change == "" {
			kept = first
		}
		fields, fault := parseFields([]byte(strings.Join(kept, "\n") + "\n"))
		if fault != "" {
			t.Fatalf("%q: %s", c.change, fault)
		}
		if _, faults := readSeal(fields); strings.Join(faults, ", ") != c.want {
			t.Errorf("%q: %q at fault, want %q", c.change, faults, c.want)
		}
	}
	both := append(first[:4:4], "Edition: FY2024-2", "Replaces: FY2024", "Correction-Reason: x")
	for n, want := range map[int]string{len(both): "", len(both) - 1: "Replaces", 5: "Replaces"} {
		fields, _ := parseFields([]byte(strings.Join(both[:n], "\n") + "\n"))
		if _, faults := readSeal(fields); strings.Join(faults, ", ") != want {
			t.Errorf("%d lines of a correction: %q at fault, want %q", n, faults, want)
		}
	}
	fields, _ := parseFields([]byte(strings.Join(append(first, first[0]), "\n") + "\n"))
	if _, faults := readSeal(fields); len(faults) != 1 || faults[0] != labelOrganisation {
		t.Errorf("a label twice: %q", faults)
	}
	fields, _ = parseFields([]byte("Format: 2\nEdition: of another kind\n"))
	if _, faults := readSeal(fields); len(faults) != 1 || faults[0] != labelFormat {
		t.Errorf("a later format: %q", faults)
	}
}

// A reason is read in every language in which it was given; a label that is not known is passed over.
func TestReasonsInLanguages(t *testing.T) {
	fields, fault := parseFields([]byte("Correction-Reason-en: a\nOther: x\nCorrection-Reason-zh-Hant: b\nWithdrawal-Reason-fr: c\nCorrection-Reasons: d\nCorrection-Reason-: e\n"))
	s, _ := readSeal(fields)
	must.Be(t, fmt.Sprint(fault, s.ReasonIn, s.WithdrawnIn), "map[en:a zh-Hant:b] map[fr:c]")
	if got := infoText(Seal{ReasonIn: s.ReasonIn}); string(got) != "Payload-Oxum: 0.0\nFormat: 1\nCorrection-Reason-en: a\nCorrection-Reason-zh-Hant: b\n" {
		t.Errorf("%s", got)
	}
}

func TestLanguageTags(t *testing.T) {
	for tag, want := range map[string]bool{
		"en": true, "kok": true, "zh-Hant": true, "zh-Hant-TW": true, "es-419": true, "en-" + strings.Repeat("a", 32): true, "en-" + strings.Repeat("a", 33): false,
		"e": false, "abcd": false, "EN": false, "en-": false, "en--x": false, "en-a_b": false, "": false, "-en": false,
	} {
		must.Be(t, isLanguage(tag), want, tag)
	}
}

// A value comes on one line, whatever was pasted, or not at all.
func TestOneLine(t *testing.T) {
	for value, want := range map[string]string{
		"a": "a", " a ": "a", "a\nb": "a b", "a\r\n\t b\n": "a b", "a  b": "a  b", "": "", "\n": "", "　a　": "a", "a\x00": "error", "a\u2028b": "error", "\xff": "error", "a\ufffd": "error",
	} {
		got, err := cleanValue("reason", value)
		if err != nil {
			got = "error"
		}
		must.Be(t, got, want, value)
	}
	words, err := cleanWords("reason", Words{"en": " a\nb ", "fr": " "})
	if err != nil || len(words) != 1 || words["en"] != "a b" {
		t.Errorf("%v, %v", words, err)
	}
	if words, err := cleanWords("reason", Words{"fr": ""}); err != nil || words != nil {
		t.Errorf("%v, %v", words, err)
	}
	for _, bad := range []Words{{"english": "a"}, {"en": "\x01"}} {
		if _, err := cleanWords("reason", bad); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
}
