package layout

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/tdewolff/minify/v2"
	cssmin "github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// CSS gives a stylesheet in fewer bytes with the same meaning. A stylesheet that
// cannot be read is an *Error with line and column and an empty File.
func CSS(src []byte) ([]byte, error) {
	if fault := unbalanced(src); fault != nil {
		return nil, fault
	}
	return minified(src, func(m *minify.M, out *bytes.Buffer, in *bytes.Reader) error {
		return cssmin.Minify(m, out, in, nil)
	})
}

// JS gives a script in fewer bytes with the same meaning; names are kept, so
// that a fault met in a browser can be read. A script that cannot be read is an
// *Error with line and column and an empty File.
func JS(src []byte) ([]byte, error) {
	return minified(src, func(m *minify.M, out *bytes.Buffer, in *bytes.Reader) error {
		return (&js.Minifier{KeepVarNames: true}).Minify(m, out, in, nil)
	})
}

func minified(src []byte, run func(*minify.M, *bytes.Buffer, *bytes.Reader) error) (_ []byte, err error) {
	// The minifier has panicked on odd input before; a stylesheet must not take
	// the program down.
	defer func() {
		if r := recover(); r != nil {
			err = &Error{Line: 1, Column: 1, Rule: RuleSyntax, Message: fmt.Sprintf("cannot be minified: %v", r)}
		}
	}()
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	var out bytes.Buffer
	if err := run(minify.New(), &out, bytes.NewReader(src)); err != nil {
		var at *parse.Error
		if errors.As(err, &at) {
			return nil, &Error{Line: at.Line, Column: at.Column, Rule: RuleSyntax, Message: at.Message}
		}
		return nil, &Error{Line: 1, Column: 1, Rule: RuleSyntax, Message: err.Error()}
	}
	return out.Bytes(), nil
}

// unbalanced finds the first bracket, string or comment of a stylesheet that has
// no other half. Browsers and the minifier pass over these in silence, and half of
// the rules are gone.
func unbalanced(src []byte) *Error {
	source := string(src)
	fault := func(at int, message string) *Error {
		line, column := place(source, at)
		return &Error{Line: line, Column: column, Rule: RuleSyntax, Message: message}
	}
	closing := map[css.TokenType]css.TokenType{css.LeftBraceToken: css.RightBraceToken, css.LeftBracketToken: css.RightBracketToken,
		css.LeftParenthesisToken: css.RightParenthesisToken, css.FunctionToken: css.RightParenthesisToken}
	type open struct {
		at   int
		want css.TokenType
	}
	var stack []open
	lexer, at := css.NewLexer(parse.NewInputString(source)), 0
	for {
		t, data := lexer.Next()
		switch t {
		case css.ErrorToken:
			if len(stack) > 0 {
				return fault(stack[len(stack)-1].at, "this bracket is never closed")
			}
			return nil
		case css.BadStringToken, css.BadURLToken:
			return fault(at, "this string or address is never closed")
		case css.CommentToken:
			if !bytes.HasSuffix(data, []byte("*/")) {
				return fault(at, "this comment is never closed")
			}
		case css.RightBraceToken, css.RightBracketToken, css.RightParenthesisToken:
			if len(stack) == 0 || stack[len(stack)-1].want != t {
				return fault(at, fmt.Sprintf("this %s closes nothing", data))
			}
			stack = stack[:len(stack)-1]
		}
		if want, opens := closing[t]; opens {
			stack = append(stack, open{at, want})
		}
		at += len(data)
	}
}
