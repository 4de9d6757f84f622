package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/toml"
)

// figure reads a baseline, a target or an actual: a number, or a table with a
// value, a range, words or the reason for having none. The name is what the
// figure is, for messages and for what it may hold.
func (t *table) figure(key, name string, m kpi.Measured) (f kpi.Figure) {
	n := t.take(key)
	switch {
	case n == nil:
		return f
	case n.Kind == toml.Table:
		w := t.r.open(n)
		f = t.r.figureOf(n, w, name, m)
		w.done()
		return f
	case n.Kind == toml.String && n.Text == "" && t.r.draft:
		return f // a blank of the draft, counted where all blanks are
	case m == kpi.ByDone && n.Kind == toml.String && n.Text != "":
		text := t.r.text(n, name)
		t.r.add(n, "K117", "key", "done", "hint", "done")
		return kpi.Figure{Kind: kpi.Words, Words: text, Done: name == "target"}
	case m == kpi.ByDone:
		if d, ok := t.r.decimalAs(n, name, key); ok {
			return kpi.Figure{Kind: kpi.Number, Value: d} // K306 tells
		}
		return kpi.Figure{Kind: kpi.None}
	}
	d, ok := t.r.decimalAs(n, name, key)
	if !ok {
		return kpi.Figure{Kind: kpi.None}
	}
	t.thousands(n, key)
	return kpi.Figure{Kind: kpi.Number, Value: d}
}

var reasons = kpi.Codes(kpi.Reasons)

// reason reads why there is no value. A word of the city's is offered as the
// reason that it gives, and kept as what was printed.
func (w *table) reason() string {
	n := w.take("none")
	if n == nil || n.Kind != toml.String || nothing(n) || slices.Contains(reasons, n.Text) {
		return w.choice("none", reasons...)
	}
	p := diag.New("K121", "key", "none", "text", n.Text, "choices", strings.Join(reasons, ", "), "hint", "reasons")
	meant := string(toml.ReasonFor(n.Text))
	if meant == "" && diag.Nearby(n.Text, reasons) != "" {
		return w.choice("none", reasons...) // misspelt
	}
	if meant != "" && w.has("printed") {
		p.Args["hint"], p.Args["near"] = "near", meant
	} else if meant != "" {
		p.Args["hint"], p.Args["near"], p.Args["why"] = "reason", meant, meant
	}
	w.r.Put(p, n)
	return ""
}

// figureOf reads the table form of a figure.
func (r *reader) figureOf(n *toml.Node, w *table, name string, m kpi.Measured) (f kpi.Figure) {
	// Until a form is read the figure is none, so that a fault that was told
	// is not told again as a missing figure.
	f.Kind = kpi.None
	if name == "baseline" {
		f.Planned = w.nature("nature")
	}
	switch {
	case w.has("none"):
		f.None = kpi.Reason(w.reason())
		f.Printed = w.text1("printed")
	case w.has("value"):
		if v := w.take("value"); v != nil && v.Kind == toml.Table { // value = {below = 800}
			in := r.open(v)
			f = r.figureOf(v, in, name, m)
			in.done()
			if printed := w.text1("printed"); printed != "" {
				f.Printed = printed
			}
			return f
		} else if v != nil {
			if d, ok := r.decimalAs(v, name, "value"); ok {
				f.Kind, f.Value = kpi.Number, d
				if !w.has("printed") {
					w.thousands(v, name)
				}
			}
		}
		f.Printed = w.text1("printed")
		w.second(&f)
	case w.has("above") || w.has("below"):
		r.strict(w, name, &f)
		r.ofTarget(n, w, name, &f)
	case w.has("aim"):
		r.aim(w, name, &f)
		r.ofTarget(n, w, name, &f)
	case w.has("from") || w.has("to"):
		r.readRange(w, &f)
		r.ofTarget(n, w, name, &f)
	case w.has("done") || slices.ContainsFunc(r.languages, w.has):
		f.Words = w.languages(name)
		f.Kind = kpi.Words
		if held := name == "target" && (m == kpi.ByNumber || m == kpi.ByRank) && !w.has("done"); !held {
			f.Done = w.doneOr(name == "target")
		}
	default:
		p := "value"
		if m == kpi.ByDone {
			p = "done"
		}
		w.known = append(w.known, "none", "printed", "value", "from", "to", "above", "below", "aim", "done")
		if len(w.n.Keys) == 0 || !slices.ContainsFunc(w.n.Keys, func(e toml.Entry) bool { return !slices.Contains(w.known, e.Key) }) {
			r.add(n, "K117", "key", p, "hint", exampleFor(p))
		}
	}
	if !w.oneForm() {
		f.Printed = "" // it is held against the form that will be kept
	}
	return f
}

