package publish

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"tassei/generator/output"
)

var sftpTraits = traits{parallel: 4, temp: tempPath}

// sftpTarget knows how to reach an SFTP server, and remembers what was typed at
// the terminal, so that a broken line asks nothing again.
type sftpTarget struct {
	place place
	opts  Options
	keys  *keyring
	modes sftpModes
	told  sync.Once // what is wrong with known_hosts
}

// sftpModes is what is known of the modes on a server, on all its lines.
type sftpModes struct {
	looked, narrow atomic.Bool // whether the server's umask keeps others out
	closed         atomic.Pointer[string]
}

func (m *sftpModes) unreadable() string {
	if p := m.closed.Load(); p != nil {
		return *p
	}
	return ""
}

func newSFTP(p place, opts Options) (*sftpTarget, error) {
	keys, err := newKeyring(p, opts)
	return &sftpTarget{place: p, opts: opts, keys: keys}, err
}

// sftpRemote is a folder on an SFTP server.
type sftpRemote struct {
	root   string
	ssh    *ssh.Client
	client *sftp.Client
	agent  io.Closer
	modes  *sftpModes
	heard  *heard
}

func (t *sftpTarget) dial(ctx context.Context) (remote, error) {
	address := net.JoinHostPort(t.place.host, cmp.Or(t.place.port, usualPort(t.place.text)))
	hosts, err := readKnownHosts(address, t.opts.Env)
	if err != nil {
		return nil, err
	}
	t.told.Do(func() {
		for _, line := range hosts.unread {
			t.opts.Notice(line)
		}
	})
	methods, closer := t.keys.methods()
	config := ssh.ClientConfig{
		User:              t.place.user,
		Auth:              methods,
		HostKeyAlgorithms: hosts.algorithms,
	}
	client, heard, err := t.handshake(ctx, address, config, hosts)
	var none *ssh.AlgorithmNegotiationError
	if errors.As(err, &none) && hosts.algorithms != nil {
		// The server no longer has a key of the kind that is listed: let it show
		// the one that it has, so that the message can name it.
		config.HostKeyAlgorithms = nil
		client, heard, err = t.handshake(ctx, address, config, hosts)
	}
	if err != nil {
		closer.Close()
		return nil, t.keys.explain(err, hosts.accepted)
	}
	t.keys.accept()
	files, err := sftp.NewClient(client, sftp.MaxConcurrentRequestsPerFile(32))
	if err != nil {
		client.Close()
		closer.Close()
		if lost(err) {
			return nil, err
		}
		return nil, &RefusedError{Op: "connect", Path: t.place.text, Err: err}
	}
	return &sftpRemote{root: t.place.path, ssh: client, client: files, agent: closer, modes: &t.modes, heard: heard}, nil
}

// handshake gives up on a server that accepts and then says nothing, but waits
// for a person who is typing a password.
func (t *sftpTarget) handshake(ctx context.Context, address string, config ssh.ClientConfig, hosts *knownHosts) (*ssh.Client, *heard, error) {
	raw, err := dialTCP(ctx, address, t.opts)
	if err != nil {
		return nil, nil, explainOpening(t.place, err)
	}
	stop := context.AfterFunc(ctx, func() { raw.Close() })
	defer stop()
	raw.SetDeadline(time.Now().Add(t.opts.Timeout))
	config.HostKeyCallback = func(host string, addr net.Addr, key ssh.PublicKey) error {
		// From here on somebody may be asked for a passphrase or a password.
		raw.SetDeadline(time.Now().Add(10 * time.Minute))
		return hosts.check(host, addr, key)
	}
	heard := &heard{Conn: raw}
	conn, channels, requests, err := ssh.NewClientConn(heard, address, &config)
	if err != nil {
		raw.Close()
		if heard.notSSH() {
			err = explainOpening(t.place, &ConnectError{Reason: ConnectNotSSH, Err: err})
		}
		return nil, nil, err
	}
	raw.SetDeadline(time.Time{})
	return ssh.NewClient(conn, channels, requests), heard, nil
}

// heard listens in to how the other side begins, and to how much it says to a
// question whose answer is kept whole.
type heard struct {
	net.Conn
	words []byte
	asked atomic.Bool
	left  atomic.Int64 // bytes that are listened to while asked
}

