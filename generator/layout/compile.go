package layout

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"text/template/parse"
)

// compiler turns the templates of one kind of page into steps for one type of data.
type compiler struct {
	set    *Set
	bodies map[bodyKey]*body // also of pages compiled before
	faults Errors
}

// compiledParts are the templates that pages compiled so far have in common with
// those to come.
type compiledParts struct {
	mu     sync.Mutex
	bodies map[bodyKey]*body
}

func newCompiledParts() *compiledParts { return &compiledParts{bodies: map[bodyKey]*body{}} }

// bodyKey tells the versions of a template apart: a part that is used with two
// types of data is compiled for each.
type bodyKey struct {
	name string
	typ  reflect.Type
	none bool
}

// body is a compiled template. It may be called before it is finished, by itself.
type body struct {
	steps []step
	slots int
	reads map[fieldKey]bool // of the data, by this template itself
	calls []*body
}

// builder compiles one template.
type builder struct {
	*compiler
	tree *parse.Tree
	body *body
	vars []variable
	dot  value
	next int // first free slot
}

type variable struct {
	name string
	val  value
}

func (c *compiler) template(name string, dot value) *body {
	key := bodyKey{name, dot.typ, dot.none}
	if done, ok := c.bodies[key]; ok {
		return done
	}
	tree := c.set.trees[name]
	b := &builder{compiler: c, tree: tree, body: &body{slots: 1, reads: map[fieldKey]bool{}}, next: 1}
	c.bodies[key] = b.body
	b.dot = fromSlot(0, dot)
	b.vars = []variable{{"$", b.dot}}
	b.body.steps = b.list(tree.Root)
	return b.body
}

func (b *builder) site(n parse.Node) *site { return &site{b.set, b.tree, n} }

func (b *builder) faultAt(n parse.Node, name string, what *Error) {
	b.faults = append(b.faults, b.set.fault(b.tree, n, name, what))
}

func (b *builder) slot() int {
	b.next++
	b.body.slots = max(b.body.slots, b.next)
	return b.next - 1
}

// scope runs compile and forgets the variables that it declared.
func (b *builder) scope(compile func()) {
	vars, next, dot := len(b.vars), b.next, b.dot
	compile()
	b.vars, b.next, b.dot = b.vars[:vars], next, dot
}

func (b *builder) variable(n *parse.VariableNode) value {
	for i := len(b.vars) - 1; i >= 0; i-- {
		if b.vars[i].name == n.Ident[0] {
			return b.vars[i].val
		}
	}
	b.faultAt(n, n.Ident[0], tell("unset", n.Ident[0]))
	return unknown()
}

// declare makes a variable for values like v and gives its slot.
func (b *builder) declare(name string, v value) int {
	slot := b.slot()
	held := fromSlot(slot, v)
	if v.konst {
		held = v
	}
	b.vars = append(b.vars, variable{name, held})
	return slot
}

// kept is the same value, which is put into a slot when it is made.
func (v value) kept(slot int) value {
	get := v.eval
	v.konst = false
	v.eval = func(f *frame) reflect.Value {
		r := get(f)
		f.vars[f.base+slot] = r
		return r
	}
	return v
}

// list compiles nodes in a row; texts that meet become one.
func (b *builder) list(l *parse.ListNode) []step {
	var steps []step
	var text []byte
	flush := func() {
		if len(text) > 0 {
			steps = append(steps, say(string(text)))
			text = nil
		}
	}
	if l == nil {
		return nil
	}
	for _, n := range l.Nodes {
		s, fixed := b.node(n)
		text = append(text, fixed...)
		if s != nil {
			flush()
			steps = append(steps, s)
		}
	}
	flush()
	return steps
}

func say(text string) step {
	return func(f *frame) { f.out = append(f.out, text...) }
}

// node compiles one node to a step or, where it is the same for all pages, to
// the text that it makes.
func (b *builder) node(n parse.Node) (step, []byte) {
	switch n := n.(type) {
	case *parse.TextNode:
		return nil, n.Text
	case *parse.ActionNode:
		return b.action(n)
	case *parse.IfNode:
		return b.branch(&n.BranchNode, false), nil
	case *parse.WithNode:
		return b.branch(&n.BranchNode, true), nil
	case *parse.RangeNode:
		return b.loop(n), nil
	case *parse.TemplateNode:
		return b.invoke(n), nil
	}
	b.faultAt(n, "", tell("unsupported", n))
	return nil, nil
}

