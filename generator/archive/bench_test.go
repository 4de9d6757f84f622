package archive_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/archive"
	"tassei/generator/must"
	"tassei/generator/output"
)

// BenchmarkVerify reads a seal of 2,000 pages of 6 kB, as every build does.
func BenchmarkVerify(b *testing.B) {
	dir := b.TempDir()
	files := map[string]string{}
	for i := range 2000 {
		files[fmt.Sprintf("site/FY2024/%d.html", i)] = strings.Repeat(fmt.Sprint(i), 6000/len(fmt.Sprint(i)))
	}
	seal(b, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, files)
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if !verify(b, dir, archive.Trust{}).Sound() {
				b.Fatal("not sound")
			}
		}
	})
	b.Run("copy again", func(b *testing.B) {
		public := filepath.Join(b.TempDir(), "public")
		first := true
		for first || b.Loop() {
			first = false
			stage, err := output.Begin(public, output.Options{})
			must.Succeed(b, err)
			must.Succeed(b, must.Err(archive.CopyTo(stage, dir, "archive", nil)))
			must.Succeed(b, must.Err(stage.Commit()))
		}
	})
}
