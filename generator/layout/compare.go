package layout

import (
	"cmp"
	"reflect"
	"strings"
)

func equal(at *site, args []value) (value, *saying) {
	if len(args) < 2 {
		return value{}, tell("twoormore")
	}
	allStrings := true
	for _, a := range args {
		ta, t0 := a.typ, args[0].typ
		if ta == nil || t0 == nil {
			allStrings = false
			continue
		}
		allStrings = allStrings && ta.Kind() == reflect.String
		if !alike(basic(t0), basic(ta)) {
			return value{}, tell("never", typeName(t0), typeName(ta))
		}
	}
	if allStrings && len(args) == 2 {
		x, y := args[0].eval, args[1].eval
		if args[1].konst {
			fixed := args[1].eval(nil).String()
			return truthful(func(f *frame) bool { return x(f).String() == fixed }), nil
		}
		return truthful(func(f *frame) bool { return x(f).String() == y(f).String() }), nil
	}
	return truthful(func(f *frame) bool {
		// All arguments are evaluated before the first comparison, so that their
		// faults do not depend on it.
		first, rest := args[0].eval(f), make([]reflect.Value, 0, 4)
		for _, a := range args[1:] {
			rest = append(rest, a.eval(f))
		}
		for _, r := range rest {
			same, err := sameValue(first, r)
			if err != nil {
				at.fail(told(err))
			}
			if same {
				return true
			}
		}
		return false
	}), nil
}

func unequal(at *site, args []value) (value, *saying) {
	if len(args) != 2 {
		return value{}, tell("two", len(args))
	}
	v, message := equal(at, args)
	if message != nil {
		return v, message
	}
	same := v.cond
	return truthful(func(f *frame) bool { return !same(f) }), nil
}

func sameValue(a, b reflect.Value) (bool, error) {
	if c, ok := order(a, b); ok {
		return c == 0, nil
	}
	switch class := basicOf(a); {
	case class != basicOf(b):
		if a.IsValid() && b.IsValid() {
			return false, tell("incomparable", typeName(a.Type()), typeName(b.Type()))
		}
		return false, nil
	case class == "bool":
		return a.Bool() == b.Bool(), nil
	case class == "complex":
		return a.Complex() == b.Complex(), nil
	}
	return sameOther(a, b)
}

// sameOther compares what is neither number, string nor bool.
func sameOther(a, b reflect.Value) (bool, error) {
	if a.IsValid() && b.IsValid() && a.Kind() != b.Kind() {
		return false, errNotComparable
	}
	if isNil(a) || isNil(b) {
		return isNil(a) == isNil(b), nil
	}
	if !b.Type().Comparable() {
		return false, errNotComparable
	}
	return a.Interface() == b.Interface(), nil
}

func isNil(v reflect.Value) bool {
	if !v.IsValid() {
		return true
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Slice:
		return v.IsNil()
	}
	return false
}

// ordered compiles lt, le, gt and ge; pick says which order counts.
func ordered(name string, pick func(order int) bool) func(at *site, args []value) (value, *saying) {
	return func(at *site, args []value) (value, *saying) {
		if len(args) != 2 {
			return value{}, tell("two", len(args))
		}
		x, y := args[0].eval, args[1].eval
		tx, ty := args[0].typ, args[1].typ
		if tx != nil && ty != nil {
			kx, ky := basic(tx), basic(ty)
			if !alike(kx, ky) || kx == "" || kx == "bool" || kx == "complex" {
				return value{}, tell("noorder", typeName(tx), typeName(ty))
			}
			if kx == "int" && ky == "int" {
				return truthful(func(f *frame) bool { return pick(cmp.Compare(x(f).Int(), y(f).Int())) }), nil
			}
		}
		return truthful(func(f *frame) bool {
			a, b := x(f), y(f)
			c, ok := order(a, b)
			switch {
			case ok:
			case a.IsValid() && b.IsValid() && basicOf(a) != basicOf(b):
				at.fail(tell("incomparable", typeName(a.Type()), typeName(b.Type())).of(name))
			default:
				at.fail(errNotComparable.of(name))
			}
			return pick(c)
		}), nil
	}
}

// order compares numbers of one kind, and strings; ok is false for all else.
func order(a, b reflect.Value) (c int, ok bool) {
	switch ka, kb := basicOf(a), basicOf(b); {
	case ka == "int" && kb == "uint":
		if a.Int() < 0 {
			return -1, true
		}
		return cmp.Compare(uint64(a.Int()), b.Uint()), true
	case ka == "uint" && kb == "int":
		c, ok = order(b, a)
		return -c, ok
	case ka != kb:
	case ka == "int":
		return cmp.Compare(a.Int(), b.Int()), true
	case ka == "uint":
		return cmp.Compare(a.Uint(), b.Uint()), true
	case ka == "float":
		return cmp.Compare(a.Float(), b.Float()), true
	case ka == "string":
		return strings.Compare(a.String(), b.String()), true
	}
	return 0, false
}

func basicOf(v reflect.Value) string {
	if !v.IsValid() {
		return ""
	}
	return basic(v.Type())
}

var errNotComparable = tell("nocomparison")

// basic is the class of kinds that compare with each other; "" for the rest.
func basic(t reflect.Type) string {
	switch k := t.Kind(); {
	case k == reflect.Bool:
		return "bool"
	case k == reflect.String:
		return "string"
	case k >= reflect.Int && k <= reflect.Int64:
		return "int"
	case k >= reflect.Uint && k <= reflect.Uintptr:
		return "uint"
	case k == reflect.Float32 || k == reflect.Float64:
		return "float"
	case k == reflect.Complex64 || k == reflect.Complex128:
		return "complex"
	}
	return ""
}

// alike tells whether values of two classes can be compared: signed and unsigned
// whole numbers go together.
func alike(a, b string) bool {
	return a == b || strings.TrimPrefix(a, "u") == "int" && strings.TrimPrefix(b, "u") == "int"
}
