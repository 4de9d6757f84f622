package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
)

const day = "2026-01-02T03:04:05Z"

// Two folders on two paths, the same commit: the same bytes of every file that
// is handed out; and in them what a clerk without Go needs.
func TestTwoReleasesAreTheSame(t *testing.T) {
	for _, name := range []string{"git", "bash"} {
		if _, err := exec.LookPath(name); err != nil {
			if os.Getenv("TASSEI_CI") != "" {
				t.Fatal(err)
			}
			t.Skip(name + " is not installed")
		}
	}
	platform := runtime.GOOS + "/" + runtime.GOARCH
	first, second := released(t, filepath.Join(t.TempDir(), "one"), platform), released(t, filepath.Join(t.TempDir(), "another place"), platform)
	if len(first) != 3 {
		t.Fatalf("%d files", len(first))
	}
	for name, data := range first {
		if !bytes.Equal(data, second[name]) {
			t.Errorf("%s differs between two folders", name)
		}
	}
	sums := string(first["SHA256SUMS"])
	for name, data := range first {
		if line := fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name); name != "SHA256SUMS" && !strings.Contains(sums, line) {
			t.Errorf("SHA256SUMS lacks %q:\n%s", line, sums)
		}
		if strings.HasSuffix(name, ".zip") {
			checkZip(t, strings.TrimSuffix(name, ".zip"), data)
		}
	}
}

