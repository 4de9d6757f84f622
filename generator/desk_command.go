package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"tassei/generator/build"
	"tassei/generator/desk"
	"tassei/generator/diag"
	"tassei/generator/garbage"
	"tassei/generator/kpi"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/layouts"
)

// runNew writes next year's files with blanks.
func runNew(s *session, args []string) int {
	year, err := s.readYear(args[0])
	if err != nil {
		return s.wrongUse(err)
	}
	src, code := s.openBut(noYear)
	if src == nil {
		return code
	}
	defer src.Close()
	edits, err := desk.NewYear(src, year)
	if err != nil {
		return s.deskFault(err)
	}
	left, err := output.WriteSet(s.source, withTexts(src, append(edits, desk.SchemaEdits(s.source)...), src.BeginTexts))
	if err != nil {
		return s.refused(err)
	}
	s.heldCopy(left)
	for _, e := range edits {
		fmt.Fprintln(s.stdout, e.Path)
	}
	s.talk("new year", "year", year.String())
	return exitFine
}

// withTexts adds to changes of the city's files what is kept of their translations.
func withTexts(src *source.Source, edits []output.Edit, keep func(map[string][]byte) ([]byte, bool)) []output.Edit {
	files := map[string][]byte{}
	for _, e := range edits {
		files[e.Path] = e.Data
	}
	if data, ok := keep(files); ok {
		was := src.TextsWere()
		edits = append(edits, output.Edit{Path: source.TextsFile, Data: data, Was: was, New: was == nil})
	}
	return edits
}

// runNewMapping proposes what the cells of a city's own workbook mean, in a file
// beside it, and lists what was not understood.
func runNewMapping(s *session, args []string) int {
	src, code := s.openBut(noPlan, noYear)
	if src == nil {
		return code
	}
	defer src.Close()
	file, err := s.readGiven(args[0])
	if err != nil {
		return s.stop(err)
	}
	p, err := desk.NewMapping(src, file.Name, file.Data)
	if err != nil {
		return s.deskFault(err)
	}
	dir, name := filepath.Dir(args[0]), strings.TrimSuffix(file.Name, filepath.Ext(file.Name))+".mapping.toml"
	if _, err := output.WriteSet(dir, []output.Edit{{Path: name, Data: p.TOML, New: true}}); err != nil {
		return s.refused(err)
	}
	path := filepath.Join(dir, name)
	fmt.Fprintln(s.stdout, path)
	for _, u := range p.Unknown {
		fmt.Fprintln(s.stderr, u.In(s.language()))
	}
	s.talk("new mapping", "path", path, "n", strconv.Itoa(len(p.Unknown)), "file", args[0])
	return exitFine
}

// makeRoom takes away an empty folder that stands where a new one goes. The one
// that the shell is in must stay.
func (s *session) makeRoom(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		return nil // told when it is made
	}
	here, err := os.Getwd()
	if there, wrong := filepath.Abs(dir); err == nil && wrong == nil && there == here {
		return s.sayError("city here", "dir", dir)
	}
	return output.RemoveEmpty(dir)
}

// runNewCity begins with the fiscal year of the files' example, which the clerk
// changes: no clock decides what is written.
func runNewCity(s *session, args []string) int {
	dir := args[0]
	s.speak(strings.FieldsFunc(s.languages, func(r rune) bool { return r == ',' || r == ' ' }))
	o, err := s.cityOptions()
	if err == nil {
		err = s.makeRoom(dir)
	}
	if err != nil {
		return s.wrongUse(err)
	}
	if err := desk.NewCity(dir, o); err != nil {
		return s.deskFault(err)
	}
	src, _, err := source.Open(dir)
	if err != nil {
		return s.noSource(err)
	}
	defer src.Close()
	if _, err := output.WriteSet(dir, withTexts(src, nil, src.BeginTexts)); err != nil {
		return s.refused(err)
	}
	s.talk("new city", "dir", dir)
	if first := src.City().Languages[0]; !slices.Contains([]string{"ja", "en"}, first) {
		s.talk("new city in english", "tag", first)
	}
	return exitFine
}

// runNewRecipe writes how another program runs this one, with the version of today.
func runNewRecipe(s *session, args []string) int {
	name := args[0]
	src, code := s.open()
	if src == nil {
		return code
	}
	src.Close()
	_, version, _ := strings.Cut(versionText(""), " ")
	version, _, _ = strings.Cut(version, "\n")
	edit, err := desk.NewRecipe(name, strings.Trim(version, "()"))
	if err != nil {
		return s.deskFault(err)
	}
	if _, err := output.WriteSet(s.source, []output.Edit{edit}); err != nil {
		return s.refused(err)
	}
	fmt.Fprintln(s.stdout, edit.Path)
	s.talk("new recipe", "path", edit.Path)
	return exitFine
}

const exampleYear kpi.Year = 2025

// open opens the source and settles the language; it reports and returns nil
// when the source cannot be used.
func (s *session) open() (*source.Source, int) { return s.openBut() }

// noPlan and noYear are told of a city that has no plan, or no year, yet.
const noPlan, noYear = "K123", "K221"

// openBut opens a source in which nothing is wrong but that the plan, or any
// year, is not there yet, as the codes given say.
func (s *session) openBut(codes ...string) (*source.Source, int) {
	src, list, err := source.Open(s.source)
	if err != nil {
		return nil, s.noSource(err)
	}
	s.speak(src.City().Languages)
	told := &diag.List{} // what the command itself is there to mend is not told
	for _, p := range list.All() {
		if !slices.Contains(codes, p.Code) || p.File != "data/plan" && p.File != "data" {
			told.Add(p)
		}
	}
	if told.Errors() > 0 {
		src.Close()
		return nil, s.report(told, s.stderr)
	}
	return src, exitFine
}

func (s *session) deskFault(err error) int {
	var fault *desk.Fault
	if errors.As(err, &fault) {
		fmt.Fprintln(s.stderr, fault.In(s.language()))
		return exitProblems
	}
	return s.refused(err)
}

// runServe previews the site, drafts included, until it is interrupted.
func runServe(s *session, args []string) int {
	src, _, err := source.Open(s.source) // the page shows the problems, with those of the first build
	if err != nil {
		return s.noSource(err)
	}
	s.speak(src.City().Languages)
	src.Close()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	garbage.CollectOften()
	preview := &build.Preview{Project: s.project()}
	err = desk.Serve(ctx, desk.Preview{Dir: s.source, Port: s.port, Lang: s.language(), Style: siteStyle(), ReadOnly: s.readOnly, Why: s.why, Build: preview.Build, Tell: s.previewed})
	if err != nil {
		return s.refused(err)
	}
	return exitFine
}

// siteStyle is the site's own style sheet, for pages of the desk that look like
// the site. A city's own layouts do not change them.
func siteStyle() []byte {
	var all []byte
	for _, name := range []string{"assets/tokens.css", "assets/site.css"} {
		if part, err := layouts.FS.ReadFile(name); err == nil {
			all = append(all, part...)
		}
	}
	return all
}

func (s *session) previewed(e desk.Event) {
	if e.Address != "" {
		s.talk("serving", "address", e.Address)
		if s.browse {
			browse(e.Address)
		}
	}
	switch {
	case e.Err != nil:
		s.refused(e.Err)
	case e.Problems != nil && e.Problems.Len() > 0:
		s.report(e.Problems, s.stderr)
	default:
		s.talk("previewed", "files", strconv.Itoa(e.Files))
	}
}
