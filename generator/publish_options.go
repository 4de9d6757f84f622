package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/publish"
)

// The kinds of targets that do not know every option.
const (
	toZip     = "zip"
	toChanges = "--changes"
	toServer  = "server" // and to a folder
)

// publishUses are the kinds of targets that an option of publish means
// something for, for those that do not mean something for all.
var publishUses = map[string][]string{
	"since": {toChanges}, "again": {toChanges}, "everything": {toServer}, "back": {toServer},
}

// unusedFlag is the error of an option that would be passed over: whoever
// wrote it would think that it had been obeyed.
func (s *session) unusedFlag(args []string) error {
	kind := toServer
	switch {
	case s.given("changes"):
		kind = toChanges
	case strings.EqualFold(filepath.Ext(args[0]), ".zip"):
		kind = toZip
	}
	var err error
	s.flags.Visit(func(f *flag.Flag) {
		uses := publishUses[f.Name]
		if err != nil || uses == nil || slices.Contains(uses, kind) {
			return
		}
		key := "flag only with changes"
		if uses[0] == toServer {
			key = "flag only to server"
		}
		err = s.sayError(key, "flag", "--"+f.Name)
	})
	switch {
	case err != nil:
		return err
	case s.back:
		return s.flagBesideBack()
	case s.given("since") && s.again:
		return s.sayError("flags exclude", "one", "--again", "other", "--since")
	case s.given("max-removals") && slices.Contains(strings.Split(s.allow, ","), "removals"):
		return s.sayError("flags exclude", "one", "--max-removals", "other", "--allow removals")
	case kind == toChanges && s.over && !s.given("since"):
		return s.sayError("flag needs since", "flag", "--over")
	case s.given("since") && s.since == "":
		return s.sayError("since empty")
	}
	return nil
}

// flagBesideBack is the error of a flag that says how the site of today is to be
// published: with --back something else comes there.
func (s *session) flagBesideBack() error {
	var err error
	s.flags.Visit(func(f *flag.Flag) {
		if !common(f.Name) && f.Name != "back" && f.Name != "dry-run" && err == nil {
			err = s.sayError("flags exclude", "one", "--back", "other", "--"+f.Name)
		}
	})
	return err
}

// publishOptions reads the flags.
func (s *session) publishOptions() (publish.Options, error) {
	o := publish.Options{Adopt: s.adopt, OwnFolder: true, Over: s.over, Everything: s.everything, Secret: publish.TerminalSecret(s.question), Notice: s.notice}
	if s.given("max-removals") {
		number, err := strconv.ParseFloat(strings.TrimSuffix(s.maxRemovals, "%"), 64)
		if err != nil || !(number >= 0 && number <= 100) {
			return o, s.sayError("wrong share", "value", s.maxRemovals)
		}
		// Zero means the default to package publish; what is smaller than any
		// file is none at all.
		o.MaxRemove = cmp.Or(number/100, 1e-12)
	}
	if s.given("allow") {
		guards := map[string]*bool{
			"removals": &o.Allow.Removals, "pages": &o.Allow.FewerPages, "years": &o.Allow.Years, "seals": &o.Allow.Seals,
		}
		for name := range strings.SplitSeq(s.allow, ",") {
			guard := guards[strings.TrimSpace(name)]
			if guard == nil {
				return o, s.sayError("wrong allow", "value", name)
			}
			*guard = true
		}
	}
	return o, nil
}

// notice tells of what does not stop a run.
func (s *session) notice(err error) {
	var line *publish.HostLineError
	if errors.As(err, &line) {
		fmt.Fprintln(s.stderr, s.say("known hosts line", "file", line.File, "line", strconv.Itoa(line.Line), "error", line.Err.Error()))
	}
}

func (s *session) question(q publish.Question) string {
	switch q.Kind {
	case publish.AskPassphrase:
		return s.say("ask passphrase", "file", q.File)
	case publish.AskServer:
		return s.say("ask server", "host", q.Host, "text", diag.Visible(q.Text))
	}
	return s.say("ask password", "user", q.User, "host", q.Host)
}
