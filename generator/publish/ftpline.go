package publish

import (
	"crypto/tls"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jlaffaye/ftp"
)

// ftpLine is one connection with the raw lines below it.
type ftpLine struct {
	*ftp.ServerConn
	control net.Conn // below it, for what the library has no words for
	mu      sync.Mutex
	raw     map[net.Conn]bool
	ended   bool // cut: a line that is opened only now is closed at once

	fetching bool         // a file is asked for: the data line that is opened next may bring any number of bytes
	left     atomic.Int64 // bytes of answers and lists that are listened to in this step
}

// begin starts a step, in which answers and lists have room anew.
func (l *ftpLine) begin() { l.left.Store(mostListed) }

// watch makes a line fail when the other side says nothing for too long, and
// keeps it so that it can be cut.
func (l *ftpLine) watch(raw net.Conn, limit time.Duration) net.Conn {
	c := &patient{Conn: raw, limit: limit, line: l, file: l.fetching}
	l.mu.Lock()
	l.raw[c] = true
	if l.ended {
		raw.Close()
	}
	l.mu.Unlock()
	return c
}

func (l *ftpLine) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.ended = true
	for c := range l.raw {
		c.(*patient).Conn.Close()
	}
}

type patient struct {
	net.Conn
	limit time.Duration
	line  *ftpLine
	file  bool // it brings a file, which nobody keeps in memory
}

func (c *patient) Read(b []byte) (int, error) {
	c.SetReadDeadline(time.Now().Add(c.limit))
	n, err := c.Conn.Read(b)
	if !c.file && c.line.left.Add(-int64(n)) < 0 {
		c.line.cut() // nobody waits for what the server has to say of it
		return 0, ErrEndless
	}
	return n, err
}

func (c *patient) Write(b []byte) (int, error) {
	c.SetWriteDeadline(time.Now().Add(c.limit))
	return c.Conn.Write(b)
}

func (c *patient) Close() error {
	c.line.mu.Lock()
	delete(c.line.raw, c)
	c.line.mu.Unlock()
	return c.Conn.Close()
}

// dataLine is the line of one file. When it is closed after sending, what the
// server still says is read first: with TLS 1.3 that is at least a session
// ticket, and a line closed before it was read would be torn off, with the end
// of the file lost on the way.
type dataLine struct {
	*tls.Conn
	sent bool
}

func (d *dataLine) Write(b []byte) (int, error) {
	d.sent = true
	return d.Conn.Write(b)
}

func (d *dataLine) Close() error {
	if d.sent {
		if err := d.Conn.CloseWrite(); err != nil {
			d.Conn.Close()
			return err
		}
		// A server that waits for us to close is not waited for long.
		patience := time.AfterFunc(lastWords, func() { d.Conn.Close() })
		io.Copy(io.Discard, d.Conn)
		patience.Stop()
		// Whether all arrived is for the server to say, on the control line.
		d.Conn.Close()
		return nil
	}
	return d.Conn.Close()
}

const lastWords = 5 * time.Second
