package archive

import (
	"crypto/sha512"
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

// A line end that two pieces of a long file share is one line end.
func TestLineEndBetweenPieces(t *testing.T) {
	for before := 64<<10 - 3; before < 64<<10+3; before++ {
		unix := strings.Repeat("x", before) + "\nmore\n"
		dos := strings.ReplaceAll(unix, "\n", "\r\n")
		files := &tree{open: func(path string) (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(path)), nil }}
		sum := func(text string) digest { return sha512.Sum512([]byte(text)) }
		if !files.onlyLineEnds(dos, sum(unix)) || !files.onlyLineEnds(unix, sum(dos)) {
			t.Errorf("a line of %d bytes is taken for another", before)
		}
		if files.onlyLineEnds(dos, sum(unix+"x")) || files.onlyLineEnds(dos+"\x00", sum(unix+"\x00")) {
			t.Errorf("with a line of %d bytes another file is taken for the same", before)
		}
	}
}
