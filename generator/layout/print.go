package layout

import (
	"fmt"
	"reflect"
	"strconv"
)

var (
	stringerType  = reflect.TypeFor[fmt.Stringer]()
	formatterType = reflect.TypeFor[fmt.Formatter]()
)

// printer compiles the output of a value through its escapers.
func printer(at *site, v value, c chain) step {
	get, t := v.eval, v.typ
	switch {
	case t == nil:
	case !speaks(t) && t.Kind() == reflect.String:
		return stringPrinter(get, t, c)
	case !speaks(t) && t.Kind() == reflect.Bool && c.numeric():
		return func(f *frame) signal { f.out = strconv.AppendBool(f.out, get(f).Bool()); return goOn }
	case !speaks(t) && basic(t) == "int" && c.numeric():
		return func(f *frame) signal { f.out = strconv.AppendInt(f.out, get(f).Int(), 10); return goOn }
	case t.Kind() != reflect.Pointer && c.plain() && t.Implements(stringerType) && !t.Implements(errorType) && !t.Implements(formatterType):
		return func(f *frame) signal {
			f.at = at
			f.out = appendHTML(f.out, get(f).Interface().(fmt.Stringer).String())
			return goOn
		}
	}
	return func(f *frame) signal {
		var x any
		if r := get(f); r.IsValid() {
			x = r.Interface()
		}
		f.at = at
		f.out = append(f.out, c.ask(x)...)
		return goOn
	}
}

// speaks tells that a type has its own way to be printed.
func speaks(t reflect.Type) bool {
	return t.Implements(stringerType) || t.Implements(errorType) || t.Implements(formatterType)
}

func stringPrinter(get func(*frame) reflect.Value, t reflect.Type, c chain) step {
	if c == asText && t == htmlType {
		return func(f *frame) signal { f.out = append(f.out, get(f).String()...); return goOn }
	}
	if c.plain() && t != htmlType {
		return func(f *frame) signal { f.out = appendHTML(f.out, get(f).String()); return goOn }
	}
	return func(f *frame) signal {
		r := get(f)
		if s := r.String(); c.verbatim(t, s) {
			f.out = append(f.out, s...)
		} else {
			f.out = append(f.out, c.ask(r.Interface())...)
		}
		return goOn
	}
}

// evalArgs is what html/template puts in place of an author's html with
// several arguments.
func evalArgs(args ...any) string {
	for i, a := range args {
		if a != nil {
			args[i] = toSpeaker(a)
		}
	}
	return fmt.Sprint(args...)
}

// toSpeaker follows pointers up to a value that knows how to print itself.
func toSpeaker(x any) any {
	v := reflect.ValueOf(x)
	for !v.Type().Implements(stringerType) && !v.Type().Implements(errorType) && v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	return v.Interface()
}
