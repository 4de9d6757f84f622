//go:build unix && !linux && !darwin

package output

import "errors"

func exchangeFolders(a, b string) error { return errors.ErrUnsupported }

func syncFileSystem(string) error { return errors.ErrUnsupported }
