package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strconv"

	"tassei/generator/archive"
	"tassei/generator/build"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/source"
)

// sealYear seals a year as its terms say.
func (s *session) sealYear(year kpi.Year) int {
	src, code := s.open()
	if src == nil {
		return code
	}
	defer src.Close()
	damage, err := s.project().Damage()
	if err != nil {
		return s.refused(err)
	}
	if damage.Errors() > 0 {
		return s.report(damage, s.stderr)
	}
	if err := s.known(src, source.Options{Year: year}); err != nil {
		return s.wrongUse(err)
	}
	years := src.Years()
	info := *kpi.YearOf(years, year)
	if info.Draft {
		return s.fail("seal of a draft", "year", year.String())
	}
	terms := build.Terms(src.City(), info)
	if terms.Date, err = s.dateOf(year, info.Date); err != nil {
		return s.wrongUse(err)
	}
	if s.given("correct") {
		if terms.Reason, terms.ReasonIn, err = s.correct.in(s, "--correct", src.City().Languages); err != nil {
			return s.wrongUse(err)
		}
	}
	if terms.Today = today(); !s.early {
		terms.Ends = lastDay(src.City().Calendar, year)
	}
	return s.seal(src, terms)
}

func (s *session) seal(src *source.Source, terms archive.Terms) int {
	sealed, err := s.project().Seal(src, terms, versionText(""), s.dryRun)
	if problems := build.Problems(err); problems != nil {
		list := cmp.Or(sealed.Problems, &diag.List{})
		list.Add(problems...)
		return s.halt(list)
	}
	if err != nil {
		return s.archiveFault(err)
	}
	if sealed.Problems.Errors() > 0 {
		return s.report(sealed.Problems, s.stderr)
	}
	seal := sealed.Seal
	fmt.Fprintln(s.results(), seal.Edition, seal.Digest)
	if s.dryRun {
		s.talk("would seal", "edition", seal.Edition, "date", seal.Date, "files", strconv.Itoa(seal.Files), "bytes", strconv.FormatInt(seal.Bytes, 10))
		return exitFine
	}
	s.held("held", sealed.Held)
	s.talk("sealed", "edition", seal.Edition, "date", seal.Date, "dir", filepath.Join(s.project().Archive(), seal.Edition))
	return exitFine
}
