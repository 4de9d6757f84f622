package build

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/archive"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/ordinary"
	"tassei/generator/output"
	"tassei/generator/site"
	"tassei/generator/source"
)

// ArchiveFolder holds the sealed years, in the city's folder and in its site.
const ArchiveFolder = "archive"

// Archive is where the sealed years lie.
func (p Project) Archive() string { return filepath.Join(p.Source, ArchiveFolder) }

// Damage reads every seal to its last byte and tells what is wrong with it.
// A city without an archive has nothing damaged. Nothing is ever put right here.
func (p Project) Damage() (*diag.List, error) {
	list := &diag.List{}
	info, err := os.Lstat(p.Archive())
	if errors.Is(err, fs.ErrNotExist) {
		return list, nil
	}
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		list.Add(diag.New("K604").At(ArchiveFolder, 1, 1))
		return list, nil
	}
	report, err := archive.Verify(p.Archive(), archive.Trust{})
	if place := (*archive.PlaceError)(nil); errors.As(err, &place) {
		list.Add(diag.New("K618").At(ArchiveFolder, 1, 1))
		return list, nil
	}
	if err != nil {
		return nil, err
	}
	if report.Kind != archive.WholeArchive {
		list.Add(diag.New("K618").At(ArchiveFolder, 1, 1))
	}
	list.Add(SealProblems(report.Problems, ArchiveFolder)...)
	return list, nil
}

// SealProblems are problems of an archive in the words of the rule book. at is
// how messages name the place that was verified.
func SealProblems(problems []archive.Problem, at string) []diag.Problem {
	var list []diag.Problem
	for _, p := range problems {
		var pairs []string
		for name, value := range p.Args {
			pairs = append(pairs, name, value)
			if name == "message" && slices.Contains(archive.Handlings, value) {
				pairs = append(pairs, "hint", value)
			}
		}
		file := at
		if p.File != "." && p.File != "" {
			file = path.Join(at, p.File)
		}
		list = append(list, diag.New(p.Code, pairs...).At(file, 1, 1))
	}
	return list
}

// copySeals puts every bag whole into the site, and gives the pages what they
// list of it.
func (b *builder) copySeals(stage *output.Stage) error {
	copies, err := b.recall.copySeals(func(kept func(string) (int64, bool)) (archive.Copies, error) {
		return archive.CopyTo(stage, b.project.Archive(), ArchiveFolder, kept)
	})
	if err != nil {
		return err
	}
	for _, c := range copies.Seals {
		seal := b.listedSeal(c.Seal)
		seal.Enter, seal.Zip, seal.ZipBytes = c.Front, c.Zip, c.ZipBytes
		seal.Manifest, seal.Signature, seal.Tombstone = c.Manifest, c.SignaturePath, c.Tombstone
		b.seals, b.sealed = append(b.seals, seal), append(b.sealed, c.Seal)
		b.made = append(b.made, c.Paths...)
	}
	b.made = append(b.made, copies.Keys...)
	// The first key has the plain name; later ones carry their number.
	b.keys = slices.SortedFunc(slices.Values(copies.Keys), func(x, y string) int {
		return cmp.Or(len(x)-len(y), strings.Compare(x, y))
	})
	return nil
}

// listSeals has the pages list the seals without their files, which a preview
// does not carry. Seals that cannot be read are left out: a build tells of them.
func (b *builder) listSeals() {
	seals, _ := archive.List(b.project.Archive())
	for _, s := range seals {
		b.seals, b.sealed = append(b.seals, b.listedSeal(s)), append(b.sealed, s)
	}
}

// listedSeal is what an archive page says of a seal, wherever its files are.
func (b *builder) listedSeal(s archive.Seal) site.Seal {
	first := b.src.City().Languages[0]
	return site.Seal{
		Edition: s.Edition, Year: s.Year, Digest: s.Digest, Date: s.Date, Bytes: s.Bytes, Files: s.Files,
		Replaces: s.Replaces, Reason: inLanguages(first, s.Reason, s.ReasonIn), ReplacedBy: s.ReplacedBy, Restored: s.Restored,
		Withdrawn: inLanguages(first, s.Withdrawn, s.WithdrawnIn), WithdrawnOn: s.WithdrawnOn,
	}
}

// editions are the newest sealed editions of the years; of a year that is being
// sealed, the edition that it becomes.
func (b *builder) editions() map[kpi.Year]string {
	editions := map[kpi.Year]string{}
	for _, info := range b.years {
		if seal, sealed := archive.Newest(b.sealed, info.Year); sealed {
			editions[info.Year] = seal.Edition
		}
	}
	if b.snapshot != nil {
		editions[b.snapshot.Year] = b.snapshot.Edition
	}
	return editions
}

