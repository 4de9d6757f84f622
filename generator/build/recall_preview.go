package build

import (
	"bytes"
	"crypto/sha256"
	"fmt"

	"tassei/generator/desk"
	"tassei/generator/layout"
	"tassei/generator/source"
)

// shownBuild is what serve remembers of the site that it shows. It lives no
// longer than the program.
type shownBuild struct {
	site   any     // as desk names it
	inputs *survey // with digests
	stale  []string
	sheets *sheetRecords
	blocks blocksInMemory
	set    *layout.Set // as its layouts were
}

// survey looks at the inputs, and tells what is known of them before they are read. It
// is nil where something is no file, which others tell.
func (b *shownBuild) survey(dir string) (*survey, *source.Before) {
	var was shownBuild
	if was.inputs = (&survey{}); b != nil {
		was = *b
	}
	inputs, err := was.inputs.again(dir, inputFolders)
	if err != nil {
		return nil, &source.Before{}
	}
	return inputs, &source.Before{Listed: inputs.listed(), Stale: was.stale, Same: was.inputs.read}
}

// recall readies the memory for the next preview; nil where nothing is kept.
func (b *shownBuild) recall(src *source.Source, inputs *survey, to desk.Output) *recaller {
	if inputs == nil || to.Site == nil {
		return nil
	}
	var before *survey
	var old *sheetRecords
	kept := blocksInMemory{}
	if b != nil {
		before = b.inputs
		if b.site == to.Shown {
			old, kept = b.sheets, b.blocks
		}
	}
	if inputs.sums(src.Dir(), before) != nil {
		return nil
	}
	return newRecaller(src, inputs, before, kept, old, &treeShown{to: to, pages: map[string][]byte{}})
}

// layouts are those of the site that is shown, nil where a file of them is another.
func (b *shownBuild) layouts(r *recaller) *layout.Set {
	if r == nil || b == nil || !r.inputs.sameUnder("layouts", b.inputs) {
		return nil
	}
	return b.set
}

// next is what is remembered of a preview that is good. One whose files changed
// on the way is not, for nobody knows which of them it has read.
func (b *shownBuild) next(r *recaller, src *source.Source, set *layout.Set, to desk.Output) *shownBuild {
	if r == nil {
		return nil
	}
	if !r.inputs.stands(src.Dir(), "layouts", ArchiveFolder) {
		return nil
	}
	sheets := r.finish(src.Crossed())
	if sheets == nil {
		return nil
	}
	return &shownBuild{site: to.Site, inputs: r.inputs, stale: src.StaleTexts().Files(), sheets: sheets, blocks: r.blocks.(blocksInMemory), set: set}
}

// blocksInMemory are the blocks of a program that goes on. Nobody else writes them, so
// that they need no digests.
type blocksInMemory map[int][]byte

func (b blocksInMemory) get(n int, _ [sha256.Size]byte) []byte { return b[n] }

func (b blocksInMemory) put(n int, data []byte) (none [sha256.Size]byte) {
	b[n] = bytes.Clone(data)
	return none
}

// treeShown is the site that is shown.
type treeShown struct {
	to    desk.Output
	pages map[string][]byte // print pages, as long as parts of them are wanted
}

func (t *treeShown) has(path string) bool  { return t.to.Has(path) }
func (t *treeShown) keep(path string) bool { return t.to.Keep(path) }

func (t *treeShown) part(path string, at, n int64) ([]byte, error) {
	page, read := t.pages[path]
	if !read {
		page, _ = t.to.Read(path)
		t.pages[path] = page
	}
	if at < 0 || n < 0 || at+n > int64(len(page)) {
		return nil, fmt.Errorf("preview: %s has no %d bytes from %d on", path, n, at)
	}
	return page[at : at+n], nil
}

func (t *treeShown) whole(path string) ([]byte, error) {
	if !t.has(path) {
		return nil, errForgotten
	}
	page, _ := t.to.Read(path)
	return page, nil
}
