package layout

import (
	"fmt"
	"html/template"
	"reflect"
)

// builtins compile the functions that every template has. Each gets its
// arguments and gives a value or says what is wrong with them. Where the types
// are known the work is prepared here; else it follows text/template's rules when
// the page is made.
var builtins map[string]func(at *site, args []value) (value, *saying)

func init() {
	builtins = map[string]func(at *site, args []value) (value, *saying){
		"and":         func(at *site, args []value) (value, *saying) { return andOr(args, false) },
		"or":          func(at *site, args []value) (value, *saying) { return andOr(args, true) },
		"not":         not,
		"eq":          equal,
		"ne":          unequal,
		"lt":          ordered("lt", func(order int) bool { return order < 0 }),
		"le":          ordered("le", func(order int) bool { return order <= 0 }),
		"gt":          ordered("gt", func(order int) bool { return order > 0 }),
		"ge":          ordered("ge", func(order int) bool { return order >= 0 }),
		"len":         length,
		"index":       index,
		"slice":       slice,
		"print":       spoken(fmt.Sprint),
		"println":     spoken(fmt.Sprintln),
		"printf":      printf,
		"html":        spoken(template.HTMLEscaper),
		"js":          spoken(template.JSEscaper),
		"urlquery":    spoken(template.URLQueryEscaper),
		"_eval_args_": spoken(evalArgs),
	}
}

// truthful makes a value of a condition.
func truthful(cond func(*frame) bool) value {
	return value{typ: reflect.TypeFor[bool](), cond: cond, eval: func(f *frame) reflect.Value { return reflect.ValueOf(cond(f)) }}
}

// truthOf compiles the question whether a value counts as true.
func truthOf(v value) func(*frame) bool {
	if v.cond != nil {
		return v.cond
	}
	get := v.eval
	t := v.typ
	if t == nil {
		return func(f *frame) bool { return truth(get(f)) }
	}
	switch t.Kind() {
	case reflect.Bool:
		return func(f *frame) bool { return get(f).Bool() }
	case reflect.String, reflect.Slice, reflect.Array:
		return func(f *frame) bool { return get(f).Len() > 0 }
	case reflect.Pointer:
		return func(f *frame) bool { return !get(f).IsNil() }
	}
	return func(f *frame) bool { return truth(get(f)) }
}

func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Struct:
		return true
	case reflect.Array, reflect.Slice, reflect.String:
		return v.Len() > 0
	case reflect.Pointer:
		return !v.IsNil()
	}
	return !v.IsZero() || v.CanFloat() && v.Float() != 0
}

