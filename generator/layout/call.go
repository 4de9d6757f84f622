package layout

import (
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
)

// function compiles the call of a function by name: one that was given to Load,
// else one of text/template's own.
func (b *builder) function(n *parse.IdentifierNode, args []parse.Node, final *value) value {
	if fn, ok := b.set.funcs[n.Ident]; ok {
		fv := reflect.ValueOf(fn)
		v := b.call(n, n.Ident, fv.Type(), func(*frame) reflect.Value { return fv }, args, final)
		v = v.directly(b.site(n), fn)
		if v.konst {
			return b.settled(n, v)
		}
		return v
	}
	compile, ok := builtins[n.Ident]
	if !ok {
		b.faults = append(b.faults, b.site(n).fault(n.Ident, tell("nofunction", n.Ident)).offer("", n.Ident, b.set.functionNames()))
		return unknown()
	}
	vals := make([]value, 0, len(args)+1)
	for _, a := range args {
		vals = append(vals, b.operand(a))
	}
	if final != nil {
		vals = append(vals, *final)
	}
	if !measures[n.Ident] {
		for _, v := range vals {
			b.readsAll(v.typ)
		}
	}
	v, message := compile(b.site(n), vals)
	if message != nil {
		b.faultAt(n, n.Ident, message.of(n.Ident))
		return unknown()
	}
	for _, a := range vals {
		if !a.konst {
			return v
		}
	}
	return b.settled(n, v)
}

// settled evaluates an expression that needs no data.
func (b *builder) settled(n parse.Node, v value) value {
	var result reflect.Value
	if _, ok := b.fold(n, func(f *frame) signal { result = v.eval(f); return goOn }); !ok {
		return unknown()
	}
	return constant(result)
}

// method compiles the call of a method of a value of known type.
func (b *builder) method(n parse.Node, recv value, m reflect.Method, pointers int, addr bool, args []parse.Node, final *value) value {
	b.readsAll(recv.typ)
	at, get := b.site(n), recv.eval
	through := reach
	if addr {
		// The pointer method set: the last pointer is the receiver itself.
		through = func(at *site, r reflect.Value, pointers int) reflect.Value {
			if pointers == 0 {
				return r.Addr()
			}
			return reach(at, r, pointers-1)
		}
	}
	v := b.call(n, m.Name, boundType(m), func(f *frame) reflect.Value {
		r := get(f)
		if !r.IsValid() {
			at.fail(tell("nothingof", m.Name))
		}
		return through(at, r, pointers).Method(m.Index)
	}, args, final)
	v.konst = false
	return v
}

// boundType is the type of a method as a function without its receiver.
func boundType(m reflect.Method) reflect.Type {
	in := make([]reflect.Type, 0, m.Type.NumIn())
	for i := 1; i < m.Type.NumIn(); i++ {
		in = append(in, m.Type.In(i))
	}
	out := make([]reflect.Type, 0, m.Type.NumOut())
	for i := range m.Type.NumOut() {
		out = append(out, m.Type.Out(i))
	}
	return reflect.FuncOf(in, out, m.Type.IsVariadic())
}

// call compiles a call with arguments of the types that the function wants. The
// result is marked as constant if all arguments are.
func (b *builder) call(n parse.Node, name string, t reflect.Type, fn func(*frame) reflect.Value, args []parse.Node, final *value) value {
	if message := fits(t, len(args)+btoi(final != nil)); message != nil {
		b.faultAt(n, name, message.of(name))
		return unknown()
	}
	var argv []func(*frame) reflect.Value
	konst := true
	add := func(v value) {
		argv = append(argv, v.eval)
		konst = konst && v.konst
	}
	for i, a := range args {
		add(b.argument(a, paramType(t, i)))
	}
	if final != nil {
		b.readsAll(final.typ)
		add(b.convert(n, *final, paramType(t, len(args))))
	}
	at := b.site(n)
	return value{typ: t.Out(0), konst: konst, argv: argv, eval: func(f *frame) reflect.Value {
		return apply(f, at, name, fn, argv)
	}}
}

