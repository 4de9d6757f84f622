package publish

import (
	"errors"
	"io"
	"net"
	"net/textproto"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/must"
)

// ftpServer is a vsftpd with TLS that lets anybody write into a folder.
type ftpServer struct {
	port string
	root string // the folder, on this machine
	path string // the folder, for clients
	ca   string
}

// startFTP takes further lines for the server's settings.
func startFTP(t *testing.T, more ...string) *ftpServer {
	t.Helper()
	return startFTPOn(t, "127.0.0.1", more...)
}

func startFTPOn(t *testing.T, host string, more ...string) *ftpServer {
	t.Helper()
	vsftpd := program(t, "vsftpd", "vsftpd")
	dir, err := os.MkdirTemp("", "publish-ftp")
	must.Succeed(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	os.Chmod(dir, 0o755)
	me, err := user.Current()
	must.Succeed(t, err)
	s := &ftpServer{port: freePort(t), root: filepath.Join(dir, "root", "www"), path: "/www"}
	cert, key := certificate(t, dir)
	s.ca = cert
	for _, folder := range []string{s.root, filepath.Join(dir, "empty")} {
		must.Succeed(t, os.MkdirAll(folder, 0o755))
	}
	settings := []string{
		"listen=YES", "background=NO", "listen_address=" + host, "listen_port=" + s.port,
		"pasv_address=127.0.0.1", "pasv_min_port=20000", "pasv_max_port=60000",
		"anonymous_enable=YES", "local_enable=NO", "write_enable=YES", "anon_upload_enable=YES",
		"anon_mkdir_write_enable=YES", "anon_other_write_enable=YES", "anon_umask=022", "anon_world_readable_only=NO",
		"anon_root=" + filepath.Join(dir, "root"), "secure_chroot_dir=" + filepath.Join(dir, "empty"),
		"ssl_enable=YES", "allow_anon_ssl=YES", "force_anon_logins_ssl=YES", "force_anon_data_ssl=YES",
		"ssl_tlsv1=YES", "require_ssl_reuse=YES", "ssl_ciphers=HIGH",
		"rsa_cert_file=" + cert, "rsa_private_key_file=" + key, "seccomp_sandbox=NO", "xferlog_enable=NO",
	}
	if me.Uid == "0" {
		// Anonymous clients work as the user "ftp", who owns the folder.
		if err := chownTo(s.root, "ftp"); err != nil {
			t.Skipf("no user ftp: %v", err)
		}
	} else {
		settings = append(settings, "run_as_launching_user=YES")
		s.path = s.root
	}
	write(t, dir, "vsftpd.conf", strings.Join(append(settings, more...), "\n")+"\n")
	start(t, vsftpd, filepath.Join(dir, "vsftpd.conf"))
	waitAt(t, net.JoinHostPort(host, s.port))
	return s
}

func (s *ftpServer) options() Options {
	opts := quick()
	opts.Env = func(name string) string { return map[string]string{"TASSEI_FTPS_CA": s.ca}[name] }
	opts.Secret = func(q Question) (string, error) {
		if q.Kind != AskPassword || q.User != "anonymous" {
			return "", errors.New("asked for something else")
		}
		return "anything", nil
	}
	return opts
}

func TestFTPS(t *testing.T) {
	s := startFTP(t)
	line := newCutter(t, s.port)
	// The line for the cuts is the control line; its bytes are few.
	var points []int64
	for n := int64(600); n < 9000; n += 650 {
		points = append(points, n)
	}
	target := "ftps://anonymous@localhost:" + line.port() + s.path
	hard(t, target, s.root, line, points, s.options())
}

func TestFTPSCertificate(t *testing.T) {
	s := startFTP(t)
	opts := s.options()
	opts.Env = func(string) string { return "" }
	asked := false
	opts.Secret = func(Question) (string, error) { asked = true; return "anything", nil }
	tree := newSite{style: "one", pages: 1}.tree(t)
	_, err := Send(t.Context(), tree, "ftps://anonymous@localhost:"+s.port+s.path, opts)
	var certificate *CertificateError
	if !errors.As(err, &certificate) || certificate.Host != "localhost" {
		t.Errorf("got %v (asked: %v)", err, asked)
	}
	if entries, _ := os.ReadDir(s.root); len(entries) != 0 {
		t.Error("something was written")
	}
}

func TestFTPSNobodyToAsk(t *testing.T) {
	s := startFTP(t)
	opts := s.options()
	opts.Secret = nil
	tree := newSite{style: "one", pages: 1}.tree(t)
	_, err := Send(t.Context(), tree, "ftps://anonymous@localhost:"+s.port+s.path, opts)
	var auth *AuthError
	if !errors.As(err, &auth) || !errors.Is(err, ErrNoTerminal) {
		t.Errorf("got %v", err)
	}
}

// A file that is not there leaves the connection as good as it was: the next
// step does not find it torn off.
func TestFTPSMissingFileBreaksNothing(t *testing.T) {
	s := startFTP(t)
	opts := s.options()
	opts.Attempts = 1
	e, err := reader("ftps://anonymous@localhost:"+s.port+s.path, opts.filled())
	must.Succeed(t, err)
	defer e.line.close()
	for i := range 1500 {
		if text, err := e.readRecord(t.Context(), progressName); text != nil || err != nil {
			t.Fatalf("the %dth look: %q, %v", i+1, text, err)
		}
	}
}

// A data line that could not resume its session is a line that broke, to be
// tried on a new connection; a full disk is the server's last word.
func TestFTPSWhatIsFinal(t *testing.T) {
	for _, c := range []struct {
		code  int
		final bool
	}{{522, false}, {426, false}, {552, true}, {553, true}} {
		l := &ftpLine{raw: map[net.Conn]bool{}}
		f := &ftpsRemote{idle: []*ftpLine{l}, all: map[*ftpLine]bool{l: true}}
		err := f.with(t.Context(), "write", "index.html", func(*ftpLine) error {
			return errors.Join(os.ErrDeadlineExceeded, &textproto.Error{Code: c.code, Msg: "no"})
		})
		must.Be(t, final(err), c.final, c.code, err, err)
		if c.code == 522 && len(f.idle)+len(f.all) != 0 {
			t.Errorf("%d: the connection is lent again", c.code)
		}
	}
}

// Every answer of an FTP server begins with three digits, and what follows them.
func TestFTPSIsCode(t *testing.T) {
	for begin, want := range map[string]bool{"220 ": true, "220-": true, "099 ": true, "220x": false, "22a ": false, "/20 ": false, "2:0 ": false, "SSH-": false, "<htm": false} {
		must.Be(t, strconv.FormatBool(isCode([]byte(begin))), strconv.FormatBool(want), begin)
	}
	reader, writer := net.Pipe()
	go io.WriteString(writer, "220 welcome")
	f := &fewWords{Conn: reader, left: 5}
	text, err := io.ReadAll(f)
	if string(text) != "220 w" || !errors.Is(err, ErrEndless) {
		t.Errorf("%q, %v", text, err)
	}
}
