package main

import (
	"errors"

	"tassei/generator/build"
	"tassei/generator/diag"
)

// runBuild checks everything, then makes the site. A build with an error
// changes nothing.
func runBuild(s *session, args []string) int {
	made, err := s.project().Site()
	if open := (*build.OpenError)(nil); errors.As(err, &open) {
		return s.noSource(open.Err)
	}
	if made.Problems != nil {
		if code := s.halt(made.Problems); code != exitFine {
			return code
		}
	}
	switch {
	case errors.Is(err, build.ErrNoYear):
		return s.fail("no published year")
	case err != nil:
		return s.archiveFault(err)
	}
	s.built(made.Result)
	return exitFine
}

// halt reports problems; where one is an error it also says what that means for
// the site.
func (s *session) halt(list *diag.List) int {
	code := s.report(list, s.stderr)
	if code != exitFine {
		s.talk("no site")
	}
	return code
}
