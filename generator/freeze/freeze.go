// Package freeze turns any Go value into bytes and back: every field, exported
// or not, so that nobody keeps a list of fields that can fall behind. Values
// that share a pointer share it again; pointers may form rings.
//
// The bytes hold no names and no types: they are for the very program that
// wrote them, and whoever keeps them must know that it is the same.
//
//	b, err := freeze.Append(nil, &value)
//	err = freeze.Thaw(b, &value)
//
// Functions, channels and interfaces can only be kept where they are nil. Of two
// maps or slices that are one, each becomes its own.
package freeze

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"
)

// ErrDamaged is the fault of bytes that no value was frozen to.
var ErrDamaged = errors.New("freeze: damaged")

// Append appends the value that v points to. The error names the type of what
// cannot be kept.
func Append[T any](b []byte, v *T) ([]byte, error) {
	w := writer{b: b}
	codecOf(reflect.TypeFor[T]()).write(&w, unsafe.Pointer(v))
	return w.b, w.err
}

// Thaw fills the value that v points to, which should be zero, and holds on to
// nothing of b. The error is ErrDamaged.
func Thaw[T any](b []byte, v *T) error {
	r := reader{b: b}
	codecOf(reflect.TypeFor[T]()).read(&r, unsafe.Pointer(v))
	if r.bad || len(r.b) > 0 {
		return ErrDamaged
	}
	return nil
}

type writer struct {
	b    []byte
	seen map[pointer]uint64 // pointers written so far, by their place
	err  error
}

// pointer tells two pointers to one place apart by what they point to: a struct
// and its first field lie in one place.
type pointer struct {
	at unsafe.Pointer
	of *codec
}

type reader struct {
	b    []byte
	seen []pointer
	bad  bool
}

func (r *reader) uint() uint64 {
	n, size := binary.Uvarint(r.b)
	if size <= 0 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[size:]
	return n
}

// length is a number of things of which each takes at least some bytes.
func (r *reader) length(least int) int {
	n := r.uint()
	if n > uint64(len(r.b)/max(least, 1)) && (least > 0 || n > 1<<20) {
		r.bad, r.b = true, nil
		return 0
	}
	return int(n)
}

func (r *reader) take(n int) []byte {
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return nil
	}
	part := r.b[:n:n]
	r.b = r.b[n:]
	return part
}

// codec writes and reads values of one type.
type codec struct {
	write func(w *writer, p unsafe.Pointer)
	read  func(r *reader, p unsafe.Pointer)
	least int // bytes that a value takes at least
}

var (
	codecs sync.Map // reflect.Type to *codec, finished ones only
	making sync.Mutex
)

func codecOf(t reflect.Type) *codec {
	if c, ok := codecs.Load(t); ok {
		return c.(*codec)
	}
	making.Lock()
	defer making.Unlock()
	m := maker{under: map[reflect.Type]*codec{}}
	c := m.codec(t)
	for t, c := range m.under {
		codecs.LoadOrStore(t, c)
	}
	return c
}

// maker makes the codec of a type and of all types in it, rings included.
type maker struct {
	under map[reflect.Type]*codec
}

func (m *maker) codec(t reflect.Type) *codec {
	if c := m.under[t]; c != nil {
		return c
	}
	c := &codec{}
	m.under[t] = c
	switch t.Kind() {
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr,
		reflect.Float32, reflect.Float64:
		number(c, t)
	case reflect.String:
		text(c)
	case reflect.Struct:
		m.fields(c, t)
	case reflect.Array:
		m.array(c, t)
	case reflect.Slice:
		m.slice(c, t)
	case reflect.Map:
		m.table(c, t)
	case reflect.Pointer:
		m.pointer(c, t)
	default:
		absent(c, t)
	}
	return c
}

// absent is for what has no bytes, and must be nil.
func absent(c *codec, t reflect.Type) {
	c.write = func(w *writer, p unsafe.Pointer) {
		if w.err == nil && !reflect.NewAt(t, p).Elem().IsZero() {
			w.err = fmt.Errorf("freeze: no way to keep a %s", t)
		}
	}
	c.read = func(*reader, unsafe.Pointer) {}
}