// released makes a repository of the files here, with one commit, and a
// release of it.
func released(t *testing.T, repository, platform string) map[string][]byte {
	t.Helper()
	root, err := filepath.Abs("../..")
	must.Succeed(t, err)
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	names, err := list.Output()
	must.Succeed(t, err)
	for name := range strings.SplitSeq(strings.TrimRight(string(names), "\x00"), "\x00") {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			continue // removed and not yet committed, or a link
		}
		path := filepath.Join(repository, name)
		must.Succeed(t, os.MkdirAll(filepath.Dir(path), 0o755))
		must.Succeed(t, os.WriteFile(path, data, 0o644))
	}
	run := func(name string, args ...string) {
		c := exec.Command(name, args...)
		c.Dir = repository
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_AUTHOR_DATE="+day, "GIT_COMMITTER_DATE="+day)
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
	}
	run("git", "init", "-q", "-b", "main")
	run("git", "add", "-A")
	run("git", "-c", "user.name=x", "-c", "user.email=x@example.jp", "commit", "-q", "-m", "all")
	out := filepath.Join(t.TempDir(), "out")
	run("bash", "generator/release.sh", out, platform)

	made := map[string][]byte{}
	entries, err := os.ReadDir(out)
	must.Succeed(t, err)
	for _, e := range entries {
		if made[e.Name()], err = os.ReadFile(filepath.Join(out, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return made
}

func checkZip(t *testing.T, name string, data []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must.Succeed(t, err)
	read := func(file string) []byte {
		b, err := fs.ReadFile(z, name+"/"+file)
		must.Succeed(t, err)
		return b
	}
	for _, file := range []string{"README.txt", "LICENSE", "city/README.md", "city/data/city.toml", "notices/design-tokens.txt"} {
		read(file)
	}
	for _, f := range z.File {
		if !strings.HasPrefix(f.Name, name+"/") {
			t.Errorf("%s lies outside of the folder", f.Name)
		}
	}
	suffix := ""
	if runtime.GOOS == "windows" {
		suffix = ".exe"
	}
	binary := read("tassei" + suffix)
	info, err := buildinfo.Read(bytes.NewReader(binary))
	must.Succeed(t, err)
	if !strings.Contains(name, info.Main.Version) || !strings.Contains(info.Main.Version, "20260102030405") {
		t.Errorf("the version %s of %s", info.Main.Version, name)
	}
	program := filepath.Join(t.TempDir(), "tassei"+suffix)
	must.Succeed(t, os.WriteFile(program, binary, 0o755))
	if out, err := exec.Command(program, "version").Output(); err != nil || !strings.HasPrefix(string(out), "tassei "+info.Main.Version+"\ncommit ") {
		t.Errorf("tassei version says %s, %v", out, err)
	}
	var b bill
	must.Succeed(t, json.Unmarshal(read("sbom.cdx.json"), &b))
	for _, m := range info.Deps {
		if !slices.ContainsFunc(b.Components, func(c component) bool { return c.Name == m.Path && c.Version == m.Version }) {
			t.Errorf("the bill lacks %s", m.Path)
		}
		if !bytes.Contains(read("NOTICES.txt"), []byte("\n"+m.Path+" "+m.Version+"\n")) {
			t.Errorf("the notices lack %s", m.Path)
		}
	}
	if len(b.Components) != len(info.Deps)+1 || b.Metadata.Timestamp != day || b.Metadata.Component.Hashes[0].Content != fmt.Sprintf("%x", sha256.Sum256(binary)) {
		t.Errorf("bill: %+v", b.Metadata)
	}
}

// Where Go finds no commit, and where something is not committed, it is said
// before the work of a build.
func TestReleaseWantsACommit(t *testing.T) {
	script, err := os.ReadFile("../release.sh")
	must.Succeed(t, err)
	for name, c := range map[string]struct {
		git  []string
		want string
	}{
		"a work tree": {nil, "in a clone of its own"},
		"not clean":   {[]string{"init", "-q"}, "commit these first"},
	} {
		dir := t.TempDir()
		must.Succeed(t, os.MkdirAll(filepath.Join(dir, "generator"), 0o755))
		must.Succeed(t, os.WriteFile(filepath.Join(dir, "generator", "release.sh"), script, 0o644))
		if c.git == nil {
			must.Succeed(t, os.WriteFile(filepath.Join(dir, ".git"), []byte("gitdir: elsewhere\n"), 0o644))
		} else if out, err := exec.Command("git", append([]string{"-C", dir}, c.git...)...).CombinedOutput(); err != nil {
			t.Skipf("git: %v %s", err, out)
		}
		out, err := exec.Command("bash", filepath.Join(dir, "generator", "release.sh"), filepath.Join(dir, "..", "out")).CombinedOutput()
		if err == nil || !strings.Contains(string(out), c.want) || strings.Contains(string(out), "building") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// The zip for Windows: files that its command line takes, and no console
// knowledge asked for.
func TestZipForWindows(t *testing.T) {
	t.Chdir("../..")
	city := t.TempDir()
	must.Succeed(t, os.WriteFile(filepath.Join(city, "README.md"), []byte("city"), 0o644))
	info := &debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "v1.2.3"}, Settings: []debug.BuildSetting{{Key: "GOOS", Value: "windows"}, {Key: "GOARCH", Value: "amd64"}}}
	packed, err := program{[]byte("MZ"), info}.pack(city, []byte("notices"), []byte("{}"))
	must.Succeed(t, err)
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	must.Succeed(t, err)
	texts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		must.Succeed(t, err)
		text, _ := io.ReadAll(r)
		texts[strings.TrimPrefix(f.Name, "tassei-v1.2.3-windows-amd64/")] = string(text)
	}
	if texts["tassei.exe"] != "MZ" || texts["city/README.md"] != "city" {
		t.Errorf("%v", texts)
	}
	for _, name := range []string{"start.cmd", "README.txt"} {
		if strings.Count(texts[name], "\n") != strings.Count(texts[name], "\r\n") || !strings.Contains(texts[name], "\r\n") {
			t.Errorf("%s has line ends that Windows does not know", name)
		}
	}
	if !strings.Contains(texts["start.cmd"], "tassei.exe serve --source city --open") || strings.ContainsFunc(texts["start.cmd"], func(r rune) bool { return r > 126 }) {
		t.Errorf("start.cmd: %s", texts["start.cmd"])
	}
	if strings.ContainsAny(texts["README.txt"], "{}") || !strings.Contains(texts["README.txt"], "start.cmd") {
		t.Errorf("README.txt: %s", texts["README.txt"])
	}
}

// What has no licence in the notices is not handed out, nor what names no commit.
func TestReleaseRefuses(t *testing.T) {
	info := &debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "v1.2.3"}, Deps: []*debug.Module{{Path: "example.org/m", Version: "v1.0.0"}}}
	notices := map[string]string{standard: "BSD-3-Clause"}
	if _, err := (program{nil, info}).bill(notices); err == nil || !strings.Contains(err.Error(), "example.org/m v1.0.0") {
		t.Errorf("bill: %v", err)
	}
	notices["example.org/m"] = "MIT"
	text, err := program{nil, info}.bill(notices)
	if err != nil || !bytes.Contains(text, []byte(`"pkg:golang/example.org/m@v1.0.0"`)) {
		t.Errorf("bill: %v\n%s", err, text)
	}
	if _, err := readProgram(os.Args[0]); err == nil {
		t.Error("a test binary has a version")
	}
}

// Every licence in the notices is one that the bill can name.
func TestEveryLicenceIsKnown(t *testing.T) {
	text := must.Read(t, "../NOTICES.txt")
	ids := licencesIn(string(text))
	rule := strings.Repeat("=", 78)
	n := strings.Count(string(text), "\n"+rule+"\n")
	if len(ids) != n || n < 20 || ids[standard] != "BSD-3-Clause" || ids["github.com/minio/minio-go/v7"] != "Apache-2.0" || ids["github.com/BurntSushi/toml"] != "MIT" || ids["github.com/klauspost/compress"] != "Apache-2.0 AND BSD-3-Clause AND MIT" {
		t.Errorf("%d of %d licences are known: %v", len(ids), n, ids)
	}
}
