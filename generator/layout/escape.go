package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"sync"
	"text/template/parse"
	"unicode/utf8"
)

// escaperPrefix begins the names of the functions that html/template puts behind
// actions. They are not exported, so what they do is done here again; tests hold
// every one against html/template byte for byte. Where it would take the whole
// of html/template's HTML scanner, html/template itself is asked (see oracle).
const escaperPrefix = "_html_template_"

// escaper is one of those functions.
type escaper uint8

const (
	escHTML      escaper = iota // text
	escAttr                     // quoted attribute
	escRCData                   // title, textarea
	escNoSpace                  // attribute without quotes
	escURLFilter                // start of a URL
	escURLNorm                  // URL up to ? or #
	escURL                      // URL after ? or #
	escComment                  // nothing
	escName                     // attribute or element name
	escSrcset                   // srcset attribute
	escUserHTML                 // the author's own html
	escUserURL                  // the author's own urlquery
)

var escapers = map[string]escaper{
	"htmlescaper": escHTML, "attrescaper": escAttr, "rcdataescaper": escRCData, "nospaceescaper": escNoSpace,
	"urlfilter": escURLFilter, "urlnormalizer": escURLNorm, "urlescaper": escURL,
	"commentescaper": escComment, "htmlnamefilter": escName, "srcsetescaper": escSrcset,
}

// chainOf reads the escapers behind an action. Those for scripts and styles are refused:
// html/template's rules for these had five holes in one year.
func chainOf(cmds []*parse.CommandNode) ([]escaper, error) {
	var chain []escaper
	for _, cmd := range cmds {
		name := cmd.Args[0].String()
		e, ok := escapers[strings.TrimPrefix(name, escaperPrefix)]
		switch {
		case ok:
		case name == "html":
			e = escUserHTML
		case name == "urlquery":
			e = escUserURL
		default:
			return nil, tell("incode")
		}
		chain = append(chain, e)
	}
	return chain, nil
}

// content is what html/template takes a string type for.
type content uint8

const (
	plain content = iota
	contentHTML
	contentURL
	contentAttr
	contentSrcset
	contentOther // CSS, JS, JSStr: plain to all escapers supported here
)

var contentTypes = map[reflect.Type]content{
	reflect.TypeFor[template.HTML]():     contentHTML,
	reflect.TypeFor[template.URL]():      contentURL,
	reflect.TypeFor[template.HTMLAttr](): contentAttr,
	reflect.TypeFor[template.Srcset]():   contentSrcset,
	reflect.TypeFor[template.CSS]():      contentOther,
	reflect.TypeFor[template.JS]():       contentOther,
	reflect.TypeFor[template.JSStr]():    contentOther,
}

// escapes says which bytes need another form; "" for those that stay.
type escapes [256]string

var (
	htmlEscapes = escapes{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}
	htmlNorm    = without(htmlEscapes, '&')
	nospace     = merged(htmlEscapes, escapes{0: "&#xfffd;", '\t': "&#9;", '\n': "&#10;", '\v': "&#11;", '\f': "&#12;",
		'\r': "&#13;", ' ': "&#32;", '=': "&#61;", '`': "&#96;"})

	htmlSpecial = special(&htmlEscapes)
)

// special tells the bytes of a table that have another form; it is small enough
// to stay in the processor's nearest cache.
func special(table *escapes) (is [256]bool) {
	for c, repl := range table {
		is[c] = repl != ""
	}
	return is
}

func without(e escapes, c byte) escapes {
	e[c] = ""
	return e
}

func merged(e, more escapes) escapes {
	for c, s := range more {
		if s != "" {
			e[c] = s
		}
	}
	return e
}

// appendHTML adds s escaped for text and quoted attributes.
func appendHTML[S string | []byte](dst []byte, s S) []byte {
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

// appendNorm is appendHTML for what may hold character references already.
func appendNorm(dst []byte, s string) []byte {
	for i := range len(s) {
		if repl := htmlNorm[s[i]]; repl != "" {
			dst = append(dst, repl...)
		} else {
			dst = append(dst, s[i])
		}
	}
	return dst
}

// appendNoSpace also replaces the characters that old browsers end an unquoted
// attribute at, and bytes that are no UTF-8.
func appendNoSpace(dst []byte, s string) []byte {
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r < utf8.RuneSelf && nospace[r] != "":
			dst = append(dst, nospace[r]...)
		case 0xfdd0 <= r && r <= 0xfdef || 0xfff0 <= r && r <= 0xffff:
			dst = fmt.Appendf(dst, "&#x%x;", r)
		default:
			dst = append(dst, s[i:i+n]...)
		}
		i += n
	}
	return dst
}

