package edit

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

	"tassei/generator/must"
	"tassei/generator/source"
)

// desk is an editor over a copy of the invented town, and a browser before it.
type desk struct {
	t      testing.TB
	dir    string
	server *httptest.Server
	editor *Editor
}

// opened is a city's folder as it is, open to the end of the test.
func opened(t testing.TB, dir string) *source.Source {
	t.Helper()
	src, _, err := source.Open(dir)
	must.Succeed(t, err)
	t.Cleanup(func() { src.Close() })
	return src
}

func open(t testing.TB, o Options) *desk {
	t.Helper()
	if o.Dir == "" {
		o.Dir = t.TempDir()
		must.Succeed(t, os.CopyFS(o.Dir, os.DirFS("../../testdata/town")))
	}
	d := &desk{t: t, dir: o.Dir}
	if o.Lang == "" {
		o.Lang = "ja"
	}
	o.Known = func(host string) bool { return "http://"+host == d.server.URL }
	d.editor = New(o)
	d.server = httptest.NewServer(d.editor)
	t.Cleanup(func() { d.server.Close(); d.editor.Changed() })
	return d
}

func (d *desk) read(file string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.dir, file))
	must.Succeed(d.t, err)
	return string(text)
}

func (d *desk) write(file, text string) {
	d.t.Helper()
	must.Succeed(d.t, os.WriteFile(filepath.Join(d.dir, file), []byte(text), 0o644))
}

func (d *desk) get(path string) (int, string) {
	d.t.Helper()
	r, err := http.Get(d.server.URL + Root + path)
	must.Succeed(d.t, err)
	defer r.Body.Close()
	body, _ := io.ReadAll(r.Body)
	return r.StatusCode, string(body)
}

// send posts a form as the browser of this page would, unless told otherwise.
func (d *desk) send(path string, form url.Values, other func(*http.Request)) (int, string) {
	d.t.Helper()
	r, err := http.NewRequest(http.MethodPost, d.server.URL+Root+path, strings.NewReader(form.Encode()))
	must.Succeed(d.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", d.server.URL)
	if other != nil {
		other(r)
	}
	a, err := http.DefaultClient.Do(r)
	must.Succeed(d.t, err)
	defer a.Body.Close()
	body, _ := io.ReadAll(a.Body)
	return a.StatusCode, string(body)
}

var controls = regexp.MustCompile(`(?s)<input type="(\w+)"[^>]*? name="([^"]+)" value="([^"]*)"( checked)?|<textarea [^>]*?name="([^"]+)"[^>]*>\n(.*?)</textarea>|<select [^>]*?name="([^"]+)"[^>]*>(.*?)</select>`)
var regexpID = regexp.MustCompile(`href="/-/edit/(FY\d+/[a-z0-9-]+)"`)
var selected = regexp.MustCompile(`value="([^"]*)" selected`)

// formOf reads the form of a page as a browser would send it untouched.
func formOf(page string) url.Values {
	v := url.Values{}
	for _, m := range controls.FindAllStringSubmatch(strings.ReplaceAll(page, `type="hidden" name`, `type="hidden" x name`), -1) {
		switch {
		case m[2] != "" && (m[1] != "checkbox" || m[4] != ""):
			v.Set(m[2], html.UnescapeString(m[3]))
		case m[5] != "":
			v.Set(m[5], html.UnescapeString(m[6]))
		case m[7] != "":
			if s := selected.FindStringSubmatch(m[8]); s != nil {
				v.Set(m[7], html.UnescapeString(s[1]))
			}
		}
	}
	return v
}

// form opens a record.
func (d *desk) form(path string) url.Values {
	d.t.Helper()
	status, page := d.get(path)
	if status != http.StatusOK {
		d.t.Fatalf("%s: %d %s", path, status, page)
	}
	return formOf(page)
}

// fill opens a draftRecord, types into it and saves.
func (d *desk) fill(path string, typed map[string]string) {
	d.t.Helper()
	form := d.form(path)
	for name, s := range typed {
		form.Set(name, s)
	}
	if status, page := d.send(path, form, nil); status != http.StatusOK {
		d.t.Fatalf("%s: %d\n%s", path, status, alert(page))
	}
}

// alert is what a page says first, and its problems.
func alert(page string) string {
	return strings.Join(regexp.MustCompile(`(?s)role="alert".*?</(?:div|p)>|<ol id="problems">.*?</ol>`).FindAllString(page, -1), "\n")
}
