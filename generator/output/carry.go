package output

import (
	"fmt"
	"runtime/debug"
	"sync/atomic"
)

// Carrier takes a panic out of goroutines to the one that waits for them. Left
// where it is it would end the process at once: no deferred [Stage.Abort] would
// run, and the exit code would be that of wrong use. The zero value works.
type Carrier struct{ first atomic.Pointer[string] }

// Do calls f and keeps its panic, with the stack, if it is the first. It
// reports whether f came to its end.
func (c *Carrier) Do(f func()) (ended bool) {
	defer func() {
		if fault := recover(); fault != nil {
			text := fmt.Sprintf("%v\n%s", fault, debug.Stack())
			c.first.CompareAndSwap(nil, &text)
		}
	}()
	f()
	return true
}

// Raise panics with what was kept, if anything was. It is called when all the
// goroutines have ended.
func (c *Carrier) Raise() {
	if text := c.first.Load(); text != nil {
		panic(*text)
	}
}
