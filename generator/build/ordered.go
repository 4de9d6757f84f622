package build

import (
	"errors"
	"sync"

	"tassei/generator/carry"
)

// inOrder does n pieces of work with so many workers, and hands each result to
// keep in order, by one goroutine. No more than a few results wait at a time.
// The first error stops it, and so does a panic of a worker, which then reaches
// the caller: that is where the stage is held, and where exit codes are made.
func inOrder[T any](workers, n int, work func(i int) (T, error), keep func(i int, result T) error) error {
	workers = max(1, min(workers, n))
	type slot struct {
		result T
		err    error
	}
	// Each piece has its own channel; the window bounds how far work runs ahead.
	ready := make([]chan slot, n)
	for i := range ready {
		ready[i] = make(chan slot, 1)
	}
	window := make(chan struct{}, 2*workers)
	stop := make(chan struct{})
	next := make(chan int)
	var wait sync.WaitGroup
	var panics carry.Panics
	for range workers {
		wait.Go(func() {
			for i := range next {
				done := slot{err: errPanicked}
				panics.Do(func() { done.result, done.err = work(i) })
				ready[i] <- done
			}
		})
	}
	wait.Go(func() {
		defer close(next)
		for i := range n {
			select {
			case window <- struct{}{}:
			case <-stop:
				return
			}
			next <- i
		}
	})
	var first error
	for i := range n {
		done := <-ready[i]
		<-window
		if first = done.err; first == nil {
			first = keep(i, done.result)
		}
		if first != nil {
			close(stop)
			break
		}
	}
	wait.Wait()
	panics.Raise()
	return first
}

var errPanicked = errors.New("a worker panicked")
