package main

import (
	"go/ast"
	"go/parser"
	"go/token"
)

// other is what stands for a sign, where both can be compiled.
var other = map[token.Token][]token.Token{
	token.LSS: {token.LEQ}, token.LEQ: {token.LSS}, token.GTR: {token.GEQ}, token.GEQ: {token.GTR},
	token.EQL: {token.NEQ}, token.NEQ: {token.EQL},
	token.LAND: {token.LOR}, token.LOR: {token.LAND},
	token.ADD: {token.SUB}, token.SUB: {token.ADD}, token.MUL: {token.QUO}, token.QUO: {token.MUL}, token.REM: {token.MUL},
	token.ADD_ASSIGN: {token.SUB_ASSIGN}, token.SUB_ASSIGN: {token.ADD_ASSIGN}, token.INC: {token.DEC}, token.DEC: {token.INC},
	token.BREAK: {token.CONTINUE}, token.CONTINUE: {token.BREAK},
}

// changes lists what can be tried in a file, in the order of its text. The
// joining of texts is left alone: no minus stands for it.
func changes(name string, source []byte) (list []change, err error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	add := func(at token.Pos, old, new string, of ast.Node) {
		list = append(list, change{at: files.Position(at), old: old, new: new, of: of, from: files.Position(of.Pos()).Offset, to: files.Position(of.End()).Offset})
	}
	swap := func(at token.Pos, old token.Token, of ast.Node) {
		for _, new := range other[old] {
			add(at, old.String(), new.String(), of)
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op != token.ADD || !text(n) {
				swap(n.OpPos, n.Op, n)
			}
		case *ast.AssignStmt:
			if n.Tok != token.ADD_ASSIGN || !text(n.Rhs[0]) {
				swap(n.TokPos, n.Tok, n)
			}
		case *ast.IncDecStmt:
			swap(n.TokPos, n.Tok, n)
		case *ast.BranchStmt:
			if n.Label == nil {
				swap(n.TokPos, n.Tok, n)
			}
		case *ast.UnaryExpr:
			if n.Op == token.NOT {
				add(n.OpPos, "!", "", n)
			}
		case *ast.Ident:
			switch n.Name {
			case "true":
				add(n.Pos(), "true", "false", n)
			case "false":
				add(n.Pos(), "false", "true", n)
			}
		}
		return true
	})
	return list, nil
}

// text reports whether an expression is seen to join texts.
func text(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return e.Kind == token.STRING
	case *ast.BinaryExpr:
		return text(e.X) || text(e.Y)
	case *ast.ParenExpr:
		return text(e.X)
	}
	return false
}
