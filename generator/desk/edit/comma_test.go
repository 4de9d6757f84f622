package edit

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

// spanish makes the town speak Spanish where it spoke Japanese.
func spanish(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(dir, "data"), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		new := strings.NewReplacer(`"ja"`, `"es"`, "{ja =", "{es =", "\nja =", "\nes =", "\n  ja =", "\n  es =").Replace(string(text))
		return os.WriteFile(path, []byte(new), 0o644)
	})
	must.Succeed(t, err)
}

// In a city whose first language has a decimal comma figures are shown and read with one;
// what may be meant in two ways is told and not saved.
func TestFiguresWithADecimalComma(t *testing.T) {
	d := open(t, Options{Lang: "en"})
	spanish(t, d.dir)
	file := "data/FY2025/1-a.toml"
	save := func(typed map[string]string) (int, string) {
		form := d.form(draftRecord)
		for name, value := range typed {
			form.Set(name, value)
		}
		return d.send(draftRecord, form, nil)
	}
	for typed, want := range map[string]string{"63,2": "63.2", "1.234,5": "1234.5", "63.2": "63.2", "1234": "1234", "-0,5": "-0.5"} {
		if code, page := save(map[string]string{"actual": typed}); code != 303 && code != 200 {
			t.Fatalf("%q: %d %s", typed, code, alert(page))
		}
		must.Contain(t, d.read(file), "\nactual = "+want+"\n", typed, "is written as")
		must.Be(t, d.form(draftRecord).Get("actual"), strings.Replace(want, ".", ",", 1), typed, "is shown as")
	}
	before := d.read(file)
	for name, typed := range map[string]string{"actual": "1.234", "published": "1.234.567"} {
		_, page := save(map[string]string{name: typed})
		if !strings.Contains(page, typed+" can be read in two ways") || !strings.Contains(page, "for a decimal") {
			t.Errorf("%s %q is not told", name, typed)
		}
		must.Be(t, d.read(file), before, name, typed, "is saved")
	}
}
