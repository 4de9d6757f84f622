package towns_test

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/towns"
)

// A town of 300 indicators with two years, as a benchmark takes it.
func Example() {
	dir, err := os.MkdirTemp("", "town")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := towns.Write(dir, towns.Options{Indicators: 300, Years: 2, Seed: 1, Comments: true}); err != nil {
		fmt.Println(err)
	}
	sheets, _ := filepath.Glob(filepath.Join(dir, "data", "plan", "*.toml"))
	comments, _ := filepath.Glob(filepath.Join(dir, "content", "FY2024", "en", "*", "*.md"))
	fmt.Println(len(sheets), len(comments))
	// Output: 30 300
}

// tree is every file of a folder with its digest, one a line.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(dir, path))
		fmt.Fprintf(&b, "%s %x\n", path, sha256.Sum256(content))
		return err
	})
	must.Succeed(t, err)
	return b.String()
}

func write(t *testing.T, o towns.Options) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "town")
	must.Succeed(t, towns.Write(dir, o))
	return dir
}

func TestWriteGivesTheSameBytesForTheSameOptions(t *testing.T) {
	o := towns.Options{Indicators: 23, Years: 3, Seed: 7, Comments: true}
	first := tree(t, write(t, o))
	if second := tree(t, write(t, o)); first != second {
		t.Error("two towns of the same options differ")
	}
	o.Seed = 8
	if other := tree(t, write(t, o)); other == first {
		t.Error("another seed gives the same town")
	}
	// 4 files of the city, 3 of the years, 2 pages; a plan and 3 years for each
	// of 3 initiatives; 2 comments for each indicator and year.
	if got, want := strings.Count(first, "\n"), 4+3+2+3*(1+3)+23*3*2; got != want {
		t.Errorf("%d files, want %d", got, want)
	}
}

func TestALargerTownBeginsAsASmallerOne(t *testing.T) {
	small := write(t, towns.Options{Indicators: 20, Years: 1, Seed: 3})
	large := write(t, towns.Options{Indicators: 60, Years: 1, Seed: 3})
	for _, name := range []string{"data/plan/1-a.toml", "data/FY2024/1-i.toml"} {
		a := must.Read(t, filepath.Join(small, name))
		b := must.Read(t, filepath.Join(large, name))
		must.Be(t, string(a), string(b), name, "depends on the size of the town")
	}
}

func TestWriteRefuses(t *testing.T) {
	held := t.TempDir()
	must.Succeed(t, os.WriteFile(filepath.Join(held, "mine.txt"), nil, 0o666))
	for _, c := range []struct {
		dir  string
		o    towns.Options
		want string
	}{
		{t.TempDir(), towns.Options{Indicators: 0, Years: 1}, "0 indicators"},
		{t.TempDir(), towns.Options{Indicators: 10, Years: 31}, "31 years"},
		{held, towns.Options{Indicators: 10, Years: 1}, "not empty"},
		{filepath.Join(held, "mine.txt"), towns.Options{Indicators: 10, Years: 1}, "mine.txt"},
	} {
		if err := towns.Write(c.dir, c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: got error %v, want one with %q", c.o, err, c.want)
		}
	}
	if entries, _ := os.ReadDir(held); len(entries) != 1 {
		t.Error("a refused folder was written to")
	}
}
