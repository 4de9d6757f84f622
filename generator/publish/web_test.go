package publish

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// webSite publishes a site with compressed twins to a folder kpi and gives the
// folder above.
func webSite(t *testing.T) (root string, tree Tree) {
	t.Helper()
	root, err := os.MkdirTemp("", "publish-web")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(root) })
	os.Chmod(root, 0o755) // servers give up their rights
	site := newSite{style: strings.Repeat("one ", 500), pages: 2}
	tree, err = Precompress(t.Context(), site.tree(t), filepath.Join(t.TempDir(), "twins"), 2)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Send(t.Context(), tree, filepath.Join(root, "kpi"), quick()); err != nil {
		t.Fatal(err)
	}
	return root, tree
}

// checkServed holds a server with our sample settings to what they promise.
func checkServed(t *testing.T, base string, root string, tree Tree, encodings ...string) {
	t.Helper()
	get := func(name, accept string) (*http.Response, []byte) {
		t.Helper()
		request, err := http.NewRequest(http.MethodGet, base+name, nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Accept-Encoding", accept)
		response, err := http.DefaultTransport.RoundTrip(request)
		if err != nil {
			t.Fatal(err)
		}
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		if err != nil {
			t.Fatal(err)
		}
		return response, body
	}
	style := "assets/site." + short(strings.Repeat("one ", 500)) + ".css"
	for _, c := range []struct {
		name   string
		status int
		file   string
		kind   string
		cache  string
	}{
		{"", 200, "index.html", "text/html; charset=utf-8", "no-cache"},
		{"en/FY2024/goal-1.html", 200, "en/FY2024/goal-1.html", "text/html; charset=utf-8", "no-cache"},
		{style, 200, style, "text/css; charset=utf-8", "public, max-age=31536000, immutable"},
		{"assets/favicon.svg", 200, "assets/favicon.svg", "image/svg+xml", "no-cache"},
		{"data/FY2024/indicators.json", 200, "data/FY2024/indicators.json", "application/json", "no-cache"},
		{"no-such-page.html", 404, "404.html", "text/html; charset=utf-8", "no-cache"},
		{"en/no-such-page.html", 404, "en/404.html", "text/html; charset=utf-8", "no-cache"},
		{"en/FY2024/none.html", 404, "en/404.html", "text/html; charset=utf-8", "no-cache"},
	} {
		want := []byte(read(t, root, "kpi/"+c.file))
		response, body := get(c.name, "identity")
		h := response.Header
		if response.StatusCode != c.status || !bytes.Equal(body, want) || !strings.EqualFold(h.Get("Content-Type"), c.kind) {
			t.Errorf("%q: %d, %q, %d bytes; want %d, %q, %d bytes", c.name, response.StatusCode, h.Get("Content-Type"),
				len(body), c.status, c.kind, len(want))
		}
		if !slices.Equal(h.Values("Cache-Control"), []string{c.cache}) {
			t.Errorf("%q: Cache-Control %q", c.name, h.Values("Cache-Control"))
		}
		if csp := h.Get("Content-Security-Policy"); !strings.Contains(csp, "default-src 'none'") || !strings.Contains(csp, "frame-ancestors 'none'") {
			t.Errorf("%q: Content-Security-Policy %q", c.name, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" || !strings.Contains(h.Get("Permissions-Policy"), "camera=()") {
			t.Errorf("%q: headers are missing: %v", c.name, h)
		}
		for _, encoding := range encodings {
			if c.status != 200 || len(want) <= smallest {
				continue
			}
			twin := map[string]string{"gzip": ".gz", "br": ".br"}[encoding]
			response, body := get(c.name, encoding)
			if response.Header.Get("Content-Encoding") != encoding || string(body) != read(t, root, "kpi/"+c.file+twin) {
				t.Errorf("%q packed as %s: got %q, %d bytes", c.name, encoding, response.Header.Get("Content-Encoding"), len(body))
			}
			if !strings.EqualFold(response.Header.Get("Content-Type"), c.kind) || !strings.Contains(response.Header.Get("Vary"), "Accept-Encoding") {
				t.Errorf("%q packed as %s: %v", c.name, encoding, response.Header)
			}
		}
	}
	write(t, root, "kpi/"+journalName, "under way")
	if response, _ := get(journalName, "identity"); response.StatusCode != 404 {
		t.Errorf("a record of an upload is handed out: %d", response.StatusCode)
	}
	os.Remove(filepath.Join(root, "kpi", journalName))

	report, err := Verify(t.Context(), tree.Files, base, quick())
	if err != nil || !report.Good() || report.Checked != len(tree.Files) || report.NoManifest {
		t.Errorf("verify: %+v, %v", report, err)
	}
	write(t, root, "kpi/FY2024/goal-0.html", "theirs")
	os.Remove(filepath.Join(root, "kpi", "en", "index.html"))
	report, err = Verify(t.Context(), nil, base+"index.html", quick())
	if err != nil || !slices.Equal(report.Different, []string{"FY2024/goal-0.html"}) || !slices.Equal(report.Missing, []string{"en/index.html"}) {
		t.Errorf("verify of a damaged site: %+v, %v", report, err)
	}
}

// sample reads one of our sample settings and changes it to suit the test, as
// a reader of it would.
func sample(t *testing.T, name string, changes ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("servers", name))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(string(text), changes[i]) {
			t.Fatalf("%s lacks %q", name, changes[i])
		}
	}
	return strings.NewReplacer(changes...).Replace(string(text))
}

