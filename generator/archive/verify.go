package archive

import (
	"archive/zip"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tassei/generator/ordinary"
)

// Trust is what a reader holds in hand from elsewhere. The zero value is
// nothing: then the archive is checked against itself.
type Trust struct {
	// PublicKey is the minisign key, as a file or a bare line, that signatures
	// must have been made with; nil for those that lie in the archive.
	PublicKey []byte

	// Digests are those of some editions, from the council's minutes or another
	// copy. For a single bag or zip the edition may be "".
	Digests map[string]string
}

// Kind is what was verified.
type Kind int

const (
	WholeArchive Kind = iota + 1 // seals with their chain
	OneBag                       // one bag; the chain is not known
	OneZip                       // one bag in a zip
)

// Report is what [Verify] found.
type Report struct {
	Kind     Kind
	Seals    []Seal    // in the order in which they were made, as far as that is sound
	Problems []Problem // by file
	Files    int       // files of payloads that were read
	Bytes    int64     // their size
}

// Sound reports whether nothing is wrong.
func (r Report) Sound() bool { return len(r.Problems) == 0 }

// Verify reads an archive to the last byte: the folder of all seals, or its
// published copy with zips beside the bags, one bag, or one zip. It finds what
// is missing, added or changed; manifests that do not agree with each other;
// links of the chain that do not hold; signatures that were not made for these
// bytes. Times and permissions mean nothing. Nothing is written.
//
// A change of a page together with all manifests of its bag is found by the
// next seal, by a signature, or by a digest in trust; the newest seal without a
// signature has nothing but the last of these.
//
// Damage is in the report. The error is a *[PlaceError] if the place is
// something else, [fs.ErrNotExist], a *[KeyError], or that of reading the place.
func Verify(place string, trust Trust) (Report, error) {
	var given keyring
	if trust.PublicKey != nil {
		key, err := parsePublicKey(trust.PublicKey)
		if err != nil {
			return Report{}, &KeyError{Problem: KeyMalformed, Err: err}
		}
		given = keyring{{key: key}}
	}
	info, err := os.Stat(place)
	if err != nil {
		return Report{}, err
	}
	v := &verifier{trust: trust, given: given}
	switch {
	case !info.IsDir():
		err = v.oneZip(place)
	case isBag(place) || isEmptied(place):
		err = v.oneBag(place)
	default:
		err = v.archive(place)
	}
	if err != nil {
		return Report{}, err
	}
	v.expectDigests()
	v.report.Problems = v.found.sorted()
	return v.report, nil
}

type verifier struct {
	trust  Trust
	given  keyring
	found  problems
	report Report
}

