package archive_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/archive"
	"tassei/generator/must"
)

// stock finds a program that this one must agree with.
func stock(t *testing.T, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed: the agreement with it is not tested", name)
	}
	return path
}

func run(dir, program string, args ...string) (string, error) {
	c := exec.Command(program, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "LC_ALL=C")
	text, err := c.CombinedOutput()
	return string(text), err
}

func TestSha512sumAgrees(t *testing.T) {
	sha512sum := stock(t, "sha512sum")
	dir := t.TempDir()
	files := pages(2024)
	files["site/保存 版.html"] = "x"
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, files)
	bag := filepath.Join(dir, "FY2024")
	for _, manifest := range []string{"manifest-sha512.txt", "tagmanifest-sha512.txt"} {
		if text, err := run(bag, sha512sum, "--strict", "-c", manifest); err != nil {
			t.Errorf("%s: %v\n%s", manifest, err, text)
		}
	}
	text, err := run(bag, sha512sum, "tagmanifest-sha512.txt")
	if digest := wantSound(t, dir).Seals[0].Digest; err != nil || !strings.HasPrefix(text, digest+" ") {
		t.Errorf("the digest is %s, sha512sum says %s, %v", digest, text, err)
	}
	overwrite(t, filepath.Join(bag, "data/site/index.html"), "x")
	if text, err := run(bag, sha512sum, "-c", "manifest-sha512.txt"); err == nil || !strings.Contains(text, "data/site/index.html: FAILED") {
		t.Errorf("a changed page: %v\n%s", err, text)
	}
}

func TestMinisignAgrees(t *testing.T) {
	program := stock(t, "minisign")
	dir := t.TempDir()
	made := sealYear(t, dir, 2024)
	public, private := newKey(t)
	signed, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: private})
	must.Succeed(t, err)
	if signed.File != "FY2024.minisig" || signed.KeyFile != "minisign.pub" || !signed.NewKey {
		t.Errorf("signed: %+v", signed)
	}
	if kept, err := os.ReadFile(filepath.Join(dir, "minisign.pub")); err != nil || strings.TrimSpace(string(kept)) != string(public) {
		t.Errorf("minisign.pub: %q, %v", kept, err)
	}
	check := []string{"-V", "-H", "-p", "minisign.pub", "-x", "FY2024.minisig", "-m", "FY2024/tagmanifest-sha512.txt"}
	text, err := run(dir, program, check...)
	if err != nil || !strings.Contains(text, "FY2024 sha512:"+made.Digest+" sealed 2025-09-30") {
		t.Errorf("minisign -V: %v\n%s", err, text)
	}
	if report := wantSound(t, dir); report.Seals[0].Signed != archive.Valid || report.Seals[0].Signature != "FY2024.minisig" {
		t.Errorf("seal: %+v", report.Seals[0])
	}
	forge(t, filepath.Join(dir, "FY2024"))
	if text, err := run(dir, program, check...); err == nil {
		t.Errorf("minisign takes a forgery:\n%s", text)
	}
}

// TestMinisignMade takes a key and a signature that the stock program made.
func TestMinisignMade(t *testing.T) {
	program := stock(t, "minisign")
	dir, keys := t.TempDir(), t.TempDir()
	sealYear(t, dir, 2023)
	sealYear(t, dir, 2024)
	if text, err := run(keys, program, "-G", "-W", "-p", filepath.Join(dir, "minisign.pub"), "-s", "key"); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	text, err := run(dir, program, "-S", "-s", filepath.Join(keys, "key"), "-m", "FY2023/tagmanifest-sha512.txt", "-x", "FY2023.minisig")
	must.Succeed(t, err, text)
	key, err := os.ReadFile(filepath.Join(keys, "key"))
	must.Succeed(t, err)
	if signed, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key}); err != nil || signed.NewKey || signed.KeyFile != "minisign.pub" {
		t.Errorf("with the same key: %+v, %v", signed, err)
	}
	for _, s := range wantSound(t, dir).Seals {
		must.Be(t, s.Signed, archive.Valid, s)
	}
}

