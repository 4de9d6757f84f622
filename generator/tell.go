package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/term"

	"tassei/generator/diag"
	"tassei/generator/layout"
	"tassei/generator/output"
)

// refused words an error of writing, and says which exit code it calls for.
func (s *session) refused(err error) int {
	var refused *output.RefusedError
	var locked *output.LockedError
	var path *output.PathError
	switch {
	case errors.As(err, &locked):
		return s.fail("locked", "path", locked.Path, "pid", strconv.Itoa(locked.PID))
	case errors.As(err, &refused):
		return s.fail(refusals[refused.Reason], "path", refused.Path, "other", refused.Other)
	case errors.As(err, &path):
		return s.fail("bad path", "path", path.Path, "reason", err.Error())
	case output.IsFull(err):
		return s.fail("disk full", "reason", err.Error())
	}
	return s.fail("failed", "reason", err.Error())
}

var refusals = map[output.Reason]string{
	output.IsSource: "refused is-source", output.ContainsSource: "refused contains-source", output.InProtected: "refused in-protected",
	output.ContainsProtected: "refused contains-protected", output.IsSymlink: "refused is-symlink", output.NotFolder: "refused not-folder",
	output.NotOurs: "refused not-ours", output.NewerFormat: "refused newer-format", output.MountPoint: "refused mount-point",
	output.NotWritable: "refused not-writable", output.Exists: "refused exists", output.ChangedMeanwhile: "refused changed-meanwhile",
	output.BadName: "refused bad-name", output.NotRegular: "refused not-regular",
}

// built says what a build did.
func (s *session) built(r output.Result) {
	if !r.Changed {
		s.talk("unchanged", "out", s.out)
		return
	}
	s.talk("built", "out", s.out, "written", strconv.Itoa(r.Written), "kept", strconv.Itoa(r.Kept), "removed", strconv.Itoa(r.Removed))
}

// progress counts long work on one line of a terminal; elsewhere nothing, for a
// log is no place for a counter. done 0 clears the line.
func (s *session) progress(done, of int) {
	f, ok := s.stderr.(*os.File)
	if s.quiet || of < 20 && of != 0 || !ok || !term.IsTerminal(int(f.Fd())) {
		return
	}
	if done == 0 {
		fmt.Fprint(f, "\r\x1b[K")
		return
	}
	fmt.Fprintf(f, "\r%s %d/%d", s.say("drawing"), done, of)
}

// layoutProblem is a fault of a layout as a problem of the rule book: a form
// that is broken (K501), a name that does not exist (K502), data where it is
// not safe (K503).
func layoutProblem(f *layout.Error) diag.Problem {
	code := "K501"
	switch f.Rule {
	case layout.RuleField, layout.RuleFunction, layout.RuleTemplate, layout.RuleIcon:
		code = "K502"
	case layout.RuleUnsafe:
		code = "K503"
	}
	return diag.New(code, "message", f.Message, "name", f.Name, "suggest", f.Suggest).At("layouts/"+f.File, max(f.Line, 1), max(f.Column, 1))
}
