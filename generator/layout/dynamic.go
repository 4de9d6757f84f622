package layout

import (
	"reflect"
	"text/template/parse"
)

// fieldLater compiles .name of a value whose type is seen only when the page is
// made. It follows text/template step by step.
func (b *builder) fieldLater(at *site, recv value, name string, args []parse.Node, final *value) value {
	vals := make([]value, 0, len(args)+1)
	for _, a := range args {
		vals = append(vals, b.operand(a))
	}
	if final != nil {
		vals = append(vals, *final)
	}
	get := recv.eval
	return value{eval: func(f *frame) reflect.Value {
		r := get(f)
		if !r.IsValid() {
			return r
		}
		return lookUp(f, at, r, name, vals)
	}}
}

func lookUp(f *frame, at *site, recv reflect.Value, name string, args []value) reflect.Value {
	recv, isNil := indirect(recv)
	if recv.Kind() == reflect.Interface && isNil {
		at.fail(tell("nothingof", name))
	}
	holder := recv
	if holder.Kind() != reflect.Interface && holder.Kind() != reflect.Pointer && holder.CanAddr() {
		holder = holder.Addr()
	}
	if m := holder.MethodByName(name); m.IsValid() {
		return callLater(f, at, m, name, args)
	}
	switch recv.Kind() {
	case reflect.Struct:
		if sf, ok := recv.Type().FieldByName(name); ok && sf.IsExported() {
			if len(args) > 0 {
				at.fail(tell("nomethod", name))
			}
			return fieldByIndex(at, recv, sf.Index)
		}
	case reflect.Map:
		key := reflect.ValueOf(name)
		if key.Type().AssignableTo(recv.Type().Key()) {
			if len(args) > 0 {
				at.fail(tell("nomethod", name))
			}
			return recv.MapIndex(key)
		}
	case reflect.Pointer:
		if isNil {
			at.fail(tell("nothingof", name))
		}
	}
	at.fail(tell("nofield", name, typeName(recv.Type())))
	return recv
}

func callLater(f *frame, at *site, m reflect.Value, name string, args []value) reflect.Value {
	if message := fits(m.Type(), len(args)); message != nil {
		at.fail(message.of(name))
	}
	in := make([]reflect.Value, 0, len(args))
	for i, a := range args {
		t := paramType(m.Type(), i)
		if a.lit == nil {
			in = append(in, fit(at, a.eval(f), t))
			continue
		}
		r, err := literal(a.lit, t)
		if err != nil {
			at.fail(told(err))
		}
		in = append(in, r)
	}
	f.at = at
	return result(at, name, m.Call(in))
}
