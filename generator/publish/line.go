package publish

import (
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"

	"tassei/generator/carry"
	"tassei/generator/output"
)

// line is the connection to a target: opened when needed, opened anew when it
// broke, and every step on it tried several times.
type line struct {
	target string
	dial   func(context.Context) (remote, error)
	opts   Options
	retry  func(path string, err error) // told of each failure that is tried again

	mu      sync.Mutex
	current remote
	number  int  // counts the connections, so that only the broken one is dropped
	worked  bool // the server has answered a step
}

func (l *line) open(ctx context.Context) (remote, int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current == nil {
		r, err := l.dial(ctx)
		if err != nil {
			return nil, 0, err
		}
		l.current = r
		l.number++
	}
	return l.current, l.number, nil
}

// drop closes a connection, unless a newer one has taken its place.
func (l *line) drop(number int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current != nil && l.number == number {
		l.current.close()
		l.current = nil
	}
}

// held is what the target could not delete of leftovers, as far as it tells.
func (l *line) held() *output.Held {
	l.mu.Lock()
	defer l.mu.Unlock()
	if h, ok := l.current.(interface{ held() *output.Held }); ok {
		return h.held()
	}
	return nil
}

func (l *line) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current != nil {
		l.current.close()
		l.current = nil
	}
}

const (
	firstWait   = 500 * time.Millisecond
	longestWait = 30 * time.Second
	slowest     = 16 << 10 // bytes a second on the slowest line that is waited for
)

// do runs one step until it succeeds, the answer is final, or the attempts are
// used up. size is how many bytes the step moves.
func (l *line) do(ctx context.Context, path string, size int64, step func(context.Context, remote) error) error {
	wait := firstWait
	for attempt := 1; ; attempt++ {
		err := l.once(ctx, size, step)
		if err == nil {
			return nil
		}
		// The end of the whole run shows as all kinds of errors of the line.
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if final(err) && !l.comesBack(err) {
			return err
		}
		if attempt >= l.opts.Attempts {
			return &BrokenError{Target: l.target, Path: path, Attempts: attempt, Err: err}
		}
		l.retry(path, err)
		if err := l.opts.Sleep(ctx, wait); err != nil {
			return err
		}
		wait = min(2*wait, longestWait)
	}
}

// comesBack reports whether a server that is not there was there before: it may come
// back, as after a restart.
func (l *line) comesBack(err error) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	_, connecting := first(err).(*ConnectError)
	return connecting && l.worked
}

func (l *line) once(ctx context.Context, size int64, step func(context.Context, remote) error) error {
	// A line that went silent is cut by closing it: the protocols themselves
	// would wait for ever. Opening has a limit of its own in each protocol,
	// because somebody may be typing a password.
	r, number, err := l.open(ctx)
	if err != nil {
		return err
	}
	limit := l.opts.Timeout + time.Duration(size/slowest)*time.Second
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	stop := context.AfterFunc(ctx, func() { l.drop(number) })
	defer stop()
	err = step(ctx, r)
	if err != nil && (!final(err) || l.comesBack(err)) {
		l.drop(number)
	}
	if _, connecting := first(err).(*ConnectError); !connecting && (err == nil || final(err)) {
		l.mu.Lock()
		l.worked = true
		l.mu.Unlock()
	}
	return err
}

// final reports whether trying again would give the same answer.
func final(err error) bool {
	if errors.Is(err, fs.ErrNotExist) {
		return true
	}
	_, broken := first(err).(*BrokenError)
	return isOurs(err) && !broken
}

// each runs f for 0 to n-1 on several goroutines. After the first error, or
// panic, no further one is begun; that error is returned.
func each(ctx context.Context, parallel, n int, f func(ctx context.Context, i int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	carry.Each(max(parallel, 1), n, func(i int) {
		if ctx.Err() != nil {
			return
		}
		ended := false
		defer func() {
			if !ended {
				cancel(nil) // a panic ends what others have begun, too
			}
		}()
		if err := f(ctx, i); err != nil {
			cancel(err)
		}
		ended = true
	})
	return context.Cause(ctx)
}
