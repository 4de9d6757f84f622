package layout

import (
	"reflect"
	"text/template/parse"
)

// loop compiles range over a list.
func (b *builder) loop(n *parse.RangeNode) (out step) {
	b.scope(func() {
		over := b.commands(n.Pipe.Cmds)
		l := &looping{at: b.site(n), over: over.eval, key: -1, elem: -1}
		elem := unknown()
		switch {
		case over.bad:
		case n.Pipe.IsAssign:
			b.faultAt(n, "", tell("unsupported", n.Pipe))
		case over.typ == nil || over.typ.Kind() != reflect.Slice:
			b.faultAt(n, "", tell("norange", typeName(over.typ)))
		default:
			elem = value{typ: over.typ.Elem()}
		}
		b.scope(func() {
			l.dot = b.slot()
			b.dot = fromSlot(l.dot, elem)
			// With one variable it is the element, with two the key comes first.
			decl := n.Pipe.Decl
			if len(decl) > 0 {
				l.elem = b.declare(decl[len(decl)-1].Ident[0], elem)
			}
			if len(decl) > 1 {
				l.key = b.declare(decl[0].Ident[0], value{typ: intType})
			}
			l.body = b.list(n.List)
		})
		b.scope(func() { l.otherwise = b.list(n.ElseList) })
		out = l.run
	})
	return out
}

// looping is a compiled range; key and elem are slots or -1.
type looping struct {
	at              *site
	over            func(*frame) reflect.Value
	dot, key, elem  int
	body, otherwise []step
}

func (l *looping) run(f *frame) {
	list := l.over(f)
	n := list.Len()
	if n == 0 {
		runAll(f, l.otherwise)
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
		runAll(f, l.body)
		f.spill(l.at)
	}
}
