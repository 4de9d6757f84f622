package layout

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// value is a compiled expression: what it is as far as the types tell, and how
// to get it from a frame.
type value struct {
	typ   reflect.Type // nil: nothing (nil), or one of several types (and, or), which can only be shown or asked whether it is true
	addr  bool         // the value can be addressed, so pointer methods count
	bad   bool         // it has a fault, which is told
	none  bool         // there is no data at all: the dot of a part called without any
	konst bool         // the same for every page
	slot  int          // 1 + the variable slot it is read from; 0: none
	eval  func(*frame) reflect.Value
	cond  func(*frame) bool            // its truth, where that can be had without eval
	lit   parse.Node                   // the literal that it is, whose type depends on its use
	argv  []func(*frame) reflect.Value // the arguments of the call that it is
}

var errorType = reflect.TypeFor[error]()

func constant(v reflect.Value) value {
	c := value{konst: true, eval: func(*frame) reflect.Value { return v }}
	if v.IsValid() {
		c.typ = v.Type()
	}
	return c
}

// unknown stands in for an expression with a fault, so that the fault is told once.
func unknown() value {
	return value{bad: true, eval: func(*frame) reflect.Value { return reflect.Value{} }}
}

func fromSlot(slot int, like value) value {
	return value{typ: like.typ, addr: like.addr, bad: like.bad, none: like.none, slot: slot + 1,
		eval: func(f *frame) reflect.Value { return f.vars[f.base+slot] }}
}

// pipe compiles a pipeline with the variables that it declares or sets.
func (b *builder) pipe(p *parse.PipeNode) value {
	v := b.commands(p.Cmds)
	for _, decl := range p.Decl {
		v = b.assign(decl, p.IsAssign, v)
	}
	return v
}

func (b *builder) commands(cmds []*parse.CommandNode) value {
	var v value
	var final *value
	for _, cmd := range cmds {
		v = b.command(cmd, final)
		held := v
		held.lit = nil
		final = &held
	}
	return v
}

func (b *builder) command(cmd *parse.CommandNode, final *value) value {
	first, args := cmd.Args[0], cmd.Args[1:]
	switch n := first.(type) {
	case *parse.FieldNode:
		return b.chain(n, b.dot, n.Ident, args, final)
	case *parse.ChainNode:
		return b.chain(n, b.operand(n.Node), n.Field, args, final)
	case *parse.IdentifierNode:
		return b.function(n, args, final)
	case *parse.VariableNode:
		v := b.variable(n)
		if len(n.Ident) > 1 {
			return b.chain(n, v, n.Ident[1:], args, final)
		}
		b.noArguments(n, args, final)
		return v
	case *parse.NilNode:
		b.faultAt(n, "", tell("nilalone"))
		return unknown()
	}
	b.noArguments(first, args, final)
	return b.operand(first)
}

func (b *builder) noArguments(n parse.Node, args []parse.Node, final *value) {
	if len(args) > 0 || final != nil {
		b.faultAt(n, "", tell("noarguments", n))
	}
}

// operand compiles a word that stands alone: a field, a variable, a literal, a
// pipeline in parentheses.
func (b *builder) operand(n parse.Node) value {
	switch n := n.(type) {
	case *parse.DotNode:
		return b.dot
	case *parse.FieldNode:
		return b.chain(n, b.dot, n.Ident, nil, nil)
	case *parse.ChainNode:
		return b.chain(n, b.operand(n.Node), n.Field, nil, nil)
	case *parse.VariableNode:
		v := b.variable(n)
		if len(n.Ident) > 1 {
			return b.chain(n, v, n.Ident[1:], nil, nil)
		}
		return v
	case *parse.PipeNode:
		return b.pipe(n)
	case *parse.IdentifierNode:
		return b.function(n, nil, nil)
	}
	r, err := literal(n, nil)
	if err != nil {
		b.faultAt(n, "", told(err))
		return unknown()
	}
	v := constant(r)
	v.lit = n
	return v
}

// chain follows fields, the last of which may be a method with arguments.
func (b *builder) chain(n parse.Node, v value, names []string, args []parse.Node, final *value) value {
	for i, name := range names {
		if i == len(names)-1 {
			return b.field(n, v, name, args, final)
		}
		v = b.field(n, v, name, nil, nil)
	}
	return v
}

