package layout

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"
)

// function is one that layouts may call: how many values it wants, and how a call
// with so many is compiled, or what is wrong with them.
type function struct {
	least, most int // most 0: as many as there are
	compile     func(at *site, args []value) (value, *Error)
}

var functions map[string]function

// functionNames are their names, as the parser wants them.
var functionNames = map[string]any{}

func init() {
	functions = map[string]function{
		"t":      {1, 0, message},
		"icon":   {1, 1, icon},
		"and":    {1, 0, func(_ *site, args []value) (value, *Error) { return andOr(args, false) }},
		"or":     {1, 0, func(_ *site, args []value) (value, *Error) { return andOr(args, true) }},
		"not":    {1, 1, not},
		"eq":     {2, 0, equal},
		"ne":     {2, 2, unequal},
		"lt":     {2, 2, ordered(func(order int) bool { return order < 0 })},
		"le":     {2, 2, ordered(func(order int) bool { return order <= 0 })},
		"gt":     {2, 2, ordered(func(order int) bool { return order > 0 })},
		"ge":     {2, 2, ordered(func(order int) bool { return order >= 0 })},
		"len":    {1, 1, length},
		"index":  {2, 2, index},
		"print":  {1, 0, spoken(fmt.Sprint)},
		"printf": {1, 0, formatted},
	}
	for name := range functions {
		functionNames[name] = true
	}
}

// function compiles the call of a function by name. Without data in it, it is made once.
func (b *builder) function(n *parse.IdentifierNode, args []value) value {
	fn := functions[n.Ident]
	konst, wrong := true, (*Error)(nil)
	for _, a := range args {
		if a.bad {
			return unknown()
		}
		konst = konst && a.konst
	}
	var v value
	switch {
	case len(args) < fn.least && fn.most != fn.least:
		wrong = tell("atleast", fn.least, len(args))
	case len(args) < fn.least || fn.most > 0 && len(args) > fn.most:
		wrong = tell("count", fn.most, len(args))
	default:
		v, wrong = fn.compile(b.site(n), args)
	}
	if wrong != nil {
		b.faultAt(n, n.Ident, wrong.of(n.Ident))
		return unknown()
	}
	if konst {
		get, result := v.eval, reflect.Value{}
		if _, ok := b.fold(n, func(f *frame) { result = get(f) }); !ok {
			return unknown()
		}
		v = constant(result)
	}
	return v
}

// all refuses the first argument that is not of a type.
func all(args []value, t reflect.Type) *Error {
	for _, a := range args {
		if a.typ != t {
			return tell("wanted", strings.TrimSpace(a.node.String()), typeName(a.typ), typeName(t))
		}
	}
	return nil
}

var stringType, intType = reflect.TypeFor[string](), reflect.TypeFor[int]()

// message is a text of the site in the page's language.
func message(at *site, args []value) (value, *Error) {
	if wrong := all(args, stringType); wrong != nil {
		return value{}, wrong
	}
	return value{typ: stringType, eval: func(f *frame) reflect.Value {
		words := make([]string, len(args))
		for i, a := range args {
			words[i] = a.eval(f).String()
		}
		text, err := at.set.text(words[0], words[1:]...)
		if own, ok := err.(*Error); ok {
			panic(failure{at, own})
		} else if err != nil {
			at.fail(tell("failed", "t", err))
		}
		return reflect.ValueOf(text)
	}}, nil
}

func icon(at *site, args []value) (value, *Error) {
	if wrong := all(args, stringType); wrong != nil {
		return value{}, wrong
	}
	return value{typ: htmlType, eval: func(f *frame) reflect.Value {
		svg, err := at.set.Icon(args[0].eval(f).String())
		if err != nil {
			panic(failure{at, err})
		}
		return reflect.ValueOf(svg)
	}}, nil
}

// truthful makes a value of a condition.
func truthful(cond func(*frame) bool) value {
	return value{typ: reflect.TypeFor[bool](), eval: func(f *frame) reflect.Value { return reflect.ValueOf(cond(f)) }}
}

// truth tells whether a value counts as true.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Struct:
		return true
	case reflect.Slice, reflect.String:
		return v.Len() > 0
	}
	return !v.IsZero()
}

func andOr(args []value, stop bool) (value, *Error) {
	v := value{typ: args[0].typ}
	if slices.ContainsFunc(args, func(a value) bool { return a.typ != v.typ }) {
		v.typ = nil
	}
	v.eval = func(f *frame) reflect.Value {
		var r reflect.Value
		for _, a := range args {
			r = a.eval(f)
			if truth(r) == stop {
				break
			}
		}
		return r
	}
	return v, nil
}