// corrected are the years for the pages: a corrected edition is listed with the
// year's other corrections, and so is one that stands again. The open data have those of the figures only.
func (b *builder) corrected(words map[string]*lang.Catalogue) []kpi.YearInfo {
	years := slices.Clone(b.years)
	first := b.src.City().Languages[0]
	for i := range years {
		add := func(date, was, now string, why lang.Text) {
			c := kpi.Correction{Date: date, Was: lang.Text{}, Now: lang.Text{}, Why: why}
			for tag, say := range words {
				c.Was[tag] = say.Say("nav.archive") + " " + was
				c.Now[tag] = say.Say("nav.archive") + " " + now
			}
			years[i].Corrections = append(slices.Clip(years[i].Corrections), c)
		}
		for _, seal := range b.sealed {
			if seal.Year != years[i].Year || seal.Replaces == "" {
				continue
			}
			add(seal.Date, seal.Replaces, seal.Edition, inLanguages(first, seal.Reason, seal.ReasonIn))
			restored := slices.IndexFunc(b.sealed, func(s archive.Seal) bool { return s.Restored == seal.Edition })
			if restored >= 0 { // its correction was taken back
				add(seal.WithdrawnOn, seal.Edition, b.sealed[restored].Edition, inLanguages(first, seal.Withdrawn, seal.WithdrawnIn))
			}
		}
	}
	return years
}

// since tells of each sealed year which files are no longer as they were
// sealed. Nothing is wrong with the seal: it is the data that moved on.
func (b *builder) since() ([]diag.Problem, error) {
	seals, err := b.sealed, error(nil)
	if seals == nil { // nobody has listed them yet
		seals, err = archive.List(b.project.Archive())
	}
	if err != nil || len(seals) == 0 {
		return nil, err
	}
	root, err := os.OpenRoot(b.project.Source)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	editions := map[archive.Change][]string{}
	for _, info := range b.src.Years() {
		seal, sealed := archive.Newest(seals, info.Year)
		if !sealed {
			continue
		}
		changes, err := b.recall.differs(info.Year, func() ([]archive.Change, error) {
			return archive.Differs(b.project.Archive(), seal.Edition, ordinary.FS(root), ownFiles(b.src.Paths(), info.Year))
		})
		if err != nil {
			return nil, err
		}
		for _, c := range changes {
			if !partOf(c.Path, info.Year) {
				continue // a later year's, which tells there what the plan had been
			}
			editions[c] = append(editions[c], seal.Edition)
		}
	}
	return sinceProblems(editions), nil
}

// sinceProblems words what differs from the editions. What a computer did of
// its own accord to many files is said once, and so are files of all years, which
// change with each year that is added.
func sinceProblems(editions map[archive.Change][]string) []diag.Problem {
	var list []diag.Problem
	same := map[archive.Change][]string{} // kind, and editions as its path → files
	shared := map[string][]string{}       // editions → files of all years
	for c, of := range editions {
		edition, variant := strings.Join(of, ", "), changeVariant[c.Kind]
		if slices.Contains(archive.Handlings, variant) {
			cause := archive.Change{Path: edition, Kind: c.Kind}
			same[cause] = append(same[cause], c.Path)
			continue
		}
		if c.Kind == archive.Changed && source.YearOf(c.Path) == 0 {
			shared[edition] = append(shared[edition], c.Path)
			continue
		}
		list = append(list, diag.New("K625", "edition", edition, "message", variant).At(c.Path, 1, 1))
	}
	for edition, files := range shared {
		slices.Sort(files)
		list = append(list, diag.New("K625", "edition", edition, "files", strings.Join(files, ", "), "message", "shared", "hint", "shared").At(files[0], 1, 1))
	}
	for cause, files := range same {
		variant := changeVariant[cause.Kind]
		list = append(list, diag.New("K625", "edition", cause.Path, "n", strconv.Itoa(len(files)), "message", variant, "hint", variant).At(slices.Min(files), 1, 1))
	}
	return list
}

var changeVariant = map[archive.ChangeKind]string{archive.Changed: "", archive.Gone: "gone", archive.New: "new", archive.LineEnds: "line-ends", archive.Renamed: "form"}

// layoutFiles are the city's own layouts.
func (b *builder) layoutFiles() (fs.FS, error) {
	if b.layouts != nil {
		return b.layouts, nil
	}
	return b.project.layoutFiles()
}

// ownFiles are the files of a year alone. What all years share may grow without
// saying anything else about a year that is past.
func ownFiles(files []string, year kpi.Year) []string {
	var own []string
	for _, f := range files {
		if source.YearOf(f) == year {
			own = append(own, f)
		}
	}
	return own
}

// inLanguages joins a reason of the archive in the city's first language with
// those in others.
func inLanguages(first, text string, further archive.Words) lang.Text {
	all := lang.Text{}
	for tag, words := range further {
		all[tag] = words
	}
	if text != "" {
		all[first] = text
	}
	return all
}
