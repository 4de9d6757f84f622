package layout

import (
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
	inside map[string]bool // templates that are used within a tag or a verbatim element
	edits  []edit
	faults Errors
	htmlState
}

// edit is a text without its needless white space.
type edit struct {
	node *parse.TextNode
	text []byte
}

// htmlState is where in the HTML a byte stands.
type htmlState struct {
	in    htmlPlace
	quote byte   // of the attribute value
	raw   string // the verbatim element
	deep  int    // how many of it
	name  string // of the tag, "" for a closing one
	equiv bool   // the tag has http-equiv
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
	edits := map[string][]edit{}
	var faults Errors
	for name, list := range trees {
		for _, tree := range list {
			start := htmlState{ended: name == "base.html" || strings.HasPrefix(name, "pages/")}
			look := &spacer{set: s, tree: tree, inside: inside, htmlState: start}
			look.list(tree.Root)
			edits[name] = append(edits[name], look.edits...)
			faults = append(faults, look.faults...)
		}
	}
	spread(inside, trees)
	for name, list := range edits {
		if inside[name] {
			continue
		}
		for _, e := range list {
			e.node.Text = e.text
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
			s.edits = append(s.edits, edit{n, s.text(n)})
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
		s.faults = append(s.faults, s.set.fault(s.tree, n, s.raw, tell("inelement", s.raw)))
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
	after.equiv = after.equiv || s.equiv
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
func (s *spacer) text(node *parse.TextNode) []byte {
	t := string(node.Text)
	out := make([]byte, 0, len(t))
	script := scriptAddress(t)
	if s.name == "meta" && (s.in == inTag || s.in == inQuote) {
		s.lookForEquiv(t)
	}
	for i := 0; i < len(t); {
		n := 1
		if i == script && (s.in == inQuote || s.in == inTag) {
			// The site's rules for browsers forbid it, and html/template lets data into it.
			at := &parse.TextNode{NodeType: parse.NodeText, Pos: node.Pos + parse.Pos(i)}
			s.faults = append(s.faults, s.set.fault(s.tree, at, "javascript:", tell("javascript")))
		}
		switch s.in {
		case inText:
			n, out = s.plain(t, i, out)
		case inTag:
			n, out = s.inTag(t, i, out)
		case inQuote:
			if t[i] == s.quote {
				s.in = inTag
			}
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

// scriptAddress finds "javascript:" in any case, -1 if it is not there.
func scriptAddress(t string) int {
	const name = "javascript"
	for i := range len(t) {
		if t[i] == ':' && i >= len(name) && strings.EqualFold(t[i-len(name):i], name) {
			return i - len(name)
		}
	}
	return -1
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
		s.beginTag(t[i:])
	}
	return 1, append(out, t[i])
}

func (s *spacer) inTag(t string, i int, out []byte) (int, []byte) {
	if isSpace(t[i]) {
		return spaces(t, i), append(out, ' ')
	}
	switch t[i] {
	case '"', '\'':
		s.in, s.quote = inQuote, t[i]
	case '>':
		s.endTag(i > 0 && t[i-1] == '/')
	}
	return 1, append(out, t[i])
}

func (s *spacer) beginTag(t string) {
	end := 1
	for end < len(t) && !isSpace(t[end]) && t[end] != '/' && t[end] != '>' {
		end++
	}
	s.in, s.name, s.equiv, s.data, s.ended = inTag, strings.ToLower(t[1:end]), false, nil, false
	if s.name == "meta" {
		s.lookForEquiv(t)
	}
}

// lookForEquiv notes whether the tag that t begins or goes on with has http-equiv.
func (s *spacer) lookForEquiv(t string) {
	if end := strings.IndexByte(t, '>'); end >= 0 {
		t = t[:end]
	}
	s.equiv = s.equiv || strings.Contains(strings.ToLower(t), "http-equiv")
}

func (s *spacer) endTag(closed bool) {
	if s.name == "meta" && s.data != nil && s.equiv {
		s.faults = append(s.faults, s.set.fault(s.tree, s.data, "http-equiv", tell("inequiv")))
	}
	s.in, s.ended = inText, false
	if !closed && slices.Contains(verbatim, s.name) {
		s.in, s.raw, s.deep = inRaw, s.name, 1
	}
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
			s.beginTag(rest)
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
	if strings.Contains(run, "\n") {
		return '\n'
	}
	return ' '
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
