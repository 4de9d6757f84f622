package layout

import (
	"bytes"
	"slices"
	"strings"
	"text/template/parse"
)

// The white space of layouts is thinned out once, in the parsed templates, so
// that places in errors stay those of the files. A run of white space in text
// becomes one line break if it has one and one space otherwise; it goes
// altogether only where white space surely stands just before it. Between
// attributes it becomes one space. Everything else stays byte for byte: a
// minifier for whole pages does not see what stands in {{…}}, and drops spaces
// that a stylesheet may make visible.

// verbatim are the elements in which every space counts.
var verbatim = []string{"pre", "textarea", "script", "style", "svg", "title", "listing", "xmp"}

// spacer goes through a template and knows at each place what kind of HTML it is in.
type spacer struct {
	set    *Set
	tree   *parse.Tree
	dry    bool            // look only
	inside map[string]bool // templates that are used within a tag or a verbatim element
	faults Errors
	htmlState
}

// htmlState is where in the HTML a byte stands.
type htmlState struct {
	in    htmlPlace
	quote byte   // of the attribute value
	raw   string // the verbatim element
	deep  int    // how many of it
	tag   string // text of the tag so far, from its <
	data  parse.Node
	ended bool // the last byte of the page so far is surely white space
}

type htmlPlace uint8

const (
	inText htmlPlace = iota
	inTag
	inQuote
	inComment
	inRaw
)

// thin takes needless white space out of all templates and finds data in
// scripts, styles and <meta http-equiv>.
func (s *Set) thin(files parsed) Errors {
	trees := map[string][]*parse.Tree{}
	for name, tree := range files.shared {
		trees[name] = append(trees[name], tree)
	}
	for _, page := range files.pages {
		for name, tree := range page {
			trees[name] = append(trees[name], tree)
		}
	}
	inside := map[string]bool{}
	var faults Errors
	for _, list := range trees {
		for _, tree := range list {
			look := &spacer{set: s, tree: tree, dry: true, inside: inside}
			look.list(tree.Root)
			faults = append(faults, look.faults...)
		}
	}
	spread(inside, trees)
	for name, list := range trees {
		if inside[name] {
			continue
		}
		for _, tree := range list {
			start := htmlState{ended: name == "base.html" || strings.HasPrefix(name, "pages/")}
			(&spacer{set: s, tree: tree, inside: inside, htmlState: start}).list(tree.Root)
		}
	}
	return faults
}

// spread adds the templates that the named ones use.
func spread(inside map[string]bool, trees map[string][]*parse.Tree) {
	var names []string
	for name := range inside {
		names = append(names, name)
	}
	for len(names) > 0 {
		name := names[0]
		names = names[1:]
		for _, tree := range trees[name] {
			walk(tree.Root, func(n parse.Node) {
				if call, ok := n.(*parse.TemplateNode); ok && !inside[call.Name] {
					inside[call.Name] = true
					names = append(names, call.Name)
				}
			})
		}
	}
}

func (s *spacer) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			if out := s.text(string(n.Text)); !s.dry {
				n.Text = out
			}
		case *parse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				s.output(n)
			}
		case *parse.TemplateNode:
			if s.in != inText {
				s.inside[n.Name] = true
			}
			s.output(n)
		case *parse.IfNode:
			s.either(n.List, n.ElseList)
		case *parse.WithNode:
			s.either(n.List, n.ElseList)
		case *parse.RangeNode:
			s.repeat(n)
		case *parse.BreakNode, *parse.ContinueNode:
			s.ended = false
		}
	}
}

// output notes that something from outside of the HTML stands here.
func (s *spacer) output(n parse.Node) {
	s.ended = false
	switch {
	case s.in == inRaw && (s.raw == "script" || s.raw == "style"):
		s.faults = append(s.faults, s.set.fault(s.tree, n, RuleUnsafe, s.raw,
			"data may not stand in a <%s>; put it into a data-… attribute, or hand over the whole element as template.HTML", s.raw))
	case s.in == inTag || s.in == inQuote:
		if s.data == nil {
			s.data = n
		}
	}
}

func (s *spacer) either(yes, no *parse.ListNode) {
	before := s.htmlState
	s.list(yes)
	after := s.htmlState
	s.htmlState = before
	s.list(no)
	after.ended = after.ended && s.ended
	if s.in == inRaw && after.in != inRaw {
		// An element that only one side opens: every space may count from here.
		s.ended = false
		return
	}
	if after.data == nil {
		after.data = s.data
	}
	after.tag += strings.TrimPrefix(s.tag, before.tag)
	s.htmlState = after
}

func (s *spacer) repeat(n *parse.RangeNode) {
	before := s.htmlState
	// A second round begins where the first one ended.
	s.ended = before.ended && endsInSpace(n.List) && !leavesEarly(n.List)
	s.list(n.List)
	after := s.htmlState
	s.htmlState = before
	s.list(n.ElseList)
	after.ended = after.ended && s.ended && before.ended && !leavesEarly(n.List)
	s.htmlState = after
}

