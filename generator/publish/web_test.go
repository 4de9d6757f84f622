package publish

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
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

	"tassei/generator/must"
	"tassei/generator/output"
)

// webSite publishes a site with compressed twins to a folder kpi and gives the
// folder above.
func webSite(t *testing.T) (root string, tree Tree) {
	t.Helper()
	root, err := os.MkdirTemp("", "publish-web")
	must.Succeed(t, err)
	t.Cleanup(func() { os.RemoveAll(root) })
	os.Chmod(root, 0o755) // servers give up their rights
	site := newSite{style: strings.Repeat("one ", 500), pages: 2, extras: map[string]string{
		embedded: strings.Repeat("framed ", 500), "en/" + embedded: strings.Repeat("framed ", 500), "archive/FY2023/data/site/" + embedded: "sealed",
		sealedLayout: "<title>" + strings.Repeat("{{.Title}} ", 500) + "</title>", sealedPage: strings.Repeat("sealed ", 500),
		"data/FY2024/site.jsonld": "{}", "archive/FY2023.minisig": "signature", "archive/FY2023/data/source/data/city.toml": "a = 1",
	}}
	tree, err = Precompress(t.Context(), site.tree(t), filepath.Join(t.TempDir(), "twins"), 2)
	must.Succeed(t, err)
	must.Succeed(t, must.Err(Send(t.Context(), tree, filepath.Join(root, "kpi"), quick())))
	return root, tree
}

// embedded is a page that other sites may frame.
const embedded = "embed/FY2024/goal-1.html"

// A seal keeps pages, and layouts that end like them.
const (
	sealedLayout = "archive/FY2023/data/source/layouts/pages/page.html"
	sealedPage   = "archive/FY2023/data/site/page.html"
)