// number writes numbers of any size by their bits.
func number(c *codec, t reflect.Type) {
	c.least = 1
	switch t.Size() {
	case 1:
		c.write = func(w *writer, p unsafe.Pointer) { w.b = append(w.b, *(*byte)(p)) }
		c.read = func(r *reader, p unsafe.Pointer) {
			if b := r.take(1); b != nil {
				*(*byte)(p) = b[0]
			}
		}
		if t.Kind() == reflect.Bool {
			c.read = func(r *reader, p unsafe.Pointer) {
				if b := r.take(1); b != nil {
					*(*bool)(p) = b[0] != 0
				}
			}
		}
	case 2:
		c.write = func(w *writer, p unsafe.Pointer) { w.b = binary.AppendUvarint(w.b, uint64(*(*uint16)(p))) }
		c.read = func(r *reader, p unsafe.Pointer) { *(*uint16)(p) = uint16(r.uint()) }
	case 4:
		c.write = func(w *writer, p unsafe.Pointer) { w.b = binary.AppendUvarint(w.b, uint64(*(*uint32)(p))) }
		c.read = func(r *reader, p unsafe.Pointer) {
			n := r.uint()
			r.bad = r.bad || n > math.MaxUint32
			*(*uint32)(p) = uint32(n)
		}
	default:
		// Small numbers below zero shall be short, too.
		c.write = func(w *writer, p unsafe.Pointer) { w.b = binary.AppendVarint(w.b, *(*int64)(p)) }
		c.read = func(r *reader, p unsafe.Pointer) {
			n := r.uint()
			*(*int64)(p) = int64(n>>1) ^ -int64(n&1)
		}
	}
}

func text(c *codec) {
	c.least = 1
	c.write = func(w *writer, p unsafe.Pointer) {
		s := *(*string)(p)
		w.b = append(binary.AppendUvarint(w.b, uint64(len(s))), s...)
	}
	c.read = func(r *reader, p unsafe.Pointer) {
		if b := r.take(r.length(1)); len(b) > 0 {
			*(*string)(p) = string(b) // a part of b would hold all of it
		}
	}
}

func (m *maker) fields(c *codec, t reflect.Type) {
	type field struct {
		of     *codec
		offset uintptr
	}
	var list []field
	for i := range t.NumField() {
		f := t.Field(i)
		of := m.codec(f.Type)
		list = append(list, field{of, f.Offset})
		c.least += of.least
	}
	c.write = func(w *writer, p unsafe.Pointer) {
		for _, f := range list {
			f.of.write(w, unsafe.Add(p, f.offset))
		}
	}
	c.read = func(r *reader, p unsafe.Pointer) {
		for _, f := range list {
			f.of.read(r, unsafe.Add(p, f.offset))
		}
	}
}

func (m *maker) array(c *codec, t reflect.Type) {
	of, n, size := m.codec(t.Elem()), t.Len(), t.Elem().Size()
	c.least = n * of.least
	c.write = func(w *writer, p unsafe.Pointer) {
		for i := range n {
			of.write(w, unsafe.Add(p, uintptr(i)*size))
		}
	}
	c.read = func(r *reader, p unsafe.Pointer) {
		for i := range n {
			of.read(r, unsafe.Add(p, uintptr(i)*size))
		}
	}
}

