package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"tassei/generator/archive"
	"tassei/generator/diag"
	"tassei/generator/freeze"
	"tassei/generator/kpi"
	"tassei/generator/output"
	"tassei/generator/source"
)

// The memory of a build lets the next one say at once that nothing changed, and
// else make only what a change concerns (recall.go). It is kept outside the
// project, in the user's cache folder: a record with the state of every file
// that the build could read and of every file that it wrote, and packs with what
// it knows of each sheet. The next build believes it only if it is the same
// program, and of each file only what the system and the bytes still say. Without
// the record, or the folder, every build is a whole one.

// memory is what a build knows of the one before.
type memory struct {
	file    string // of the record; "" where nothing can be kept
	project Project
	now     lastBuild  // of this build; much of it is still open
	old     *lastBuild // of the one before, if it was the same program's; nil otherwise
	outputs *survey    // what stands now in its place; nil where old is
	copied  bool       // the seals in the site are those of the build before
	stands  *bool      // whether the archive is as it was; nil before anybody looked
	derived *derived   // what layouts and messages came to; nil where nothing can be kept
}

// lastBuild is what is kept of a build without errors.
type lastBuild struct {
	Program         [sha256.Size]byte // digest of the program
	Source, Out     string            // absolute, so that a record is never taken for another's
	Inputs, Outputs *survey
	Languages       []string       // of the city, for messages
	Problems        []diag.Problem // warnings, to be said again
	Stale           []string       // files of data with translations that are out of date
	Sealed          bool           // nothing was wrong with the archive
	Copies          archive.Copies // of the sealed years in the site
	Since           map[kpi.Year]sinceRecord
	Sheets          *sheetRecords // nil where no sheet can be taken over
}

// remembered recalls the last build of the project, and looks whether its site is as it was.
func (p Project) remembered() (*memory, *lastBuild) {
	m := p.recollected()
	old := m.old
	m.old = nil
	if old == nil || output.AtWork(p.Out) {
		return m, nil
	}
	var err error
	if m.outputs, err = old.Outputs.again(m.now.Out, wholeTree); err != nil {
		return m, nil
	}
	m.old = old
	if old.Inputs.holds(m.now.Inputs, m.now.Source) && old.Outputs.holds(m.outputs, m.now.Out) {
		return m, old
	}
	return m, nil
}

// recollected recalls the last build of the project, whatever became of its site. It
// looks at the inputs before anything is read, so that what changes meanwhile
// is found by the next build.
func (p Project) recollected() *memory {
	m := &memory{project: p}
	home, err := os.UserCacheDir()
	if err != nil {
		return m
	}
	now := &m.now
	if now.Source, err = filepath.Abs(p.Source); err != nil {
		return m
	}
	if now.Out, err = filepath.Abs(p.Out); err != nil {
		return m
	}
	key := sha256.Sum256([]byte(now.Source + "\x00" + now.Out))
	file := filepath.Join(home, "tassei", "builds", hex.EncodeToString(key[:16]))
	if now.Program, err = ownDigest(); err != nil {
		return m
	}
	inputs := &survey{}
	old := readLastBuild(file)
	if old != nil && old.Program == now.Program && old.Source == now.Source && old.Out == now.Out {
		m.old, inputs = old, old.Inputs
	}
	if now.Inputs, err = inputs.again(now.Source, inputFolders); err != nil {
		return &memory{project: p}
	}
	m.file, m.derived = file, newDerived(file, now.Program)
	return m
}

