package publish

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/textproto"
	"os"
	"path"
	"sync"
	"time"

	"github.com/jlaffaye/ftp"

	"tassei/generator/carry"
	"tassei/generator/output"
)

// An FTP connection does one thing at a time; several are opened.
var ftpsTraits = traits{parallel: 3, temp: tempPath}

// ftpsTarget knows how to reach a server that speaks FTP with explicit TLS.
type ftpsTarget struct {
	place place
	opts  Options
	tls   *tls.Config
	keys  *keyring
	modes ftpModes
}

func newFTPS(p place, opts Options) (*ftpsTarget, error) {
	keys, err := newKeyring(p, opts)
	if err != nil {
		return nil, err
	}
	t := &ftpsTarget{place: p, opts: opts, keys: keys}
	t.tls = &tls.Config{ServerName: p.host, MinVersion: tls.VersionTLS12}
	if file := opts.Env("TASSEI_FTPS_CA"); file != "" {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, &CertificateError{Scheme: p.scheme, Host: p.host, File: file, Err: err}
		}
		t.tls.RootCAs = x509.NewCertPool()
		if !t.tls.RootCAs.AppendCertsFromPEM(text) {
			return nil, &CertificateError{Scheme: p.scheme, Host: p.host, File: file, Err: errNoCertificate}
		}
	}
	return t, nil
}

// mostListed is how many bytes of answers and lists of folders are listened to in one
// step. A list is kept whole, and one without an end would fill the memory.
const mostListed = 16 << 20

var errNoCertificate = errors.New("holds no certificate")

// ftpsRemote is a folder on an FTP server: a few connections, each lent to one
// step at a time.
type ftpsRemote struct {
	root   string
	target *ftpsTarget

	mu     sync.Mutex
	idle   []*ftpLine
	all    map[*ftpLine]bool
	lists  map[string]map[string]info // what is in folders, until we change something there
	closed bool
}

func (t *ftpsTarget) dial(ctx context.Context) (remote, error) {
	r := &ftpsRemote{root: t.place.path, target: t, all: map[*ftpLine]bool{}, lists: map[string]map[string]info{}}
	line, err := r.connect(ctx)
	if err != nil {
		return nil, err
	}
	r.idle = append(r.idle, line)
	return r, nil
}

// connect opens one connection and logs in.
func (f *ftpsRemote) connect(ctx context.Context) (*ftpLine, error) {
	t := f.target
	address := net.JoinHostPort(t.place.host, cmp.Or(t.place.port, usualPort(t.place.text)))
	l := &ftpLine{raw: map[net.Conn]bool{}}
	l.begin()
	// A server that never comes to an end is not listened to for ever. Steps have a
	// limit of their own, opening has not: somebody may be typing a password.
	patience := time.AfterFunc(t.opts.Timeout, l.cut)
	defer patience.Stop()
	// Many servers want the data line to resume the session of its own control
	// line, as proof that both come from the same client: so each has a memory of
	// its own.
	secure := t.tls.Clone()
	secure.ClientSessionCache = tls.NewLRUClientSessionCache(1)
	conn, err := ftp.Dial(address,
		ftp.DialWithTLS(secure), // of the data lines too; the function below opens both
		ftp.DialWithDialFunc(func(network, address string) (net.Conn, error) {
			if l.control == nil {
				return f.dialControl(ctx, l, address, secure)
			}
			// The lines for files come later, when this context may have ended.
			raw, err := (&net.Dialer{Timeout: t.opts.Timeout}).Dial(network, address)
			if err != nil {
				return nil, err
			}
			return &dataLine{Conn: tls.Client(l.watch(raw, t.opts.Timeout), secure)}, nil
		}))
	if err != nil {
		l.cut()
		return nil, t.explain(err)
	}
	l.ServerConn = conn
	// Only now, when the certificate was verified, is anybody asked.
	if !patience.Stop() {
		l.cut()
		return nil, ErrEndless
	}
	password, err := t.keys.askPassword()
	if err != nil {
		l.cut()
		return nil, &AuthError{Target: t.place.text, Tried: t.keys.list(), Err: err}
	}
	patience.Reset(t.opts.Timeout)
	if err := conn.Login(t.place.user, password); err != nil {
		l.cut()
		if !onTheLine(err) && !errors.As(err, new(*textproto.Error)) {
			// The library hands on in plain words what a server answers to the name.
			err = &AuthError{Target: t.place.text, Tried: t.keys.list(), Err: err}
		}
		return nil, t.explain(err)
	}
	t.keys.accept()
	if err := f.keep(l); err != nil {
		return nil, err
	}
	return l, nil
}

