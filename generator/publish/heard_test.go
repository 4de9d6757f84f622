package publish

import (
	"errors"
	"net"
	"strings"
	"testing"

	"tassei/generator/must"
)

// Of what a server says first a little is kept; of an answer that is kept whole no more is
// listened to than has room, and of anything else all.
func TestHeard(t *testing.T) {
	ours, theirs := net.Pipe()
	defer ours.Close()
	defer theirs.Close()
	h := &heard{Conn: ours}
	hear := func(n int) error {
		go theirs.Write([]byte(strings.Repeat("x", n)))
		got, err := h.Read(make([]byte, 2000))
		if err == nil {
			must.Be(t, got, n)
		}
		return err
	}
	must.Succeed(t, hear(1000))
	must.Succeed(t, hear(1000))
	must.Be(t, len(h.words), 1024)
	end := h.ask()
	h.left.Store(1000)
	must.Succeed(t, hear(600))
	must.Succeed(t, hear(400))
	must.Be(t, end(), false, "all that has room")
	must.Succeed(t, hear(2000))
	end = h.ask()
	h.left.Store(1000)
	if err := hear(1001); !errors.Is(err, ErrEndless) || !end() {
		t.Errorf("more than has room: %v", err)
	}
}
