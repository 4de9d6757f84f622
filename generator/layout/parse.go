package layout

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"text/template/parse"
)

// parsed is the layout files as trees, each template by its name.
type parsed struct {
	shared map[string]*parse.Tree            // base.html and the parts with what they define
	pages  map[string]map[string]*parse.Tree // by kind of page
}

// builtinNames are the functions of text/template; only the names matter to the parser.
var builtinNames = func() map[string]any {
	m := map[string]any{}
	for _, name := range strings.Fields("and call html index slice js len not or print printf println urlquery eq ge gt le lt ne") {
		m[name] = true
	}
	return m
}()

func (s *Set) parseFiles() (parsed, Errors) {
	files := parsed{shared: map[string]*parse.Tree{}, pages: map[string]map[string]*parse.Tree{}}
	var faults Errors
	if _, ok := s.src.bytes["base.html"]; !ok {
		faults = append(faults, &Error{File: "base.html", Line: 1, Column: 1, Rule: RuleRead, Message: "missing"})
	}
	for _, f := range s.src.list {
		dir := path.Dir(f.Name)
		page := strings.HasPrefix(f.Name, "pages/")
		if f.Name != "base.html" && !page && !strings.HasPrefix(dir, "parts") {
			continue
		}
		source, fault := text(f.Name, s.src.bytes[f.Name])
		if fault != nil {
			faults = append(faults, fault)
			continue
		}
		s.texts[f.Name] = source
		trees, err := parse.Parse(f.Name, source, "", "", s.funcs, builtinNames)
		if err != nil {
			faults = append(faults, s.syntaxFault(f.Name, err))
			continue
		}
		if page {
			files.pages[strings.TrimSuffix(strings.TrimPrefix(f.Name, "pages/"), ".html")] = trees
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(trees)) {
			if first, twice := files.shared[name]; twice {
				faults = append(faults, s.fault(trees[name], trees[name].Root, RuleTemplate, name,
					"the template %q is defined in %s too", name, first.ParseName))
			}
			files.shared[name] = trees[name]
		}
	}
	return files, faults
}

// syntaxFault turns the parser's message, which has a line but no column, into an Error.
func (s *Set) syntaxFault(name string, err error) *Error {
	message := strings.TrimPrefix(err.Error(), "template: "+name+":")
	e := &Error{File: name, Line: 1, Column: 1, Rule: RuleSyntax}
	digits, rest, ok := strings.Cut(message, ": ")
	if line, numErr := strconv.Atoi(digits); ok && numErr == nil {
		e.Line, message = line, rest
	}
	e.Message = message
	if m := unknownFunction.FindStringSubmatch(message); m != nil {
		e.Rule, e.Name = RuleFunction, m[1]
		e.Message = fmt.Sprintf("there is no function %q", m[1])
		e.Suggest = didYouMean("", m[1], slices.Concat(slices.Collect(maps.Keys(s.funcs)), slices.Collect(maps.Keys(builtinNames))))
	}
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

var (
	unknownFunction = regexp.MustCompile(`^function "([^"]+)" not defined`)
	quoted          = regexp.MustCompile(`["<]([^">]+)[">]`)
)

// fault places a message at a node of a tree.
func (s *Set) fault(tree *parse.Tree, node parse.Node, rule Rule, name, format string, args ...any) *Error {
	e := &Error{File: tree.ParseName, Line: 1, Column: 1, Rule: rule, Name: name, Message: fmt.Sprintf(format, args...)}
	if source, ok := s.texts[tree.ParseName]; ok && node != nil {
		e.Line, e.Column = place(source, int(node.Position()))
	}
	return e
}

// assembleAll makes every kind of page ready, several at a time.
func (s *Set) assembleAll(files parsed) Errors {
	names := slices.Sorted(maps.Keys(files.pages))
	kinds, faults := make([]*kind, len(names)), make([]Errors, len(names))
	var workers sync.WaitGroup
	var next atomic.Int64
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(names)); i = next.Add(1) - 1 {
				kinds[i], faults[i] = s.assemble(files, names[i])
			}
		})
	}
	workers.Wait()
	for i, name := range names {
		s.kinds[name] = kinds[i]
	}
	return slices.Concat(faults...)
}

// assemble puts the layout of one kind of page together and has it escaped.
func (s *Set) assemble(files parsed, name string) (*kind, Errors) {
	all := maps.Clone(files.shared)
	maps.Copy(all, files.pages[name])
	k := &kind{name: name, root: "base.html"}
	own := "pages/" + name + ".html"
	if tree, ok := all[own]; ok && !parse.IsEmptyTree(tree.Root) {
		k.root = own
	}
	trees, faults := s.reachable(all, k.root)
	if len(faults) > 0 {
		return nil, faults
	}
	html, err := s.escape(trees, k.root)
	if err != nil {
		return nil, Errors{s.escapeFault(trees, err)}
	}
	k.html = html
	k.trees = map[string]*parse.Tree{}
	for _, t := range html.Templates() {
		if t.Tree != nil && t.Name() != starter {
			k.trees[t.Name()] = t.Tree
		}
	}
	return k, nil
}

