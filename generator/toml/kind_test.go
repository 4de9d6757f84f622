package toml

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// What is no text, no TOML, or was garbled before it was saved is told once, and for what it is.
func TestFilesOfOtherKinds(t *testing.T) {
	for text, want := range map[string]string{
		"":                                     "",
		"\n# a remark alone\n":                 "",
		"\x00\x00\x00\x00\x00\x00":             "K139 zeros",
		"PK\x03\x04\x14\x00\xff":               "K139 office",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00": "K139 office",
		"\x1f\x8b\x08\x00":                     "K139 packed",
		"%PDF-1.7\n":                           "K139 pdf",
		"\x89PNG\r\n\x1a\n":                    "K139 picture",
		"{\\rtf1\\ansi a = 1}":                 "K139 word",
		"\ufeff<?xml version=\"1.0\"?>\n<a/>":  "K139 web",
		"\n<HTML lang='ja'>\na = 1\n":          "K139 web",
		"{\"record\": [1]}":                    "K139 json",
		"[{\"a\": 1}]":                         "K139 json",
		"指標,実績値\n1,48\n":                       "K139 words",
		"a: 1\nb:\n  - 2\n":                    "K139 words",
		"a.b\n":                                "K110 equals",
		"[a] # x\n[b]\n":                       "",
		"RIFF = 1\n":                           "",
		"BZh = 1\n":                            "",
		"a = \"繝ｻ縺ｮ\"\n":                       "K140 several",
		"a = \"縺れた糸を縺れさせる\"\n":                 "",
		"a = \"CafÃ©\"\n":                      "K140 ",
		"a = \"Itâ€™s\"\n":                     "K140 ",
		"a = \"ã‚„ã‚Š\"\n":                     "K140 ",
		"a = \"Â£5m\"\n":                       "K140 ",
		"a = \"\u00c3–ffnung\"\n":              "K140 ",
		"a = \"Â\u00a05\"\n":                   "K140 ",
		"a = \"“AMANH\u00c3” «ALDE\u00c3» MAÇ\u00c3– \u00c3…\"\n": "",
		"a = \"São Paulo, Âge, ÉTÉ, ÇA, Ã\"\n":                    "",
		"a = 1\r\nb = 2\rc = 3\n":                                 "K109 mixed",
		"a = 1\rb = 2\r":                                          "K109 ",
		"a = \"x\ry\"\n":                                          "K106 ",
		"a = \"高\ufffd市\"\n":                                      "K106 lost",
	} {
		d := Read("f.toml", []byte(text), nil)
		got := ""
		if len(d.Problems) > 0 {
			got = d.Problems[0].Code + " " + d.Problems[0].Args["message"]
		}
		if got != want || len(d.Problems) > 1 {
			t.Errorf("%q: %q and %d in all, want %q", text, got, len(d.Problems), want)
		}
	}
}

// Looking for its first signs first finds the same garbled words as the expression alone.
func TestGarbledIsFoundWhereTheExpressionFindsIt(t *testing.T) {
	anywhere := regexp.MustCompile(strings.TrimPrefix(garbledForm.String(), "^"))
	parts := []string{"縺", "繧", "繝", "ｮ", "\ufffd", "ã", "é", "ï", "‚", "„", "\u0080", "â€", "™", "Ã", "Â", "×", "績", "縁", "a", "\n", "\xe7", "\xc3"}
	r := rand.New(rand.NewPCG(1, 2))
	found := 0
	for range 20000 {
		var text string
		for range 1 + r.IntN(12) {
			text += parts[r.IntN(len(parts))]
		}
		at, words, places := garbled([]byte(text))
		want := anywhere.FindAllStringIndex(text, -1)
		if len(want) == 1 && strings.ContainsAny(text[want[0][0]:want[0][1]], "縺繧繝") {
			want = nil
		}
		found += len(want)
		if places != len(want) || places > 0 && (at != want[0][0] || words != text[want[0][0]:want[0][1]]) {
			t.Fatalf("%q: %d %q %d, want %v", text, at, words, places, want)
		}
	}
	if found < 300 {
		t.Error("the texts have hardly anything garbled:", found)
	}
}
