package archive

import (
	"crypto/sha512"
	"path"
	"slices"
	"strconv"
	"strings"
)

// bag is a seal as it lies in a tree.
type bag struct {
	*tree
	seal    Seal
	tag     []byte // the tag manifest
	payload []entry
}

func isPayload(path string) bool { return strings.HasPrefix(path, payloadFolder) }

// isTag says which files the tag manifest lists: all but the payload and itself.
func isTag(path string) bool { return !isPayload(path) && path != tagManifestFile }

// readBag reads the tag files of a bag and checks them against each other. The
// payload is not read.
func readBag(t *tree, found *problems) *bag {
	found.list = append(found.list, t.faults...)
	b := &bag{tree: t}
	listed := b.readTagManifest(found)
	hashes := t.hashAll(listed.paths)
	for i, name := range listed.paths {
		want, _ := find(listed.entries, name)
		b.judge(name, tagManifestFile, want.sum, hashes[i], found)
	}
	if text, ok := b.need(declarationFile, found); ok && string(text) != declaration {
		found.add(notBagIt, t.at+declarationFile)
	}
	if text, ok := b.need(manifestFile, found); ok {
		var bad []int
		b.payload, bad = parseManifest(text, isPayload)
		b.badLines(manifestFile, bad, found)
	}
	if text, ok := b.need(infoFile, found); ok {
		b.readInfo(text, found)
	}
	b.seal.Digest = digest(sha512.Sum512(b.tag)).String()
	return b
}

type listing struct {
	entries []entry
	paths   []string // those that are there
}

// readTagManifest compares what the tag manifest lists with what is there.
func (b *bag) readTagManifest(found *problems) (l listing) {
	text, ok := b.need(tagManifestFile, found)
	if !ok {
		return l
	}
	b.tag = text
	var bad []int
	l.entries, bad = parseManifest(text, isTag)
	b.badLines(tagManifestFile, bad, found)
	for _, e := range l.entries {
		if b.has(e.path) {
			l.paths = append(l.paths, e.path)
		} else if e.path != declarationFile && e.path != manifestFile && e.path != infoFile {
			found.add(missingFile, b.at+e.path, "list", tagManifestFile)
		}
	}
	for _, path := range b.files {
		if _, ok := find(l.entries, path); !ok && isTag(path) {
			found.add(extraFile, b.at+path, "list", tagManifestFile)
		}
	}
	return l
}

// need reads a file that every bag has.
func (b *bag) need(name string, found *problems) ([]byte, bool) {
	if !b.has(name) {
		// A link of that name is reported as such.
		odd := func(p Problem) bool { return p.File == b.at+name }
		if !slices.ContainsFunc(b.faults, odd) {
			found.add(missingFile, b.at+name, "list", tagManifestFile)
		}
		return nil, false
	}
	text, err := b.read(name)
	if err != nil {
		found.add(unreadable, b.at+name, "error", plainError(err))
	}
	return text, err == nil
}

func (b *bag) badLines(name string, lines []int, found *problems) {
	for _, line := range lines {
		found.add(badLine, b.at+name, "line", strconv.Itoa(line))
	}
}

// judge compares a file with what a manifest says of it.
func (b *bag) judge(name, list string, want digest, got hashed, found *problems) {
	if got.err != nil {
		found.add(unreadable, b.at+name, "error", plainError(got.err))
	} else if got.sum != want {
		found.add(changedFile, b.at+name, "list", list)
	}
}

func (b *bag) readInfo(text []byte, found *problems) {
	fields, fault := parseFields(text)
	if fault != "" {
		found.add(badField, b.at+infoFile, "field", fault)
		return
	}
	seal, faults := readSeal(fields)
	b.seal = seal
	for _, label := range faults {
		value := ""
		for _, f := range fields {
			if f.label == label {
				value = f.value
			}
		}
		if label == labelFormat && isNewer(value) {
			found.add(newerFormat, b.at+infoFile, "format", value)
			continue
		}
		found.add(badField, b.at+infoFile, "field", label)
	}
}

// checkPayload reads every file under data/ and returns how many bytes it read.
func (b *bag) checkPayload(found *problems) (files int, size int64) {
	before := len(found.list)
	var paths []string
	for _, e := range b.payload {
		if b.has(e.path) {
			paths = append(paths, e.path)
		} else if !b.odd(e.path) {
			found.add(missingFile, b.at+e.path, "list", manifestFile)
		}
	}
	for _, p := range b.files {
		if _, ok := find(b.payload, p); !ok && isPayload(p) {
			found.add(extraFile, b.at+p, "list", manifestFile)
		}
	}
	for i, got := range b.hashAll(paths) {
		want, _ := find(b.payload, paths[i])
		b.judge(paths[i], manifestFile, want.sum, got, found)
		files++
		size += got.size
	}
	// With a file missing or changed it can only be wrong: that is no news.
	if len(found.list) == before && len(b.faults) == 0 && b.seal.Edition != "" && (b.seal.Files != files || b.seal.Bytes != size) {
		found.add(wrongOxum, b.at+infoFile, "listed", oxum(b.seal.Bytes, b.seal.Files), "found", oxum(size, files))
	}
	return files, size
}

// odd reports whether a path is a link or special file, or lies behind one.
func (b *bag) odd(name string) bool {
	for at := name; at != "."; at = path.Dir(at) {
		for _, p := range b.faults {
			if p.File == b.at+at && p.Code != extraFile {
				return true
			}
		}
	}
	return false
}
