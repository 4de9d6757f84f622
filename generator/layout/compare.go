package layout

import (
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
	ka, kb := "", ""
	if a.IsValid() {
		ka = basic(a.Type())
	}
	if b.IsValid() {
		kb = basic(b.Type())
	}
	if ka != kb {
		switch {
		case ka == "int" && kb == "uint":
			return a.Int() >= 0 && uint64(a.Int()) == b.Uint(), nil
		case ka == "uint" && kb == "int":
			return b.Int() >= 0 && a.Uint() == uint64(b.Int()), nil
		}
		if a.IsValid() && b.IsValid() {
			return false, tell("incomparable", typeName(a.Type()), typeName(b.Type()))
		}
		return false, nil
	}
	switch ka {
	case "bool":
		return a.Bool() == b.Bool(), nil
	case "string":
		return a.String() == b.String(), nil
	case "int":
		return a.Int() == b.Int(), nil
	case "uint":
		return a.Uint() == b.Uint(), nil
	case "float":
		return a.Float() == b.Float(), nil
	case "complex":
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

// ordered compiles lt, le, gt and ge; pick says which outcome counts.
func ordered(name string, pick func(less, same bool) bool) func(at *site, args []value) (value, *saying) {
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
				return truthful(func(f *frame) bool {
					a, b := x(f).Int(), y(f).Int()
					return pick(a < b, a == b)
				}), nil
			}
		}
		return truthful(func(f *frame) bool {
			a := x(f)
			less, same, err := orderOf(a, y(f))
			if err != nil {
				at.fail(told(err).of(name))
			}
			return pick(less, same)
		}), nil
	}
}

func orderOf(a, b reflect.Value) (less, same bool, err error) {
	if !a.IsValid() || !b.IsValid() {
		return false, false, errNotComparable
	}
	switch ka, kb := basic(a.Type()), basic(b.Type()); {
	case ka == "int" && kb == "uint":
		less = a.Int() < 0 || uint64(a.Int()) < b.Uint()
	case ka == "uint" && kb == "int":
		less = b.Int() >= 0 && a.Uint() < uint64(b.Int())
	case ka != kb:
		return false, false, tell("incomparable", typeName(a.Type()), typeName(b.Type()))
	case ka == "int":
		less = a.Int() < b.Int()
	case ka == "uint":
		less = a.Uint() < b.Uint()
	case ka == "float":
		less = a.Float() < b.Float()
	case ka == "string":
		less = a.String() < b.String()
	default:
		return false, false, errNotComparable
	}
	same, err = sameValue(a, b)
	return less, same, err
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
