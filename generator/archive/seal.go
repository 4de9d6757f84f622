package archive

import (
	"crypto/sha512"
	"errors"
	"hash"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"tassei/generator/kpi"
	"tassei/generator/output"
)

// Terms are what a seal says about itself.
type Terms struct {
	Year         kpi.Year
	Date         string // ISO date of the sealing; nothing here asks a clock
	Today        string // ISO date after which nothing can have been sealed; "" where nobody knows
	Ends         string // ISO date of the last day of the year; "" to seal one that is not over
	Organisation string // who publishes it
	Identifier   string // how the publisher names it, "" for none
	Title        string // what it is, "" for none
	Reason       string // why it corrects an earlier edition; "" for the first of its year
	ReasonIn     Words  // the same in further languages
}

// Bag is a seal in the making. Files may be written to it by several
// goroutines. Nobody sees it before Commit.
type Bag struct {
	dir     string
	seal    Seal
	earlier []Seal
	stage   *output.Stage
	held    *output.Held

	mu      sync.Mutex
	payload []entry
	size    int64
	site    bool // a file of the site is in it
}

// Begin starts the seal of a year in an archive folder, which is made if it is
// missing. With a reason it is a correction, the next edition of the year.
// Earlier seals must be sound as far as they speak of themselves; whether every
// byte of them is unchanged is for [Verify] to say, before.
//
// The error is an *[EditionError] if the year cannot be sealed so, a
// *[FieldError] or *[DateError] for terms that cannot stand, a *[DamagedError],
// or one of [output.BeginNew].
func Begin(dir string, t Terms) (*Bag, error) {
	seal, err := t.seal()
	if err != nil {
		return nil, err
	}
	earlier, err := List(dir)
	if err != nil {
		return nil, err
	}
	if err := number(&seal, earlier); err != nil {
		return nil, err
	}
	if err := t.checkDate(seal, earlier); err != nil {
		return nil, err
	}
	var signed []string
	for _, s := range earlier {
		if s.Signature != "" && s.Withdrawn == "" {
			signed = append(signed, s.Edition)
		}
	}
	slices.SortFunc(signed, compareEditions)
	seal.SignedEarlier = strings.Join(signed, " ")
	if last, ok := head(earlier); ok {
		seal.Previous, seal.PreviousDigest = last.Edition, last.Digest
	}
	stage, err := output.BeginNew(filepath.Join(dir, seal.Edition), output.Options{Mode: 0o444})
	if refused := (*output.RefusedError)(nil); errors.As(err, &refused) && refused.Reason == output.Exists {
		return nil, &EditionError{Edition: seal.Edition, Problem: AlreadySealed}
	}
	if err != nil {
		return nil, err
	}
	return &Bag{dir: dir, seal: seal, earlier: earlier, stage: stage}, nil
}

// seal checks the terms.
func (t Terms) seal() (s Seal, err error) {
	s = Seal{Year: t.Year, Date: t.Date, Number: 1}
	if parsed, ok := kpi.ParseYear(t.Year.String()); !ok || parsed != t.Year {
		return s, &FieldError{Field: "year", Value: t.Year.String(), Problem: Malformed}
	}
	for _, f := range []struct {
		name, value string
		to          *string
	}{
		{"organisation", t.Organisation, &s.Organisation},
		{"identifier", t.Identifier, &s.Identifier},
		{"title", t.Title, &s.Title},
		{"reason", t.Reason, &s.Reason},
	} {
		if *f.to, err = cleanValue(f.name, f.value); err != nil {
			return s, err
		}
	}
	if s.ReasonIn, err = cleanWords("reason", t.ReasonIn); err != nil {
		return s, err
	}
	switch {
	case s.Organisation == "":
		return s, &FieldError{Field: "organisation", Problem: Missing}
	case t.Date == "":
		return s, &FieldError{Field: "date", Problem: Missing}
	case !validDate(t.Date):
		return s, &FieldError{Field: "date", Value: t.Date, Problem: Malformed}
	case (t.Reason != "" || len(s.ReasonIn) > 0) && s.Reason == "":
		return s, &FieldError{Field: "reason", Problem: Missing}
	}
	return s, nil
}

