package archive_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tassei/generator/archive"
	"tassei/generator/law"
	"tassei/generator/must"
	"tassei/generator/output"
)

// FuzzAnyTreeVerifies holds the law that whatever was sealed is sound, and is
// what was given. The text is cut into paths and contents at line ends.
func FuzzAnyTreeVerifies(t *testing.F) {
	f := law.Of(t, 200)
	f.Add("index.html\nhello\nen/index.html\n", "花野市", "")
	f.Add("a\n\na.b\nx\na/b\ny", "x", "because\nof this")
	f.Add("保存 版/①.html\n\x00\xff\nc~d\n\r\ne f", "a: b", "数値の誤り")
	f.Add(".tassei\nx\ndata/.x\n", " x ", "-")
	f.Fuzz(func(t *testing.T, text, organisation, reason string) {
		dir := t.TempDir()
		if reason != "" {
			sealYear(t, dir, 2024)
		}
		bag, err := archive.Begin(dir, archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: organisation, Reason: reason})
		if err != nil {
			return // such terms cannot be sealed
		}
		defer bag.Abort()
		want := map[string]string{}
		parts := strings.Split(text, "\n")
		for i := 0; i+1 < len(parts); i += 2 {
			path := parts[i]
			if output.CheckPath("data/site/"+path) != nil {
				continue
			}
			if bag.Site().Write(path, []byte(parts[i+1])) != nil {
				return // twins
			}
			want["data/site/"+path] = parts[i+1]
		}
		made, err := bag.Commit()
		if err != nil {
			if len(want) > 0 {
				t.Fatal(err)
			}
			return
		}
		report := wantSound(t, dir)
		if last := report.Seals[len(report.Seals)-1]; !reflect.DeepEqual(last, made) || made.Files != len(want) {
			t.Errorf("made %+v\nread %+v", made, last)
		}
		got := snapshot(t, filepath.Join(dir, made.Edition))
		maps.DeleteFunc(got, func(path, _ string) bool { return !strings.HasPrefix(path, "data/") })
		if !maps.Equal(got, want) {
			t.Errorf("sealed %q\nread %q", want, got)
		}
	})
}

// FuzzVerifyAnything reads tag files, tombstones, signatures and zips that
// nobody made with care.
func FuzzVerifyAnything(t *testing.F) {
	f := law.Of(t, 4)
	f.Add("FY2024/manifest-sha512.txt", strings.Repeat("0", 128)+"  data/%0A")
	f.Add("FY2024/tagmanifest-sha512.txt", strings.Repeat("0", 128)+"  data/x\n")
	f.Add("FY2024/bag-info.txt", "Format: 2\nEdition: FY2024\n  more\nPayload-Oxum: -1.1\n")
	f.Add("FY2023.withdrawn.txt", "Format: 1\nEdition: FY2023\nPrevious-Seal: FY2023 x\n")
	f.Add("FY2024.minisig", "untrusted comment: \nRUQ=\ntrusted comment: \n=\n")
	f.Add("FY2024.zip", "PK\x05\x06"+strings.Repeat("\x00", 18))
	f.Add("minisign.pub", "RWQ")
	dir := f.TempDir()
	sealYear(f, dir, 2024)
	sound := snapshot(f, dir)
	f.Fuzz(func(t *testing.T, name, text string) {
		files := []string{"FY2024/manifest-sha512.txt", "FY2024/tagmanifest-sha512.txt", "FY2024/bag-info.txt", "FY2023.withdrawn.txt", "FY2024.minisig", "FY2024.zip", "minisign.pub"}
		if !slices.Contains(files, name) {
			return
		}
		before, exists := sound[name]
		if exists && before == text {
			return
		}
		file := filepath.Join(dir, name)
		overwrite(t, file, text)
		defer func() {
			must.Succeed(t, os.Remove(file))
			if exists {
				overwrite(t, file, before)
			}
		}()
		report := verify(t, dir, archive.Trust{})
		if name != "minisign.pub" && report.Sound() {
			t.Errorf("%s as %q: nothing found", name, text)
		}
		if _, err := archive.List(dir); err != nil && report.Sound() {
			t.Error(err)
		}
	})
}

func Example() {
	folder, err := os.MkdirTemp("", "example")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	dir := filepath.Join(folder, "archive")

	bag, err := archive.Begin(dir, archive.Terms{Year: 2024, Date: "2025-09-30", Organisation: "花野市"})
	if err != nil {
		panic(err)
	}
	defer bag.Abort()
	if err := bag.Site().Write("index.html", []byte("<!doctype html>")); err != nil {
		panic(err)
	}
	seal, err := bag.Commit()
	if err != nil {
		panic(err)
	}
	report, err := archive.Verify(dir, archive.Trust{Digests: map[string]string{"FY2024": seal.Digest}})
	fmt.Println(report.Sound(), report.Files, err)

	// Somebody alters the sealed page.
	page := filepath.Join(dir, "FY2024/data/site/index.html")
	if err := os.Chmod(page, 0o644); err != nil {
		panic(err)
	}
	if err := os.WriteFile(page, []byte("<!doctype htm1>"), 0o644); err != nil {
		panic(err)
	}
	report, err = archive.Verify(dir, archive.Trust{})
	for _, p := range report.Problems {
		fmt.Println(p.Code, p.File)
	}
	// Output:
	// true 1 <nil>
	// K603 FY2024/data/site/index.html
}
