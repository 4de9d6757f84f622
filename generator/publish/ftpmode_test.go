//go:build linux

package publish

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// startFTPAccount is a vsftpd that people log in to with an account, as at a
// web host: the account's umask holds, and it may change modes.
func startFTPAccount(t *testing.T, more ...string) (*ftpServer, string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can start a server with accounts")
	}
	vsftpd := program(t, "vsftpd", "vsftpd")
	dir, err := os.MkdirTemp("", "publish-ftp")
	must.Succeed(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	os.Chmod(dir, 0o755)
	s := &ftpServer{port: freePort(t), root: filepath.Join(dir, "home")}
	s.path = s.root
	cert, key := certificate(t, dir)
	s.ca = cert
	for _, folder := range []string{s.root, filepath.Join(dir, "empty")} {
		must.Succeed(t, os.MkdirAll(folder, 0o755))
	}
	if err := chownTo(s.root, "www-data"); err != nil {
		t.Skipf("no user www-data: %v", err)
	}
	settings := []string{
		"listen=YES", "background=NO", "listen_address=127.0.0.1", "listen_port=" + s.port, "pasv_address=127.0.0.1",
		"anonymous_enable=NO", "local_enable=YES", "write_enable=YES", "local_umask=077", "chroot_local_user=NO",
		"check_shell=NO", "local_root=" + s.root, "session_support=NO", "secure_chroot_dir=" + filepath.Join(dir, "empty"),
		"ssl_enable=YES", "ssl_tlsv1=YES", "require_ssl_reuse=YES", "ssl_ciphers=HIGH",
		"rsa_cert_file=" + cert, "rsa_private_key_file=" + key, "seccomp_sandbox=NO", "xferlog_enable=NO",
	}
	write(t, dir, "vsftpd.conf", strings.Join(append(settings, more...), "\n")+"\n")
	// Any password will do, for this server alone.
	write(t, dir, "pam", "auth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n")
	const own = `mount --bind "$1" /etc/pam.d/vsftpd && exec "$2" "$3"`
	if err := exec.Command("unshare", "-m", "true").Run(); err != nil {
		t.Skipf("no mounts of one's own here: %v", err)
	}
	start(t, "unshare", "-m", "sh", "-c", own, "sh", filepath.Join(dir, "pam"), vsftpd, filepath.Join(dir, "vsftpd.conf"))
	waitFor(t, s.port)
	return s, "ftps://www-data@localhost:" + s.port + s.path
}

func (s *ftpServer) accountOptions() Options {
	opts := s.options()
	opts.Secret = func(Question) (string, error) { return "anything", nil }
	return opts
}

// The umask of an FTP account may keep the web server out.
func TestFTPSIsReadableUnderAnyUmask(t *testing.T) {
	s, target := startFTPAccount(t)
	twice(t, target+"/srv/www/kpi", s.accountOptions())
	wantReadable(t, filepath.Join(s.root, "srv"))
}

// A run that broke left folders before anybody looked at a mode.
func TestFTPSOpensFoldersOfABrokenRun(t *testing.T) {
	s, target := startFTPAccount(t)
	opts := s.accountOptions()
	tree := newSite{style: "one", pages: 3}.tree(t)
	missing := tree
	missing.FS = without{tree.FS, tree.Files[0].Path}
	if _, err := Send(t.Context(), missing, target+"/kpi", opts); err == nil {
		t.Fatal("a file is missing, and nothing is said")
	}
	must.Succeed(t, must.Err(Send(t.Context(), tree, target+"/kpi", opts)))
	wantReadable(t, filepath.Join(s.root, "kpi"))
}

type without struct {
	fs.FS
	path string
}

func (w without) Open(name string) (fs.File, error) {
	if name == w.path {
		return nil, errors.New("gone")
	}
	return w.FS.Open(name)
}

// Where modes cannot be changed it is said, and a look at the target finds it.
func TestUnreadableIsSaid(t *testing.T) {
	check := func(t *testing.T, target string, opts Options) {
		t.Helper()
		tree := newSite{style: "one", pages: 3}.tree(t)
		result, err := Send(t.Context(), tree, target, opts)
		must.Succeed(t, err)
		if !slices.ContainsFunc(tree.Files, func(f output.File) bool {
			return f.Path == result.Unreadable || strings.HasPrefix(f.Path, result.Unreadable+"/")
		}) {
			t.Errorf("nobody can read the site, and %q is said", result.Unreadable)
		}
		report, err := Verify(t.Context(), tree.Files, target, opts)
		if err != nil || report.Good() || len(report.Unreadable) < len(tree.Files) {
			t.Errorf("%d unreadable, %v", len(report.Unreadable), err)
		}
	}
	t.Run("ftps", func(t *testing.T) {
		s, target := startFTPAccount(t, "chmod_enable=NO")
		check(t, target, s.accountOptions())
	})
	t.Run("sftp", func(t *testing.T) {
		s := startSSH(t, "-u", "077", "-P", "setstat,fsetstat")
		s.know(t, s.hostKey, s.port)
		check(t, "sftp://"+s.user+"@127.0.0.1:"+s.port+t.TempDir(), s.options())
	})
}

// What everybody may read is not said to be unreadable; one closed folder is
// found, and one closed file.
func TestVerifyFindsWhatIsUnreadable(t *testing.T) {
	tree := newSite{style: "one", pages: 3}.tree(t)
	ftp, ftpTarget := startFTPAccount(t)
	ssh := startSSH(t)
	ssh.know(t, ssh.hostKey, ssh.port)
	dir := t.TempDir()
	for _, c := range []struct {
		target, root string
		opts         Options
	}{
		{filepath.Join(dir, "local"), filepath.Join(dir, "local"), quick()},
		{ftpTarget + "/kpi", filepath.Join(ftp.root, "kpi"), ftp.accountOptions()},
		{"sftp://" + ssh.user + "@127.0.0.1:" + ssh.port + dir + "/far", filepath.Join(dir, "far"), ssh.options()},
	} {
		must.Succeed(t, must.Err(Send(t.Context(), tree, c.target, c.opts)))
		if report, err := Verify(t.Context(), nil, c.target, c.opts); err != nil || !report.Good() {
			t.Errorf("%s: %+v, %v", c.target, report, err)
		}
		os.Chmod(filepath.Join(c.root, "index.html"), 0o640)
		os.Chmod(filepath.Join(c.root, "en", "FY2024"), 0o700)
		report, err := Verify(t.Context(), nil, c.target, c.opts)
		if want := []string{"en/FY2024", "index.html"}; err != nil || strings.Join(report.Unreadable, " ") != strings.Join(want, " ") {
			t.Errorf("%s: unreadable %v, %v", c.target, report.Unreadable, err)
		}
	}
}
