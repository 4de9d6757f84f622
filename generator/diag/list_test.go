package diag

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/law"
	"tassei/generator/must"
)

func sample() Problem {
	return New("K112", "key", "actual", "hint", "number", "number", "12").
		At("data/FY2024/1-i.toml", 14, 10).Quote(`actual = "12人"`, 5)
}

// The text form is a contract with people and editors.
func TestText(t *testing.T) {
	want := map[string]string{
		"ja": `data/FY2024/1-i.toml:14:10: error K112: 実績値は数で書いてください
   14 | actual = "12人"
      |          ^^^^^^
   ヒント: 単位を取り、actual = 12 と書きます（tassei explain K112）
1 件の誤り
`,
		"en": `data/FY2024/1-i.toml:14:10: error K112: the actual must be a number
   14 | actual = "12人"
      |          ^^^^^^
   hint: leave the unit out and write actual = 12 (tassei explain K112)
1 error
`}
	for lang, want := range want {
		var l List
		l.Add(sample(), sample())
		var b strings.Builder
		if err := l.Text(&b, lang, Plain); err != nil || b.String() != want {
			t.Errorf("%v\ngot\n%s\nwant\n%s", err, b.String(), want)
		}
	}
}

func TestJSON(t *testing.T) {
	var l List
	l.Add(sample())
	var b strings.Builder
	must.Succeed(t, l.JSON(&b, "ja"))
	const want = `{"file":"data/FY2024/1-i.toml","line":14,"column":10,"severity":"error","code":"K112","message":"実績値は数で書いてください","hint":"単位を取り、actual = 12 と書きます","excerpt":"actual = \"12人\""}` + "\n"
	must.Be(t, b.String(), want)
}

func TestTextKeepsControlsAway(t *testing.T) {
	var l List
	l.Add(New("K116", "key", "a\x1b[31mb\u202e").At("data/\x1b[2J.toml", 1, 3).Quote("ab\x1b[31m\u202ecd\t=", 4))
	for _, style := range []Style{Plain} {
		var b strings.Builder
		l.Text(&b, "en", style)
		if strings.ContainsAny(b.String(), "\x1b\u202e\t") {
			t.Errorf("%q", b.String())
		}
	}
	var b strings.Builder
	l.JSON(&b, "en")
	var p map[string]any
	if err := json.Unmarshal([]byte(b.String()), &p); err != nil || strings.ContainsAny(p["excerpt"].(string)+p["message"].(string), "\x1b\u202e") {
		t.Errorf("%v %q", err, b.String())
	}
}

// The caret stands under the text at fault however long the line is and
// however wide its characters are.
func TestCaret(t *testing.T) {
	for _, before := range []int{0, 1, 10, 44, 45, 46, 80, 299, 300, 301, 5000} {
		for _, fill := range []string{"x", "あ", "\x1b", "e\u0301"} {
			line := strings.Repeat(fill, before) + "<故障>" + strings.Repeat(fill, 200)
			p := New("K110").At("f", 1, len([]rune(strings.Repeat(fill, before)))+1).Quote(line, 4)
			var l List
			l.Add(p)
			var b strings.Builder
			l.Text(&b, "ja", Plain)
			lines := strings.Split(b.String(), "\n")
			text, caret := lines[1], lines[2]
			if Cells(text) > 8+windowCells+1 {
				t.Errorf("%d of %q: the line has %d cells", before, fill, Cells(text))
			}
			at := strings.Index(text, "<故障>")
			if at < 0 || Cells(text[:at]) != strings.Index(caret, "^") || strings.Count(caret, "^") != 6 {
				t.Errorf("%d of %q:\n%s\n%s", before, fill, text, caret)
			}
		}
	}
}

func TestListIsSortedAndShort(t *testing.T) {
	var l List
	for i := range 60 {
		l.Add(New("K416", "key", "k", "language", "en").At("b", 60-i, 1))
	}
	l.Add(New("K107").At("z", 1, 1), New("K107").At("z", 1, 1))
	if l.Len() != 61 || l.Errors() != 1 {
		t.Fatalf("%d problems, %d errors", l.Len(), l.Errors())
	}
	var b strings.Builder
	l.Text(&b, "ja", Plain)
	out := b.String()
	if strings.Count(out, ": warning ") != 49 || strings.Count(out, ": error ") != 1 ||
		!strings.HasSuffix(out, "ほかに 11 件あります\n1 件の誤り、60 件の注意\n") {
		t.Errorf("%s", out)
	}
	b.Reset()
	l.JSON(&b, "en")
	must.Be(t, strings.Count(b.String(), "\n"), 61, "JSON has", "lines")
	for i, p := range l.All()[:60] {
		if p.Line != i+1 {
			t.Fatalf("not sorted: line %d at %d", p.Line, i)
		}
	}
	if l.Err() == nil || !strings.Contains(l.Err().Error(), "K107") || len(Problems(l.Err())) != 61 {
		t.Errorf("Err: %v", l.Err())
	}
}

