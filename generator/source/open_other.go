//go:build !unix

package source

import "os"

// openFlag is plain where files cannot be pipes.
const openFlag = os.O_RDONLY
