package layout

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"tassei/generator/markup"
	"tassei/generator/pattern"
)

// parsed is the layout files as trees, each template by its name.
type parsed struct {
	shared map[string]*parse.Tree            // base.html and the parts with what they define
	pages  map[string]map[string]*parse.Tree // by kind of page
}

func (s *Set) parseFiles() (parsed, Errors) {
	files := parsed{shared: map[string]*parse.Tree{}, pages: map[string]map[string]*parse.Tree{}}
	var faults Errors
	if _, ok := s.src.bytes["base.html"]; !ok {
		faults = append(faults, fileFault("base.html", tell("missing")))
	}
	for _, name := range s.src.names() {
		if !isTemplate(name) {
			continue
		}
		source, fault := text(name, s.src.bytes[name])
		if fault != nil {
			faults = append(faults, fault)
			continue
		}
		s.texts[name] = source
		trees, err := parse.Parse(name, source, "", "", functionNames)
		if err != nil {
			faults = append(faults, s.syntaxFault(name, err))
			continue
		}
		if strings.HasPrefix(name, "pages/") {
			files.pages[strings.TrimSuffix(strings.TrimPrefix(name, "pages/"), ".html")] = trees
			continue
		}
		for _, def := range slices.Sorted(maps.Keys(trees)) {
			if first, twice := files.shared[def]; twice {
				faults = append(faults, s.fault(trees[def], trees[def].Root, def, tell("twice", def, first.ParseName)))
			}
			files.shared[def] = trees[def]
		}
	}
	return files, faults
}

// isTemplate tells the layouts from what lies beside them.
func isTemplate(name string) bool {
	return name == "base.html" || strings.HasPrefix(name, "pages/") || strings.HasPrefix(name, "parts/")
}

// syntaxFault turns the parser's message, which has a line but no column, into an Error.
func (s *Set) syntaxFault(name string, err error) *Error {
	message := strings.TrimPrefix(err.Error(), "template: "+name+":")
	if strings.HasSuffix(message, "unexpected EOF") {
		if open, at, ok := unended(s.texts[name]); ok {
			return faultIn(name, s.texts[name], at, tell("unended", open))
		}
	}
	line := 1
	digits, rest, ok := strings.Cut(message, ": ")
	if n, numErr := strconv.Atoi(digits); ok && numErr == nil {
		line, message = n, rest
	}
	e := fileFault(name, tell("parser", message))
	if m := unknownFunction.FindStringSubmatch(message); m != nil {
		e = fileFault(name, tell("nofunction", m[1])).offer("", m[1], slices.Collect(maps.Keys(functionNames)))
		e.Name = m[1]
	}
	e.Line = line
	if m := quoted.FindStringSubmatch(message); m != nil {
		lines := strings.Split(s.texts[name], "\n")
		if e.Line <= len(lines) {
			if at := strings.Index(lines[e.Line-1], m[1]); at >= 0 {
				_, e.Column = place(lines[e.Line-1], at)
			}
		}
	}
	return e
}

// action is one action of a template with the word that it begins with.
var action = pattern.New(`(?s)\{\{-?\s*(?:/\*.*?\*/\s*-?\}\}|([a-z]+)\b)`)

// unended finds the if, range, with, block or define whose end is lost, and its place:
// the first that is closed where its writer would not have closed it, else the last
// one that is still open at the end of the file. Each end that follows a lost one
// closes the block outside of its own, so what is open at the end is only the outermost.
func unended(source string) (open string, at int, ok bool) {
	var stack, odd [][]int
	for _, m := range action.FindAllStringSubmatchIndex(source, -1) {
		if m[2] < 0 {
			continue // a comment
		}
		switch source[m[2]:m[3]] {
		case "if", "range", "with", "block", "define":
			stack = append(stack, m)
		case "end":
			if len(stack) == 0 {
				continue
			}
			last := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if !markup.Balanced(source[last[0]:m[0]]) {
				odd = append(odd, last)
			}
		}
	}
	if len(stack) == 0 {
		return "", 0, false
	}
	m := stack[len(stack)-1]
	if len(odd) > 0 {
		m = odd[0]
	}
	whole, _, _ := strings.Cut(source[m[0]:], "}}")
	return whole + "}}", m[0], true
}

var (
	unknownFunction = pattern.New(`^function "([^"]+)" not defined`)
	quoted          = pattern.New(`["<]([^">]+)[">]`)
)

// fault places a message at a node of a tree.
func (s *Set) fault(tree *parse.Tree, node parse.Node, name string, what *Error) *Error {
	e := fileFault(tree.ParseName, what)
	e.Name = name
	if source, ok := s.texts[tree.ParseName]; ok && node != nil {
		e.Line, e.Column = place(source, int(node.Position()))
	}
	return e
}

// kindMark stands in the names of templates that are another one in each kind of
// page: what the page file defines, and what leads there, such as base.html. The
// rest is the same for all kinds, and is escaped and compiled only once.
const kindMark = "$kind_"