func endsInSpace(l *parse.ListNode) bool {
	if l == nil || len(l.Nodes) == 0 {
		return false
	}
	t, ok := l.Nodes[len(l.Nodes)-1].(*parse.TextNode)
	return ok && len(t.Text) > 0 && isSpace(t.Text[len(t.Text)-1])
}

func leavesEarly(l *parse.ListNode) (early bool) {
	walk(l, func(n parse.Node) {
		switch n.(type) {
		case *parse.BreakNode, *parse.ContinueNode:
			early = true
		}
	})
	return early
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

// text thins out one piece of text.
func (s *spacer) text(t string) []byte {
	out := make([]byte, 0, len(t))
	for i := 0; i < len(t); {
		n := 1
		switch s.in {
		case inText:
			n, out = s.plain(t, i, out)
		case inTag:
			n, out = s.inTag(t, i, out)
		case inQuote:
			if t[i] == s.quote {
				s.in = inTag
			}
			s.tag += t[i : i+1]
			out = append(out, t[i])
		case inComment:
			if strings.HasPrefix(t[i:], "-->") {
				s.in, n = inText, 3
			}
			out = append(out, t[i:i+n]...)
		case inRaw:
			n = s.verbatim(t, i)
			out = append(out, t[i:i+n]...)
		}
		i += n
	}
	return out
}

func (s *spacer) plain(t string, i int, out []byte) (int, []byte) {
	if isSpace(t[i]) {
		n := spaces(t, i)
		if !s.ended {
			out = append(out, oneSpace(t[i:i+n]))
		}
		s.ended = true
		return n, out
	}
	if strings.HasPrefix(t[i:], "<!--") {
		// html/template drops comments, so what went before stays the last byte.
		s.in = inComment
		return 4, append(out, "<!--"...)
	}
	s.ended = false
	if t[i] == '<' && (i+1 == len(t) || t[i+1] == '/' || t[i+1] == '!' || isLetter(t[i+1])) {
		s.in, s.tag, s.data = inTag, "<", nil
	}
	return 1, append(out, t[i])
}

func (s *spacer) inTag(t string, i int, out []byte) (int, []byte) {
	if isSpace(t[i]) {
		n := spaces(t, i)
		s.tag += " "
		return n, append(out, ' ')
	}
	switch t[i] {
	case '"', '\'':
		s.in, s.quote = inQuote, t[i]
	case '>':
		s.endTag()
	}
	s.tag += t[i : i+1]
	return 1, append(out, t[i])
}

func (s *spacer) endTag() {
	name := tagName(s.tag)
	if name == "meta" && s.data != nil && strings.Contains(strings.ToLower(s.tag), "http-equiv") {
		s.faults = append(s.faults, s.set.fault(s.tree, s.data, RuleUnsafe, "http-equiv",
			"data may not stand in <meta http-equiv>; write its content out in the layout"))
	}
	s.in, s.ended = inText, false
	if slices.Contains(verbatim, name) && !strings.HasSuffix(s.tag, "/") {
		s.in, s.raw, s.deep = inRaw, name, 1
	}
}

// tagName is the lower-case name of an opening tag, "" for a closing one.
func tagName(tag string) string {
	end := 1
	for end < len(tag) && !isSpace(tag[end]) && tag[end] != '/' && tag[end] != '>' {
		end++
	}
	return strings.ToLower(tag[1:end])
}

// verbatim gives the length of the next piece of a verbatim element.
func (s *spacer) verbatim(t string, i int) int {
	rest := t[i:]
	at := strings.IndexByte(rest, '<')
	if at < 0 {
		return len(rest)
	}
	if at > 0 {
		return at
	}
	nests := s.raw == "svg" || s.raw == "pre"
	switch {
	case startsTag(rest, "</"+s.raw):
		if s.deep--; s.deep == 0 {
			s.in, s.tag, s.data, s.ended = inTag, "<", nil, false
		}
	case nests && startsTag(rest, "<"+s.raw):
		s.deep++
	}
	return 1
}

func startsTag(s, tag string) bool {
	if len(s) < len(tag) || !strings.EqualFold(s[:len(tag)], tag) {
		return false
	}
	return len(s) == len(tag) || isSpace(s[len(tag)]) || s[len(tag)] == '>' || s[len(tag)] == '/'
}

func spaces(t string, i int) int {
	n := 0
	for i+n < len(t) && isSpace(t[i+n]) {
		n++
	}
	return n
}

func oneSpace(run string) byte {
	if bytes.IndexByte([]byte(run), '\n') >= 0 {
		return '\n'
	}
	return ' '
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
