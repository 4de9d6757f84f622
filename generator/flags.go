package main

import (
	"flag"
	"slices"
	"strings"
)

// archiveFlags are those of the command archive.
type archiveFlags struct {
	date    string            // ISO date of a seal or a withdrawal
	early   bool              // a year is sealed that is not over
	correct why               // why an edition replaces the one before
	reason  why               // why an edition is withdrawn
	key     string            // file of a minisign key: the secret one for sign, the public one for verify
	digests map[string]string // digests kept elsewhere, by edition; "" for a single seal
}

func (a *archiveFlags) register(flags *flag.FlagSet) {
	flags.StringVar(&a.date, "date", "", "")
	flags.BoolVar(&a.early, "unfinished", false, "")
	flags.Var(&a.correct, "correct", "")
	flags.Var(&a.reason, "reason", "")
	flags.StringVar(&a.key, "key", "", "")
	flags.Func("digest", "", func(value string) error {
		edition, digest, named := strings.Cut(value, "=")
		if !named {
			edition, digest = "", value
		}
		if a.digests == nil {
			a.digests = map[string]string{}
		}
		a.digests[edition] = digest
		return nil
	})
}

// publishFlags are those of the command publish.
type publishFlags struct {
	changes     string // folder for an upload by hand, in place of a target
	since       string // what the server holds, for a folder of changes without a record
	again       bool   // the last folder of changes was not uploaded
	dryRun      bool
	adopt       bool
	over        bool // take back what others published since
	everything  bool
	maxRemovals string // such as 20%
	allow       string // guards to lift, such as seals,years
	precompress bool
	back        bool // undo the last publish
	reading     bool // the command only reads: verify
}

func (p *publishFlags) register(flags *flag.FlagSet) {
	flags.StringVar(&p.changes, "changes", "", "")
	flags.StringVar(&p.since, "since", "", "")
	flags.BoolVar(&p.again, "again", false, "")
	flags.BoolVar(&p.dryRun, "dry-run", false, "")
	flags.BoolVar(&p.adopt, "adopt", false, "")
	flags.BoolVar(&p.over, "over", false, "")
	flags.BoolVar(&p.everything, "everything", false, "")
	flags.StringVar(&p.maxRemovals, "max-removals", "", "")
	flags.StringVar(&p.allow, "allow", "", "")
	flags.BoolVar(&p.precompress, "precompress", false, "")
	flags.BoolVar(&p.back, "back", false, "")
}

// cityFlags are those of the command new city.
type cityFlags struct {
	name                           why // of the place, in one language each
	languages, kinds, levels, code string
	firstMonth                     string
}

func (c *cityFlags) register(flags *flag.FlagSet) {
	flags.Var(&c.name, "name", "")
	flags.StringVar(&c.languages, "languages", "", "")
	flags.StringVar(&c.firstMonth, "first-month", "", "")
	flags.StringVar(&c.kinds, "kinds", "", "")
	flags.StringVar(&c.levels, "levels", "", "")
	flags.StringVar(&c.code, "code", "", "")
}

// flagOwners are the commands of each flag that not every command has. A
// command whose first argument is a word of its own is named with it.
var flagOwners = map[string][]string{
	"section": {"check", "export", "progress"}, "sheet": {"check"}, "year": {"check", "export", "import", "new", "new city", "progress"}, "port": {"serve"}, "open": {"serve"}, "read-only": {"serve"},
	"date": {"archive", "archive withdraw"}, "unfinished": {"archive"}, "correct": {"archive"}, "reason": {"archive withdraw"},
	"key": {"archive sign", "archive verify"}, "digest": {"archive verify"},
	"changes": {"publish"}, "since": {"publish"}, "again": {"publish"}, "dry-run": {"publish", "import", "archive", "archive withdraw", "archive sign"}, "adopt": {"publish"}, "over": {"publish"},
	"name": {"new city"}, "languages": {"new city"}, "first-month": {"new city"}, "kinds": {"new city"}, "levels": {"new city"}, "code": {"new city"},
	"each": {"export"}, "due": {"export", "progress"}, "take": {"import"}, "as": {"import"},
	"everything": {"publish"}, "max-removals": {"publish"}, "allow": {"publish"}, "precompress": {"publish"}, "back": {"publish"},
}

// subcommands are the first arguments that are words of their own.
var subcommands = map[string][]string{
	"archive": {"verify", "list", "diff", "sign", "withdraw"},
	"publish": {"verify"},
	"new":     {"city"},
}

// misplaced is the error of a flag that the command does not have, or nil: a
// flag that is passed over in silence would look as if it had been obeyed.
func (s *session) misplaced(rest []string) error {
	command := "build"
	if len(rest) > 0 {
		command = rest[0]
	}
	if len(rest) > 1 && slices.Contains(subcommands[command], rest[1]) {
		command += " " + rest[1]
	}
	var err error
	s.flags.Visit(func(f *flag.Flag) {
		if owners := flagOwners[f.Name]; err == nil && owners != nil && !slices.Contains(owners, command) {
			err = s.sayError("misplaced flag", "flag", "--"+f.Name, "command", command, "owners", strings.Join(owners, ", "))
		}
	})
	return err
}

// given reports whether a flag was written, be it with an empty value.
func (s *session) given(name string) bool {
	found := false
	s.flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}
