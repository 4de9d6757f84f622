package publish

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tassei/generator/must"
)

// listening is a server that says its first words to whoever comes.
func listening(t *testing.T, words string) (port string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must.Succeed(t, err)
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			io.WriteString(conn, words)
			time.AfterFunc(time.Second, func() { conn.Close() }) // as a server does, only sooner
		}
	}()
	_, port, _ = net.SplitHostPort(l.Addr().String())
	return port
}

// A server that greets without an end, fast or slowly, is given up.
func TestGreetingWithoutAnEnd(t *testing.T) {
	for name, pause := range map[string]time.Duration{"fast": 0, "slowly": 20 * time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			address := serving(t, nil, func(conn net.Conn) {
				for err := error(nil); err == nil; {
					_, err = io.WriteString(conn, "220-welcome, welcome\r\n")
					time.Sleep(pause)
				}
			})
			opts := quick()
			opts.Timeout, opts.Attempts = 300*time.Millisecond, 2
			opts.Env = func(name string) string { return map[string]string{"TASSEI_PASSWORD": "x"}[name] }
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			before := time.Now()
			_, err := Send(ctx, newSite{style: "one", pages: 1}.tree(t), "ftps://web@"+address+"/www", opts)
			if err == nil || ctx.Err() != nil {
				t.Errorf("%v after %v", err, time.Since(before))
			}
		})
	}
}

func portOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	must.Succeed(t, err)
	return u.Port()
}

