package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
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
