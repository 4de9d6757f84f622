package layout

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
)

var (
	stringerType  = reflect.TypeFor[fmt.Stringer]()
	formatterType = reflect.TypeFor[fmt.Formatter]()
)

// printer compiles the output of a value through its escapers.
func printer(at *site, v value, chain []escaper) step {
	get := v.eval
	if len(chain) == 0 {
		return func(f *frame) signal {
			f.out = fmt.Append(f.out, printable(at, get(f)))
			return goOn
		}
	}
	if t := v.typ; t != nil && (contentTypes[t] != plain || !speaks(t)) {
		switch {
		case t.Kind() == reflect.String:
			return stringPrinter(get, contentTypes[t], chain)
		case t.Kind() == reflect.Bool && numeric(chain):
			return func(f *frame) signal { f.out = strconv.AppendBool(f.out, get(f).Bool()); return goOn }
		case t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 && numeric(chain):
			return func(f *frame) signal { f.out = strconv.AppendInt(f.out, get(f).Int(), 10); return goOn }
		case t.Kind() >= reflect.Uint && t.Kind() <= reflect.Uint64 && numeric(chain):
			return func(f *frame) signal { f.out = strconv.AppendUint(f.out, get(f).Uint(), 10); return goOn }
		}
	}
	if t := v.typ; t != nil && t.Kind() != reflect.Pointer && contentTypes[t] == plain && t.Implements(stringerType) &&
		!t.Implements(errorType) && !t.Implements(formatterType) {
		return func(f *frame) signal {
			f.at = at
			f.out = appendRun(f.out, chain, get(f).Interface().(fmt.Stringer).String())
			return goOn
		}
	}
	return func(f *frame) signal {
		var x any
		if r := get(f); r.IsValid() {
			x = r.Interface()
		}
		f.at = at
		s, c := spell(x)
		f.out = append(f.out, run(chain, s, c)...)
		return goOn
	}
}

// appendRun adds a plain string through its escapers.
func appendRun(dst []byte, chain []escaper, s string) []byte {
	if len(chain) == 1 && chain[0] <= escRCData {
		return appendHTML(dst, s)
	}
	return append(dst, run(chain, s, plain)...)
}

// speaks tells that a type has its own way to be printed.
func speaks(t reflect.Type) bool {
	return t.Implements(stringerType) || t.Implements(errorType) || t.Implements(formatterType)
}

// numeric tells that digits, minus and lower-case letters pass a chain unchanged.
func numeric(chain []escaper) bool {
	for _, e := range chain {
		if e == escComment || e == escName || e == escSrcset {
			return false
		}
	}
	return true
}

func stringPrinter(get func(*frame) reflect.Value, c content, chain []escaper) step {
	is := func(want ...escaper) bool { return slices.Equal(chain, want) }
	switch {
	case is(escHTML) && c == contentHTML:
		return func(f *frame) signal { f.out = append(f.out, get(f).String()...); return goOn }
	case c != contentHTML && (is(escHTML) || is(escAttr) || is(escRCData)):
		return func(f *frame) signal { f.out = appendHTML(f.out, get(f).String()); return goOn }
	case is(escURLFilter, escURLNorm, escAttr):
		return func(f *frame) signal {
			s := get(f).String()
			if c != contentURL && !safeURL(s) {
				s = "#" + failsafe
			}
			if allPlainURL(s) {
				f.out = append(f.out, s...)
				return goOn
			}
			f.tmp = appendURL(f.tmp[:0], s, true)
			f.out = appendHTML(f.out, f.tmp)
			return goOn
		}
	}
	return func(f *frame) signal {
		f.out = append(f.out, run(chain, get(f).String(), c)...)
		return goOn
	}
}

// spell gives the text of a value and what html/template takes it for.
func spell(x any) (string, content) {
	if x == nil {
		return "", plain
	}
	v := reflect.ValueOf(x)
	for v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if t := v.Type(); t.Kind() == reflect.String {
		if c := contentTypes[t]; c != plain || t == reflect.TypeFor[string]() {
			return v.String(), c
		}
	}
	return fmt.Sprint(toSpeaker(x)), plain
}

// toSpeaker follows pointers up to a value that knows how to print itself.
func toSpeaker(x any) any {
	v := reflect.ValueOf(x)
	for !v.Type().Implements(stringerType) && !v.Type().Implements(errorType) && v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	return v.Interface()
}

// evalArgs is what html/template puts in place of an author's html with
// several arguments.
func evalArgs(args ...any) string {
	if len(args) == 1 {
		if s, ok := args[0].(string); ok {
			return s
		}
	}
	for i, a := range args {
		if a != nil {
			args[i] = toSpeaker(a)
		}
	}
	return fmt.Sprint(args...)
}

// printable is the form of a value that is printed where nothing escapes it.
func printable(at *site, v reflect.Value) any {
	if v.Kind() == reflect.Pointer {
		v, _ = indirect(v)
	}
	if !v.IsValid() {
		return "<no value>"
	}
	t := v.Type()
	if !t.Implements(errorType) && !t.Implements(stringerType) {
		p := reflect.PointerTo(t)
		if v.CanAddr() && (p.Implements(errorType) || p.Implements(stringerType)) {
			v = v.Addr()
		}
	}
	return v.Interface()
}
