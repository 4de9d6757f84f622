package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"tassei/generator/build"
	"tassei/generator/diag"
	"tassei/generator/source"
)

// session is one run of the program: its flags and where it talks. Results go
// to standard output, talk to standard error; with --format json standard
// output holds problems and nothing else.
type session struct {
	source, out, lang, format string
	quiet                     bool
	jobs                      int

	section, sheet, year string // check, export, import
	port                 int    // serve
	browse               bool   // serve: open the browser
	readOnly             bool   // serve
	archiveFlags
	cityFlags
	publishFlags
	importFlags
	flags *flag.FlagSet
	table []command

	stdout, stderr io.Writer
}

func newSession() *session {
	s := &session{source: ".", format: "text", table: commands(), stdout: os.Stdout, stderr: os.Stderr}
	s.flags = flag.NewFlagSet("tassei", flag.ContinueOnError)
	s.flags.SetOutput(io.Discard)
	s.register(s.table)
	return s
}

// parse reads the flags, which may stand before or after the arguments, and
// returns the arguments.
func (s *session) parse(args []string) (rest []string, err error) {
	all := args
	for len(args) > 0 {
		if err := s.flags.Parse(args); err != nil {
			s.wantedLanguage(all)
			if errors.Is(err, flag.ErrHelp) {
				return append([]string{"help"}, s.named(all)...), nil
			}
			return nil, s.flagError(all, err)
		}
		left := s.flags.Args()
		if len(left) == 0 {
			break
		}
		if ended := len(left) < len(args) && args[len(args)-len(left)-1] == "--"; ended {
			return append(rest, left...), nil
		}
		rest, args = append(rest, left[0]), left[1:]
	}
	switch {
	case s.format == "csv" && len(rest) > 0 && rest[0] == "progress":
	case s.format != "text" && s.format != "json" && s.format != "github":
		return nil, s.sayError("wrong format", "format", s.format)
	case s.lang != "" && s.lang != "ja" && s.lang != "en":
		return nil, s.sayError("wrong lang", "lang", s.lang)
	case s.jobs < 0:
		return nil, s.sayError("wrong jobs")
	}
	s.jobs, s.out = cmp.Or(s.jobs, runtime.GOMAXPROCS(0)), cmp.Or(s.out, filepath.Join(s.source, "public"))
	return rest, s.misplaced(rest)
}

// wantedLanguage is found where flags are not read to the end: it may stand
// after the one that is wrong.
func (s *session) wantedLanguage(args []string) {
	for i, a := range args {
		if name, value, _ := strings.Cut(strings.TrimLeft(a, "-"), "="); name == "lang" && strings.HasPrefix(a, "-") {
			if value == "" && i+1 < len(args) {
				value = args[i+1]
			}
			if value == "ja" || value == "en" {
				s.lang = value
			}
		}
	}
}

// flagError says in the session's language what package flag says in English.
func (s *session) flagError(args []string, err error) error {
	if _, name, ok := strings.Cut(err.Error(), "not defined: "); ok {
		return s.unknownFlag(args, "-"+name)
	}
	_, rest, _ := strings.Cut(err.Error(), "flag ")
	name, _, _ := strings.Cut(strings.TrimPrefix(rest, "needs an argument: "), ":")
	return s.sayError("wrong flag", "flag", "-"+strings.TrimSpace(name))
}

// project is what is built, and hears of what it needs to know meanwhile.
func (s *session) project() build.Project {
	return build.Project{Source: s.source, Out: s.out, Jobs: s.jobs, Languages: s.speak, Progress: s.progress}
}

// speak settles the language of messages once the city is known: Japanese for a city
// that writes Japanese, but first of all English, else English.
func (s *session) speak(languages []string) {
	if s.lang != "" {
		return
	}
	s.lang = "ja"
	if len(languages) > 0 && (languages[0] == "en" || !slices.Contains(languages, "ja")) {
		s.lang = "en"
	}
}

// language is the one of messages. Where nothing was read of the city yet, it is asked for
// its own: what is wrong with a command's flags is told before anything else is done.
func (s *session) language() string {
	if s.lang == "" {
		var languages []string
		if src, _, err := source.Open(s.source); err == nil {
			languages = src.City().Languages
			src.Close()
		}
		s.speak(languages)
	}
	return s.lang
}

// talk tells the user something in passing.
func (s *session) talk(key string, pairs ...string) {
	if !s.quiet {
		fmt.Fprintln(s.stderr, s.say(key, pairs...))
	}
}

// fail tells why nothing was done.
func (s *session) fail(key string, pairs ...string) int { return s.stop(s.sayError(key, pairs...)) }

// stop is fail for what is in words already.
func (s *session) stop(err error) int {
	fmt.Fprintln(s.stderr, err)
	return exitProblems
}

// noSource is the wrong use of a folder that cannot be opened.
func (s *session) noSource(err error) int {
	if errors.Is(err, fs.ErrNotExist) {
		return s.wrongUse(s.sayError("no folder", "dir", s.source))
	}
	return s.wrongUse(s.sayError("no source", "dir", s.source, "reason", err.Error()))
}

func (s *session) wrongUse(err error) int {
	fmt.Fprintf(s.stderr, "%s\n%s\n", err, s.say("see help"))
	return exitUsage
}

// report prints problems: as objects on standard output in the JSON form, else
// as text to w. It returns the exit code that they call for.
func (s *session) report(list *diag.List, w io.Writer) int {
	var err error
	switch s.format {
	case "json":
		err = list.JSON(s.stdout, s.language())
	case "github":
		err = list.GitHub(s.stdout, s.language(), s.inRepository())
	default:
		style := diag.Plain
		if f, ok := w.(*os.File); ok {
			style = diag.StyleFor(f)
		}
		err = list.Text(w, s.language(), style)
	}
	if err != nil {
		fmt.Fprintln(s.stderr, err)
		return exitFault
	}
	if list.Errors() > 0 {
		return exitProblems
	}
	return exitFine
}

// inRepository is where the source lies from where the program was started,
// which for GitHub is the root of the repository.
func (s *session) inRepository() string {
	here, err := os.Getwd()
	if err == nil && filepath.IsAbs(s.source) {
		if rel, err := filepath.Rel(here, s.source); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(s.source)
}

// say is a message of the program in the session's language.
func (s *session) say(key string, pairs ...string) string {
	for _, sayings := range []diag.Sayings{words, archiveWords, publishWords} {
		if _, ok := sayings[key]; ok {
			return sayings.Say(s.language(), key, pairs...)
		}
	}
	return key
}

func (s *session) sayError(key string, pairs ...string) error {
	return errors.New(s.say(key, pairs...))
}
