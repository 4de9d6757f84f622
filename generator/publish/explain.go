package publish

import (
	"errors"
	"strconv"
	"strings"
)

// fault is an error of this package, which tells its code and, but for its cause, what it names.
type fault interface {
	error
	tell(f facts) (code string)
}

// Explain gives an error of this package as a stable code and its particulars,
// for messages in the reader's language. Any other error gives the code "" and
// only the argument error.
func Explain(err error) (code string, args map[string]string) {
	named := facts{}
	if err == nil {
		return "", named
	}
	named["error"] = err.Error()
	if told := fault(nil); errors.As(err, &told) {
		code = told.tell(named)
		if cause := errors.Unwrap(told); cause != nil {
			named["error"] = cause.Error()
		}
	}
	return code, named
}

// facts are what an error names.
type facts map[string]string

func (f facts) of(code string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		f[pairs[i]] = pairs[i+1]
	}
	return code
}

func (f facts) list(code, target, name string, paths []string) string {
	return f.of(code, "target", target, "count", strconv.Itoa(len(paths)), name, Some(paths))
}

// first finds the outermost error of this package in a chain or a joined
// error, and else gives the error itself.
func first(err error) error {
	if ours := fault(nil); errors.As(err, &ours) {
		return ours
	}
	return err
}

func isOurs(err error) bool { return errors.As(err, new(fault)) }

// Some joins the first paths of a list.
func Some(paths []string) string {
	const most = 10
	if len(paths) <= most {
		return strings.Join(paths, ", ")
	}
	return strings.Join(paths[:most], ", ") + ", …"
}