// action compiles {{…}}: the part that the layout's author wrote, then the
// escapers that html/template put behind it.
func (b *builder) action(n *parse.ActionNode) (step, []byte) {
	cmds := n.Pipe.Cmds
	first := slices.IndexFunc(cmds, func(cmd *parse.CommandNode) bool {
		id, ok := cmd.Args[0].(*parse.IdentifierNode)
		return ok && strings.HasPrefix(id.Ident, escaperPrefix)
	})
	if first < 0 {
		first = len(cmds)
	}
	if len(n.Pipe.Decl) > 0 {
		get := b.pipe(n.Pipe).eval
		return func(f *frame) { get(f) }, nil
	}
	chain, err := chainOf(cmds[first:])
	if err != nil {
		b.faultAt(n, "", told(err))
		return nil, nil
	}
	v := b.commands(cmds[:first])
	switch {
	case v.bad:
		return nil, nil
	case v.none:
		b.faultAt(n, "", tell("nodata", cmds[0], shortName(b.tree.Name)))
		return nil, nil
	case !simple(v.typ):
		b.faultAt(n, "", tell("noshow", typeName(v.typ)))
		return nil, nil
	}
	put := printer(v, chain)
	if v.konst {
		text, _ := b.fold(n, put)
		return nil, text
	}
	return put, nil
}

// fold runs a step that needs no data and gives what it wrote.
func (b *builder) fold(n parse.Node, s step) (text []byte, ok bool) {
	f := &frame{at: b.site(n)}
	defer func() {
		if thrown := recover(); thrown != nil {
			b.faults = append(b.faults, f.caught(thrown))
			text, ok = nil, false
		}
	}()
	s(f)
	return f.out, true
}

// branch compiles if and with.
func (b *builder) branch(n *parse.BranchNode, with bool) step {
	var yes, no []step
	var test value
	b.scope(func() {
		test = b.pipe(n.Pipe)
		b.scope(func() {
			if with {
				slot := b.slot()
				b.dot = fromSlot(slot, test)
				test = test.kept(slot)
			}
			yes = b.list(n.List)
		})
		b.scope(func() { no = b.list(n.ElseList) })
	})
	return func(f *frame) {
		if truth(test.eval(f)) {
			runAll(f, yes)
		} else {
			runAll(f, no)
		}
	}
}

// invoke compiles {{template "name" data}}.
func (b *builder) invoke(n *parse.TemplateNode) step {
	at := b.site(n)
	data := value{none: true, eval: nothing}
	if n.Pipe != nil {
		data = b.pipe(n.Pipe)
	}
	callee, caller, get := b.template(n.Name, data), b.body, data.eval
	caller.calls = append(caller.calls, callee)
	return func(f *frame) {
		dot := get(f)
		base := f.base
		f.base += caller.slots
		for len(f.vars) < f.base+callee.slots {
			f.vars = append(f.vars, make([]reflect.Value, callee.slots)...)
		}
		if f.deep++; f.deep > maxDepth {
			at.fail(tell("endless", shortName(n.Name)))
		}
		f.vars[f.base] = dot
		runAll(f, callee.steps)
		f.deep--
		f.base = base
	}
}

// compile makes the steps of a kind of page for data of type *t.
func (s *Set) compile(name string, t reflect.Type) (*body, Errors) {
	s.done.mu.Lock()
	defer s.done.mu.Unlock()
	c := &compiler{set: s, bodies: maps.Clone(s.done.bodies)}
	root := c.template(name, value{typ: reflect.PointerTo(t)})
	if len(c.faults) > 0 {
		// Not kept: each page that uses a faulty part is to tell its faults.
		return nil, c.faults.tidy()
	}
	s.done.bodies = c.bodies
	return root, nil
}

// loop compiles range over a list.
func (b *builder) loop(n *parse.RangeNode) (out step) {
	b.scope(func() {
		over := b.commands(n.Pipe.Cmds)
		at, list, key, elem := b.site(n), over.eval, -1, unknown()
		switch {
		case over.bad:
		case n.Pipe.IsAssign:
			b.faultAt(n, "", tell("unsupported", n.Pipe))
		case over.typ == nil || over.typ.Kind() != reflect.Slice:
			b.faultAt(n, "", tell("norange", typeName(over.typ)))
		default:
			elem = value{typ: over.typ.Elem()}
		}
		var body, otherwise []step
		var dot int
		b.scope(func() {
			dot = b.slot()
			b.dot = fromSlot(dot, elem)
			// With one variable it is the element, with two the key comes first.
			decl := n.Pipe.Decl
			if len(decl) > 0 {
				b.vars = append(b.vars, variable{decl[len(decl)-1].Ident[0], b.dot})
			}
			if len(decl) > 1 {
				key = b.declare(decl[0].Ident[0], value{typ: intType})
			}
			body = b.list(n.List)
		})
		b.scope(func() { otherwise = b.list(n.ElseList) })
		out = func(f *frame) {
			all := list(f)
			if all.Len() == 0 {
				runAll(f, otherwise)
			}
			for i := range all.Len() {
				f.vars[f.base+dot] = all.Index(i)
				if key >= 0 {
					f.vars[f.base+key] = reflect.ValueOf(i)
				}
				runAll(f, body)
				f.spill(at)
			}
		}
	})
	return out
}