func andOr(args []value, stop bool) (value, *saying) {
	if len(args) == 0 {
		return value{}, tell("atleast", 1, 0)
	}
	conds := make([]func(*frame) bool, len(args))
	v := args[len(args)-1]
	v.konst, v.slot, v.lit = false, 0, nil
	for i, a := range args {
		conds[i] = truthOf(a)
		if a.typ != v.typ {
			v.typ = nil
		}
		v.addr = v.addr && a.addr
	}
	v.none = false
	v.cond = func(f *frame) bool {
		for _, c := range conds {
			if c(f) == stop {
				return stop
			}
		}
		return !stop
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

func not(at *site, args []value) (value, *saying) {
	if len(args) != 1 {
		return value{}, tell("count", 1, len(args))
	}
	cond := truthOf(args[0])
	return truthful(func(f *frame) bool { return !cond(f) }), nil
}

// spoken compiles a function of any arguments that gives a string.
func spoken(fn func(...any) string) func(at *site, args []value) (value, *saying) {
	return func(at *site, args []value) (value, *saying) {
		return value{typ: reflect.TypeFor[string](), eval: func(f *frame) reflect.Value {
			return reflect.ValueOf(fn(anys(f, args)...))
		}}, nil
	}
}

func anys(f *frame, args []value) []any {
	list := make([]any, len(args))
	for i, a := range args {
		if r := a.eval(f); r.IsValid() {
			list[i] = r.Interface()
		}
	}
	return list
}

func printf(at *site, args []value) (value, *saying) {
	if len(args) == 0 {
		return value{}, tell("needsformat")
	}
	if t := args[0].typ; t != nil && t != reflect.TypeFor[string]() {
		return value{}, tell("format", typeName(t))
	}
	format := args[0].eval
	return value{typ: reflect.TypeFor[string](), eval: func(f *frame) reflect.Value {
		s := fit(at, format(f), reflect.TypeFor[string]()).String()
		return reflect.ValueOf(fmt.Sprintf(s, anys(f, args[1:])...))
	}}, nil
}

func length(at *site, args []value) (value, *saying) {
	if len(args) != 1 {
		return value{}, tell("count", 1, len(args))
	}
	get := args[0].eval
	if t := args[0].typ; t != nil {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		switch t.Kind() {
		case reflect.Slice, reflect.String, reflect.Array:
		default:
			return value{}, tell("nolength", typeName(t))
		}
	}
	return value{typ: reflect.TypeFor[int](), eval: func(f *frame) reflect.Value {
		r, isNil := indirect(get(f))
		if isNil || !r.IsValid() {
			at.fail(tell("nothing").of("len"))
		}
		switch r.Kind() {
		case reflect.Array, reflect.Slice, reflect.String:
			return reflect.ValueOf(r.Len())
		}
		at.fail(tell("nolength", typeName(r.Type())).of("len"))
		return r
	}}, nil
}

func index(at *site, args []value) (value, *saying) {
	if len(args) == 0 {
		return value{}, tell("atleast", 1, 0)
	}
	v := value{typ: args[0].typ, addr: args[0].addr}
	for range args[1:] {
		for v.typ != nil && v.typ.Kind() == reflect.Pointer {
			v.typ, v.addr = v.typ.Elem(), true
		}
		if v.typ == nil {
			break
		}
		switch v.typ.Kind() {
		case reflect.Slice:
			v.typ, v.addr = v.typ.Elem(), true
		case reflect.Array:
			v.typ = v.typ.Elem()
		case reflect.String:
			v.typ, v.addr = reflect.TypeFor[uint8](), false
		default:
			return value{}, tell("noentries", typeName(v.typ))
		}
	}
	v.eval = func(f *frame) reflect.Value {
		item := args[0].eval(f)
		if !item.IsValid() {
			at.fail(tell("nothing").of("index"))
		}
		for _, a := range args[1:] {
			item = entry(at, item, a.eval(f))
		}
		return item
	}
	return v, nil
}

func entry(at *site, item, key reflect.Value) reflect.Value {
	item, isNil := indirect(item)
	if isNil {
		at.fail(tell("nothing").of("index"))
	}
	switch item.Kind() {
	case reflect.Array, reflect.Slice, reflect.String:
		i, ok := position(key, item.Len())
		if !ok || i >= item.Len() {
			at.fail(tell("noentry", key, item.Len()).of("index"))
		}
		return item.Index(i)
	}
	at.fail(tell("noentries", typeName(item.Type())).of("index"))
	return item
}

func position(v reflect.Value, most int) (int, bool) {
	x := int64(-1)
	switch {
	case v.IsValid() && v.CanInt():
		x = v.Int()
	case v.IsValid() && v.CanUint() && v.Uint() <= uint64(most):
		x = int64(v.Uint())
	}
	return int(x), x >= 0 && x <= int64(most)
}

func slice(at *site, args []value) (value, *saying) {
	if len(args) == 0 || len(args) > 4 {
		return value{}, tell("slice")
	}
	v := value{addr: false}
	if t := args[0].typ; t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.String) {
		v.typ = t
	}
	v.eval = func(f *frame) reflect.Value {
		item, isNil := indirect(args[0].eval(f))
		if isNil || !item.IsValid() {
			at.fail(tell("nothing").of("slice"))
		}
		most := 0
		switch item.Kind() {
		case reflect.String:
			if len(args) == 4 {
				at.fail(tell("twonumbers").of("slice"))
			}
			most = item.Len()
		case reflect.Slice, reflect.Array:
			most = item.Cap()
		default:
			at.fail(tell("nocut", typeName(item.Type())).of("slice"))
		}
		cut := [3]int{0, item.Len(), 0}
		for i, a := range args[1:] {
			n, ok := position(a.eval(f), most)
			if !ok {
				at.fail(tell("outside", i+1, most).of("slice"))
			}
			cut[i] = n
		}
		if cut[0] > cut[1] || len(args) == 4 && cut[1] > cut[2] {
			at.fail(tell("rise").of("slice"))
		}
		if len(args) == 4 {
			return item.Slice3(cut[0], cut[1], cut[2])
		}
		return item.Slice(cut[0], cut[1])
	}
	return v, nil
}

// indirect follows pointers; isNil tells that it ended at none.
func indirect(v reflect.Value) (_ reflect.Value, isNil bool) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return v, true
		}
		v = v.Elem()
	}
	return v, false
}
