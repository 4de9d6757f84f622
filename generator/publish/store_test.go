package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"tassei/generator/must"
)

// store speaks as much of S3 as a publish needs, in this process: what takes Swift
// minutes is asked of it. An object is a file of a folder, and is replaced in one step.
type store struct {
	dir  string // the objects of the bucket
	port string

	mu      sync.Mutex
	headers map[string]http.Header // of each object as it was sent
	refuse  func(*http.Request) (status int, code string)
}

func startStore(t *testing.T) *store {
	t.Helper()
	s := &store{dir: filepath.Join(memory(t), "bucket"), headers: map[string]http.Header{}}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.port = portOf(t, server.URL)
	return s
}

func (s *store) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	say := func(status int, code string) {
		w.Header().Set("Content-Type", "application/xml")
		w.WriteHeader(status)
		io.WriteString(w, "<Error><Code>"+code+"</Code><Message>no</Message></Error>")
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if s.refuse != nil {
		if status, code := s.refuse(r); status != 0 {
			say(status, code)
			return
		}
	}
	file := filepath.Join(s.dir, filepath.FromSlash(key))
	switch info, err := os.Stat(file); {
	case bucket != s3Bucket:
		say(http.StatusNotFound, "NoSuchBucket")
	case r.Method == http.MethodPut:
		text, err := io.ReadAll(r.Body)
		sum := sha256.Sum256(text)
		if err != nil || hex.EncodeToString(sum[:]) != r.Header.Get("X-Amz-Content-Sha256") {
			say(http.StatusBadRequest, "XAmzContentSHA256Mismatch")
			return
		}
		s.put(key, string(text), r.Header)
		w.Header().Set("ETag", `"x"`)
	case key == "":
		s.list(w, r.URL.Query().Get("prefix"))
	case err != nil || info.IsDir():
		say(http.StatusNotFound, "NoSuchKey")
	case r.Method == http.MethodDelete:
		s.mu.Lock()
		os.Remove(file)
		for d := filepath.Dir(file); d != s.dir && os.Remove(d) == nil; d = filepath.Dir(d) {
		}
		s.mu.Unlock()
		w.WriteHeader(http.StatusNoContent)
	default:
		f, err := os.Open(file)
		if err != nil {
			say(http.StatusNotFound, "NoSuchKey")
			return
		}
		defer f.Close()
		w.Header().Set("ETag", `"x"`)
		http.ServeContent(w, r, "", info.ModTime(), f)
	}
}

func (s *store) put(key, text string, header http.Header) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.headers[key] = header
	file := filepath.Join(s.dir, filepath.FromSlash(key))
	os.MkdirAll(filepath.Dir(file), 0o755)
	if half := s.dir + ".half"; os.WriteFile(half, []byte(text), 0o644) == nil {
		os.Rename(half, file)
	}
}

// list gives what lies under a prefix, with one level of folders.
func (s *store) list(w http.ResponseWriter, prefix string) {
	type named struct{ Key, Prefix string }
	var out struct {
		XMLName        xml.Name `xml:"ListBucketResult"`
		Contents       []named
		CommonPrefixes []named
	}
	entries, _ := os.ReadDir(filepath.Join(s.dir, filepath.FromSlash(prefix)))
	for _, e := range entries {
		if e.IsDir() {
			out.CommonPrefixes = append(out.CommonPrefixes, named{Prefix: prefix + e.Name() + "/"})
		} else {
			out.Contents = append(out.Contents, named{Key: prefix + e.Name()})
		}
	}
	w.Header().Set("Content-Type", "application/xml")
	xml.NewEncoder(w).Encode(out)
}

// A store is taken through what every target is, and through a publish undone and a
// copy that is older than what is there.
func TestStore(t *testing.T) {
	s := startStore(t)
	line := newCutter(t, s.port)
	hard(t, "s3://"+s3Bucket+"/some/prefix", filepath.Join(s.dir, "some", "prefix"), line,
		[]int64{900, 5_000, 9_000, 14_000, 22_000, 35_000, 60_000, 260_000}, s3Options(line.port()))
	must.Be(t, s.headers["some/prefix/index.html"].Get("Cache-Control"), "no-cache")
}

func TestStoreBack(t *testing.T) {
	checkBack(t, "s3://"+s3Bucket+"/back", s3Options(startStore(t).port))
}

func TestStoreStaleCopy(t *testing.T) {
	s := startStore(t)
	checkStaleCopy(t, "s3://"+s3Bucket+"/kpi", s3Options(s.port))

	// A first publish beside something else.
	for _, name := range []string{"other/welcome.html", "other/news/2024.html"} {
		s.put(name, "x", nil)
	}
	opts := s3Options(s.port)
	opts.OwnFolder = true
	_, err := Send(t.Context(), newSite{style: "one"}.tree(t), "s3://"+s3Bucket+"/other", opts)
	occupied, is := first(err).(*OccupiedError)
	if !is || !slices.Equal(occupied.Names, []string{"news", "welcome.html"}) {
		t.Errorf("got %v", err)
	}
}

