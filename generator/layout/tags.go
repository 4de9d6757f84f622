package layout

import (
	"slices"
	"strings"
	"text/template/parse"

	"tassei/generator/pattern"
)

// auditor goes through the HTML of a template, all ways through it, and keeps the
// elements that are open. It is generous: what one way closes and another does not
// may be open or not.
type auditor struct {
	set    *Set
	tree   *parse.Tree
	policy policy
	faults Errors

	scanner
	at   int // where the tag that it is in begins
	open []opened
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

func (a *auditor) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			a.text(string(n.Text), int(n.Pos))
		case *parse.ActionNode:
			a.action()
		default:
			if n := branches(n); n != nil {
				a.branches(n.List, n.ElseList)
			}
		}
	}
}

// branches goes both ways and joins what they leave open.
func (a *auditor) branches(one, other *parse.ListNode) {
	before := slices.Clone(a.open)
	a.list(one)
	first := a.open
	a.open = before
	a.list(other)
	a.open = joined(first, a.open)
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

func (a *auditor) text(s string, at int) {
	for i := 0; i < len(s) && len(a.open) < mostOpen && len(a.faults) < mostFaults; {
		was := a.in
		n := a.next(s, i)
		switch {
		case was == inTag && a.in == inText:
			a.finish(string(a.tag))
		case !was.within() && a.in == inTag:
			a.at = at + i
		}
		i += n
	}
}

// attribute is one of a tag, with its value in quotes or not.
var attribute = pattern.New(`([^\s"'=<>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?`)

// finish is the end of a tag.
func (a *auditor) finish(tag string) {
	if strings.HasPrefix(tag, "!") {
		return
	}
	name, rest := tagName(tag)
	if closing, ok := strings.CutPrefix(name, "/"); ok {
		a.close(closing)
		return
	}
	attrs := map[string]string{}
	for _, m := range attribute.FindAllStringSubmatch(rest, -1) {
		if key := strings.ToLower(m[1]); attrs[key] == "" { // the first one counts
			attrs[key] = strings.Trim(m[2], `"'`)
		}
	}
	a.blocked(name, attrs)
	drawing := slices.ContainsFunc(a.open, func(o opened) bool { return o.is("svg") || o.is("math") }) || name == "svg"
	if slices.Contains(void, name) || drawing && strings.HasSuffix(tag, "/") {
		return
	}
	if slices.Contains(rawTag, name) && !drawing {
		a.leave(name)
	}
	a.open = append(a.open, opened{[]string{name}, a.at})
}

// close takes the element off the stack, and tells those in it that are still open.
func (a *auditor) close(name string) {
	known := slices.ContainsFunc(a.open, func(o opened) bool { return o.is(name) })
	if !known {
		if name != "p" && !slices.Contains(mayEnd, name) {
			a.fault(a.at, tell("closetag", name))
		}
		return
	}
	for len(a.open) > 0 {
		top := a.open[len(a.open)-1]
		a.open = a.open[:len(a.open)-1]
		if top.is(name) {
			return
		}
		if !top.optional() {
			line, _ := place(a.set.texts[a.tree.ParseName], a.at)
			a.fault(top.at, tell("opentag", top.names[0], name, line))
		}
	}
}

// end is the end of the template.
func (a *auditor) end() {
	for _, o := range a.open {
		if !o.optional() {
			a.fault(o.at, tell("openend", o.names[0]))
		}
	}
}

func (a *auditor) fault(at int, what *Error) {
	if len(a.faults) >= mostFaults {
		return
	}
	e := faultIn(a.tree.ParseName, a.set.texts[a.tree.ParseName], at, what)
	e.Name = what.Args[0]
	a.faults = append(a.faults, e)
}

// fetches says which directive rules over an attribute.
var fetches = map[string]string{
	"img src": "img-src", "img srcset": "img-src", "source srcset": "img-src", "image href": "img-src", "input src": "img-src", "video poster": "img-src",
	"script src": "script-src", "iframe src": "frame-src", "frame src": "frame-src", "embed src": "object-src", "object data": "object-src",
	"video src": "media-src", "audio src": "media-src", "source src": "media-src", "track src": "media-src", "form action": "form-action", "base href": "base-uri",
}

// blocked finds what the policy does not let a page do.
func (a *auditor) blocked(name string, attrs map[string]string) {
	kind, rel := strings.ToLower(attrs["type"]), strings.Fields(strings.ToLower(attrs["rel"]))
	runs := kind == "" || kind == "module" || strings.Contains(kind, "javascript")
	_, named := attrs["src"]
	switch {
	case name == "style" && !a.policy.inline("style-src"):
		a.fault(a.at, tell("inlinestyle", "<style>"))
	case name == "script" && !named && runs && !a.policy.inline("script-src"):
		a.fault(a.at, tell("inlinescript", "<script>"))
	}
	for key, value := range attrs {
		directive := fetches[name+" "+key]
		if name == "link" && key == "href" && slices.Contains(rel, "stylesheet") {
			directive = "style-src"
		} else if name == "link" && key == "href" && slices.Contains(rel, "icon") {
			directive = "img-src"
		}
		switch {
		case key == "style" && !a.policy.inline("style-src"):
			a.fault(a.at, tell("inlinestyle", "style="))
		case strings.HasPrefix(key, "on") && len(key) > 3 && !a.policy.inline("script-src"):
			a.fault(a.at, tell("inlinescript", key+"="))
		case directive != "" && !strings.HasPrefix(value, "\x00") && !a.policy.allows(directive, strings.Fields(value + " .")[0]):
			a.fault(a.at, tell("foreign", short(strings.ReplaceAll(value, "\x00", "…")), directive))
		}
	}
}
