package edit

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tassei/generator/must"
)

// draftRecord is a record of the year that is not published yet.
const draftRecord = "FY2025/1-a-shihyo-1"

func TestAFormSavedUntouchedChangesNothing(t *testing.T) {
	d := open(t, Options{})
	for _, id := range []string{"FY2024/1-a-shihyo-1", "FY2024/1-a-shihyo-2", "FY2024/1-i-shihyo-2", "FY2024/2-i-mokuhyo-1", "FY2024/2-i-shihyo-3", "FY2023/1-i-shihyo-1", draftRecord} {
		d.fill(id, nil)
	}
	same(t, d.dir, "../../testdata/town")
}

// same compares two folders.
func same(t *testing.T, a, b string) {
	t.Helper()
	err := filepath.WalkDir(b, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, _ := filepath.Rel(b, path)
		was, _ := os.ReadFile(path)
		if now, _ := os.ReadFile(filepath.Join(a, name)); string(now) != string(was) {
			t.Errorf("%s changed", name)
		}
		return nil
	})
	must.Succeed(t, err)
}

func TestFiguresAreWrittenAsAHandWould(t *testing.T) {
	d := open(t, Options{})
	before := d.read("data/FY2025/1-a.toml")
	d.fill(draftRecord, map[string]string{"actual": "３", "published": "50", "provisional": "true", "as_of.actual.ja": "令和８年４月"})
	want := strings.Replace(before, "# actual =\n# published =\n", "actual = 3\nprovisional = true\npublished = \"50\"\n\n  [record.as_of]\n  actual = \"令和８年４月\"\n", 1)
	must.Be(t, d.read("data/FY2025/1-a.toml"), want)
	d.fill(draftRecord, map[string]string{"actual": "", "actual.none": "not-yet", "actual.printed": "―", "published": "", "provisional": ""})
	if got := d.read("data/FY2025/1-a.toml"); !strings.Contains(got, "actual = {none = \"not-yet\", printed = \"―\"}\n\n") || strings.Contains(got, "provisional") {
		t.Errorf("got\n%s", got)
	}
}

func TestWhatIsWrongIsSaidAndNotSaved(t *testing.T) {
	d := open(t, Options{})
	before := d.read("data/FY2025/1-a.toml")
	form := d.form(draftRecord)
	form.Set("actual", "8割 <b>")
	form.Set("comment.ja", "書きかけ")
	status, page := d.send(draftRecord, form, nil)
	if status != http.StatusUnprocessableEntity || d.read("data/FY2025/1-a.toml") != before {
		t.Fatalf("status %d", status)
	}
	if again := formOf(page); again.Get("actual") != "8割 <b>" || again.Get("comment.ja") != "書きかけ" {
		t.Errorf("what was typed is lost: %v", again)
	}
	if !strings.Contains(page, `id="n-actual"><li class="error"`) || strings.Contains(page, "<b>\"") {
		t.Errorf("the field at fault is not told: %s", alert(page))
	}
	form = formOf(page)
	form.Set("actual", "8")
	if status, page = d.send(draftRecord, form, nil); status != http.StatusOK || !strings.Contains(d.read("content/FY2025/ja/1-a/shihyo-1.md"), "書きかけ\n") {
		t.Errorf("%d %s", status, alert(page))
	}
}

// Two browsers, one draftRecord: the second is told, and loses nothing.
func TestTheSecondBrowserIsTold(t *testing.T) {
	d := open(t, Options{})
	first, second := d.form(draftRecord), d.form(draftRecord)
	first.Set("actual", "3")
	first.Set("comment.ja", "一人目の文")
	if status, page := d.send(draftRecord, first, nil); status != http.StatusOK {
		t.Fatal(alert(page))
	}
	saved := d.read("data/FY2025/1-a.toml")
	second.Set("actual", "4")
	second.Set("published", "0")
	status, page := d.send(draftRecord, second, nil)
	if status != http.StatusConflict || d.read("data/FY2025/1-a.toml") != saved {
		t.Fatalf("status %d", status)
	}
	again := formOf(page)
	if again.Get("actual") != "4" || again.Get("published") != "0" || again.Get("comment.ja") != "一人目の文" || !strings.Contains(page, "<pre>3</pre>") {
		t.Errorf("actual %q published %q comment %q", again.Get("actual"), again.Get("published"), again.Get("comment.ja"))
	}
	if status, page = d.send(draftRecord, again, nil); status != http.StatusOK {
		t.Fatalf("%d %s", status, alert(page))
	}
	if got := d.read("data/FY2025/1-a.toml"); !strings.Contains(got, "actual = 4\n") || !strings.Contains(d.read("content/FY2025/ja/1-a/shihyo-1.md"), "一人目の文") {
		t.Errorf("got\n%s", got)
	}
}

