package carry

import (
	"strings"
	"sync"
	"testing"

	"tassei/generator/must"
)

func TestFirstPanicReachesWhoWaits(t *testing.T) {
	var panics Panics
	var wait sync.WaitGroup
	var ended [3]bool
	for i, f := range []func(){func() {}, func() { panic("a nil where none may be") }, func() { var none *int; *none = 1 }} {
		wait.Go(func() { ended[i] = panics.Do(f) })
	}
	wait.Wait()
	must.Be(t, ended, [3]bool{true, false, false})
	defer func() {
		text, _ := recover().(string)
		if !strings.Contains(text, "carry_test.go") || !strings.Contains(text, "none may be") && !strings.Contains(text, "nil pointer") {
			t.Errorf("raised %q", text)
		}
	}()
	panics.Raise()
	t.Error("nothing was raised")
}

func TestNothingToRaise(t *testing.T) {
	var panics Panics
	if !panics.Do(func() {}) {
		t.Error("not at its end")
	}
	panics.Raise()
}
