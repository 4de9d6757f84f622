package archive

import (
	"bytes"
	"cmp"
	"crypto/sha512"
	"encoding/hex"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"
)

// The files of a bag.
const (
	declarationFile = "bagit.txt"
	infoFile        = "bag-info.txt"
	manifestFile    = "manifest-sha512.txt"
	tagManifestFile = "tagmanifest-sha512.txt"

	payloadFolder = "data/"
	siteFolder    = "data/site/"
	sourceFolder  = "data/source/"
	toolFolder    = "data/tool/"

	declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
)

type digest [sha512.Size]byte

func (d digest) String() string { return hex.EncodeToString(d[:]) }

// entry is a line of a manifest.
type entry struct {
	path string
	sum  digest
}

// encodePath writes a path as RFC 8493 wants it in a manifest.
var encodePath = strings.NewReplacer("%", "%25", "\n", "%0A", "\r", "%0D").Replace

var decodePath = strings.NewReplacer("%25", "%", "%0A", "\n", "%0D", "\r").Replace

// manifestText is the canonical form: sorted by path, two spaces, line feeds.
// The stock sha512sum writes and reads the same.
func manifestText(entries []entry) []byte {
	slices.SortFunc(entries, func(a, b entry) int { return cmp.Compare(a.path, b.path) })
	var b bytes.Buffer
	for _, e := range entries {
		b.WriteString(e.sum.String())
		b.WriteString("  ")
		b.WriteString(encodePath(e.path))
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// manyLines bounds how many lines of one file are reported.
const manyLines = 20

// parseManifest reads a manifest in canonical form and returns the numbers of
// the lines that are not, the first few of them. belongs says which paths the
// manifest is about.
func parseManifest(text []byte, belongs func(path string) bool) (entries []entry, bad []int) {
	last, number := "", 0
	for line := range bytes.Lines(text) {
		number++
		e, ok := parseLine(line)
		if !ok || e.path <= last || !belongs(e.path) {
			if len(bad) < manyLines {
				bad = append(bad, number)
			}
			continue
		}
		last = e.path
		entries = append(entries, e)
	}
	return entries, bad
}

func parseLine(line []byte) (e entry, ok bool) {
	const digits = 2 * sha512.Size
	text, ended := strings.CutSuffix(string(line), "\n")
	if !ended || len(text) < digits+3 || text[digits:digits+2] != "  " {
		return e, false
	}
	if _, err := hex.Decode(e.sum[:], []byte(text[:digits])); err != nil || e.sum.String() != text[:digits] {
		return e, false
	}
	path := text[digits+2:]
	e.path = decodePath(path)
	return e, encodePath(e.path) == path && utf8.ValidString(path) && fs.ValidPath(e.path) && e.path != "."
}

func find(entries []entry, path string) (entry, bool) {
	i, ok := slices.BinarySearchFunc(entries, path, func(e entry, path string) int { return cmp.Compare(e.path, path) })
	if !ok {
		return entry{}, false
	}
	return entries[i], true
}
