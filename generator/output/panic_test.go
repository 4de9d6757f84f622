package output

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

// A panic in a goroutine of the stage reaches the one that holds the stage, at
// whatever call, with the stack of where it began; the tree is old or new.
func TestPanicReachesWhoWaits(t *testing.T) {
	calls := map[string]bool{}
	for n := 1; ; n++ {
		out := filepath.Join(t.TempDir(), "public")
		build(t, out, faultOld)
		count, what := 0, ""
		d := &disk{before: func(call, _ string) error {
			if count++; count == n { // one file is linked, so no two calls come at once
				what = call
				panic("a nil where none may be")
			}
			return nil
		}}
		text := panicOf(func() { faultBuild(out, d) })
		if what == "" {
			break
		}
		calls[what] = true
		must.Contain(t, text, "a nil where none may be", "call", n, what)
		if what == "link" && !strings.Contains(text, "linkKept.func1") {
			t.Errorf("the stack of the goroutine is lost:\n%s", text)
		}
		if got := read(t, out); !maps.Equal(got, faultOld) && !maps.Equal(got, faultNew) {
			t.Errorf("call %d, %s: left %v", n, what, got)
		}
	}
	for _, call := range []string{"create", "write", "mkdir", "link", "exchange"} {
		if !calls[call] {
			t.Errorf("no panic was tried at %s", call)
		}
	}
}

func panicOf(f func()) (text string) {
	defer func() { text, _ = recover().(string) }()
	f()
	return ""
}
