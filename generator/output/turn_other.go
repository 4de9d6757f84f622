//go:build !linux

package output

import "io/fs"

const turns = false

func stateOf(fs.FileInfo) (state folderState, ok bool) { return state, false }