// keep takes a line among those that the end of the run closes. After it, it is cut.
func (f *ftpsRemote) keep(l *ftpLine) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		l.cut()
		return net.ErrClosed
	}
	f.all[l] = true
	return nil
}

func (f *ftpsRemote) dialControl(ctx context.Context, l *ftpLine, address string, secure *tls.Config) (net.Conn, error) {
	t := f.target
	raw, err := dialTCP(ctx, address, t.opts)
	if err != nil {
		return nil, err
	}
	stop := context.AfterFunc(ctx, func() { raw.Close() })
	defer stop()
	control, err := openControl(ctx, l.watch(raw, t.opts.Timeout), secure)
	if err != nil {
		return nil, err
	}
	l.control = control
	return control, nil
}

// explain tells a refused certificate or login from trouble on the line.
func (t *ftpsTarget) explain(err error) error {
	if err := explainOpening(t.place, err); isOurs(err) {
		return err
	}
	var answer *textproto.Error
	if isOurs(err) || !errors.As(err, &answer) || answer.Code < 500 {
		return err
	}
	if answer.Code == ftp.StatusNotLoggedIn {
		return &AuthError{Target: t.place.text, Tried: t.keys.list(), Err: err}
	}
	return &RefusedError{Op: "connect", Path: t.place.text, Err: err}
}

// cannotResume is what servers answer to a data line that does not resume the
// session of its control line. Where a line was cut the means to do so may be
// lost with it; a new connection has them again.
const cannotResume = 522

// with lends a connection to a step. One that failed is not lent again.
func (f *ftpsRemote) with(ctx context.Context, op, p string, step func(*ftpLine) error) error {
	f.mu.Lock()
	var l *ftpLine
	if n := len(f.idle); n > 0 {
		l = f.idle[n-1]
		f.idle = f.idle[:n-1]
	}
	f.mu.Unlock()
	if l == nil {
		var err error
		if l, err = f.connect(ctx); err != nil {
			return err
		}
	}
	stop := context.AfterFunc(ctx, l.cut)
	l.begin()
	err := step(l)
	stop()
	var answer *textproto.Error
	answered := errors.As(err, &answer) && answer.Code != cannotResume
	if err != nil && !answered && !gone(err) && !isOurs(err) {
		l.cut()
		f.mu.Lock()
		delete(f.all, l)
		f.mu.Unlock()
		if errors.Is(err, ErrEndless) {
			return &RefusedError{Op: op, Path: f.at(p), Err: ErrEndless}
		}
		return err
	}
	f.mu.Lock()
	f.idle = append(f.idle, l)
	f.mu.Unlock()
	if answer != nil && answer.Code >= 500 && !gone(err) && !isOurs(err) {
		return &RefusedError{Op: op, Path: f.at(p), Err: err}
	}
	return err
}

func (f *ftpsRemote) at(p string) string { return path.Join(f.root, p) }

// missing reads the answer 550, which FTP has for whatever cannot be had.
func missing(err error) bool {
	var answer *textproto.Error
	return errors.As(err, &answer) && answer.Code == ftp.StatusFileUnavailable
}

