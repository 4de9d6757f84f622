package desk

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tassei/generator/diag"
	"tassei/generator/must"
)

// preview serves a folder whose page is data/page.txt, until the test ends.
// The word "broken" in it is an error, "panic" one that is not in the list.
type preview struct {
	dir, address string
	events       chan Event
	ended        chan error
	stop         context.CancelFunc
}

func serveFolder(t *testing.T) *preview {
	t.Helper()
	p := &preview{dir: t.TempDir(), events: make(chan Event, 16), ended: make(chan error, 1)}
	p.write(t, "data/page.txt", "first")
	listener, err := listen(0)
	must.Succeed(t, err)
	ctx, stop := context.WithCancel(context.Background())
	p.stop = stop
	view := Preview{Dir: p.dir, Lang: "ja", Build: p.build, Tell: func(e Event) { p.events <- e }}
	go func() { p.ended <- view.serve(ctx, listener) }()
	t.Cleanup(func() {
		stop()
		select {
		case err := <-p.ended:
			if err != nil {
				t.Errorf("serve: %v", err)
			}
		case <-time.After(30 * time.Second):
			t.Error("the preview does not end")
		}
	})
	e := p.next(t)
	p.address = e.Address
	return p
}

func (p *preview) build(out Output) (*diag.List, error) {
	text, err := os.ReadFile(filepath.Join(p.dir, "data/page.txt"))
	if err != nil {
		return nil, err
	}
	list := &diag.List{}
	switch {
	case strings.Contains(string(text), "broken"):
		out.Write("half.html", []byte("half"))
		list.Add(diag.New("K112", "key", "actual", "hint", "number", "number", "12").
			At("data/FY2024/<b>.toml", 14, 10).Quote(`actual = "12人<script>alert(1)</script>"`, 5))
		return list, nil
	case strings.Contains(string(text), "panic"):
		return nil, errors.New("the <disk> is full")
	}
	page := "<!DOCTYPE html><html><head><title>" + strings.Repeat("長い題名", 2000) + "</title>" + `<script defer src="` + LiveScript + `"></script></head>` + string(text)
	out.Write("index.html", []byte(page))
	out.Write("404.html", []byte("not here"))
	out.Write("FY2024/index.html", []byte("year"))
	out.Write("archive/FY2024/data/site/index.html", []byte("sealed"))
	out.Write("archive/FY2024/data/source/layouts/pages/index.html", []byte("{{.Title}}"))
	w, err := out.Create("data/a.csv")
	if err != nil {
		return list, err
	}
	io.WriteString(w, "id,")
	io.WriteString(w, "値")
	return list, w.Close()
}

func (p *preview) write(t *testing.T, name, text string) {
	t.Helper()
	full := filepath.Join(p.dir, name)
	must.Succeed(t, os.MkdirAll(filepath.Dir(full), 0o755))
	must.Succeed(t, os.WriteFile(full, []byte(text), 0o644))
}

func (p *preview) next(t *testing.T) Event {
	t.Helper()
	select {
	case e := <-p.events:
		return e
	case err := <-p.ended:
		t.Fatalf("the preview ended: %v", err)
	case <-time.After(30 * time.Second):
		t.Fatal("nothing was built")
	}
	return Event{}
}

// until waits for a build of which a condition holds: a save may be seen twice.
func (p *preview) until(t *testing.T, holds func(Event) bool) Event {
	t.Helper()
	for range 8 {
		if e := p.next(t); holds(e) {
			return e
		}
	}
	t.Fatal("the build that was waited for did not come")
	return Event{}
}

func (p *preview) get(t *testing.T, path string) (*http.Response, string) {
	t.Helper()
	return p.do(t, http.MethodGet, path, "")
}

func (p *preview) do(t *testing.T, method, path, host string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, strings.TrimSuffix(p.address, "/")+path, nil)
	must.Succeed(t, err)
	if host != "" {
		r.Host = host
	}
	w, err := http.DefaultClient.Do(r)
	must.Succeed(t, err)
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	must.Succeed(t, err)
	return w, string(body)
}

