package layout

import (
	"fmt"
	"slices"
	"strings"
)

// saying is what is wrong, as a key with arguments, so that a caller can word it
// in the reader's language, and as an English sentence.
type saying struct {
	key     string
	args    []string
	about   string // the function that it is about; may be empty
	english string
}

// Error gives the English sentence.
func (s *saying) Error() string { return s.english }

// tell makes a saying; the arguments stand in its sentence in order.
func tell(key string, args ...any) *saying {
	s := &saying{key: key, english: fmt.Sprintf(sentences[key], args...)}
	for _, a := range args {
		if n, ok := a.(arguments); ok {
			a = int(n)
		}
		s.args = append(s.args, fmt.Sprint(a))
	}
	return s
}

// of says which function the saying is about.
func (s *saying) of(name string) *saying {
	said := *s
	said.about, said.english = name, name+": "+s.english
	return &said
}

// told takes what another package, or a function of the data, has to say as it is.
func told(err error) *saying {
	if s, ok := err.(*saying); ok {
		return s
	}
	return tell("error", err)
}

// Cases lists the keys that [Error.Case] can have, sorted.
func Cases() []string {
	keys := make([]string, 0, len(sentences))
	for key := range sentences {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// sentences are all that this package finds wrong.
var sentences = map[string]string{
	// Files.
	"missing":     "missing",
	"unreadable":  "cannot be read: %s",
	"encoding":    "not UTF-8",
	"nopage":      "there is no layout for the page %q",
	"special":     "not an ordinary file",
	"folder":      "layouts must be an ordinary folder",
	"large":       "larger than 1 MiB",
	"many":        "more than 1000 files",
	"deep":        "folders more than 8 deep",
	"parser":      "%s",
	"unended":     "%s has no end",
	"unset":       "the variable %s is not set here",
	"unsupported": "%s is not supported",
	"minifier":    "cannot be minified: %s",
	"open":        "this bracket is never closed",
	"openstring":  "this string or address is never closed",
	"opencomment": "this comment is never closed",
	"closes":      "this %s closes nothing",

	// Said in vain.
	"unread":       "this file is not read",
	"unusedpage":   "there is no such kind of page, so no page uses this file",
	"unusedpart":   "no page calls this part",
	"unusedasset":  "no page reads this file, and it is not put into the site",
	"inlinestyle":  "the page's Content-Security-Policy blocks a style in the page itself (%s)",
	"inlinescript": "the page's Content-Security-Policy blocks a script in the page itself (%s)",
	"foreign":      "the page's Content-Security-Policy blocks %q (%s)",
	"opentag":      "<%s> is still open when </%s> comes in line %d",
	"openend":      "<%s> is never closed",
	"closetag":     "no <%[1]s> is open here that </%[1]s> could close",

	// Names.
	"nofield":    "there is no .%s in %s",
	"nodata":     "there is no .%s: %s is used without data",
	"nomethod":   ".%s is no method and takes no arguments",
	"nofunction": "there is no function %q",
	"count":      "takes %s, not %d",
	"atleast":    "takes at least %s, not %d",
	"results":    "gives not one value, or one and an error, so layouts cannot use it",
	"nopart":     "there is no part or block named %q",
	"twice":      "the template %q is defined in %s too",
	"endless":    "the part %q calls itself without end",
	"noicon":     "there is no icon %q",
	"nomessage":  "there is no message %q",

	// Values.
	"wanted":      "%s is %s where %s is wanted",
	"literal":     "%s where %s is wanted",
	"toolarge":    "%s is too large",
	"novalue":     "%s is no value",
	"nilalone":    "nil alone is no value",
	"noarguments": "%s is no function and takes no arguments",
	"norange":     "range cannot go through %s",
	"onevariable": "a range over a number has one variable, not two",
	"format":      "the format is %s, not a string",
	"needsformat": "takes a format",
	"nolength":    "%s has no length",
	"noentries":   "%s has no entries",
	"slice":       "takes a list or a string and up to 3 numbers",
	"two":         "compares 2 values, not %d",
	"twoormore":   "compares at least 2 values",
	"never":       "%s and %s are never the same",
	"noorder":     "%s and %s have no order",

	// The HTML.
	"branches":      "the two ways through this end at different places of the HTML, such as one inside a tag or a quoted value and the other outside",
	"unclosed":      "the page ends inside a tag, a quoted value, a comment or a script that is not closed",
	"rounds":        "one round of this range ends at another place of the HTML than the next one begins, such as inside a tag",
	"places":        "this part calls itself from different places of the HTML, so it cannot be escaped",
	"address":       "it is not clear which part of an address this is; write one {{…}} for the whole address",
	"html":          "%s",
	"inelement":     "data may not stand in a <%s>; put it into a data-… attribute, or hand over the whole element as template.HTML",
	"inequiv":       "data may not stand in <meta http-equiv>; write its content out in the layout",
	"javascript":    "a javascript: address may not stand in a layout",
	"incode":        "data may not stand in a script, a style or an on… attribute; put it into text or a data-… attribute, or hand over a whole element as template.HTML",
	"iconxml":       "not well-formed XML: %s",
	"icononly":      "an icon must be one <svg> element",
	"iconelement":   "<%s> is not allowed in an icon",
	"iconattribute": "the attribute %s is not allowed in an icon",
	"iconhref":      "an icon may only refer to itself (href=\"#…\")",

	// With a page's data in hand.
	"error":        "%v",
	"failed":       "%s: %s",
	"nothing":      "there is nothing here (nil)",
	"nothingof":    "there is nothing here (nil) to take .%s of",
	"nothingas":    "there is nothing here where %s is wanted",
	"nothingin":    "%s: there is nothing here (nil); put it inside {{with …}}…{{end}}",
	"noentry":      "there is no entry %v in %d",
	"nocut":        "%s cannot be cut",
	"twonumbers":   "a string takes 2 numbers at most",
	"outside":      "the number %d is not within 0 and %d",
	"rise":         "the numbers must rise",
	"nofunc":       "there is no function here",
	"nocomparison": "values of these kinds cannot be compared",
	"incomparable": "%s and %s cannot be compared",
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
	e.Suggest = suggestion(e.Near, e.Known)
	return e
}

// NoMessage is what a function of the caller's gives for a message that does not
// exist. Of all that there are only the nearest names are told: there are hundreds.
func NoMessage(key string, keys []string) error {
	e := fault(RuleMessage, tell("nomessage", key)).offer("", key, keys)
	e.Name, e.Known, e.Suggest = key, nil, ""
	if len(e.Near) > 0 {
		e.Suggest = "did you mean " + strings.Join(e.Near, " or ") + "?"
	}
	return e
}

// near are the names that differ least from a wrong one. A name that differs in
// every letter is no help.
func near(wrong string, names []string, letters int) (nearest []string) {
	best := min(1+letters/4, letters-1)
	for _, n := range names {
		switch d := distance(strings.ToLower(wrong), strings.ToLower(n)); {
		case d < best:
			best, nearest = d, []string{n}
		case d == best:
			nearest = append(nearest, n)
		}
	}
	return nearest
}

func suggestion(near, known []string) string {
	switch {
	case len(known) == 0:
		return ""
	case len(near) == 0:
		return "there are " + strings.Join(known, ", ")
	}
	return "did you mean " + strings.Join(near, " or ") + "? there are " + strings.Join(known, ", ")
}
