package publish

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"

	"tassei/generator/must"
)

// sshServer starts OpenSSH's sshd for this user with a key of its own, and a
// HOME for the client whose key it lets in.
type sshServer struct {
	port    string
	user    string
	home    string
	hostKey ssh.PublicKey
}

func newKey(t *testing.T, file, phrase string) ssh.PublicKey {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	must.Succeed(t, err)
	block, err := ssh.MarshalPrivateKey(private, "")
	if phrase != "" {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(private, "", []byte(phrase))
	}
	must.Succeed(t, err)
	must.Succeed(t, os.MkdirAll(filepath.Dir(file), 0o700))
	must.Succeed(t, os.WriteFile(file, pem.EncodeToMemory(block), 0o600))
	key, err := ssh.NewPublicKey(public)
	must.Succeed(t, err)
	return key
}

// startSSH takes further arguments for the SFTP server itself.
func startSSH(t *testing.T, more ...string) *sshServer {
	t.Helper()
	sshd := program(t, "sshd", "openssh-server")
	files := program(t, "sftp-server", "openssh-sftp-server")
	me, err := user.Current()
	must.Succeed(t, err)
	if me.Uid == "0" {
		os.MkdirAll("/run/sshd", 0o755) // sshd asks for it when root starts it
	}
	dir := t.TempDir()
	s := &sshServer{port: freePort(t), user: me.Username, home: t.TempDir()}
	s.hostKey = newKey(t, filepath.Join(dir, "host_key"), "")
	mine := newKey(t, filepath.Join(s.home, ".ssh", "id_ed25519"), "")
	write(t, dir, "authorized", string(ssh.MarshalAuthorizedKey(mine)))
	write(t, dir, "config", strings.Join([]string{
		"ListenAddress 127.0.0.1:" + s.port,
		"HostKey " + filepath.Join(dir, "host_key"),
		"AuthorizedKeysFile " + filepath.Join(dir, "authorized"),
		"PidFile none", "UsePAM no", "StrictModes no", "PasswordAuthentication no",
		"PermitRootLogin yes", "MaxStartups 100", "Subsystem sftp " + strings.Join(append([]string{files}, more...), " "), "",
	}, "\n"))
	start(t, sshd, "-D", "-e", "-f", filepath.Join(dir, "config"))
	waitFor(t, s.port)
	return s
}

func (s *sshServer) options() Options {
	opts := quick()
	opts.Env = func(name string) string { return map[string]string{"HOME": s.home}[name] }
	return opts
}

// know writes the host key into known_hosts for a port.
func (s *sshServer) know(t *testing.T, key ssh.PublicKey, ports ...string) {
	t.Helper()
	var text string
	for _, port := range ports {
		text += knownhosts.Line([]string{"127.0.0.1:" + port}, key) + "\n"
	}
	write(t, s.home, ".ssh/known_hosts", text)
}

func TestSFTP(t *testing.T) {
	s := startSSH(t)
	line := newCutter(t, s.port)
	s.know(t, s.hostKey, line.port())
	dir := filepath.Join(t.TempDir(), "new", "site")
	target := "sftp://" + s.user + "@127.0.0.1:" + line.port() + dir
	var points []int64
	for n := int64(1500); n < 330_000; n = n*3/2 + 900 {
		points = append(points, n)
	}
	hard(t, target, dir, line, points, s.options())
}

// TestSFTPWebRootIsALink publishes into a folder that is reached by a link.
func TestSFTPWebRootIsALink(t *testing.T) {
	s := startSSH(t)
	s.know(t, s.hostKey, s.port)
	real, base := t.TempDir(), t.TempDir()
	if err := os.Symlink(real, filepath.Join(base, "www")); err != nil {
		t.Skip(err)
	}
	tree := newSite{style: "one", pages: 2}.tree(t)
	target := "sftp://" + s.user + "@127.0.0.1:" + s.port + filepath.Join(base, "www")
	must.Succeed(t, must.Err(Send(t.Context(), tree, target, s.options())))
	checkSame(t, real, tree)

	// But no folder inside may lead elsewhere.
	outside := t.TempDir()
	os.RemoveAll(filepath.Join(real, "FY2024"))
	os.Symlink(outside, filepath.Join(real, "FY2024"))
	opts := s.options()
	opts.Everything = true
	_, err := Send(t.Context(), tree, target, opts)
	var foreign *ForeignError
	if !errors.As(err, &foreign) || foreign.Paths[0] != "FY2024" {
		t.Errorf("got %v", err)
	}
}

