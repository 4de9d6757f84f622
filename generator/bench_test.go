package main

import (
	"io"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"tassei/generator/must"
	"tassei/generator/towns"
)

// The benchmarks take a town of 100 indicators and 2 years, 400 pages of
// indicators in two languages, through the whole program. ARCHITECTURE.md says
// how to compare them; nothing is tested against the clock.

func benchTown(b *testing.B) (dir string) {
	b.Helper()
	b.Setenv("XDG_CACHE_HOME", b.TempDir())
	dir = filepath.Join(b.TempDir(), "town")
	must.Succeed(b, towns.Write(dir, towns.Options{Indicators: 100, Years: 2, Seed: 1, Comments: true}))
	return dir
}

func benchRun(b *testing.B, command string, args ...string) {
	b.Helper()
	s := newSession()
	s.stdout, s.stderr = io.Discard, io.Discard
	rest, err := s.parse(append([]string{command}, args...))
	must.Succeed(b, err)
	if c, _, rest := find(s.table, rest); c.run(s, rest) != exitFine {
		b.Fatalf("%s failed", command)
	}
}

func BenchmarkBuildFresh(b *testing.B) {
	dir := benchTown(b)
	out := b.TempDir()
	for i := 0; b.Loop(); i++ {
		benchRun(b, "build", "--source", dir, "--out", filepath.Join(out, strconv.Itoa(i)))
	}
}

func BenchmarkBuildUnchanged(b *testing.B) {
	dir := benchTown(b)
	out := filepath.Join(b.TempDir(), "public")
	benchRun(b, "build", "--source", dir, "--out", out)
	for b.Loop() {
		benchRun(b, "build", "--source", dir, "--out", out)
	}
}

func BenchmarkBuildOneEdited(b *testing.B) {
	dir := benchTown(b)
	out := filepath.Join(b.TempDir(), "public")
	benchRun(b, "build", "--source", dir, "--out", out)
	glossary := filepath.Join(dir, "content", "pages", "ja", "about.md")
	for i := 0; b.Loop(); i++ {
		must.Succeed(b, os.WriteFile(glossary, []byte("+++\ntitle = \"このサイトについて\"\n+++\n"+strconv.Itoa(i)+"\n"), 0o644))
		benchRun(b, "build", "--source", dir, "--out", out)
	}
}

func BenchmarkCheck(b *testing.B) {
	dir := benchTown(b)
	for b.Loop() {
		benchRun(b, "check", "--source", dir)
	}
}