// directly calls functions of the most common forms without reflection, which
// takes a third of the time.
func (v value) directly(at *site, fn any) value {
	argv, call := v.argv, (func(*frame) reflect.Value)(nil)
	v.argv = nil
	switch fn := fn.(type) {
	case func(string) string:
		call = func(f *frame) reflect.Value { return reflect.ValueOf(fn(argv[0](f).String())) }
	case func(string) template.HTML:
		call = func(f *frame) reflect.Value { return reflect.ValueOf(fn(argv[0](f).String())) }
	case func(string, string) string:
		call = func(f *frame) reflect.Value { return reflect.ValueOf(fn(argv[0](f).String(), argv[1](f).String())) }
	case func(int) string:
		call = func(f *frame) reflect.Value { return reflect.ValueOf(fn(int(argv[0](f).Int()))) }
	case func(string, ...any) string:
		call = func(f *frame) reflect.Value {
			more := make([]any, len(argv)-1)
			for i, a := range argv[1:] {
				more[i] = a(f).Interface()
			}
			return reflect.ValueOf(fn(argv[0](f).String(), more...))
		}
	}
	if call != nil && argv != nil {
		v.eval = func(f *frame) reflect.Value {
			f.at = at
			return call(f)
		}
	}
	return v
}

func btoi(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

// apply evaluates the arguments and calls through reflection.
func apply(f *frame, at *site, name string, fn func(*frame) reflect.Value, argv []func(*frame) reflect.Value) reflect.Value {
	mark := len(f.args)
	for _, a := range argv {
		r := a(f)
		f.args = append(f.args, r)
	}
	callee := fn(f)
	f.at = at
	if callee.IsNil() {
		at.fail(tell("nofunc").of(name))
	}
	ret := callee.Call(f.args[mark:])
	f.args = f.args[:mark]
	return result(at, name, ret)
}

func result(at *site, name string, ret []reflect.Value) reflect.Value {
	if len(ret) == 2 && !ret[1].IsNil() {
		err := ret[1].Interface().(error)
		if own, ok := err.(*Error); ok {
			panic(failure{at, own})
		}
		panic(failure{at, tell("failed", name, err)})
	}
	return ret[0]
}

// fits says what is wrong with calling a function of type t with n arguments.
func fits(t reflect.Type, n int) *saying {
	if t.NumOut() == 0 || t.NumOut() > 2 || t.NumOut() == 2 && t.Out(1) != errorType || dynamic(t.Out(0)) {
		return tell("results")
	}
	want := t.NumIn()
	if t.IsVariadic() {
		if n < want-1 {
			return tell("atleast", want-1, n)
		}
		return nil
	}
	if n != want {
		return tell("count", want, n)
	}
	return nil
}

func paramType(t reflect.Type, i int) reflect.Type {
	if t.IsVariadic() && i >= t.NumIn()-1 {
		return t.In(t.NumIn() - 1).Elem()
	}
	return t.In(i)
}

// argument compiles one argument for a parameter of type t.
func (b *builder) argument(n parse.Node, t reflect.Type) value {
	v := b.operand(n)
	b.readsAll(v.typ)
	if v.lit == nil {
		return b.convert(n, v, t)
	}
	r, err := literal(v.lit, t)
	if err != nil {
		b.faultAt(n, "", told(err))
		return unknown()
	}
	return constant(r)
}

// convert makes a value fit a parameter of type t as text/template does: as it
// is, or one pointer on or off.
func (b *builder) convert(n parse.Node, v value, t reflect.Type) value {
	at, get, have := b.site(n), v.eval, v.typ
	switch {
	case have == nil:
		v.eval = func(f *frame) reflect.Value { return fit(at, get(f), t) }
	case have.AssignableTo(t):
	case have.Kind() == reflect.Pointer && have.Elem().AssignableTo(t):
		v.eval = func(f *frame) reflect.Value { return reach(at, get(f), 1) }
	case v.addr && reflect.PointerTo(have).AssignableTo(t):
		v.eval = func(f *frame) reflect.Value { return get(f).Addr() }
	default:
		b.faultAt(n, "", tell("wanted", strings.TrimSpace(n.String()), typeName(have), typeName(t)))
		return unknown()
	}
	return v
}

// fit is convert for a value whose type is seen only now.
func fit(at *site, v reflect.Value, t reflect.Type) reflect.Value {
	if !v.IsValid() {
		if !canBeNil(t) {
			at.fail(tell("nothingas", typeName(t)).of(at.node.String()))
		}
		return reflect.Zero(t)
	}
	if v.Type().AssignableTo(t) {
		return v
	}
	switch {
	case v.Kind() == reflect.Pointer && v.Type().Elem().AssignableTo(t):
		return reach(at, v, 1)
	case reflect.PointerTo(v.Type()).AssignableTo(t) && v.CanAddr():
		return v.Addr()
	}
	at.fail(tell("wanted", at.node, typeName(v.Type()), typeName(t)))
	return v
}

func canBeNil(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Interface, reflect.Pointer, reflect.Slice:
		return true
	}
	return false
}

