package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"tassei/generator/carry"
	"tassei/generator/diag"
	"tassei/generator/output"
)

// The memory of a build lets the next one say at once that nothing changed. It
// is one small file outside the project, in the user's cache folder, and holds
// a fingerprint of every file that the build could read and of every file that
// it wrote: path, size, times, and where the system knows them the file's number
// and the time of its last change of any kind. The next build believes it only
// if it is the same program and both fingerprints hold; else it builds. Without
// the file, or the folder, every build is a whole one.

// memory is what a build knows of the one before.
type memory struct {
	file    string // "" where nothing can be kept
	session *session
	now     lastBuild // of this build; Outputs and Problems are still open
}

// lastBuild is what is kept of a build without errors.
type lastBuild struct {
	Program         [sha256.Size]byte // digest of the program
	Source, Out     string            // absolute, so that a record is never taken for another's
	Inputs, Outputs fingerprint
	Languages       []string       // of the city, for messages
	Problems        []diag.Problem // warnings, to be said again
}

// fingerprint is the state of files at a moment.
type fingerprint struct {
	At  int64 // when it was taken, in nanoseconds since 1970
	Sum [sha256.Size]byte
}

// remembered recalls the last build of the session's source to its output. It
// looks at the inputs before anything is read, so that what changes meanwhile
// is found by the next build.
func (s *session) remembered() (*memory, *lastBuild) {
	m := &memory{session: s}
	home, err := os.UserCacheDir()
	if err != nil {
		return m, nil
	}
	now := &m.now
	if now.Source, err = filepath.Abs(s.source); err != nil {
		return m, nil
	}
	if now.Out, err = filepath.Abs(s.out); err != nil {
		return m, nil
	}
	key := sha256.Sum256([]byte(now.Source + "\x00" + now.Out))
	file := filepath.Join(home, "tassei", "builds", hex.EncodeToString(key[:16]))
	if now.Program, err = ownDigest(); err != nil {
		return m, nil
	}
	old := readLastBuild(file)
	if old != nil && old.Program == now.Program && old.Source == now.Source && old.Out == now.Out && !output.AtWork(s.out) &&
		old.Inputs.holds(now.Source, inputFolders) && old.Outputs.holds(now.Out, wholeTree) {
		return m, old
	}
	now.Inputs, err = takeFingerprint(now.Source, inputFolders)
	if err == nil {
		m.file = file
	}
	return m, nil
}

// inputFolders are the folders of a source that a build can read, and
// wholeTree is all of an output.
var (
	inputFolders = []string{"data", "content", "layouts", "archive"}
	wholeTree    = []string{"."}
)

// keep remembers a build that was committed, with its warnings. What cannot be
// kept is no loss but of time.
func (m *memory) keep(languages []string, problems []diag.Problem) {
	if m.file == "" {
		return
	}
	var err error
	if m.now.Outputs, err = takeFingerprint(m.now.Out, wholeTree); err != nil {
		return
	}
	m.now.Languages, m.now.Problems = languages, problems
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(&m.now); err != nil {
		return
	}
	records := keptRecords(m.file)
	records.Put(filepath.Base(m.file), b.Bytes())
	records.Prune(recordKept, recordsMost)
}

// Records of sites that nobody built for so long are forgotten.
const (
	recordKept  = 365 * 24 * time.Hour
	recordsMost = 16 << 20 // bytes
)

// keptRecords is the folder in which a record lies, tassei/builds in the user's cache.
func keptRecords(file string) *output.Kept {
	builds := filepath.Dir(file)
	tassei := filepath.Dir(builds)
	return output.Keep(filepath.Dir(tassei), filepath.Base(tassei)+"/"+filepath.Base(builds))
}

// readLastBuild is nil where there is no record, or none that is whole.
func readLastBuild(file string) *lastBuild {
	kept, there := keptRecords(file).Get(filepath.Base(file))
	if !there {
		return nil
	}
	last := &lastBuild{}
	if gob.NewDecoder(bytes.NewReader(kept)).Decode(last) != nil {
		return nil
	}
	return last
}

// unchanged says what the last build said.
func (s *session) unchanged(last *lastBuild) int {
	s.speak(last.Languages)
	list := &diag.List{}
	list.Add(last.Problems...)
	code := s.report(list, s.stderr)
	left, err := output.Recover(s.out) // what was held when it was built
	if err != nil {
		left = nil // another build has begun
	}
	s.built(output.Result{Held: left})
	return code
}

// holds reports whether the files are still as they were.
func (f fingerprint) holds(root string, folders []string) bool {
	sum, err := fingerprintAt(root, folders, f.At)
	return err == nil && sum == f.Sum
}

func takeFingerprint(root string, folders []string) (fingerprint, error) {
	f := fingerprint{At: time.Now().UnixNano()}
	var err error
	f.Sum, err = fingerprintAt(root, folders, f.At)
	return f, err
}

