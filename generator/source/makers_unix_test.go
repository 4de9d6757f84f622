//go:build unix

package source

import (
	"path/filepath"
	"syscall"
	"testing"
)

func init() {
	makers["pipe"] = func(t *testing.T, dir string) {
		if err := syscall.Mkfifo(filepath.Join(dir, "content/FY2024/ja/1-i/shihyo-9.md"), 0o644); err != nil {
			t.Skip(err)
		}
	}
}
