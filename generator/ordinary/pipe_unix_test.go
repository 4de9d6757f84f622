//go:build unix

package ordinary

import (
	"syscall"
	"testing"
)

// pipe makes a pipe without a writer.
func pipe(t *testing.T, name string) bool {
	t.Helper()
	if err := syscall.Mkfifo(name, 0o644); err != nil {
		t.Fatal(err)
	}
	return true
}
