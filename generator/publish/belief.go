package publish

import (
	"bytes"
	"encoding/hex"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"tassei/generator/output"
)

// maybe is what may lie on a path of the server: one of some digests, or
// nothing, or bytes that nobody has seen.
type maybe struct {
	sums   []sum
	absent bool
	unseen bool
}

func certainly(s sum) maybe { return maybe{sums: []sum{s}} }

// is reports whether the path holds these bytes for certain.
func (m maybe) is(s sum) bool {
	return !m.absent && !m.unseen && len(m.sums) == 1 && m.sums[0] == s
}

// empty reports whether nothing is there for certain.
func (m maybe) empty() bool { return !m.unseen && len(m.sums) == 0 }

// or joins two accounts of one path.
func (m maybe) or(other maybe) maybe {
	m.absent = m.absent || other.absent
	m.unseen = m.unseen || other.unseen
	for _, s := range other.sums {
		if !slices.Contains(m.sums, s) {
			m.sums = append(slices.Clone(m.sums), s)
		}
	}
	return m
}

// belief is what a folder of changes knows of the server: the tree that it holds
// if every set was uploaded, and the paths of which nobody has seen whether they
// were. All other paths are certain.
type belief struct {
	tree  output.Manifest // nil if no set was ever made
	doubt map[string]maybe
}

// at says what may lie on a path.
func (b belief) at(path string) maybe {
	if m, doubted := b.doubt[path]; doubted {
		return m
	}
	if file, listed := b.tree.Find(path); listed {
		return certainly(file.Sum)
	}
	return maybe{absent: true}
}

// paths are all on which something may lie, sorted.
func (b belief) paths() []string {
	set := maps.Clone(b.doubt)
	if set == nil {
		set = map[string]maybe{}
	}
	for _, file := range b.tree {
		set[file.Path] = maybe{}
	}
	return slices.Sorted(maps.Keys(set))
}

const beliefWord = "tassei unconfirmed, format "

// text is the record of the doubts: after the first line, one line a path, with
// what may be there joined by commas: a digest, "-" for nothing, "?" for bytes
// that the server does not hand out.
func (b belief) text() []byte {
	var text bytes.Buffer
	text.WriteString(beliefWord + recordFormat + "\n")
	for _, p := range slices.Sorted(maps.Keys(b.doubt)) {
		m := b.doubt[p]
		var states []string
		for _, s := range m.sums {
			states = append(states, hex.EncodeToString(s[:]))
		}
		if m.absent {
			states = append(states, "-")
		}
		if m.unseen {
			states = append(states, "?")
		}
		text.WriteString(strings.Join(states, ",") + "  " + p + "\n")
	}
	return text.Bytes()
}

func parseDoubt(text string) (map[string]maybe, error) {
	rest, err := cutHead(text, beliefWord)
	if err != nil {
		return nil, err
	}
	doubt := map[string]maybe{}
	for rest != "" {
		row, next, ended := strings.Cut(rest, "\n")
		states, p, cut := strings.Cut(row, "  ")
		if !ended || !cut || checkPath(p) != nil {
			return nil, errDamaged
		}
		var m maybe
		for state := range strings.SplitSeq(states, ",") {
			var s sum
			switch {
			case state == "-":
				m.absent = true
			case state == "?":
				m.unseen = true
			case len(state) != hex.EncodedLen(len(s)):
				return nil, errDamaged
			default:
				if _, err := hex.Decode(s[:], []byte(state)); err != nil {
					return nil, errDamaged
				}
				m.sums = append(m.sums, s)
			}
		}
		doubt[p] = m
		rest = next
	}
	return doubt, nil
}

// readBelief reads the records of a folder of changes.
func readBelief(files fs.FS) (belief, error) {
	var b belief
	var err error
	if b.tree, err = readChanges(files, changesNow); err != nil || b.tree == nil {
		return b, err
	}
	text, err := fs.ReadFile(files, changesDoubt)
	if err == nil {
		if b.doubt, err = parseDoubt(string(text)); err != nil {
			err = &RecordError{Path: changesDoubt, Err: err}
		}
		return b, err
	}
	if !gone(err) {
		return b, refuse("read", changesDoubt, err)
	}
	// A folder of the first version says only what was there before the last set.
	before, err := readChanges(files, changesFormer)
	if err != nil {
		return b, err
	}
	old := belief{tree: before}
	b.doubt = map[string]maybe{}
	for _, p := range slices.Concat(old.paths(), b.paths()) {
		b.doubt[p] = old.at(p).or(belief{tree: b.tree}.at(p))
	}
	return b, nil
}
