//go:build !unix

package ordinary

import "testing"

// pipe makes none where files cannot be pipes.
func pipe(*testing.T, string) bool { return false }
