package publish

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io"
	"math/big"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"tassei/generator/must"
)

// program finds a server's program, or skips the test and says what to install.
func program(t *testing.T, name, debian string) string {
	t.Helper()
	for _, dir := range []string{"/usr/sbin", "/usr/bin", "/usr/lib/openssh", "/usr/local/sbin", "/usr/local/bin"} {
		file := filepath.Join(dir, name)
		if info, err := os.Stat(file); err == nil && !info.IsDir() {
			return file
		}
	}
	if file, err := exec.LookPath(name); err == nil {
		return file
	}
	t.Skipf("%s is not installed (Debian package %s): this test was skipped", name, debian)
	return ""
}

// start runs a server until the test ends.
func start(t *testing.T, name string, args ...string) {
	t.Helper()
	var log bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &log, &log
	must.Succeed(t, cmd.Start())
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
		if t.Failed() && log.Len() > 0 {
			t.Logf("%s said:\n%.4000s", filepath.Base(name), log.String())
		}
	})
}

// chownTo gives a folder to another user of this machine.
func chownTo(dir, name string) error {
	who, err := user.Lookup(name)
	if err != nil {
		return err
	}
	uid, err := strconv.Atoi(who.Uid)
	if err != nil {
		return err
	}
	gid, err := strconv.Atoi(who.Gid)
	if err != nil {
		return err
	}
	return os.Chown(dir, uid, gid)
}

// freePort is a port of 127.0.0.1 that nothing listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must.Succeed(t, err)
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

func waitFor(t *testing.T, port string) {
	t.Helper()
	waitAt(t, "127.0.0.1:"+port)
}

func waitAt(t *testing.T, address string) {
	t.Helper()
	for range 2400 { // two minutes: five servers of Swift start beside all else
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			conn.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("no server at %s", address)
}

// cutter is a line that breaks: it lets through a number of bytes towards the
// server, then closes. Each new connection gets the same number, or none at all
// once it was told to stay down.
type cutter struct {
	listener net.Listener
	server   string

	mu    sync.Mutex
	limit int64 // bytes a connection may send; 0 for no limit
	once  bool  // after the first cut the line stays down
	down  bool
	cuts  int
}

func newCutter(t *testing.T, serverPort string) *cutter {
	t.Helper()
	return newCutterTo(t, "127.0.0.1:"+serverPort)
}

func newCutterTo(t *testing.T, server string) *cutter {
	t.Helper()
	return newCutterOn(t, "127.0.0.1", server)
}

func newCutterOn(t *testing.T, host, server string) *cutter {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	must.Succeed(t, err)
	c := &cutter{listener: l, server: server}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go c.serve(conn)
		}
	}()
	return c
}

func (c *cutter) port() string {
	_, port, _ := net.SplitHostPort(c.listener.Addr().String())
	return port
}

func (c *cutter) set(limit int64, once bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.limit, c.once, c.down, c.cuts = limit, once, false, 0
}

func (c *cutter) serve(client net.Conn) {
	defer client.Close()
	c.mu.Lock()
	limit, down := c.limit, c.down
	c.mu.Unlock()
	if down {
		return
	}
	server, err := net.Dial("tcp", c.server)
	if err != nil {
		return
	}
	defer server.Close()
	go func() {
		io.Copy(client, server)
		client.Close()
	}()
	var source io.Reader = client
	if limit > 0 {
		source = io.LimitReader(client, limit)
	}
	n, _ := io.Copy(struct{ io.Writer }{server}, struct{ io.Reader }{source})
	if limit > 0 && n >= limit {
		c.mu.Lock()
		c.cuts++
		c.down = c.once
		c.mu.Unlock()
	}
}

// certificate makes a self-signed certificate for 127.0.0.1 and localhost.
func certificate(t *testing.T, dir string) (certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must.Succeed(t, err)
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, IsCA: true, BasicConstraintsValid: true,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:    []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	must.Succeed(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	must.Succeed(t, err)
	write(t, dir, "cert.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
	write(t, dir, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})))
	keyFile = filepath.Join(dir, "key.pem")
	os.Chmod(keyFile, 0o600)
	return filepath.Join(dir, "cert.pem"), keyFile
}