// doneOr reads whether it is done. While that is not said, a target is taken as what is to
// be done, so that nothing else is told of it.
func (w *table) doneOr(unsaid bool) bool {
	if w.need("done") == nil {
		return unsaid
	}
	return w.truth("done")
}

// forms are the keys of which a figure has one, or the two ends of a range.
var forms = []string{"none", "value", "from", "to", "above", "below", "aim", "done"}

// oneForm tells of a key of another form than the one that was read: {value = 15, below = 15}.
// It reports whether there was none.
func (w *table) oneForm() (alone bool) {
	alone = true
	at := slices.IndexFunc(forms, func(key string) bool { return slices.Contains(w.known, key) && w.has(key) })
	if at < 0 {
		return alone
	}
	for _, key := range forms {
		if n := w.n.Get(key); n != nil && !slices.Contains(w.known, key) {
			w.known = append(w.known, key)
			w.r.add(n, "K116", "key", key, "read", forms[at], "message", "form", "hint", "form")
			alone = false
		}
	}
	return alone
}

// ofTarget reads the rest of what only a target can be.
func (r *reader) ofTarget(n *toml.Node, w *table, name string, f *kpi.Figure) {
	f.Printed = w.text1("printed")
	if name != "target" {
		r.add(n, "K118", "key", name, "wanted", "kind.norange", "hint", "norange")
	}
}

// second reads a second value beside the first: 25（うち市外5）.
func (w *table) second(f *kpi.Figure) {
	v := w.take("second")
	if v == nil {
		if w.has("second_name") {
			w.known = append(w.known, "second_name")
			w.missing("second")
		}
		return
	}
	w.need("second_name")
	second := kpi.Second{Name: w.text("second_name")}
	var ok bool
	if second.Value, ok = w.r.decimal(v, "second"); ok {
		f.Second = &second
	}
}

// strict reads a bound that is not enough itself: {above = 93} is 93超.
func (r *reader) strict(w *table, name string, f *kpi.Figure) {
	key := "above"
	if !w.has(key) {
		key = "below"
	}
	if v := w.take(key); v != nil {
		if d, ok := r.decimalAs(v, name, key); ok {
			f.Kind, f.Value, f.Strict = kpi.Number, d, kpi.Strict(key)
		}
	}
}

// aim reads a direction without a number, with the city's words for it.
func (r *reader) aim(w *table, name string, f *kpi.Figure) {
	if word := w.choice("aim", kpi.Codes(kpi.Aims)...); word != "" {
		f.Kind, f.Aim = kpi.Aimed, kpi.Aim(word)
	}
	if slices.ContainsFunc(r.languages, w.has) {
		f.Words = w.languages(name)
	}
}

func (r *reader) readRange(w *table, f *kpi.Figure) {
	ends := map[string]*kpi.Decimal{}
	ok := true
	for _, key := range []string{"from", "to"} {
		v := w.take(key)
		if v == nil {
			continue
		}
		d, fine := r.decimal(v, key)
		ends[key], ok = &d, ok && fine
	}
	if ok {
		f.Kind, f.From, f.To = kpi.Range, ends["from"], ends["to"]
	}
}

// nature reads whether a baseline was measured or set in a plan.
func (t *table) nature(key string) (planned bool) {
	return t.choice(key, "measured", "planned") == "planned"
}

// triple reads the three figures that stand side by side in a record or part.
func (t *table) triple(m kpi.Measured) (baseline, target, actual kpi.Figure) {
	return t.figure("baseline", "baseline", m), t.figure("target", "target", m), t.figure("actual", "actual", m)
}

// published reads the printed achievement. Its digits are kept as printed.
func (t *table) published() (printed string, none kpi.Reason, instead string) {
	n := t.take("published")
	if n == nil || n.Kind == toml.String && n.Text == "" && t.r.draft {
		return "", "", ""
	}
	if n.Kind == toml.Table {
		// That none is printed is said like any missing value.
		w := t.r.open(n)
		w.need("none")
		none = kpi.Reason(w.reason())
		instead = w.text1("printed")
		w.done()
		return "", none, instead
	}
	d, ok := t.r.decimal(n, "published")
	if !ok {
		return "", "", ""
	}
	return d.String(), "", ""
}