func TestServePages(t *testing.T) {
	p := serveFolder(t)
	w, body := p.get(t, "/")
	must.Contain(t, body, "first", "the page")
	if w.Header.Get("Cache-Control") != "no-store" || w.Header.Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("its header is %v", w.Header)
	}
	for path, want := range map[string]struct {
		status     int
		kind, text string
	}{
		"/FY2024/":      {200, "text/html; charset=utf-8", "year"},
		"/FY2024":       {200, "text/html; charset=utf-8", "year"}, // after a redirect
		"/data/a.csv":   {200, "text/csv; charset=utf-8", "id,値"},
		"/none.html":    {404, "text/html; charset=utf-8", "not here"},
		"/../page.txt":  {404, "text/html; charset=utf-8", "not here"},
		"/-/live.css":   {200, "text/css; charset=utf-8", "#tassei-live"},
		"/-/live.js":    {200, "text/javascript; charset=utf-8", "visibilitychange"}, // a page that is not seen holds no line
		"/-/problems":   {200, "text/html; charset=utf-8", "誤りはありません"},
		"/-/other":      {404, "text/html; charset=utf-8", "not here"},
		"/%2e%2e/etc/x": {404, "text/html; charset=utf-8", "not here"},
		// A sealed page is shown as it is.
		"/archive/FY2024/data/site/index.html": {200, "text/html; charset=utf-8", "sealed"},
		// A layout that it was made from is no page.
		"/archive/FY2024/data/source/layouts/pages/index.html": {200, "text/plain; charset=utf-8", "{{.Title}}"},
	} {
		w, body := p.get(t, path)
		if w.StatusCode != want.status || w.Header.Get("Content-Type") != want.kind || !strings.Contains(body, want.text) {
			t.Errorf("%s: %d %s %q", path, w.StatusCode, w.Header.Get("Content-Type"), body)
		}
	}
}

func TestServeIsPrivate(t *testing.T) {
	p := serveFolder(t)
	port := strings.Trim(strings.TrimPrefix(p.address, "http://127.0.0.1"), ":/")
	for host, status := range map[string]int{
		"127.0.0.1:" + port: 200, "localhost:" + port: 200, "[::1]:" + port: 200,
		"127.0.0.1": 421, "evil.example": 421, "evil.example:" + port: 421, "localhost.evil.example:" + port: 421, "127.0.0.1:1": 421,
	} {
		for _, path := range []string{"/", "/-/problems", "/-/live.js"} {
			if w, _ := p.do(t, http.MethodGet, path, host); w.StatusCode != status {
				t.Errorf("Host %s%s: %d, want %d", host, path, w.StatusCode, status)
			}
		}
	}
	if w, _ := p.do(t, http.MethodPost, "/", ""); w.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", w.StatusCode)
	}
	// Nobody else can reach it: it listens on the loopback address alone.
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		t.Skip(err)
	}
	for _, a := range addresses {
		ip, ok := a.(*net.IPNet)
		if !ok || ip.IP.IsLoopback() || ip.IP.To4() == nil {
			continue
		}
		if c, err := net.DialTimeout("tcp", net.JoinHostPort(ip.IP.String(), port), time.Second); err == nil {
			c.Close()
			t.Errorf("it can be reached as %s", ip.IP)
		}
	}
}

func TestServeKeepsTheLastGoodSite(t *testing.T) {
	p := serveFolder(t)
	p.write(t, "data/page.txt", "broken")
	e := p.until(t, func(e Event) bool { return e.Problems.Errors() == 1 })
	if e.Changed || e.Files == 0 {
		t.Errorf("after an error: %+v", e)
	}
	if _, body := p.get(t, "/"); !strings.Contains(body, "first") {
		t.Errorf("the good page is gone: %q", body)
	}
	if w, _ := p.get(t, "/half.html"); w.StatusCode != 404 {
		t.Error("a file of the broken build is shown")
	}
	_, body := p.get(t, "/-/problems")
	for _, want := range []string{
		"data/FY2024/&lt;b&gt;.toml:14:10", "実績値は数で書いてください", "ヒント", "K112",
		`actual = <mark>&#34;12人&lt;</mark>script&gt;alert(1)&lt;/script&gt;`,
	} {
		must.Contain(t, body, want, "the page of problems")
	}
	if strings.Contains(body, "<script>alert") {
		t.Error("text of a file is markup in the page of problems")
	}
	p.write(t, "data/page.txt", "panic")
	p.until(t, func(e Event) bool { return e.Err != nil })
	if _, body = p.get(t, "/-/problems"); !strings.Contains(body, "the &lt;disk&gt; is full") {
		t.Errorf("the error is not told: %s", body)
	}
	p.write(t, "data/page.txt", "mended")
	p.until(t, func(e Event) bool { return e.Changed })
	if _, body := p.get(t, "/"); !strings.Contains(body, "mended") {
		t.Errorf("the mended page is not shown: %q", body)
	}
}

