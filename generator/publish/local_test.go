package publish

import (
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"tassei/generator/law"
	"tassei/generator/must"
	"tassei/generator/output"
)

func TestChanges(t *testing.T) {
	c := clerk{t, filepath.Join(t.TempDir(), "changes"), t.TempDir()}
	dir, server := c.dir, c.server
	site := newSite{style: "one", pages: 10}
	opts := ChangesOptions{Options: quick()}
	changes := func(tree Tree, want, unconfirmed int) {
		t.Helper()
		result, err := Changes(t.Context(), tree, dir, opts)
		if err != nil || result.Sent != want || result.Plan.Unconfirmed != unconfirmed {
			t.Fatalf("sent %d, want %d; %d unconfirmed, want %d: %v", result.Sent, want, result.Plan.Unconfirmed, unconfirmed, err)
		}
	}

	opts.Again = true
	if _, err := Changes(t.Context(), site.tree(t), dir, opts); !errors.Is(err, ErrNoSet) {
		t.Errorf("again, without a set: %v", err)
	}
	opts.Again = false

	one := site.tree(t)
	changes(one, len(one.Files), 0)
	c.upload(always)
	checkSame(t, server, one)
	changes(one, 0, len(one.Files))
	opts.Since = server
	changes(one, 0, 0)
	opts.Since = ""

	site.edits = map[int]string{4: "x"}
	two := site.tree(t)
	changes(two, 4, 0) // a chart and a page in two languages
	if got := strings.Fields(read(t, dir, DeleteList)); len(got) != 2 {
		t.Errorf("delete.txt: %v", got)
	}
	before := times(t, dir)
	changes(two, 0, 6)
	must.Equal(t, before, times(t, dir), "nothing changed, but the set that may not be uploaded yet was touched")

	// The set was never uploaded: made again with what changed since.
	site.edits[5] = "y"
	three := site.tree(t)
	opts.Again = true
	changes(three, 8, 6)
	c.upload(always)
	checkSame(t, server, three)
	opts.Again = false

	write(t, dir, UploadFolder+"/notes.txt", "theirs")
	site.edits[6] = "z"
	_, err := Changes(t.Context(), site.tree(t), dir, opts)
	var foreign *ForeignError
	if !errors.As(err, &foreign) || !slices.Equal(foreign.Paths, []string{UploadFolder + "/notes.txt"}) {
		t.Errorf("a foreign file in the folder: %v", err)
	}
	os.Remove(filepath.Join(dir, UploadFolder, "notes.txt"))

	lost := newSite{style: "one", pages: 3}.tree(t)
	var guard *GuardError
	if _, err := Changes(t.Context(), lost, dir, opts); !errors.As(err, &guard) {
		t.Errorf("most pages gone: %v", err)
	}
}