// checkServed holds a server with our sample settings to what they promise.
func checkServed(t *testing.T, base string, root string, tree Tree, encodings ...string) {
	t.Helper()
	get := func(name, accept string) (*http.Response, []byte) {
		t.Helper()
		request, err := http.NewRequest(http.MethodGet, base+name, nil)
		must.Succeed(t, err)
		request.Header.Set("Accept-Encoding", accept)
		response, err := http.DefaultTransport.RoundTrip(request)
		must.Succeed(t, err)
		defer response.Body.Close()
		body, err := io.ReadAll(response.Body)
		must.Succeed(t, err)
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
		{sealedPage, 200, sealedPage, "text/html; charset=utf-8", "no-cache"},
		{sealedLayout, 200, sealedLayout, "text/plain; charset=utf-8", "no-cache"},
		{"data/FY2024/site.jsonld", 200, "data/FY2024/site.jsonld", "application/ld+json", "no-cache"},
		{"archive/FY2023.minisig", 200, "archive/FY2023.minisig", "text/plain; charset=utf-8", "no-cache"},
		{"archive/FY2023/data/source/data/city.toml", 200, "archive/FY2023/data/source/data/city.toml", "application/toml", "no-cache"},
		{output.MarkerName, 200, output.MarkerName, "text/plain; charset=utf-8", "no-cache"},
		{embedded, 200, embedded, "text/html; charset=utf-8", "no-cache"},
		{"en/" + embedded, 200, "en/" + embedded, "text/html; charset=utf-8", "no-cache"},
		{"archive/FY2023/data/site/" + embedded, 200, "archive/FY2023/data/site/" + embedded, "text/html; charset=utf-8", "no-cache"},
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
		must.Equal(t, h.Values("Cache-Control"), []string{c.cache}, c.name, "Cache-Control")
		framed := "frame-ancestors 'none'"
		if strings.HasPrefix(strings.TrimPrefix(c.name, "en/"), "embed/") { // who may frame these is everybody, and nobody else's pages
			framed = "frame-ancestors *"
		}
		csp := h.Values("Content-Security-Policy")
		if len(csp) != 1 || !strings.Contains(csp[0], "default-src 'none'") || !strings.HasSuffix(csp[0], framed) {
			t.Errorf("%q: Content-Security-Policy %q", c.name, csp)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Referrer-Policy") == "" || !strings.Contains(h.Get("Permissions-Policy"), "camera=()") {
			t.Errorf("%q: headers are missing: %v", c.name, h)
		}
		for _, encoding := range encodings {
			twin := map[string]string{"gzip": ".gz", "br": ".br"}[encoding]
			if _, packed := tree.Files.Find(c.file + twin); c.status != 200 || !packed {
				continue
			}
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
	text := must.Read(t, filepath.Join("servers", name))
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

// nginx finds nothing to say of our sample beside the settings that Debian has.
func TestNginxSampleOnDebian(t *testing.T) {
	nginx := program(t, "nginx", "nginx-light")
	text, err := os.ReadFile("/etc/nginx/nginx.conf")
	if err != nil {
		t.Skip("nginx has no settings of Debian's")
	}
	dir := t.TempDir()
	write(t, dir, "conf.d/kpi.conf", sample(t, "nginx.conf"))
	conf := strings.NewReplacer("/etc/nginx/conf.d/", dir+"/conf.d/", "/etc/nginx/sites-enabled/", dir+"/none/",
		"/var/log/nginx/", dir+"/", "/run/nginx.pid", dir+"/pid").Replace(string(text))
	if !strings.Contains(conf, dir+"/conf.d/") {
		t.Fatalf("Debian's settings no longer read conf.d:\n%s", conf)
	}
	write(t, dir, "nginx.conf", conf)
	out, err := exec.Command(nginx, "-t", "-c", filepath.Join(dir, "nginx.conf"), "-e", "stderr").CombinedOutput()
	for line := range strings.Lines(string(out)) {
		if strings.Contains(line, dir+"/conf.d") || strings.Contains(line, "[emerg]") {
			t.Errorf("nginx -t: %s", line)
		}
	}
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// apacheModules are those that Debian turns on by itself and our sample uses;
// those after the first four may be missing.
var apacheModules = []string{"mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "filter", "deflate", "env", "setenvif"}

// startApache runs Apache on a folder, without one of the modules.
func startApache(t *testing.T, root, without string) (base string, errors func() string) {
	t.Helper()
	apache := program(t, "apache2", "apache2")
	dir, port := t.TempDir(), freePort(t)
	var conf strings.Builder
	for _, name := range apacheModules {
		if name == without {
			continue
		}
		file := filepath.Join("/usr/lib/apache2/modules", "mod_"+name+".so")
		if _, err := os.Stat(file); err != nil {
			t.Skipf("apache has no module %s", name)
		}
		fmt.Fprintf(&conf, "LoadModule %s_module %s\n", name, file)
	}
	fmt.Fprintf(&conf, "ServerName localhost\nListen 127.0.0.1:%s\nPidFile %s\nErrorLog %s\nDefaultRuntimeDir %s\n"+
		"DocumentRoot %s\n<Directory %s>\nAllowOverride FileInfo\nRequire all granted\n</Directory>\n"+
		"<IfModule mod_mime.c>\nTypesConfig /etc/mime.types\n</IfModule>\n",
		port, filepath.Join(dir, "pid"), filepath.Join(dir, "error.log"), dir, root, root)
	if os.Getuid() == 0 {
		conf.WriteString("User www-data\nGroup www-data\n")
	}
	write(t, dir, "apache.conf", conf.String())
	out, err := exec.Command(apache, "-t", "-f", filepath.Join(dir, "apache.conf")).CombinedOutput()
	must.Succeed(t, err, "syntax", out)
	start(t, apache, "-X", "-f", filepath.Join(dir, "apache.conf"))
	waitFor(t, port)
	return "http://127.0.0.1:" + port + "/kpi/", func() string {
		log, _ := os.ReadFile(filepath.Join(dir, "error.log"))
		return string(log)
	}
}

func TestApache(t *testing.T) {
	root, tree := webSite(t)
	write(t, root, "kpi/.htaccess", sample(t, "htaccess"))
	base, errors := startApache(t, root, "")
	checkServed(t, base, root, tree, "gzip", "br")
	if t.Failed() {
		t.Log(errors())
	}
}

// A server without one of the modules that our sample uses has less to offer,
// and no page fails.
func TestApacheWithoutAModule(t *testing.T) {
	for _, missing := range apacheModules[3:] {
		t.Run(missing, func(t *testing.T) {
			root, tree := webSite(t)
			write(t, root, "kpi/.htaccess", sample(t, "htaccess"))
			base, errors := startApache(t, root, missing)
			report, err := Verify(t.Context(), tree.Files, base, quick())
			if err != nil || !report.Good() || report.Checked != len(tree.Files) {
				t.Errorf("%+v, %v\n%s", report, err, errors())
			}
			request, err := http.NewRequest(http.MethodGet, base, nil)
			must.Succeed(t, err)
			request.Header.Set("Accept-Encoding", "br, gzip")
			response, err := http.DefaultTransport.RoundTrip(request)
			must.Succeed(t, err)
			response.Body.Close()
			must.Be(t, response.StatusCode, http.StatusOK, "the front page", response.Status)
		})
	}
}

// The samples of all servers give each file the type that this program gives it
// where it can, and the same headers.
func TestSamplesAgree(t *testing.T) {
	want := map[string]string{}
	for ext, kind := range output.ContentTypes {
		want[ext], _, _ = strings.Cut(kind, ";")
	}
	nginx, htaccess, webConfig := sample(t, "nginx.conf"), sample(t, "htaccess"), sample(t, "web.config")
	found := map[string]map[string]string{"nginx.conf": {}, "htaccess": {}, "web.config": {}}
	_, rest, _ := strings.Cut(nginx, "types {")
	list, _, _ := strings.Cut(rest, "}")
	for row := range strings.SplitSeq(list, ";") {
		for i, word := range strings.Fields(row) {
			if i > 0 {
				found["nginx.conf"]["."+word] = strings.Fields(row)[0]
			}
		}
	}
	for line := range strings.Lines(htaccess) {
		words := strings.Fields(line)
		for i := 2; i < len(words) && words[0] == "AddType"; i++ {
			found["htaccess"][words[i]] = words[1]
		}
	}
	var iis struct {
		Server struct {
			Types []struct {
				Ext  string `xml:"fileExtension,attr"`
				Type string `xml:"mimeType,attr"`
			} `xml:"staticContent>mimeMap"`
			Removed []struct {
				Ext string `xml:"fileExtension,attr"`
			} `xml:"staticContent>remove"`
			Headers []struct {
				Name  string `xml:"name,attr"`
				Value string `xml:"value,attr"`
			} `xml:"httpProtocol>customHeaders>add"`
		} `xml:"system.webServer"`
		Places []struct {
			Path   string `xml:"path,attr"`
			Header []struct {
				Name  string `xml:"name,attr"`
				Value string `xml:"value,attr"`
			} `xml:"system.webServer>httpProtocol>customHeaders>add"`
		} `xml:"location"`
	}
	must.Succeed(t, xml.Unmarshal([]byte(webConfig), &iis))
	for i, kind := range iis.Server.Types {
		found["web.config"][kind.Ext], _, _ = strings.Cut(kind.Type, ";")
		must.Be(t, kind.Ext, iis.Server.Removed[i].Ext, "web.config adds", "without removing what is there")
	}
	if found["web.config"][output.MarkerName] != "text/plain" { // the others have a rule of its own for it
		t.Error("web.config does not hand out the manifest")
	}
	delete(found["web.config"], output.MarkerName)
	for name, types := range found {
		if !maps.Equal(types, want) {
			t.Errorf("%s has the types\n%v, want\n%v", name, types, want)
		}
	}
	for _, header := range iis.Server.Headers {
		if !strings.Contains(nginx, header.Value) || !strings.Contains(htaccess, header.Value) {
			t.Errorf("%s is not the same everywhere", header.Name)
		}
	}
	framed := 0
	for _, place := range iis.Places {
		for _, header := range place.Header {
			framed++
			if place.Path != "embed" && place.Path != "en/embed" || !strings.Contains(nginx, header.Value) || !strings.Contains(htaccess, header.Value) {
				t.Errorf("web.config gives %s at %s a value of its own", header.Name, place.Path)
			}
		}
	}
	must.Be(t, framed, 2, "web.config lets", "places be framed")
	must.Be(t, len(iis.Server.Headers), 4, "web.config has", "headers")
}

// What a seal was made from is handed on and counted as sources, not as pages.
func TestSourcesOfASealAreNoPages(t *testing.T) {
	if isPage(sealedLayout) || !isPage(sealedPage) || contentType(sealedLayout) != "text/plain; charset=utf-8" ||
		contentType(sealedLayout+".gz") != "text/plain; charset=utf-8" || contentType(sealedPage) != "text/html; charset=utf-8" {
		t.Error("a layout among the sources of a seal is taken for a page")
	}
	must.Be(t, phase("archive/FY2023/data/source/layouts/index.html", true), phaseData, "it goes with the pages")
}

// TestVerifyWeb reads a site from a server that packs by itself, fails now and
// then, and keeps dot files to itself.
func TestVerifyWeb(t *testing.T) {
	tree := newSite{style: "one", pages: 3}.tree(t)
	dir := t.TempDir()
	must.Succeed(t, must.Err(Send(t.Context(), tree, dir, quick())))
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
