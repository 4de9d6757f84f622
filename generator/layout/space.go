package layout

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"tassei/generator/markup"
	"tassei/generator/pattern"
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
	name   string          // of the template
	inside map[string]bool // templates that are used within a tag or a verbatim element
	edits  []edit
	faults Errors
	htmlState
}

// edit is a text without its needless white space.
type edit struct {
	in   string // a template
	node *parse.TextNode
	text []byte
}

// htmlState is where in the HTML a byte stands.
type htmlState struct {
	markup.Scanner
	data  parse.Node // in the tag
	ended bool       // the last byte of the page so far is surely white space
}

// thin takes needless white space out of all templates and finds data in
// scripts, styles and <meta http-equiv>.
func (s *Set) thin(files parsed) Errors {
	trees, inside := map[string][]*parse.Tree{}, map[string]bool{}
	var edits []edit
	var faults Errors
	for _, group := range append(slices.Collect(maps.Values(files.pages)), files.shared) {
		for name, tree := range group {
			trees[name] = append(trees[name], tree)
			start := htmlState{ended: name == "base.html" || strings.HasPrefix(name, "pages/")}
			look := &spacer{set: s, tree: tree, name: name, inside: inside, htmlState: start}
			look.list(tree.Root)
			edits, faults = append(edits, look.edits...), append(faults, look.faults...)
		}
	}
	spread(inside, trees)
	for _, e := range edits {
		if !inside[e.in] {
			e.node.Text = e.text
		}
	}
	return faults
}

// spread adds the templates that the named ones use.
func spread(inside map[string]bool, trees map[string][]*parse.Tree) {
	for names := slices.Collect(maps.Keys(inside)); len(names) > 0; names = names[1:] {
		for _, tree := range trees[names[0]] {
			for _, call := range calls(tree.Root) {
				if !inside[call.Name] {
					inside[call.Name] = true
					names = append(names, call.Name)
				}
			}
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
			s.edits = append(s.edits, edit{s.name, n, s.text(n)})
		case *parse.ActionNode:
			if len(n.Pipe.Decl) == 0 {
				s.output(n)
			}
		case *parse.TemplateNode:
			if s.In != markup.InText {
				s.inside[n.Name] = true
			}
			s.output(n)
		default:
			if lists := branches(n); lists != nil {
				_, again := n.(*parse.RangeNode)
				s.either(lists, again)
			}
		}
	}
}

// output notes that something from outside of the HTML stands here.
func (s *spacer) output(n parse.Node) {
	s.ended = false
	s.Hole()
	switch {
	case s.In == markup.InRaw && (s.Raw == "script" || s.Raw == "style"):
		s.faults = append(s.faults, s.set.fault(s.tree, n, s.Raw, tell("inelement", s.Raw)))
	case s.In.Within() && s.data == nil:
		s.data = n
	}
}

// either goes through both lists of an if, a with or, again and again, a range.
func (s *spacer) either(n *parse.BranchNode, again bool) {
	before := s.htmlState
	before.Tag = slices.Clip(before.Tag)
	if again {
		// A second round begins where the first one ended.
		s.ended = before.ended && endsInSpace(n.List)
	}
	s.list(n.List)
	after := s.htmlState
	s.htmlState = before
	s.list(n.ElseList)
	after.ended = after.ended && s.ended && (!again || before.ended)
	if s.In == markup.InRaw && after.In != markup.InRaw {
		// An element that only one side opens: every space may count from here.
		s.ended = false
		return
	}
	if after.data == nil {
		after.data = s.data
	}
	after.Both(before.Scanner, s.Scanner)
	s.htmlState = after
}

func endsInSpace(l *parse.ListNode) bool {
	if l == nil || len(l.Nodes) == 0 {
		return false
	}
	t, ok := l.Nodes[len(l.Nodes)-1].(*parse.TextNode)
	return ok && len(t.Text) > 0 && markup.IsSpace(t.Text[len(t.Text)-1])
}

// text thins out one piece of text.
func (s *spacer) text(node *parse.TextNode) []byte {
	t := string(node.Text)
	out := make([]byte, 0, len(t))
	script := scriptAddress.FindStringIndex(t)
	for i := 0; i < len(t); {
		if script != nil && i == script[0] && s.In.Within() {
			// The site's rules for browsers forbid it, and html/template lets data into it.
			at := &parse.TextNode{NodeType: parse.NodeText, Pos: node.Pos + parse.Pos(i)}
			s.faults = append(s.faults, s.set.fault(s.tree, at, "javascript:", tell("javascript")))
		}
		was := s.In
		if n := len(t) - i - len(strings.TrimLeft(t[i:], markup.Space)); n > 0 && (was == markup.InText || was == markup.InTag) {
			switch {
			case was == markup.InTag:
				s.Tag = append(s.Tag, ' ')
				out = append(out, ' ')
			case !s.ended:
				out = append(out, ' ')
				if strings.Contains(t[i:i+n], "\n") {
					out[len(out)-1] = '\n'
				}
				s.ended = true
			}
			i += n
			continue
		}
		n := s.Next(t, i)
		out = append(out, t[i:i+n]...)
		i += n
		switch {
		case was == markup.InText && s.In == markup.InText:
			s.ended = false
		case was == markup.InTag && s.In == markup.InText:
			s.endTag()
		case !was.Within() && s.In == markup.InTag:
			s.data, s.ended = nil, false
		}
		// html/template drops comments, so what went before one stays the last byte.
	}
	return out
}

func (s *spacer) endTag() {
	name, rest := markup.TagName(string(s.Tag))
	if name == "meta" && s.data != nil && strings.Contains(strings.ToLower(rest), "http-equiv") {
		s.faults = append(s.faults, s.set.fault(s.tree, s.data, "http-equiv", tell("inequiv")))
	}
	s.ended = false
	if slices.Contains(verbatim, name) && !bytes.HasSuffix(s.Tag, []byte("/")) {
		s.Leave(name)
	}
}

// scriptAddress is an address that runs a script.
var scriptAddress = pattern.New(`(?i)javascript:`)