// TestChangesSince begins with what the server was given by other means.
func TestChangesSince(t *testing.T) {
	site := newSite{style: "one", pages: 3}
	dir, server := filepath.Join(t.TempDir(), "changes"), t.TempDir()
	must.Succeed(t, must.Err(Send(t.Context(), site.tree(t), server, quick())))
	site.edits = map[int]string{0: "x"}
	opts := ChangesOptions{Options: quick(), Since: server}
	plan, err := PreviewChanges(t.Context(), site.tree(t), dir, opts)
	if err != nil || len(plan.Lines()) != 7 { // with the manifest
		t.Errorf("%v, %v", plan.Lines(), err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a preview wrote")
	}
	if result, err := Changes(t.Context(), site.tree(t), dir, opts); err != nil || result.Sent != 4 {
		t.Errorf("sent %d, %v", result.Sent, err)
	}
}

// What the server's own people put in the place of a page that is due to go is
// theirs, and is not on the list.
func TestChangesKeepsWhatIsTheirs(t *testing.T) {
	c := clerk{t, filepath.Join(t.TempDir(), "changes"), t.TempDir()}
	site := newSite{style: "one", pages: 6}
	opts := ChangesOptions{Options: quick()}
	must.Succeed(t, must.Err(Changes(t.Context(), site.tree(t), c.dir, opts)))
	c.upload(always)
	write(t, c.server, "FY2024/goal-5.html", "theirs")
	site.pages = 5
	opts.Since, opts.Allow = c.server, Allow{Years: true}
	result, err := Changes(t.Context(), site.tree(t), c.dir, opts)
	if err != nil || !slices.Equal(result.Kept, []string{"FY2024/goal-5.html"}) {
		t.Fatalf("kept %v, %v", result.Kept, err)
	}
	c.upload(always)
	checkSame(t, c.server, site.tree(t), "FY2024/goal-5.html")
}

// A folder of the first version has no record of what is in doubt: all of it is.
func TestChangesOfTheFirstVersion(t *testing.T) {
	c := clerk{t, filepath.Join(t.TempDir(), "changes"), t.TempDir()}
	opts := ChangesOptions{Options: quick()}
	old, now := newSite{style: "one", pages: 5}, newSite{style: "one", pages: 4}
	must.Succeed(t, must.Err(Send(t.Context(), old.tree(t), c.server, quick())))
	write(t, c.dir, changesNow, string(now.tree(t).Files.Text()))
	write(t, c.dir, changesFormer, string(old.tree(t).Files.Text()))
	opts.Again = true
	must.Succeed(t, must.Err(Changes(t.Context(), now.tree(t), c.dir, opts)))
	c.upload(always)
	checkSame(t, c.server, now.tree(t))
	if _, err := os.Stat(filepath.Join(c.dir, changesFormer)); err == nil {
		t.Error("the old record is still there")
	}
}

func TestPrecompress(t *testing.T) {
	site := newSite{style: strings.Repeat("one ", 500), pages: 3, big: 5000, extras: map[string]string{
		"archive/FY2023/data/site/index.html": strings.Repeat("sealed ", 500),
	}}
	keep := filepath.Join(t.TempDir(), "twins")
	tree := site.tree(t)
	packed, err := Precompress(t.Context(), tree, keep, 3)
	must.Succeed(t, err)
	other, err := Precompress(t.Context(), tree, filepath.Join(t.TempDir(), "elsewhere"), 1)
	if err != nil || !slices.Equal(packed.Files, other.Files) {
		t.Errorf("the same tree gave other twins: %v", err)
	}
	twins := 0
	for _, file := range packed.Files {
		base := untwin(file.Path)
		if base == file.Path {
			if _, found := tree.Files.Find(base); !found {
				t.Errorf("%s came from nowhere", base)
			}
			continue
		}
		twins++
		text, err := fs.ReadFile(packed.FS, file.Path)
		must.Succeed(t, err)
		var r io.Reader = brotli.NewReader(bytes.NewReader(text))
		if strings.HasSuffix(file.Path, ".gz") {
			if r, err = gzip.NewReader(bytes.NewReader(text)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := io.ReadAll(r)
		want, _ := fs.ReadFile(tree.FS, base)
		if err != nil || !bytes.Equal(got, want) || len(text) >= len(want) || len(want) <= smallest {
			t.Errorf("%s: %d bytes unpack to %d, want %d: %v", file.Path, len(text), len(got), len(want), err)
		}
		if sealed(base) {
			t.Errorf("%s: a seal has got a file that it does not list", file.Path)
		}
	}
	if want := 2 * (2*(3+3) + 2); twins != want { // pages of two languages, the stylesheet and the data
		t.Errorf("%d twins, want %d", twins, want)
	}

	// Only what changed is made anew, and what is not needed goes.
	stamp := time.Now().Add(-time.Hour).Truncate(time.Second)
	entries, _ := os.ReadDir(keep)
	for _, entry := range entries {
		os.Chtimes(filepath.Join(keep, entry.Name()), stamp, stamp)
	}
	write(t, keep, "notes.txt", "theirs")
	site.edits = map[int]string{2: "x"}
	must.Succeed(t, must.Err(Precompress(t.Context(), site.tree(t), keep, 2)))
	after, _ := os.ReadDir(keep)
	fresh := 0
	for _, entry := range after {
		info, err := entry.Info()
		if err == nil && !info.ModTime().Equal(stamp) && entry.Name() != "notes.txt" {
			fresh++
		}
	}
	if len(after) != len(entries)+1 || fresh != 4 || read(t, keep, "notes.txt") != "theirs" {
		t.Errorf("%d kept files, then %d, %d of them fresh", len(entries), len(after), fresh)
	}
}

func TestPublishWithAndWithoutTwins(t *testing.T) {
	dir := t.TempDir()
	tree := newSite{style: "one", pages: 3}.tree(t)
	packed, err := Precompress(t.Context(), tree, filepath.Join(t.TempDir(), "twins"), 2)
	must.Succeed(t, err)
	for _, next := range []Tree{packed, tree, packed} {
		must.Succeed(t, must.Err(Send(t.Context(), next, dir, quick())))
		checkSame(t, dir, next)
	}
}

func TestTargets(t *testing.T) {
	for _, c := range []struct {
		target string
		want   string // scheme user host port path, or the reason
	}{
		{"out/site.zip", "zip    out/site.zip"},
		{"/srv/www", "dir    /srv/www"},
		{`C:\www`, `dir    C:\www`},
		{"sftp://web@www.example.jp/var/www/", "sftp web www.example.jp  /var/www"},
		{"sftp://web@[::1]:2222//var//www", "sftp web ::1 2222 /var/www"},
		{"ftps://web@www.example.jp/", "ftps web www.example.jp  /"},
		{"s3://bucket", "s3  bucket  "},
		{"s3://bucket/a/b/", "s3  bucket  a/b"},
		{"sftp://web@h/%E6%8C%87", "sftp web h  /指"},
		{"", "empty"},
		{" \t", "empty"},
		{"web@www.example.jp:/var/www", "copy"},
		{"web@host:site", "copy"},
		{"site.tar.gz", "packed"},
		{"out/site.TGZ", "packed"},
		{"site.7z", "packed"},
		{"web@home/site", "dir    web@home/site"},
		{"ftp://web@h/x", "scheme"},
		{"https://h/x", "read-only"},
		{"sftp://web:secret@h/x", "password"},
		{"sftp://web:@h/x", "password"},
		{"sftp://h/x", "user"},
		{"sftp://web@/x", "host"},
		{"s3:///x", "host"},
		{"sftp://web@h", "path"},
		{"sftp://web@h/a/../b", "path"},
		{"sftp://web@h/a%2e%2e/../b", "path"},
		{"sftp://web@h/%2e%2e/b", "path"},
		{"s3://bucket/../b", "path"},
		{"ftps://web@h/a%0d%0aDELE%20b", "path"},
		{"sftp://web@h/x?y", "extra"},
		{"sftp://web@h/x#y", "extra"},
		{"s3://key:secret@bucket/x", "password"},
		{"s3://key@bucket/x", "syntax"},
		{"s3://bucket:9/x", "syntax"},
		{"sftp://web@h:0/x", "syntax"},
		{"sftp://web@h:99999/x", "syntax"},
		{"sftp://web@h:port/x", "syntax"},
	} {
		p, err := parseTarget(c.target)
		got := fmt.Sprintf("%s %s %s %s %s", p.scheme, p.user, p.host, p.port, p.path)
		var bad *TargetError
		if errors.As(err, &bad) {
			got = string(bad.Reason)
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: the password stands in the message: %v", c.target, err)
			}
		}
		must.Be(t, got, c.want, c.target)
	}
}

// TestExplain sees to it that each error has a code, wrapped or not.
func TestExplain(t *testing.T) {
	for _, c := range []struct {
		err  error
		code string
		has  string // an argument that must not be empty
	}{
		{&TargetError{Target: "x", Reason: TargetUser}, "target", "reason"},
		{&TreeError{Path: "x", Err: fs.ErrExist}, "tree", "path"},
		{&SourceError{Path: "x", Changed: true}, "source-changed", "path"},
		{&SourceError{Path: "x", Err: fs.ErrExist}, "source", "error"},
		{&ForeignError{Target: "t", Paths: []string{"x"}}, "foreign", "paths"},
		{&GuardError{Guard: GuardYears, Count: 1, Paths: []string{"x"}}, "guard-years", "count"},
		{&HostKeyError{Host: "h", Fingerprint: "SHA256:x"}, "host-key-unknown", "fingerprint"},
		{&HostKeyError{Host: "h", Changed: true}, "host-key-changed", "host"},
		{&HostKeyError{Host: "h", Revoked: true}, "host-key-revoked", "host"},
		{&CertificateError{Host: "h", Err: fs.ErrExist}, "certificate", "host"},
		{&CertificateError{Host: "h", Scheme: "ftps", Err: x509.UnknownAuthorityError{}}, "certificate-authority-ftps", "host"},
		{&CertificateError{Host: "h", Err: x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired}}, "certificate-expired", "until"},
		{&ConnectError{Host: "h", Target: "sftp://h/x", Reason: ConnectSilent, Err: fs.ErrExist}, "connect-silent", "port"},
		{&PasswordFileError{File: "f", Reason: PasswordFileOpen, Err: fs.ErrExist}, "password-file-open", "file"},
		{&AuthError{Target: "ftps://t", Tried: []string{"password"}, Err: ErrNoTerminal}, "auth-ftps", "tried"},
		{&AuthError{Target: "t", Tried: []string{"agent"}, Err: ErrNoTerminal}, "auth", "tried"},
		{&RefusedError{Op: "write", Path: "x", Err: fs.ErrPermission}, "refused", "op"},
		{&RecordError{Path: "x", Err: output.ErrNewerFormat}, "record", "path"},
		{&OvertakenError{Target: "t"}, "overtaken", "target"},
		{&BrokenError{Target: "t", Path: "x", Attempts: 6, Err: io.EOF}, "broken", "attempts"},
		{io.EOF, "", "error"},
	} {
		for _, err := range []error{c.err, fmt.Errorf("more: %w", c.err), errors.Join(io.EOF, c.err)} {
			code, args := Explain(err)
			if code != c.code || args[c.has] == "" {
				t.Errorf("%T: %q, %v", c.err, code, args)
			}
		}
	}
}

// FuzzJournal holds the journal to its law: what is read is written again to
// the byte, and never names a path outside the root.
func FuzzJournal(t *testing.F) {
	f := law.Of(t, 2)
	j := journal{run: 3, from: "-", to: strings.Repeat("ab", 32), entries: []entry{
		{op: opSame, sums: []sum{{1}}, size: 4, path: "a.html"},
		{op: opChange, sums: []sum{{1}, {2}, {3}}, size: 4, path: "b  c.html"},
		{op: opRemove, sums: []sum{{1}}, path: "d/e.css"},
	}}
	f.Add(string(j.text()))
	f.Add("tassei publishing, format 1\nrun 1\nfrom -\nto -\n-  00  0  ../x\n")
	f.Fuzz(func(t *testing.T, text string) {
		j, err := parseJournal(text)
		if err != nil {
			return
		}
		for _, e := range j.entries {
			if !filepath.IsLocal(filepath.FromSlash(e.path)) {
				t.Errorf("path %q", e.path)
			}
		}
		must.Be(t, string(j.text()), text, "read", "wrote")
	})
}

// TestSecretWithoutTerminal sees to it that a secret is never read from a pipe.
func TestSecretWithoutTerminal(t *testing.T) {
	if tty, err := os.Open("/dev/tty"); err == nil {
		tty.Close()
		t.Skip("there is a terminal")
	}
	r, w, err := os.Pipe()
	must.Succeed(t, err)
	w.WriteString("secret\n")
	w.Close()
	stdin := os.Stdin
	os.Stdin = r
	defer func() { os.Stdin = stdin }()
	answer, err := TerminalSecret(func(Question) string { return "?" })(Question{Kind: AskPassword})
	if !errors.Is(err, ErrNoTerminal) || answer != "" {
		t.Errorf("got %q, %v", answer, err)
	}
}

// What a server hands out squeezed is text, and more than a packet of it.
func TestWhatIsPrecompressed(t *testing.T) {
	for _, name := range []string{".html", ".htm", ".css", ".js", ".mjs", ".svg", ".xml", ".json", ".jsonld", ".webmanifest", ".csv", ".txt", ".md", ".toml", ".HTML"} {
		if !compressible("a/x" + name) {
			t.Errorf("%s stays as it is", name)
		}
	}
	for _, name := range []string{".png", ".xlsx", ".zip", ".gz", ""} {
		if compressible("a/x" + name) {
			t.Errorf("%s is squeezed", name)
		}
	}
	keep := t.TempDir()
	foreign := []string{output.Temporary("mine.txt", 1), "mine.gz", "1-" + strings.Repeat("a", 64) + ".zip", "x-" + strings.Repeat("a", 64) + ".gz"}
	old := []string{"0-" + strings.Repeat("a", 64) + ".gz", output.Temporary("1-"+strings.Repeat("b", 64)+".br", 1)}
	for _, name := range slices.Concat(foreign, old) {
		must.Succeed(t, os.WriteFile(filepath.Join(keep, name), []byte("x"), 0o666))
	}
	packed, err := Precompress(t.Context(), newSite{extras: map[string]string{"exact.txt": strings.Repeat("x", smallest), "more.txt": strings.Repeat("x", smallest+1)}}.tree(t), keep, 1)
	must.Succeed(t, err)
	for name, want := range map[string]bool{"exact.txt.gz": false, "more.txt.gz": true, "more.txt.br": true} {
		if _, found := packed.Files.Find(name); found != want {
			t.Errorf("%s: %v", name, found)
		}
	}
	for _, name := range foreign {
		if _, err := os.Stat(filepath.Join(keep, name)); err != nil {
			t.Error(err)
		}
	}
	for _, name := range old {
		if _, err := os.Stat(filepath.Join(keep, name)); err == nil {
			t.Errorf("%s is kept", name)
		}
	}
}
