package main

import (
	"fmt"
	"strings"
)

// runHelp prints the commands, or the page of one with every flag that it takes.
func runHelp(s *session, args []string) int {
	if len(args) == 0 {
		s.helpAll()
		return exitFine
	}
	c, name, _ := find(s.table, args)
	if c == nil {
		return s.wrongUse(s.sayError("unknown command", "command", name))
	}
	s.helpOf(c, name)
	return exitFine
}

func (s *session) helpAll() {
	fmt.Fprintln(s.stdout, s.say("usage"))
	s.printCommands(s.table, "")
	fmt.Fprintln(s.stdout, "\n"+s.say("usage flags"))
	s.printOptions(everywhere, nil)
	fmt.Fprintln(s.stdout, "\n"+s.say("usage more"))
}

func (s *session) helpOf(c *command, name string) {
	line := "tassei " + strings.TrimSpace(name+" "+c.args)
	fmt.Fprintf(s.stdout, "%s\n\n%s\n  %s\n", c.about.In(s.language()), s.say("usage of"), line)
	if c.example != "" && c.example != line {
		fmt.Fprintf(s.stdout, "  %s\n", c.example)
	}
	if len(c.options) > 0 {
		fmt.Fprintln(s.stdout, "\n"+s.say("usage own flags"))
		s.printOptions(c.options, nil)
	}
	fmt.Fprintln(s.stdout, "\n"+s.say("usage flags"))
	s.printOptions(everywhere, c)
	if len(c.more) > 0 {
		fmt.Fprintln(s.stdout, "\n"+s.say("usage own commands"))
		s.printCommands(c.more, name+" ")
	}
}

// printCommands lists commands and those of their own.
func (s *session) printCommands(table []command, before string) {
	var rows [][2]string
	every(table, before, func(name string, c *command) {
		rows = append(rows, [2]string{strings.TrimSpace(name + " " + c.args), c.about.In(s.language())})
	})
	s.printRows(rows)
}

// printOptions lists flags, but for those that a command has of its own.
func (s *session) printOptions(options []*option, but *command) {
	var rows [][2]string
	for _, o := range options {
		if but == nil || !but.own(o.name) {
			rows = append(rows, [2]string{strings.TrimSpace("--" + o.name + " " + o.value), o.about.In(s.language())})
		}
	}
	s.printRows(rows)
}

// printRows prints two columns.
func (s *session) printRows(rows [][2]string) {
	wide := 0
	for _, r := range rows {
		wide = max(wide, len([]rune(r[0])))
	}
	for _, r := range rows {
		fmt.Fprintf(s.stdout, "  %-*s  %s\n", wide, r[0], r[1])
	}
}
