package layout

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"slices"
	"text/template/parse"

	"tassei/generator/freeze"
)

// sum is the digest of the files that are parsed: not of assets.
func (src sources) sum() [sha256.Size]byte {
	var of [][]byte
	for _, name := range src.names() {
		if isTemplate(name) {
			of = append(of, []byte(name), src.bytes[name])
		}
	}
	return freeze.Sum(of...)
}

// recall takes over what was kept of the same files: the escaped trees, with the places of all
// nodes, so that faults met later are told as ever.
func (s *Set) recall(b []byte) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false // not what keep has written: the files have it, too
		}
	}()
	u := &unpacker{b: b}
	roots, trees := map[string]string{}, map[string]*parse.Tree{}
	for range u.number() {
		kind := u.text()
		roots[kind] = u.text()
	}
	for range u.number() {
		t := &parse.Tree{Name: u.text(), ParseName: u.text()}
		t.Root = u.node().(*parse.ListNode)
		trees[t.Name] = t
	}
	if len(u.b) > 0 {
		return false
	}
	for name, raw := range s.src.bytes {
		if isTemplate(name) {
			s.texts[name], _ = text(name, raw)
		}
	}
	s.roots, s.trees = roots, trees
	return true
}

// keep is what recall takes, nil where a tree has what no page can be made with.
func (s *Set) keep() []byte {
	p := &packer{}
	p.number(len(s.roots))
	for _, kind := range slices.Sorted(maps.Keys(s.roots)) {
		p.text(kind)
		p.text(s.roots[kind])
	}
	p.number(len(s.trees))
	for _, name := range slices.Sorted(maps.Keys(s.trees)) {
		p.text(name)
		p.text(s.trees[name].ParseName)
		p.node(s.trees[name].Root)
	}
	if p.odd {
		return nil
	}
	return p.b
}

// packer writes the nodes that compile knows.
type packer struct {
	b   []byte
	odd bool // there was another one
}

func (p *packer) number(n int)  { p.b = binary.AppendVarint(p.b, int64(n)) }
func (p *packer) text(s string) { p.number(len(s)); p.b = append(p.b, s...) }

func (p *packer) flag(yes bool) {
	if yes {
		p.number(1)
	} else {
		p.number(0)
	}
}

func (p *packer) words(list []string) {
	p.number(len(list))
	for _, s := range list {
		p.text(s)
	}
}

func packList[N parse.Node](p *packer, list []N) {
	p.number(len(list))
	for _, n := range list {
		p.node(n)
	}
}

func (p *packer) node(n parse.Node) {
	p.number(int(n.Type()))
	p.number(int(n.Position()))
	switch n := n.(type) {
	case *parse.ListNode:
		packList(p, n.Nodes)
	case *parse.TextNode:
		p.text(string(n.Text))
	case *parse.ActionNode:
		p.node(n.Pipe)
	case *parse.TemplateNode:
		p.text(n.Name)
		packList(p, present(n.Pipe))
	case *parse.IfNode, *parse.WithNode, *parse.RangeNode:
		lists := branches(n)
		p.node(lists.Pipe)
		p.node(lists.List)
		packList(p, present(lists.ElseList))
	case *parse.PipeNode:
		packList(p, n.Decl)
		packList(p, n.Cmds)
		p.odd = p.odd || n.IsAssign
	case *parse.CommandNode:
		packList(p, n.Args)
	case *parse.FieldNode:
		p.words(n.Ident)
	case *parse.VariableNode:
		p.words(n.Ident)
	case *parse.ChainNode:
		p.node(n.Node)
		p.words(n.Field)
	case *parse.IdentifierNode:
		p.text(n.Ident)
	case *parse.StringNode:
		p.text(n.Quoted)
		p.text(n.Text)
	case *parse.BoolNode:
		p.flag(n.True)
	case *parse.NumberNode:
		p.text(n.Text)
		p.flag(n.IsInt)
		p.number(int(n.Int64))
	case *parse.DotNode:
	default:
		p.odd = true
	}
}

