package layout

import (
	"reflect"
	"strconv"
)

// printer compiles the output of a simple value through its escapers.
func printer(v value, c chain) step {
	get, t := v.eval, v.typ
	switch kind := t.Kind(); {
	case kind == reflect.Bool && c.numeric():
		return func(f *frame) { f.out = strconv.AppendBool(f.out, get(f).Bool()) }
	case kind == reflect.Int && c.numeric():
		return func(f *frame) { f.out = strconv.AppendInt(f.out, get(f).Int(), 10) }
	case c == asText && t == htmlType:
		return func(f *frame) { f.out = append(f.out, get(f).String()...) }
	case c.plain() && kind == reflect.String && t != htmlType:
		return func(f *frame) { f.out = appendHTML(f.out, get(f).String()) }
	}
	return func(f *frame) {
		r := get(f)
		if t.Kind() == reflect.String && (c == asAddress && plainAddress(r.String()) || c == asPiece && unreserved(r.String())) {
			f.out = append(f.out, r.String()...)
			return
		}
		f.out = append(f.out, c.ask(r.Interface())...)
	}
}