func not(_ *site, args []value) (value, *Error) {
	get := args[0].eval
	return truthful(func(f *frame) bool { return !truth(get(f)) }), nil
}

// spoken compiles a function that makes a string of what can be shown.
func spoken(fn func(...any) string) func(*site, []value) (value, *Error) {
	return func(_ *site, args []value) (value, *Error) {
		for _, a := range args {
			if !simple(a.typ) {
				return value{}, tell("noshow", typeName(a.typ))
			}
		}
		return value{typ: stringType, eval: func(f *frame) reflect.Value {
			all := make([]any, len(args))
			for i, a := range args {
				all[i] = a.eval(f).Interface()
			}
			return reflect.ValueOf(fn(all...))
		}}, nil
	}
}

// formatted is printf, of which a page shows no complaint: a format that is known must fit what follows it.
func formatted(at *site, args []value) (value, *Error) {
	if args[0].konst && args[0].typ == stringType {
		format := args[0].eval(nil).String()
		if got := tried(format, args[1:]); strings.Contains(got, "%!") {
			return value{}, tell("noformat", format, got)
		}
	}
	return spoken(func(all ...any) string { return fmt.Sprintf(fmt.Sprint(all[0]), all[1:]...) })(at, args)
}

// tried is what a format makes of empty values of the kinds that it will be given; %% is none of its complaints.
func tried(format string, args []value) string {
	empty := make([]any, len(args))
	for i, a := range args {
		if a.typ == nil {
			return "" // what it is, its page tells
		}
		empty[i] = reflect.Zero(a.typ).Interface()
	}
	return fmt.Sprintf(strings.ReplaceAll(format, "%%", ""), empty...)
}

func length(_ *site, args []value) (value, *Error) {
	get, t := args[0].eval, args[0].typ
	if t == nil || t.Kind() != reflect.Slice && t.Kind() != reflect.String {
		return value{}, tell("nolength", typeName(t))
	}
	return value{typ: intType, eval: func(f *frame) reflect.Value { return reflect.ValueOf(get(f).Len()) }}, nil
}

func index(at *site, args []value) (value, *Error) {
	t := args[0].typ
	if t == nil || t.Kind() != reflect.Slice {
		return value{}, tell("noentries", typeName(t))
	}
	list, which := args[0].eval, args[1].eval
	return value{typ: t.Elem(), eval: func(f *frame) reflect.Value {
		all, i := list(f), int(which(f).Int())
		if i < 0 || i >= all.Len() {
			at.fail(tell("noentry", i, all.Len()).of("index"))
		}
		return all.Index(i)
	}}, all(args[1:], intType)
}

func equal(_ *site, args []value) (value, *Error) {
	for _, a := range args {
		if t := args[0].typ; !simple(a.typ) || !simple(t) || a.typ.Kind() != t.Kind() {
			return value{}, tell("never", typeName(t), typeName(a.typ))
		}
	}
	return truthful(func(f *frame) bool {
		first, same := args[0].eval(f), false
		for _, a := range args[1:] {
			same = order(first, a.eval(f)) == 0 || same
		}
		return same
	}), nil
}

func unequal(at *site, args []value) (value, *Error) {
	v, wrong := equal(at, args)
	if wrong != nil {
		return v, wrong
	}
	return not(at, []value{v})
}

// ordered compiles lt, le, gt and ge; pick says which order counts.
func ordered(pick func(order int) bool) func(*site, []value) (value, *Error) {
	return func(_ *site, args []value) (value, *Error) {
		x, y := args[0], args[1]
		if !simple(x.typ) || !simple(y.typ) || x.typ.Kind() != y.typ.Kind() || x.typ.Kind() == reflect.Bool {
			return value{}, tell("noorder", typeName(x.typ), typeName(y.typ))
		}
		return truthful(func(f *frame) bool { return pick(order(x.eval(f), y.eval(f))) }), nil
	}
}

// order compares two values of one simple kind.
func order(a, b reflect.Value) int {
	switch a.Kind() {
	case reflect.Int:
		return cmp.Compare(a.Int(), b.Int())
	case reflect.String:
		return strings.Compare(a.String(), b.String())
	}
	if a.Bool() == b.Bool() {
		return 0
	}
	return 1
}

// simple tells that a value can be shown and compared.
func simple(t reflect.Type) bool {
	return t != nil && (t.Kind() == reflect.Bool || t.Kind() == reflect.Int || t.Kind() == reflect.String)
}
