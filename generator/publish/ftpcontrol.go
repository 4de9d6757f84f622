package publish

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strings"

	"github.com/jlaffaye/ftp"
)

// ftpControl is the line on which a server is spoken to, once it is secret. The
// library begins with a server's greeting; the real one came before, so that the
// certificate is looked at before anybody is asked for a password.
type ftpControl struct {
	*tls.Conn
	greeting io.Reader
}

func (c *ftpControl) Read(b []byte) (int, error) {
	if n, err := c.greeting.Read(b); err == nil {
		return n, nil
	}
	return c.Conn.Read(b)
}

// openControl greets a server, turns on TLS and verifies the certificate.
func openControl(ctx context.Context, raw net.Conn, secure *tls.Config) (*ftpControl, error) {
	talk := textproto.NewConn(&fewWords{Conn: raw, left: mostWords})
	if begin, err := talk.R.Peek(4); err == nil && !isCode(begin) {
		return nil, &ConnectError{Reason: ConnectNotFTP, Err: fmt.Errorf("it begins with %q", begin)}
	}
	if _, _, err := talk.ReadResponse(ftp.StatusReady); err != nil {
		return nil, err
	}
	if err := talk.PrintfLine("AUTH TLS"); err != nil {
		return nil, err
	}
	if code, text, err := talk.ReadResponse(ftp.StatusAuthOK); err != nil {
		if code >= 500 {
			err = &ConnectError{Reason: ConnectNoTLS, Err: fmt.Errorf("%d %s", code, text)}
		}
		return nil, err
	}
	conn := tls.Client(raw, secure)
	if err := conn.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	return &ftpControl{Conn: conn, greeting: strings.NewReader("220 ready\r\n")}, nil
}

// fewWords is a line on which no more than so much is listened to: a greeting
// without an end would be kept whole.
type fewWords struct {
	net.Conn
	left int
}

const mostWords = 64 << 10 // bytes

func (f *fewWords) Read(b []byte) (int, error) {
	if f.left == 0 {
		return 0, ErrEndless
	}
	n, err := f.Conn.Read(b[:min(len(b), f.left)])
	f.left -= n
	return n, err
}

// isCode reports whether a line begins as every answer of an FTP server does.
func isCode(begin []byte) bool {
	digits := !slices.ContainsFunc(begin[:3], func(c byte) bool { return c < '0' || c > '9' })
	return digits && (begin[3] == ' ' || begin[3] == '-')
}

var errControl = errors.New("a control character in a path")

// command says something that the library has no words for. Nothing else may be
// under way on the line.
func (l *ftpLine) command(format, path string) (code int, text string, err error) {
	if strings.ContainsFunc(path, control) {
		return 0, "", errControl
	}
	if _, err := fmt.Fprintf(l.control, format+"\r\n", path); err != nil {
		return 0, "", err
	}
	return textproto.NewReader(bufio.NewReader(l.control)).ReadResponse(0)
}
