package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"aead.dev/minisign"

	"tassei/generator/must"
	"tassei/generator/output"
)

var errUnread = errors.New("cannot be read")

// readsFail is a file system of which the n-th call fails.
type readsFail struct {
	fs.FS
	n     int64
	calls atomic.Int64
}

func (f *readsFail) fails() bool { return f.calls.Add(1) == f.n }

func (f *readsFail) Open(name string) (fs.File, error) {
	if f.fails() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errUnread}
	}
	file, err := f.FS.Open(name)
	return &readFails{file, f}, err
}

type readFails struct {
	fs.File
	of *readsFail
}

func (f *readFails) Read(data []byte) (int, error) {
	if f.of.fails() {
		return 0, errUnread
	}
	return f.File.Read(data)
}

func (f *readFails) ReadDir(n int) ([]fs.DirEntry, error) {
	if f.of.fails() {
		return nil, errUnread
	}
	return f.File.(fs.ReadDirFile).ReadDir(n)
}

// sealTwo seals two years.
func sealTwo(t *testing.T, dir string) {
	t.Helper()
	for _, terms := range []Terms{{Year: 2023, Date: "2024-09-30"}, {Year: 2024, Date: "2025-09-30"}} {
		terms.Organisation = "花野市"
		bag, err := Begin(dir, terms)
		must.Succeed(t, err)
		defer bag.Abort()
		must.Succeed(t, errors.Join(bag.Site().Write("index.html", []byte("page\n")), bag.Source().Write("a/b.toml", []byte("x = 1\n"))))
		must.Succeed(t, must.Err(bag.Commit()))
	}
}

// Whichever read of a seal fails, the seal is not sound, and what is found names
// a file of it.
func TestEveryReadOfABagFails(t *testing.T) {
	dir := t.TempDir()
	sealTwo(t, dir)
	for n := int64(1); ; n++ {
		fsys := &readsFail{FS: os.DirFS(filepath.Join(dir, "FY2024")), n: n}
		var found problems
		b := readBag(readFolder(fsys, "FY2024/"), &found)
		b.checkPayload(&found)
		if fsys.calls.Load() < n {
			if len(found.list) > 0 || n < 15 {
				t.Errorf("%v after %d calls", found.list, n)
			}
			return
		}
		told := func(p Problem) bool {
			return strings.HasPrefix(p.File, "FY2024/") && p.Code == unreadable && p.Args["error"] == errUnread.Error()
		}
		if !slices.ContainsFunc(found.list, told) {
			t.Errorf("call %d fails: found %v", n, found.list)
		}
	}
}

// The same for what lies beside the seals: keys, signatures and tombstones.
func TestEveryReadBesideFails(t *testing.T) {
	beside := fstest.MapFS{
		"minisign.pub": {Data: []byte("x")}, "FY2023.withdrawn.txt": {Data: []byte("x")}, "FY2023.minisig": {Data: []byte("x")},
	}
	read := func(fsys fs.FS) []Problem {
		s := &shelf{fsys: fsys, keys: []string{"minisign.pub"}, tombstones: []string{"FY2023"}, signatures: []string{"FY2023"}}
		var found problems
		keys := s.keyring(&found)
		for _, seal := range s.withdrawn(&found) {
			keys.checkSigned(fsys, &seal, nil, &found)
		}
		return found.list
	}
	for n := int64(1); ; n++ {
		fsys := &readsFail{FS: beside, n: n}
		list := read(fsys)
		if fsys.calls.Load() < n {
			if n < 10 {
				t.Errorf("only %d calls", n)
			}
			break
		}
		told := func(p Problem) bool { return beside[p.File] != nil && p.Code == unreadable }
		if !slices.ContainsFunc(list, told) {
			t.Errorf("call %d fails: found %v", n, list)
		}
	}
	for name := range beside {
		large := fstest.MapFS{}
		for other, file := range beside {
			large[other] = file
		}
		large[name] = &fstest.MapFile{Data: make([]byte, smallFile+1)}
		told := func(p Problem) bool { return p.File == name && p.Code == unreadable }
		if list := read(large); !slices.ContainsFunc(list, told) {
			t.Errorf("%s is too large: found %v", name, list)
		}
	}
}

