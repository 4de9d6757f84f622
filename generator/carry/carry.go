// Package carry is the one pool of goroutines, and takes a panic out of goroutines to the one that waits for them:
// that is where work is undone and where exit codes are made.
package carry

import (
	"fmt"
	"runtime/debug"
	"sync/atomic"
)

// Panics keeps the first panic of several goroutines. Left where it is it would
// end the process at once: nothing deferred by those who wait would run, and the
// exit code would be that of wrong use. The zero value works.
type Panics struct{ first atomic.Pointer[string] }

// Do calls f and keeps its panic, with the stack, if it is the first. It
// reports whether f came to its end.
func (c *Panics) Do(f func()) (ended bool) {
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
func (c *Panics) Raise() {
	if text := c.first.Load(); text != nil {
		panic(*text)
	}
}
