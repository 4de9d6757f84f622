package layout

import (
	"cmp"
	"reflect"
	"slices"
	"text/template/parse"
)

// loop compiles range.
func (b *builder) loop(n *parse.RangeNode) step {
	var out step
	b.scope(func() {
		over := b.commands(n.Pipe.Cmds)
		at := b.site(n)
		key, elem, counts := b.elements(n, over)
		l := &looping{at: at, over: over.eval, key: -1, elem: -1}
		before := b.dot
		b.scope(func() {
			l.dot = b.slot()
			b.dot = fromSlot(l.dot, elem)
			decl := n.Pipe.Decl
			if counts && len(decl) > 1 {
				b.faultAt(n, RuleType, "", tell("onevariable"))
			}
			// With one variable it is the element, with two the key comes first.
			if len(decl) > 0 {
				l.elem = b.loopVariable(decl[len(decl)-1], n.Pipe.IsAssign, elem)
			}
			if len(decl) > 1 {
				l.key = b.loopVariable(decl[0], n.Pipe.IsAssign, key)
			}
			l.body = b.list(n.List)
		})
		b.scope(func() {
			b.dot = before
			// As in text/template, the variables hold the empty list in the else part.
			if !n.Pipe.IsAssign {
				for _, decl := range n.Pipe.Decl {
					l.elseSlots = append(l.elseSlots, b.declare(decl.Ident[0], over))
				}
			}
			l.otherwise = b.list(n.ElseList)
		})
		if t := over.known(); t != nil && t.Kind() == reflect.Slice {
			out = l.slice
		} else {
			out = l.any
		}
	})
	return out
}

func (b *builder) loopVariable(decl *parse.VariableNode, again bool, v value) int {
	if !again {
		return b.declare(decl.Ident[0], v)
	}
	for i := len(b.vars) - 1; i >= 0; i-- {
		if b.vars[i].name == decl.Ident[0] {
			return b.vars[i].slot
		}
	}
	b.variable(decl)
	return -1
}

// elements tells what a range over a value gives, and whether it counts a number.
func (b *builder) elements(n *parse.RangeNode, over value) (key, elem value, counts bool) {
	t := over.known()
	if t == nil {
		return value{}, value{}, false
	}
	addr := over.addr
	for t.Kind() == reflect.Pointer {
		t, addr = t.Elem(), true
	}
	number := value{typ: reflect.TypeFor[int]()}
	switch t.Kind() {
	case reflect.Slice:
		return number, value{typ: static(t.Elem()), addr: true}, false
	case reflect.Array:
		return number, value{typ: static(t.Elem()), addr: addr}, false
	case reflect.Map:
		if mapOrder(t.Key()) != nil {
			return value{typ: t.Key()}, value{typ: static(t.Elem())}, false
		}
	case reflect.Interface:
		return value{}, value{}, false
	case reflect.Func:
		if t.CanSeq() || t.CanSeq2() {
			return value{}, value{}, false
		}
	}
	if t.ConvertibleTo(reflect.TypeFor[int]()) && t.Kind() <= reflect.Uintptr && t.Kind() >= reflect.Int {
		return value{}, value{typ: t}, true
	}
	b.faultAt(n, RuleType, "", tell("norange", typeName(t)))
	return value{}, value{}, false
}

// looping is a compiled range; key and elem are slots or -1.
type looping struct {
	at              *site
	over            func(*frame) reflect.Value
	dot, key, elem  int
	body, otherwise []step
	elseSlots       []int
}

// slice is the common case.
func (l *looping) slice(f *frame) signal {
	list := l.over(f)
	n := list.Len()
	if n == 0 {
		return l.nothing(f, list)
	}
	for i := range n {
		e := list.Index(i)
		f.vars[f.base+l.dot] = e
		if l.elem >= 0 {
			f.vars[f.base+l.elem] = e
		}
		if l.key >= 0 {
			f.vars[f.base+l.key] = reflect.ValueOf(i)
		}
		if runAll(f, l.body) == doBreak {
			break
		}
		f.spill(l.at)
	}
	return goOn
}

func (l *looping) nothing(f *frame, list reflect.Value) signal {
	for _, slot := range l.elseSlots {
		f.vars[f.base+slot] = list
	}
	return runAll(f, l.otherwise)
}

// any ranges over whatever turns up.
func (l *looping) any(f *frame) signal {
	list := l.over(f)
	v, _ := indirect(list)
	ran := false
	each := func(key, elem reflect.Value) bool {
		ran = true
		if l.elem >= 0 {
			f.vars[f.base+l.elem] = elem
		}
		if l.key >= 0 {
			f.vars[f.base+l.key] = key
		}
		f.vars[f.base+l.dot] = elem
		return runAll(f, l.body) != doBreak
	}
	l.iterate(v, each)
	if !ran {
		return l.nothing(f, list)
	}
	return goOn
}

func (l *looping) iterate(v reflect.Value, each func(key, elem reflect.Value) bool) {
	switch v.Kind() {
	case reflect.Invalid:
		return
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			if !each(reflect.ValueOf(i), v.Index(i)) {
				return
			}
		}
		return
	case reflect.Map:
		order := mapOrder(v.Type().Key())
		if order == nil {
			l.at.fail(tell("nokeys", typeName(v.Type())))
		}
		keys := v.MapKeys()
		slices.SortFunc(keys, order)
		for _, k := range keys {
			if !each(k, v.MapIndex(k)) {
				return
			}
		}
		return
	case reflect.Func:
		if l.iterateFunc(v, each) {
			return
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if l.key >= 0 {
			l.at.fail(tell("onevariable"))
		}
		for i := range v.Seq() {
			if !each(reflect.Value{}, i) {
				return
			}
		}
		return
	}
	l.at.fail(tell("norange", typeName(v.Type())))
}

func (l *looping) iterateFunc(v reflect.Value, each func(key, elem reflect.Value) bool) bool {
	switch t := v.Type(); {
	case t.CanSeq():
		if l.key >= 0 {
			l.at.fail(tell("onevariable"))
		}
		for e := range v.Seq() {
			if !each(reflect.Value{}, e) {
				break
			}
		}
		return true
	case t.CanSeq2():
		for k, e := range v.Seq2() {
			// With one variable (or none) text/template shows the first of the two.
			if l.key < 0 {
				k, e = reflect.Value{}, k
			}
			if !each(k, e) {
				break
			}
		}
		return true
	}
	return false
}

// mapOrder gives the order of map keys of a type, nil if they have none here.
func mapOrder(t reflect.Type) func(a, b reflect.Value) int {
	switch k := t.Kind(); {
	case k == reflect.String:
		return func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) }
	case k >= reflect.Int && k <= reflect.Int64:
		return func(a, b reflect.Value) int { return cmp.Compare(a.Int(), b.Int()) }
	case k >= reflect.Uint && k <= reflect.Uintptr:
		return func(a, b reflect.Value) int { return cmp.Compare(a.Uint(), b.Uint()) }
	case k == reflect.Float32 || k == reflect.Float64:
		return func(a, b reflect.Value) int { return cmp.Compare(a.Float(), b.Float()) }
	case k == reflect.Bool:
		return func(a, b reflect.Value) int { return cmp.Compare(truthNumber(a), truthNumber(b)) }
	}
	return nil
}

func truthNumber(v reflect.Value) int {
	if v.Bool() {
		return 1
	}
	return 0
}
