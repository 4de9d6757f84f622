package publish

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync/atomic"
	"testing"

	"tassei/generator/must"
)

// rotten panics when one of its files is opened.
type rotten struct {
	fs.FS
	at     string
	opened atomic.Int32
}

func (r *rotten) Open(name string) (fs.File, error) {
	r.opened.Add(1)
	if name == r.at {
		panic("a nil where none may be")
	}
	return r.FS.Open(name)
}

// A panic among the goroutines that send reaches the one that called Send, with
// the stack of where it began; pages and what they load stay whole, and a later
// run goes on.
func TestPanicWhileSending(t *testing.T) {
	target := t.TempDir()
	must.Succeed(t, must.Err(Send(t.Context(), newSite{style: "one", pages: 4}.tree(t), target, quick())))
	tree := newSite{style: "two", pages: 4}.tree(t)
	bad := &rotten{FS: tree.FS, at: "FY2024/goal-2.html"}
	fault := panicOf(func() { Send(t.Context(), Tree{FS: bad, Files: tree.Files}, target, quick()) })
	if !strings.Contains(fault, "a nil where none may be") || !strings.Contains(fault, "rotten).Open") {
		t.Errorf("the fault: %s", fault)
	}
	checkWhole(t, target)
	result, err := Send(t.Context(), tree, target, quick())
	if err != nil || !result.Plan.Resumed {
		t.Errorf("afterwards: %+v, %v", result, err)
	}
	checkSame(t, target, tree)
}

// After a panic the other goroutines begin nothing more.
func TestPanicStopsTheOthers(t *testing.T) {
	var begun atomic.Int32
	fault := panicOf(func() {
		each(t.Context(), 2, 10, func(ctx context.Context, i int) error {
			if begun.Add(1); i == 0 {
				panic("zero")
			}
			<-ctx.Done()
			return nil
		})
	})
	if !strings.HasPrefix(fault, "zero\n") || begun.Load() > 2 {
		t.Errorf("%d were begun; %q", begun.Load(), fault)
	}
}

// A file that is fetched by another goroutine: whoever opens it, or reads it,
// sees the panic.
func TestPanicWhileFetching(t *testing.T) {
	reader, writer := io.Pipe()
	f := &fetched{PipeReader: reader}
	go func() {
		f.panics.Do(func() { panic("in the library") })
		writer.CloseWithError(io.ErrUnexpectedEOF)
	}()
	if fault := panicOf(func() { io.ReadAll(f) }); !strings.HasPrefix(fault, "in the library\n") {
		t.Errorf("the fault: %q", fault)
	}
}

func panicOf(f func()) (text string) {
	defer func() {
		if fault := recover(); fault != nil {
			text = fmt.Sprint(fault)
		}
	}()
	f()
	return ""
}