// What a store answers is a last word, or trouble that passes.
func TestStoreAnswers(t *testing.T) {
	s := startStore(t)
	tree := newSite{style: "one", pages: 1}.tree(t)
	for _, c := range []struct {
		status int
		code   string
		want   string // of the error; "" where it is tried again and passes
	}{
		{500, "InternalError", ""}, {503, "SlowDown", ""}, {429, "TooManyRequests", ""}, {408, "RequestTimeout", ""},
		{400, "RequestTimeout", ""}, {400, "SlowDown", ""},
		{403, "AccessDenied", "refused"}, {404, "NoSuchBucket", "refused"}, {400, "InvalidRequest", "refused"},
		{403, "InvalidAccessKeyId", "auth-s3"}, {403, "SignatureDoesNotMatch", "auth-s3"}, {400, "ExpiredToken", "auth-s3"},
	} {
		left := 2
		s.mu.Lock()
		s.refuse = func(r *http.Request) (int, string) {
			s.mu.Lock()
			defer s.mu.Unlock()
			if r.Method != http.MethodPut || left == 0 && c.want == "" {
				return 0, ""
			}
			left = max(left-1, 0)
			return c.status, c.code
		}
		s.mu.Unlock()
		_, err := Send(t.Context(), tree, "s3://"+s3Bucket+"/"+c.code, s3Options(s.port))
		code, _ := Explain(err)
		if code != c.want || c.want == "" && err != nil {
			t.Errorf("%d %s: %q, %v", c.status, c.code, code, err)
		}
	}
	// An object that is not there is no fault, in whichever words.
	s.refuse = func(r *http.Request) (int, string) {
		if r.Method == http.MethodHead || r.Method == http.MethodGet {
			return http.StatusNotFound, "NotFound"
		}
		return 0, ""
	}
	r, err := newS3(place{host: s3Bucket, text: "s3://" + s3Bucket}, s3Options(s.port).filled())
	must.Succeed(t, err)
	if _, err := r.stat(t.Context(), "x"); !gone(err) {
		t.Errorf("stat: %v", err)
	}
	if _, err := r.read(t.Context(), "x"); !gone(err) {
		t.Errorf("read: %v", err)
	}
}

// The address of a store says whether the line to it is secret, and nothing else than
// where it is; the first variable that is set counts.
func TestStoreEndpoint(t *testing.T) {
	for _, c := range []struct{ ours, theirs, want string }{
		{"", "", "https://s3.eu-south-9.amazonaws.com"}, {"https://s3.example.jp", "", "https://s3.example.jp"},
		{"", "http://127.0.0.1:9/", "http://127.0.0.1:9/"}, {"https://one.example", "https://two.example", "https://one.example"},
		{"s3.example.jp", "", "no-scheme"}, {"ftp://s3.example.jp", "", "endpoint"}, {"https://s3.example.jp/bucket", "", "endpoint"},
		{"https://key:secret@s3.example.jp", "", "endpoint"}, {"https://key@s3.example.jp", "", "endpoint"}, {"https://", "", "endpoint"}, {"https://:9", "", "endpoint"},
		{"://", "", "endpoint"},
	} {
		env := map[string]string{"TASSEI_S3_ENDPOINT": c.ours, "AWS_ENDPOINT_URL": c.theirs}
		u, err := s3Endpoint(func(name string) string { return env[name] }, "eu-south-9")
		var bad *TargetError
		got := ""
		if errors.As(err, &bad) {
			got = string(bad.Reason)
		} else if err == nil {
			got = u.String()
		}
		must.Be(t, got, c.want, c.ours, c.theirs)
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is shown: %v", err)
		}
	}
}

// Keys are those of the environment if both are there, else those of the file.
func TestStoreKeys(t *testing.T) {
	home := t.TempDir()
	write(t, home, ".aws/credentials", "[default]\naws_access_key_id = file\naws_secret_access_key = s\n[city]\naws_access_key_id = city\naws_secret_access_key = s\n[half]\naws_access_key_id = half\n")
	for _, c := range []struct{ id, secret, profile, home, want string }{
		{"env", "s", "", home, "env"}, {"env", "", "", home, "file"}, {"", "s", "", home, "file"}, {"", "", "city", home, "city"},
		{"", "", "half", home, ""}, {"", "", "", t.TempDir(), ""}, {"", "", "none", home, ""}, {"env", "", "", t.TempDir(), ""},
	} {
		env := map[string]string{"AWS_ACCESS_KEY_ID": c.id, "AWS_SECRET_ACCESS_KEY": c.secret, "AWS_PROFILE": c.profile, "HOME": c.home}
		keys, err := s3Credentials(func(name string) string { return env[name] })
		got := ""
		if err == nil {
			value, e := keys.GetWithContext(nil)
			must.Succeed(t, e)
			got = value.AccessKeyID
		}
		must.Be(t, got, c.want, c)
	}
}

// Browsers keep only what has its content's hash in its name.
func TestStoreCacheControl(t *testing.T) {
	for name, keeps := range map[string]bool{
		"assets/site.0123456789.css": true, "kpi/assets/site-89abcdef.js": true, "assets/site.0123456789.css.br": true, "assets/site.1234567.css": false,
		"assets/site.css": false, "FY2024/chart.0123456789.svg": false, "assets/site.0123456x.css": false, "assetsite.0123456789.css": false, "index.html": false,
	} {
		must.Be(t, strconv.FormatBool(strings.Contains(cacheControl(name), "immutable")), strconv.FormatBool(keeps), name)
	}
	for name, want := range map[string]string{"a.css.gz": "gzip", "a.css.br": "br", "a.css": "", "a.zip": "", "a.zip.gz": ""} {
		must.Be(t, contentEncoding(name), want, name)
	}
}
