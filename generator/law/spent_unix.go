//go:build unix

package law

import (
	"syscall"
	"time"
)

// Spent is the processor time of this process so far: unlike the clock on the
// wall it does not run while other work has the machine.
func Spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