func TestServeFromABrokenStart(t *testing.T) {
	p := &preview{dir: t.TempDir()}
	p.write(t, "data/page.txt", "broken")
	s := &screen{lang: "en", port: 80, changed: make(chan struct{}), ctx: t.Context()}
	server := &http.Server{Handler: s.handler()}
	l, err := listen(0)
	must.Succeed(t, err)
	s.port = l.Addr().(*net.TCPAddr).Port
	p.address = "http://127.0.0.1:" + strconv.Itoa(s.port) + "/"
	go server.Serve(l)
	defer server.Close()
	if w, body := p.get(t, "/"); w.StatusCode != 503 || !strings.Contains(body, "Making pages") || !strings.Contains(body, LiveScript) {
		t.Errorf("before the first build: %d %s", w.StatusCode, body)
	}
	Preview{Build: p.build}.rebuild(s, p.address)
	if w, body := p.get(t, "/FY2024/x.html"); w.StatusCode != 503 || !strings.Contains(body, "K112") {
		t.Errorf("without any good site: %d %s", w.StatusCode, body)
	}
}

// TestServeReload follows the stream that a page listens to.
func TestServeReload(t *testing.T) {
	p := serveFolder(t)
	_, script := p.get(t, LiveScript)
	w, err := http.Get(p.address + "-/events")
	must.Succeed(t, err)
	defer w.Body.Close()
	must.Be(t, w.Header.Get("Content-Type"), "text/event-stream", "the stream is", w.Header)
	lines := bufio.NewScanner(w.Body)
	type news struct {
		Version  string
		Errors   int
		Problems []notice
	}
	next := func() (n news) {
		t.Helper()
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				must.Succeed(t, json.Unmarshal([]byte(data), &n))
				return n
			}
		}
		t.Fatal("the stream ended")
		return n
	}
	first := next()
	must.Contain(t, script, "'"+first.Version+"'", "the script does not know the version of its page")
	p.write(t, "data/page.txt", "broken")
	n := next()
	for n.Errors == 0 {
		n = next()
	}
	if n.Version != first.Version || n.Problems[0].At != `"12人<` || n.Problems[0].Line != 14 {
		t.Errorf("an error: %+v", n)
	}
	p.write(t, "data/page.txt", "second")
	for n = next(); n.Version == first.Version; n = next() {
	}
	p.stop()
	for lines.Scan() { // the stream ends with the preview
	}
}

// TestWatch saves files in the ways of different editors.
func TestWatch(t *testing.T) {
	for name, look := range map[string]bool{"told by the system": false, "by looking": true} {
		t.Run(name, func(t *testing.T) {
			p := &preview{dir: t.TempDir()}
			p.write(t, "data/FY2024/1-i.toml", "actual = 48\n")
			ctx, stop := context.WithCancel(context.Background())
			defer stop()
			var changes <-chan struct{}
			if look {
				w := &watcher{dir: p.dir, out: make(chan struct{}, 1), look: 20 * time.Millisecond}
				w.seen = w.state()
				go w.run(ctx)
				changes = w.out
			} else {
				changes = watch(ctx, p.dir)
			}
			seen := func(what string) {
				t.Helper()
				select {
				case <-changes:
				case <-time.After(30 * time.Second):
					t.Fatalf("not seen: %s", what)
				}
				for { // one save may be seen in several steps
					select {
					case <-changes:
						continue
					case <-time.After(400 * time.Millisecond):
					}
					break
				}
			}
			p.write(t, "data/FY2024/1-i.toml", "actual = 49\n# longer\n")
			seen("a file written")
			p.write(t, "data/FY2024/.1-i.toml.swp", "x")
			os.WriteFile(filepath.Join(p.dir, "public.html"), nil, 0o644)
			select {
			case <-changes:
				t.Error("an editor's own file, or one outside of the data, was taken for a change")
			case <-time.After(300 * time.Millisecond):
			}
			p.write(t, "data/FY2024/.new", "actual = 50\n")
			must.Succeed(t, os.Rename(filepath.Join(p.dir, "data/FY2024/.new"), filepath.Join(p.dir, "data/FY2024/1-i.toml")))
			seen("a file put in place of another")
			p.write(t, "content/FY2024/ja/1-i/shihyo-1.md", "文")
			seen("a new top folder")
			p.write(t, "content/FY2024/ja/1-i/shihyo-1.md", "長い文")
			seen("a file in a new folder")
			must.Succeed(t, os.RemoveAll(filepath.Join(p.dir, "content/FY2024/ja/1-i")))
			seen("a folder removed")
		})
	}
}

