package publish

import (
	"bufio"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"tassei/generator/must"
)

// endlessFolder is a folder whose list never ends.
type endlessFolder struct{}

func (endlessFolder) Fileread(*sftp.Request) (io.ReaderAt, error) { return nil, fs.ErrNotExist }

func (endlessFolder) Filelist(r *sftp.Request) (sftp.ListerAt, error) {
	if r.Method != "List" {
		return nil, fs.ErrNotExist
	}
	return endlessFolder{}, nil
}

func (endlessFolder) ListAt(list []fs.FileInfo, at int64) (int, error) {
	for i := range list {
		list[i] = named(fmt.Sprint(strings.Repeat("a", 200), at, i))
	}
	return len(list), nil
}

// named is a file of which the name is all.
type named string

func (n named) Name() string     { return string(n) }
func (named) Size() int64        { return 0 }
func (named) Mode() fs.FileMode  { return 0o644 }
func (named) ModTime() time.Time { return time.Time{} }
func (named) IsDir() bool        { return false }
func (named) Sys() any           { return nil }

// endlessSFTP lets anybody in who knows a password.
func endlessSFTP(t *testing.T) (address string, key ssh.PublicKey) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	must.Succeed(t, err)
	signer, err := ssh.NewSignerFromSigner(private)
	must.Succeed(t, err)
	config := &ssh.ServerConfig{PasswordCallback: func(ssh.ConnMetadata, []byte) (*ssh.Permissions, error) { return nil, nil }}
	config.AddHostKey(signer)
	address = serving(t, nil, func(conn net.Conn) {
		_, channels, requests, err := ssh.NewServerConn(conn, config)
		if err != nil {
			return
		}
		go ssh.DiscardRequests(requests)
		for wanted := range channels {
			channel, requests, err := wanted.Accept()
			if err != nil {
				return
			}
			go func() {
				for r := range requests {
					r.Reply(r.Type == "subsystem", nil)
				}
			}()
			sftp.NewRequestServer(channel, sftp.Handlers{FileGet: endlessFolder{}, FileList: endlessFolder{}}).Serve()
		}
	})
	return address, signer.PublicKey()
}

// serving takes each line to a function of its own.
func serving(t *testing.T, secure *tls.Config, serve func(net.Conn)) (address string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must.Succeed(t, err)
	if secure != nil {
		l = tls.NewListener(l, secure)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				serve(conn)
			}()
		}
	}()
	return l.Addr().String()
}

// endlessFTP speaks FTP over TLS from the first byte, and ends neither a list nor, where
// it is told to, an answer.
func endlessFTP(t *testing.T, secure *tls.Config, answer bool) (address string) {
	t.Helper()
	data := serving(t, secure, func(conn net.Conn) {
		for err := error(nil); err == nil; {
			_, err = io.WriteString(conn, strings.Repeat("-rw-r--r-- 1 a a 1 Jan 1 2020 "+strings.Repeat("a", 200)+"\r\n", 100))
		}
	})
	_, port, _ := net.SplitHostPort(data)
	return serving(t, nil, func(conn net.Conn) {
		lines := bufio.NewReader(conn)
		say := func(format string, args ...any) error {
			_, err := fmt.Fprintf(conn, format+"\r\n", args...)
			return err
		}
		say("220 ready")
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			switch word, _, _ := strings.Cut(strings.TrimSpace(line), " "); word {
			case "AUTH":
				say("234 go on")
				inner := tls.Server(conn, secure)
				conn, lines = inner, bufio.NewReader(inner)
			case "USER":
				say("331 password")
			case "PASS":
				say("230 in")
			case "EPSV":
				say("229 (|||%s|)", port)
			case "LIST":
				say("150 here it comes")
			case "MLST", "RETR", "SIZE":
				say("550 none")
			case "CWD":
				for answer && say("250-%s", strings.Repeat("a", 4000)) == nil {
				}
				say("250 fine")
			default:
				say("200 fine")
			}
		}
	})
}

// A list or an answer without an end is given up before it fills the memory, and
// not asked for again.
func TestListsWithoutAnEnd(t *testing.T) {
	home, sftpAddress := t.TempDir(), ""
	sftpAddress, key := endlessSFTP(t)
	_, port, _ := net.SplitHostPort(sftpAddress)
	(&sshServer{home: home}).know(t, key, port)
	dir := t.TempDir()
	certFile, keyFile := certificate(t, dir)
	pair, err := tls.LoadX509KeyPair(certFile, keyFile)
	must.Succeed(t, err)
	secure := &tls.Config{Certificates: []tls.Certificate{pair}}
	for name, target := range map[string]string{
		"sftp":         "sftp://web@" + sftpAddress + "/www",
		"ftps":         "ftps://web@" + endlessFTP(t, secure, false) + "/www",
		"ftps, answer": "ftps://web@" + endlessFTP(t, secure, true) + "/www",
	} {
		t.Run(name, func(t *testing.T) {
			opts := quick()
			opts.OwnFolder = true
			opts.Env = func(name string) string {
				return map[string]string{"HOME": home, "TASSEI_PASSWORD": "x", "TASSEI_FTPS_CA": certFile}[name]
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Send(t.Context(), newSite{style: "one", pages: 1}.tree(t), target, opts)
			runtime.ReadMemStats(&after)
			var refused *RefusedError
			if !errors.As(err, &refused) || !errors.Is(err, ErrEndless) || !strings.HasPrefix(refused.Path, "/www") {
				t.Errorf("%v", err)
			}
			if spent := (after.TotalAlloc - before.TotalAlloc) >> 20; spent > 500 {
				t.Errorf("%d MiB were taken", spent)
			}
		})
	}
}
