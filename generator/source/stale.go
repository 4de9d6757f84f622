package source

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"path"
	"slices"
	"strings"

	"tassei/generator/carry"
	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// TextsFile keeps, for the translated texts of the TOML files, which original each
// was made from. The program writes it whenever it writes those files; without it
// nothing is known to be out of date.
const TextsFile = "data/.translations"

// pair is a translation in a file with its original, both as digests.
type pair struct{ file, tag, original, translation string }

func (p pair) line() string {
	return p.file + "\t" + p.tag + "\t" + p.original + "\t" + p.translation + "\n"
}

// digestOfText is enough of a digest to tell the texts of a city apart.
func digestOfText(text string) string {
	sum := sha256.Sum256([]byte(strings.TrimSpace(text)))
	return hex.EncodeToString(sum[:8])
}

// placed is a pair with its place.
type placed struct {
	pair
	at *toml.Node // of the translation
	of string     // the key that the text stands under
}

// StaleTexts are the translations of the TOML files whose original has changed
// since they were made.
type StaleTexts struct {
	pairs    map[pair]bool // without their files
	problems []diag.Problem
	counts   map[string]int // by language
}

// Files are those in which they stand, each once.
func (s *StaleTexts) Files() []string {
	var files []string
	for _, p := range s.Problems() {
		files = append(files, p.File)
	}
	return slices.Compact(files)
}

// Has reports whether a text's translation is out of date.
func (s *StaleTexts) Has(text lang.Text, first, tag string) bool {
	return s != nil && s.pairs[pair{"", tag, digestOfText(text[first]), digestOfText(text[tag])}]
}

// Problems are what is to be said of them (K424), in the order of the files.
func (s *StaleTexts) Problems() []diag.Problem {
	if s == nil {
		return nil
	}
	return s.problems
}

// StaleTexts compares the TOML files with what is kept of their translations. It is
// nil where nothing is kept.
func (s *Source) StaleTexts() *StaleTexts {
	s.staleOnce.Do(func() {
		s.staleTexts = s.StaleTextsIn(s.textFiles()...)
	})
	return s.staleTexts
}

// StaleTextsIn is StaleTexts of some files only.
func (s *Source) StaleTextsIn(files ...string) *StaleTexts {
	kept := s.keptPairs()
	if len(kept) == 0 || len(s.city.Languages) < 2 {
		return nil
	}
	found := &StaleTexts{pairs: map[pair]bool{}, counts: map[string]int{}}
	in := make([]staleIn, len(files))
	carry.Each(0, len(files), func(i int) { in[i] = s.staleIn(files[i], kept[files[i]]) })
	for _, of := range in {
		for i, p := range of.pairs {
			loose := p.pair
			loose.file = ""
			found.pairs[loose] = true
			found.counts[p.tag]++
			found.problems = append(found.problems, of.problems[i])
		}
	}
	return found
}

// staleIn is what is out of date in a file, each with its problem.
type staleIn struct {
	pairs    []placed
	problems []diag.Problem
}

// staleIn compares a file with what is kept of it.
func (s *Source) staleIn(file string, kept []pair) (found staleIn) {
	raw, err := readIn(s.root, file, toml.MaxSize)
	if instead, there, swapErr := s.swapped(file, toml.MaxSize); there {
		raw, err = instead, swapErr
	}
	if err != nil {
		return found // told where the file is read
	}
	if s.fitBefore && !slices.Contains(s.before.Stale, file) && s.before.same(file, raw) {
		return found
	}
	d := toml.Read(file, raw, vocabulary{file})
	if d.Failing() {
		return found // what its texts are is not known
	}
	found.pairs = stalePairs(s.pairsIn(file, d.Root), kept)
	for _, p := range found.pairs {
		found.problems = append(found.problems, d.At(diag.New("K424", "key", p.of, "language", p.tag, "original", s.city.Languages[0], "file", file), p.at.At, p.at.End))
	}
	return found
}

// textFiles are the TOML files that have translated texts.
func (s *Source) textFiles() []string {
	return slices.DeleteFunc(slices.Clone(s.under("data/")), func(file string) bool { return path.Ext(file) != ".toml" })
}

// maxTexts is the greatest size of TextsFile: some million texts.
const maxTexts = 128 << 20

// keptPairs reads TextsFile, by file, once. Nobody changes what it gives.
func (s *Source) keptPairs() map[string][]pair {
	s.keptOnce.Do(func() {
		raw, err := readIn(s.root, TextsFile, maxTexts)
		if err != nil {
			return
		}
		s.keptRaw = raw
		s.fitBefore = s.before.same(TextsFile, raw) && s.cityBefore
		s.kept = map[string][]pair{}
		for line := range strings.Lines(string(raw)) {
			if f := strings.Split(strings.TrimRight(line, "\r\n"), "\t"); len(f) == 4 {
				s.kept[f[0]] = append(s.kept[f[0]], pair{f[0], f[1], f[2], f[3]})
			}
		}
	})
	return s.kept
}

// TextsWere are the bytes of TextsFile from which its new ones are made, nil where there is none: whoever writes it looks
// whether it still holds them, or what another program noted meanwhile is lost.
func (s *Source) TextsWere() []byte {
	s.keptPairs()
	return s.keptRaw
}

// Confirmed is a translation in a TOML file that somebody found to fit its original
// as it is.
type Confirmed struct{ File, Tag, Original, Translation string }

