//go:build linux

package publish

import (
	"math/rand/v2"
	"net"
	"strconv"
	"sync"
	"testing"

	"tassei/generator/must"
)

// dataCutter stands before the ports of an FTP server on which the files go. It
// lets through a number of bytes, of all lines and both ways together, and then
// cuts every one of them; the control line stays.
type dataCutter struct {
	server string // its address; the ports are the same
	first  int    // of the ports
	ports  int

	mu    sync.Mutex
	limit int64 // 0 for none
	left  int64
	once  bool // after the first cut nothing goes any more
	down  bool
	cuts  int
	open  map[net.Conn]bool
}

// newDataCutter takes ports of 127.0.0.1. The server has the same ones of another
// address of this machine.
func newDataCutter(t *testing.T, server string) *dataCutter {
	t.Helper()
	c := &dataCutter{server: server, ports: 48, open: map[net.Conn]bool{}}
	var listeners []net.Listener
	for try := 0; len(listeners) < c.ports && try < 50; try++ {
		for _, l := range listeners {
			l.Close()
		}
		listeners = nil
		c.first = 20_000 + rand.IntN(10_000)
		for i := range c.ports {
			l, err := net.Listen("tcp", "127.0.0.1:"+strconv.Itoa(c.first+i))
			if err != nil {
				break
			}
			listeners = append(listeners, l)
		}
	}
	if len(listeners) < c.ports {
		t.Fatal("no free ports")
	}
	for i, l := range listeners {
		t.Cleanup(func() { l.Close() })
		go func() {
			for {
				client, err := l.Accept()
				if err != nil {
					return
				}
				go c.serve(client, c.server+":"+strconv.Itoa(c.first+i))
			}
		}()
	}
	return c
}

func (c *dataCutter) set(limit int64, once bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.limit, c.left, c.once, c.down, c.cuts = limit, limit, once, false, 0
}

func (c *dataCutter) serve(client net.Conn, address string) {
	defer client.Close()
	// Also when it is down: the server waits for somebody to come.
	server, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	defer server.Close()
	c.mu.Lock()
	down := c.down
	c.open[client], c.open[server] = true, true
	c.mu.Unlock()
	if !down {
		var both sync.WaitGroup
		both.Go(func() { c.carry(server, client) })
		both.Go(func() { c.carry(client, server) })
		both.Wait()
	}
	c.mu.Lock()
	delete(c.open, client)
	delete(c.open, server)
	c.mu.Unlock()
}

func (c *dataCutter) carry(to, from net.Conn) {
	defer to.(*net.TCPConn).CloseWrite()
	buffer := make([]byte, 4<<10)
	for {
		n, err := from.Read(buffer)
		n = c.allow(n)
		if _, e := to.Write(buffer[:n]); err != nil || e != nil {
			return
		}
		if c.cut() {
			return
		}
	}
}

// allow says how many of so many bytes may still go.
func (c *dataCutter) allow(n int) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.down:
		return 0
	case c.limit > 0:
		n = int(min(int64(n), c.left))
		c.left -= int64(n)
	}
	return n
}

// cut tears off all lines if no more may go.
func (c *dataCutter) cut() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.limit == 0 || c.left > 0 {
		return false
	}
	for conn := range c.open {
		conn.Close()
	}
	c.cuts++
	c.down = c.once
	c.left = c.limit
	return true
}

func (c *dataCutter) count() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.cuts
}

// The lines on which files go break, at many points, and the line on which the
// server is spoken to stays: a file of which only a part arrived is never taken
// for whole, no page ever lacks what it loads, and the next run goes on.
func TestFTPSDataLineIsCut(t *testing.T) {
	const host = "127.0.0.2" // so that the ports before the server's can have their numbers
	data := newDataCutter(t, host)
	s := startFTPOn(t, host, "pasv_min_port="+strconv.Itoa(data.first), "pasv_max_port="+strconv.Itoa(data.first+data.ports-1))
	control := newCutterTo(t, net.JoinHostPort(host, s.port))
	target := "ftps://anonymous@localhost:" + control.port() + s.path
	opts := s.options()
	write(t, s.root, "theirs.txt", "theirs")
	must.Succeed(t, must.Err(Send(t.Context(), newSite{style: "first", pages: 4, big: 150_000}.tree(t), target, opts)))

	var points []int64
	for n := int64(300); n < 400_000; n = n*3/2 + 800 {
		points = append(points, n)
	}
	cutAndResume(t, target, s.root, data, points, opts)

	// Lines that break every so often, in one run.
	data.set(100_000, false)
	tree := newSite{style: "last", pages: 25, big: 60_000}.tree(t)
	opts.Everything, opts.Attempts = true, 20
	if _, err := Send(t.Context(), tree, target, opts); err != nil {
		t.Errorf("lines that break again and again: %v", err)
	}
	if data.count() < 3 {
		t.Errorf("the lines were cut %d times", data.count())
	}
	data.set(0, false)
	checkSame(t, s.root, tree, "theirs.txt")
}
