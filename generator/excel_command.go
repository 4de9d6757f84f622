package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"tassei/generator/desk"
	"tassei/generator/kpi"
	"tassei/generator/output"
	"tassei/generator/source"
)

// runExport writes a year as a workbook or a table.
func runExport(s *session, args []string) int {
	if len(args) != 1 {
		return s.wrongUse(s.sayError("one argument", "command", "export", "example", "tassei export FY2024.xlsx --year FY2024"))
	}
	src, code := s.open()
	if src == nil {
		return code
	}
	defer src.Close()
	year, code := s.yearOf(src)
	if code != exitFine {
		return code
	}
	form, err := desk.FormOf(filepath.Base(args[0]))
	if err != nil {
		return s.deskFault(err)
	}
	file, err := output.Replace(args[0])
	if err != nil {
		return s.refused(err)
	}
	defer file.Abort()
	if err := desk.Export(file, src, year, form); err != nil {
		return s.deskFault(err)
	}
	if err := file.Commit(); err != nil {
		return s.refused(err)
	}
	fmt.Fprintln(s.stdout, args[0])
	return exitFine
}

// runImport takes a workbook or a table into the year's files.
func runImport(s *session, args []string) int {
	if len(args) != 1 {
		return s.wrongUse(s.sayError("one argument", "command", "import", "example", "tassei import FY2024.xlsx --year FY2024"))
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		s.speak(nil)
		return s.fail("cannot read", "path", args[0], "reason", err.Error())
	}
	src, code := s.open()
	if src == nil {
		return code
	}
	defer src.Close()
	year, code := s.yearOf(src)
	if code != exitFine {
		return code
	}
	in, err := desk.Import(src, year, filepath.Base(args[0]), data)
	if err != nil {
		return s.deskFault(err)
	}
	for _, p := range in.Problems {
		fmt.Fprintln(s.stderr, p.In(s.lang))
	}
	if len(in.Problems) > 0 {
		return exitProblems
	}
	for _, c := range in.Changes {
		fmt.Fprintln(s.stdout, c.String())
	}
	if len(in.Edits) == 0 {
		s.talk("nothing to import", "path", args[0])
		return exitFine
	}
	left, err := output.WriteSet(s.source, in.Edits)
	if err != nil {
		return s.refused(err)
	}
	s.heldCopy(left)
	s.talk("imported", "path", args[0], "n", strconv.Itoa(len(in.Changes)))
	return s.recheck()
}

// recheck lets the clerk see what new figures bring about.
func (s *session) recheck() int {
	src, list, err := source.Open(s.source)
	if err != nil {
		return s.noSource(err)
	}
	defer src.Close()
	list.Add(src.Check(source.Options{Jobs: s.jobs}).All()...)
	return s.report(list, s.stderr)
}

// yearOf is the year that --year names, or else the newest.
func (s *session) yearOf(src *source.Source) (kpi.Year, int) {
	years := src.Years()
	if s.year == "" && len(years) > 0 {
		return years[len(years)-1].Year, exitFine
	}
	y, ok := kpi.ParseYear(s.year)
	if !ok {
		return 0, s.wrongUse(s.sayError("wrong year", "year", s.year))
	}
	if err := s.known(src, source.Options{Year: y}); err != nil {
		return 0, s.wrongUse(err)
	}
	return y, exitFine
}
