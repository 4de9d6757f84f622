// Command tassei checks a city's indicators and builds, previews, seals and
// publishes their site. Run it without arguments in the city's folder:
//
//	go run ./generator
//
// This file is the command table; package build is the pipeline.
package main

import (
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"tassei/generator/build"
)

// The exit codes.
const (
	exitFine     = 0
	exitProblems = 1 // at least one error in the data, or a refused request
	exitUsage    = 2 // wrong use
	exitFault    = 3 // a fault of the program itself
)

// command is one line of the table. use names its arguments; about is the
// message that says what it does.
type command struct {
	name string
	use  string
	run  func(s *session, args []string) int
}

// commands is every command, in the order in which help lists them.
func commands() []command {
	return []command{
		{"build", "", runBuild},
		{"check", "[--section ID] [--sheet 1-i] [--year FY2024]", runCheck},
		{"serve", "[--open] [--port N] [--read-only]", runServe},
		{"new", "FY2025 | city DIR [--name NAME]… [--year FY2025] [--languages ja,en] [--first-month 4] [--levels A,B] [--kinds A,B] [--code CODE] | language ko | mapping FILE.xlsx | recipe github|gitlab|cron|container", runNew},
		{"export", "FILE.xlsx|FILE.csv | DIR --each section [--due 2025-05-30] [--year FY2024]", runExport},
		{"import", "FILE.xlsx|FILE.csv… [--as mapping.toml] [--take file|data] [--dry-run] [--year FY2024]", runImport},
		{"progress", "[FY2025] [--section ID] [--format csv]", runProgress},
		{"archive", "FY2024 | verify | list | diff | sign | withdraw", runArchive},
		{"publish", "TARGET | --changes DIR | --back TARGET | verify TARGET", runPublish},
		{"explain", "K203", runExplain},
		{"translated", "PATH…", runTranslated},
		{"version", "", runVersion},
		{"help", "", runHelp},
	}
}

func main() {
	build.CollectSeldom()
	os.Exit(newSession().run(commands(), os.Args[1:]))
}

// run is the whole program but for the exit, so that tests can call it with a
// table of their own. A panic is a fault of the program: it says so, and nothing
// is half written, because the site is exchanged in one step at the very end.
func (s *session) run(table []command, args []string) (code int) {
	name := "build"
	defer func() {
		if fault := recover(); fault != nil {
			s.confess(name, fault)
			code = exitFault
		}
	}()
	rest, err := s.parse(args)
	if err != nil {
		return s.wrongUse(err)
	}
	if len(rest) > 0 {
		name, rest = rest[0], rest[1:]
	}
	for _, c := range table {
		if c.name == name {
			return c.run(s, rest)
		}
	}
	return s.wrongUse(s.sayError("unknown command", "command", name))
}

// confess tells of a panic with what a report of it needs: the version, the
// command, what happened and where. Arguments are left out: a report goes to
// strangers, and an address names servers and people.
func (s *session) confess(name string, fault any) {
	platform := runtime.GOOS + "/" + runtime.GOARCH
	version, _, _ := strings.Cut(versionText(platform), platform)
	fmt.Fprintf(s.stderr, "%s\n\n%s%s\ntassei %s: %v\n%s", s.say("fault"), version, platform, name, fault, debug.Stack())
}
