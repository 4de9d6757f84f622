package main

import (
	"flag"
	"slices"
	"strings"

	"tassei/generator/diag"
)

// command is one thing that the program does, and all that is to be known of it.
// A command can have others of its own, which its first argument names.
type command struct {
	name     string
	args     string      // how help writes its arguments, with | between the ways; those it may have in [ ]
	about    diag.Saying // what it does, in one line
	options  []*option   // besides those of every command
	example  string      // a whole line to type, where the arguments do not show it
	from, to int         // how many arguments; to is -1 where there is no end; checked where example is set
	run      func(s *session, args []string) int
	more     []command
}

const many = 1 << 30

// counted is the error of too few or too many arguments, or nil.
func (s *session) counted(c *command, name string, args []string) error {
	switch n := len(args); {
	case n >= c.from && n <= c.to:
		return nil
	case c.to == 0:
		return s.sayError("no arguments", "command", name)
	case n == 0:
		return s.sayError("one argument", "command", name, "example", c.example)
	}
	return s.sayError("wrong arguments", "command", name, "example", c.example)
}

// find is the command that arguments name, with its whole name, and what is left
// of them; nil where there is none. No arguments are a build.
func find(table []command, args []string) (c *command, name string, rest []string) {
	if len(args) == 0 {
		args = []string{"build"}
	}
	for i := range table {
		if table[i].name != args[0] {
			continue
		}
		if len(args) > 1 {
			if sub, more, rest := find(table[i].more, args[1:]); sub != nil {
				return sub, args[0] + " " + more, rest
			}
		}
		return &table[i], args[0], args[1:]
	}
	return nil, args[0], args[1:]
}

// every calls do for each command and those of its own, with their whole names.
func every(table []command, before string, do func(name string, c *command)) {
	for i := range table {
		name := before + table[i].name
		do(name, &table[i])
		every(table[i].more, name+" ", do)
	}
}

// register makes the flags of all commands known: they may stand before the
// command's name.
func (s *session) register(table []command) {
	add := func(options []*option) {
		for _, o := range options {
			if s.flags.Lookup(o.name) == nil {
				o.bind(s, s.flags, o.name)
			}
		}
	}
	add(everywhere)
	every(table, "", func(_ string, c *command) { add(c.options) })
}

// own reports whether a command has a flag that not every command has.
func (c *command) own(name string) bool {
	return slices.ContainsFunc(c.options, func(o *option) bool { return o.name == name })
}

func common(name string) bool {
	return slices.ContainsFunc(everywhere, func(o *option) bool { return o.name == name })
}

// misplaced is the error of a flag that the command does not have, or nil: a
// flag that is passed over in silence would look as if it had been obeyed.
func (s *session) misplaced(rest []string) error {
	c, name, _ := find(s.table, rest)
	if c == nil {
		return nil // which is said
	}
	var err error
	s.flags.Visit(func(f *flag.Flag) {
		if err != nil || common(f.Name) || c.own(f.Name) {
			return
		}
		var owners []string
		every(s.table, "", func(owner string, c *command) {
			if c.own(f.Name) {
				owners = append(owners, owner)
			}
		})
		err = s.sayError("misplaced flag", "flag", "--"+f.Name, "command", name, "owners", strings.Join(owners, ", "), "has", s.flagsOf(c, f.Name))
	})
	return err
}

// unknownFlag is the error of a flag that no command has. It names those of the
// command, the nearest first.
func (s *session) unknownFlag(args []string, flag string) error {
	c, name, _ := find(s.table, s.named(args))
	if c == nil {
		return s.sayError("unknown flag", "flag", flag)
	}
	return s.sayError("unknown flag of", "flag", flag, "command", name, "has", s.flagsOf(c, strings.TrimLeft(flag, "-")))
}

// flagsOf lists the flags that a command takes, those nearest to a name first.
func (s *session) flagsOf(c *command, near string) string {
	var names []string
	for _, o := range slices.Concat(c.options, everywhere) {
		if !slices.Contains(names, "--"+o.name) {
			names = append(names, "--"+o.name)
		}
	}
	return strings.Join(diag.NearestFirst("--"+near, names), " ")
}

// named are the arguments of a line of which the flags need not be right.
func (s *session) named(args []string) (rest []string) {
	for i := 0; i < len(args); i++ {
		name, dashed := strings.CutPrefix(args[i], "-")
		if !dashed {
			rest = append(rest, args[i])
			continue
		}
		name, _, valued := strings.Cut(strings.TrimPrefix(name, "-"), "=")
		f := s.flags.Lookup(name)
		if f == nil || valued {
			continue
		}
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); !ok || !b.IsBoolFlag() {
			i++
		}
	}
	return rest
}

// given reports whether a flag was written, be it with an empty value.
func (s *session) given(name string) bool {
	found := false
	s.flags.Visit(func(f *flag.Flag) { found = found || f.Name == name })
	return found
}
