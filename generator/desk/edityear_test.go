package desk

import (
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tassei/generator/desk/edit"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/source"
)

// A year is made from `new` to a draft in which nothing is open, without an
// editor: every record that the list names is opened, filled in and saved.
func TestAYearIsMadeInTheBrowser(t *testing.T) {
	for name, c := range map[string]struct {
		from string
		year kpi.Year
	}{"town": {"../testdata/town", 2026}, "city": {"../..", 2025}} {
		t.Run(name, func(t *testing.T) { makeYear(t, c.from, c.year) })
	}
}

func makeYear(t *testing.T, from string, year kpi.Year) {
	dir := t.TempDir()
	for _, top := range []string{"data", "content"} {
		must.Succeed(t, os.CopyFS(filepath.Join(dir, top), os.DirFS(filepath.Join(from, top))))
	}
	src, before := openTown(t, dir)
	edits := newYear(t, src, year)
	must.Succeed(t, must.Err(output.WriteSet(dir, edits)))
	var server *httptest.Server
	editor := edit.New(edit.Options{Dir: dir, Lang: "ja", Known: func(host string) bool { return "http://"+host == server.URL }})
	server = httptest.NewServer(editor)
	defer server.Close()
	defer editor.Changed()

	list := page(t, server.URL+edit.Root+year.String()+"/")
	links := regexp.MustCompile(`<a href="(/-/edit/FY\d+/[^"]+-\d+)">`).FindAllStringSubmatch(list, -1)
	if len(links) < 10 || !strings.Contains(list, "できた 0、") {
		t.Fatalf("%d records: %s", len(links), list)
	}
	for _, link := range links {
		form := controlsOf(page(t, server.URL+link[1]))
		answer(form)
		r, _ := http.NewRequest(http.MethodPost, server.URL+link[1], strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", server.URL)
		w, err := http.DefaultClient.Do(r)
		must.Succeed(t, err)
		body, _ := io.ReadAll(w.Body)
		w.Body.Close()
		if w.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d\n%s", link[1], w.StatusCode, regexp.MustCompile(`(?s)<ol id="problems">.*?</ol>`).FindString(string(body)))
		}
	}
	if list = page(t, server.URL+edit.Root+year.String()+"/"); !strings.Contains(list, "翻訳待ち 0、空欄あり 0、要確認 0") {
		t.Errorf("not all is done: %s", regexp.MustCompile(`(?s)<p id="tally">.*?</p>|<td class="(?:open|blank|doubt)">.*?</tr>`).FindAllString(list, -1))
	}
	after := opened(t, dir)
	for _, p := range after.Check(source.Options{Year: year}).All() {
		t.Errorf("%s:%d: %s", p.File, p.Line, p.In("en").Message)
	}
	unharmed(t, before, after)
}

// unharmed sees that other years have no problem that they did not have.
func unharmed(t *testing.T, before *diag.List, after *source.Source) {
	t.Helper()
	if was, is := before.Errors(), after.Check(source.Options{}).Errors(); is > was {
		t.Errorf("%d errors, there were %d", is, was)
	}
}

func page(t *testing.T, address string) string {
	t.Helper()
	r, err := http.Get(address)
	must.Succeed(t, err)
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body)
	if r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %d %s", address, r.StatusCode, body)
	}
	return string(body)
}

var control = regexp.MustCompile(`(?s)<input type="(?:text|hidden)"(?: id="[^"]*")? name="([^"]+)" value="([^"]*)"|<textarea id="[^"]*" name="([^"]+)"[^>]*>\n(.*?)</textarea>|<select id="[^"]*" name="([^"]+)"[^>]*>(.*?)</select>`)
var chosen = regexp.MustCompile(`value="([^"]*)" selected`)

// controlsOf reads a form as a browser would send it untouched.
func controlsOf(page string) url.Values {
	v := url.Values{}
	for _, m := range control.FindAllStringSubmatch(page, -1) {
		value := m[2] + m[4]
		if m[5] != "" {
			if s := chosen.FindStringSubmatch(m[6]); s != nil {
				value = s[1]
			}
		}
		v.Set(m[1]+m[3]+m[5], html.UnescapeString(value))
	}
	return v
}

// answer fills in what is blank, as somebody with the sheets at hand would.
func answer(form url.Values) {
	set := func(name, value string) {
		if form.Has(name) && form.Get(name) == "" {
			form.Set(name, value)
		}
	}
	for name := range form {
		if prefix, ok := strings.CutSuffix(name, "actual"); ok && (prefix == "" || strings.HasPrefix(prefix, "part.")) {
			if form.Get(prefix+"baseline") == "" && form.Get(prefix+"baseline.none") == "" {
				set(prefix+"baseline.none", "not-measured")
			}
			if form.Get(prefix+"target.none") == "" {
				set(prefix+"target", "10")
			}
			from, _, _ := strings.Cut(form.Get(prefix+"target"), "～")
			if from = strings.TrimRight(from, "超未満"); from == "" {
				from = "10"
			}
			set(prefix+"actual", from)
		}
	}
	if form.Has("actual.done") {
		for _, key := range []string{"target", "actual"} {
			if form.Get(key+".none") == "" {
				set(key+".done", "true")
				set(key+".ja", "策定した")
				set(key+".en", "adopted")
			}
		}
		if form.Get("baseline.none") == "" && form.Get("baseline.ja") == "" {
			set("baseline.none", "not-stated")
		}
	}
	if form.Get("method.ja") == "" {
		set("method.ja", "数える")
		set("method.en", "Count")
	}
	set("as_of.actual.ja", "令和８年３月")
	set("comment.ja", "計画のとおり進んだ。")
	set("comment.en", "It went as planned.")
	if form.Get("action.0.text.ja") == "" && form.Has("action.new.text.ja") {
		form.Set("action.new.text.ja", "続ける")
		form.Set("action.new.text.en", "Go on")
	}
}
