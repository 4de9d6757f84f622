package desk

import "testing"

// FuzzLayout cuts any text into statements and puts it together again.
func FuzzLayout(f *testing.F) {
	f.Add("[[record]]\nindicator = \"shihyo-1\"\nactual = {value = 1, ja = \"]\"} # x\n# target =\n# [record.as_of]\n")
	f.Add("[[record]]\na = [\n1, # ]\n]\nb = \"\"\"x\\\n\"\"\"\"\r\n[record.as_of]\nc = '''\n[[record]]'''")
	f.Fuzz(func(t *testing.T, text string) {
		l := newLayout(text)
		end := 0
		for _, s := range l.parts {
			if s.start < end || s.end <= s.start || s.key != "" && (s.value > s.to || s.to > s.end) {
				t.Fatalf("%+v after %d in %q", s, end, text)
			}
			end = s.end
			if s.key != "" && s.value < len(text) && text[s.value] == '{' {
				l.inside(s.value, "value")
			}
		}
		if got, changes := l.finish("x"); got != text || len(changes) > 0 {
			t.Fatalf("%q became %q", text, got)
		}
		for _, s := range l.parts {
			own := newLayout(text)
			for _, b := range own.blocks(s.line) {
				b.set("actual", "1", "target")
			}
			own.finish("x")
		}
	})
}
