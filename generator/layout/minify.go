package layout

import (
	"bytes"
	"errors"
	"path"

	"github.com/tdewolff/minify/v2"
	cssmin "github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"

	"tassei/generator/freeze"
)

// Minified gives the stylesheet or script assets/<name> in fewer bytes. It is made once.
func (s *Set) Minified(name string) ([]byte, error) {
	if b, done := s.minified.Load(name); done {
		return b.([]byte), nil
	}
	raw, err := s.Asset(name)
	if err != nil {
		return nil, err
	}
	run := CSS
	if path.Ext(name) == ".js" {
		run = JS
	}
	b, err := freeze.Once(s.kept, name, freeze.Sum(raw), func() ([]byte, error) {
		b, fault := run(raw)
		if fault != nil {
			return nil, fileFault("assets/"+name, fault)
		}
		return b, nil
	})
	if err == nil {
		s.minified.Store(name, b)
	}
	return b, err
}

// CSS gives a stylesheet in fewer bytes with the same meaning. A stylesheet that
// cannot be read is an *Error with line and column and an empty File.
func CSS(src []byte) ([]byte, *Error) {
	if fault := unbalanced(src); fault != nil {
		return nil, fault
	}
	return minified(src, cssmin.Minify)
}

// JS gives a script in fewer bytes with the same meaning; names are kept, so
// that a fault met in a browser can be read. A script that cannot be read is an
// *Error with line and column and an empty File.
func JS(src []byte) ([]byte, *Error) {
	return minified(src, (&js.Minifier{KeepVarNames: true}).Minify)
}

func minified(src []byte, run minify.MinifierFunc) (_ []byte, fault *Error) {
	// The minifier has panicked on odd input before; a stylesheet must not take
	// the program down.
	defer func() {
		if r := recover(); r != nil {
			fault = tell("minifier", r)
		}
	}()
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	var out bytes.Buffer
	if err := run(minify.New(), &out, bytes.NewReader(src), nil); err != nil {
		var at *parse.Error
		if errors.As(err, &at) {
			e := tell("parser", at.Message)
			e.Line, e.Column = at.Line, at.Column
			return nil, e
		}
		return nil, tell("parser", err)
	}
	return out.Bytes(), nil
}

// unbalanced finds the first bracket, string or comment of a stylesheet that has
// no other half. Browsers and the minifier pass over these in silence, and half of
// the rules are gone.
func unbalanced(src []byte) *Error {
	source := string(src)
	wrong := func(at int, what *Error) *Error { return faultIn("", source, at, what) }
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
				return wrong(stack[len(stack)-1].at, tell("open"))
			}
			return nil
		case css.BadStringToken, css.BadURLToken:
			return wrong(at, tell("openstring"))
		case css.CommentToken:
			if !bytes.HasSuffix(data, []byte("*/")) {
				return wrong(at, tell("opencomment"))
			}
		case css.RightBraceToken, css.RightBracketToken, css.RightParenthesisToken:
			if len(stack) == 0 || stack[len(stack)-1].want != t {
				return wrong(at, tell("closes", string(data)))
			}
			stack = stack[:len(stack)-1]
		}
		if want, opens := closing[t]; opens {
			stack = append(stack, open{at, want})
		}
		at += len(data)
	}
}
