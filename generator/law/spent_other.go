//go:build !unix

package law

import "time"

var start = time.Now()

// Spent is the time that this process has run: here nothing tells of the processor.
func Spent() time.Duration { return time.Since(start) }
