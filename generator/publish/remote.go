package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"path"
	"time"

	"tassei/generator/output"
)

// remote is a folder on the other side. Paths are slash-separated and relative
// to it; "." is the folder itself. All methods may be called by several
// goroutines at once, except close, which makes the others fail.
//
// Errors: fs.ErrNotExist for what is not there, *RefusedError and the other
// errors of this package where the answer is final; anything else is taken for
// trouble on the line, and the step is tried again on a new one.
type remote interface {
	// read opens a file.
	read(ctx context.Context, path string) (io.ReadCloser, error)
	// write makes a file in an existing folder, or replaces one, whole or not
	// at all where the protocol can.
	write(ctx context.Context, file output.File, r io.Reader) error
	// stat looks at a path and does not follow a link, "." apart.
	stat(ctx context.Context, path string) (info, error)
	// mkdir makes a folder; "." with all its parents. One that is there is fine.
	mkdir(ctx context.Context, path string) error
	// remove deletes a file; one that is not there is fine.
	remove(ctx context.Context, path string) error
	// removeDir deletes a folder if it is empty, and else leaves it.
	removeDir(ctx context.Context, path string) error
	// names lists what lies in the root, or the first of it, in any order.
	names(ctx context.Context) ([]string, error)
	close() error
}

// moded is a remote that may know who can read what lies there.
type moded interface {
	mode(ctx context.Context, path string, folder bool) (mode fs.FileMode, known bool, err error)
}

type traits struct {
	parallel int  // how many steps may run at once
	flat     bool // no folders: none needs to be made, looked at or removed

	// temp is where a file is written before it is renamed. It depends on the
	// path alone, so that a later run finds what an interrupted one left. Without
	// folders nothing is renamed.
	temp func(path string) string
}

type kind int

const (
	kindFile  kind = iota + 1
	kindDir        // a folder, not a link to one
	kindOther      // a link or a special file
)

type info struct {
	kind     kind
	size     int64     // of a file; -1 if the other side does not say
	modified time.Time // of a file; zero if the other side does not say
}

// tempPath is what most protocols use for temp. It is short, so that no name
// grows longer than a server allows.
func tempPath(p string) string {
	sum := sha256.Sum256([]byte(p))
	return path.Join(path.Dir(p), output.MarkerName+"-new-"+hex.EncodeToString(sum[:8]))
}
