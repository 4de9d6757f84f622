package archive_test

import (
	"crypto/sha512"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tassei/generator/archive"
	"tassei/generator/must"
)

// names reports whether a report names a file, as the one at fault or as the
// list that it was compared with.
func names(report archive.Report, file string) bool {
	dir, _, _ := strings.Cut(file, "/")
	return slices.ContainsFunc(report.Problems, func(p archive.Problem) bool {
		return p.File == file || p.Args["list"] != "" && (p.Args["list"] == file || dir+"/"+p.Args["list"] == file)
	})
}

// eachBit flips the bits of a file one by one, from a byte on, and puts the
// file back as it was.
func eachBit(t *testing.T, file string, from int, check func(flipped string)) {
	t.Helper()
	text := must.Read(t, file)
	overwrite(t, file, string(text)) // so that it can be written
	f, err := os.OpenFile(file, os.O_RDWR, 0)
	must.Succeed(t, err)
	defer f.Close()
	for i := from; i < len(text) && !t.Failed(); i++ {
		for bit := range 8 {
			flipped := slices.Clone(text)
			flipped[i] ^= 1 << bit
			must.Succeed(t, must.Err(f.WriteAt(flipped[i:i+1], int64(i))))
			check(string(flipped))
		}
		must.Succeed(t, must.Err(f.WriteAt(text[i:i+1], int64(i))))
	}
}

// TestEveryBitOfABag wants each flip found, with the file named.
func TestEveryBitOfABag(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	seal(t, dir, archive.Terms{Year: 2024, Date: "2025-09-30"}, map[string]string{
		"site/index.html":   "<!doctype html>\n<title>花野市</title>\n" + strings.Repeat("63.157… → 63.2\n", 12),
		"source/data/a.txt": "actual = 48\n",
	})
	bag := filepath.Join(dir, "FY2024")
	bits := 0
	for name := range snapshot(t, bag) {
		eachBit(t, filepath.Join(bag, name), 0, func(flipped string) {
			if report := verify(t, bag, archive.Trust{}); !names(report, name) {
				t.Errorf("%s as %q: %v", name, flipped, report.Problems)
			}
			bits++
		})
	}
	wantSound(t, dir)
	t.Logf("%d bits", bits)
}

// TestEveryBitBeside flips what lies beside the bags. The first line of a key
// or signature is a comment that minisign itself calls untrusted.
func TestEveryBitBeside(t *testing.T) {
	t.Parallel()
	dir := sealed(t, 2023, 2024)
	_, key := newKey(t)
	must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key})))
	withdraw(t, dir, archive.Withdrawal{Edition: "FY2023", Reason: "a court's order", Date: "2026-01-05"})
	wantSound(t, dir)
	for _, name := range []string{"FY2024.minisig", "FY2023.withdrawn.txt", "minisign.pub"} {
		file := filepath.Join(dir, name)
		text := must.Read(t, file)
		from := 0
		if name != "FY2023.withdrawn.txt" {
			from = strings.IndexByte(string(text), '\n')
		}
		eachBit(t, file, from, func(flipped string) {
			report := verify(t, dir, archive.Trust{})
			switch {
			case names(report, name):
			case name == "minisign.pub" && names(report, "FY2024.minisig"): // seen by the signature that it no longer fits
			case strings.TrimSpace(flipped) == strings.TrimSpace(string(text)): // other white space at the end
			default:
				t.Errorf("%s as %q: %v", name, flipped, report.Problems)
			}
		})
	}
	wantSound(t, dir)
}

