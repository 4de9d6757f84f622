//go:build !unix

package ordinary

import "os"

// openFlag is plain where files cannot be pipes.
const openFlag = os.O_RDONLY