func TestSign(t *testing.T) {
	dir := sealed(t, 2023, 2024)
	_, first := newKey(t)
	_, second := newKey(t)
	must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2023", Key: first})))
	signed, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: second})
	if err != nil || !signed.NewKey || signed.KeyFile != "minisign-"+signed.KeyID+".pub" {
		t.Errorf("with a further key: %+v, %v", signed, err)
	}
	wantSound(t, dir)
	editions := func(err error) archive.EditionProblem {
		if e := (*archive.EditionError)(nil); errors.As(err, &e) {
			return e.Problem
		}
		return 0
	}
	_, err = archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: first})
	must.Be(t, editions(err), archive.AlreadySigned, "again", err)
	for edition, want := range map[string]archive.EditionProblem{"FY2025": archive.NotSealed, "../FY2024": archive.BadEdition} {
		if _, err := archive.Sign(dir, archive.Signing{Edition: edition, Key: first}); editions(err) != want {
			t.Errorf("%s: %v", edition, err)
		}
	}
	must.Succeed(t, os.Remove(filepath.Join(dir, "FY2024.minisig")))
	if _, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: []byte("no key")}); !isKeyError(err, archive.KeyMalformed) {
		t.Errorf("no key: %v", err)
	}
	overwrite(t, filepath.Join(dir, "FY2024/data/site/index.html"), "x")
	if damaged := (*archive.DamagedError)(nil); true {
		if _, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: first}); !errors.As(err, &damaged) {
			t.Errorf("a damaged seal: %v", err)
		}
	}
}

func isKeyError(err error, want archive.KeyProblem) bool {
	e := (*archive.KeyError)(nil)
	return errors.As(err, &e) && e.Problem == want
}

// encryptedKey is locked with 花, at a small part of the cost of a real one.
const encryptedKey = "untrusted comment: minisign encrypted secret key\n" +
	"RWRTY0Iyc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3MAgAAAAAAAAAAAAAEAAAAA/KdCN9Dm/egza3yqbj2CP/xwHgB22yke/dG7" +
	"MmmHLK8GwfCe85yZoAlvaa3/IvTzuaDoCX1AEAvf4Xnul1MiH+96ozRedGwp6ajGB3Kz6vmyuWZ6g6xV1p7Q1MRGapmYOxFaMSMkZp4=\n"

func TestEncryptedKey(t *testing.T) {
	key := []byte(encryptedKey)
	dir := sealed(t, 2024)
	if _, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key}); !isKeyError(err, archive.KeyPassword) {
		t.Errorf("nobody to ask: %v", err)
	}
	gone := errors.New("gone")
	if _, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key, Password: func() (string, error) { return "", gone }}); !errors.Is(err, gone) {
		t.Errorf("nobody answers: %v", err)
	}
	if _, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key, Password: func() (string, error) { return "草", nil }}); !isKeyError(err, archive.KeyPassword) {
		t.Errorf("wrong password: %v", err)
	}
	if _, err := archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key, Password: func() (string, error) { return "花", nil }}); err != nil {
		t.Error(err)
	}
	wantSound(t, dir)
}

func TestSignatureWithoutKey(t *testing.T) {
	dir := sealed(t, 2024)
	public, private := newKey(t)
	must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: private})))
	must.Succeed(t, os.Remove(filepath.Join(dir, "minisign.pub")))
	wantProblem(t, verify(t, dir, archive.Trust{}), "K617", "FY2024.minisig")
	line := public[slices.Index(public, '\n')+1:]
	for _, key := range [][]byte{public, line} {
		if report := verify(t, dir, archive.Trust{PublicKey: key}); !report.Sound() || report.Seals[0].Signed != archive.Valid {
			t.Errorf("with the key from elsewhere: %+v", report)
		}
	}
	if report := verify(t, filepath.Join(dir, "FY2024"), archive.Trust{}); !report.Sound() || report.Seals[0].Signed != archive.Unchecked {
		t.Errorf("a bag alone: %+v", report)
	}
	if _, err := archive.Verify(dir, archive.Trust{PublicKey: []byte("no key")}); !isKeyError(err, archive.KeyMalformed) {
		t.Errorf("no key: %v", err)
	}
}
