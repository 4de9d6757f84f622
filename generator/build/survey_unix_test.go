//go:build unix

package build

import (
	"path/filepath"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// A file may have become a pipe since it was listed: nobody waits for its writer.
func TestAPipeIsNotWaitedFor(t *testing.T) {
	dir := t.TempDir()
	must.Succeed(t, syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644))
	if _, err := sumOf(dir, "pipe"); err == nil {
		t.Error("a pipe has a digest")
	}
}
