package archive_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/archive"
	"tassei/generator/must"
	"tassei/generator/output"
)

func equalFiles(a, b map[string]string) bool { return maps.Equal(a, b) }

// publish copies an archive into a site and returns its folder there.
func publish(t *testing.T, dir, public string) archive.Copies {
	t.Helper()
	stage, err := output.Begin(public, output.Options{})
	must.Succeed(t, err)
	defer stage.Abort()
	copies, err := archive.CopyTo(stage, dir, "archive", nil)
	must.Succeed(t, err)
	must.Succeed(t, must.Err(stage.Commit()))
	return copies
}

func TestCopyTo(t *testing.T) {
	dir, public := town(t), filepath.Join(t.TempDir(), "public")
	_, key := newKey(t)
	must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2025", Key: key})))
	copies := publish(t, dir, public)
	got := snapshot(t, public)
	var listed []string
	for _, c := range copies.Seals {
		listed = append(listed, c.Paths...)
		if !slices.IsSorted(c.Paths) {
			t.Errorf("%s: %q", c.Edition, c.Paths)
		}
		if c.Zip != "" && int64(len(got[c.Zip])) != c.ZipBytes {
			t.Errorf("%s has %d bytes, not %d", c.Zip, len(got[c.Zip]), c.ZipBytes)
		}
		if _, ok := got[c.Front]; c.Withdrawn == "" && !ok {
			t.Errorf("no %s", c.Front)
		}
	}
	listed = append(listed, copies.Keys...)
	slices.Sort(listed)
	delete(got, output.MarkerName)
	if want := slices.Sorted(maps.Keys(got)); !slices.Equal(listed, want) {
		t.Errorf("listed %q\nthere %q", listed, want)
	}
	last := copies.Seals[3]
	if last.Front != "archive/FY2025/data/site/index.html" || last.Zip != "archive/FY2025.zip" || last.SignaturePath != "archive/FY2025.minisig" {
		t.Errorf("copy: %+v", last)
	}
	if gone := copies.Seals[1]; gone.Tombstone != "archive/FY2023.withdrawn.txt" || gone.Zip != "" {
		t.Errorf("withdrawn: %+v", gone)
	}
	for path, text := range snapshot(t, dir) {
		must.Be(t, got["archive/"+path], text, path, "is the same")
	}
	// The copy is no link to the seal: writing to it leaves the seal alone.
	before := snapshot(t, dir)
	overwrite(t, filepath.Join(public, "archive/FY2025/data/site/index.html"), "x")
	if !equalFiles(before, snapshot(t, dir)) {
		t.Error("the copy shares its bytes with the seal")
	}
	publish(t, dir, public)
	for _, place := range []string{"archive", "archive/FY2025", "archive/FY2025.zip", "archive/FY2024-2.zip"} {
		wantSound(t, filepath.Join(public, place))
	}
}

func TestCopyOfNothing(t *testing.T) {
	public := filepath.Join(t.TempDir(), "public")
	copies := publish(t, filepath.Join(t.TempDir(), "archive"), public)
	must.Be(t, len(copies.Seals)+len(copies.Keys), 0, "copies of nothing", copies)
}

func TestPublishedCopyWithZipsAlone(t *testing.T) {
	dir, public := town(t), filepath.Join(t.TempDir(), "public")
	_, key := newKey(t)
	must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2025", Key: key})))
	publish(t, dir, public)
	copied := filepath.Join(public, "archive")
	for _, edition := range []string{"FY2024", "FY2024-2", "FY2025"} {
		must.Succeed(t, os.RemoveAll(filepath.Join(copied, edition)))
	}
	report := wantSound(t, copied)
	if got := editions(report.Seals); !slices.Equal(got, []string{"FY2024", "FY2023", "FY2024-2", "FY2025"}) || report.Seals[3].Signed != archive.Valid {
		t.Errorf("report: %+v", report)
	}
}

// TestZipDamage flips each bit of the part of a zip that holds the files'
// bytes, and of the rest whatever a reader makes of it must not be a panic.
func TestZipDamage(t *testing.T) {
	dir, public := t.TempDir(), filepath.Join(t.TempDir(), "public")
	sealYear(t, dir, 2024)
	publish(t, dir, public)
	file := filepath.Join(public, "archive/FY2024.zip")
	text := must.Read(t, file)
	holds := map[int]bool{}
	r, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	must.Succeed(t, err)
	for _, f := range r.File {
		at, err := f.DataOffset()
		must.Succeed(t, err)
		for i := range int(f.CompressedSize64) {
			holds[int(at)+i] = true
		}
	}
	at := 0
	eachBit(t, file, 0, func(flipped string) {
		report, err := archive.Verify(file, archive.Trust{})
		if err != nil {
			t.Errorf("byte %d: %v", at/8, err)
		}
		if holds[at/8] && report.Sound() {
			t.Errorf("byte %d: nothing found", at/8)
		}
		at++
	})
}

