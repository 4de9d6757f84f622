package layout

import (
	"reflect"
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
				b.faultAt(n, "", tell("onevariable"))
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
		out = l.run
	})
	return out
}

func (b *builder) loopVariable(decl *parse.VariableNode, again bool, v value) int {
	if !again {
		return b.declare(decl.Ident[0], v)
	}
	for i := len(b.vars) - 1; i >= 0; i-- {
		if b.vars[i].name == decl.Ident[0] {
			b.keepsType(decl, v)
			return b.vars[i].slot
		}
	}
	b.variable(decl)
	return -1
}

// elements tells what a range over a value gives, and whether it counts a number.
func (b *builder) elements(n *parse.RangeNode, over value) (key, elem value, counts bool) {
	t := over.typ
	if over.bad || t == nil {
		if !over.bad {
			b.faultAt(n, "", tell("nothing"))
		}
		return unknown(), unknown(), false
	}
	addr := over.addr
	for t.Kind() == reflect.Pointer {
		t, addr = t.Elem(), true
	}
	number := value{typ: reflect.TypeFor[int]()}
	switch t.Kind() {
	case reflect.Slice:
		return number, value{typ: t.Elem(), addr: true}, false
	case reflect.Array:
		return number, value{typ: t.Elem(), addr: addr}, false
	}
	if t.ConvertibleTo(reflect.TypeFor[int]()) && t.Kind() <= reflect.Uintptr && t.Kind() >= reflect.Int {
		return value{}, value{typ: t}, true
	}
	b.faultAt(n, "", tell("norange", typeName(t)))
	return unknown(), unknown(), false
}

// looping is a compiled range; key and elem are slots or -1.
type looping struct {
	at              *site
	over            func(*frame) reflect.Value
	dot, key, elem  int
	body, otherwise []step
	elseSlots       []int
}

// run ranges over a list, a number or what is behind a pointer.
func (l *looping) run(f *frame) signal {
	list := l.over(f)
	v, isNil := indirect(list)
	if isNil {
		l.at.fail(tell("norange", typeName(v.Type())))
	}
	counts, n := v.CanInt() || v.CanUint(), 0
	if counts {
		n = int(v.Convert(reflect.TypeFor[int]()).Int())
	} else {
		n = v.Len()
	}
	if n <= 0 {
		for _, slot := range l.elseSlots {
			f.vars[f.base+slot] = list
		}
		return runAll(f, l.otherwise)
	}
	for i := range n {
		var e reflect.Value
		if counts {
			e = reflect.ValueOf(i).Convert(v.Type())
		} else {
			e = v.Index(i)
		}
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
