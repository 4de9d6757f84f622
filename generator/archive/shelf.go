package archive

import (
	"crypto/sha512"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"tassei/generator/ordinary"
)

const (
	tombstoneSuffix = ".withdrawn.txt"
	signatureSuffix = ".minisig"
	zipSuffix       = ".zip"
	keySuffix       = ".pub"
	keyName         = "minisign"
)

// shelf is what lies in an archive folder, by its names.
type shelf struct {
	root       *os.Root
	fsys       fs.FS
	bags       []string // editions that are folders, in order
	zips       []string // editions that are there as a zip
	tombstones []string // editions that were withdrawn
	signatures []string // editions that are signed
	keys       []string // names of public keys
	faults     problems // what does not belong there
}

// openShelf reads the names in an archive folder.
func openShelf(dir string) (*shelf, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	s := &shelf{root: root, fsys: ordinary.FS(root)}
	entries, err := fs.ReadDir(s.fsys, ".")
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	for _, entry := range entries {
		s.place(entry)
	}
	for _, list := range []*[]string{&s.bags, &s.zips, &s.tombstones, &s.signatures} {
		slices.SortFunc(*list, compareEditions)
	}
	return s, nil
}

func (s *shelf) close() { s.root.Close() }

func (s *shelf) place(entry fs.DirEntry) {
	name := entry.Name()
	edition, suffix := splitName(name)
	switch {
	case strings.HasPrefix(name, "."):
		// Version control keeps files of such names, and so does an interrupted seal.
	case entry.IsDir() && edition != "" && suffix == "":
		s.bags = append(s.bags, edition)
	case entry.IsDir():
		s.faults.add(strayFile, name+"/")
	case !entry.Type().IsRegular():
		s.faults.add(oddFile, name)
	case isKeyName(name):
		s.keys = append(s.keys, name)
	case edition != "" && suffix == zipSuffix:
		s.zips = append(s.zips, edition)
	case edition != "" && suffix == tombstoneSuffix:
		s.tombstones = append(s.tombstones, edition)
	case edition != "" && suffix == signatureSuffix:
		s.signatures = append(s.signatures, edition)
	case name == "README" || strings.HasPrefix(name, "README."):
	case isDesktopFile(name):
		s.faults.add(strayFile, name, "message", byDesktop)
	default:
		s.faults.add(strayFile, name)
	}
}

// splitName takes a name such as FY2024-2.zip apart. The edition is "" if the
// name is not about one.
func splitName(name string) (edition, suffix string) {
	edition = name
	if i := strings.IndexByte(name, '.'); i >= 0 {
		edition, suffix = name[:i], name[i:]
	}
	if _, _, ok := ParseEdition(edition); !ok {
		return "", suffix
	}
	return edition, suffix
}

func isKeyName(name string) bool {
	return name == keyName+keySuffix || strings.HasPrefix(name, keyName+"-") && strings.HasSuffix(name, keySuffix)
}

// bag opens the bag of an edition.
func (s *shelf) bag(edition string, found *problems) *bag {
	fsys, err := fs.Sub(s.fsys, edition)
	if err != nil {
		panic(err) // an edition is a valid path
	}
	b := readBag(readFolder(fsys, edition+"/"), found)
	if b.seal.Edition != "" && b.seal.Edition != edition {
		found.add(wrongName, edition+"/"+infoFile, "edition", b.seal.Edition, "name", edition, "message", s.copied(b))
		b.seal.doubtful = true
	}
	b.seal.call(edition)
	s.findSignature(&b.seal)
	return b
}

// findSignature notes the signature that lies beside a seal.
func (s *shelf) findSignature(seal *Seal) {
	if slices.Contains(s.signatures, seal.Edition) {
		seal.Signature, seal.Signed = seal.Edition+signatureSuffix, Unchecked
	}
}

// copied is the variant of [wrongName] for a seal that lies under its own name too.
func (s *shelf) copied(b *bag) string {
	own, err := fs.ReadFile(s.fsys, b.seal.Edition+"/"+tagManifestFile)
	if err == nil && digest(sha512.Sum512(unix(own))).String() == b.seal.Digest {
		return byCopy
	}
	return ""
}

// List returns the seals of an archive in the order in which they were made,
// with those that were withdrawn. It reads what the seals say of themselves and
// not their payload; a missing folder has no seals. Where that is not sound the
// error is a *[DamagedError], and the seals are those that could be read.
func List(dir string) ([]Seal, error) {
	s, err := openShelf(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer s.close()
	var found problems
	seals := s.list(&found)
	return seals, found.err()
}

// Holds asks whether a file of an edition is as it was sealed. Where it is not, or the
// edition's own lists are not sound, the error is a *[DamagedError]. The rest of the
// edition is not read.
func Holds(dir, edition, name string) error {
	s, err := openEdition(dir, edition)
	if err != nil {
		return err
	}
	defer s.close()
	if !slices.Contains(s.bags, edition) {
		return &EditionError{Edition: edition, Problem: NotSealed}
	}
	var found problems
	b := s.bag(edition, &found)
	if sealed, ok := find(b.payload, name); ok {
		b.judge(name, manifestFile, sealed.sum, b.hashAll([]string{name})[0], &found)
	} else if !b.damaged[manifestFile] {
		b.extra(name, manifestFile, &found)
	}
	return found.err()
}

func (s *shelf) list(found *problems) []Seal {
	var seals []Seal
	for _, edition := range s.bags {
		seals = append(seals, s.bag(edition, found).seal)
	}
	return chain(append(seals, s.withdrawn(found)...), found)
}

// withdrawn reads the tombstones of editions whose bag is gone.
func (s *shelf) withdrawn(found *problems) []Seal {
	var seals []Seal
	for _, edition := range s.tombstones {
		if slices.Contains(s.bags, edition) {
			found.add(stillThere, edition+"/", "edition", edition)
			continue
		}
		if slices.Contains(s.zips, edition) {
			found.add(stillThere, edition+zipSuffix, "edition", edition)
		}
		text, err := readSmall(s.fsys, edition+tombstoneSuffix)
		if err != nil {
			found.add(unreadable, edition+tombstoneSuffix, "error", plainError(err))
			continue
		}
		seal, ok := parseTombstone(text)
		if !ok || seal.Edition != edition {
			found.add(badTombstone, edition+tombstoneSuffix)
		}
		seal.Edition = edition
		s.findSignature(&seal)
		seals = append(seals, seal)
	}
	return seals
}

// smallFile bounds the files beside the bags.
const smallFile = 64 << 10

func readSmall(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > smallFile {
		return nil, errors.New("the file is too large")
	}
	return fs.ReadFile(fsys, name)
}
