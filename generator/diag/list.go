package diag

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// List gathers the problems of a run. Its zero value is empty and ready;
// several goroutines may add at once.
type List struct {
	Languages []string // of the place: hints show texts in them

	mu       sync.Mutex
	problems []Problem
	sorted   bool
}

// Add appends problems.
func (l *List) Add(ps ...Problem) {
	if len(ps) == 0 {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.problems = append(l.problems, ps...)
	if added := l.problems[len(l.problems)-len(ps):]; len(l.Languages) > 0 {
		for i := range added {
			if args := maps.Clone(added[i].Args); args != nil {
				args["languages"] = strings.Join(l.Languages, " ")
				added[i].Args = args
			}
		}
	}
	l.sorted = false
}

// All lists every problem once, by file, line, column and code. What is said of
// many places in the same words, by a rule that has words for it, is said at the
// first of them, with their number.
func (l *List) All() []Problem {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.sorted {
		l.problems = slices.Clone(l.problems) // others may still walk the former
		slices.SortStableFunc(l.problems, Compare)
		l.problems = slices.CompactFunc(l.problems, func(a, b Problem) bool { return Compare(a, b) == 0 })
		l.problems = fold(silence(besideUnseen(l.problems)))
		l.sorted = true
	}
	return slices.Clip(l.problems)
}

// silence leaves out what another problem brings about: where a language has no
// messages yet, every text still lacks it.
func silence(ps []Problem) []Problem {
	hidden := map[string]bool{} // codes with their language
	for _, p := range ps {
		if r, _ := Find(p.Code); r.Hides != nil {
			for _, code := range r.Hides {
				hidden[code+" "+p.Args["language"]] = true
			}
		}
	}
	if len(hidden) == 0 {
		return ps
	}
	return slices.DeleteFunc(ps, func(p Problem) bool { return hidden[p.Code+" "+p.Args["language"]] })
}

// unseenCode is the rule of a character that nobody sees.
const unseenCode = "K106"

// besideUnseen leaves out what else is said of a word or a number with a character that nobody sees in it: once that is
// gone, it may be right. What is said of a table or a list around it stays.
func besideUnseen(ps []Problem) []Problem {
	told := map[string][]Problem{}
	line := func(p Problem) string { return p.File + ":" + strconv.Itoa(p.Line) }
	for _, p := range ps {
		if p.Code == unseenCode {
			told[line(p)] = append(told[line(p)], p)
		}
	}
	if len(told) == 0 {
		return ps
	}
	return slices.DeleteFunc(ps, func(p Problem) bool {
		return p.Code != unseenCode && slices.ContainsFunc(told[line(p)], p.covers)
	})
}

// covers reports whether the word or number at fault holds the place of another problem of its line.
func (p Problem) covers(other Problem) bool {
	line := []rune(p.Excerpt)
	if p.Excerpt != other.Excerpt || other.Caret < p.Caret || other.Caret >= len(line) || strings.ContainsRune("{[", line[p.Caret]) {
		return false
	}
	return Cells(string(line[p.Caret:other.Caret])) < p.Width
}

// severalOf is the message of a rule that stands for many problems with one of its
// messages: many for the plain one, field_many for field; "" where it has none.
func severalOf(p Problem) string {
	name := "many"
	if m := p.Args["message"]; m != "" {
		name = m + "_many"
	}
	if r, _ := Find(p.Code); r.Text("en", "message."+name) == "" {
		return ""
	}
	return name
}

// fold keeps the first of equal problems of a rule that has a message for many.
func fold(ps []Problem) []Problem {
	places := map[string]int{}
	key := func(p Problem) string { return p.Code + "\x02" + argsKey(p) }
	foldable := func(p Problem) bool { return severalOf(p) != "" }
	for _, p := range ps {
		if foldable(p) {
			places[key(p)]++
		}
	}
	if len(places) == 0 {
		return ps
	}
	var kept []Problem
	for _, p := range ps {
		n := places[key(p)]
		switch {
		case !foldable(p) || n == 1:
		case n == 0:
			continue // told at the first place
		default:
			places[key(p)] = 0
			p = p.many(n)
		}
		kept = append(kept, p)
	}
	return kept
}

// many is a problem that stands for n equal ones.
func (p Problem) many(n int) Problem {
	args := maps.Clone(p.Args)
	args["message"], args["n"] = severalOf(p), strconv.Itoa(n)
	if r, _ := Find(p.Code); args["hint"] == "near" && r.Text("en", "hint.many") != "" {
		args["hint"] = "many"
	}
	p.Args = args
	return p
}

func argsKey(p Problem) string {
	if len(p.Args) == 0 {
		return ""
	}
	keys := make([]string, 0, len(p.Args))
	for k, v := range p.Args {
		if k == "languages" {
			continue // not about this problem: those of the place
		}
		keys = append(keys, k+"\x00"+v)
	}
	slices.Sort(keys)
	return strings.Join(keys, "\x01")
}

// Len is the number of problems.
func (l *List) Len() int { return len(l.All()) }

// Errors is the number of problems that stop a build.
func (l *List) Errors() int {
	n := 0
	for _, p := range l.All() {
		if p.Severity == Error {
			n++
		}
	}
	return n
}

// Totals counts the problems in words, as Text says them: 3 件の誤り、2 件の注意. It
// is "" for an empty list.
func (l *List) Totals(lang string) string {
	number := map[Severity]int{}
	for _, p := range bySheet(l.All()) {
		number[p.Severity]++
	}
	var parts []string
	for _, s := range []struct {
		name string
		n    int
	}{{"error", number[Error]}, {"warning", number[Warning]}} {
		if s.n == 0 {
			continue
		}
		form := ".other"
		if s.n == 1 {
			form = ".one"
		}
		parts = append(parts, strings.ReplaceAll(wordFor(lang, "total."+s.name+form), "#", strconv.Itoa(s.n)))
	}
	return strings.Join(parts, strings.ReplaceAll(wordFor(lang, "total.and"), "_", " "))
}

// Err is nil when the list has no error, else a *Failure.
func (l *List) Err() error {
	if l.Errors() == 0 {
		return nil
	}
	return &Failure{l}
}

// Failure is a list with errors in it, as an error.
type Failure struct{ List *List }

// Error gives the head line of the first error and the totals, in English.
func (f *Failure) Error() string {
	for _, p := range f.List.All() {
		if p.Severity == Error {
			return head(p.In("en")) + " (" + f.List.Totals("en") + ")"
		}
	}
	return f.List.Totals("en")
}

// Problems returns what a Failure holds, and nil for any other error.
func Problems(err error) []Problem {
	var f *Failure
	if errors.As(err, &f) {
		return f.List.All()
	}
	return nil
}

// JSON writes every problem as one object a line.
func (l *List) JSON(w io.Writer, lang string) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, p := range l.All() {
		p = p.In(lang)
		err := enc.Encode(struct {
			File     string   `json:"file"`
			Line     int      `json:"line"`
			Column   int      `json:"column"`
			Severity Severity `json:"severity"`
			Code     string   `json:"code"`
			Message  string   `json:"message"`
			Hint     string   `json:"hint"`
			Excerpt  string   `json:"excerpt"`
		}{p.File, p.Line, p.Column, p.Severity, p.Code, p.Message, p.Hint, p.Excerpt})
		if err != nil {
			return fmt.Errorf("write problems: %w", err)
		}
	}
	return nil
}