// pairsIn finds the translated texts of a file, in its order.
func (s *Source) pairsIn(file string, root *toml.Node) (list []placed) {
	first := s.city.Languages[0]
	var look func(n *toml.Node, of string)
	look = func(n *toml.Node, of string) {
		if o := n.Get(first); n.Kind == toml.Table && o != nil && o.Kind == toml.String && needsWords(o.Text) {
			for _, tag := range s.city.Languages[1:] {
				if t := n.Get(tag); t != nil && t.Kind == toml.String && strings.TrimSpace(t.Text) != "" && !lang.Untranslated(o.Text, t.Text, tag) {
					list = append(list, placed{pair{file, tag, digestOfText(o.Text), digestOfText(t.Text)}, t, of})
				}
			}
		}
		for _, e := range n.Keys {
			look(e.Value, e.Key)
		}
		for _, item := range n.Items {
			look(item, of)
		}
	}
	look(root, "")
	return list
}

// stalePairs are those whose translation is kept with another original that is no
// longer there with it. A translation that nothing is kept of may be new.
func stalePairs(now []placed, kept []pair) (stale []placed) {
	there := map[pair]int{} // how often it is there, less how often it is kept
	for _, p := range now {
		there[p.pair]++
	}
	gone := map[[2]string]int{} // translations that have lost an original
	isKept := map[pair]bool{}
	for _, k := range kept {
		isKept[k] = true
		if there[k]--; there[k] < 0 {
			gone[[2]string{k.tag, k.translation}]++
		}
	}
	for _, p := range now {
		key := [2]string{p.tag, p.translation}
		if !isKept[p.pair] && gone[key] > 0 {
			gone[key]--
			stale = append(stale, p)
		}
	}
	return stale
}

// KeepTexts gives the new bytes of TextsFile once the files given are written: their
// translations are made from the originals beside them, but for those whose original
// alone has changed. ok is false where nothing changes, and where the city keeps
// none: that begins with BeginTexts.
func (s *Source) KeepTexts(files map[string][]byte) (data []byte, ok bool) {
	return s.ConfirmTexts(files, nil)
}

// ConfirmTexts is KeepTexts where somebody found translations to fit as they are.
func (s *Source) ConfirmTexts(files map[string][]byte, fit []Confirmed) (data []byte, ok bool) {
	kept := maps.Clone(s.keptPairs())
	if kept == nil {
		return nil, false
	}
	files = maps.Clone(files)
	if files == nil {
		files = map[string][]byte{}
	}
	old := textLines(kept)
	for _, c := range fit {
		p := pair{c.File, c.Tag, digestOfText(c.Original), digestOfText(c.Translation)}
		if !slices.Contains(kept[c.File], p) {
			kept[c.File] = append(slices.Clone(kept[c.File]), p)
		}
		if files[c.File] == nil {
			if raw, err := readIn(s.root, c.File, toml.MaxSize); err == nil {
				files[c.File] = raw
			}
		}
	}
	data, _ = s.keep(kept, files, nil, false)
	return data, data != nil && string(data) != old
}

// BeginTexts is KeepTexts for a city that keeps none, or not of every file: what is
// there is taken to be up to date.
func (s *Source) BeginTexts(files map[string][]byte) (data []byte, ok bool) {
	return s.keep(s.keptPairs(), files, nil, true)
}

// keep also takes confirmed files to be up to date as they are, and with all those of
// which nothing is kept.
func (s *Source) keep(kept map[string][]pair, files map[string][]byte, confirmed []string, all bool) (data []byte, ok bool) {
	if len(s.city.Languages) < 2 {
		return nil, false
	}
	if kept = maps.Clone(kept); kept == nil {
		kept = map[string][]pair{}
	}
	old := textLines(kept)
	for file, text := range files {
		if path.Ext(file) != ".toml" {
			continue
		}
		if _, known := kept[file]; !known {
			s.confirm(kept, file) // as it was before is taken to be right
		}
		now := s.pairsIn(file, toml.Read(file, text, vocabulary{file}).Root)
		kept[file] = renewed(now, kept[file])
	}
	if all {
		for _, file := range s.textFiles() {
			if _, known := kept[file]; !known {
				confirmed = append(confirmed, file)
			}
		}
	}
	for _, file := range confirmed {
		s.confirm(kept, file)
	}
	fresh := textLines(kept)
	return []byte(fresh), fresh != old
}

// confirm keeps the texts of a file as they are.
func (s *Source) confirm(kept map[string][]pair, file string) {
	if raw, err := readIn(s.root, file, toml.MaxSize); err == nil {
		kept[file] = pairsOf(s.pairsIn(file, toml.Read(file, raw, vocabulary{file}).Root))
	}
}

// renewed is what is kept of a file that is written.
func renewed(now []placed, kept []pair) []pair {
	stale := map[pair]bool{}
	lost := map[[2]string]bool{}
	for _, p := range stalePairs(now, kept) {
		stale[p.pair] = true
		lost[[2]string{p.tag, p.translation}] = true
	}
	var list []pair
	for _, p := range pairsOf(now) {
		if !stale[p] {
			list = append(list, p)
		}
	}
	for _, k := range kept {
		if lost[[2]string{k.tag, k.translation}] && !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	return list
}

func pairsOf(list []placed) []pair {
	pairs := make([]pair, len(list))
	for i, p := range list {
		pairs[i] = p.pair
	}
	return pairs
}

// textLines is the file, sorted, so that two people's changes rarely meet.
func textLines(kept map[string][]pair) string {
	var all []string
	for _, pairs := range kept {
		for _, p := range pairs {
			all = append(all, p.line())
		}
	}
	slices.Sort(all)
	return strings.Join(all, "")
}

// textFilesAt are the TOML files that a path means: a file, or all of a folder.
func (s *Source) textFilesAt(p string) []string {
	return slices.DeleteFunc(s.textFiles(), func(file string) bool { return file != p && !strings.HasPrefix(file, p+"/") })
}
