package toml

import "testing"

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
	if got := (Value{}).With(map[string]string{"b": "2", "a": "1", "c": ""}, "a", "b", "c"); got != "{a = 1, b = 2}" {
		t.Error(got)
	}
}
