package layout

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// value is a compiled expression: what it is as far as the types tell, and how
// to get it from a frame.
type value struct {
	typ   reflect.Type // nil: one of several types (and, or), which can only be asked whether it is true
	bad   bool         // it has a fault, which is told
	none  bool         // there is no data at all: the dot of a part called without any
	konst bool         // the same for every page
	eval  func(*frame) reflect.Value
	node  parse.Node // where it stands, for what is said of it
}

func constant(v reflect.Value) value {
	return value{typ: v.Type(), konst: true, eval: func(*frame) reflect.Value { return v }}
}

// unknown stands in for an expression with a fault, so that the fault is told once.
func unknown() value { return value{bad: true, eval: nothing} }

func nothing(*frame) reflect.Value { return reflect.Value{} }

func fromSlot(slot int, like value) value {
	return value{typ: like.typ, bad: like.bad, none: like.none,
		eval: func(f *frame) reflect.Value { return f.vars[f.base+slot] }}
}

// pipe compiles a pipeline with the variable that it declares.
func (b *builder) pipe(p *parse.PipeNode) value {
	v := b.commands(p.Cmds)
	if len(p.Decl) == 0 {
		return v
	}
	if p.IsAssign {
		b.faultAt(p, "", tell("unsupported", p))
		return unknown()
	}
	return v.kept(b.declare(p.Decl[0].Ident[0], v))
}

// commands compiles what stands between the strokes of a pipeline; each is given
// the one before as its last argument.
func (b *builder) commands(cmds []*parse.CommandNode) (v value) {
	for i, cmd := range cmds {
		var args []value
		for _, arg := range cmd.Args[1:] {
			args = append(args, b.operand(arg))
		}
		if i > 0 {
			args = append(args, v)
		}
		if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok {
			v = b.function(id, args)
		} else {
			v = b.operand(cmd.Args[0])
			if len(args) > 0 && !v.bad {
				b.faultAt(cmd.Args[0], "", tell("noarguments", cmd.Args[0]))
			}
		}
		v.node = cmd
	}
	return v
}

// operand compiles a word that stands alone: a field, a variable, a literal, a
// pipeline in parentheses.
func (b *builder) operand(n parse.Node) (v value) {
	switch n := n.(type) {
	case *parse.DotNode:
		v = b.dot
	case *parse.FieldNode:
		v = b.fields(n, b.dot, n.Ident)
	case *parse.ChainNode:
		v = b.fields(n, b.operand(n.Node), n.Field)
	case *parse.VariableNode:
		v = b.fields(n, b.variable(n), n.Ident[1:])
	case *parse.PipeNode:
		v = b.pipe(n)
	case *parse.IdentifierNode:
		v = b.function(n, nil)
	case *parse.StringNode:
		v = constant(reflect.ValueOf(n.Text))
	case *parse.BoolNode:
		v = constant(reflect.ValueOf(n.True))
	case *parse.NumberNode:
		if !n.IsInt || int64(int(n.Int64)) != n.Int64 || strings.ContainsAny(n.Text, ".'") {
			b.faultAt(n, "", tell("nonumber", n.Text))
			return unknown()
		}
		v = constant(reflect.ValueOf(int(n.Int64)))
	default:
		b.faultAt(n, "", tell("unsupported", n))
		return unknown()
	}
	v.node = n
	return v
}

// fields follows a chain such as .A.B.
func (b *builder) fields(n parse.Node, v value, names []string) value {
	for _, name := range names {
		v = b.field(n, v, name)
	}
	return v
}

