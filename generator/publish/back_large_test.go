package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// Documents of a city may be as large as 1 GiB: what is kept of them goes to the disk a
// piece at a time. Twins are kept once; what has other bytes by now, or is gone, is
// passed over.
func TestBackKeepsLargeFiles(t *testing.T) {
	const size = 10 << 20
	large := func(fill string) string { return string(bytes.Repeat([]byte(fill), size)) }
	one, two := large("1"), large("2")
	extras := map[string]string{"files/a.pdf": one, "files/b.pdf": one, "files/c.pdf": two, "files/small.csv": "a\n"}
	kept := func(opts Options, text string) bool {
		sum := sha256.Sum256([]byte(text))
		b, err := os.ReadFile(filepath.Join(opts.Kept, hex.EncodeToString(sum[:])))
		return err == nil && string(b) == text
	}
	for _, c := range []struct {
		name   string
		meddle func(t *testing.T, target string, opts Options)
		one    bool // whether the first of the documents is kept, and the second
		two    bool
		back   bool
	}{
		{"whole", func(*testing.T, string, Options) {}, true, true, true},
		{"wrong", func(t *testing.T, target string, _ Options) {
			write(t, target, "files/c.pdf", large("3"))
			write(t, target, "files/a.pdf", one[1:])
		}, true, false, false},
		{"longer and gone", func(t *testing.T, target string, _ Options) {
			write(t, target, "files/c.pdf", two+"2")
			must.Succeed(t, os.Remove(filepath.Join(target, "files/b.pdf")))
		}, true, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			target, opts := filepath.Join(t.TempDir(), "www"), quick()
			opts.Kept, opts.MaxRemove = filepath.Join(t.TempDir(), "kept"), 1
			first := newSite{style: "one", pages: 2, extras: extras}.tree(t)
			second := newSite{style: "two", pages: 2}.tree(t)
			must.Succeed(t, must.Err(Send(t.Context(), first, target, opts)))
			c.meddle(t, target, opts)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			must.Succeed(t, must.Err(Send(t.Context(), second, target, opts)))
			runtime.ReadMemStats(&after)
			if got := after.TotalAlloc - before.TotalAlloc; got > size/2 {
				t.Errorf("%d MiB were asked for", got>>20)
			}
			if c.back {
				checkSame(t, target, second)
			}
			if kept(opts, one) != c.one || kept(opts, two) != c.two {
				t.Errorf("kept: %v and %v", kept(opts, one), kept(opts, two))
			}
			entries, _ := fs.Glob(os.DirFS(opts.Kept), ".*")
			if len(entries) > 0 {
				t.Errorf("left behind: %v", entries)
			}
			if _, err := Back(t.Context(), target, opts); (err == nil) != c.back {
				t.Errorf("undone: %v", err)
			}
			if c.back {
				checkSame(t, target, first)
			}
		})
	}
}

// A disk that does not take a file stops no publish; nothing half written stays.
func TestFileThatCannotBeKept(t *testing.T) {
	for _, size := range []int{9, 9 << 20} {
		checkNotKept(t, strings.Repeat("1", size))
	}
}

func checkNotKept(t *testing.T, text string) {
	t.Helper()
	target := t.TempDir()
	write(t, target, "files/a.pdf", text)
	opts := quick()
	opts.Kept = t.TempDir()
	file := output.File{Path: "files/a.pdf", Size: int64(len(text)), Sum: sha256.Sum256([]byte(text))}
	name := hex.EncodeToString(file.Sum[:])
	write(t, opts.Kept, name+"/in the way", "")
	at, err := parseTarget(target)
	must.Succeed(t, err)
	e, err := newEngine(at, newSite{style: "one", pages: 1}.tree(t), opts.filled())
	must.Succeed(t, err)
	defer e.line.close()
	folder, err := output.OpenFolder(opts.Kept)
	must.Succeed(t, err)
	defer folder.Close()
	whole, err := e.keepFiles(t.Context(), folder, output.Manifest{file})
	entries, _ := os.ReadDir(opts.Kept)
	if whole || err != nil || len(entries) != 1 {
		t.Errorf("%v %v %v", whole, err, entries)
	}
}
