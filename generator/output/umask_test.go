//go:build unix

package output

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// under sets the umask of the process while the test runs.
func under(t *testing.T, umask int) {
	t.Helper()
	before := syscall.Umask(umask)
	t.Cleanup(func() { syscall.Umask(before) })
}

// wantModes checks every file and folder of a tree, its root among them.
func wantModes(t *testing.T, root string, file, folder fs.FileMode) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		want := file
		if entry.IsDir() {
			want = folder
		}
		if n++; err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has the mode %v, want %v", path, info.Mode().Perm(), want)
		}
		return err
	})
	if err != nil || n < 3 {
		t.Errorf("%d paths in %s: %v", n, root, err)
	}
}

// A web server is another user: what the umask of the builder withholds must
// not keep it out, of files that are written whole, in pieces or copied alike.
func TestSiteIsReadableUnderAnyUmask(t *testing.T) {
	for _, umask := range []int{0o077, 0o027, 0o022, 0o777} {
		t.Run(fmt.Sprintf("%03o", umask), func(t *testing.T) {
			dir := t.TempDir()
			out := filepath.Join(dir, "made", "public")
			if os.Geteuid() != 0 && umask == 0o777 {
				t.Skip("a folder that its maker may not enter")
			}
			under(t, umask)
			for _, d := range []*disk{nil, noExchange(&disk{}), withoutLinks()} {
				must.Succeed(t, faultBuild(out, d))
				wantModes(t, filepath.Dir(out), 0o644, 0o755)
				build(t, out, faultOld)
				wantModes(t, out, 0o644, 0o755)
			}
		})
	}
}

func withoutLinks() *disk {
	return &disk{before: func(call, _ string) error {
		if call == "link" {
			return syscall.EPERM
		}
		return nil
	}}
}

// A tree that was built when the umask still counted is put right by the next
// build, though no byte has changed. The former files, which a backup may share,
// keep their bits.
func TestUnreadableFilesAreWrittenAnew(t *testing.T) {
	out, backup := filepath.Join(t.TempDir(), "public"), filepath.Join(t.TempDir(), "backup")
	build(t, out, faultNew)
	for path := range faultNew {
		must.Succeed(t, os.Chmod(filepath.Join(out, path), 0o600))
	}
	must.Succeed(t, os.Link(filepath.Join(out, "index.html"), backup))
	must.Succeed(t, faultBuild(out, nil))
	wantModes(t, out, 0o644, 0o755)
	must.Be(t, stat(t, backup).Mode().Perm(), 0o600, "the backup has the mode", "now")
	// What grants more than is needed is left alone.
	must.Succeed(t, os.Chmod(filepath.Join(out, "index.html"), 0o664))
	if result := build(t, out, faultNew); result.Changed {
		t.Errorf("a file that more may write was written anew: %+v", result)
	}
}

// A group that works in one folder keeps its rights.
func TestGroupMayStillWrite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	under(t, 0o002)
	build(t, out, faultOld)
	wantModes(t, out, 0o644, 0o775)
}

func TestFolderIsReadableUnderAnyUmask(t *testing.T) {
	dir := t.TempDir()
	under(t, 0o077)
	f, err := OpenFolder(filepath.Join(dir, "srv", "www"))
	must.Succeed(t, err)
	defer f.Close()
	for _, name := range []string{"index.html", "a/b/c.html", "a/b/c.html"} {
		must.Succeed(t, f.Put(name, strings.NewReader("x")))
	}
	wantModes(t, filepath.Join(dir, "srv"), 0o644, 0o755)
}

// The city's own files are nobody else's business.
func TestOwnFilesObeyTheUmask(t *testing.T) {
	dir := t.TempDir()
	under(t, 0o077)
	must.Succeed(t, WriteFile(filepath.Join(dir, "city.toml"), []byte("x")))
	must.Be(t, stat(t, dir, "city.toml").Mode().Perm(), 0o600, "city.toml has the mode")
}