// slice writes nil as 0 and n elements as n+1.
func (m *maker) slice(c *codec, t reflect.Type) {
	of, size := m.codec(t.Elem()), t.Elem().Size()
	c.least = 1
	bytes := t.Elem().Kind() == reflect.Uint8
	c.write = func(w *writer, p unsafe.Pointer) {
		v := reflect.NewAt(t, p).Elem()
		if v.IsNil() {
			w.b = append(w.b, 0)
			return
		}
		n := v.Len()
		w.b = binary.AppendUvarint(w.b, uint64(n)+1)
		if bytes {
			w.b = append(w.b, *(*[]byte)(p)...)
			return
		}
		first := v.UnsafePointer()
		for i := range n {
			of.write(w, unsafe.Add(first, uintptr(i)*size))
		}
	}
	c.read = func(r *reader, p unsafe.Pointer) {
		if len(r.b) > 0 && r.b[0] == 0 {
			r.b = r.b[1:]
			return
		}
		n := r.uint()
		if n == 0 || n-1 > uint64(len(r.b)) && (of.least > 0 || n > 1<<20) {
			r.bad, r.b = true, nil
			return
		}
		count := int(n - 1)
		if bytes {
			*(*[]byte)(p) = append(make([]byte, 0, count), r.take(count)...)
			return
		}
		v := reflect.NewAt(t, p).Elem()
		v.Set(reflect.MakeSlice(t, count, count))
		first := v.UnsafePointer()
		for i := 0; i < count && !r.bad; i++ {
			of.read(r, unsafe.Add(first, uintptr(i)*size))
		}
	}
}

// table writes a map in the order of its keys, so that the same values are the
// same bytes. Keys that are neither texts nor numbers have no order.
func (m *maker) table(c *codec, t reflect.Type) {
	key, of := m.codec(t.Key()), m.codec(t.Elem())
	c.least = 1
	c.write = func(w *writer, p unsafe.Pointer) {
		v := reflect.NewAt(t, p).Elem()
		if v.IsNil() {
			w.b = append(w.b, 0)
			return
		}
		w.b = binary.AppendUvarint(w.b, uint64(v.Len())+1)
		keys := v.MapKeys()
		if len(keys) > 1 && t.Key().Kind() == reflect.String {
			slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		} else if len(keys) > 1 && keys[0].CanInt() {
			slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(a.Int(), b.Int()) })
		}
		k, e := reflect.New(t.Key()), reflect.New(t.Elem())
		for _, each := range keys {
			k.Elem().Set(each)
			e.Elem().Set(v.MapIndex(each))
			key.write(w, k.UnsafePointer())
			of.write(w, e.UnsafePointer())
		}
	}
	c.read = func(r *reader, p unsafe.Pointer) {
		n := r.uint()
		if n == 0 {
			return
		}
		if n-1 > uint64(len(r.b)) {
			r.bad, r.b = true, nil
			return
		}
		v := reflect.MakeMapWithSize(t, int(n-1))
		for i := uint64(1); i < n && !r.bad; i++ {
			k, e := reflect.New(t.Key()), reflect.New(t.Elem())
			key.read(r, k.UnsafePointer())
			of.read(r, e.UnsafePointer())
			if !r.bad {
				v.SetMapIndex(k.Elem(), e.Elem())
			}
		}
		reflect.NewAt(t, p).Elem().Set(v)
	}
}

// pointer writes nil as 0, a new one as 1 with what it points to, and one that
// was written before as its number from 2.
func (m *maker) pointer(c *codec, t reflect.Type) {
	of := m.codec(t.Elem())
	c.least = 1
	c.write = func(w *writer, p unsafe.Pointer) {
		at := *(*unsafe.Pointer)(p)
		if at == nil {
			w.b = append(w.b, 0)
			return
		}
		if n, ok := w.seen[pointer{at, of}]; ok {
			w.b = binary.AppendUvarint(w.b, n+2)
			return
		}
		if w.seen == nil {
			w.seen = map[pointer]uint64{}
		}
		w.seen[pointer{at, of}] = uint64(len(w.seen))
		w.b = append(w.b, 1)
		of.write(w, at)
	}
	c.read = func(r *reader, p unsafe.Pointer) {
		switch n := r.uint(); {
		case n == 0:
		case n == 1:
			v := reflect.New(t.Elem())
			r.seen = append(r.seen, pointer{v.UnsafePointer(), of})
			reflect.NewAt(t, p).Elem().Set(v.Convert(t))
			of.read(r, v.UnsafePointer())
		case n-2 < uint64(len(r.seen)) && r.seen[n-2].of == of:
			*(*unsafe.Pointer)(p) = r.seen[n-2].at
		default:
			r.bad, r.b = true, nil
		}
	}
}
