//go:build unix

package build

import (
	"path/filepath"
	"syscall"
	"testing"
)

// A file may have become a pipe since it was listed: nobody waits for its writer.
func TestAPipeIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := sumOf(dir, "pipe"); err == nil {
		t.Error("a pipe has a digest")
	}
}