// number gives the seal its place among the editions of its year.
func number(seal *Seal, earlier []Seal) error {
	latest := Seal{}
	for _, s := range earlier {
		if s.Year == seal.Year && s.Number > latest.Number {
			latest = s
		}
	}
	replaced, stands := Newest(earlier, seal.Year)
	if !stands {
		replaced = latest
	}
	seal.Edition = editionName(seal.Year, latest.Number+1)
	switch {
	case seal.Reason == "" && latest.Number == 0:
		return nil
	case seal.Reason == "" && latest.Withdrawn != "":
		return &EditionError{Edition: latest.Edition, Problem: WasWithdrawn}
	case seal.Reason == "":
		return &EditionError{Edition: latest.Edition, Problem: AlreadySealed}
	case latest.Number == 0:
		return &EditionError{Edition: seal.Edition, Problem: NothingToCorrect}
	}
	seal.Number, seal.Replaces = latest.Number+1, replaced.Edition
	return nil
}

// checkDate refuses a date that cannot be. A seal that is itself dated in the
// future, by mistake, binds no other.
func (t Terms) checkDate(seal Seal, earlier []Seal) error {
	if t.Today != "" && t.Date > t.Today {
		return &DateError{Date: t.Date, Problem: InFuture, Than: t.Today}
	}
	if t.Ends != "" && t.Date < t.Ends {
		return &DateError{Date: t.Date, Problem: YearNotOver, Edition: seal.Edition, Than: t.Ends}
	}
	last := Seal{}
	for _, s := range earlier {
		if (t.Today == "" || s.Date <= t.Today) && (s.Date > last.Date || s.Date == last.Date && s.Edition == seal.Replaces) {
			last = s
		}
	}
	switch {
	case t.Date >= last.Date:
		return nil
	case last.Edition == seal.Replaces:
		return &DateError{Date: t.Date, Problem: BeforeCorrected, Edition: last.Edition, Than: last.Date}
	}
	return &DateError{Date: t.Date, Problem: BeforeSeal, Edition: last.Edition, Than: last.Date}
}

// Edition is the name that the seal will have, such as FY2024 or FY2024-2.
func (b *Bag) Edition() string { return b.seal.Edition }

// Earlier returns the seals that were made before this one, in their order.
func (b *Bag) Earlier() []Seal { return slices.Clone(b.earlier) }

// Site is where the site of the year goes.
func (b *Bag) Site() Folder { return Folder{b, siteFolder} }

// Source is where every file goes that the site was made from.
func (b *Bag) Source() Folder { return Folder{b, sourceFolder} }

// Tool is where it is said which version of the program made the site.
func (b *Bag) Tool() Folder { return Folder{b, toolFolder} }

// Folder is a part of a bag.
type Folder struct {
	bag    *Bag
	prefix string
}

// Write adds a file. The data is not held on to. Errors are those of
// [output.Stage.Write] and [CheckName].
func (f Folder) Write(path string, data []byte) error {
	if err := CheckName(path); err != nil {
		return err
	}
	if err := f.bag.stage.Write(f.prefix+path, data); err != nil {
		return err
	}
	f.bag.record(f.prefix+path, sha512.Sum512(data), int64(len(data)))
	return nil
}

// Create adds a file that is written in pieces. It must be closed; after an
// error it must not be, and the bag be aborted.
func (f Folder) Create(path string) (io.WriteCloser, error) {
	if err := CheckName(path); err != nil {
		return nil, err
	}
	w, err := f.bag.stage.Create(f.prefix + path)
	if err != nil {
		return nil, err
	}
	return &piece{bag: f.bag, path: f.prefix + path, to: w, hash: sha512.New()}, nil
}

// piece is a file of the bag that is written in pieces.
type piece struct {
	bag  *Bag
	path string
	to   io.WriteCloser
	hash hash.Hash
	size int64
}

func (p *piece) Write(data []byte) (int, error) {
	n, err := p.to.Write(data)
	p.hash.Write(data[:n])
	p.size += int64(n)
	return n, err
}