var errNotPlain = errors.New("neither file nor folder")

// fingerprintAt tells the state of all files in the folders of a root as one
// digest. A file that was changed just before the moment at might be changed
// again without its times telling; of such a file the bytes count too. Anything
// but files and folders is an error: what a link leads to is not watched.
func fingerprintAt(root string, folders []string, at int64) (sum [sha256.Size]byte, err error) {
	var files []string
	for _, folder := range folders {
		if files, err = filesIn(files, root, folder); err != nil {
			return sum, err
		}
	}
	const part = 256
	sums := make([][sha256.Size]byte, (len(files)+part-1)/part)
	errs := make([]error, len(sums))
	next := make(chan int, len(sums))
	for i := range sums {
		next <- i
	}
	close(next)
	var wait sync.WaitGroup
	var panics carry.Panics
	for range min(runtime.GOMAXPROCS(0), len(sums)) {
		wait.Go(func() {
			panics.Do(func() {
				for i := range next {
					sums[i], errs[i] = digestOf(root, files[i*part:min(len(files), (i+1)*part)], at)
				}
			})
		})
	}
	wait.Wait()
	panics.Raise()
	h := sha256.New()
	for _, s := range sums {
		h.Write(s[:])
	}
	h.Sum(sum[:0])
	return sum, errors.Join(errs...)
}

// filesIn lists the files in a folder and below, in an order that depends on
// nothing but their names. A folder that is not there has none.
func filesIn(files []string, root, folder string) ([]string, error) {
	entries, err := os.ReadDir(filepath.Join(root, folder))
	if errors.Is(err, fs.ErrNotExist) {
		return files, nil
	}
	if err != nil {
		return nil, err
	}
	if info, err := os.Lstat(filepath.Join(root, folder)); err != nil || !info.IsDir() {
		return nil, errors.Join(err, errNotPlain)
	}
	for _, e := range entries {
		name := e.Name()
		if folder != "." {
			name = folder + string(filepath.Separator) + name
		}
		switch {
		case e.IsDir():
			if files, err = filesIn(files, root, name); err != nil {
				return nil, err
			}
		case e.Type().IsRegular():
			files = append(files, name)
		default:
			return nil, errNotPlain
		}
	}
	return files, nil
}

// The times of files are exact to a few milliseconds where they have parts of
// a millisecond at all, and to two seconds on some disks.
const (
	fineTimes   = int64(50 * time.Millisecond)
	coarseTimes = int64(2 * time.Second)
)

// digestOf is the state of some files.
func digestOf(root string, files []string, at int64) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	var b []byte
	for _, name := range files {
		path := root + string(filepath.Separator) + name
		info, err := os.Lstat(path)
		if err != nil {
			return sum, err
		}
		if !info.Mode().IsRegular() {
			return sum, errNotPlain
		}
		changed := info.ModTime().UnixNano()
		number, touched := identity(info)
		b = append(append(b[:0], name...), 0)
		for _, n := range [...]uint64{uint64(info.Size()), uint64(info.Mode()), uint64(changed), number, uint64(touched)} {
			b = binary.BigEndian.AppendUint64(b, n)
		}
		latest, exact := max(changed, touched), fineTimes
		if latest%int64(time.Millisecond) == 0 {
			exact = coarseTimes
		}
		if latest > at-exact {
			if b, err = appendDigest(b, path); err != nil {
				return sum, err
			}
		}
		h.Write(b)
	}
	h.Sum(sum[:0])
	return sum, nil
}

func appendDigest(b []byte, path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	h := sha256.New()
	_, err = io.Copy(h, f)
	return h.Sum(b), err
}

// hasBuildID looks for the toolchain's digest: as a note of an ELF file (of type
// 4, by the name of Go), elsewhere as text.
func hasBuildID(head []byte) bool {
	for _, mark := range []string{"\x04\x00\x00\x00Go\x00\x00", `Go build ID: "`} {
		if _, id, ok := bytes.Cut(head, []byte(mark)); ok && len(id) > 0 && id[0] != 0 && id[0] != '"' {
			return true
		}
	}
	return false
}

// ownDigest is the digest of this program; tests play another.
var ownDigest = programDigest

// programDigest tells one program from another. The toolchain writes a digest
// of its own near the beginning of every program that it makes, which spares
// reading all of it; a program without is read to its end.
func programDigest() (sum [sha256.Size]byte, err error) {
	name, err := os.Executable()
	if err != nil {
		return sum, err
	}
	f, err := os.Open(name)
	if err != nil {
		return sum, err
	}
	defer f.Close()
	const head = 64 << 10
	h := sha256.New()
	b := make([]byte, head)
	n, err := io.ReadFull(f, b)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return sum, err
	}
	h.Write(b[:n])
	if !hasBuildID(b[:n]) {
		if _, err := io.Copy(h, f); err != nil {
			return sum, err
		}
	}
	h.Sum(sum[:0])
	return sum, nil
}