func (f *ftpsRemote) read(ctx context.Context, p string) (io.ReadCloser, error) {
	// The whole file is fetched into a pipe, because the connection is lent until
	// its end is reached.
	reader, writer := io.Pipe()
	opened := make(chan error, 1)
	fetched := &fetched{PipeReader: reader}
	fetch := func() {
		err := f.with(ctx, "read", p, func(l *ftpLine) error {
			l.fetching = true
			response, err := l.Retr(f.at(p))
			l.fetching = false
			if missing(err) {
				err = fs.ErrNotExist
			}
			if err != nil {
				return err
			}
			opened <- nil
			_, err = io.Copy(writer, response)
			if e := response.Close(); err == nil {
				err = e
			}
			return err
		})
		// Told only now: whoever hears of it ends the step, and with it this
		// connection, if it were still lent.
		select {
		case opened <- err:
		default:
		}
		writer.CloseWithError(err)
	}
	go func() {
		if !fetched.panics.Do(fetch) {
			writer.CloseWithError(io.ErrUnexpectedEOF)
			close(opened)
		}
	}()
	if err := <-opened; err != nil {
		return nil, err
	}
	return fetched, nil
}

// fetched is a file that another goroutine fetches; a panic there shows to the
// one that reads.
type fetched struct {
	*io.PipeReader
	panics carry.Panics
}

func (f *fetched) Read(b []byte) (int, error) {
	n, err := f.PipeReader.Read(b)
	if err != nil {
		f.panics.Raise()
	}
	return n, err
}

func (f *ftpsRemote) write(ctx context.Context, file output.File, r io.Reader) error {
	f.forget(file.Path)
	temp, name := f.at(tempPath(file.Path)), f.at(file.Path)
	return f.with(ctx, "write", file.Path, func(l *ftpLine) error {
		// A new file, not an old one emptied, since an earlier session of ours on
		// the server may still be writing to it.
		if err := l.Delete(temp); err != nil && !missing(err) {
			return err
		}
		if err := l.Stor(temp, r); err != nil {
			return err
		}
		var answer *textproto.Error
		size, err := l.FileSize(temp)
		if err != nil && !errors.As(err, &answer) {
			return err
		}
		if err == nil && size != file.Size {
			return fmt.Errorf("%d bytes of %d arrived: %w", size, file.Size, io.ErrShortWrite)
		}
		err = l.Rename(temp, name)
		if errors.As(err, &answer) && answer.Code >= 500 {
			// Some servers do not rename over a file.
			if e := l.Delete(name); e == nil {
				err = l.Rename(temp, name)
			}
		}
		if err != nil {
			return err
		}
		return f.openUp(l, file.Path)
	})
}

func (f *ftpsRemote) mkdir(ctx context.Context, p string) error {
	f.forget(p)
	return f.with(ctx, "mkdir", p, func(l *ftpLine) error {
		if p != "." {
			return f.makeDir(l, f.at(p))
		}
		for _, dir := range folders([]string{path.Join(f.root, "x")[1:]}) {
			if dir == "." {
				continue
			}
			if err := f.makeDir(l, "/"+dir); err != nil {
				return err
			}
		}
		return nil
	})
}

func (f *ftpsRemote) makeDir(l *ftpLine, dir string) error {
	if l.ChangeDir(dir) == nil {
		return nil
	}
	err := l.MakeDir(dir)
	if err == nil {
		f.target.modes.mu.Lock()
		f.target.modes.made = append(f.target.modes.made, dir)
		f.target.modes.mu.Unlock()
	}
	return err
}

func (f *ftpsRemote) remove(ctx context.Context, p string) error {
	f.forget(p)
	return f.with(ctx, "remove", p, func(l *ftpLine) error {
		err := l.Delete(f.at(p))
		if missing(err) {
			// 550 is said of what is gone and of what may not be removed.
			if _, e := l.FileSize(f.at(p)); missing(e) {
				return fs.ErrNotExist
			}
		}
		return err
	})
}

func (f *ftpsRemote) removeDir(ctx context.Context, p string) error {
	f.forget(p)
	err := f.with(ctx, "remove", p, func(l *ftpLine) error { return l.RemoveDir(f.at(p)) })
	if final(err) {
		return nil // it holds something, or it is gone
	}
	return err
}

func (f *ftpsRemote) close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	for l := range f.all {
		l.cut()
	}
	return nil
}
