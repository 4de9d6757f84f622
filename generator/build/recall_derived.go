package build

import (
	"crypto/sha256"
	"path/filepath"
	"sync"

	"tassei/generator/freeze"
	"tassei/generator/output"
)

// derived is what the layouts, messages and assets come to, in one file beside the record: to
// parse, escape and minify them takes longer than to draw the sheet of an edit. It is a
// freeze.Keeper.
type derived struct {
	record  string // its file
	read    sync.Once
	mu      sync.Mutex
	kept    derivedThings
	changed bool
}

type derivedThings struct {
	Program [sha256.Size]byte
	Things  map[string]derivedThing
}

type derivedThing struct {
	Of   [sha256.Size]byte // what it was made of
	Data []byte
}

func newDerived(record string, program [sha256.Size]byte) *derived {
	return &derived{record: record, kept: derivedThings{program, map[string]derivedThing{}}}
}

// keeper is nil where nothing can be kept.
func (d *derived) keeper() freeze.Keeper {
	if d == nil {
		return nil
	}
	return d
}

func (d *derived) name() string { return filepath.Base(d.record) + "-derived" }

// open reads the file when it is first needed, for most runs find that nothing has changed.
func (d *derived) open() {
	var old derivedThings
	b, there := keptRecords(d.record).Get(d.name())
	if there && freeze.Thaw(b, &old) == nil && old.Program == d.kept.Program && old.Things != nil {
		d.kept = old
	}
}

func (d *derived) Get(name string, of [sha256.Size]byte) ([]byte, bool) {
	d.read.Do(d.open)
	d.mu.Lock()
	defer d.mu.Unlock()
	thing, there := d.kept.Things[name]
	return thing.Data, there && thing.Of == of
}

func (d *derived) Put(name string, of [sha256.Size]byte, data []byte) {
	d.read.Do(d.open)
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept.Things[name], d.changed = derivedThing{of, data}, true
}

// save is called when the build is good and over.
func (d *derived) save(records *output.Kept) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.changed {
		return
	}
	if b, err := freeze.Append(nil, &d.kept); err == nil {
		records.Put(d.name(), b)
	}
}
