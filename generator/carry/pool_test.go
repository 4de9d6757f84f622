package carry

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tassei/generator/must"
)

func TestEachDoesAllOnce(t *testing.T) {
	for _, n := range []int{0, 1, 7, 1000} {
		for _, workers := range []int{0, 1, 3, 2000} {
			done := make([]atomic.Int32, n)
			Each(workers, n, func(i int) { done[i].Add(1) })
			for i := range done {
				must.Be(t, done[i].Load(), 1, i, "of", n, "by", workers, "done", "times")
			}
		}
	}
}

// raised is what the caller is told of a panic, "" for none.
func raised(do func()) (text string) {
	defer func() { text, _ = recover().(string) }()
	do()
	return ""
}

func TestEachStopsAtAPanic(t *testing.T) {
	var begun atomic.Int32
	text := raised(func() {
		Each(2, 1000, func(i int) {
			begun.Add(1)
			if i == 3 {
				panic("at three")
			}
			time.Sleep(time.Millisecond)
		})
	})
	if !strings.Contains(text, "at three") || !strings.Contains(text, "pool_test.go") || begun.Load() > 100 {
		t.Errorf("%d begun, raised %q", begun.Load(), text)
	}
}

func TestInOrderKeepsTheOrder(t *testing.T) {
	var kept []int
	var ahead, most atomic.Int32
	err := InOrder(4, 200, func(i int) (int, error) {
		most.Store(max(most.Load(), ahead.Add(1)))
		if i%7 == 0 {
			time.Sleep(time.Millisecond)
		}
		return i * i, nil
	}, func(i, result int) error {
		ahead.Add(-1)
		must.Be(t, result, i*i, i)
		kept = append(kept, i)
		return nil
	})
	if err != nil || len(kept) != 200 || !slices.IsSorted(kept) {
		t.Error(err, kept)
	}
	if most.Load() > 9 { // twice the workers wait, and the one that is being kept
		t.Errorf("%d results at a time", most.Load())
	}
}

func TestInOrderStops(t *testing.T) {
	bad := errors.New("bad")
	for name, c := range map[string]struct {
		work func(i int) (int, error)
		keep func(i, _ int) error
	}{
		"an error of work": {func(i int) (int, error) {
			if i == 5 {
				return 0, bad
			}
			return i, nil
		}, func(i, _ int) error { return nil }},
		"an error of keep": {func(i int) (int, error) { return i, nil }, func(i, _ int) error {
			if i == 5 {
				return bad
			}
			return nil
		}},
	} {
		var mu sync.Mutex
		var kept []int
		err := InOrder(3, 1000, c.work, func(i, r int) error {
			mu.Lock()
			defer mu.Unlock()
			kept = append(kept, i)
			return c.keep(i, r)
		})
		if !errors.Is(err, bad) || len(kept) > 6 {
			t.Errorf("%s: %v after %v", name, err, kept)
		}
	}
	text := raised(func() {
		_ = InOrder(3, 1000, func(i int) (int, error) { panic("in a worker") }, func(i, _ int) error { return nil })
	})
	if !strings.Contains(text, "in a worker") {
		t.Errorf("raised %q", text)
	}
}
