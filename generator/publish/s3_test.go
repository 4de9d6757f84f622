package publish

import (
	"compress/gzip"
	"context"
	"crypto/md5"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"tassei/generator/must"
	"tassei/generator/output"
)

// s3Server is OpenStack Swift, which speaks S3: the one store that Debian has.
type s3Server struct {
	port   string
	client *minio.Client
	known  map[string][]byte // what was downloaded, by its digest in lists
}

const (
	s3ID     = "test:tester"
	s3Secret = "testing"
	s3Bucket = "site"
)

func startS3(t *testing.T) *s3Server {
	t.Helper()
	quiet(t)
	proxy := program(t, "swift-proxy-server", "swift-proxy")
	cache := program(t, "memcached", "memcached")
	servers := map[string]string{}
	for _, kind := range []string{"account", "container", "object"} {
		servers[kind] = program(t, "swift-"+kind+"-server", "swift-"+kind)
	}
	if _, err := os.ReadFile("/etc/swift/swift.conf"); err != nil {
		t.Skipf("swift has no settings: %v", err)
	}
	dir := t.TempDir()
	me, err := user.Current()
	must.Succeed(t, err)
	must.Succeed(t, os.MkdirAll(filepath.Join(dir, "devices", "d1"), 0o755))
	common := "swift_dir = " + dir + "\nuser = " + me.Username + "\nworkers = 0\nbind_ip = 127.0.0.1\nlog_level = ERROR\n"
	for _, kind := range []string{"account", "container", "object"} {
		port := freePort(t)
		conf := filepath.Join(dir, kind+".conf")
		write(t, dir, kind+".conf", "[DEFAULT]\n"+common+"bind_port = "+port+"\ndevices = "+filepath.Join(dir, "devices")+
			"\nmount_check = false\ndisable_fallocate = true\n[pipeline:main]\npipeline = "+kind+"-server\n"+
			"[app:"+kind+"-server]\nuse = egg:swift#"+kind+"\n")
		write(t, dir, kind+".ring.gz", ring(t, port))
		start(t, servers[kind], conf, "-v")
		waitFor(t, port)
	}
	memory := freePort(t)
	start(t, cache, "-l", "127.0.0.1", "-p", memory, "-u", me.Username)
	waitFor(t, memory)
	s := &s3Server{port: freePort(t), known: map[string][]byte{}}
	write(t, dir, "proxy.conf", "[DEFAULT]\n"+common+"bind_port = "+s.port+`
[pipeline:main]
pipeline = catch_errors gatekeeper cache s3api tempauth proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:`+memory+`
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
`)
	start(t, proxy, filepath.Join(dir, "proxy.conf"), "-v")
	waitFor(t, s.port)
	s.client, err = minio.New("127.0.0.1:"+s.port, &minio.Options{
		Creds: credentials.NewStaticV4(s3ID, s3Secret, ""), Region: "us-east-1", BucketLookup: minio.BucketLookupPath,
	})
	must.Succeed(t, err)
	must.Succeed(t, s.client.MakeBucket(t.Context(), s3Bucket, minio.MakeBucketOptions{}))
	return s
}

// ring is the file that tells where everything lies, here on one device. Swift's own
// program for it would be started nine times.
func ring(t *testing.T, port string) string {
	t.Helper()
	const parts = 4 // of two: 16
	head := fmt.Sprintf(`{"byteorder": "little", "part_shift": %d, "replica_count": 1, "devs": [{"id": 0, "region": 1, "zone": 1, "device": "d1", `+
		`"ip": "127.0.0.1", "port": %[2]s, "replication_ip": "127.0.0.1", "replication_port": %[2]s, "weight": 1.0, "meta": ""}]}`, 32-parts, port)
	var b strings.Builder
	z := gzip.NewWriter(&b)
	for _, part := range []any{[]byte("R1NG"), uint16(1), uint32(len(head)), []byte(head), [1 << parts]uint16{}} {
		must.Succeed(t, binary.Write(z, binary.BigEndian, part))
	}
	must.Succeed(t, z.Close())
	return b.String()
}

func s3Options(port string) Options {
	opts := quick()
	opts.Env = func(name string) string {
		return map[string]string{
			"TASSEI_S3_ENDPOINT": "http://127.0.0.1:" + port, "AWS_ACCESS_KEY_ID": s3ID, "AWS_SECRET_ACCESS_KEY": s3Secret,
		}[name]
	}
	return opts
}

// quiet drops what net/http logs of a store that says more than it should.
func quiet(t *testing.T) {
	log.SetOutput(io.Discard)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
}

// download copies all objects under a prefix into a folder. What has the digest of
// something that was downloaded before is that.
func (s *s3Server) download(t *testing.T, prefix string) string {
	t.Helper()
	dir := t.TempDir()
	for object := range s.client.ListObjects(t.Context(), s3Bucket, minio.ListObjectsOptions{Prefix: prefix + "/", Recursive: true}) {
		if object.Err != nil {
			t.Fatal(object.Err)
		}
		if s.known[object.ETag] == nil {
			file, err := s.client.GetObject(t.Context(), s3Bucket, object.Key, minio.GetObjectOptions{})
			must.Succeed(t, err)
			text, err := io.ReadAll(file)
			must.Succeed(t, err)
			if sum := md5.Sum(text); hex.EncodeToString(sum[:]) != object.ETag {
				t.Fatalf("%s is listed with the digest %s", object.Key, object.ETag)
			}
			s.known[object.ETag] = text
		}
		write(t, dir, strings.TrimPrefix(object.Key, prefix+"/"), string(s.known[object.ETag]))
	}
	return dir
}