// reachable gives the templates that the root uses, and the uses of
// templates that do not exist.
func (s *Set) reachable(all map[string]*parse.Tree, root string) (map[string]*parse.Tree, Errors) {
	trees := map[string]*parse.Tree{}
	var faults Errors
	queue := []string{root}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		if trees[name] != nil {
			continue
		}
		tree := all[name]
		trees[name] = tree
		walk(tree.Root, func(n parse.Node) {
			call, ok := n.(*parse.TemplateNode)
			if !ok {
				return
			}
			if all[call.Name] != nil {
				queue = append(queue, call.Name)
				return
			}
			e := s.fault(tree, call, RuleTemplate, call.Name, "there is no part or block named %q", call.Name)
			e.Suggest = didYouMean("", call.Name, slices.Collect(maps.Keys(all)))
			faults = append(faults, e)
		})
	}
	return trees, faults
}

// walk visits the nodes of a tree that make output or choose it, in the order
// in which they stand.
func walk(n parse.Node, visit func(parse.Node)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, child := range n.Nodes {
			walk(child, visit)
		}
	case *parse.IfNode:
		visit(n)
		walk(n.List, visit)
		walk(n.ElseList, visit)
	case *parse.RangeNode:
		visit(n)
		walk(n.List, visit)
		walk(n.ElseList, visit)
	case *parse.WithNode:
		visit(n)
		walk(n.List, visit)
		walk(n.ElseList, visit)
	default:
		visit(n)
	}
}

// starter is the name of the template that has html/template escape the others:
// escaping comes before execution, and the function stop ends that at once.
const starter = "layout start"

// derivedMark stands in the names of the variants that html/template makes of
// templates which are used in another place than text, such as in an attribute.
const derivedMark = "$htmltemplate_"

var errStop = errors.New("escaped")

// escape has html/template decide how each action is escaped. It keeps its
// variants to itself unless a template of that name is there beforehand, so they
// are added under the names asked for until no name is missing.
func (s *Set) escape(trees map[string]*parse.Tree, root string) (*template.Template, error) {
	for {
		set := template.New(starter).Funcs(s.funcs).Funcs(template.FuncMap{"stop": func() (string, error) { return "", errStop }})
		if _, err := set.Parse(fmt.Sprintf("{{$x := stop}}{{template %q .}}", root)); err != nil {
			return nil, err
		}
		for _, name := range slices.Sorted(maps.Keys(trees)) {
			// Escaping changes trees, and these are shared by all kinds of pages.
			copied := trees[name].Copy()
			copied.Name = name
			if copied.Root == nil {
				copied.Root = &parse.ListNode{NodeType: parse.NodeList}
			}
			if _, err := set.AddParseTree(name, copied); err != nil {
				return nil, err
			}
		}
		if err := set.Execute(io.Discard, nil); !errors.Is(err, errStop) {
			return nil, err
		}
		missing := false
		for _, t := range set.Templates() {
			walk(t.Tree.Root, func(n parse.Node) {
				call, ok := n.(*parse.TemplateNode)
				if !ok || trees[call.Name] != nil {
					return
				}
				original, _, _ := strings.Cut(call.Name, derivedMark)
				trees[call.Name] = trees[original]
				missing = true
			})
		}
		if !missing {
			return set, nil
		}
	}
}

// escapeFault turns html/template's message into an Error at its place.
func (s *Set) escapeFault(trees map[string]*parse.Tree, err error) *Error {
	var cause *template.Error
	if !errors.As(err, &cause) {
		return &Error{File: "base.html", Line: 1, Column: 1, Rule: RuleHTML, Message: err.Error()}
	}
	name, _, _ := strings.Cut(cause.Name, derivedMark)
	tree := trees[name]
	if tree == nil {
		tree = trees["base.html"]
	}
	e := &Error{File: "base.html", Line: max(1, cause.Line), Column: 1, Rule: RuleHTML, Message: cause.Description}
	if message, ok := htmlFaults[cause.ErrorCode]; ok {
		e.Message = message
	}
	if tree == nil {
		return e
	}
	e.File = tree.ParseName
	if cause.Node != nil && cause.Node.Position() > 0 {
		e.Line, e.Column = place(s.texts[tree.ParseName], int(cause.Node.Position()))
	}
	return e
}

// htmlFaults says in words what html/template says in its own terms.
var htmlFaults = map[template.ErrorCode]string{
	template.ErrBranchEnd: "the two ways through this end at different places of the HTML, " +
		"such as one inside a tag or a quoted value and the other outside",
	template.ErrEndContext:       "the page ends inside a tag, a quoted value, a comment or a script that is not closed",
	template.ErrRangeLoopReentry: "one round of this range ends at another place of the HTML than the next one begins, such as inside a tag",
	template.ErrOutputContext:    "this part calls itself from different places of the HTML, so it cannot be escaped",
	template.ErrAmbigContext:     "it is not clear which part of an address this is; write one {{…}} for the whole address",
}
