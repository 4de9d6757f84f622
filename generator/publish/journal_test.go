package publish

import (
	"errors"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// A record is read only as we write it ourselves.
func TestDamagedRecords(t *testing.T) {
	zero := strings.Repeat("0", 64)
	good := "tassei publishing, format 1\nrun 3\nfrom -\nto -\n+  " + zero + "  4  a.html\n-  " + zero + "," + zero + "  0  b.html\n"
	must.Succeed(t, must.Err(parseJournal(good)))
	for _, c := range [][2]string{
		{"publishing", "publication"}, {"run 3", "run 0"}, {"run 3", "run -1"}, {"run 3", "run 03"}, {"run 3", "walk 3"}, {"from -", "form -"}, {"to -", "at -"},
		{"+  ", "*  "}, {"+  ", "  "}, {"+  ", "++  "}, {"+  ", "+ "}, {"  4  ", "  -4  "}, {"  4  ", "  four  "}, {"  4  ", "  04  "},
		{"," + zero, ","}, {"," + zero, "," + zero + "00"}, {"," + zero, "," + zero[:63] + "x"}, {"," + zero, "," + zero[:63] + "A"},
		{"b.html\n", "b.html"}, {"b.html", "/b.html"}, {"b.html", "../b.html"}, {"b.html\n", "b.html\n\n"},
	} {
		text := strings.Replace(good, c[0], c[1], 1)
		if _, err := parseJournal(text); err == nil || text == good {
			t.Errorf("%s for %s is taken", c[1], c[0])
		}
	}
	if _, err := parseJournal(strings.Replace(good, "format 1", "format 2", 1)); !errors.Is(err, output.ErrNewerFormat) {
		t.Errorf("another format: %v", err)
	}

	now := progress{run: 3, journal: zero, done: 4, begun: 4}
	read, err := parseProgress(string(now.text()))
	if err != nil || read != now {
		t.Errorf("%+v, %v", read, err)
	}
	for _, c := range [][2]string{{"done 4", "done 5"}, {"done 4", "done -1"}, {"done 4", ""}, {"begun 4", "begun four"}, {"progress", "regress"}} {
		if read, err := parseProgress(strings.Replace(string(now.text()), c[0], c[1], 1)); err == nil {
			t.Errorf("%s for %s is taken: %+v", c[1], c[0], read)
		}
	}
}
