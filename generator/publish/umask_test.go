//go:build unix

package publish

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"

	"tassei/generator/must"
)

// wantReadable checks that everybody may read what is there.
func wantReadable(t *testing.T, root string) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		want := fs.FileMode(0o644)
		if entry.IsDir() {
			want = 0o755
		}
		if n++; err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has the mode %v, want %v", path, info.Mode().Perm(), want)
		}
		return err
	})
	if err != nil || n < 20 {
		t.Errorf("%d paths: %v", n, err)
	}
}

// twice publishes a site, and another with new folders over it.
func twice(t *testing.T, target string, opts Options) {
	t.Helper()
	site := newSite{style: "one", pages: 3, big: 200_000}
	for range 2 {
		must.Succeed(t, must.Err(Send(t.Context(), site.tree(t), target, opts)))
		site.style, site.extras = "two", map[string]string{"FY2025/more/index.html": "<p>more</p>"}
	}
}

// A folder is served by a web server that is another user than the one who
// publishes, whatever that one's umask.
func TestFolderIsReadableUnderAnyUmask(t *testing.T) {
	dir := t.TempDir()
	before := syscall.Umask(0o077)
	defer syscall.Umask(before)
	twice(t, filepath.Join(dir, "srv", "www"), quick())
	wantReadable(t, filepath.Join(dir, "srv"))
}

// The umask of an account on a server may keep others out too.
func TestSFTPIsReadableUnderAnyUmask(t *testing.T) {
	s := startSSH(t, "-u", "077")
	s.know(t, s.hostKey, s.port)
	dir := filepath.Join(t.TempDir(), "srv")
	twice(t, "sftp://"+s.user+"@127.0.0.1:"+s.port+dir+"/www/kpi", s.options())
	wantReadable(t, dir)
}

// A server that lets nobody change modes is published to all the same.
func TestSFTPWithoutModes(t *testing.T) {
	s := startSSH(t, "-u", "077", "-P", "setstat,fsetstat")
	s.know(t, s.hostKey, s.port)
	dir := t.TempDir()
	site := newSite{style: "one", pages: 3}.tree(t)
	must.Succeed(t, must.Err(Send(t.Context(), site, "sftp://"+s.user+"@127.0.0.1:"+s.port+dir, s.options())))
	checkSame(t, dir, site)
}
