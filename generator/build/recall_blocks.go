package build

import "crypto/sha256"

// filling is a block that is being filled.
type filling struct {
	data   []byte
	sheets []int // in it
}

// blocks is where sheets are kept, many in a block, by numbers from 0. get returns
// nothing but what was put with the digest that put told.
type blocks interface {
	get(n int, sum [sha256.Size]byte) []byte
	put(n int, data []byte) (sum [sha256.Size]byte)
}

// blockSize is about how much goes into one block. A dozen are being filled at a time.
const blockSize = 256 << 10

// payload is what was kept of a part of a sheet, nil if it is not as it was.
func (r *recaller) payload(p *partRecord) []byte {
	r.mu.Lock()
	defer r.mu.Unlock()
	block, there := r.loaded[p.Block]
	if !there {
		if len(r.loaded) > 24 {
			clear(r.loaded) // sheets that are neighbours lie in the same
		}
		block = r.blocks.get(p.Block, r.old.Blocks[p.Block])
		r.loaded[p.Block] = block
	}
	if p.At < 0 || p.Length < 0 || p.At+p.Length > len(block) {
		return nil
	}
	return block[p.At : p.At+p.Length]
}

// put adds a part of a sheet to the block of its kind.
func (r *recaller) put(i, part int, text []byte) {
	name := r.sheets[i].Parts[part].Name
	f := r.fill[name]
	if f == nil {
		f = &filling{}
		r.fill[name] = f
	}
	if len(f.data)+len(text) > blockSize { // before it grows, for its room stays
		r.flush(name)
	}
	r.sheets[i].Parts[part].At = len(f.data)
	f.data, f.sheets = append(f.data, text...), append(f.sheets, i)
}

// flush keeps the block that was filled, under the first name that no sheet of
// this build or the one before has, so that a build which comes to nothing
// spoils no memory.
func (r *recaller) flush(name string) {
	f := r.fill[name]
	if len(f.sheets) == 0 {
		return
	}
	n := 0
	for r.isUsed(n) {
		n++
	}
	r.used[n] = r.blocks.put(n, f.data)
	for _, i := range f.sheets {
		r.sheets[i].part(name).Block = n
	}
	f.data, f.sheets = f.data[:0], nil
}

// isUsed reports whether a block is one of this build or of the one before.
func (r *recaller) isUsed(n int) bool {
	_, now := r.used[n]
	if r.old == nil {
		return now
	}
	_, before := r.old.Blocks[n]
	return now || before
}
