package layout

import (
	"fmt"
	"io"
	"reflect"
	"text/template/parse"
)

// frame is the state of one page in the making.
type frame struct {
	out  []byte
	vars []reflect.Value // the variables of all templates at work, each template's from its base on
	base int             // where the variables of the template at work begin
	at   *site           // the last place where something can go wrong
	deep int             // templates within templates
	sink io.Writer       // where a page goes while it is being made, nil when it is held whole
}

// enough is how much of a page is held before it goes to the sink.
const enough = 128 << 10

// spill sends on what is made so far, between two turns of a loop.
func (f *frame) spill(at *site) {
	if f.sink == nil || len(f.out) < enough {
		return
	}
	if _, err := f.sink.Write(f.out); err != nil {
		panic(failure{at, err})
	}
	f.out = f.out[:0]
}

// maxDepth stops a part that calls itself without end.
const maxDepth = 10_000

// step does one thing of a template: adds text, evaluates, decides, repeats.
type step func(*frame)

func runAll(f *frame, steps []step) {
	for _, s := range steps {
		s(f)
	}
}

// site is a place in a layout, kept so that a fault met late can name it.
type site struct {
	set  *Set
	tree *parse.Tree
	node parse.Node
}

// failure is thrown by a step and caught by Append.
type failure struct {
	at  *site
	err error
}

// fail ends the page and says why.
func (at *site) fail(what *Error) {
	panic(failure{at, what})
}

// caught turns what a step threw into an Error. What a function or method of
// the data threw is taken for its error, as text/template does.
func (f *frame) caught(thrown any) *Error {
	at, err := f.at, error(nil)
	switch thrown := thrown.(type) {
	case failure:
		at, err = thrown.at, thrown.err
	case error:
		err = thrown
	default:
		err = fmt.Errorf("%v", thrown)
	}
	what := told(err)
	if at == nil {
		return fileFault("base.html", what)
	}
	return at.set.fault(at.tree, at.node, what.Name, what)
}