func (p *piece) Close() error {
	if err := p.to.Close(); err != nil {
		return err
	}
	p.bag.record(p.path, digest(p.hash.Sum(nil)), p.size)
	return nil
}

func (b *Bag) record(path string, sum digest, size int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.payload = append(b.payload, entry{path, sum})
	b.size += size
	b.site = b.site || strings.HasPrefix(path, siteFolder)
}

// Commit writes the tag files and puts the seal in its place, in one step. The
// same terms and files after the same seals give the same bytes. The error is
// [ErrEmpty], [ErrMoved], an *[EditionError] for a correction that changes
// nothing, or one of [output.Stage.Commit]; nothing was sealed then.
func (b *Bag) Commit() (Seal, error) {
	if err := b.complete(); err != nil {
		return Seal{}, errors.Join(err, b.stage.Abort())
	}
	result, err := b.stage.Commit()
	if err != nil {
		return Seal{}, err
	}
	b.held = result.Held
	return b.seal, nil
}

// Preview is what Commit would return, with the same digest. Nothing is sealed,
// and the making of the seal ends.
func (b *Bag) Preview() (Seal, error) {
	err := b.complete()
	return b.seal, errors.Join(err, b.stage.Abort())
}

// complete writes the tag files.
func (b *Bag) complete() error {
	if !b.site {
		return ErrEmpty
	}
	b.seal.Files, b.seal.Bytes = len(b.payload), b.size
	tags := map[string][]byte{
		declarationFile: []byte(declaration),
		infoFile:        infoText(b.seal),
		manifestFile:    manifestText(b.payload),
	}
	var listed []entry
	for name, text := range tags {
		listed = append(listed, entry{name, sha512.Sum512(text)})
	}
	tags[tagManifestFile] = manifestText(listed)
	b.seal.Digest = digest(sha512.Sum512(tags[tagManifestFile])).String()
	for _, name := range []string{declarationFile, infoFile, manifestFile, tagManifestFile} {
		if err := b.stage.Write(name, tags[name]); err != nil {
			return err
		}
	}
	if err := b.correctsSomething(); err != nil {
		return err
	}
	// Two seals that were begun at once would both name the same one before them.
	now, err := List(b.dir)
	if err == nil && !slices.EqualFunc(now, b.earlier, sameSeal) {
		err = ErrMoved
	}
	return err
}

// sameSeal reports whether two readings found the same.
func sameSeal(a, b Seal) bool {
	return a.Edition == b.Edition && a.Digest == b.Digest && a.Signature == b.Signature && a.Withdrawn == b.Withdrawn
}

// correctsSomething refuses a correction made from the same files by the same
// program as what it corrects. Its pages differ in the name of the edition only.
func (b *Bag) correctsSomething() error {
	if b.seal.Replaces == "" {
		return nil
	}
	s, err := openShelf(b.dir)
	if err != nil {
		return err
	}
	defer s.close()
	if !slices.Contains(s.bags, b.seal.Replaces) {
		return nil // it was withdrawn, and what it held is gone
	}
	var found problems
	before := s.bag(b.seal.Replaces, &found).payload
	if err := found.err(); err != nil {
		return err
	}
	ofSite := func(e entry) bool { return strings.HasPrefix(e.path, siteFolder) }
	if slices.Equal(slices.DeleteFunc(before, ofSite), slices.DeleteFunc(slices.Clone(b.payload), ofSite)) {
		return &EditionError{Edition: b.seal.Replaces, Problem: NothingCorrected}
	}
	return nil
}

// Held is what an interrupted seal left and Commit could not delete.
func (b *Bag) Held() *output.Held { return b.held }

// Abort ends the making of a seal and leaves nothing of it. After Commit, or a
// former Abort, it does nothing.
func (b *Bag) Abort() error { return b.stage.Abort() }

// openEdition opens an archive in which an edition is to be found.
func openEdition(dir, edition string) (*shelf, error) {
	if _, _, ok := ParseEdition(edition); !ok {
		return nil, &EditionError{Edition: edition, Problem: BadEdition}
	}
	s, err := openShelf(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &EditionError{Edition: edition, Problem: NotSealed}
	}
	return s, err
}
