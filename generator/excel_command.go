package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tassei/generator/desk"
	"tassei/generator/kpi"
	"tassei/generator/ordinary"
	"tassei/generator/output"
	"tassei/generator/source"
)

// runExport writes a year as a workbook or a table.
func runExport(s *session, args []string) int {
	if s.each != "" && s.each != "section" {
		return s.wrongUse(s.sayError("wrong each", "each", s.each))
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
	if s.each != "" {
		return s.exportForms(src, year, args[0])
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

// exportForms writes a workbook for each section into a folder. One that is
// there already is never replaced: it may have come back filled in.
func (s *session) exportForms(src *source.Source, year kpi.Year, dir string) int {
	if _, err := time.Parse(time.DateOnly, s.due); s.due != "" && err != nil {
		return s.wrongUse(s.sayError("wrong due", "due", s.due))
	}
	_, section := named(src, "", s.section)
	if err := s.known(src, source.Options{Section: section}); err != nil {
		return s.wrongUse(err)
	}
	forms, err := desk.Forms(src, year, s.due, section)
	if err != nil {
		return s.deskFault(err)
	}
	dir = filepath.Clean(dir)
	root := filepath.Dir(dir) // or what there is of it
	for _, err := os.Stat(root); errors.Is(err, fs.ErrNotExist) && root != filepath.Dir(root); _, err = os.Stat(root) {
		root = filepath.Dir(root)
	}
	below, err := filepath.Rel(root, dir)
	if err != nil {
		return s.refused(err)
	}
	var edits []output.Edit
	for _, f := range forms {
		edits = append(edits, output.Edit{Path: filepath.ToSlash(filepath.Join(below, f.Name)), Data: f.Data, New: true})
	}
	if _, err := output.WriteSet(root, edits); err != nil {
		return s.refused(err)
	}
	for _, f := range forms {
		fmt.Fprintln(s.stdout, filepath.Join(dir, f.Name))
	}
	key, own := "forms", src.City().SectionCalled
	if own.Has(s.language()) {
		key = "forms called"
	}
	s.talk(key, "n", strconv.Itoa(len(forms)), "year", year.String(), "called", own[s.language()])
	return exitFine
}

// runImport takes workbooks and tables into a year's files.
func runImport(s *session, args []string) int {
	take := desk.Take(s.take)
	if take != desk.Undecided && take != desk.TakeFile && take != desk.TakeData {
		return s.wrongUse(s.sayError("wrong take", "take", s.take))
	}
	if s.as != "" && s.year != "" {
		return s.wrongUse(s.sayError("year of mapping", "mapping", s.as))
	}
	var begun []string // what the city need not have yet
	if s.as != "" {
		begun = []string{noPlan, noYear}
	}
	src, code := s.openBut(begun...)
	if src == nil {
		return code
	}
	defer src.Close()
	year, code := s.namedYear(src)
	if code != exitFine {
		return code
	}
	files, err := s.filesToImport(args)
	if err != nil {
		return s.stop(err)
	}
	var in *desk.Imported
	if s.as != "" {
		mapping, wrong := s.readGiven(s.as)
		if wrong != nil {
			return s.stop(wrong)
		}
		in, err = desk.ImportAs(src, mapping, files, take)
	} else {
		in, err = desk.Import(src, year, files, take)
	}
	if err != nil {
		return s.deskFault(err)
	}
	return s.takeOver(src, in, len(files))
}

// mostGiven is the size in bytes of the largest file that is read at one's request: no
// table of a plan comes near it.
const mostGiven = 128 << 20

// readGiven reads a file that was named on the command line. The error says in the
// reader's words why it cannot be.
func (s *session) readGiven(path string) (desk.File, error) {
	data, err := ordinary.ReadUpTo(path, mostGiven)
	if err == nil {
		return desk.File{Name: filepath.Base(path), Data: data}, nil
	}
	reason := err.Error()
	switch {
	case errors.Is(err, ordinary.ErrTooLarge):
		reason = s.say("given large")
	case errors.Is(err, fs.ErrInvalid):
		reason = s.say("given other")
	case errors.Is(err, fs.ErrNotExist):
		reason = s.say("given none")
	}
	return desk.File{}, s.sayError("cannot read", "path", path, "reason", reason)
}

// filesToImport reads the files; a pattern that the shell left alone, as on
// Windows, is resolved here.
func (s *session) filesToImport(args []string) (files []desk.File, err error) {
	for _, arg := range args {
		paths := []string{arg}
		if found, err := filepath.Glob(arg); err == nil && len(found) > 0 {
			paths = found
		}
		for _, path := range paths {
			if strings.HasPrefix(filepath.Base(path), "~$") && strings.ContainsAny(arg, "*?[") {
				continue // left by Excel beside a file that is open
			}
			file, err := s.readGiven(path)
			if err != nil {
				return nil, err
			}
			files = append(files, file)
		}
	}
	return files, nil
}

// takeOver tells what an import found, and writes it if there is nothing in the
// way.
func (s *session) takeOver(src *source.Source, in *desk.Imported, files int) int {
	for _, p := range in.Problems {
		fmt.Fprintln(s.stderr, p.In(s.language()))
	}
	for _, x := range in.Conflicts {
		fmt.Fprintln(s.stderr, x.In(s.language()))
	}
	for _, cure := range in.Cures(s.language()) {
		fmt.Fprintln(s.stderr, cure)
	}
	if len(in.Problems)+len(in.Conflicts) > 0 {
		s.talk("import stopped", "problems", strconv.Itoa(len(in.Problems)), "conflicts", strconv.Itoa(len(in.Conflicts)))
		return exitProblems
	}
	for _, t := range in.Taken {
		fmt.Fprintln(s.stdout, t.In(s.language()))
	}
	for _, x := range in.Kept {
		s.talk("kept", "conflict", x.In(s.language()))
	}
	for _, m := range in.Missed {
		s.talk("missed", "row", m.In(s.language()))
	}
	for _, p := range in.Notices {
		s.talk("missed", "row", p.In(s.language()))
	}
	count := []string{"files", strconv.Itoa(files), "n", strconv.Itoa(len(in.Taken)), "year", in.Year.String(), "touched", strconv.Itoa(len(in.Edits))}
	switch {
	case len(in.Edits) == 0:
		s.talk("nothing to import", count...)
		return exitFine
	case s.dryRun:
		s.talk("would import", count...)
		return exitFine
	}
	left, err := output.WriteSet(s.source, withTexts(src, in.Edits, src.KeepTexts))
	if err != nil {
		return s.refused(err)
	}
	s.heldCopy(left)
	s.talk("imported", count...)
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
	y, err := s.readYear(s.year)
	if err == nil {
		err = s.known(src, source.Options{Year: y})
	}
	if err != nil {
		return 0, s.wrongUse(err)
	}
	return y, exitFine
}

// namedYear is the year that --year names, 0 without the flag.
func (s *session) namedYear(src *source.Source) (kpi.Year, int) {
	if s.year == "" {
		return 0, exitFine
	}
	return s.yearOf(src)
}

// readYear reads a year as it is written on the command line.
func (s *session) readYear(name string) (kpi.Year, error) {
	y, ok := kpi.ParseYear(name)
	if !ok {
		return 0, s.sayError("wrong year", "year", name)
	}
	return y, nil
}
