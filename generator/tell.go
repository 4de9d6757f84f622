package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/term"

	"tassei/generator/output"
)

// refused words an error of writing, and says which exit code it calls for.
func (s *session) refused(err error) int {
	fmt.Fprintln(s.stderr, s.why(err))
	return exitProblems
}

// why says what hindered the program from reading or writing.
func (s *session) why(err error) string {
	var refused *output.RefusedError
	var locked *output.LockedError
	var path *output.PathError
	switch {
	case errors.As(err, &locked):
		return s.say("locked", "path", locked.Path, "pid", strconv.Itoa(locked.PID))
	case errors.As(err, &refused):
		return s.say(refusals[refused.Reason], "path", refused.Path, "other", refused.Other)
	case errors.As(err, &path):
		return s.say("bad path", "path", path.Path, "reason", s.say(pathWords[path.Problem], "other", path.Other))
	case output.IsFull(err):
		return s.say("disk full", "reason", err.Error())
	}
	if place := (*fs.PathError)(nil); errors.As(err, &place) {
		_, lost := os.Stat(filepath.Dir(place.Path))
		switch {
		case errors.Is(err, fs.ErrPermission):
			return s.say("no permission", "path", place.Path)
		case errors.Is(err, fs.ErrNotExist) && errors.Is(lost, fs.ErrNotExist):
			return s.say("no folder there", "path", filepath.Dir(place.Path))
		}
	}
	return s.say("failed", "reason", err.Error())
}

var refusals = map[output.Reason]string{
	output.IsSource: "refused is-source", output.ContainsSource: "refused contains-source", output.InProtected: "refused in-protected",
	output.ContainsProtected: "refused contains-protected", output.IsSymlink: "refused is-symlink", output.NotFolder: "refused not-folder",
	output.NotOurs: "refused not-ours", output.NewerFormat: "refused newer-format", output.MountPoint: "refused mount-point",
	output.NotWritable: "refused not-writable", output.Exists: "refused exists", output.ChangedMeanwhile: "refused changed-meanwhile",
	output.BadName: "refused bad-name", output.NotRegular: "refused not-regular", output.InUse: "refused in-use",
}

var pathWords = map[output.PathProblem]string{
	output.PathInvalid: "path invalid", output.PathCharacter: "path character", output.PathDevice: "path device", output.PathLong: "path long",
	output.PathReserved: "path reserved", output.PathTwice: "path twice", output.PathTwin: "path twin", output.PathFolder: "path folder",
	output.PathDecomposed: "path decomposed",
}

// built says what a build did.
func (s *session) built(r output.Result) {
	if r.Changed {
		s.talk("built", "out", s.out, "written", strconv.Itoa(r.Written), "kept", strconv.Itoa(r.Kept), "removed", strconv.Itoa(r.Removed))
	} else {
		s.talk("unchanged", "out", s.out)
	}
	s.held("held", r.Held)
}

// held names what could not be deleted, and who may hold it.
func (s *session) held(key string, left *output.Held) {
	if left == nil {
		return
	}
	more := ""
	if left.Files > 1 {
		more = s.say("held more", "n", strconv.Itoa(left.Files-1))
	}
	s.talk(key, "file", left.Path, "more", more)
}

// heldCopy names the copy of a file of the city that a change left behind.
func (s *session) heldCopy(left *output.Held) {
	if left != nil {
		left = &output.Held{Path: filepath.Join(s.source, filepath.FromSlash(left.Path)), Files: left.Files}
	}
	s.held("held copy", left)
}

// resume ends what a run that was killed while it wrote had begun, so that no command
// reads files of which some are new and some old.
func (s *session) resume(command string) int {
	if command == "help" || command == "version" {
		return exitFine
	}
	for _, dir := range []string{s.source, filepath.Join(s.source, "archive")} {
		done, err := output.Resume(dir)
		if err == nil && done.Placed == 0 && len(done.Changed) == 0 {
			continue
		}
		if err != nil {
			return s.fail("not resumed", "dir", dir, "reason", s.why(err))
		}
		if done.Placed > 0 {
			s.talk("rest written", "n", strconv.Itoa(done.Placed))
		}
		for _, path := range done.Changed {
			s.talk("resumed changed", "path", path)
		}
	}
	return exitFine
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