// What the system told of is looked at, and then is all that looking would tell.
func TestWhatTheSystemToldOfIsSeen(t *testing.T) {
	p := &preview{dir: t.TempDir()}
	p.write(t, "data/FY2024/1-i.toml", "actual = 48\n")
	p.write(t, "content/pages/ja/about.md", "文")
	w := &watcher{dir: p.dir}
	w.seen = w.state()
	at := func(name string) string { return filepath.Join(p.dir, name) }
	for _, c := range []struct {
		name   string
		change func() error
	}{
		{"data/FY2024/1-i.toml", func() error { return os.WriteFile(at("data/FY2024/1-i.toml"), []byte("actual = 490\n"), 0o666) }},
		{"data/FY2025", func() error {
			p.write(t, "data/FY2025/below/1-a.toml", "")
			p.write(t, "data/FY2025/.1-a.toml.swp", "")
			return nil
		}},
		{"data/FY2024/1-i.toml", func() error { return os.Remove(at("data/FY2024/1-i.toml")) }},
		{"data/FY2025", func() error { return os.RemoveAll(at("data/FY2025")) }},
		{"content", func() error { return os.RemoveAll(at("content")) }},
	} {
		must.Succeed(t, c.change())
		if w.lookAt(at(c.name)); !maps.Equal(w.seen, w.state()) {
			t.Errorf("%s: seen %v, there are %v", c.name, w.seen, w.state())
		}
	}
}

func TestPortTaken(t *testing.T) {
	l, err := listen(0)
	must.Succeed(t, err)
	defer l.Close()
	var f *Fault
	if _, err := listen(l.Addr().(*net.TCPAddr).Port); !errors.As(err, &f) || !strings.Contains(f.In("ja"), "--port") {
		t.Errorf("a port that is taken: %v", err)
	}
	other, err := listen(0)
	must.Succeed(t, err)
	other.Close()
}

// Each indicator's page leads to its form, as it is shown and nowhere else.
func TestPagesLeadToTheEditor(t *testing.T) {
	s := &screen{lang: "ja"}
	for name, want := range map[string]string{
		"FY2025/1-a-shihyo-1.html":          `href="/-/edit/FY2025/1-a-shihyo-1">この指標を書く<`,
		"en/FY2025/1-a-shihyo-1.html":       `href="/-/edit/FY2025/1-a-shihyo-1"`,
		"FY2025/1-a.html":                   `href="/-/edit/FY2025/">記入の一覧<`,
		"index.html":                        `href="/-/edit/">`,
		"about.html":                        "",
		"archive/FY2024/data/site/x.html":   "",
		"archive/FY2024/data/FY2024/1.html": "",
	} {
		page := string(s.withEditLink(name, []byte("<html><body class=a><p>x</body>")))
		if want == "" && page != "<html><body class=a><p>x</body>" || !strings.Contains(page, want) || !strings.HasSuffix(page, "<p>x</body>") {
			t.Errorf("%s: %s", name, page)
		}
		if want != "" && !strings.Contains(page, ` lang="ja" dir="ltr"`) { // also in a page that runs from right to left
			t.Errorf("%s does not say its direction: %s", name, page)
		}
	}
}

func TestTheEditorIsPartOfThePreview(t *testing.T) {
	p := serveFolder(t)
	if r, body := p.get(t, "/-/edit/FY2024/x"); r.StatusCode != http.StatusServiceUnavailable || !strings.Contains(body, "data/city.toml") {
		t.Errorf("%d %s", r.StatusCode, body)
	}
	if r, _ := p.do(t, http.MethodGet, "/-/edit/", "evil.example"); r.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another host: %d", r.StatusCode)
	}
	if r, _ := p.do(t, http.MethodPost, "/-/edit/FY2024/x", ""); r.StatusCode != http.StatusForbidden {
		t.Errorf("no origin: %d", r.StatusCode)
	}
	if r, _ := p.do(t, http.MethodPost, "/index.html", ""); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("a page of the site: %d", r.StatusCode)
	}
}
