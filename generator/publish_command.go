package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"tassei/generator/diag"
	"tassei/generator/ordinary"
	"tassei/generator/output"
	"tassei/generator/publish"
)

// runPublish sends the site somewhere. It builds first, which changes nothing
// where nothing changed: so what goes out is what the data of today say, without
// an error in them and with every seal sound.
func runPublish(s *session, args []string) int {
	if !s.given("changes") && len(args) != 1 || s.given("changes") && len(args) != 0 {
		return s.wrongUse(s.sayError("one target"))
	}
	if err := s.unusedFlag(args); err != nil {
		return s.wrongUse(err)
	}
	opts, err := s.publishOptions()
	if err != nil {
		return s.wrongUse(err)
	}
	target := s.changes
	if !s.given("changes") {
		target = args[0]
	}
	if err := s.localTarget(target); err != nil {
		return s.wrongUse(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if s.back {
		return s.takeBack(ctx, target, opts)
	}
	// What is wrong with the target itself is said before the work of a build.
	if err := s.checkTarget(target, opts); err != nil {
		return s.publishFault(err, target)
	}
	if code := runBuild(s, nil); code != exitFine {
		s.talk("not published")
		return code
	}
	tree, err := s.tree(ctx)
	if err != nil {
		return s.publishFault(err, target)
	}
	if s.given("changes") {
		return s.publishChanges(ctx, tree, opts)
	}
	return s.send(ctx, tree, target, opts)
}

func (s *session) checkTarget(target string, opts publish.Options) error {
	if s.since == "" {
		return publish.CheckTarget(target, opts)
	}
	r, err := publish.Open(s.since, opts)
	if err == nil {
		r.Close()
	}
	return err
}

// tree is the finished site, with compressed twins where they are wanted. The
// twins are kept beside the site, because their making takes long.
func (s *session) tree(ctx context.Context) (publish.Tree, error) {
	tree, err := publish.OpenTree(ordinary.DirFS(s.out))
	if err != nil || !s.precompress {
		return tree, err
	}
	out, err := filepath.Abs(s.out)
	if err != nil {
		return tree, err
	}
	keep := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".twins")
	tree, err = publish.Precompress(ctx, tree, keep, s.jobs)
	s.held("held", tree.Held)
	return tree, err
}

func (s *session) send(ctx context.Context, tree publish.Tree, target string, opts publish.Options) int {
	if s.dryRun {
		if memory, err := s.publishedTo(target); err == nil {
			opts.Known = memory.known()
		}
		plan, err := publish.Preview(ctx, tree, target, opts)
		return s.planned(plan, err, target)
	}
	meter := s.meterOf(target)
	opts.Progress = meter.tell
	result, err := s.remembering(target, tree, opts, func(opts publish.Options) (publish.Result, error) {
		return publish.Send(ctx, tree, target, opts)
	})
	meter.end()
	return s.sent(result, err, target)
}

// publishChanges fills a folder for an upload by hand.
func (s *session) publishChanges(ctx context.Context, tree publish.Tree, opts publish.Options) int {
	doing := "writing"
	if s.since != "" {
		doing = "reading" // which takes longest
	}
	meter := s.meter(doing)
	opts.Progress = meter.tell
	o := publish.ChangesOptions{Options: opts, Again: s.again, Since: s.since}
	if s.dryRun {
		plan, err := publish.PreviewChanges(ctx, tree, s.changes, o)
		meter.end()
		code := s.planned(plan, err, s.changes)
		s.unconfirmed(plan, err)
		return code
	}
	result, err := publish.Changes(ctx, tree, s.changes, o)
	meter.end()
	if err != nil {
		return s.publishFault(err, cmp.Or(s.since, s.changes))
	}
	s.leftThere(result.Kept, result.Held)
	plan := result.Plan
	switch {
	case !plan.Empty():
		s.talk("changes made", s.counts(plan, s.changes)...)
		s.talk("changes folder", "dir", s.changes, "upload", publish.UploadFolder, "delete", publish.DeleteList)
	case s.since != "":
		s.talk("changes confirmed", "since", s.since, "files", strconv.Itoa(plan.Same))
	default:
		s.talk("changes none", "dir", s.changes)
	}
	if s.since != "" && plan.First {
		s.talk("changes empty server", "since", s.since)
	}
	s.unconfirmed(plan, nil)
	return exitFine
}

// unconfirmed says that earlier sets were taken as uploaded on nobody's word.
func (s *session) unconfirmed(plan publish.Plan, err error) {
	if err != nil || plan.Unconfirmed == 0 {
		return
	}
	key := "changes unconfirmed"
	if s.again {
		key = "changes again"
	}
	fmt.Fprintln(s.stderr, s.say(key, "dir", s.changes, "count", strconv.Itoa(plan.Unconfirmed)))
}

// planned prints what would be done, and then what would stop it.
func (s *session) planned(plan publish.Plan, err error, target string) int {
	for _, line := range plan.Lines() {
		fmt.Fprintln(s.results(), diag.Visible(line))
	}
	if err != nil {
		return s.publishFault(err, target)
	}
	s.talk(said("would send", target), s.counts(plan, target)...)
	return exitFine
}

// onThisMachine reports whether a target is a zip or a folder: what lies there is
// not public yet, as far as this program knows.
func onThisMachine(target string) bool { return !strings.Contains(target, "://") }

// meterOf shows how far a target is filled.
func (s *session) meterOf(target string) *meter {
	if onThisMachine(target) {
		return s.meter("writing")
	}
	return s.meter("sending")
}

// said chooses the message for a target: a folder is written, a server is sent to.
func said(key, target string) string {
	if onThisMachine(target) {
		return key + " here"
	}
	return key
}

func (s *session) counts(p publish.Plan, target string) []string {
	return []string{
		"target", target, "add", strconv.Itoa(len(p.Add)), "change", strconv.Itoa(len(p.Change)), "remove", strconv.Itoa(len(p.Remove)),
		"same", strconv.Itoa(p.Same), "size", size(p.Bytes),
	}
}

// leftThere names what a run could not or would not remove.
func (s *session) leftThere(kept []string, held *output.Held) {
	for _, path := range kept {
		fmt.Fprintln(s.stderr, s.say("kept there", "path", diag.Visible(path)))
	}
	s.held("held", held)
}

// sent says what a run did.
func (s *session) sent(result publish.Result, err error, target string) int {
	if err != nil {
		code := s.publishFault(err, target)
		s.stands(result, err, target)
		return code
	}
	s.leftThere(result.Kept, result.Held)
	if result.Plan.Empty() && result.Sent == 0 {
		s.talk(said("nothing to send", target), s.counts(result.Plan, target)...)
		return exitFine
	}
	if result.Plan.Resumed {
		s.talk("resumed")
	}
	s.talk(said("published", target), s.counts(result.Plan, target)...)
	if gone := result.Plan.Remove; len(gone) > 0 && onThisMachine(target) && strings.EqualFold(filepath.Ext(target), ".zip") {
		s.talk("zip leaves", "target", target, "count", strconv.Itoa(len(gone)), "paths", diag.Visible(publish.Some(gone)))
	}
	if result.Unreadable != "" {
		return s.fail("published unreadable", "target", target, "path", result.Unreadable)
	}
	return exitFine
}

// stands says what a run that failed left at the target: the line may break for good, and
// a server be another one, in the midst.
func (s *session) stands(result publish.Result, err error, target string) {
	switch {
	case result.Sent > 0 && result.There == nil:
		fmt.Fprintln(s.stderr, s.say("cut short", "target", target, "count", strconv.Itoa(result.Sent)))
	case result.Sent == 0 && (errors.As(err, new(*publish.HostKeyError)) || errors.As(err, new(*publish.CertificateError))):
		fmt.Fprintln(s.stderr, s.say("not published"))
	}
}

// runVerifyTarget reads back what is published and says what differs: from what
// this program put there, and from the site that is built here, if one is.
func runVerifyTarget(s *session, args []string) int {
	s.reading = true
	target := args[0]
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	opts, err := s.publishOptions()
	if err != nil {
		return s.wrongUse(err)
	}
	local, err := output.ReadManifest(ordinary.DirFS(s.out))
	if err != nil {
		local = nil // without a site here the target is held to its own list
	}
	meter := s.meter("reading")
	opts.Progress = meter.tell
	r, err := publish.Open(target, opts)
	if err != nil {
		return s.publishFault(err, target)
	}
	defer r.Close()
	there, err := r.Published(ctx)
	known := err == nil
	if err != nil && (local == nil || !recordless(err)) {
		return s.publishFault(err, target)
	}
	against := there
	if !known {
		against = local
	}
	report, err := r.Verify(ctx, against)
	meter.end()
	if err != nil {
		return s.publishFault(err, target)
	}
	behind := known && local != nil && !sameSite(there, local)
	return s.verified(target, report, behind)
}

// recordless reports whether an error means that no list of ours can be read
// at the target; the server may keep files that begin with a dot to itself.
func recordless(err error) bool {
	return errors.Is(err, fs.ErrNotExist) || errors.As(err, new(*publish.RefusedError)) || errors.As(err, new(*publish.RecordError))
}

// sameSite compares two lists, leaving out compressed twins, which are there or
// not by a flag.
func sameSite(there, local output.Manifest) bool {
	d := output.Compare(local, there)
	extra := slices.ContainsFunc(d.Added, func(f output.File) bool {
		base := strings.TrimSuffix(strings.TrimSuffix(f.Path, ".gz"), ".br")
		_, twin := local.Find(base)
		return base == f.Path || !twin
	})
	return !extra && len(d.Changed)+len(d.Removed) == 0
}

func (s *session) verified(target string, report publish.Report, behind bool) int {
	for _, group := range []struct {
		key   string
		paths []string
	}{{"there missing", report.Missing}, {"there different", report.Different}, {"there extra", report.Extra}, {"there refused", report.Refused}, {"there unreadable", report.Unreadable}} {
		for _, path := range group.paths {
			fmt.Fprintln(s.results(), s.say(group.key, "path", diag.Visible(path)))
		}
	}
	code := exitFine
	if report.Unfinished {
		fmt.Fprintln(s.results(), s.say("there unfinished", "target", target))
	}
	if behind {
		fmt.Fprintln(s.results(), s.say("there behind", "target", target, "out", s.out))
		code = exitProblems
	}
	if !report.Good() {
		code = exitProblems
	}
	if code == exitFine {
		s.talk("there good", "target", target, "files", strconv.Itoa(report.Checked))
	}
	return code
}

// localTarget refuses a place on this machine where the site would lie over or
// in the city's own files, or in itself.
func (s *session) localTarget(target string) error {
	if target == "" || strings.Contains(target, "://") {
		return nil // package publish judges these
	}
	if inside(target, s.out) {
		return s.sayError("target in site", "target", target, "out", s.out)
	}
	for _, dir := range s.project().Protected() {
		if inside(target, dir) {
			return s.sayError("target in source", "target", target, "dir", dir)
		}
	}
	if strings.EqualFold(filepath.Ext(target), ".zip") {
		return nil
	}
	for _, dir := range []string{s.source, s.out} {
		if inside(dir, target) {
			return s.sayError("target over source", "target", target, "dir", dir)
		}
	}
	return nil
}

// inside reports whether a path is a folder or lies in it, whatever links lead
// there. What does not exist yet is judged by the folders above it.
func inside(path, dir string) bool {
	want, err := os.Stat(dir)
	if err != nil {
		return false
	}
	path, err = filepath.Abs(path)
	if err != nil {
		return false
	}
	for {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			path = real
		}
		if info, err := os.Stat(path); err == nil && os.SameFile(info, want) {
			return true
		}
		up := filepath.Dir(path)
		if up == path {
			return false
		}
		path = up
	}
}
