package toml

import (
	burnt "github.com/BurntSushi/toml"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/law"
	"tassei/generator/must"
)

// What the library reads otherwise is refused.
func TestAgree(t *testing.T) {
	for text, same := range map[string]bool{
		"a = 1\nb = [1.5, 2]\nc = {d = \"x\", e = true}\nf = 2026-01-01\n[[g]]\nh = 0x10\n[[g]]\n[i.j]\nk = -0\n": true,
		"a = 99999999999999999999": false,
	} {
		d := Read("f", []byte(text), nil)
		d.Agree()
		must.Be(t, (len(d.Problems) == 0), same, text, d.Problems)
	}
	d := Read("f", []byte("a = 1\nb = [\"x\"]\n"), nil)
	for _, other := range []map[string]any{{"a": int64(1)}, {"a": int64(2), "b": []any{"x"}}, {"a": int64(1), "b": []any{"y"}},
		{"a": int64(1), "b": []any{}}, {"a": "1", "b": []any{"x"}}, {"a": int64(1), "c": []any{"x"}}} {
		if differs(d.Root, other) == nil {
			t.Errorf("%v is taken for the same", other)
		}
	}
}

// A number that is accepted is the number that was written, to the digit.
func FuzzNumber(t *testing.F) {
	f := law.Of(t, 1)
	for _, s := range []string{"12", "20.00", "-0", "１２", "1,647", "12,5", "1e5", "−3", "▲4", ".5", "1_0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, p := Number("actual", s)
		if p.Code != "" {
			if _, ok := diag.Find(p.Code); !ok {
				t.Fatalf("no rule %s", p.Code)
			}
			return
		}
		again, q := Number("actual", d.String())
		if q.Code != "" || again.String() != d.String() || again.Cmp(d) != 0 {
			t.Fatalf("%q: %s, then %s", s, d, again)
		}
	})
}

func TestEdit(t *testing.T) {
	const text = "\ufeff# head\r\n[[record]]\r\nindicator = \"shihyo-1\" # [x]\r\nmethod = '''\n[[record]]\nactual = 1\n'''\r\nactual ＝ 48 # as = said\r\n" +
		"notes = [\r\n  {ja = \"]# {\"}, # [\r\n]\r\n# published =\r\n  [record.as_of]\r\n  target = \"R6.4\""
	e := NewEdit(text)
	blocks := e.Blocks(2)
	if len(blocks) != 2 {
		t.Fatalf("%d tables in %+v", len(blocks), e.parts)
	}
	blocks[0].Set("actual", "49")
	blocks[0].Set("published", `"100"`)
	blocks[0].Set("page", "3", "indicator")
	blocks[1].Set("actual", `"R7.3"`, "target")
	got, changes := e.Finish("x.toml")
	want := strings.Replace(text, "＝ 48", "＝ 49", 1)
	want = strings.Replace(want, "# published =", `published = "100"`, 1)
	want = strings.Replace(want, "# [x]\r\n", "# [x]\r\npage      = 3\r\n", 1) + "\r\n  actual = \"R7.3\""
	must.Be(t, got, want)
	if len(changes) != 4 || changes[0].Line != 4 || len(changes[0].Old) != 0 || changes[1].Line != 8 {
		t.Errorf("changes %v", changes)
	}
}

// TestEditsMeet puts in keys and tables where blanks are filled in beside them.
func TestEditsMeet(t *testing.T) {
	e := NewEdit("[[record]]\nindicator = \"a\"\ntarget    = 1\n# actual =\n# published =\n\n# next\n[[record]]\nnotes = [\n  \"x\", # one\n  \"y\"\n]\nlist = [1, 2]\n")
	own := e.Blocks(1)[0]
	before := []string{"indicator", "target", "actual", "published"}
	own.Append("", "  [[record.action]]", "  text = \"t\"")
	own.Set("actual", "2", before...)
	own.Set("grade", `"A"`, before...)
	own.Set("published", `"200"`, before...)
	other := e.Blocks(8)[0]
	notes, _ := other.Find("notes")
	list, _ := other.Find("list")
	if !notes.AppendItems(`"z"`, `"ö"`) || !list.AppendItems("3") {
		t.Fatal("not put in")
	}
	notes.Item(0).Set(`"X"`)
	want := "[[record]]\nindicator = \"a\"\ntarget    = 1\nactual = 2\npublished = \"200\"\ngrade     = \"A\"\n\n  [[record.action]]\n  text = \"t\"\n\n# next\n" +
		"[[record]]\nnotes = [\n  \"X\", # one\n  \"y\",\n  \"z\",\n  \"ö\",\n]\nlist = [1, 2, 3]\n"
	if got, _ := e.Finish("x"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestCommentsInsideAValue leaves alone what looks like a blank that waits, but stands
// inside a list: the file would be broken.
func TestCommentsInsideAValue(t *testing.T) {
	text := "[[record]]\nindicator = \"a\"\nnotes = [\n  # actual =\n  \"x\",\n  # [record.as_of]\n]\n"
	e := NewEdit(text)
	blocks := e.Blocks(1)
	if len(blocks) != 1 {
		t.Fatalf("%d tables, want 1", len(blocks))
	}
	blocks[0].Set("actual", "2", "indicator")
	want := strings.Replace(text, "notes", "actual    = 2\nnotes", 1)
	if got, _ := e.Finish("x"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// FuzzEdit cuts any text into statements and puts it together again.
func FuzzEdit(t *testing.F) {
	f := law.Of(t, 1)
	f.Add("[[record]]\nindicator = \"shihyo-1\"\nactual = {value = 1, ja = \"]\"} # x\n# target =\n# [record.as_of]\n")
	f.Add("a = [\n# x\n]")
	f.Add("[[record]]\na = [\n1, # ]\n]\nb = \"\"\"x\\\n\"\"\"\"\r\n[record.as_of]\nc = '''\n[[record]]'''")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := burnt.Decode(text, new(map[string]any)); err != nil {
			return // nobody edits what is no TOML: it is refused when it is read
		}
		e := NewEdit(text)
		end := 0
		for _, s := range e.parts {
			if s.start < end || s.end <= s.start || s.value != nil && (s.from >= s.till || s.till > s.end) {
				t.Fatalf("%+v after %d in %q", s, end, text)
			}
			end = s.end
		}
		if got, changes := e.Finish("x"); got != text || len(changes) > 0 {
			t.Fatalf("%q became %q", text, got)
		}
		for _, s := range e.parts {
			own := NewEdit(text)
			for _, b := range own.Blocks(s.line) {
				if v, ok := b.Find("a"); ok {
					v.Inside("value")
				}
				b.Set("actual", "1", "target")
			}
			own.Finish("x")
		}
	})
}