func TestSFTPHostKey(t *testing.T) {
	s := startSSH(t)
	dir := t.TempDir()
	tree := newSite{style: "one", pages: 1}.tree(t)
	target := "sftp://" + s.user + "@127.0.0.1:" + s.port + dir
	fingerprint := ssh.FingerprintSHA256(s.hostKey)
	send := func() *HostKeyError {
		t.Helper()
		_, err := Send(t.Context(), tree, target, s.options())
		var key *HostKeyError
		if err != nil && !errors.As(err, &key) {
			t.Fatalf("got %v", err)
		}
		return key
	}

	unknown := send()
	if unknown == nil || unknown.Changed || unknown.Fingerprint != fingerprint {
		t.Fatalf("unknown key: %+v", unknown)
	}
	if !strings.Contains(unknown.Error(), fingerprint) || !strings.Contains(unknown.Error(), "known_hosts") {
		t.Errorf("the message does not help: %v", unknown)
	}

	other := newKey(t, filepath.Join(t.TempDir(), "other"), "")
	s.know(t, other, s.port)
	if changed := send(); changed == nil || !changed.Changed || changed.Fingerprint != fingerprint ||
		!strings.HasSuffix(changed.Known[0], "known_hosts:1") {
		t.Fatalf("changed key: %+v", changed)
	}

	// A key of a kind that the server does not have.
	ecdsa := "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBEmKSENjQEezOmxkZMy7opKgwFB9nkt5YRrYMjNuG5N87uRgg6CLrbo5wAdT/y6v0mKV0U2w0WZ2YB/++Tpockg="
	write(t, s.home, ".ssh/known_hosts", "[127.0.0.1]:"+s.port+" "+ecdsa+"\n")
	if changed := send(); changed == nil || !changed.Changed || changed.Fingerprint != fingerprint {
		t.Fatalf("key of another kind: %+v", changed)
	}

	write(t, s.home, ".ssh/known_hosts", "@revoked * "+string(ssh.MarshalAuthorizedKey(s.hostKey)))
	if revoked := send(); revoked == nil || !revoked.Revoked {
		t.Fatalf("revoked key: %+v", revoked)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Error("something was written")
	}

	// The line that the message gives is the one that is needed.
	write(t, s.home, ".ssh/known_hosts", unknown.Line+"\n")
	if key := send(); key != nil {
		t.Errorf("the line offered did not help: %v", key)
	}
	checkSame(t, dir, tree)
}

func TestSFTPKeys(t *testing.T) {
	s := startSSH(t)
	s.know(t, s.hostKey, s.port)
	tree := newSite{style: "one", pages: 1}.tree(t)
	target := "sftp://" + s.user + "@127.0.0.1:" + s.port + t.TempDir()

	// A key that the server does not know, under a passphrase.
	stranger := filepath.Join(s.home, "stranger")
	newKey(t, stranger, "open sesame")
	opts := s.options()
	env := opts.Env
	opts.Env = func(name string) string {
		if name == "TASSEI_SSH_KEY" {
			return stranger
		}
		return env(name)
	}
	var asked []QuestionKind
	opts.Secret = func(q Question) (string, error) {
		asked = append(asked, q.Kind)
		return "open sesame", nil
	}
	_, err := Send(t.Context(), tree, target, opts)
	var auth *AuthError
	if !errors.As(err, &auth) || len(asked) != 1 || asked[0] != AskPassphrase {
		t.Errorf("stranger: asked %v, %v", asked, err)
	}

	// No key at all, nobody to ask.
	opts.Secret = nil
	if _, err := Send(t.Context(), tree, target, opts); !errors.As(err, &auth) {
		t.Errorf("no key: %v", err)
	}
}