// A wrong address is said at once, in words of its own, and never tried again.
func TestWrongAddressIsSaidAtOnce(t *testing.T) {
	none := freePort(t)
	plain := httptest.NewServer(http.NotFoundHandler())
	defer plain.Close()
	web, sorry := portOf(t, plain.URL), listening(t, "Sorry, too many of you.\r\n")
	ssh, ftp := listening(t, "SSH-2.0-OpenSSH_9.2\r\n"), listening(t, "220 welcome\r\n530 Please login with USER and PASS.\r\n")
	s3 := func(endpoint string) map[string]string {
		return map[string]string{"TASSEI_S3_ENDPOINT": endpoint, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
	}
	for _, c := range []struct {
		name, target string
		env          map[string]string
		code         string
	}{
		{"sftp, refused", "sftp://web@127.0.0.1:" + none + "/www", nil, "connect-refused"},
		{"ftps, refused", "ftps://web@127.0.0.1:" + none + "/www", nil, "connect-refused"},
		{"s3, refused", "s3://bucket", s3("https://127.0.0.1:" + none), "connect-refused"},
		{"http, refused", "http://127.0.0.1:" + none + "/kpi/", nil, "connect-refused"},
		{"sftp, no such host", "sftp://web@no-such-host.invalid/www", nil, "connect-host"},
		{"ftps, no such host", "ftps://web@no-such-host.invalid/www", nil, "connect-host"},
		{"s3, no such host", "s3://bucket", s3("https://no-such-host.invalid"), "connect-host"},
		{"http, no such host", "https://no-such-host.invalid/kpi/", nil, "connect-host"},
		{"sftp, a web server", "sftp://web@127.0.0.1:" + web + "/www", nil, "connect-not-ssh"},
		{"ftps, begins with an apology", "ftps://web@127.0.0.1:" + sorry + "/www", nil, "connect-not-ftp"},
		{"sftp, an FTP server", "sftp://web@127.0.0.1:" + ftp + "/www", nil, "connect-not-ssh"},
		{"ftps, an SSH server", "ftps://web@127.0.0.1:" + ssh + "/www", nil, "connect-not-ftp"},
		{"ftps, without TLS", "ftps://web@127.0.0.1:" + ftp + "/www", nil, "connect-no-tls"},
		{"s3, without TLS", "s3://bucket", s3("https://127.0.0.1:" + web), "connect-no-tls"},
		{"http, without TLS", "https://127.0.0.1:" + web + "/kpi/", nil, "connect-no-tls"},
		{"s3, no scheme", "s3://bucket", s3("127.0.0.1:" + web), "target"},
		{"s3, nothing to reach", "s3://bucket", s3("https://"), "target"},
		{"no such port", "sftp://web@127.0.0.1:99999/www", nil, "target"},
	} {
		t.Run(c.name, func(t *testing.T) {
			opts := quick()
			opts.Env = func(name string) string {
				if name == "HOME" {
					return "/nowhere"
				}
				return c.env[name]
			}
			opts.Sleep = func(context.Context, time.Duration) error { t.Error("it is tried again"); return nil }
			opts.Secret = func(Question) (string, error) { t.Error("a password is asked for"); return "", errors.New("no") }
			begin := time.Now()
			_, err := Verify(t.Context(), newSite{style: "one"}.tree(t).Files, c.target, opts)
			code, args := Explain(err)
			must.Be(t, code, c.code, err)
			if strings.HasPrefix(code, "connect-") && (args["host"] == "" || args["port"] == "") {
				t.Errorf("the place is not named: %v", args)
			}
			if code == "target" && c.env != nil && args["variable"] != "TASSEI_S3_ENDPOINT" {
				t.Errorf("the variable is not named: %v", args)
			}
			if took := time.Since(begin); took > 10*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

// A server that goes away in the midst may come back: then it is waited for.
func TestServerThatComesBack(t *testing.T) {
	var down bool
	tree := newSite{style: "one", pages: 2}.tree(t)
	dir := t.TempDir()
	l := &line{target: "t", opts: quick().filled(), retry: func(string, error) { down = false },
		dial: func(context.Context) (remote, error) {
			if down {
				return nil, &ConnectError{Reason: ConnectRefused, Err: errors.New("refused")}
			}
			return openDir(dir)
		}}
	e := &engine{place: place{text: "t"}, tree: tree, opts: quick().filled(), how: dirTraits, line: l, unreadable: func() string { return "" }}
	must.Succeed(t, e.mkdir(t.Context(), "."))
	l.close()
	down = true
	if err := e.mkdir(t.Context(), "."); err != nil {
		t.Errorf("it did not come back: %v", err)
	}
}

// What is wrong with a certificate is said as what it is, before anybody is
// asked for a password.
func TestCertificateFaults(t *testing.T) {
	s := startFTP(t)
	other := filepath.Join(t.TempDir(), "other")
	os.MkdirAll(other, 0o755)
	stranger, _ := certificate(t, other)
	write(t, other, "empty.pem", "nothing")
	for _, c := range []struct{ host, ca, code, arg string }{
		{"127.0.0.2", s.ca, "certificate-name", "localhost, 127.0.0.1"},
		{"localhost", stranger, "certificate-authority-ftps", ""},
		{"localhost", "", "certificate-authority-ftps", ""},
		{"localhost", filepath.Join(other, "empty.pem"), "certificate-file", ""},
		{"localhost", filepath.Join(other, "none.pem"), "certificate-file", ""},
	} {
		front := newCutterOn(t, c.host, "127.0.0.1:"+s.port)
		opts := quick()
		opts.Env = func(name string) string { return map[string]string{"TASSEI_FTPS_CA": c.ca}[name] }
		asked := 0
		opts.Secret = func(Question) (string, error) { asked++; return "anything", nil }
		_, err := Send(t.Context(), newSite{style: "one"}.tree(t), "ftps://anonymous@"+c.host+":"+front.port()+s.path, opts)
		code, args := Explain(err)
		if code != c.code || args["names"] != c.arg || asked > 0 {
			t.Errorf("%s with %q: %q, names %q, asked %d times: %v", c.host, c.ca, code, args["names"], asked, err)
		}
	}

	// The same in a browser's protocol.
	web := httptest.NewUnstartedServer(http.NotFoundHandler())
	web.TLS = &tls.Config{}
	web.StartTLS()
	defer web.Close()
	_, err := Verify(t.Context(), nil, web.URL, quick())
	if code, _ := Explain(err); code != "certificate-authority" {
		t.Errorf("%q: %v", code, err)
	}
}

// Looking at a target and reading it back asks for the password once.
func TestReaderAsksOnce(t *testing.T) {
	s := startFTP(t)
	opts := s.options()
	asked := 0
	answer := opts.Secret
	opts.Secret = func(q Question) (string, error) { asked++; return answer(q) }
	target := "ftps://anonymous@localhost:" + s.port + s.path
	if _, err := Send(t.Context(), newSite{style: "one", pages: 3}.tree(t), target, opts); err != nil || asked != 1 {
		t.Fatalf("asked %d times to send: %v", asked, err)
	}
	asked = 0
	r, err := Open(target, opts)
	must.Succeed(t, err)
	defer r.Close()
	files, err := r.Published(t.Context())
	must.Succeed(t, err)
	if report, err := r.Verify(t.Context(), files); err != nil || !report.Good() || asked != 1 {
		t.Errorf("asked %d times: %+v, %v", asked, report, err)
	}
}

// A scheduled run has a password from the environment, or from a file that
// nobody else can read; and nobody is asked instead if it is wrong.
func TestPasswordWithoutAPerson(t *testing.T) {
	s := startFTP(t, "secure_email_list_enable=YES", "email_password_file="+passwordFile(t, "right@example.jp"))
	dir := t.TempDir()
	for name, mode := range map[string]os.FileMode{"right": 0o600, "crlf": 0o400, "open": 0o640, "empty": 0o600, "wrong": 0o600} {
		text := map[string]string{"right": "right@example.jp\nmore", "crlf": "right@example.jp\r\n", "open": "right@example.jp", "wrong": "x\n"}[name]
		must.Succeed(t, os.WriteFile(filepath.Join(dir, name), []byte(text), mode))
		os.Chmod(filepath.Join(dir, name), mode)
	}
	for _, c := range []struct{ password, file, code string }{
		{"right@example.jp", "", ""},
		{"", "right", ""},
		{"", "crlf", ""},
		{"", "open", "password-file-open"},
		{"", "empty", "password-file-empty"},
		{"", "none", "password-file-unread"},
		{"", "wrong", "auth-ftps"},
		{"wrong", "", "auth-ftps"},
	} {
		env := map[string]string{"TASSEI_FTPS_CA": s.ca, passwordEnv: c.password}
		if c.file != "" {
			env[passwordFileEnv] = filepath.Join(dir, c.file)
		}
		opts := quick()
		opts.Env = func(name string) string { return env[name] }
		opts.Secret = func(Question) (string, error) { t.Error("somebody is asked"); return "", errors.New("no") }
		_, err := Send(t.Context(), newSite{style: "one", pages: 1}.tree(t), "ftps://anonymous@localhost:"+s.port+s.path, opts)
		code, args := Explain(err)
		if code != c.code || err == nil != (code == "") {
			t.Errorf("%+v: %q, %v", c, code, err)
		}
		if code == "auth-ftps" && !strings.HasPrefix(args["tried"], "TASSEI_PASSWORD") {
			t.Errorf("%+v: tried %q", c, args["tried"])
		}
	}
}

// What is opened after a line was cut, as by a slow answer, is not listened to.
func TestOpenedAfterTheCut(t *testing.T) {
	l := &ftpLine{raw: map[net.Conn]bool{}}
	l.cut()
	here, there := net.Pipe()
	defer there.Close()
	if _, err := l.watch(here, time.Minute).Read(make([]byte, 1)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("read: %v", err)
	}
}

// What a web server says of a file: it is not there, it may be there later, or it may not be had.
func TestWebServerSays(t *testing.T) {
	for code, want := range map[int]string{
		404: "missing", 410: "missing", 403: "refused", 451: "refused", 499: "refused", 302: "refused", 408: "later", 429: "later", 500: "later", 503: "later",
	} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }))
		base, err := parseWeb(server.URL)
		must.Succeed(t, err)
		web := openWeb(base, quick())
		_, err = web.read(t.Context(), "x.html")
		server.Close()
		got := "later"
		switch {
		case gone(err):
			got = "missing"
		case final(err):
			got = "refused"
		case err == nil:
			got = "nothing"
		}
		must.Be(t, got, want, code, err)
	}
}

// An address at which nobody answers in time is told from a line that goes silent later, and
// one whose name nobody knows from a name that cannot be looked up now.
func TestWhyThereIsNoLine(t *testing.T) {
	for _, c := range []struct {
		err  error
		want ConnectReason
	}{
		{&net.OpError{Op: "dial", Err: os.ErrDeadlineExceeded}, ConnectSilent},
		{&net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, ""},
		{&net.OpError{Op: "dial", Err: io.EOF}, ""},
		{&net.OpError{Op: "dial", Err: &net.DNSError{IsNotFound: true}}, ConnectHost},
		{&net.OpError{Op: "dial", Err: &net.DNSError{IsTimeout: true}}, ""},
		{&net.OpError{Op: "dial", Err: syscall.EHOSTUNREACH}, ConnectUnreachable},
	} {
		var got ConnectReason
		if connect := (*ConnectError)(nil); errors.As(explainDial(c.err), &connect) {
			got = connect.Reason
		}
		must.Be(t, got, c.want, c.err)
	}
	for address, want := range map[string]TargetReason{
		"https://h/kpi": "", "https://h/?x=1": TargetExtra, "https://h/?": TargetExtra, "https://h/#a": TargetExtra, "https:///kpi": TargetHost, "https://u@h/": TargetPassword,
	} {
		_, err := parseWeb(address)
		var got TargetReason
		if target := (*TargetError)(nil); errors.As(err, &target) {
			got = target.Reason
		}
		must.Be(t, got, want, address)
	}
}
