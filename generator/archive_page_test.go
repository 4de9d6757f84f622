package main

import (
	"crypto/sha512"
	"errors"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/archive"
	"tassei/generator/kpi"
	"tassei/generator/must"
)

// The archive page leads to every edition, its zip and the list of its files,
// and stays short however many years and files there are.
func TestArchivePageStaysShort(t *testing.T) {
	dir := town(t)
	const years, files = 30, 60
	for i := range years {
		sealYear(t, filepath.Join(dir, "archive"), kpi.Year(1992+i), files)
	}
	if code, _, talk := tassei(t, "build", "--source", dir, "--quiet"); code != exitFine {
		t.Fatalf("exit %d\n%s", code, talk)
	}
	public := filepath.Join(dir, "public")
	for _, name := range []string{"archive.html", "en/archive.html"} {
		text, err := os.ReadFile(filepath.Join(public, filepath.FromSlash(name)))
		must.Succeed(t, err)
		if most := 200_000; len(text) > most {
			t.Errorf("%s has %d bytes, more than %d", name, len(text), most)
		}
		links := regexp.MustCompile(`href="?([^" >]*archive/FY[^" >]*)`).FindAllStringSubmatch(string(text), -1)
		var to []string
		for _, link := range links {
			to = append(to, strings.TrimPrefix(link[1], "../"))
		}
		for i := range years {
			at := fmt.Sprintf("archive/FY%d", 1992+i)
			for _, want := range []string{at + "/data/site/index.html", at + ".zip", at + "/manifest-sha512.txt"} {
				if !slices.Contains(to, want) {
					t.Errorf("%s does not lead to %s", name, want)
				}
				if _, err := os.Stat(filepath.Join(public, filepath.FromSlash(want))); err != nil {
					t.Error(err)
				}
			}
		}
		if len(to) > 5*years {
			t.Errorf("%s has %d links to %d seals", name, len(to), years)
		}
	}
}

// The lines of the archive page find a page that was changed together with its
// line of the manifest, and pass a seal as it was made.
func TestLinesOfTheArchivePageFindAForgery(t *testing.T) {
	if _, err := exec.LookPath("sha512sum"); err != nil {
		t.Skip("no sha512sum here")
	}
	dir := town(t)
	sealYear(t, filepath.Join(dir, "archive"), 2022, 3)
	if code, _, talk := tassei(t, "build", "--source", dir, "--quiet"); code != exitFine {
		t.Fatalf("exit %d\n%s", code, talk)
	}
	text, err := os.ReadFile(filepath.Join(dir, "public/archive.html"))
	must.Succeed(t, err)
	block := regexp.MustCompile(`(?s)Linux</dt><dd><pre><code>unzip [^\n]*\ncd FY2022\n(.*?)</code>`).FindSubmatch(text)
	if block == nil {
		t.Fatal("no lines for Linux")
	}
	lines := html.UnescapeString(string(block[1]))
	bag := filepath.Join(t.TempDir(), "FY2022")
	must.Succeed(t, os.CopyFS(bag, os.DirFS(filepath.Join(dir, "public/archive/FY2022"))))
	try := func() (string, error) {
		c := exec.Command("sh", "-c", lines)
		c.Dir = bag
		out, err := c.CombinedOutput()
		return string(out), err
	}
	if out, err := try(); err != nil {
		t.Fatalf("as sealed: %v\n%s", err, out)
	}
	forged := []byte("another text")
	page, manifest := filepath.Join(bag, "data/site/index.html"), filepath.Join(bag, "manifest-sha512.txt")
	list, err := os.ReadFile(manifest)
	must.Succeed(t, err)
	line := regexp.MustCompile(`(?m)^[0-9a-f]{128}(  data/site/index\.html)$`)
	list = line.ReplaceAll(list, fmt.Appendf(nil, "%x$1", sha512.Sum512(forged)))
	for name, b := range map[string][]byte{page: forged, manifest: list} {
		must.Succeed(t, errors.Join(os.Chmod(name, 0o644), os.WriteFile(name, b, 0o644)))
	}
	if out, err := try(); err == nil {
		t.Errorf("a forged page was not found:\n%s", out)
	}
}

// sealYear seals a year with a site of so many files.
func sealYear(t *testing.T, dir string, year kpi.Year, files int) {
	t.Helper()
	bag, err := archive.Begin(dir, archive.Terms{Year: year, Date: fmt.Sprintf("%d-09-30", int(year)+1), Organisation: "花野市"})
	must.Succeed(t, err)
	for i := range files {
		name := fmt.Sprintf("page-%d.html", i)
		if i == 0 {
			name = "index.html"
		}
		must.Succeed(t, bag.Site().Write(name, fmt.Appendf(nil, "%d of %d", i, year)))
	}
	must.Succeed(t, bag.Source().Write("data/city.toml", fmt.Appendf(nil, "# %d", year)))
	must.Succeed(t, must.Err(bag.Commit()))
}
