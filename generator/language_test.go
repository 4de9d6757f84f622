package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/layouts"
)

// Messages are counted down as they are translated, or said to be right as they are;
// the originals above them are not counted.
func TestMessagesAreCountedDown(t *testing.T) {
	read := func(name string) string {
		b, err := fs.ReadFile(layouts.FS, "messages/"+name)
		must.Succeed(t, err)
		return string(b)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "layouts", "messages", "ko.toml")
	must.Succeed(t, os.MkdirAll(filepath.Dir(path), 0o755))
	left := func(text string) int {
		must.Succeed(t, os.WriteFile(path, []byte(text), 0o644))
		n, _ := stillEnglish(dir, "ko")
		return n
	}
	text := withOriginals(read("en.toml"), messageLines(read("ja.toml")))
	all := left(text)
	if all < 1000 || !strings.Contains(text, "# ja = \"資料に記載なし\"\nnot_stated = \"Not stated in the source\"\n") {
		t.Fatalf("%d messages; not_stated has no original above it", all)
	}
	for _, now := range []string{`not_stated = "자료에 기재 없음"`, `not_stated = "Not stated in the source" #`} {
		must.Be(t, left(strings.Replace(text, `not_stated = "Not stated in the source"`, now, 1)), all-1, now, "left of", all)
	}
}