func (h *heard) Read(b []byte) (int, error) {
	n, err := h.Conn.Read(b)
	const enough = 1 << 10
	h.words = append(h.words, b[:min(n, max(0, enough-len(h.words)))]...)
	if h.asked.Load() && h.left.Add(-int64(n)) < 0 {
		return 0, ErrEndless
	}
	return n, err
}

// ask begins a question; the function returned ends it, and reports whether the answer
// had no end.
func (h *heard) ask() (end func() (endless bool)) {
	h.left.Store(mostListed)
	h.asked.Store(true)
	return func() bool {
		h.asked.Store(false)
		return h.left.Load() < 0
	}
}

// notSSH reports whether something spoke, and not as an SSH server does, which
// may say something else in lines of their own before.
func (h *heard) notSSH() bool {
	const mark = "SSH-"
	begins := bytes.HasPrefix(h.words, []byte(mark[:min(len(mark), len(h.words))]))
	return !begins && !bytes.Contains(h.words, []byte("\n"+mark))
}

func (s *sftpRemote) at(p string) string { return path.Join(s.root, p) }

// answer sorts a plain no of the server from trouble on the line.
func (s *sftpRemote) answer(op, p string, err error) error {
	var status *sftp.StatusError
	switch {
	case err == nil, isOurs(err):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fs.ErrNotExist
	// A path error is the library's own finding, such as a file in the place of
	// a folder.
	case errors.Is(err, fs.ErrPermission), errors.As(err, &status) && !lost(err), errors.As(err, new(*fs.PathError)):
		return &RefusedError{Op: op, Path: s.at(p), Err: err}
	}
	return err
}

