//go:build unix

package archive_test

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// Whoever may read the archive's folder may read a seal, whatever the umask of
// the one who made it: its files for reading only, its folders for the maker to
// move.
func TestSealIsReadableUnderAnyUmask(t *testing.T) {
	dir := t.TempDir()
	before := syscall.Umask(0o077)
	defer syscall.Umask(before)
	seal := sealYear(t, dir, 2024)
	err := filepath.WalkDir(filepath.Join(dir, seal.Edition), func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		want := fs.FileMode(0o444)
		if entry.IsDir() {
			want = 0o755
		}
		if err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has the mode %v, want %v", path, info.Mode().Perm(), want)
		}
		return err
	})
	must.Succeed(t, err)
}