// TestSFTPAgent has the key in an agent only.
func TestSFTPAgent(t *testing.T) {
	s := startSSH(t)
	s.know(t, s.hostKey, s.port)
	file := filepath.Join(s.home, ".ssh", "id_ed25519")
	text := must.Read(t, file)
	private, err := ssh.ParseRawPrivateKey(text)
	must.Succeed(t, err)
	os.Remove(file)
	keys := agent.NewKeyring()
	must.Succeed(t, keys.Add(agent.AddedKey{PrivateKey: private}))
	socket := filepath.Join(t.TempDir(), "agent")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Skip(err)
	}
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go agent.ServeAgent(keys, conn)
		}
	}()
	opts := s.options()
	env := opts.Env
	opts.Env = func(name string) string {
		if name == "SSH_AUTH_SOCK" {
			return socket
		}
		return env(name)
	}
	dir := t.TempDir()
	tree := newSite{style: "one", pages: 1}.tree(t)
	must.Succeed(t, must.Err(Send(t.Context(), tree, "sftp://"+s.user+"@127.0.0.1:"+s.port+dir, opts)))
	checkSame(t, dir, tree)
}

func TestSFTPRefusal(t *testing.T) {
	s := startSSH(t)
	s.know(t, s.hostKey, s.port)
	tree := newSite{style: "one", pages: 1}.tree(t)
	dir := t.TempDir()
	write(t, dir, "file", "theirs")
	target := "sftp://" + s.user + "@127.0.0.1:" + s.port + filepath.Join(dir, "file", "site")
	_, err := Send(t.Context(), tree, target, s.options())
	var refused *RefusedError
	if !errors.As(err, &refused) {
		t.Errorf("got %v", err)
	}
}

// The password of a scheduled run serves SFTP too; a wrong one is shown once.
func TestSFTPPasswordWithoutAPerson(t *testing.T) {
	for _, password := range []string{"right", "wrong"} {
		server, home, www := startPasswordSSH(t, "right"), t.TempDir(), t.TempDir()
		write(t, home, ".ssh/known_hosts", knownhosts.Line([]string{"127.0.0.1:" + server.port}, server.key)+"\n")
		opts := quick()
		opts.Env = func(name string) string { return map[string]string{"HOME": home, passwordEnv: password}[name] }
		_, err := Send(t.Context(), newSite{style: "one", pages: 1}.tree(t), "sftp://web@127.0.0.1:"+server.port+www, opts)
		if code, _ := Explain(err); password == "right" && err != nil || password == "wrong" && (code != "auth" || server.heard() != "wrong") {
			t.Errorf("%s: %v; the server heard %q", password, err, server.heard())
		}
	}
}