// A key that cannot be read does not hide those after it.
func TestKeyAfterABadOne(t *testing.T) {
	public, _, err := minisign.GenerateKey(nil)
	must.Succeed(t, err)
	good := &fstest.MapFile{Data: keyText(public)}
	for code, bad := range map[string]*fstest.MapFile{unreadable: {Data: make([]byte, smallFile+1)}, noKey: {Data: []byte("x")}} {
		s := &shelf{fsys: fstest.MapFS{"minisign-1.pub": bad, "minisign.pub": good}, keys: []string{"minisign-1.pub", "minisign.pub"}}
		var found problems
		keys := s.keyring(&found)
		if name, ok := keys.named(public); !ok || name != "minisign.pub" || len(keys) != 1 {
			t.Errorf("%s: the keys are %v", code, keys)
		}
		if len(found.list) != 1 || found.list[0].Code != code || found.list[0].File != "minisign-1.pub" {
			t.Errorf("%s: found %v", code, found.list)
		}
	}
}

// Every error of the package says what it is about, and each problem in words of its own.
func TestEveryErrorHasWords(t *testing.T) {
	var texts []string
	for p := AlreadySealed; p <= NothingCorrected; p++ {
		texts = append(texts, (&EditionError{Edition: "FY2024", Problem: p}).Error())
	}
	for p := InFuture; p <= BeforeWithdrawn; p++ {
		texts = append(texts, (&DateError{Date: "2025-09-30", Problem: p, Edition: "FY2024", Than: "2025-10-01"}).Error())
	}
	problem := Problem{Code: missingFile, File: "FY2024/a"}
	key := errors.New("FY2024: the key")
	texts = append(texts,
		(&FieldError{Field: "FY2024", Problem: Missing}).Error(),
		(&FieldError{Field: "reason", Value: "FY2024", Problem: Malformed}).Error(),
		(&PlaceError{Path: "FY2024"}).Error(),
		(&DamagedError{Problems: []Problem{problem}}).Error(),
		(&DamagedError{Problems: []Problem{problem, problem}}).Error(),
		(&KeyError{Problem: KeyMalformed, Err: key}).Error(),
		(&KeyError{Problem: KeyPassword, Err: key}).Error(),
	)
	seen := map[string]bool{}
	for _, text := range texts {
		if seen[text] || !strings.Contains(text, "FY2024") || len(text) < len("FY2024 is missing") {
			t.Errorf("an error says %q", text)
		}
		seen[text] = true
	}
	must.Be(t, (&DamagedError{Problems: []Problem{problem}}).Error(), "the archive is damaged: "+problem.String(), "of one problem")
	if !errors.Is(&KeyError{Problem: KeyMalformed, Err: key}, key) {
		t.Error("what the key's reader said is lost")
	}
}

// A file where the folder of all seals should be is told by each act, and stays.
func TestArchiveThatIsAFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "archive")
	must.Succeed(t, os.WriteFile(dir, []byte("precious"), 0o644))
	acts := map[string]func() error{
		"list": func() error { _, err := List(dir); return err },
		"begin": func() error {
			_, err := Begin(dir, Terms{Year: 2024, Date: "2025-09-30", Organisation: "x"})
			return err
		},
		"sign": func() error { _, err := Sign(dir, Signing{Edition: "FY2024"}); return err },
		"withdraw": func() error {
			_, _, err := Withdraw(dir, Withdrawal{Edition: "FY2024", Reason: "x", Date: "2025-09-30"})
			return err
		},
		"differs": func() error { _, err := Differs(dir, "FY2024", fstest.MapFS{}, nil); return err },
		"copy":    func() error { _, err := CopyTo(nil, dir, "archive", nil); return err },
	}
	for name, act := range acts {
		if err := act(); err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
	place := (*PlaceError)(nil)
	if _, err := Verify(dir, Trust{}); !errors.As(err, &place) || place.Path != dir {
		t.Errorf("verify: %v", err)
	}
	if data, err := os.ReadFile(dir); err != nil || string(data) != "precious" {
		t.Errorf("%q, %v", data, err)
	}
}