// keep remembers a build that was committed, with its warnings. What cannot be
// kept is no loss but of time. A build whose inputs changed on the way is not
// remembered, for nobody knows which of them it has read.
func (m *memory) keep(src *source.Source, problems []diag.Problem, r *recaller, crossed []string, stage *output.Stage) {
	if m.file == "" {
		return
	}
	now := &m.now
	if !m.inputsStand() {
		return
	}
	if r == nil {
		if err := now.Inputs.sums(now.Source, nil); err != nil {
			return
		}
	}
	files := stage.Manifest()
	var err error
	if now.Outputs, err = m.surveyMade(stage, files); err != nil || !now.Outputs.madeOf(files, now.Out) {
		return
	}
	now.Languages, now.Problems, now.Stale = src.City().Languages, problems, src.StaleTexts().Files()
	if r != nil {
		now.Sheets = r.finish(crossed)
	}
	b, err := freeze.Append(nil, now)
	if err != nil {
		return
	}
	records := keptRecords(m.file)
	records.Put(filepath.Base(m.file), b)
	m.derived.save(records)
	records.Prune(recordKept, recordsMost)
}

// madeOf gives the files of a site the digests that its manifest has, and reports
// whether it holds nothing else. What somebody put there meanwhile would be remembered as
// ours, and stay for good.
func (s *survey) madeOf(files output.Manifest, root string) bool {
	folders := map[string]bool{"./": true}
	for _, file := range files {
		for dir := path.Dir(file.Path); !folders[dir+"/"]; dir = path.Dir(dir) {
			folders[dir+"/"] = true
		}
	}
	var err error
	for i := range s.Files {
		f := &s.Files[i]
		for len(files) > 0 && files[0].Path < f.Path {
			files = files[1:]
		}
		switch {
		case len(files) > 0 && files[0].Path == f.Path:
			f.Sum = files[0].Sum
		case f.Path == output.MarkerName:
			if f.Sum, err = sumOf(root, f.Path); err != nil {
				return false
			}
		case !folders[f.Path]:
			return false
		}
	}
	return true
}

// inputsStand reports whether the inputs are as they were when the build began. Of
// an archive whose copy it took over it does not matter what became of it since: the next
// build sees that it is no longer as it was at the beginning.
func (m *memory) inputsStand() bool {
	if m.copied {
		return m.now.Inputs.stands(m.now.Source, "layouts")
	}
	return m.now.Inputs.stands(m.now.Source, "layouts", ArchiveFolder)
}

// surveyMade surveys the site that was made. Where a tree took its turn most of it is
// the very files that stood when the build began, and were looked at then.
func (m *memory) surveyMade(stage *output.Stage, files output.Manifest) (*survey, error) {
	fresh, byTurn := stage.Renewed()
	if !byTurn || m.outputs == nil {
		return takeSurvey(m.now.Out, wholeTree)
	}
	renewed := map[string]bool{output.MarkerName: true}
	for _, path := range fresh {
		renewed[path] = true
	}
	paths := make([]string, 0, len(files)+1)
	for _, file := range files {
		paths = append(paths, file.Path)
	}
	marker, _ := slices.BinarySearch(paths, output.MarkerName)
	return m.outputs.after(m.now.Out, slices.Insert(paths, marker, output.MarkerName), renewed)
}

// before is what is known of the city before it is read.
func (m *memory) before() *source.Before {
	before := &source.Before{}
	if m.now.Inputs != nil {
		before.Listed = m.now.Inputs.listed()
	}
	if m.old != nil {
		before.Stale = m.old.Stale
		before.Same = m.old.Inputs.read
	}
	return before
}

// Records of sites that nobody built for so long are forgotten; and the oldest
// are, where all of them take more room than that.
const (
	recordKept  = 365 * 24 * time.Hour
	recordsMost = 1 << 30 // bytes
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
	if freeze.Thaw(kept, last) != nil || last.Inputs == nil || last.Outputs == nil {
		return nil
	}
	return last
}

// unchanged is what the last build came to.
func (p Project) unchanged(last *lastBuild) Made {
	p.tell(last.Languages)
	made := Made{Problems: &diag.List{}}
	made.Problems.Add(last.Problems...)
	if left, err := output.Recover(p.Out); err == nil { // else another build has begun
		made.Result.Held = left // what was held when it was built
	}
	return made
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