// literal gives a constant of the template as a value of type t; with t nil, or
// any interface, its form says what it is.
func literal(n parse.Node, t reflect.Type) (reflect.Value, error) {
	if _, isNil := n.(*parse.NilNode); !isNil && t != nil && t.Kind() == reflect.Interface && t.NumMethod() == 0 {
		t = nil
	}
	if _, ok := n.(*parse.NilNode); ok {
		switch {
		case t == nil:
			return reflect.Value{}, nil
		case canBeNil(t):
			return reflect.Zero(t), nil
		}
		return reflect.Value{}, tell("literal", "nil", typeName(t))
	}
	if t == nil {
		return plainLiteral(n)
	}
	r := reflect.New(t).Elem()
	switch n := n.(type) {
	case *parse.BoolNode:
		if t.Kind() == reflect.Bool {
			r.SetBool(n.True)
			return r, nil
		}
	case *parse.StringNode:
		if t.Kind() == reflect.String {
			r.SetString(n.Text)
			return r, nil
		}
	case *parse.NumberNode:
		switch {
		case r.CanInt() && n.IsInt:
			r.SetInt(n.Int64)
			return r, nil
		case r.CanUint() && n.IsUint:
			r.SetUint(n.Uint64)
			return r, nil
		case r.CanFloat() && n.IsFloat:
			r.SetFloat(n.Float64)
			return r, nil
		case r.CanComplex() && n.IsComplex:
			r.SetComplex(n.Complex128)
			return r, nil
		}
	}
	return reflect.Value{}, tell("literal", n, typeName(t))
}

func plainLiteral(n parse.Node) (reflect.Value, error) {
	switch n := n.(type) {
	case *parse.BoolNode:
		return reflect.ValueOf(n.True), nil
	case *parse.StringNode:
		return reflect.ValueOf(n.Text), nil
	case *parse.NumberNode:
		hex := len(n.Text) > 2 && n.Text[0] == '0' && (n.Text[1] == 'x' || n.Text[1] == 'X') && !strings.ContainsAny(n.Text, "pP")
		switch {
		case n.IsComplex:
			return reflect.ValueOf(n.Complex128), nil
		case n.IsFloat && !hex && n.Text[0] != '\'' && strings.ContainsAny(n.Text, ".eEpP"):
			return reflect.ValueOf(n.Float64), nil
		case n.IsInt && int64(int(n.Int64)) == n.Int64:
			return reflect.ValueOf(int(n.Int64)), nil
		}
		return reflect.Value{}, tell("toolarge", n.Text)
	}
	return reflect.Value{}, tell("novalue", n)
}
