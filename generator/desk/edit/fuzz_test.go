package edit

import (
	"crypto/sha256"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"tassei/generator/law"
	"tassei/generator/must"
	"tassei/generator/source"
	"tassei/generator/towns"
)

// FuzzRequest sends any request but one that this program's own page could have
// sent: it never fails, and never writes.
func FuzzRequest(t *testing.F) {
	f := law.Of(t, 25)
	d := open(f, Options{})
	_, page := d.get("FY2025/1-a-shihyo-1")
	form := formOf(page)
	token := form.Get("token")
	if token == "" {
		f.Fatal("the form has no token")
	}
	f.Add("POST", "FY2025/1-a-shihyo-1", "http://other.example", "", form.Encode())
	f.Add("POST", "FY2025/1-a-shihyo-1", "", "application/x-www-form-urlencoded", "actual=1&token=x")
	f.Add("GET", "FY2025/1-a-shihyo-1/../../..", "null", "", "")
	f.Add("PUT", "FY9999/%00", "http://127.0.0.1", "text/plain", "{")
	f.Add("POST", "check", "", "multipart/form-data; boundary=x", "--x--")
	before := treeOf(f, d.dir)
	f.Fuzz(func(t *testing.T, method, path, origin, kind, body string) {
		u, err := url.Parse("http://127.0.0.1:1" + Root + path)
		if err != nil || u.Host != "127.0.0.1:1" || origin == d.server.URL {
			t.Skip()
		}
		r, err := http.NewRequest(method, u.String(), strings.NewReader(body))
		if err != nil {
			t.Skip()
		}
		r.Header["Origin"], r.Header["Content-Type"] = []string{origin}, []string{kind}
		w := httptest.NewRecorder()
		d.editor.ServeHTTP(w, r)
		if w.Code >= 500 && w.Code != http.StatusNotImplemented {
			t.Errorf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		if r.Method != http.MethodGet && treeOf(t, d.dir) != before {
			t.Errorf("%s %s wrote something", method, path)
		}
	})
}

// FuzzForm saves any text in any field of a record, from the page itself. It is
// sent back with what was typed, or written into the record's own files and no
// others, which can be read then.
func FuzzForm(t *testing.F) {
	f := law.Of(t, 200)
	d := open(f, Options{})
	const path = "FY2025/1-a-shihyo-1"
	_, page := d.get(path)
	form := formOf(page)
	var fields []string
	for name := range form {
		if name != "token" && !strings.HasPrefix(name, "was.") {
			fields = append(fields, name)
		}
	}
	slices.Sort(fields)
	if len(fields) < 5 {
		f.Fatalf("fields: %v", fields)
	}
	for i, s := range []string{"1", "８割", "\"", "\\", "'''", "\n[x]\n", "+++\n", "<b>", "\x00", "\u202e", "－", "1\r\n2", "# x", "{none = \"not-yet\"}"} {
		f.Add(uint8(i), s)
	}
	whole := os.DirFS(d.dir)
	f.Fuzz(func(t *testing.T, n uint8, text string) {
		d := &desk{t: t, dir: d.dir, server: d.server, editor: d.editor}
		_, page := d.get(path)
		form := formOf(page)
		form.Set(fields[int(n)%len(fields)], text)
		before := filesOf(t, whole)
		status, answer := d.send(path, form, nil)
		if status >= 500 {
			t.Errorf("%s: %d %s", fields[int(n)%len(fields)], status, answer)
		}
		after := filesOf(t, whole)
		for name, data := range after {
			if before[name] != data && name != "data/FY2025/1-a.toml" && !(strings.HasPrefix(name, "content/FY2025/") && strings.HasSuffix(name, "/1-a/shihyo-1.md")) {
				t.Errorf("%s was written", name)
			}
		}
		for name := range before {
			if _, stays := after[name]; !stays && !strings.HasPrefix(name, "content/FY2025/") {
				t.Errorf("%s is gone", name)
			}
		}
		src, list, err := source.Open(d.dir)
		must.Succeed(t, err)
		defer src.Close()
		for _, p := range list.All() {
			if p.Severity == "error" {
				t.Errorf("%s:%d: %s", p.File, p.Line, p.Code)
			}
		}
	})
}

func filesOf(t testing.TB, tree fs.FS) map[string]string {
	t.Helper()
	all, err := towns.Files(tree)
	must.Succeed(t, err)
	return all
}

// treeOf is one digest of all files of a folder.
func treeOf(t testing.TB, dir string) [32]byte {
	var b strings.Builder
	all := filesOf(t, os.DirFS(dir))
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		b.WriteString(name + "\x00" + all[name] + "\x00")
	}
	return sha256.Sum256([]byte(b.String()))
}
