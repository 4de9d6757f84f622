package edit

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"tassei/generator/must"
	"tassei/generator/source"
)

// A text of the records whose original was changed alone is told beside its
// translation, and counted in the list, until it is changed or said to fit.
func TestStaleTextsOfTheRecords(t *testing.T) {
	d := open(t, Options{})
	const file, id = "data/FY2024/1-a.toml", "FY2024/1-a-shihyo-1"
	src, _, err := source.Open(d.dir)
	must.Succeed(t, err)
	kept, _ := src.BeginTexts(nil)
	src.Close()
	d.write(source.TextsFile, string(kept))
	row := func() string {
		_, page := d.get("FY2024/")
		_, rest, _ := strings.Cut(page, `href="/-/edit/`+id+`"`)
		rest, _, _ = strings.Cut(rest, "</tr>")
		return rest
	}
	if strings.Contains(row(), "もとの文が変わって") {
		t.Fatal("stale before anything is changed")
	}
	form := d.form(id)
	stems := []string{"method", "action.0.text"}
	old := d.read(file)
	for _, stem := range stems {
		old = strings.Replace(old, form.Get(stem+".ja"), form.Get(stem+".ja")+"（改）", 1)
	}
	d.write(file, old)
	_, page := d.get(id)
	for _, stem := range stems {
		if !strings.Contains(page, `name="`+stem+`.en.fresh"`) || !strings.Contains(page, `id="n-`+stem+`.en"><li class="warning">`) {
			t.Errorf("%s.en is not told: %s", stem, alert(page))
		}
	}
	if !strings.Contains(row(), `<td class="open">`) || !strings.Contains(row(), "もとの文が変わって") {
		t.Errorf("the list says %s", row())
	}
	// One is said to fit, the other is changed: no line of the file that says it fits.
	d.fill(id, map[string]string{"method.en.fresh": "true"})
	must.Be(t, d.read(file), old, "a tick has changed the file")
	_, page = d.get(id)
	if strings.Contains(page, `name="method.en.fresh"`) || !strings.Contains(page, `name="action.0.text.en.fresh"`) {
		t.Error("what was said to fit is not believed, or more than that")
	}
	d.fill(id, map[string]string{"action.0.text.en": "Changed with it"})
	if _, page = d.get(id); strings.Contains(page, ".fresh") || strings.Contains(row(), "もとの文が変わって") {
		t.Errorf("still stale: %s", row())
	}
}

// What an editor writes while a form is being saved is not lost: nothing is written over
// it, and the form is saved on top of it.
func TestWrittenWhileItIsSaved(t *testing.T) {
	d := open(t, Options{})
	const file = "data/FY2025/1-a.toml"
	src := opened(t, d.dir)
	rec, err := look(src, "ja", 2025, "1-a-shihyo-1")
	must.Succeed(t, err)
	other := strings.Replace(d.read(file), "\n", "\n# 手で足した行\n", 1)
	d.write(file, other)
	form := d.form(draftRecord)
	form.Set("actual", "3")
	r := httptest.NewRequest(http.MethodPost, Root+draftRecord, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	must.Succeed(t, r.ParseForm())
	if wrote, err := d.editor.put(httptest.NewRecorder(), r, newForm(rec)); wrote || !changedMeanwhile(err) || d.read(file) != other {
		t.Errorf("written over: %t %v", wrote, err)
	}
	if status, page := d.send(draftRecord, form, nil); status != http.StatusOK {
		t.Fatalf("%d %s", status, alert(page))
	}
	if got := d.read(file); !strings.Contains(got, "# 手で足した行\n") || !strings.Contains(got, "actual = 3\n") {
		t.Errorf("got\n%s", got)
	}
}

// Two programs that confirm translations of one city at once lose none of what was confirmed.
func TestTwoProgramsConfirmTranslations(t *testing.T) {
	a := open(t, Options{})
	src, _, err := source.Open(a.dir)
	must.Succeed(t, err)
	kept, _ := src.BeginTexts(nil)
	src.Close()
	a.write(source.TextsFile, string(kept))
	b := open(t, Options{Dir: a.dir})
	paths := []string{"FY2024/1-a-shihyo-1", "FY2024/1-i-shihyo-1"}
	for _, path := range paths {
		form := a.form(path)
		file := "data/" + path[:len("FY2024/1-a")] + ".toml"
		a.write(file, strings.Replace(a.read(file), form.Get("method.ja"), form.Get("method.ja")+"（改）", 1))
	}
	for n := range 10 {
		var done sync.WaitGroup
		for i, d := range []*desk{a, b} {
			form := d.form(paths[i])
			if !strings.Contains(form.Encode(), "method.ja") {
				t.Fatal("no method")
			}
			form.Set("method.en.fresh", "true")
			done.Go(func() {
				if status, page := d.send(paths[i], form, nil); status != http.StatusOK {
					t.Errorf("%d: %d %s", n, status, alert(page))
				}
			})
		}
		done.Wait()
		for _, path := range paths {
			if _, page := a.get(path); strings.Contains(page, `name="method.en.fresh"`) {
				t.Fatalf("round %d: what was confirmed of %s is lost", n, path)
			}
		}
		for _, path := range paths { // once more
			form := a.form(path)
			file := "data/" + path[:len("FY2024/1-a")] + ".toml"
			a.write(file, strings.Replace(a.read(file), form.Get("method.ja"), form.Get("method.ja")+"改", 1))
		}
	}
}
