package layout

import (
	"fmt"
	"slices"
	"strings"

	"tassei/generator/diag"
)

// saying is what is wrong, as a case with what its words name.
type saying struct {
	key   string
	args  []string
	about string // the function that it is about; may be empty
}

// Error gives the case as it is, for tests and for whoever has no words.
func (s *saying) Error() string {
	text := strings.Join(append([]string{s.key}, s.args...), " ")
	if s.about != "" {
		return s.about + ": " + text
	}
	return text
}

// tell makes a saying. The rule book has the words of each case.
func tell(key string, args ...any) *saying {
	s := &saying{key: key}
	for _, a := range args {
		s.args = append(s.args, fmt.Sprint(a))
	}
	return s
}

// of says which function the saying is about.
func (s *saying) of(name string) *saying {
	said := *s
	said.about = name
	return &said
}

// told takes what another package, or a function of the data, has to say as it is.
func told(err error) *saying {
	if s, ok := err.(*saying); ok {
		return s
	}
	return tell("error", err)
}

// offer adds the names closest to a misspelt one, and all that there are, each
// with the given prefix.
func (e *Error) offer(prefix, wrong string, names []string) *Error {
	e.Known = nil
	for _, n := range names {
		e.Known = append(e.Known, prefix+n)
	}
	slices.Sort(e.Known)
	e.Known = slices.Compact(e.Known)
	e.Near = near(prefix+wrong, e.Known, len(wrong))
	return e
}

// NoMessage is what a function of the caller's gives for a message that does not
// exist. Of all that there are only the nearest names are told: there are hundreds.
func NoMessage(key string, keys []string) error {
	e := fault(tell("nomessage", key)).offer("", key, keys)
	e.Name, e.Known = key, nil
	return e
}

// NoValue is what a function of the caller's gives for a message that names something of
// which the layout gave no value.
func NoValue(key, name string) error {
	e := fault(tell("novalue", key, name))
	e.Name = key
	return e
}

// near are the names that differ least from a wrong one. A name that differs in
// every letter is no help.
func near(wrong string, names []string, letters int) (nearest []string) {
	best := min(1+letters/4, letters-1)
	for _, n := range names {
		switch d := diag.Distance(strings.ToLower(wrong), strings.ToLower(n)); {
		case d < best:
			best, nearest = d, []string{n}
		case d == best:
			nearest = append(nearest, n)
		}
	}
	return nearest
}
