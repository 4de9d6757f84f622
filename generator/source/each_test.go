package source

import (
	"strings"
	"sync/atomic"
	"testing"
)

// A panic while one file is read reaches the caller, where it becomes a fault of
// the program; the other files are read all the same, so that nobody waits for ever.
func TestPanicOfAReaderReachesTheCaller(t *testing.T) {
	var done atomic.Int32
	defer func() {
		if text, _ := recover().(string); !strings.Contains(text, "file 3") || done.Load() != 9 {
			t.Errorf("%q after %d files", text, done.Load())
		}
	}()
	each(10, 2, func(i int) {
		if i == 3 {
			panic("file 3")
		}
		done.Add(1)
	})
	t.Error("each went on")
}
