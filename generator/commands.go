package main

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/keys"
	"tassei/generator/lang"
	"tassei/generator/output"
	"tassei/generator/source"
)

// runCheck is build without writing. The problems are its result, so they go
// to standard output.
func runCheck(s *session, args []string) int {
	o := source.Options{Sheet: s.sheet, Section: s.section, Jobs: s.jobs}
	if s.year != "" {
		var err error
		if o.Year, err = s.readYear(s.year); err != nil {
			return s.wrongUse(err)
		}
	}
	src, known, err := s.project().Open()
	if err != nil {
		return s.noSource(err)
	}
	defer src.Close()
	s.speak(src.City().Languages)
	o.Known = known
	o.Sheet, o.Section = named(src, o.Sheet, o.Section)
	if err := s.known(src, o); err != nil {
		return s.wrongUse(err)
	}
	list := src.Check(o) // with what Open found
	whole := o.Year == 0 && o.Sheet == "" && o.Section == ""
	if whole {
		if err := s.project().Check(src, list); err != nil {
			return s.archiveFault(err)
		}
	}
	code := s.report(list, s.stdout)
	if list.Len() == 0 {
		s.talk("all fine")
	}
	if whole {
		s.leftToTranslate(src)
	}
	return code
}

// leftToTranslate counts what the city's further languages lack.
func (s *session) leftToTranslate(src *source.Source) {
	coverage, languages := src.Coverage(), src.City().Languages
	for _, tag := range languages[min(1, len(languages)):] {
		c := coverage[tag]
		s.talk("coverage", "lang", tag, "total", strconv.Itoa(c.Total), "fresh", strconv.Itoa(c.Done-c.Stale), "stale", strconv.Itoa(c.Stale), "missing", strconv.Itoa(c.Total-c.Done))
	}
	for _, tag := range languages {
		if left, total := stillEnglish(s.source, tag); left > 0 {
			s.talk("messages left", "path", "layouts/messages/"+tag+".toml", "n", strconv.Itoa(left), "total", strconv.Itoa(total))
		}
	}
}

// named accepts what is printed in place of an id: a sheet's code and a
// section's name.
func named(src *source.Source, sheet, section string) (string, string) {
	for _, i := range src.Initiatives() {
		if sheet != "" && lang.Fold(i.Code) == lang.Fold(sheet) {
			sheet = i.Sheet
		}
	}
	for _, sec := range src.City().Sections {
		for _, name := range sec.Name {
			if section != "" && lang.Fold(name) == lang.Fold(section) {
				section = sec.ID
			}
		}
	}
	return sheet, section
}

// known refuses a narrowing to what does not exist, which would find no
// problem and look like a good result.
func (s *session) known(src *source.Source, o source.Options) error {
	var sheets, sections, years []string
	for _, i := range src.Initiatives() {
		sheets = append(sheets, i.Sheet)
	}
	for _, sec := range src.City().Sections {
		sections = append(sections, sec.ID)
	}
	for _, y := range src.Years() {
		years = append(years, y.Year.String())
	}
	year := ""
	if o.Year != 0 {
		year = o.Year.String()
	}
	for _, c := range []struct {
		flag, value string
		known       []string
	}{{"--sheet", o.Sheet, sheets}, {"--section", o.Section, sections}, {"--year", year, years}} {
		if c.value != "" && !slices.Contains(c.known, c.value) {
			if near := diag.Nearby(c.value, c.known); near != "" {
				return s.sayError("near value", "flag", c.flag, "value", c.value, "near", near)
			}
			return s.sayError("unknown value", "flag", c.flag, "value", c.value, "known", strings.Join(c.known, " "))
		}
	}
	return nil
}

// runExplain prints the rule behind a problem.
func runExplain(s *session, args []string) int {
	word := strings.ToLower(strings.TrimSpace(lang.Fold(args[0])))
	if keys.Explain(s.stdout, word, s.language()) {
		return exitFine
	}
	if word != "" && !strings.ContainsAny(word, "0123456789") { // no number of a rule
		if keys.Naming(s.stdout, word, s.language()) {
			return exitFine
		}
		if near := diag.Nearby(word, keys.Names()); near != "" {
			return s.wrongUse(s.sayError("no such key near", "word", args[0], "near", near))
		}
		return s.wrongUse(s.sayError("no such key", "word", args[0]))
	}
	code := strings.ToUpper(lang.Fold(args[0]))
	if !strings.HasPrefix(code, "K") {
		code = "K" + code
	}
	if !diag.Explain(s.stdout, code, s.language()) {
		return exitUsage
	}
	return exitFine
}

// runTranslated notes in translations which original they were made from.
func runTranslated(s *session, args []string) int {
	src, _, err := source.Open(s.source)
	if err != nil {
		return s.noSource(err)
	}
	defer src.Close()
	s.speak(src.City().Languages)
	files, err := src.Translated(args)
	var none *source.NoTranslation
	switch {
	case errors.As(err, &none) && len(none.Translations) > 0:
		return s.wrongUse(s.sayError("an original", "path", none.Path, "translation", none.Translations[0]))
	case errors.As(err, &none):
		return s.wrongUse(s.sayError("no translation", "path", none.Path))
	case err != nil:
		return s.fail("not noted", "reason", err.Error())
	}
	if len(files) == 0 {
		s.talk("nothing to note")
	}
	var edits []output.Edit
	for path, f := range files {
		edits = append(edits, output.Edit{Path: path, Data: f.Now, Was: f.Was, New: f.Was == nil})
	}
	slices.SortFunc(edits, func(a, b output.Edit) int { return strings.Compare(a.Path, b.Path) })
	left, err := output.WriteSet(s.source, edits)
	if err != nil {
		return s.refused(err)
	}
	s.heldCopy(left)
	for _, e := range edits {
		s.talk("noted", "path", e.Path)
	}
	return exitFine
}

// runVersion prints version, commit, Go and the modules inside.
func runVersion(s *session, args []string) int {
	fmt.Fprint(s.stdout, versionText(runtime.GOOS+"/"+runtime.GOARCH))
	return exitFine
}

// versionText is what a seal keeps of the program; platform is left out there,
// because the same data gives the same bytes on every one.
func versionText(platform string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "tassei\n"
	}
	version, commit := info.Main.Version, ""
	for _, set := range info.Settings {
		if set.Key == "vcs.revision" {
			commit = set.Value
		}
	}
	text := "tassei " + version + "\n"
	if commit != "" {
		text += "commit " + commit + "\n"
	}
	text += info.GoVersion
	if platform != "" {
		text += " " + platform
	}
	text += "\n"
	for _, m := range info.Deps {
		text += m.Path + " " + m.Version + "\n"
	}
	return text
}
