// Package toml reads the TOML that clerks write: with the place of every key
// and value, with the spelling of every number, and with mistakes told in the
// words of someone who knows what was meant. It also changes a value in a file
// and leaves all else of it alone.
//
//	d := toml.Read("data/FY2024/1-i.toml", raw, vocabulary)
//	n := d.Root.Get("actual")            // n.Text is "20.00", as written
//	d.Put(diag.New("K112"), n)           // file, line, column, excerpt
//	d.Agree()
//
//	e := toml.NewEdit(string(raw))
//	e.Blocks(line)[0].Set("actual", "48")
//	text, changes := e.Finish(file)
//
// Two readers of one text would be one too many, and yet no library gives all
// that is needed: BurntSushi/toml knows TOML, but places neither values nor
// the faults after the first, and reads 20.00 as 20. So the work is divided.
// One walk of our own over the text (walk.go) measures: statements, keys,
// values, their places and spelling, and where a statement breaks off. It
// decides nothing: whether the text is TOML and what it holds, BurntSushi/toml
// says. Texts with escapes are decoded by it, and in a file in which nothing
// else is wrong every value is compared with what it reads (opinion.go); where
// they differ the file is refused. What the tests compare is therefore compared
// again for every file that a city publishes.
//
// A text is read in these steps: size, encoding and control characters
// (text.go); one linear scan that bounds nesting and folds full-width signs
// outside of strings (fold.go); the walk (walk.go), which builds the tree
// (tree.go) and blanks what it cannot read (recover.go, mistake.go) to go on.
package toml

import (
	"slices"

	"tassei/generator/diag"
	"tassei/generator/lang"
)

// Read reads a whole TOML text. The document always has a root, which holds
// what could be read. The vocabulary may be nil.
func Read(file string, raw []byte, v Vocabulary) *Document {
	d, ok := NewText(file, raw)
	d.vocabulary = v
	if ok {
		ok = d.like()
	}
	if !ok || !d.parse() {
		d.Root.Kind = Broken
	}
	return d
}

// like tells a text that is no TOML in any line of it (K139).
func (d *Document) like() bool {
	kind, at := d.otherText()
	if kind != "" {
		d.PutAt(diag.New("K139", "message", kind, "hint", kind), at, at+len(lineAt(d.buf, at)))
	}
	return kind == ""
}

// ReadFront reads the TOML that stands in the text after its first line, such
// as the front matter of Markdown. It returns false when nothing can be read.
func (d *Document) ReadFront(front string) bool {
	d.buf = []byte("\n" + front)
	d.bufLines = nil
	return d.parse()
}

// parse reads d.buf. It returns false when nothing can be read.
func (d *Document) parse() bool {
	if !d.fold() {
		return false
	}
	w := &walk{tree: tree{d: d, table: d.Root}}
	w.run()
	for _, f := range d.fullIn {
		told := slices.ContainsFunc(d.Problems, func(p diag.Problem) bool { return p.Code == "K106" && p.Line == f.line })
		if !d.Blanked[f.line] && !told {
			p := diag.New("K122")
			if lang.FoldRune(f.first) == f.first { // nobody sees that such a space is none
				p.Args["message"], p.Args["character"] = "space", lang.CodePoint(f.first)
			}
			d.Report(p, f.line, f.column, f.width)
		}
	}
	return true
}
