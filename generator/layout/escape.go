package layout

import (
	"html/template"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// escaperPrefix begins the names of the functions that html/template puts behind
// actions. They are not exported; what most of a page goes through is done here
// again, which tests hold against html/template byte for byte, and html/template
// itself is asked for the rest (see ask).
const escaperPrefix = "_html_template_"

// escapers are the functions that may stand behind an action, without their prefix.
// Those for scripts and styles are refused: html/template's rules for these had
// five holes in one year.
var escapers = strings.Fields("htmlescaper attrescaper rcdataescaper nospaceescaper urlfilter urlnormalizer urlescaper " +
	"commentescaper htmlnamefilter srcsetescaper")

// chain is the escapers behind an action: their names without the prefix, with spaces.
type chain string

// Chains that have a quick way through.
const (
	asText    chain = "htmlescaper"
	asValue   chain = "attrescaper"
	asTitle   chain = "rcdataescaper"
	asAddress chain = "urlfilter urlnormalizer attrescaper"
	asPiece   chain = "urlescaper attrescaper" // of an address, such as the place in a page that it leads to
)

// chainOf reads the escapers behind an action.
func chainOf(cmds []*parse.CommandNode) (chain, error) {
	names := make([]string, len(cmds))
	for i, cmd := range cmds {
		names[i] = strings.TrimPrefix(cmd.Args[0].String(), escaperPrefix)
		if !slices.Contains(escapers, names[i]) {
			return "", tell("incode")
		}
	}
	return chain(strings.Join(names, " ")), nil
}

// plain tells that a string which is not HTML already is escaped byte by byte.
func (c chain) plain() bool { return c == asText || c == asValue || c == asTitle }

// numeric tells that digits, minus and lower-case letters pass a chain unchanged.
func (c chain) numeric() bool {
	return !strings.Contains(string(c), "commentescaper") && !strings.Contains(string(c), "htmlnamefilter") && !strings.Contains(string(c), "srcsetescaper")
}

var htmlType = reflect.TypeFor[template.HTML]()

// htmlEscapes says which bytes need another form in text and quoted attributes; ""
// for those that stay.
var htmlEscapes = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// marks tells bytes apart; it is small enough to stay in the processor's nearest cache.
type marks [256]bool

var htmlSpecial = func() (is marks) {
	for c, repl := range htmlEscapes {
		is[c] = repl != ""
	}
	return is
}()

// The bytes that stay as they are, in an attribute too: of a URL, and of a piece of
// one, such as an id.
var plainInURL, unreserved = lettersAnd("-._~!#$*,/:;=?@[]"), lettersAnd("-._~")

func lettersAnd(more string) (is marks) {
	for _, c := range "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" + more {
		is[c] = true
	}
	return is
}

// all tells that a text has no other bytes.
func (is *marks) all(s string) bool {
	for i := range len(s) {
		if !is[s[i]] {
			return false
		}
	}
	return true
}

// plainAddress holds for addresses that stay as they are: relative ones and those of
// http, https and mailto.
func plainAddress(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return plainInURL.all(s) && (!ok || strings.Contains(scheme, "/") ||
		strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto"))
}

// appendHTML adds s escaped for text and quoted attributes.
func appendHTML(dst []byte, s string) []byte {
	done := 0
	for i := 0; i < len(s); i++ {
		if htmlSpecial[s[i]] {
			dst = append(dst, s[done:i]...)
			dst = append(dst, htmlEscapes[s[i]]...)
			done = i + 1
		}
	}
	return append(dst, s[done:]...)
}

// ask has html/template pass a value through its own escapers. It is slow, and for
// what pages show seldom.
func (c chain) ask(x any) string {
	t, ok := asking.Load(c)
	if !ok {
		t, _ = asking.LoadOrStore(c, c.template())
	}
	q := question{Value: x}
	if err := t.(*template.Template).Execute(io.Discard, &q); err != nil {
		panic(err)
	}
	return q.answer
}

var asking sync.Map // of chain to *template.Template

// template is a chain as a layout would have it, if it might name the escapers.
// Escaping leaves it as it is, since it shows nothing, but gives the names their meaning.
func (c chain) template() *template.Template {
	names, funcs := "", template.FuncMap{}
	for _, name := range strings.Fields(string(c)) {
		name = escaperPrefix + name
		funcs[name] = func(...any) string { panic(name + " has no meaning") }
		names += " | " + name
	}
	return template.Must(template.New("ask").Funcs(funcs).Parse("{{$x := .Value" + names + "}}{{.Keep $x}}"))
}

// question is a value that goes through html/template's escapers.
type question struct {
	Value  any
	answer string
}

// Keep takes the answer out of the template.
func (q *question) Keep(s string) string {
	q.answer = s
	return ""
}

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
		if t.Kind() == reflect.String && (c == asAddress && plainAddress(r.String()) || c == asPiece && unreserved.all(r.String())) {
			f.out = append(f.out, r.String()...)
			return
		}
		f.out = append(f.out, c.ask(r.Interface())...)
	}
}