func TestEveryFileOfABag(t *testing.T) {
	dir := sealed(t, 2024)
	bag := filepath.Join(dir, "FY2024")
	all := snapshot(t, bag)
	others := slices.Sorted(maps.Keys(all))
	for i, name := range others {
		file, text := filepath.Join(bag, name), all[name]
		check := func(what, code string) {
			t.Helper()
			report := verify(t, dir, archive.Trust{})
			if code != "" {
				wantProblem(t, report, code, "FY2024/"+name)
			}
			// By a list that is damaged itself nothing else can be judged.
			if !names(report, "FY2024/"+name) && (what != "swapped" || !names(report, "FY2024/manifest-sha512.txt")) {
				t.Errorf("%s %s: %v", what, name, report.Problems)
			}
		}
		must.Succeed(t, os.Remove(file))
		check("deleted", "K601")
		must.Succeed(t, os.Mkdir(file, 0o755))
		check("a folder in place of", "K601")
		must.Succeed(t, os.Remove(file))
		changed := "K603"
		if name == "tagmanifest-sha512.txt" {
			changed = "" // its own digest stands in no file of the bag: what it lists no longer fits
		}
		overwrite(t, file, text[:len(text)-1])
		check("truncated", changed)
		overwrite(t, file, "")
		check("emptied", changed)
		overwrite(t, file, text+"\n")
		check("longer", changed)
		overwrite(t, file, strings.ReplaceAll(text, "\n", "\r\n"))
		if strings.Contains(text, "\n") {
			check("with other line ends", changed)
		}
		other := others[(i+1)%len(others)]
		overwrite(t, file, all[other])
		overwrite(t, filepath.Join(bag, other), text)
		check("swapped", "")
		overwrite(t, filepath.Join(bag, other), all[other])
		overwrite(t, file, text)
	}
	wantSound(t, dir)
}

func TestAdded(t *testing.T) {
	dir := sealed(t, 2024)
	for _, name := range []string{"FY2024/data/site/new.html", "FY2024/data/new", "FY2024/new.txt", "FY2024/meta/new.txt", "FY2024/manifest-sha256.txt", "FY2024/data/site/.DS_Store"} {
		file := filepath.Join(dir, name)
		must.Succeed(t, os.MkdirAll(filepath.Dir(file), 0o755))
		overwrite(t, file, "")
		wantProblem(t, verify(t, dir, archive.Trust{}), "K602", name)
		must.Succeed(t, os.Remove(file))
	}
	wantProblem(t, verify(t, dir, archive.Trust{}), "K602", "FY2024/meta/")
	must.Succeed(t, os.Remove(filepath.Join(dir, "FY2024/meta")))
	for name, code := range map[string]string{"FY2024 copy": "K618", "fy2025": "K618", "FY2025.minisig": "K624", "notes.txt": "K618", "FY2025.withdrawn.txt": "K619", "FY2025.zip": "K622"} {
		file := filepath.Join(dir, name)
		overwrite(t, file, "x")
		wantProblem(t, verify(t, dir, archive.Trust{}), code, name)
		must.Succeed(t, os.Remove(file))
	}
	overwrite(t, filepath.Join(dir, "README.md"), "about the archive")
	overwrite(t, filepath.Join(dir, ".gitkeep"), "")
	wantSound(t, dir)
}

func TestLinksAreDamage(t *testing.T) {
	dir := sealed(t, 2023, 2024)
	page := filepath.Join(dir, "FY2024/data/site/index.html")
	elsewhere := filepath.Join(t.TempDir(), "same bytes")
	must.Succeed(t, os.Rename(page, elsewhere))
	if err := os.Symlink(elsewhere, page); err != nil {
		t.Skip("no symbolic links here:", err)
	}
	report := verify(t, dir, archive.Trust{})
	wantProblem(t, report, "K604", "FY2024/data/site/index.html")
	must.Be(t, len(report.Problems), 1, "one link", report.Problems)
	must.Succeed(t, os.Rename(elsewhere, page))
	moved := filepath.Join(t.TempDir(), "FY2024")
	must.Succeed(t, os.Rename(filepath.Join(dir, "FY2024"), moved))
	must.Succeed(t, os.Symlink(moved, filepath.Join(dir, "FY2024")))
	wantProblem(t, verify(t, dir, archive.Trust{}), "K604", "FY2024")
}

func TestTimesAndModesAreNoAlarm(t *testing.T) {
	dir := sealed(t, 2024)
	long := time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		mode := os.FileMode(0o777)
		if !entry.IsDir() {
			mode = 0o644
		}
		if err := os.Chmod(path, mode); err != nil {
			return err
		}
		return os.Chtimes(path, long, long)
	})
	must.Succeed(t, err)
	wantSound(t, dir)
}