const failsafe = "ZgotmplZ"

// safeURL holds for relative URLs and for http, https and mailto.
func safeURL(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	if !ok || strings.Contains(scheme, "/") {
		return true
	}
	return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// urlKeeps says which bytes of a URL stay as they are: 1 always, 2 when a whole
// URL is normalised rather than a part of a query escaped.
var urlKeeps = func() (keeps [256]uint8) {
	for c := range 256 {
		b := byte(c)
		switch {
		case b >= 'a' && b <= 'z', b >= 'A' && b <= 'Z', b >= '0' && b <= '9', strings.IndexByte("-._~", b) >= 0:
			keeps[c] = 1
		case strings.IndexByte("!#$&*+,/:;=?@[]", b) >= 0:
			keeps[c] = 2
		}
	}
	return keeps
}()

// plainURL tells the bytes of a URL that stay as they are in an attribute too.
var plainURL = func() (is [256]bool) {
	for c, keep := range urlKeeps {
		is[c] = keep != 0 && htmlEscapes[c] == ""
	}
	return is
}()

// allPlainURL reports whether a URL needs no change at all.
func allPlainURL(s string) bool {
	for i := range len(s) {
		if !plainURL[s[i]] {
			return false
		}
	}
	return true
}

func appendURL(dst []byte, s string, normalise bool) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		keep := urlKeeps[c] == 1 || normalise && urlKeeps[c] == 2 ||
			normalise && c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
		if keep {
			dst = append(dst, c)
			continue
		}
		const digits = "0123456789abcdef"
		dst = append(dst, '%', digits[c>>4], digits[c&15])
	}
	return dst
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// run passes a string through a chain of escapers.
func run(chain []escaper, s string, c content) string {
	if len(chain) > 0 && chain[0] == escSrcset {
		return srcset(chain, s, c)
	}
	for _, e := range chain {
		s = e.one(s, c)
		// What an escaper gives is a plain string to the next.
		c = plain
	}
	return s
}

func (e escaper) one(s string, c content) string {
	switch e {
	case escHTML:
		if c == contentHTML {
			return s
		}
		return string(appendHTML(nil, s))
	case escAttr:
		if c == contentHTML {
			return oracle(`<a b="`, `">`, template.HTML(s))
		}
		return string(appendHTML(nil, s))
	case escRCData:
		if c == contentHTML {
			return string(appendNorm(nil, s))
		}
		return string(appendHTML(nil, s))
	case escNoSpace:
		if s == "" {
			return failsafe
		}
		if c == contentHTML {
			return oracle(`<a b=`, `>`, template.HTML(s))
		}
		return string(appendNoSpace(nil, s))
	case escURLFilter:
		if c == contentURL || safeURL(s) {
			return s
		}
		return "#" + failsafe
	case escURLNorm, escURL:
		return string(appendURL(nil, s, e == escURLNorm || c == contentURL))
	case escName:
		if c == contentAttr {
			return s
		}
		return oracle("<a ", ">", s)
	case escUserHTML:
		return template.HTMLEscapeString(s)
	case escUserURL:
		return template.URLQueryEscaper(s)
	}
	return ""
}

func srcset(chain []escaper, s string, c content) string {
	var v any = s
	switch c {
	case contentSrcset:
		v = template.Srcset(s)
	case contentURL:
		v = template.URL(s)
	}
	if len(chain) == 2 && chain[1] == escNoSpace {
		return oracle(`<img srcset=`, `>`, v)
	}
	return oracle(`<img srcset="`, `">`, v)
}

var oracles sync.Map // of prefix to *template.Template

// oracle has html/template escape a value between two pieces of HTML. It is slow
// and for rare cases.
func oracle(before, after string, v any) string {
	t, ok := oracles.Load(before)
	if !ok {
		t, _ = oracles.LoadOrStore(before, template.Must(template.New(before).Parse(before+"{{.}}"+after)))
	}
	var out bytes.Buffer
	if err := t.(*template.Template).Execute(&out, v); err != nil {
		panic(err)
	}
	return out.String()[len(before) : out.Len()-len(after)]
}