func TestNginx(t *testing.T) {
	nginx := program(t, "nginx", "nginx-light")
	if _, err := os.Stat("/etc/nginx/mime.types"); err != nil {
		t.Skip("nginx has no mime.types")
	}
	root, tree := webSite(t)
	dir, port := t.TempDir(), freePort(t)
	write(t, dir, "site.conf", sample(t, "nginx.conf", "listen 80;", "listen 127.0.0.1:"+port+";", "/srv/www;", root+";"))
	temps := ""
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		temps += kind + "_temp_path " + filepath.Join(dir, kind) + ";\n"
	}
	write(t, dir, "nginx.conf", "daemon off;\nmaster_process off;\npid "+filepath.Join(dir, "pid")+";\nerror_log stderr;\n"+
		"events {}\nhttp {\naccess_log off;\n"+temps+"include "+filepath.Join(dir, "site.conf")+";\n}\n")
	start(t, nginx, "-c", filepath.Join(dir, "nginx.conf"), "-e", "stderr")
	waitFor(t, port)
	checkServed(t, "http://127.0.0.1:"+port+"/kpi/", root, tree, "gzip")
}

func TestApache(t *testing.T) {
	apache := program(t, "apache2", "apache2")
	modules := "/usr/lib/apache2/modules"
	root, tree := webSite(t)
	dir, port := t.TempDir(), freePort(t)
	write(t, root, "kpi/.htaccess", sample(t, "htaccess"))
	var conf strings.Builder
	for _, name := range []string{"mpm_event", "authz_core", "mime", "dir", "headers", "rewrite", "filter", "deflate", "env", "setenvif"} {
		file := filepath.Join(modules, "mod_"+name+".so")
		if _, err := os.Stat(file); err != nil {
			t.Skipf("apache has no module %s", name)
		}
		fmt.Fprintf(&conf, "LoadModule %s_module %s\n", name, file)
	}
	fmt.Fprintf(&conf, "ServerName localhost\nListen 127.0.0.1:%s\nPidFile %s\nErrorLog %s\nDefaultRuntimeDir %s\n"+
		"TypesConfig /etc/mime.types\nDocumentRoot %s\n<Directory %s>\nAllowOverride FileInfo\nRequire all granted\n</Directory>\n",
		port, filepath.Join(dir, "pid"), filepath.Join(dir, "error.log"), dir, root, root)
	if os.Getuid() == 0 {
		conf.WriteString("User www-data\nGroup www-data\n")
	}
	write(t, dir, "apache.conf", conf.String())
	out, err := exec.Command(apache, "-t", "-f", filepath.Join(dir, "apache.conf")).CombinedOutput()
	if err != nil {
		t.Fatalf("syntax: %v\n%s", err, out)
	}
	start(t, apache, "-X", "-f", filepath.Join(dir, "apache.conf"))
	waitFor(t, port)
	checkServed(t, "http://127.0.0.1:"+port+"/kpi/", root, tree, "gzip", "br")
	if t.Failed() {
		log, _ := os.ReadFile(filepath.Join(dir, "error.log"))
		t.Logf("%s", log)
	}
}

// TestVerifyWeb reads a site from a server that packs by itself, fails now and
// then, and keeps dot files to itself.
func TestVerifyWeb(t *testing.T) {
	tree := newSite{style: "one", pages: 3}.tree(t)
	dir := t.TempDir()
	if _, err := Send(t.Context(), tree, dir, quick()); err != nil {
		t.Fatal(err)
	}
	var n atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.Contains(r.URL.Path, "/."):
			http.Error(w, "no", http.StatusForbidden)
		case n.Add(1)%7 == 0:
			http.Error(w, "busy", http.StatusServiceUnavailable)
		case strings.Contains(r.Header.Get("Accept-Encoding"), "gzip"):
			w.Header().Set("Content-Encoding", "gzip")
			gzip.NewWriter(w).Close() // an empty file
		default:
			r.URL.RawPath = ""
			r.URL.Path = strings.TrimPrefix(r.URL.Path, "/a b")
			if strings.HasSuffix(r.URL.Path, "/index.html") {
				http.ServeContent(w, r, "index.html", time.Time{}, bytes.NewReader([]byte(read(t, dir, r.URL.Path))))
				return
			}
			http.FileServer(http.Dir(dir)).ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	report, err := Verify(t.Context(), tree.Files, server.URL+"/a%20b", quick())
	if err != nil || !report.Good() || !report.NoManifest || report.Checked != len(tree.Files) {
		t.Errorf("%+v, %v", report, err)
	}
	if _, err := Verify(t.Context(), nil, server.URL+"/a%20b", quick()); err == nil || errors.Is(err, os.ErrNotExist) {
		t.Errorf("no manifest to be had: %v", err)
	}
}