func TestNearby(t *testing.T) {
	known := []string{"actual", "target", "baseline", "method"}
	for in, want := range map[string]string{"actuel": "actual", "Actual": "actual", "tagret": "target", "basline": "baseline", "xyz": "", "": "", strings.Repeat("a", 1<<20): ""} {
		must.Be(t, Nearby(in, known), want, in)
	}
}

func FuzzQuote(t *testing.F) {
	f := law.Of(t, 1)
	f.Add("actual = \"12人\"", 10, 5)
	f.Add("\x00\xff\u202e", 2, 9)
	f.Fuzz(func(t *testing.T, line string, column, width int) {
		var l List
		l.Add(New("K110").At("f", 1, column).Quote(line, width))
		var b strings.Builder
		l.Text(&b, "ja", Plain)
		for _, r := range b.String() {
			if r != '\n' && hidden(r) {
				t.Fatalf("%s in the output", strconv.QuoteRune(r))
			}
		}
	})
}

// The form that GitHub reads is a contract with it: one command a line, errors
// first, and no text of a city's that ends it.
func TestGitHub(t *testing.T) {
	var l List
	l.Add(New("K416", "key", "a").At("data/A.toml", 3, 2), sample(), New("K116", "key", "100%\r\n::error::x").At("data/a,b:c.toml", 1, 3))
	var b strings.Builder
	must.Succeed(t, l.GitHub(&b, "en", "city"))
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	if len(lines) != 3 {
		t.Fatalf("%q", lines)
	}
	const want = "::error file=city/data/FY2024/1-i.toml,line=14,col=10,title=K112::the actual must be a number%0Aleave the unit out and write actual = 12"
	must.Be(t, lines[0], want)
	if !strings.HasPrefix(lines[1], "::error file=city/data/a%2Cb%3Ac.toml,line=1,col=3,title=K116::") || !strings.Contains(lines[1], "100%25␍␊::error::x") {
		t.Errorf("%s", lines[1])
	}
	if !strings.HasPrefix(lines[2], "::warning file=city/data/A.toml,line=3,col=2,title=K416::") {
		t.Errorf("%s", lines[2])
	}
}

// A language without its messages is told once, not with every text that lacks it.
func TestLanguageWithoutMessages(t *testing.T) {
	var l List
	l.Add(New("K412", "id", "about", "language", "ko", "file", "f").At("f", 1, 1), New("K416", "key", "name", "language", "ko").At("g", 1, 1),
		New("K416", "key", "name", "language", "en").At("h", 1, 1))
	must.Be(t, l.Len(), 3, "problems, 3")
	l.Add(New("K526", "language", "ko").At("layouts/messages/ko.toml", 1, 1))
	if all := l.All(); len(all) != 2 || all[0].Args["language"] != "en" || all[1].Code != "K526" {
		t.Errorf("%v", all)
	}
}

// What was listed stays as it was listed while others add problems and list them again.
func TestListedStays(t *testing.T) {
	l := &List{}
	for _, file := range []string{"a", "c", "e"} {
		l.Add(New("K101").At(file, 1, 1))
	}
	listed := l.All()
	l.Add(New("K101").At("b", 1, 1)) // for which there is room
	l.All()
	for i, want := range []string{"a", "c", "e"} {
		must.Be(t, listed[i].File, want, "place", i, "is")
	}
}

// TestBesideUnseen: of a value with a character that nobody sees one thing is said, that it holds one; what is said of the table around it,
// and of what stands beside it, stays.
func TestBesideUnseen(t *testing.T) {
	const line = "target = {value = 5\u200b0, pgae = 3}"
	at := func(code string, column, width int) Problem {
		return New(code).At("data/a.toml", 3, column).Quote(line, width)
	}
	var l List
	l.Add(at("K106", 20, 1), at("K112", 19, 3), at("K117", 10, 27), at("K116", 24, 4), New("K121").At("data/a.toml", 4, 19).Quote(line, 3))
	var codes []string
	for _, p := range l.All() {
		codes = append(codes, p.Code)
	}
	if got := strings.Join(codes, " "); got != "K117 K106 K116 K121" {
		t.Error(got)
	}
}