func sum(text string) string { return fmt.Sprintf("%x", sha512.Sum512([]byte(text))) }

// forge changes a page and makes every list of the bag agree with the change.
func forge(t *testing.T, bag string) {
	t.Helper()
	all := snapshot(t, bag)
	const page = "data/site/index.html"
	old := all[page]
	forged := strings.Replace(old, "<title>", "<tytle>", 1)
	manifest := strings.Replace(all["manifest-sha512.txt"], sum(old), sum(forged), 1)
	tags := strings.Replace(all["tagmanifest-sha512.txt"], sum(all["manifest-sha512.txt"]), sum(manifest), 1)
	overwrite(t, filepath.Join(bag, page), forged)
	overwrite(t, filepath.Join(bag, "manifest-sha512.txt"), manifest)
	overwrite(t, filepath.Join(bag, "tagmanifest-sha512.txt"), tags)
}

// TestForgery states by which means a change of a page together with all lists
// of its bag is found, and that there are no other means.
func TestForgery(t *testing.T) {
	t.Run("page and manifest: by the tag manifest", func(t *testing.T) {
		dir := sealed(t, 2024)
		tags := must.Read(t, filepath.Join(dir, "FY2024/tagmanifest-sha512.txt"))
		forge(t, filepath.Join(dir, "FY2024"))
		overwrite(t, filepath.Join(dir, "FY2024/tagmanifest-sha512.txt"), string(tags))
		wantProblem(t, verify(t, dir, archive.Trust{}), "K603", "FY2024/manifest-sha512.txt")
	})
	t.Run("all lists: by the next seal", func(t *testing.T) {
		dir := sealed(t, 2023, 2024)
		forge(t, filepath.Join(dir, "FY2023"))
		wantProblem(t, verify(t, dir, archive.Trust{}), "K612", "FY2023/tagmanifest-sha512.txt")
	})
	t.Run("all lists of the newest seal: by a signature", func(t *testing.T) {
		dir := sealed(t, 2024)
		_, key := newKey(t)
		must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key})))
		forge(t, filepath.Join(dir, "FY2024"))
		for _, place := range []string{"", "FY2024"} {
			wantProblem(t, verify(t, filepath.Join(dir, place), archive.Trust{}), "K616", "FY2024.minisig")
		}
	})
	t.Run("all lists of the newest seal: by a digest kept elsewhere", func(t *testing.T) {
		dir := t.TempDir()
		made := sealYear(t, dir, 2024)
		minutes := archive.Trust{Digests: map[string]string{"FY2024": made.Digest}}
		if report := verify(t, dir, minutes); !report.Sound() {
			t.Error(report.Problems)
		}
		forge(t, filepath.Join(dir, "FY2024"))
		wantProblem(t, verify(t, dir, minutes), "K623", "FY2024/tagmanifest-sha512.txt")
		minutes.Digests = map[string]string{"": made.Digest}
		wantProblem(t, verify(t, filepath.Join(dir, "FY2024"), minutes), "K623", "tagmanifest-sha512.txt")
	})
	t.Run("all lists of the newest seal, unsigned: by nothing in the archive", func(t *testing.T) {
		dir := sealed(t, 2024)
		forge(t, filepath.Join(dir, "FY2024"))
		wantSound(t, dir) // which is why archive.html says so
	})
	t.Run("signed anew with another key: by the key kept elsewhere", func(t *testing.T) {
		dir := sealed(t, 2024)
		public, key := newKey(t)
		must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: key})))
		forge(t, filepath.Join(dir, "FY2024"))
		for _, name := range []string{"FY2024.minisig", "minisign.pub"} {
			must.Succeed(t, os.Remove(filepath.Join(dir, name)))
		}
		_, other := newKey(t)
		must.Succeed(t, must.Err(archive.Sign(dir, archive.Signing{Edition: "FY2024", Key: other})))
		wantSound(t, dir)
		for _, place := range []string{"", "FY2024"} {
			wantProblem(t, verify(t, filepath.Join(dir, place), archive.Trust{PublicKey: public}), "K616", "FY2024.minisig")
		}
	})
}

