//go:build unix

package ordinary

import (
	"syscall"
	"testing"

	"tassei/generator/must"
)

// pipe makes a pipe without a writer.
func pipe(t *testing.T, name string) bool {
	t.Helper()
	must.Succeed(t, syscall.Mkfifo(name, 0o644))
	return true
}