// A withdrawal that was interrupted is ended only by a tombstone that fits the
// seal; one that does not is told, and the seal stays.
func TestTombstoneOfAnother(t *testing.T) {
	dir := t.TempDir()
	sealTwo(t, dir)
	seals, err := List(dir)
	must.Succeed(t, err)
	other := seals[0]
	other.Withdrawn, other.WithdrawnOn = "x", "2026-01-05"
	changed := seals[1]
	changed.Withdrawn, changed.WithdrawnOn, changed.Digest = "x", "2026-01-05", strings.Repeat("0", 128)
	by := Withdrawal{Edition: "FY2024", Reason: "x", Date: "2026-01-05"}
	for _, text := range []string{"", "half", string(tombstoneText(other)), string(tombstoneText(changed)), strings.Repeat("x", smallFile+1)} {
		must.Succeed(t, os.WriteFile(filepath.Join(dir, "FY2024.withdrawn.txt"), []byte(text), 0o644))
		if _, _, err := Withdraw(dir, by); err == nil {
			t.Errorf("withdrawn with the tombstone %.40q", text)
		}
		if _, err := os.Stat(filepath.Join(dir, "FY2024", infoFile)); err != nil {
			t.Errorf("with the tombstone %.40q the seal is gone: %v", text, err)
		}
	}
	for _, w := range []Withdrawal{
		{Edition: "FY2023", Reason: "a\x00b", Date: "2026-01-05"},
		{Edition: "FY2023", Reason: "x", ReasonIn: Words{"en": "a\x00b"}, Date: "2026-01-05"},
	} {
		field := (*FieldError)(nil)
		if _, _, err := Withdraw(dir, w); !errors.As(err, &field) || field.Problem != Malformed {
			t.Errorf("%+v: %v", w, err)
		}
	}
}

// A copy of an archive is all there, or the error says what could not be copied:
// here another hand has put each of its files into the tree before.
func TestCopyOntoAnother(t *testing.T) {
	dir := t.TempDir()
	sealTwo(t, dir)
	_, private, err := minisign.GenerateKey(nil)
	must.Succeed(t, err)
	key, err := private.MarshalText()
	must.Succeed(t, err)
	must.Succeed(t, must.Err(Sign(dir, Signing{Edition: "FY2024", Key: key})))
	try := func(taken string) (Copies, error) {
		stage, err := output.Begin(filepath.Join(t.TempDir(), "public"), output.Options{})
		must.Succeed(t, err)
		defer stage.Abort()
		if taken != "" {
			must.Succeed(t, stage.Write(taken, nil))
		}
		return CopyTo(stage, dir, "archive", nil)
	}
	copies, err := try("")
	if err != nil || len(copies.Seals) != 2 || len(copies.Keys) != 1 {
		t.Fatal(copies, err)
	}
	for _, path := range slices.Concat(copies.Seals[0].Paths, copies.Seals[1].Paths, copies.Keys) {
		twice := (*output.PathError)(nil)
		if _, err := try(path); !errors.As(err, &twice) || twice.Path != path {
			t.Errorf("%s is there: %v", path, err)
		}
	}
	must.Succeed(t, os.Remove(filepath.Join(dir, "FY2023", manifestFile)))
	damaged := (*DamagedError)(nil)
	if _, err := try(""); !errors.As(err, &damaged) {
		t.Errorf("a damaged seal: %v", err)
	}
}

// What is wrong with one of the four files about the others is told once, and as what it is.
func TestTagFileIsToldOnce(t *testing.T) {
	for _, name := range []string{declarationFile, infoFile, manifestFile, tagManifestFile} {
		for code, harm := range map[string]func(path string) error{
			missingFile: func(string) error { return nil },
			oddFile:     func(path string) error { return os.Symlink("elsewhere", path) },
		} {
			dir := t.TempDir()
			sealTwo(t, dir)
			path := filepath.Join(dir, "FY2024", name)
			if err := errors.Join(os.Remove(path), harm(path)); err != nil {
				t.Skip(err) // no symbolic links here
			}
			report, err := Verify(dir, Trust{})
			must.Succeed(t, err)
			var codes []string
			for _, p := range report.Problems {
				if p.File == "FY2024/"+name && (p.Code == missingFile || p.Code == oddFile || p.Code == extraFile) {
					codes = append(codes, p.Code)
				}
			}
			must.Equal(t, codes, []string{code}, name, "found", report.Problems, code, "once")
		}
	}
}