func TestInfoThatLies(t *testing.T) {
	for change, code := range map[string]string{
		"Payload-Oxum: 77.4>Payload-Oxum: 78.4": "K609",
		"Format: 1>Format: 2":                   "K608",
		"Format: 1>Format: one":                 "K607",
		"Edition: FY2024>Edition: FY2025":       "K610",
		"2025-09-30>2025-09-31":                 "K607",
		"Format: 1\n>Format: 1\nFormat: 1\n":    "K607",
		"Format: 1\n>Format 1\n":                "K607",
		"Format: 1\n>":                          "K607",
	} {
		dir := sealed(t, 2024)
		bag := filepath.Join(dir, "FY2024")
		all := snapshot(t, bag)
		old, new, _ := strings.Cut(change, ">")
		info := strings.Replace(all["bag-info.txt"], old, new, 1)
		if info == all["bag-info.txt"] {
			t.Fatalf("%q is not in\n%s", old, info)
		}
		overwrite(t, filepath.Join(bag, "bag-info.txt"), info)
		overwrite(t, filepath.Join(bag, "tagmanifest-sha512.txt"), strings.Replace(all["tagmanifest-sha512.txt"], sum(all["bag-info.txt"]), sum(info), 1))
		wantProblem(t, verify(t, dir, archive.Trust{}), code, "FY2024/bag-info.txt")
	}
}

// TestManifestForms lists what a manifest may not be, although sha512sum would
// take some of it.
func TestManifestForms(t *testing.T) {
	dir := sealed(t, 2024)
	bag := filepath.Join(dir, "FY2024")
	all := snapshot(t, bag)
	lines := strings.SplitAfter(all["manifest-sha512.txt"], "\n")
	for what, manifest := range map[string]string{
		"not sorted":     lines[1] + lines[0] + lines[2] + lines[3],
		"twice":          lines[0] + lines[0] + lines[1] + lines[2] + lines[3],
		"binary mark":    strings.Replace(all["manifest-sha512.txt"], "  data", " *data", 1),
		"capitals":       strings.ToUpper(lines[0][:128]) + lines[0][128:] + lines[1] + lines[2] + lines[3],
		"carriage":       strings.ReplaceAll(all["manifest-sha512.txt"], "\n", "\r\n"),
		"byte order":     "\ufeff" + all["manifest-sha512.txt"],
		"no last line":   strings.TrimSuffix(all["manifest-sha512.txt"], "\n"),
		"leaves the bag": strings.Replace(all["manifest-sha512.txt"], "data/site", "data/../site", 1),
		"outside data":   lines[0] + lines[1] + lines[2] + lines[3] + sum(all["bagit.txt"]) + "  zbagit.txt\n",
		"dot":            strings.Replace(all["manifest-sha512.txt"], "data/site", "./data/site", 1),
	} {
		overwrite(t, filepath.Join(bag, "manifest-sha512.txt"), manifest)
		overwrite(t, filepath.Join(bag, "tagmanifest-sha512.txt"), strings.Replace(all["tagmanifest-sha512.txt"], sum(all["manifest-sha512.txt"]), sum(manifest), 1))
		report := verify(t, dir, archive.Trust{})
		found := slices.ContainsFunc(report.Problems, func(p archive.Problem) bool {
			return p.Code == "K605" && p.File == "FY2024/manifest-sha512.txt"
		})
		if !found {
			t.Errorf("%s: %v", what, report.Problems)
		}
	}
}

