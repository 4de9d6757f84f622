package markup

import (
	"maps"
	"slices"
	"strings"

	"tassei/generator/pattern"
)

// Fault is what is wrong at a byte: the case, and what its words name.
type Fault struct {
	At    int
	Case  string
	Args  []string
	Until int // of a tag left open in an element that ends: where the closing tag stands; else 0
}

// Checker goes through HTML, all ways through it, and keeps the elements that are
// open. It is generous: what one way closes and another does not may be open or not.
type Checker struct {
	Policy Policy

	Scanner
	at     int // where the tag that it is in begins
	open   []opened
	faults []Fault
}

// opened is an element that is open, or one of several.
type opened struct {
	names []string // "" where it may not be open at all
	at    int
}

func (o opened) is(name string) bool { return slices.Contains(o.names, name) }

// mayEnd are elements that need no closing tag; void ones have none.
var (
	mayEnd = strings.Fields("p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rp rt html head body")
	void   = strings.Fields("area base br col embed hr img input link meta param source track wbr")
	rawTag = strings.Fields("script style textarea title")
)

// optional reports whether it may be left open.
func (o opened) optional() bool {
	return slices.ContainsFunc(o.names, func(name string) bool { return name == "" || slices.Contains(mayEnd, name) })
}

// Either goes both ways and joins what they leave open.
func (c *Checker) Either(one, other func()) {
	before := slices.Clone(c.open)
	one()
	first := c.open
	c.open = before
	other()
	c.open = joined(first, c.open)
}

func joined(a, b []opened) []opened {
	if len(a) < len(b) {
		a, b = b, a
	}
	all := make([]opened, len(a))
	for i, o := range a {
		all[i] = opened{slices.Clone(o.names), o.at}
		more := []string{""}
		if i < len(b) {
			more = b[i].names
		}
		for _, name := range more {
			if !all[i].is(name) {
				all[i].names = append(all[i].names, name)
			}
		}
	}
	return all
}

// mostOpen is how many elements may be open in each other: what is in deeper is not
// looked at. mostFaults is how many faults are told of one template.
const mostOpen, mostFaults = 512, 50

// Text goes on through a text that begins at a byte of the whole.
func (c *Checker) Text(s string, at int) {
	for i := 0; i < len(s) && len(c.open) < mostOpen && len(c.faults) < mostFaults; {
		was := c.In
		n := c.Next(s, i)
		switch {
		case was == InTag && c.In == InText:
			c.finish(string(c.Tag))
		case !was.Within() && c.In == InTag:
			c.at = at + i
		}
		i += n
	}
}

// attribute is one of a tag, with its value in quotes or not.
var attribute = pattern.New(`([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?`)

// finish is the end of a tag.
func (c *Checker) finish(tag string) {
	if strings.HasPrefix(tag, "!") {
		return
	}
	name, rest := TagName(tag)
	if closing, ok := strings.CutPrefix(name, "/"); ok {
		c.close(closing)
		return
	}
	attrs := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(rest, -1) {
		if key := strings.ToLower(m[1]); attrs[key] == "" { // the first one counts
			attrs[key] = strings.Trim(m[2], `"'`)
		}
	}
	c.blocked(name, attrs)
	drawing := slices.ContainsFunc(c.open, func(o opened) bool { return o.is("svg") || o.is("math") }) || name == "svg"
	if slices.Contains(void, name) || drawing && strings.HasSuffix(tag, "/") {
		return
	}
	if slices.Contains(rawTag, name) && !drawing {
		c.Leave(name)
	}
	c.open = append(c.open, opened{[]string{name}, c.at})
}

// close takes the element off the stack, and tells those in it that are still open.
func (c *Checker) close(name string) {
	known := slices.ContainsFunc(c.open, func(o opened) bool { return o.is(name) })
	if !known {
		if name != "p" && !slices.Contains(mayEnd, name) {
			c.wrong("closetag", name)
		}
		return
	}
	for len(c.open) > 0 {
		top := c.open[len(c.open)-1]
		c.open = c.open[:len(c.open)-1]
		if top.is(name) {
			return
		}
		if !top.optional() {
			c.fault(Fault{At: top.at, Case: "opentag", Args: []string{top.names[0], name}, Until: c.at})
		}
	}
}

// End is the end of it all, and gives the faults.
func (c *Checker) End() []Fault {
	for _, o := range c.open {
		if !o.optional() {
			c.fault(Fault{At: o.at, Case: "openend", Args: o.names[:1]})
		}
	}
	return c.faults
}

func (c *Checker) fault(f Fault) {
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, f)
	}
}

// wrong notes a fault of the tag that it is in.
func (c *Checker) wrong(which string, args ...string) {
	c.fault(Fault{At: c.at, Case: which, Args: args})
}

// fetches says which directive rules over an attribute.
var fetches = map[string]string{
	"img src": "img-src", "img srcset": "img-src", "source srcset": "img-src", "image href": "img-src", "input src": "img-src", "video poster": "img-src",
	"script src": "script-src", "iframe src": "frame-src", "frame src": "frame-src", "embed src": "object-src", "object data": "object-src",
	"video src": "media-src", "audio src": "media-src", "source src": "media-src", "track src": "media-src", "form action": "form-action", "base href": "base-uri",
}

// blocked finds what the policy does not let a page do.
func (c *Checker) blocked(name string, attrs map[string]string) {
	kind, rel := strings.ToLower(attrs["type"]), strings.Fields(strings.ToLower(attrs["rel"]))
	runs := kind == "" || kind == "module" || strings.Contains(kind, "javascript")
	_, named := attrs["src"]
	switch {
	case name == "style" && !c.Policy.inline("style-src"):
		c.wrong("inlinestyle", "<style>")
	case name == "script" && !named && runs && !c.Policy.inline("script-src"):
		c.wrong("inlinescript", "<script>")
	}
	for _, key := range slices.Sorted(maps.Keys(attrs)) {
		value, directive := attrs[key], fetches[name+" "+key]
		if name == "link" && key == "href" && slices.Contains(rel, "stylesheet") {
			directive = "style-src"
		} else if name == "link" && key == "href" && slices.Contains(rel, "icon") {
			directive = "img-src"
		}
		switch {
		case key == "style" && !c.Policy.inline("style-src"):
			c.wrong("inlinestyle", "style=")
		case strings.HasPrefix(key, "on") && len(key) > 3 && !c.Policy.inline("script-src"):
			c.wrong("inlinescript", key+"=")
		case directive != "" && !strings.HasPrefix(value, "\x00") && !c.Policy.allows(directive, strings.Fields(value + " .")[0]):
			c.wrong("foreign", short(strings.ReplaceAll(value, "\x00", "…")), directive)
		}
	}
}

var tagForm = pattern.New(`<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:[^<>"]|"[^"]*")*?(/?)>`)

// Balanced reports whether a piece of HTML closes just the elements that it opens.
func Balanced(source string) bool {
	var open []string
	for _, m := range tagForm.FindAllStringSubmatch(source, -1) {
		switch name := strings.ToLower(m[2]); {
		case m[3] != "" || slices.Contains(void, name):
		case m[1] == "":
			open = append(open, name)
		case len(open) == 0:
			return false
		default:
			open = open[:len(open)-1]
		}
	}
	return len(open) == 0
}
