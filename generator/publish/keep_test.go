package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// What is kept before a run are the files that go or change, where they hold what was
// published: not those that stay, that somebody wrote over, that are gone or that are kept.
func TestWhatIsKept(t *testing.T) {
	dir, kept := t.TempDir(), filepath.Join(t.TempDir(), "kept")
	var before output.Manifest
	put := func(name, published, there string) (digest string) {
		sum := sha256.Sum256([]byte(published))
		before = append(before, output.File{Path: name, Size: int64(len(published)), Sum: sum})
		if there != "" {
			write(t, dir, name, there)
		}
		return hex.EncodeToString(sum[:])
	}
	of := func(letter string) string { return strings.Repeat(letter, 20) }
	already := put("0.html", of("0"), of("0"))
	write(t, kept, already, of("9"))
	put("1.html", of("1"), of("1")) // stays
	want := map[string]bool{already: true, put("2.html", of("2"), of("2")): true, keptBefore: true, keptAfter: true}
	put("3.html", of("3"), of("x"))
	put("4.html", of("4"), "")
	want[put("5.html", of("5"), of("5"))] = true
	want[put("6.html", of("5"), of("5"))] = true
	e, err := newEngine(place{scheme: schemeDir, path: dir}, Tree{FS: os.DirFS(dir), Files: before[1:2]}, Options{Attempts: 1, Kept: kept}.filled())
	must.Succeed(t, err)
	defer e.line.close()
	keep := func() {
		t.Helper()
		must.Succeed(t, e.keep(t.Context(), &job{state: state{manifest: before}}))
	}
	names := func() map[string]bool {
		entries, err := os.ReadDir(kept)
		must.Succeed(t, err)
		there := map[string]bool{}
		for _, entry := range entries {
			there[entry.Name()] = true
		}
		return there
	}
	same := func(what string) {
		t.Helper()
		there := names()
		for name := range want {
			must.Be(t, there[name], true, what, name)
		}
		must.Be(t, len(there), len(want), what)
	}
	keep()
	same("first")
	must.Be(t, read(t, kept, already), of("0"), "what is left of another publish")

	// A run that goes on finds what the one before it kept, though it is overwritten by now.
	write(t, dir, "2.html", of("y"))
	keep()
	same("again")
}