// One fault of a list, of what a seal says of itself or of a name is told once, and no cure
// of it takes a sealed file away.
func TestOneFaultOneProblem(t *testing.T) {
	dir := sealed(t, 2023, 2024)
	bag := filepath.Join(dir, "FY2024")
	all := snapshot(t, bag)
	text := all["manifest-sha512.txt"]
	lines := strings.SplitAfter(strings.TrimSuffix(text, "\n"), "\n")
	slices.Reverse(lines)
	for what, c := range map[string]struct{ file, now, want string }{
		"one bit":           {"manifest-sha512.txt", string(text[0]^1) + text[1:], "K603 "},
		"a name":            {"manifest-sha512.txt", strings.Replace(text, "index.html", "indez.html", 1), "K603 "},
		"another order":     {"manifest-sha512.txt", strings.Join(lines, ""), "K603 "},
		"capitals":          {"manifest-sha512.txt", strings.ToUpper(text[:128]) + text[128:], "K603 "},
		"the last line end": {"manifest-sha512.txt", strings.TrimSuffix(text, "\n"), "K603 "},
		"a line too many":   {"manifest-sha512.txt", text + strings.Repeat("0", 128) + "  ../../etc/passwd\n", "K603 "},
		"very long":         {"manifest-sha512.txt", text + strings.Repeat("\n", 10_000_000), "K603 "},
		"emptied":           {"bagit.txt", "", "K603 "},
		"another format":    {"bag-info.txt", strings.Replace(all["bag-info.txt"], "Format: 1", "Format: 2", 1), "K603 "},
		"another size":      {"bag-info.txt", strings.Replace(all["bag-info.txt"], "Payload-Oxum: ", "Payload-Oxum: 9", 1), "K603 "},
		"another chain":     {"bag-info.txt", strings.Replace(all["bag-info.txt"], "FY2023 ", "FY2022 ", 1), "K603 "},
	} {
		overwrite(t, filepath.Join(bag, c.file), c.now)
		wantOnly(t, what, dir, c.want+"FY2024/"+c.file)
		overwrite(t, filepath.Join(bag, c.file), all[c.file])
	}
	move := func(from, to string) {
		t.Helper()
		must.Succeed(t, os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)))
	}
	move("FY2024/manifest-sha512.txt", "away")
	if report := verify(t, dir, archive.Trust{}); len(report.Problems) != 2 { // the file that lies astray is one
		t.Errorf("without its list: %v", report.Problems)
	}
	move("away", "FY2024/manifest-sha512.txt")
	move("FY2024/data/site/index.html", "FY2024/data/site/index (1).html")
	wantOnly(t, "renamed", dir, "K601 FY2024/data/site/index.html name")
	move("FY2024/data/site/assets/site.css", "css")
	move("FY2024/data/tool/version.txt", "FY2024/data/tool/version (1).txt")
	wantOnly(t, "one renamed, one gone, one renamed", dir,
		"K602 FY2024/data/site/assets/, K601 FY2024/data/site/assets/site.css, K601 FY2024/data/site/index.html name, K601 FY2024/data/tool/version.txt name, K618 css")
	move("css", "FY2024/data/site/assets/site.css")
	move("FY2024/data/tool/version (1).txt", "FY2024/data/tool/version.txt")
	move("FY2024/data/site/index (1).html", "FY2024/data/site/index.html")
	move("FY2024", "x")
	move("FY2023", "FY2024")
	move("x", "FY2023")
	if report := verify(t, dir, archive.Trust{}); len(report.Problems) != 2 || report.Problems[0].Code != "K610" || report.Problems[1].Code != "K610" {
		t.Errorf("swapped: %v", report.Problems)
	}
	move("FY2023", "x")
	move("FY2024", "FY2023")
	move("x", "FY2024")
	must.Succeed(t, os.CopyFS(filepath.Join(dir, "FY2024-2"), os.DirFS(bag)))
	wantOnly(t, "copied", dir, "K610 FY2024-2/bag-info.txt copy")
}

func wantOnly(t *testing.T, what, dir, want string) {
	t.Helper()
	report := verify(t, dir, archive.Trust{})
	var got []string
	for _, p := range report.Problems {
		got = append(got, strings.TrimSpace(p.Code+" "+p.File+" "+p.Args["message"]))
	}
	must.Be(t, strings.Join(got, ", "), want, what, got)
}
