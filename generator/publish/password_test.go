package publish

import (
	"crypto/subtle"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"tassei/generator/must"
)

// passwordServer is an SFTP server that lets in by password alone; a system's
// own would want an account of the system. It keeps what it was told.
type passwordServer struct {
	port string
	key  ssh.PublicKey

	mu   sync.Mutex
	told []string
}

func startPasswordSSH(t *testing.T, password string) *passwordServer {
	t.Helper()
	file := filepath.Join(t.TempDir(), "host_key")
	s := &passwordServer{key: newKey(t, file, "")}
	text := must.Read(t, file)
	signer, err := ssh.ParsePrivateKey(text)
	must.Succeed(t, err)
	config := &ssh.ServerConfig{PasswordCallback: func(_ ssh.ConnMetadata, got []byte) (*ssh.Permissions, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.told = append(s.told, string(got)); subtle.ConstantTimeCompare(got, []byte(password)) == 0 {
			return nil, errors.New("no")
		}
		return nil, nil
	}}
	config.AddHostKey(signer)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must.Succeed(t, err)
	t.Cleanup(func() { l.Close() })
	_, s.port, _ = net.SplitHostPort(l.Addr().String())
	go func() {
		for {
			raw, err := l.Accept()
			if err != nil {
				return
			}
			go serveSFTP(raw, config)
		}
	}()
	return s
}

func serveSFTP(raw net.Conn, config *ssh.ServerConfig) {
	defer raw.Close()
	_, channels, requests, err := ssh.NewServerConn(raw, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for wanted := range channels {
		channel, asks, err := wanted.Accept()
		if err != nil {
			return
		}
		go func() {
			for ask := range asks {
				ask.Reply(ask.Type == "subsystem", nil)
			}
		}()
		if server, err := sftp.NewServer(channel); err == nil {
			go server.Serve()
		}
	}
}

func (s *passwordServer) heard() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.told, " ")
}

// passwordFile is a file as vsftpd reads passwords from: one that it takes.
func passwordFile(t *testing.T, password string) string {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "passwords", password+"\n")
	return filepath.Join(dir, "passwords")
}

// A password's file is for its owner alone, and its first line is the password; nothing
// that is no file is waited for.
func TestPasswordFile(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		name, text string
		mode       os.FileMode
		want       string // the password, or the reason
	}{
		{"good", "S3cret 秘密!\nmore\n", 0o600, "S3cret 秘密!"}, {"read only", "x", 0o400, "x"}, {"of Windows", "x\r\ny\r\n", 0o600, "x"},
		{"empty", "", 0o600, "empty"}, {"empty line", "\r\nx\n", 0o600, "empty"},
		{"group", "x\n", 0o640, "open"}, {"all", "x\n", 0o604, "open"}, {"all may write", "x\n", 0o602, "open"},
	} {
		file := filepath.Join(dir, c.name)
		must.Succeed(t, os.WriteFile(file, []byte(c.text), 0o600))
		must.Succeed(t, os.Chmod(file, c.mode))
		got, err := readPassword(file)
		if bad, is := first(err).(*PasswordFileError); is {
			got = string(bad.Reason)
		}
		must.Be(t, got, c.want, c.name)
	}
	for _, file := range []string{dir, filepath.Join(dir, "none")} {
		_, err := readPassword(file)
		if bad, is := first(err).(*PasswordFileError); !is || bad.Reason != PasswordFileUnread {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// Who was let in with an answer is not asked again; a given password is shown once; one
// hidden question of a server is the password, any other is asked in its own words.
func TestKeyringAsks(t *testing.T) {
	var asked []string
	ring := func(env map[string]string, answer string) *keyring {
		asked = nil
		opts := Options{Env: func(name string) string { return env[name] }}
		if answer != "" {
			opts.Secret = func(q Question) (string, error) {
				asked = append(asked, string(q.Kind)+" "+q.User+" "+q.Host+" "+q.Text)
				return answer, nil
			}
		}
		k, err := newKeyring(place{user: "web", host: "h", text: "sftp://web@h/x"}, opts)
		must.Succeed(t, err)
		return k
	}
	says := func(k *keyring, want string) {
		t.Helper()
		got, err := k.askPassword()
		if err != nil {
			got = "! " + err.Error()
		}
		must.Be(t, got, want)
	}
	k := ring(nil, "typed")
	says(k, "typed")
	says(k, "typed") // the server did not take the first
	must.Be(t, strings.Join(asked, ","), "password web h ,password web h ")
	k.accept()
	says(k, "typed")
	must.Be(t, len(asked), 2)

	k = ring(map[string]string{passwordEnv: "given"}, "typed")
	says(k, "given")
	says(k, "! "+errPasswordRefused.Error())
	must.Be(t, len(asked), 0)
	says(ring(nil, ""), "! "+ErrNoTerminal.Error())

	for _, c := range []struct {
		questions []string
		echos     []bool
		want      string
	}{
		{[]string{"Password:"}, []bool{false}, "password web h "},
		{[]string{"Code:"}, []bool{true}, "server web h Code:"},
		{[]string{"Password:", "Code:"}, []bool{false, false}, "server web h Password:,server web h Code:"},
	} {
		answers, err := ring(nil, "typed").answer("", "", c.questions, c.echos)
		must.Succeed(t, err)
		must.Be(t, strings.Join(answers, ","), strings.TrimSuffix(strings.Repeat("typed,", len(c.questions)), ","))
		must.Be(t, strings.Join(asked, ","), c.want)
	}
	if _, err := ring(nil, "").answer("", "", []string{"Code:"}, []bool{true}); !errors.Is(err, ErrNoTerminal) {
		t.Errorf("nobody to ask: %v", err)
	}

	// Until the server has shown a key that is known, what goes wrong is not about who we are.
	no := errors.New("unable to authenticate")
	for _, c := range []struct {
		err   error
		known bool
		auth  bool
	}{{no, true, true}, {no, false, false}, {io.EOF, true, false}, {io.ErrUnexpectedEOF, true, false}, {net.ErrClosed, true, false}, {os.ErrDeadlineExceeded, true, false}} {
		_, auth := ring(nil, "").explain(c.err, c.known).(*AuthError)
		must.Be(t, auth, c.auth, c.err, c.known)
	}
}

// A key that the agent holds is not opened: its passphrase would be asked for.
func TestKeyOfTheAgentIsNotOpened(t *testing.T) {
	home := t.TempDir()
	file := filepath.Join(home, ".ssh", "id_ed25519")
	public := newKey(t, file, "")
	write(t, home, ".ssh/id_ed25519.pub", string(ssh.MarshalAuthorizedKey(public)))
	newKey(t, filepath.Join(home, ".ssh", "id_rsa"), "")
	k, err := newKeyring(place{}, Options{Env: func(name string) string { return map[string]string{"HOME": home}[name] }})
	must.Succeed(t, err)
	must.Be(t, len(k.files(nil)), 2)
	must.Be(t, len(k.files([]ssh.Signer{k.open(file)})), 1)
	write(t, home, ".ssh/id_ed25519.pub", "nonsense")
	must.Be(t, len(k.files([]ssh.Signer{k.open(file)})), 2)
}
