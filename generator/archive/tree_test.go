package archive

import (
	"fmt"
	"io"
	"strings"
	"testing"
)

// A panic while files are hashed reaches the one that waits for the digests, so
// that a bag in the making is given up and the program can say what happened.
func TestPanicWhileHashing(t *testing.T) {
	rotten := &tree{open: func(path string) (io.ReadCloser, error) { panic("cannot be: " + path) }}
	defer func() {
		if fault := fmt.Sprint(recover()); !strings.HasPrefix(fault, "cannot be: ") || !strings.Contains(fault, "(*tree).copyTo") {
			t.Errorf("the fault: %s", fault)
		}
	}()
	rotten.hashAll([]string{"a", "b", "c"})
}