// shortName is the name that a layout's author gave a template.
func shortName(name string) string {
	name, _, _ = strings.Cut(name, kindMark)
	name, _, _ = strings.Cut(name, derivedMark)
	return name
}

// assemble puts the layouts of all kinds of pages together and has them escaped.
func (s *Set) assemble(files parsed) Errors {
	var faults Errors
	all := map[string]*parse.Tree{}
	var roots []string
	for _, name := range slices.Sorted(maps.Keys(files.pages)) {
		root, missing := s.gather(files, name, all)
		if len(missing) == 1 && slices.ContainsFunc(faults, func(e *Error) bool { return e.File == missing[0].File && e.Case == "nomain" }) {
			missing = nil // it is the same for all pages
		}
		faults = append(faults, missing...)
		roots = append(roots, root)
		s.roots[name] = root
	}
	if len(faults) > 0 || len(roots) == 0 {
		return faults
	}
	html, err := s.escape(all, roots)
	if err != nil {
		return s.escapeFaults(all, roots)
	}
	s.html, s.trees = html, map[string]*parse.Tree{}
	for _, t := range html.Templates() {
		if t.Tree != nil && t.Name() != starter {
			s.trees[t.Name()] = t.Tree
		}
	}
	return nil
}

// gather adds the templates of one kind of page to all, names its root, and
// finds the uses of templates that do not exist.
func (s *Set) gather(files parsed, name string, all map[string]*parse.Tree) (root string, faults Errors) {
	own := files.pages[name]
	find := func(name string) *parse.Tree {
		if t := own[name]; t != nil {
			return t
		}
		return files.shared[name]
	}
	root = "base.html"
	if page := "pages/" + name + ".html"; own[page] != nil && !parse.IsEmptyTree(own[page].Root) {
		root = page
	}
	uses := map[string][]string{} // by the templates that the page uses
	for queue := []string{root}; len(queue) > 0; queue = queue[1:] {
		caller := queue[0]
		if _, seen := uses[caller]; seen {
			continue
		}
		uses[caller] = nil
		tree := find(caller)
		for _, call := range calls(tree.Root) {
			if find(call.Name) == nil {
				e := s.fault(tree, call, call.Name, tell("nopart", call.Name))
				e.offer("", call.Name, slices.Concat(slices.Collect(maps.Keys(files.shared)), slices.Collect(maps.Keys(own))))
				faults = append(faults, e)
				continue
			}
			uses[caller] = append(uses[caller], call.Name)
			queue = append(queue, call.Name)
		}
	}
	if len(faults) > 0 {
		return root, faults
	}
	if faults = s.endless(slices.Sorted(maps.Keys(uses)), find); len(faults) > 0 {
		return root, faults
	}
	if main := own["main"]; root == "base.html" && main != nil && !parse.IsEmptyTree(main.Root) && !slices.ContainsFunc(slices.Collect(maps.Keys(uses)), func(used string) bool { return own[used] != nil }) {
		return root, Errors{fileFault(root, tell("nomain"))}
	}
	return variants(name, root, uses, dependents(uses, own), find, all), nil
}

// variants puts the templates that a page uses among all, those that are the page's
// alone under a name of their own, and gives the name of its root.
func variants(name, root string, uses map[string][]string, special map[string]bool, find func(string) *parse.Tree, all map[string]*parse.Tree) string {
	for used := range uses {
		if !special[used] {
			all[used] = find(used)
			continue
		}
		variant := find(used).Copy()
		variant.Name = used + kindMark + name
		for _, call := range calls(variant.Root) {
			if special[call.Name] {
				call.Name += kindMark + name
			}
		}
		all[variant.Name] = variant
	}
	if special[root] {
		root += kindMark + name
	}
	return root
}

// dependents are the templates that a page defines itself and those that lead there.
func dependents(uses map[string][]string, own map[string]*parse.Tree) map[string]bool {
	special := map[string]bool{}
	for name := range uses {
		special[name] = own[name] != nil
	}
	for changed := true; changed; {
		changed = false
		for name, callees := range uses {
			if !special[name] && slices.ContainsFunc(callees, func(c string) bool { return special[c] }) {
				special[name], changed = true, true
			}
		}
	}
	return special
}

// calls lists the uses of templates below a node, in the order in which they stand.
func calls(n parse.Node) (list []*parse.TemplateNode) {
	switch n := n.(type) {
	case *parse.TemplateNode:
		return []*parse.TemplateNode{n}
	case *parse.ListNode:
		if n != nil {
			for _, child := range n.Nodes {
				list = append(list, calls(child)...)
			}
		}
	default:
		if n := branches(n); n != nil {
			return append(calls(n.List), calls(n.ElseList)...)
		}
	}
	return list
}

// branches gives the two lists that an if, a with or a range has; nil for all else.
func branches(n parse.Node) *parse.BranchNode {
	switch n := n.(type) {
	case *parse.IfNode:
		return &n.BranchNode
	case *parse.WithNode:
		return &n.BranchNode
	case *parse.RangeNode:
		return &n.BranchNode
	}
	return nil
}

var errStop = errors.New("escaped")