// field compiles one step of a chain: a method or a field of a struct.
func (b *builder) field(n parse.Node, recv value, name string) value {
	switch {
	case recv.bad:
		return unknown()
	case recv.none:
		return b.noField(n, name, tell("nodata", name, shortName(b.tree.Name)), nil)
	case recv.typ == nil:
		return b.noField(n, name, tell("nothingof", name), nil)
	}
	base, get := recv.typ, recv.eval
	if base.Kind() == reflect.Pointer {
		base, get = base.Elem(), behind(b.site(n), recv)
	}
	if m, ok := reflect.PointerTo(base).MethodByName(name); ok {
		return b.method(n, base, get, m)
	}
	if base.Kind() == reflect.Struct {
		if sf, ok := base.FieldByName(name); ok && sf.IsExported() {
			b.body.reads[fieldKey{base, name}] = true
			return structField(sf, get)
		}
	}
	return b.noField(n, name, tell("nofield", name, typeName(base)), base)
}

// behind follows a pointer.
func behind(at *site, v value) func(*frame) reflect.Value {
	get := v.eval
	return func(f *frame) reflect.Value {
		r := get(f)
		if r.IsNil() {
			at.fail(tell("nothingin", at.node))
		}
		return r.Elem()
	}
}

// structField gets a field, which may be one of an embedded struct.
func structField(sf reflect.StructField, get func(*frame) reflect.Value) value {
	if i := sf.Index[0]; len(sf.Index) == 1 {
		return value{typ: sf.Type, eval: func(f *frame) reflect.Value { return get(f).Field(i) }}
	}
	return value{typ: sf.Type, eval: func(f *frame) reflect.Value { return get(f).FieldByIndex(sf.Index) }}
}

// method compiles the call of a method of the data, which takes nothing. All data
// are reached through the page's pointer or a list, so they have an address.
func (b *builder) method(n parse.Node, base reflect.Type, get func(*frame) reflect.Value, m reflect.Method) value {
	b.readsAll(base)
	if t := m.Type; t.NumIn() != 1 || t.NumOut() != 1 || t.Out(0).Kind() == reflect.Struct || unfit(t.Out(0), "", map[reflect.Type]bool{}) != "" {
		return b.noField(n, m.Name, tell("results").of(m.Name), nil)
	}
	at := b.site(n)
	return value{typ: m.Type.Out(0), eval: func(f *frame) reflect.Value {
		r := get(f)
		f.at = at
		return r.Addr().Method(m.Index).Call(nil)[0]
	}}
}

// noField tells at the very name in a chain such as .A.B.Name why it gives nothing,
// and what there is; the parser gives the chain only one position, near its start.
func (b *builder) noField(n parse.Node, name string, what *Error, base reflect.Type) value {
	e := b.set.fault(b.tree, n, name, what)
	source, pos := b.set.texts[b.tree.ParseName], int(n.Position())
	length := len(n.String())
	if from := max(0, pos-length); pos <= len(source) {
		if i := strings.Index(source[pos:min(len(source), pos+length)], "."+name); i >= 0 {
			e.Line, e.Column = place(source, pos+i)
		} else if i := strings.LastIndex(source[from:pos], "."+name); i >= 0 {
			e.Line, e.Column = place(source, from+i)
		}
	}
	if base != nil {
		e.offer(".", name, members(base))
	}
	b.faults = append(b.faults, e)
	return unknown()
}

// members are the fields and methods of a type.
func members(t reflect.Type) (names []string) {
	if t.Kind() == reflect.Struct {
		for _, sf := range reflect.VisibleFields(t) {
			if sf.IsExported() && !sf.Anonymous {
				names = append(names, sf.Name)
			}
		}
	}
	for m := range reflect.PointerTo(t).Methods() {
		names = append(names, m.Name)
	}
	return names
}

// typeName is what web staff know a type by: its own name without packages, or a word.
func typeName(t reflect.Type) string {
	if t == nil {
		return "one of several things"
	}
	if t.PkgPath() != "" && t.Name() != "" {
		return t.Name()
	}
	switch t.Kind() {
	case reflect.Bool:
		return "a yes-or-no value"
	case reflect.Int:
		return "a number"
	case reflect.String:
		return "a string"
	case reflect.Pointer:
		return typeName(t.Elem())
	case reflect.Slice:
		return "a list"
	}
	return "a record"
}