// lost reports whether a status stands for a line that broke.
func lost(err error) bool {
	return errors.Is(err, sftp.ErrSSHFxConnectionLost) || errors.Is(err, sftp.ErrSSHFxNoConnection) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

func (s *sftpRemote) read(_ context.Context, p string) (io.ReadCloser, error) {
	// A pipe or a device would keep us waiting.
	found, err := s.client.Lstat(s.at(p))
	if err != nil {
		return nil, s.answer("read", p, err)
	}
	if !found.Mode().IsRegular() {
		return nil, &RefusedError{Op: "read", Path: s.at(p), Err: errNotRegular}
	}
	f, err := s.client.Open(s.at(p))
	if err != nil {
		return nil, s.answer("read", p, err)
	}
	// Each read is a question and an answer: ask for much at once.
	size := min(max(found.Size()+1, 512), 256<<10)
	return sftpFile{bufio.NewReaderSize(f, int(size)), f}, nil
}

// sftpFile is a file that is read in large pieces.
type sftpFile struct {
	*bufio.Reader
	io.Closer
}

// sequential is up to which size a file goes in one packet after the other.
const sequential = 64 << 10

func (s *sftpRemote) write(_ context.Context, file output.File, r io.Reader) error {
	temp, name := s.at(tempPath(file.Path)), s.at(file.Path)
	const mode = os.O_WRONLY | os.O_CREATE | os.O_EXCL
	f, err := s.client.OpenFile(temp, mode)
	if err != nil {
		// What an interrupted run left: a new file, not the old one emptied, since
		// an earlier session of ours on the server may still be writing to it.
		if s.client.Remove(temp) == nil {
			f, err = s.client.OpenFile(temp, mode)
		}
	}
	if err != nil {
		return s.answer("write", file.Path, err)
	}
	source := struct{ io.Reader }{r}
	var n int64
	if file.Size > sequential {
		n, err = f.ReadFromWithConcurrency(source, 0)
	} else {
		n, err = f.ReadFrom(source)
	}
	if err == nil {
		s.openUp(f, file.Path)
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil && n != file.Size {
		err = fmt.Errorf("%d bytes of %d written: %w", n, file.Size, io.ErrShortWrite)
	}
	if err == nil {
		err = s.rename(temp, name)
	}
	if err != nil && !lost(err) {
		s.client.Remove(temp)
	}
	return s.answer("write", file.Path, err)
}

// openUp lets everybody read a file that the umask of our account kept for us:
// the web server is another user. One look at the first file tells; a server
// that allows no change of modes keeps its own, which is said.
func (s *sftpRemote) openUp(f *sftp.File, p string) {
	if s.modes.looked.Load() && !s.modes.narrow.Load() {
		return
	}
	found, err := f.Stat()
	if err != nil {
		return
	}
	if found.Mode()&everybodyReads != everybodyReads {
		s.modes.narrow.Store(true)
		s.change(p, f.Chmod(found.Mode()|0o644))
	}
	s.modes.looked.Store(true)
}

// change keeps in mind what could not be opened. The records of a run under way
// are not for readers.
func (s *sftpRemote) change(p string, err error) {
	if err != nil && p != journalName && p != progressName {
		s.modes.closed.CompareAndSwap(nil, &p)
	}
}

func (s *sftpRemote) mode(_ context.Context, p string, _ bool) (fs.FileMode, bool, error) {
	found, err := s.client.Stat(s.at(p))
	if err != nil {
		return 0, false, s.answer("stat", p, err)
	}
	return found.Mode(), true, nil
}

// rename replaces a file in one step where the server can, as OpenSSH does.
func (s *sftpRemote) rename(from, to string) error {
	if _, can := s.client.HasExtension("posix-rename@openssh.com"); can {
		return s.client.PosixRename(from, to)
	}
	if err := s.client.Remove(to); err != nil && !gone(err) {
		return err
	}
	return s.client.Rename(from, to)
}

func (s *sftpRemote) stat(_ context.Context, p string) (info, error) {
	look := s.client.Lstat
	if p == "." {
		look = s.client.Stat // the root itself may be a link, as a web root often is
	}
	found, err := look(s.at(p))
	if err != nil {
		return info{}, s.answer("stat", p, err)
	}
	return infoOf(found), nil
}

func (s *sftpRemote) mkdir(_ context.Context, p string) error {
	if p == "." {
		return s.answer("mkdir", p, s.makeRoot(s.root))
	}
	return s.answer("mkdir", p, s.makeDir(s.at(p)))
}

// makeRoot makes the root, and those folders above it that are missing.
func (s *sftpRemote) makeRoot(dir string) error {
	if found, err := s.client.Stat(dir); err == nil {
		if !found.IsDir() {
			return &fs.PathError{Op: "mkdir", Path: dir, Err: syscall.ENOTDIR}
		}
		return nil
	}
	if up := path.Dir(dir); up != "/" {
		if err := s.makeRoot(up); err != nil {
			return err
		}
	}
	return s.makeDir(dir)
}

func (s *sftpRemote) makeDir(dir string) error {
	err := s.client.Mkdir(dir)
	if err == nil && s.modes.looked.Load() && !s.modes.narrow.Load() {
		return nil
	}
	found, e := s.client.Lstat(dir)
	switch {
	case err == nil && e == nil && found.Mode()&0o755 != 0o755:
		s.change(strings.TrimPrefix(dir, s.root+"/"), s.client.Chmod(dir, found.Mode()|0o755)) // see openUp
	// Servers answer "failure" for a folder that is there.
	case e == nil && found.IsDir():
		return nil
	}
	return err
}

func (s *sftpRemote) remove(_ context.Context, p string) error {
	return s.answer("remove", p, s.client.Remove(s.at(p)))
}

func (s *sftpRemote) removeDir(_ context.Context, p string) error {
	// A server refuses to remove a folder that holds something.
	err := s.answer("remove", p, s.client.RemoveDirectory(s.at(p)))
	if final(err) {
		return nil
	}
	return err
}

func (s *sftpRemote) names(ctx context.Context) ([]string, error) {
	end := s.heard.ask()
	entries, err := s.client.ReadDirContext(ctx, s.root)
	if end() {
		return nil, &RefusedError{Op: "read", Path: s.root, Err: ErrEndless}
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names, s.answer("read", ".", err)
}

func (s *sftpRemote) close() error {
	// The line first: closing the sftp client would wait for its answers.
	err := s.ssh.Close()
	s.client.Close()
	s.agent.Close()
	return err
}