// isBag reports whether a folder is, or was, a bag.
func isBag(dir string) bool {
	for _, name := range []string{declarationFile, infoFile, manifestFile, tagManifestFile, strings.TrimSuffix(payloadFolder, "/")} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// isEmptied reports whether a folder that is called as a seal is has nothing in it.
func isEmptied(dir string) bool {
	_, _, edition := ParseEdition(filepath.Base(dir))
	list, err := os.ReadDir(dir)
	return edition && err == nil && len(list) == 0
}

// archive verifies a folder of seals.
func (v *verifier) archive(dir string) error {
	v.report.Kind = WholeArchive
	s, err := openShelf(dir)
	if err != nil {
		return err
	}
	defer s.close()
	nothing := len(s.bags)+len(s.zips)+len(s.tombstones)+len(s.signatures)+len(s.keys) == 0
	if nothing && len(s.faults.list) > 0 {
		return &PlaceError{Path: dir}
	}
	v.found.list = append(v.found.list, s.faults.list...)
	keys := v.given
	if own := s.keyring(&v.found); keys == nil {
		keys = own
	}
	var seals []Seal
	for _, edition := range s.bags {
		b := s.bag(edition, &v.found)
		v.payload(b)
		v.signature(s.fsys, keys, &b.seal, b.tag)
		seals = append(seals, b.seal)
	}
	for _, edition := range s.zips {
		if seal, ok := v.shelfZip(s, edition, keys, seals); ok {
			seals = append(seals, seal)
		}
	}
	for _, seal := range s.withdrawn(&v.found) {
		v.signature(s.fsys, keys, &seal, nil)
		seals = append(seals, seal)
	}
	for _, edition := range s.signatures {
		if !slices.ContainsFunc(seals, func(s Seal) bool { return s.Edition == edition }) {
			v.found.add(orphanSignature, edition+signatureSuffix, "edition", edition)
		}
	}
	v.report.Seals = chain(seals, &v.found)
	return nil
}

// shelfZip verifies a zip that lies in an archive. It is a seal of its own only
// where its bag is not there.
func (v *verifier) shelfZip(s *shelf, edition string, keys keyring, seals []Seal) (Seal, bool) {
	name := edition + zipSuffix
	f, err := ordinary.OpenIn(s.root, name)
	if err != nil {
		v.found.add(unreadable, name, "error", plainError(err))
		return Seal{}, false
	}
	defer f.Close()
	b, ok := v.zip(f, name, name+"/")
	if !ok {
		return Seal{}, false
	}
	if b.seal.Edition != edition {
		v.found.add(wrongName, name, "edition", b.seal.Edition, "name", edition)
	}
	for _, seal := range seals {
		if seal.Edition == edition {
			if seal.Digest != b.seal.Digest {
				v.found.add(otherZip, name, "edition", edition)
			}
			return Seal{}, false
		}
	}
	if slices.Contains(s.tombstones, edition) {
		return Seal{}, false
	}
	b.seal.call(edition)
	s.findSignature(&b.seal)
	v.signature(s.fsys, keys, &b.seal, b.tag)
	return b.seal, true
}

// zip verifies the inside of a zip.
func (v *verifier) zip(f *os.File, name, at string) (*bag, bool) {
	info, err := f.Stat()
	if err != nil {
		v.found.add(unreadable, name, "error", plainError(err))
		return nil, false
	}
	r, err := zip.NewReader(f, info.Size())
	if err != nil {
		v.found.add(unreadable, name, "error", plainError(err))
		return nil, false
	}
	t, folder := readZip(r, at)
	b := readBag(t, &v.found)
	if _, _, ok := ParseEdition(folder); ok && b.seal.Edition != "" && folder != b.seal.Edition {
		v.found.add(wrongName, t.at+infoFile, "edition", b.seal.Edition, "name", folder)
	}
	v.payload(b)
	return b, true
}

func (v *verifier) payload(b *bag) {
	files, size := b.checkPayload(&v.found)
	v.report.Files += files
	v.report.Bytes += size
}

// signature checks a seal in an archive, where a key is expected to be.
func (v *verifier) signature(fsys fs.FS, keys keyring, s *Seal, message []byte) {
	before := len(v.found.list)
	keys.checkSigned(fsys, s, message, &v.found)
	if s.Signed != Unchecked || len(v.found.list) > before {
		return
	}
	switch {
	case len(keys) == 0:
		v.found.add(noKey, s.Signature, "edition", s.Edition, "error", "none")
	case message != nil && v.given != nil:
		v.found.add(badSignature, s.Signature, "edition", s.Edition)
	case message != nil:
		v.found.add(noKey, s.Signature, "edition", s.Edition, "error", "other")
	}
}

// oneBag verifies a bag, wherever it lies and whatever its folder is called.
func (v *verifier) oneBag(dir string) error {
	v.report.Kind = OneBag
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	b := readBag(readFolder(ordinary.FS(root), ""), &v.found)
	v.payload(b)
	v.single(dir, "", b)
	return nil
}

func (v *verifier) oneZip(file string) error {
	v.report.Kind = OneZip
	f, err := ordinary.Open(file)
	if errors.Is(err, fs.ErrInvalid) {
		return &PlaceError{Path: file}
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if strings.ToLower(filepath.Ext(file)) != zipSuffix {
		return &PlaceError{Path: file}
	}
	if b, ok := v.zip(f, ".", ""); ok {
		v.single(file, zipSuffix, b)
	}
	return nil
}

// single judges a bag that lies alone: its name if it has one that means
// something, and the signature that may lie beside it.
func (v *verifier) single(place, suffix string, b *bag) {
	if abs, err := filepath.Abs(place); err == nil {
		place = abs
	}
	name := strings.TrimSuffix(filepath.Base(place), suffix)
	if _, _, ok := ParseEdition(name); ok && name != b.seal.Edition {
		if b.seal.Edition != "" {
			v.found.add(wrongName, infoFile, "edition", b.seal.Edition, "name", name)
		}
		b.seal.call(name)
	}
	v.beside(filepath.Dir(place), b)
	v.report.Seals = []Seal{b.seal}
}

// beside looks for a signature and keys in the folder that holds a single bag.
// A copy that was taken without them is sound.
func (v *verifier) beside(dir string, b *bag) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return
	}
	defer root.Close()
	fsys := ordinary.FS(root)
	signature := b.seal.Edition + signatureSuffix
	if info, err := fs.Stat(fsys, signature); b.seal.Edition == "" || err != nil || !info.Mode().IsRegular() {
		return
	}
	keys := v.given
	if keys == nil {
		s := &shelf{fsys: fsys}
		entries, _ := fs.ReadDir(fsys, ".")
		for _, entry := range entries {
			if entry.Type().IsRegular() && isKeyName(entry.Name()) {
				s.keys = append(s.keys, entry.Name())
			}
		}
		keys = s.keyring(&v.found)
	}
	b.seal.Signature, b.seal.Signed = signature, Unchecked
	keys.checkSigned(fsys, &b.seal, b.tag, &v.found)
	if v.given != nil && b.seal.Signed == Unchecked {
		v.found.add(badSignature, signature, "edition", b.seal.Edition)
	}
}

// expectDigests compares the seals with the digests that the reader brought.
func (v *verifier) expectDigests() {
	for edition, want := range v.trust.Digests {
		if edition == "" && len(v.report.Seals) == 1 {
			edition = v.report.Seals[0].Edition
		}
		found, file := "", "."
		for _, s := range v.report.Seals {
			if s.Edition == edition {
				found, file = s.Digest, digestPath(s)
				if v.report.Kind != WholeArchive {
					file = tagManifestFile
				}
			}
		}
		switch {
		case found == "": // also where no digest was given: there is nothing that it could be of
			v.found.add(unexpected, file, "edition", edition, "listed", want, "found", found, "message", "missing")
		case !strings.EqualFold(strings.TrimSpace(want), found):
			v.found.add(unexpected, file, "edition", edition, "listed", want, "found", found)
		}
	}
}
