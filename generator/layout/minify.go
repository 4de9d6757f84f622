package layout

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/js"
	"github.com/tdewolff/parse/v2"
)

// CSS gives a stylesheet in fewer bytes with the same meaning. A stylesheet that
// cannot be read is an *Error with line and column and an empty File.
func CSS(src []byte) ([]byte, error) {
	return minified(src, func(m *minify.M, out *bytes.Buffer, in *bytes.Reader) error {
		return css.Minify(m, out, in, nil)
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
