package carry

import (
	"errors"
	"runtime"
	"sync"
)

// Each calls do for 0 to n-1 from so many goroutines, in order of the numbers
// as far as they begin; 0 takes as many as there are processors. After a panic no
// more begins; it reaches the caller once all that began have ended.
func Each(workers, n int, do func(i int)) {
	i := 0
	run(min(Workers(workers), n), func() (int, bool) {
		i++
		return i - 1, i <= n
	}, do)
}

// InOrder does n pieces of work like Each, and hands each result to keep in
// order, by the caller's goroutine. No more than a few results wait at a time.
// The first error stops it.
func InOrder[T any](workers, n int, work func(i int) (T, error), keep func(i int, result T) error) error {
	workers = max(1, min(Workers(workers), n))
	type slot struct {
		result T
		err    error
	}
	// Each piece has its own channel; the window bounds how far work runs ahead.
	ready := make([]chan slot, n)
	for i := range ready {
		ready[i] = make(chan slot, 1)
	}
	window, stop := make(chan struct{}, 2*workers), make(chan struct{})
	var wait sync.WaitGroup
	var panics Panics
	wait.Go(func() {
		panics.Do(func() {
			i := 0
			run(workers, func() (int, bool) {
				if i == n {
					return 0, false
				}
				select {
				case window <- struct{}{}:
				case <-stop:
					return 0, false
				}
				i++
				return i - 1, true
			}, func(i int) {
				done := slot{err: errPanicked}
				defer func() { ready[i] <- done }()
				done.result, done.err = work(i)
			})
		})
	})
	err := func() error {
		defer wait.Wait()
		defer close(stop)
		for i := range n {
			done := <-ready[i]
			<-window
			if done.err != nil {
				return done.err
			}
			if err := keep(i, done.result); err != nil {
				return err
			}
		}
		return nil
	}()
	panics.Raise()
	return err
}

var errPanicked = errors.New("a worker panicked")

// run is the pool: goroutines that take what next gives, one call of it at a
// time, until it gives no more.
func run(workers int, next func() (int, bool), do func(i int)) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	var panics Panics
	over := false
	take := func() (i int, more bool) {
		mu.Lock()
		defer mu.Unlock()
		if !over {
			i, more = next()
			over = !more
		}
		return i, more
	}
	for range workers {
		wait.Go(func() {
			if panics.Do(func() {
				for i, more := take(); more; i, more = take() {
					do(i)
				}
			}) {
				return
			}
			mu.Lock()
			over = true
			mu.Unlock()
		})
	}
	wait.Wait()
	panics.Raise()
}

// Workers is how many workers a number of them means: of 0, one for each processor.
func Workers(n int) int {
	if n > 0 {
		return n
	}
	return runtime.GOMAXPROCS(0)
}
