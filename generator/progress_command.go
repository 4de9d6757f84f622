package main

import (
	"time"

	"tassei/generator/desk"
	"tassei/generator/source"
)

// runProgress tells by section what is in and what is missing.
func runProgress(s *session, args []string) int {
	if len(args) == 1 {
		s.year = args[0]
	}
	if _, err := time.Parse(time.DateOnly, s.due); s.due != "" && err != nil {
		return s.wrongUse(s.sayError("wrong due", "due", s.due))
	}
	src, code := s.open()
	if src == nil {
		return code
	}
	defer src.Close()
	year, code := s.namedYear(src)
	if code != exitFine {
		return code
	}
	_, section := named(src, "", s.section)
	if err := s.known(src, source.Options{Section: section}); err != nil {
		return s.wrongUse(err)
	}
	p, err := desk.ProgressOf(src, year, s.due, section)
	if err != nil {
		return s.deskFault(err)
	}
	switch s.format {
	case "json":
		err = p.WriteJSON(s.stdout)
	case "csv":
		err = p.WriteCSV(s.stdout, s.language())
	default:
		err = p.WriteText(s.stdout, s.language(), false)
	}
	if err != nil {
		return s.refused(err)
	}
	return exitFine
}