// One Swift for all: its five servers take longer to start than what is asked of them.
// What is no matter of how a store speaks is asked of the one in store_test.go.
func TestS3(t *testing.T) {
	s := startS3(t)
	t.Run("hard", s.hard)
	t.Run("refusals", s.refusals)
}

func (s *s3Server) hard(t *testing.T) {
	line := newCutter(t, s.port)
	opts := s3Options(line.port())
	target := "s3://" + s3Bucket + "/some/prefix"
	put := func(key, text string) {
		t.Helper()
		_, err := s.client.PutObject(t.Context(), s3Bucket, key, strings.NewReader(text), int64(len(text)),
			minio.PutObjectOptions{DisableContentSha256: true})
		must.Succeed(t, err)
	}
	put("some/prefix/theirs.txt", "theirs")
	put("some/other.txt", "theirs")

	site := newSite{style: "one", pages: 4, big: 200_000}
	tree := site.tree(t)
	must.Succeed(t, must.Err(Send(t.Context(), tree, target, opts)))
	checkSame(t, s.download(t, "some/prefix"), tree, "theirs.txt")
	for name, want := range map[string]string{"index.html": "text/html; charset=utf-8 no-cache",
		"assets/site." + short("one") + ".css": "text/css; charset=utf-8 public, max-age=31536000, immutable"} {
		found, err := s.client.StatObject(t.Context(), s3Bucket, "some/prefix/"+name, minio.StatObjectOptions{})
		if got := found.ContentType + " " + found.Metadata.Get("Cache-Control"); err != nil || got != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}

	site.edits = map[int]string{2: " edited"}
	tree = site.tree(t)
	result, err := Send(t.Context(), tree, target, opts)
	if err != nil || result.Sent != 4 || result.Removed != 2 {
		t.Errorf("one indicator changed: sent %d, removed %d, %v", result.Sent, result.Removed, err)
	}
	put("some/prefix/FY2024/goal-4.html", "theirs")
	site.pages = 5
	_, err = Send(t.Context(), site.tree(t), target, opts)
	var foreign *ForeignError
	if !errors.As(err, &foreign) || !slices.Equal(foreign.Paths, []string{"FY2024/goal-4.html"}) {
		t.Errorf("foreign object: %v", err)
	}
	must.Be(t, read(t, s.download(t, "some/prefix"), "FY2024/goal-4.html"), "theirs", "a foreign object was touched")
	must.Succeed(t, s.client.RemoveObject(t.Context(), s3Bucket, "some/prefix/FY2024/goal-4.html", minio.RemoveObjectOptions{}))
	s.cuts(t, target, line, opts)

	_, err = s.client.StatObject(t.Context(), s3Bucket, "some/other.txt", minio.StatObjectOptions{})
	if err != nil {
		t.Errorf("an object outside the prefix: %v", err)
	}
}

func (s *s3Server) cuts(t *testing.T, target string, line *cutter, opts Options) {
	// One attempt for a run that is cut; the next may try again, as this store's
	// own answers break a line now and then.
	opts.Allow = Allow{Removals: true, Years: true}
	cut := opts
	cut.Attempts = 1
	broken := 0
	for i, point := range []int64{5_000, 22_000, 60_000} {
		tree := newSite{style: fmt.Sprint("edition", i), pages: 4 + i%2, big: 100_000 + i}.tree(t)
		line.set(point, true)
		if _, err := Send(t.Context(), tree, target, cut); err != nil {
			broken++
		}
		checkWhole(t, s.download(t, "some/prefix"))
		line.set(0, false)
		must.Succeed(t, must.Err(Send(t.Context(), tree, target, opts)), "resume after a cut at", point, "bytes")
		checkSame(t, s.download(t, "some/prefix"), tree, "theirs.txt")
		if report, err := Verify(t.Context(), nil, target, opts); err != nil || !report.Good() {
			t.Errorf("verify: %+v, %v", report, err)
		}
	}
	if broken < 2 {
		t.Errorf("only %d cuts broke a run", broken)
	}
}

func (s *s3Server) refusals(t *testing.T) {
	tree := newSite{style: "one", pages: 1}.tree(t)
	opts := s3Options(s.port)
	good := opts.Env
	opts.Env = func(name string) string {
		if name == "AWS_SECRET_ACCESS_KEY" {
			return "wrong"
		}
		return good(name)
	}
	_, err := Send(t.Context(), tree, "s3://"+s3Bucket, opts)
	var auth *AuthError
	if !errors.As(err, &auth) {
		t.Errorf("wrong secret: %v", err)
	}
	_, err = Send(t.Context(), tree, "s3://no-such-bucket", s3Options(s.port))
	var refused *RefusedError
	if !errors.As(err, &refused) {
		t.Errorf("no bucket: %v", err)
	}
	opts.Env = func(name string) string { return map[string]string{"HOME": t.TempDir()}[name] }
	if _, err = Send(t.Context(), tree, "s3://"+s3Bucket, opts); !errors.As(err, &auth) {
		t.Errorf("no keys: %v", err)
	}
	// The store itself refuses bytes that are not those of the digest.
	r, err := newS3(place{host: s3Bucket, text: "s3://" + s3Bucket}, s3Options(s.port).filled())
	must.Succeed(t, err)
	err = r.write(context.Background(), output.File{Path: "x.txt", Size: 3, Sum: [32]byte{1}}, io.NopCloser(strings.NewReader("abc")))
	if err == nil {
		t.Error("a wrong object was taken")
	}
	if _, err := r.stat(context.Background(), "x.txt"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a wrong object is there: %v", err)
	}
}