func TestZipForms(t *testing.T) {
	dir := t.TempDir()
	made := sealYear(t, dir, 2024)
	bag := filepath.Join(dir, "FY2024")
	pack := func(name string, change func(w *zip.Writer, add func(name, text string))) string {
		file := filepath.Join(t.TempDir(), name)
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		change(w, func(name, text string) {
			f, err := w.Create(name)
			must.Succeed(t, err)
			f.Write([]byte(text))
		})
		must.Succeed(t, w.Close())
		overwrite(t, file, b.String())
		return file
	}
	all := func(prefix string) func(*zip.Writer, func(string, string)) {
		return func(_ *zip.Writer, add func(string, string)) {
			for name, text := range snapshot(t, bag) {
				add(prefix+name, text)
			}
		}
	}
	// Packed again by somebody, deflated, with folders, under another name.
	for _, prefix := range []string{"FY2024/", "", "copy of the bag/"} {
		file := pack("mine.zip", func(w *zip.Writer, add func(string, string)) {
			if prefix != "" {
				add(prefix, "")
			}
			add(prefix+"data/", "")
			all(prefix)(w, add)
		})
		report := wantSound(t, file)
		if report.Kind != archive.OneZip || len(report.Seals) != 1 || report.Seals[0].Digest != made.Digest {
			t.Errorf("%q: %+v", prefix, report)
		}
	}
	for what, test := range map[string]struct{ name, code, file, prefix, extra string }{
		"another edition's folder": {"a.zip", "K610", "FY2023/bag-info.txt", "FY2023/", ""},
		"another edition's name":   {"FY2023.zip", "K610", "bag-info.txt", "FY2024/", ""},
		"one file more":            {"a.zip", "K602", "FY2024/data/more", "FY2024/", "FY2024/data/more"},
		"a file twice":             {"a.zip", "K602", "FY2024/bagit.txt", "FY2024/", "FY2024/bagit.txt"},
		"out of the folder":        {"a.zip", "K602", "FY2024/../x", "FY2024/", "FY2024/../x"},
	} {
		file := pack(test.name, func(w *zip.Writer, add func(string, string)) {
			all(test.prefix)(w, add)
			if test.extra != "" {
				add(test.extra, "")
			}
		})
		report := verify(t, file, archive.Trust{})
		if !slices.ContainsFunc(report.Problems, func(p archive.Problem) bool { return p.Code == test.code && p.File == test.file }) {
			t.Errorf("%s: %v", what, report.Problems)
		}
	}
	linked := pack("a.zip", func(w *zip.Writer, add func(string, string)) {
		header := &zip.FileHeader{Name: "FY2024/data/link"}
		header.SetMode(fs.ModeSymlink | 0o777)
		f, err := w.CreateHeader(header)
		must.Succeed(t, err)
		f.Write([]byte("/etc/passwd"))
		all("FY2024/")(w, add)
	})
	wantProblem(t, verify(t, linked, archive.Trust{}), "K604", "FY2024/data/link")
	none := filepath.Join(t.TempDir(), "FY2024.zip")
	overwrite(t, none, "no zip")
	wantProblem(t, verify(t, none, archive.Trust{}), "K622", ".")
}

// TestZipThatDiffers puts the zip of one archive beside the bag of another.
func TestZipThatDiffers(t *testing.T) {
	dir, public := t.TempDir(), filepath.Join(t.TempDir(), "public")
	sealYear(t, dir, 2024)
	publish(t, dir, public)
	zipped := must.Read(t, filepath.Join(public, "archive/FY2024.zip"))
	other := t.TempDir()
	seal(t, other, archive.Terms{Year: 2024, Date: "2025-10-01"}, pages(2024))
	overwrite(t, filepath.Join(other, "FY2024.zip"), string(zipped))
	wantProblem(t, verify(t, other, archive.Trust{}), "K621", "FY2024.zip")
}

func TestVerifyPlaces(t *testing.T) {
	empty := t.TempDir()
	if report := wantSound(t, empty); report.Kind != archive.WholeArchive || len(report.Seals) != 0 {
		t.Errorf("an empty folder: %+v", report)
	}
	if _, err := archive.Verify(filepath.Join(empty, "none"), archive.Trust{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
	overwrite(t, filepath.Join(empty, "letter.txt"), "x")
	for _, place := range []string{empty, filepath.Join(empty, "letter.txt")} {
		_, err := archive.Verify(place, archive.Trust{})
		if e := (*archive.PlaceError)(nil); !errors.As(err, &e) || e.Path != place {
			t.Errorf("%s: %v", place, err)
		}
	}
	// A copy of one bag, under any name.
	dir := t.TempDir()
	made := sealYear(t, dir, 2024)
	moved := filepath.Join(t.TempDir(), "令和6年度の控え")
	must.Succeed(t, os.Rename(filepath.Join(dir, "FY2024"), moved))
	report := wantSound(t, moved)
	if report.Kind != archive.OneBag || report.Seals[0].Digest != made.Digest || report.Seals[0].Edition != "FY2024" {
		t.Errorf("one bag: %+v", report)
	}
	if strings.Contains(report.Seals[0].Front(), "控え") {
		t.Errorf("front: %s", report.Seals[0].Front())
	}
}
