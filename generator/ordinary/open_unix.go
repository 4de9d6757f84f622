//go:build unix

package ordinary

import (
	"os"
	"syscall"
)

// openFlag opens a pipe without waiting for its writer.
const openFlag = os.O_RDONLY | syscall.O_NONBLOCK