// Another indicator of the same file is nobody's business.
func TestTwoRecordsOfOneFile(t *testing.T) {
	d := open(t, Options{})
	first, second := d.form(draftRecord), d.form("FY2025/1-a-shihyo-2")
	first.Set("actual", "3")
	second.Set("actual", "501.5")
	for path, form := range map[string]url.Values{draftRecord: first, "FY2025/1-a-shihyo-2": second} {
		if status, page := d.send(path, form, nil); status != http.StatusOK {
			t.Fatalf("%s %d %s", path, status, alert(page))
		}
	}
	if got := d.read("data/FY2025/1-a.toml"); !strings.Contains(got, "actual = 3\n") || !strings.Contains(got, "actual = 501.5\n") {
		t.Errorf("got\n%s", got)
	}
}

func TestHostileRequestsAreRefused(t *testing.T) {
	d := open(t, Options{})
	form := d.form(draftRecord)
	form.Set("actual", "99")
	for name, c := range map[string]struct {
		other func(*http.Request)
		form  func(url.Values)
		want  int
	}{
		"another host":         {other: func(r *http.Request) { r.Host = "evil.example" }, want: http.StatusMisdirectedRequest},
		"another origin":       {other: func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }, want: http.StatusForbidden},
		"another port":         {other: func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") }, want: http.StatusForbidden},
		"https":                {other: func(r *http.Request) { r.Header.Set("Origin", strings.Replace(d.server.URL, "http:", "https:", 1)) }, want: http.StatusForbidden},
		"origin null":          {other: func(r *http.Request) { r.Header.Set("Origin", "null") }, want: http.StatusForbidden},
		"no origin":            {other: func(r *http.Request) { r.Header.Del("Origin") }, want: http.StatusForbidden},
		"across sites":         {other: func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, want: http.StatusForbidden},
		"no token":             {form: func(v url.Values) { v.Del("token") }, want: http.StatusForbidden},
		"another token":        {form: func(v url.Values) { v.Set("token", strings.Repeat("0", 48)) }, want: http.StatusForbidden},
		"a plain text":         {other: func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") }, want: http.StatusUnsupportedMediaType},
		"in parts":             {other: func(r *http.Request) { r.Header.Set("Content-Type", "multipart/form-data; boundary=x") }, want: http.StatusUnsupportedMediaType},
		"ten million bytes":    {form: func(v url.Values) { v.Set("comment.ja", strings.Repeat("a", 10<<20)) }, want: http.StatusRequestEntityTooLarge},
		"ten million in check": {form: func(v url.Values) { v.Set("comment.ja", strings.Repeat("a", 10<<20)) }, want: http.StatusRequestEntityTooLarge},
	} {
		sent := url.Values{}
		for k, v := range form {
			sent[k] = v
		}
		if c.form != nil {
			c.form(sent)
		}
		path := draftRecord
		if strings.HasSuffix(name, "check") {
			path += "/check"
		}
		if status, _ := d.send(path, sent, c.other); status != c.want {
			t.Errorf("%s: %d, want %d", name, status, c.want)
		}
	}
	same(t, d.dir, "../../testdata/town")
	// The same request, rightly sent, is taken: each refusal above had its own cause.
	if status, page := d.send(draftRecord, form, nil); status != http.StatusOK {
		t.Errorf("%d %s", status, alert(page))
	}
}

// Neither year nor indicator is ever a path of its own.
func TestPathsLeadNowhereElse(t *testing.T) {
	d := open(t, Options{})
	secret := filepath.Join(filepath.Dir(d.dir), "secret.toml")
	d.write("../secret.toml", "[[record]]\nindicator = \"x\"\n")
	defer os.Remove(secret)
	form := d.form(draftRecord)
	for _, path := range []string{"FY2025/../../secret", "FY2025/..%2f..%2fsecret", "..%2f..%2f/1-a-shihyo-1", "FY2025/%2e%2e%2f1-a-shihyo-1", "FY2025/1-a-shihyo-99",
		"FY2025/1-a", "FY1999/1-a-shihyo-1", "plan/1-a-shihyo-1", "FY2025/1-a-shihyo-1%00", "FY2025/secret-shihyo-1", "FY2025/C:%5C1-a-shihyo-1"} {
		if status, _ := d.get(path); status == http.StatusOK {
			t.Errorf("GET %s: %d", path, status)
		}
		if status, _ := d.send(path, form, nil); status == http.StatusOK {
			t.Errorf("POST %s: %d", path, status)
		}
	}
	same(t, d.dir, "../../testdata/town")
}

func TestReadOnlyWritesNothing(t *testing.T) {
	d := open(t, Options{ReadOnly: true})
	form := d.form(draftRecord)
	form.Set("actual", "3")
	for _, path := range []string{draftRecord, draftRecord + "/check"} {
		if status, _ := d.send(path, form, nil); status != http.StatusForbidden {
			t.Errorf("%s: %d", path, status)
		}
	}
	if _, page := d.get(draftRecord); strings.Contains(page, `type="submit"`) {
		t.Error("a button that does nothing")
	}
	same(t, d.dir, "../../testdata/town")
}

// A page of a run before cannot save, but keeps what was typed.
func TestAnOldPageKeepsWhatWasTyped(t *testing.T) {
	d := open(t, Options{})
	form := d.form(draftRecord)
	form.Set("token", "of yesterday")
	form.Set("comment.ja", "長い<文>")
	status, page := d.send(draftRecord, form, nil)
	if status != http.StatusForbidden || !strings.Contains(page, "<pre>長い&lt;文&gt;</pre>") || strings.Contains(page, "of yesterday") {
		t.Errorf("%d %s", status, page)
	}
}

func TestCheckJudgesWhileTyping(t *testing.T) {
	d := open(t, Options{Lang: "en"})
	form := d.form(draftRecord)
	ask := func() (v verdict) {
		t.Helper()
		status, body := d.send(draftRecord+"/check", form, nil)
		if err := json.Unmarshal([]byte(body), &v); err != nil || status != http.StatusOK {
			t.Fatalf("%d %s", status, body)
		}
		return v
	}
	ask() // the first one opens the files
	form.Set("actual", "8人")
	v := ask()
	if len(v.Notes) == 0 || v.Notes[0].Field != "actual" || v.Notes[0].Severity != "error" || !strings.Contains(v.Notes[0].Hint, "actual = 8") {
		t.Errorf("%+v", v.Notes)
	}
	form.Set("actual", "1")
	form.Set("comment.ja", "**太い**文\n\n<script>alert(1)</script>")
	v = ask()
	if !strings.Contains(v.Result, "150.0%") || !strings.Contains(string(v.Previews["ja"]), "<strong>太い</strong>") || strings.Contains(string(v.Previews["ja"]), "<script") {
		t.Errorf("%s %s", v.Result, v.Previews["ja"])
	}
	found := false
	for _, n := range v.Notes {
		found = found || n.Field == "comment.ja" && n.Excerpt != ""
	}
	if !found || len(v.Changes) != 2 {
		t.Errorf("%+v %q", v.Notes, v.Changes)
	}
	same(t, d.dir, "../../testdata/town")
}

// The longest comments that are read fit into a form, whatever they are of.
func TestTheLongestCommentsAreTaken(t *testing.T) {
	d := open(t, Options{})
	long := strings.Repeat(strings.Repeat("長い文。", 400)+"\n\n", 52)
	for range 2 { // the second time it is also what the form was made from
		d.fill(draftRecord, map[string]string{"comment.ja": long, "comment.en": long + "2"})
		long += "続き"
	}
	if got := d.read("content/FY2025/ja/1-a/shihyo-1.md"); !strings.Contains(got, "長い文。\n\n続き") || len(got) < 240_000 {
		t.Errorf("%d bytes", len(got))
	}
}

// Many at once: each save is whole, and what one did not see it is told.
func TestManySaveAtOnce(t *testing.T) {
	d := open(t, Options{})
	paths := []string{draftRecord, "FY2025/1-a-shihyo-2", "FY2025/1-a-mokuhyo-1"}
	forms := make([]url.Values, 12)
	for i := range forms {
		forms[i] = d.form(paths[i%3])
		forms[i].Set("notes.new.ja", fmt.Sprintf("注記 %d", i))
		forms[i].Set("notes.new.en", fmt.Sprintf("Note %d", i))
	}
	var wg sync.WaitGroup
	status := make([]int, len(forms))
	for i := range forms {
		wg.Go(func() { status[i], _ = d.send(paths[i%3], forms[i], nil) })
	}
	wg.Wait()
	file, saved := d.read("data/FY2025/1-a.toml"), 0
	for i, s := range status {
		written := strings.Contains(file, fmt.Sprintf("\"注記 %d\"", i))
		if s == http.StatusOK {
			saved++
		}
		if written != (s == http.StatusOK) || s != http.StatusOK && s != http.StatusConflict {
			t.Errorf("save %d: status %d, written %t", i, s, written)
		}
	}
	must.Be(t, saved, len(paths), "were saved, one of each record should be")
}

// A file that is broken meanwhile is told as such, and not as one that is not there yet;
// what was typed stays on the page.
func TestABrokenFileIsToldAsSuch(t *testing.T) {
	const file = "data/FY2025/1-a.toml"
	for name, spoil := range map[string]func(d *desk, path string) error{
		"half a header": func(d *desk, path string) error {
			return os.WriteFile(path, []byte(strings.Replace(d.read(file), "[[record]]", "[[record", 1)), 0o644)
		},
		"zeros":    func(_ *desk, path string) error { return os.WriteFile(path, make([]byte, 300), 0o644) },
		"a link":   func(_ *desk, path string) error { os.Remove(path); return os.Symlink("/etc/passwd", path) },
		"a folder": func(_ *desk, path string) error { os.Remove(path); return os.Mkdir(path, 0o755) },
	} {
		d := open(t, Options{})
		form := d.form(draftRecord)
		form.Set("comment.ja", "長い評価の文")
		must.Succeed(t, spoil(d, filepath.Join(d.dir, file)))
		status, page := d.get(draftRecord)
		if status != http.StatusServiceUnavailable || !strings.Contains(page, file) {
			t.Errorf("%s: %d %s", name, status, alert(page))
		}
		status, page = d.send(draftRecord, form, nil)
		if status != http.StatusServiceUnavailable || !strings.Contains(page, "長い評価の文") {
			t.Errorf("%s, sent: %d %s", name, status, alert(page))
		}
	}
	d := open(t, Options{})
	const comment = "content/FY2025/ja/1-a/shihyo-1.md"
	must.Succeed(t, os.MkdirAll(filepath.Dir(filepath.Join(d.dir, comment)), 0o755))
	d.write(comment, "\x95\x5d\x89\xbf\n") // 評価 in Shift_JIS, which a browser would send back as signs of loss
	if status, page := d.get(draftRecord); status != http.StatusServiceUnavailable || !strings.Contains(page, comment) {
		t.Errorf("a comment in Shift_JIS: %d %s", status, alert(page))
	}
	d = open(t, Options{})
	must.Succeed(t, os.Remove(filepath.Join(d.dir, file)))
	if status, page := d.get(draftRecord); status != http.StatusNotFound {
		t.Errorf("no file: %d %s", status, alert(page))
	}
}

// A file that an editor is writing, or that was cut off, is never told to be without a fault.
func TestACutFileIsNotFine(t *testing.T) {
	const file = "data/FY2024/1-a.toml"
	for _, kept := range []string{"  [record.as", "baseline = \"令和４年３月末", "  [[record.action]]\n  te", "  text     = {ja = '掲示物に"} {
		d := open(t, Options{})
		text := d.read(file)
		d.write(file, text[:strings.LastIndex(text, kept)+len(kept)])
		if _, page := d.get("FY2024/1-a-mokuhyo-1"); strings.Contains(page, "問題はありません") || !strings.Contains(page, `<li class="error">`) {
			t.Errorf("%s: the lines that cannot be read are not told", kept)
		}
	}
}

// What hinders it from writing is told in the words of the clerk.
func TestWhyItWasNotWritten(t *testing.T) {
	d := open(t, Options{Why: func(err error) string { return "理由：" + err.Error() }})
	form := d.form(draftRecord)
	form.Set("actual", "3")
	must.Succeed(t, os.Chmod(filepath.Join(d.dir, "data/FY2025/1-a.toml"), 0o444))
	if status, page := d.send(draftRecord, form, nil); status != http.StatusInternalServerError || !strings.Contains(page, "理由：") {
		t.Errorf("%d %s", status, alert(page))
	}
}
