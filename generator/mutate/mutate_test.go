package main

import (
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
// told to be skipped are passed over.
func TestSurvivors(t *testing.T) {
	dir := t.TempDir()
	source := "package p\n\nfunc Big(n int) bool { return n > 10 }\n\nfunc Old(n int) bool { return n > 64 }\n"
	for name, text := range map[string]string{
		"go.mod": "module p\n\ngo 1.26\n", "p.go": source,
		"p_plan9.go": "package p\n\nfunc Elsewhere(n int) bool { return n > 10 }\n",
		"p_test.go": "package p\n\nimport \"testing\"\n\nfunc TestBoth(t *testing.T) {\n\tif Big(10) || !Big(11) || Old(3) || !Old(99) {\n\t\tt.Fatal()\n\t}\n}\n\n" +
			"func TestSlow(t *testing.T) {\n\tif Old(64) {\n\t\tt.Fatal()\n\t}\n}\n",
	} {
		must.Succeed(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	t.Chdir(dir)
	survivors, total, err := mutate(".", nil, options{every: 1, skip: "Slow", patience: time.Minute})
	if err != nil || survivors != 1 || total != 2 {
		t.Errorf("%d of %d survive, %v", survivors, total, err)
	}
	if text, _ := os.ReadFile("p.go"); string(text) != source {
		t.Errorf("the file was changed:\n%s", text)
	}
}
