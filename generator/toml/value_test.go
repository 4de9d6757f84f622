package toml

import (
	"strings"
	"testing"

	"tassei/generator/must"
)

// Changes inside of values, and a table that goes with its header.
func TestEditInsideValues(t *testing.T) {
	text := "[[record]]\nindicator = \"a\" # kept\nactual = {value = 4.0, nature = \"planned\"}  # why\nnotes = [\n  {ja = \"一\"}, # one\n]\n\n  [[record.action]]\n  text = \"x\"\n  # sections = [\"a\"]\n\n[[record]]\nindicator = \"b\"\n"
	e := NewEdit(text)
	own := e.Blocks(1)
	v, _ := own[0].Find("actual")
	if v.Raw() != `{value = 4.0, nature = "planned"}` || !v.Holds(3, 10) || v.Holds(3, 9) || v.Holds(2, 10) {
		t.Errorf("%q", v.Raw())
	}
	v.SetInside("value", "5")
	notes, _ := own[0].Find("notes")
	item := notes.Item(0)
	item.SetInside("en", `"one"`)
	if from, to := own[1].Lines(); from != 8 || to != 11 {
		t.Errorf("lines %d to %d", from, to)
	}
	own[1].Delete()
	want := "[[record]]\nindicator = \"a\" # kept\nactual = {value = 5, nature = \"planned\"}  # why\nnotes = [\n  {ja = \"一\", en = \"one\"}, # one\n]\n\n[[record]]\nindicator = \"b\"\n"
	if got, _ := e.Finish("f"); got != want {
		t.Errorf("got\n%s", got)
	}
	must.Be(t, (Value{}).With(map[string]string{"b": "2", "a": "1", "c": ""}, "a", "b", "c"), "{a = 1, b = 2}")
}

// A value that is given by pieces is one value: it is set and taken away as a whole.
func TestEditOfSplitValues(t *testing.T) {
	for text, want := range map[string]string{
		"[[record]]\na = 1\nactual.value = 8\nactual.printed = \"8\"\nb = 2\n":      "[[record]]\na = 1\nactual = 9\nb = 2\n",
		"[[record]]\n  'actual'.\"value\" = 8":                                      "[[record]]\n  actual = 9\n",
		"[[record]]\nactual.value = 8\nas_of.actual = \"R6\"\n":                     "[[record]]\nactual = 9\nas_of.actual = \"R6\"\n",
		"[[record]]\r\nactual.value = 8\r\n[record.action]\r\nactual.value = 1\r\n": "[[record]]\r\nactual = 9\r\n[record.action]\r\nactual.value = 1\r\n",
	} {
		e := NewEdit(text)
		e.Blocks(1)[0].Set("actual", "9")
		got, _ := e.Finish("f")
		if again := NewEdit(got); got != want || len(again.d.Problems) > 0 {
			t.Errorf("%q, not %q", got, want)
		}
		e = NewEdit(text)
		e.Blocks(1)[0].Remove("actual")
		if got, _ := e.Finish("f"); got != strings.Replace(strings.Replace(want, "  actual = 9\n", "", 1), "actual = 9"+e.eol, "", 1) {
			t.Errorf("without it: %q", got)
		}
	}
}
