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
	seal     Seal
	tag      []byte // the tag manifest
	payload  []entry
	lineEnds map[string]bool // files that differ from what was sealed in line ends only
	damaged  map[string]bool // tag files that were told: what they say proves nothing and is not told too
}

func isPayload(path string) bool { return strings.HasPrefix(path, payloadFolder) }

// isTag says which files the tag manifest lists: all but the payload and itself.
func isTag(path string) bool { return !isPayload(path) && path != tagManifestFile }

// readBag reads the tag files of a bag and checks them against each other. The
// payload is not read.
func readBag(t *tree, found *problems) *bag {
	found.list = append(found.list, t.faults...)
	b := &bag{tree: t, lineEnds: map[string]bool{}, damaged: map[string]bool{}}
	listed := b.readTagManifest(found)
	hashes := t.hashAll(listed.paths)
	for i, name := range listed.paths {
		want, _ := find(listed.entries, name)
		before := len(found.list)
		b.judge(name, tagManifestFile, want.sum, hashes[i], found)
		b.damaged[name] = len(found.list) > before && !b.lineEnds[name]
	}
	if text, ok := b.need(declarationFile, found); ok && string(text) != declaration && !b.damaged[declarationFile] {
		found.add(notBagIt, t.at+declarationFile)
	}
	b.readManifest(found)
	if text, ok := b.need(infoFile, found); ok {
		told := &problems{}
		b.readInfo(text, told)
		if !b.damaged[infoFile] {
			found.list = append(found.list, told.list...)
		}
	}
	b.seal.doubtful = b.damaged[infoFile]
	b.seal.Digest = digest(sha512.Sum512(b.tag)).String()
	return b
}

// readManifest reads what lies under data/. Of a list that is damaged itself only that is
// told: by it, all that was sealed would be missing, or too much.
func (b *bag) readManifest(found *problems) {
	if b.damaged[manifestFile] {
		return
	}
	b.damaged[manifestFile] = true
	if text, ok := b.need(manifestFile, found); ok {
		var bad []int
		b.payload, bad = parseManifest(text, isPayload)
		b.badLines(manifestFile, bad, found)
		b.damaged[manifestFile] = len(bad) > 0
	}
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
	b.tag = unix(text)
	if len(b.tag) != len(text) {
		found.add(changedFile, b.at+tagManifestFile, "list", tagManifestFile, "message", byLineEnds)
	}
	var bad []int
	l.entries, bad = parseManifest(b.tag, isTag)
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
			b.extra(path, tagManifestFile, found)
		}
	}
	return l
}

// extra reports a file that a list does not have.
func (b *bag) extra(path, list string, found *problems) {
	by := ""
	if isDesktopFile(path) {
		by = byDesktop
	}
	found.add(extraFile, b.at+path, "list", list, "message", by)
}

// need reads a file that every bag has. Line ends are those of every seal: that
// they are others in the file was found by its digest.
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
	if b.lineEnds[name] {
		text = unix(text)
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
		by := ""
		if b.onlyLineEnds(name, want) {
			by = byLineEnds
			b.lineEnds[name] = true
		}
		found.add(changedFile, b.at+name, "list", list, "message", by)
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
	if b.damaged[manifestFile] {
		return 0, 0
	}
	before := len(found.list)
	paths, sums := b.listed(found)
	for i, got := range b.hashAll(paths) {
		b.judge(paths[i], manifestFile, sums[i], got, found)
		files++
		size += got.size
	}
	// With a file missing or changed it can only be wrong: that is no news.
	if len(found.list) == before && len(b.faults) == 0 && b.seal.Edition != "" && !b.damaged[infoFile] && (b.seal.Files != files || b.seal.Bytes != size) {
		found.add(wrongOxum, b.at+infoFile, "listed", oxum(b.seal.Bytes, b.seal.Files), "found", oxum(size, files))
	}
	return files, size
}

// listed are the files of the payload that are there, by the names that they
// have there, with the digests that they should have.
func (b *bag) listed(found *problems) (paths []string, sums []digest) {
	var missing []string
	wanted := func(path string) bool {
		_, ok := find(b.payload, path)
		return ok
	}
	for _, e := range b.payload {
		if b.has(e.path) {
			paths, sums = append(paths, e.path), append(sums, e.sum)
		} else if !b.odd(e.path) {
			missing = append(missing, e.path)
		}
	}
	others := b.inOtherForm(missing, wanted)
	taken := map[string]bool{}
	renamed := b.renamed(missing, others, wanted)
	for _, name := range missing {
		other, ok := others[name]
		if now := renamed[name]; !ok && now != "" {
			found.add(missingFile, b.at+name, "list", manifestFile, "message", byName, "now", path.Base(now), "name", path.Base(name))
			taken[now] = true
			continue
		}
		if !ok {
			found.add(missingFile, b.at+name, "list", manifestFile)
			continue
		}
		found.add(missingFile, b.at+name, "list", manifestFile, "message", byForm)
		e, _ := find(b.payload, name)
		paths, sums = append(paths, other), append(sums, e.sum)
		taken[other] = true
	}
	for _, p := range b.files {
		if isPayload(p) && !wanted(p) && !taken[p] {
			b.extra(p, manifestFile, found)
		}
	}
	return paths, sums
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