// field compiles one step of a chain: a method or a field of a struct.
func (b *builder) field(n parse.Node, recv value, name string, args []parse.Node, final *value) value {
	at := b.site(n)
	if recv.none {
		b.faults = append(b.faults, b.nameFault(n, name, tell("nodata", name, shortName(b.tree.Name))))
		return unknown()
	}
	if recv.bad {
		return unknown()
	}
	if recv.typ == nil {
		b.faults = append(b.faults, b.nameFault(n, name, tell("nothingof", name)))
		return unknown()
	}
	base, pointers, addr := recv.typ, 0, recv.addr
	for base.Kind() == reflect.Pointer {
		base, pointers, addr = base.Elem(), pointers+1, true
	}
	methods := base
	if addr {
		methods = reflect.PointerTo(base)
	}
	if m, ok := methods.MethodByName(name); ok {
		return b.method(n, recv, m, pointers, addr, args, final)
	}
	if base.Kind() == reflect.Struct {
		if sf, ok := base.FieldByName(name); ok && sf.IsExported() {
			b.noFieldArguments(n, name, args, final)
			b.body.reads[fieldKey{base, name}] = true
			return structField(at, recv, sf, pointers, addr)
		}
	}
	b.unknownField(n, base, methods, name)
	return unknown()
}

func (b *builder) noFieldArguments(n parse.Node, name string, args []parse.Node, final *value) {
	if len(args) > 0 || final != nil {
		b.faults = append(b.faults, b.nameFault(n, name, tell("nomethod", name)))
	}
}

func (b *builder) unknownField(n parse.Node, base, methods reflect.Type, name string) {
	var names []string
	if base.Kind() == reflect.Struct {
		for _, sf := range reflect.VisibleFields(base) {
			if sf.IsExported() && !sf.Anonymous {
				names = append(names, sf.Name)
			}
		}
	}
	for i := range methods.NumMethod() {
		names = append(names, methods.Method(i).Name)
	}
	b.faults = append(b.faults, b.nameFault(n, name, tell("nofield", name, typeName(base))).offer(".", name, names))
}

// typeName is what web staff know a type by: its own name without packages, or a word.
func typeName(t reflect.Type) string {
	if t == nil {
		return "nothing"
	}
	if t.PkgPath() != "" && t.Name() != "" {
		return t.Name()
	}
	switch k := t.Kind(); {
	case k == reflect.Bool:
		return "a yes-or-no value"
	case k >= reflect.Int && k <= reflect.Complex128:
		return "a number"
	case k == reflect.String:
		return "a string"
	case k == reflect.Pointer:
		return typeName(t.Elem())
	case k == reflect.Slice || k == reflect.Array:
		return "a list"
	case k == reflect.Struct:
		return "a record"
	}
	return t.String()
}

// reach follows pointers to the value behind them.
func reach(at *site, v reflect.Value, pointers int) reflect.Value {
	for range pointers {
		if v.IsNil() {
			at.fail(tell("nothingin", at.node))
		}
		v = v.Elem()
	}
	return v
}

func structField(at *site, recv value, sf reflect.StructField, pointers int, addr bool) value {
	v := value{typ: sf.Type, addr: addr}
	get, i, slot := recv.eval, sf.Index[0], recv.slot-1
	switch {
	case len(sf.Index) > 1 || pointers > 1:
		v.eval = func(f *frame) reflect.Value { return fieldByIndex(at, reach(at, get(f), pointers), sf.Index) }
	case slot >= 0 && pointers == 0:
		v.eval = func(f *frame) reflect.Value { return f.vars[f.base+slot].Field(i) }
	case slot >= 0:
		v.eval = func(f *frame) reflect.Value { return reach(at, f.vars[f.base+slot], 1).Field(i) }
	case pointers == 0:
		v.eval = func(f *frame) reflect.Value { return get(f).Field(i) }
	default:
		v.eval = func(f *frame) reflect.Value { return reach(at, get(f), 1).Field(i) }
	}
	return v
}

func fieldByIndex(at *site, r reflect.Value, index []int) reflect.Value {
	field, err := r.FieldByIndexErr(index)
	if err != nil {
		at.fail(told(err))
	}
	return field
}

// nameFault places a fault at the very name in a chain such as .A.B.Name; the
// parser gives the chain only one position, somewhere near its start.
func (b *builder) nameFault(n parse.Node, name string, what *saying) *Error {
	e := b.set.fault(b.tree, n, name, what)
	source, pos := b.set.texts[b.tree.ParseName], int(n.Position())
	if pos > len(source) {
		return e
	}
	end := min(len(source), pos+len(n.String()))
	if i := strings.Index(source[pos:end], "."+name); i >= 0 {
		e.Line, e.Column = place(source, pos+i)
	} else if i := strings.LastIndex(source[max(0, pos-len(n.String())):pos], "."+name); i >= 0 {
		e.Line, e.Column = place(source, max(0, pos-len(n.String()))+i)
	}
	return e
}