// present is a list of what may be there.
func present[N any](n *N) []*N {
	if n == nil {
		return nil
	}
	return []*N{n}
}

// unpacker reads what packer wrote, and panics at all else.
type unpacker struct{ b []byte }

func (u *unpacker) number() int {
	n, size := binary.Varint(u.b)
	if size <= 0 {
		panic("no number")
	}
	u.b = u.b[size:]
	return int(n)
}

func (u *unpacker) bytes() []byte {
	n := u.number()
	part := u.b[:n:n]
	u.b = u.b[n:]
	return part
}

func (u *unpacker) text() string { return string(u.bytes()) }
func (u *unpacker) flag() bool   { return u.number() == 1 }

func (u *unpacker) words() []string {
	list := make([]string, u.number())
	for i := range list {
		list[i] = u.text()
	}
	return list
}

func unpackList[N parse.Node](u *unpacker) []N {
	n := u.number()
	if n == 0 {
		return nil
	}
	list := make([]N, n)
	for i := range list {
		list[i] = u.node().(N)
	}
	return list
}

// maybe is the other half of present.
func maybe[N parse.Node](u *unpacker) (none N) {
	if list := unpackList[N](u); len(list) > 0 {
		return list[0]
	}
	return none
}

func (u *unpacker) node() parse.Node {
	is, pos := parse.NodeType(u.number()), parse.Pos(u.number())
	switch is {
	case parse.NodeList:
		return &parse.ListNode{NodeType: is, Pos: pos, Nodes: unpackList[parse.Node](u)}
	case parse.NodeText:
		return &parse.TextNode{NodeType: is, Pos: pos, Text: u.bytes()}
	case parse.NodeAction:
		return &parse.ActionNode{NodeType: is, Pos: pos, Pipe: u.node().(*parse.PipeNode)}
	case parse.NodeTemplate:
		return &parse.TemplateNode{NodeType: is, Pos: pos, Name: u.text(), Pipe: maybe[*parse.PipeNode](u)}
	case parse.NodeIf:
		return &parse.IfNode{BranchNode: u.branch(is, pos)}
	case parse.NodeWith:
		return &parse.WithNode{BranchNode: u.branch(is, pos)}
	case parse.NodeRange:
		return &parse.RangeNode{BranchNode: u.branch(is, pos)}
	case parse.NodePipe:
		return &parse.PipeNode{NodeType: is, Pos: pos, Decl: unpackList[*parse.VariableNode](u), Cmds: unpackList[*parse.CommandNode](u)}
	case parse.NodeCommand:
		return &parse.CommandNode{NodeType: is, Pos: pos, Args: unpackList[parse.Node](u)}
	case parse.NodeField:
		return &parse.FieldNode{NodeType: is, Pos: pos, Ident: u.words()}
	case parse.NodeVariable:
		return &parse.VariableNode{NodeType: is, Pos: pos, Ident: u.words()}
	case parse.NodeChain:
		return &parse.ChainNode{NodeType: is, Pos: pos, Node: u.node(), Field: u.words()}
	case parse.NodeIdentifier:
		return &parse.IdentifierNode{NodeType: is, Pos: pos, Ident: u.text()}
	case parse.NodeString:
		return &parse.StringNode{NodeType: is, Pos: pos, Quoted: u.text(), Text: u.text()}
	case parse.NodeBool:
		return &parse.BoolNode{NodeType: is, Pos: pos, True: u.flag()}
	case parse.NodeNumber:
		return &parse.NumberNode{NodeType: is, Pos: pos, Text: u.text(), IsInt: u.flag(), Int64: int64(u.number())}
	case parse.NodeDot:
		return &parse.DotNode{NodeType: is, Pos: pos}
	}
	panic("no node")
}

func (u *unpacker) branch(is parse.NodeType, pos parse.Pos) parse.BranchNode {
	return parse.BranchNode{NodeType: is, Pos: pos, Pipe: u.node().(*parse.PipeNode), List: u.node().(*parse.ListNode), ElseList: maybe[*parse.ListNode](u)}
}
