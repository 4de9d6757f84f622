package build

import (
	"errors"
	"io"
	"strings"
	"testing"
)

// full is a file on a full disk: writing fails, and so does closing.
type full struct{ err error }

func (f full) Write([]byte) (int, error) { return 0, f.err }
func (f full) Close() error              { return f.err }

func TestAFullDiskIsToldOnce(t *testing.T) {
	fault := errors.New("no space left on device")
	err := copyTo(func(string) (io.WriteCloser, error) { return full{fault}, nil }, "a.txt", strings.NewReader("text"))
	if !errors.Is(err, fault) || strings.Count(err.Error(), "no space") != 1 {
		t.Errorf("%v", err)
	}
}