// A line of known_hosts that cannot be read is named and passed over; the others
// count as ever, with their own numbers.
func TestKnownHostsWithLinesThatCannotBeRead(t *testing.T) {
	server, home, www := startPasswordSSH(t, "right"), t.TempDir(), t.TempDir()
	address := []string{"127.0.0.1:" + server.port}
	known := knownhosts.Line(address, server.key)
	other := knownhosts.Line(address, newKey(t, filepath.Join(t.TempDir(), "k"), ""))
	file := filepath.Join(home, ".ssh", "known_hosts")
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	for _, c := range []struct {
		text, notices, code, places string
	}{
		{"# note\ngarbage\n" + known + "\nhost ssh-ed25519 AAAA!\n", "2 4", "", ""},
		{"garbage\n" + other + "\n", "1", "host-key-changed", file + ":2"},
		{"\xef\xbb\xbf\n|1|x|y ssh-rsa\n\n@revoked " + known + "\n", "1 2", "host-key-revoked", file + ":4"},
		{"garbage", "1", "host-key-unknown", ""},
	} {
		write(t, home, ".ssh/known_hosts", c.text)
		var notices []string
		opts := quick()
		opts.Notice = func(err error) {
			var line *HostLineError
			if errors.As(err, &line) && line.File == file {
				notices = append(notices, strconv.Itoa(line.Line))
			}
		}
		opts.Env = func(name string) string { return map[string]string{"HOME": home, passwordEnv: "right"}[name] }
		_, err := Send(t.Context(), newSite{style: "one"}.tree(t), "sftp://web@"+address[0]+www, opts)
		code, args := Explain(err)
		if code != c.code || args["known"] != c.places || strings.Join(notices, " ") != c.notices {
			t.Errorf("%q: %q at %q, told of %v: %v", c.text, code, args["known"], notices, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(temp, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A server is asked for a key of a kind that is known of it: with one of another kind it
// would seem to have changed.
func TestKnownHostsKinds(t *testing.T) {
	home := t.TempDir()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must.Succeed(t, err)
	long, err := ssh.NewPublicKey(&key.PublicKey)
	must.Succeed(t, err)
	var text string
	for _, k := range []ssh.PublicKey{newKey(t, filepath.Join(home, "a"), ""), newKey(t, filepath.Join(home, "b"), ""), long} {
		text += knownhosts.Line([]string{"www.city.example"}, k) + "\n"
	}
	write(t, home, ".ssh/known_hosts", text)
	for address, want := range map[string][]string{
		"www.city.example:22":   {ssh.KeyAlgoRSASHA256, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoED25519},
		"other.city.example:22": nil,
	} {
		k, err := readKnownHosts(address, func(string) string { return home })
		if err != nil || !slices.Equal(slices.Sorted(slices.Values(k.algorithms)), want) {
			t.Errorf("%s: asked for %v, %v", address, k.algorithms, err)
		}
	}
}

// What a server says is its last word, or a line that broke, or a file that is not there.
func TestSFTPWhatIsFinal(t *testing.T) {
	s := &sftpRemote{root: "/www"}
	for name, c := range map[string]struct {
		err          error
		final, there bool
	}{
		"failure":         {&sftp.StatusError{Code: 4}, true, true},
		"no permission":   {&sftp.StatusError{Code: 3}, true, true},
		"not there":       {fs.ErrNotExist, true, false},
		"permission":      {fs.ErrPermission, true, true},
		"in the place":    {&fs.PathError{Op: "mkdir", Path: "x", Err: errors.New("not a folder")}, true, true},
		"no connection":   {sftp.ErrSSHFxNoConnection, false, true},
		"connection lost": {sftp.ErrSSHFxConnectionLost, false, true},
		"end":             {io.EOF, false, true},
		"early end":       {fmt.Errorf("read: %w", io.ErrUnexpectedEOF), false, true},
		"closed":          {net.ErrClosed, false, true},
		"half written":    {io.ErrShortWrite, false, true},
	} {
		err := s.answer("write", "a/b.html", c.err)
		if final(err) != c.final || gone(err) == c.there || c.final && c.there != isRefused(err) {
			t.Errorf("%s: %v", name, err)
		}
		if refused, is := err.(*RefusedError); is && refused.Path != "/www/a/b.html" {
			t.Errorf("%s: of %s", name, refused.Path)
		}
	}
	for _, err := range []error{sftp.ErrSSHFxNoConnection, sftp.ErrSSHFxConnectionLost, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed} {
		if !lost(err) {
			t.Errorf("%v is no line that broke", err)
		}
	}
}

// What could not be opened to others is the first file of the site; records are not for readers.
func TestSFTPWhatStaysClosed(t *testing.T) {
	s := &sftpRemote{modes: &sftpModes{}}
	no := errors.New("no")
	s.change("a.html", nil)
	s.change(journalName, no)
	s.change(progressName, no)
	must.Be(t, s.modes.unreadable(), "")
	s.change("b.html", no)
	s.change("c.html", no)
	must.Be(t, s.modes.unreadable(), "b.html")
}

// A server that cannot replace a file in one step is published to all the same, and what
// an interrupted run left there is in nobody's way.
func TestSFTPWithoutReplacing(t *testing.T) {
	s := startSSH(t, "-P", "posix-rename")
	s.know(t, s.hostKey, s.port)
	dir := t.TempDir()
	target := "sftp://" + s.user + "@127.0.0.1:" + s.port + dir
	for _, style := range []string{"one", "two"} {
		write(t, dir, tempPath("index.html"), "half")
		tree := newSite{style: style, pages: 2}.tree(t)
		must.Succeed(t, must.Err(Send(t.Context(), tree, target, s.options())))
		checkSame(t, dir, tree)
	}
	opts := s.options().filled()
	e, err := reader(target, opts)
	must.Succeed(t, err)
	defer e.line.close()
	if err := e.mkdir(t.Context(), "FY2024"); err != nil {
		t.Errorf("a folder that is there: %v", err)
	}
	if err := e.mkdir(t.Context(), "index.html"); !isRefused(err) {
		t.Errorf("a file in the place of a folder: %v", err)
	}
	if err := e.remove(t.Context(), "none.html"); err != nil {
		t.Errorf("a file that is gone: %v", err)
	}
}
