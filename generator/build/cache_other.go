//go:build !linux

package build

import "io/fs"

// identity is left to size and time of the last write here.
func identity(fs.FileInfo) (number uint64, touched int64) { return 0, 0 }
