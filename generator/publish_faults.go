package main

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/publish"
)

// publishFault words an error of publishing, and says which exit code it calls
// for.
func (s *session) publishFault(err error, target string) int {
	code, args := publish.Explain(err)
	if tried, has := args["tried"]; has {
		args["tried"] = s.tried(tried)
	}
	pairs := []string{"place", target}
	for name, value := range args {
		pairs = append(pairs, name, diag.Visible(value)) // a server gave some of the names
	}
	switch {
	case errors.Is(err, context.Canceled):
		if s.reading || onThisMachine(target) {
			return s.fail("stopped")
		}
		return s.fail("interrupted")
	case code == "broken" && s.reading:
		return s.fail("publish broken-reading", pairs...)
	case errors.Is(err, publish.ErrNoSet):
		return s.wrongUse(s.sayError("changes no set", "dir", s.changes))
	case code == "target":
		return s.wrongUse(s.sayError("target "+args["reason"], pairs...))
	case code == "tree" && args["path"] == "index.html":
		return s.fail("publish no-front", pairs...)
	case strings.HasPrefix(code, "auth") && errors.Is(err, publish.ErrNoTerminal):
		return s.fail("publish "+code+"-terminal", pairs...)
	case code != "":
		return s.fail("publish "+code, pairs...)
	case errors.Is(err, fs.ErrNotExist):
		return s.fail("publish nothing", pairs...)
	}
	return s.refused(err)
}

// tried names the ways in that were tried, in words.
func (s *session) tried(list string) string {
	if list == "" {
		return s.say("tried nothing")
	}
	ways := strings.Split(list, ", ")
	for i, w := range ways {
		if w == "password" || w == "agent" {
			ways[i] = s.say("tried " + w)
		}
	}
	return strings.Join(ways, ", ")
}
