package build

import (
	"errors"
	"path"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/layout"
)

// Problems turns an error of the pipeline into problems where it is one of
// the city's files, and gives nil where it is not.
func Problems(err error) []diag.Problem {
	var problems []diag.Problem
	for _, f := range layout.Problems(err) {
		problems = append(problems, layoutProblem(f))
	}
	if failure := (*diag.Failure)(nil); errors.As(err, &failure) {
		problems = append(problems, failure.List.All()...)
	}
	return problems
}

// layoutPages are the pages of the rule book about layouts. Each case of
// layout.Error has its words on one of them.
var layoutPages = []string{"K501", "K502", "K503", "K504", "K505", "K506", "K507", "K508", "K509", "K510", "K511", "K512", "K513", "K514", "K515", "K516"}

// layoutProblem is a fault of a layout as a problem of the rule book.
func layoutProblem(f *layout.Error) diag.Problem {
	code := layoutPage(f.Case)
	args := []string{"message", f.Case, "hint", f.Case, "name", f.Name, "of", "",
		"near", strings.Join(f.Near, ", "), "known", strings.Join(f.Known, ", ")}
	for i, value := range f.Args {
		args = append(args, string(rune('a'+i)), value)
	}
	p := diag.New(code, args...).At(path.Join("layouts", f.File), max(f.Line, 1), max(f.Column, 1))
	if f.Of != "" {
		p.Args["of"] = f.Of + ": "
	}
	switch {
	case len(f.Near) > 0:
		p.Args["hint"] = "near"
	case len(f.Known) > 0 && f.Case != "unusedpart":
		p.Args["hint"] = "known"
	}
	return p
}

// layoutPage is the page that has words for a case.
func layoutPage(of string) string {
	for _, code := range layoutPages {
		if rule, ok := diag.Find(code); ok && rule.Text("en", "message."+of) != "" {
			return code
		}
	}
	return "K501"
}
