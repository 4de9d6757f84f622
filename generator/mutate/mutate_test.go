package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tassei/generator/must"
)

func TestChanges(t *testing.T) {
	source := "package p\n\nfunc f(a, b int) string {\n\tif a < b && !(a == 0) {\n\t\ta++\n\t}\n\tfor true {\n\t\tbreak\n\t}\n\treturn \"x\" + \"y\"\n}\n"
	list, err := changes("p.go", []byte(source))
	must.Succeed(t, err)
	var got []string
	for _, c := range list {
		got = append(got, c.old+">"+c.new)
		text := string(c.in([]byte(source)))
		if text == source || len(text) != len(source)-len(c.old)+len(c.new) {
			t.Errorf("%+v: %s", c, text)
		}
	}
	if want := "&&>|| <><= !> ==>!= ++>-- true>false break>continue"; strings.Join(got, " ") != want {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, " "), want)
	}
}

// A bound that no test looks at survives; one that a test looks at does not;
// the file itself stays. What is not built on this system and the tests that are
// told to be skipped are passed over, a break that ends the only loop of a function
// does not compile. What survived is tried again by slower tests, by another package's too.
func TestSurvivors(t *testing.T) {
	dir := t.TempDir()
	source := "package p\n\nfunc Big(n int) bool { return n > 10 }\n\nfunc Old(n int) bool { return n > 64 }\n\n" +
		"func Next(n int) int {\n\tfor {\n\t\tif n == 3 {\n\t\t\tn = 0\n\t\t\tcontinue\n\t\t}\n\t\treturn n\n\t}\n}\n"
	for name, text := range map[string]string{
		"go.mod": "module p\n\ngo 1.26\n", "p.go": source,
		"p_plan9.go": "package p\n\nfunc Elsewhere(n int) bool { return n > 10 }\n",
		"p_test.go": "package p\n\nimport \"testing\"\n\nfunc TestBoth(t *testing.T) {\n\tif Big(10) || !Big(11) || Old(3) || !Old(99) || Next(3) > 0 || Next(4) == 0 {\n\t\tt.Fatal()\n\t}\n}\n\n" +
			"func TestSlow(t *testing.T) {\n\tif Old(64) {\n\t\tt.Fatal()\n\t}\n}\n",
		"q/q_test.go": "package q\n\nimport (\n\t\"p\"\n\t\"testing\"\n)\n\nfunc TestOld(t *testing.T) {\n\tif p.Old(64) {\n\t\tt.Fatal()\n\t}\n}\n",
		"list":        "p.go:5:33: >= for > is not noticed\n",
	} {
		must.Succeed(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		must.Succeed(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	t.Chdir(dir)
	survivors, total, err := mutate(".", nil, options{every: 1, skip: "Slow", patience: time.Minute})
	if err != nil || survivors != 1 || total != 3 {
		t.Errorf("%d of %d survive, %v", survivors, total, err)
	}
	for _, o := range []options{{every: 1, again: "list", patience: time.Minute}, {every: 1, again: "list", by: "q", patience: time.Minute}} {
		survivors, total, err = mutate(".", nil, o)
		must.Be(t, fmt.Sprint(survivors, total, err), "0 1 <nil>", o)
	}
	if text, _ := os.ReadFile("p.go"); string(text) != source {
		t.Errorf("the file was changed:\n%s", text)
	}
}
