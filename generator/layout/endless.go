package layout

import "text/template/parse"

// endless finds the parts among the named ones that call themselves without end:
// round and round with the same data, or whatever the data are. A part that calls
// itself for something below what it was given, such as each branch of a tree,
// is none of them.
func (s *Set) endless(names []string, find func(name string) *parse.Tree) (faults Errors) {
	const begun, done = 1, 2
	state := map[string]int{}
	var follow func(name string)
	follow = func(name string) {
		state[name] = begun
		tree := find(name)
		sameAgain(tree.Root, true, true, func(call *parse.TemplateNode) {
			switch state[call.Name] {
			case 0:
				follow(call.Name)
			case begun:
				faults = append(faults, s.fault(tree, call, call.Name, tell("endless", call.Name)))
			}
		})
		state[name] = done
	}
	for _, name := range names {
		if state[name] == 0 {
			follow(name)
		}
	}
	return faults
}

// sameAgain visits the calls that are made in any case, and those that hand on
// the very data that the caller has. always tells that a node is reached in any
// case, same that its dot is the caller's.
func sameAgain(n parse.Node, always, same bool, visit func(*parse.TemplateNode)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n == nil {
			return
		}
		for _, child := range n.Nodes {
			sameAgain(child, always, same, visit)
		}
	case *parse.TemplateNode:
		if always || handsOn(n.Pipe, same) {
			visit(n)
		}
	default:
		if within := branches(n); within != nil {
			_, asks := n.(*parse.IfNode)
			sameAgain(within.List, false, same && asks, visit)
			sameAgain(within.ElseList, false, same, visit)
		}
	}
}

// handsOn tells that a call's data are the caller's: $, or the dot where that is
// still the same.
func handsOn(p *parse.PipeNode, same bool) bool {
	if p == nil || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		return false
	}
	switch arg := p.Cmds[0].Args[0].(type) {
	case *parse.DotNode:
		return same
	case *parse.VariableNode:
		return len(arg.Ident) == 1 && arg.Ident[0] == "$"
	}
	return false
}