// hard takes a target through all that must hold of any: a first publish, a
// second with one page changed, a foreign file, cuts of the line at many points
// with a look at what readers see after each, and a read-back.
//
// dir is the target's root as this machine sees it, line stands before the
// server, and points are after how many bytes a connection is cut.
func hard(t *testing.T, target, dir string, line *cutter, points []int64, opts Options) {
	t.Helper()
	write(t, dir, "theirs.txt", "theirs")
	site := newSite{style: "one", pages: 5, big: 200_000}
	tree := site.tree(t)
	must.Succeed(t, must.Err(Send(t.Context(), tree, target, opts)))
	checkSame(t, dir, tree, "theirs.txt")

	site.edits = map[int]string{3: " edited"}
	tree = site.tree(t)
	result, err := Send(t.Context(), tree, target, opts)
	must.Succeed(t, err)
	// In each language a new chart, the page with it, and the old chart.
	if lines := result.Plan.Lines(); len(lines) != 6 || result.Sent != 4 || result.Removed != 2 {
		t.Errorf("one indicator changed: sent %d, removed %d: %v", result.Sent, result.Removed, lines)
	}
	checkSame(t, dir, tree, "theirs.txt")
	report, err := Verify(t.Context(), tree.Files, target, opts)
	if err != nil || !report.Good() || report.Checked != len(tree.Files) {
		t.Errorf("verify: %+v, %v", report, err)
	}

	write(t, dir, "FY2024/goal-5.html", "theirs")
	site.pages = 6
	if _, err := Send(t.Context(), site.tree(t), target, opts); err == nil || first(err).(*ForeignError) == nil {
		t.Errorf("foreign file: %v", err)
	}
	must.Be(t, read(t, dir, "FY2024/goal-5.html"), "theirs", "a foreign file was touched")
	os.Remove(filepath.Join(dir, "FY2024/goal-5.html"))

	cutAndResume(t, target, dir, line, points, opts)

	// A line that breaks every so often, in one run.
	line.set(slices.Max(points), false)
	tree = newSite{style: "last", pages: 8, big: 250_000}.tree(t)
	opts.Everything = true
	opts.Attempts = 20
	if _, err := Send(t.Context(), tree, target, opts); err != nil {
		t.Errorf("line that breaks again and again: %v", err)
	}
	if line.cuts == 0 {
		t.Error("the line was never cut")
	}
	line.set(0, false)
	checkSame(t, dir, tree, "theirs.txt")
}

// breaker is a line that can be told when to break, and whether it stays down
// then until it is told again.
type breaker interface{ set(limit int64, once bool) }

func cutAndResume(t *testing.T, target, dir string, line breaker, points []int64, opts Options) {
	t.Helper()
	cut := opts
	cut.Attempts = 1
	cut.Allow = Allow{Removals: true, Years: true}
	broken := 0
	for i, point := range points {
		tree := newSite{style: "edition " + string(rune('a'+i)), pages: 4 + i%3, big: 150_000 + i}.tree(t)
		line.set(point, true)
		watch := watchWhole(t, dir)
		_, err := Send(t.Context(), tree, target, cut)
		if err != nil {
			broken++
		}
		if err != nil && !errors.As(err, new(*BrokenError)) {
			t.Errorf("a broken line is taken for something else: %T: %v", err, err)
		}
		checkWhole(t, dir)
		line.set(0, false)
		must.Succeed(t, must.Err(Send(t.Context(), tree, target, cut)), "resume after a cut at", point, "bytes")
		watch()
		checkSame(t, dir, tree, "theirs.txt")
		if t.Failed() {
			t.Fatalf("cut at %d bytes", point)
		}
	}
	if broken < len(points)/2 {
		t.Errorf("only %d of %d cuts broke a run", broken, len(points))
	}
}

// watchWhole looks at the folder again and again until told to stop, as a
// reader may come at any moment.
func watchWhole(t *testing.T, dir string) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			checkWhole(t, dir)
			time.Sleep(2 * time.Millisecond)
		}
	}()
	return func() { cancel(); <-done }
}
