package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"tassei/generator/archive"
	"tassei/generator/build"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/publish"
	"tassei/generator/source"
)

// runArchive seals a year.
func runArchive(s *session, args []string) int {
	year, err := s.readYear(args[0])
	if err != nil {
		return s.wrongUse(err)
	}
	return s.sealYear(year)
}

// runVerifySeals proves an archive, one seal or a zip of one.
func runVerifySeals(s *session, args []string) int {
	place, at := s.project().Archive(), build.ArchiveFolder
	if len(args) == 1 {
		var err error
		if place, at, err = s.placeOf(args[0]); err != nil {
			return s.archiveFault(err)
		}
	}
	trust := archive.Trust{Digests: s.digests}
	if s.key != "" {
		var err error
		if trust.PublicKey, err = s.readKey(); err != nil {
			return s.wrongUse(err)
		}
	}
	report, err := archive.Verify(place, trust)
	if errors.Is(err, fs.ErrNotExist) {
		return s.wrongUse(s.sayError("nothing there", "path", place))
	}
	if err != nil {
		return s.archiveFault(err)
	}
	list := &diag.List{}
	list.Add(build.SealProblems(report.Problems, at)...)
	if !report.Sound() {
		s.report(list, s.stdout)
		return exitProblems
	}
	for _, seal := range report.Seals {
		if s.format != "json" {
			fmt.Fprintln(s.stdout, s.sealLine(seal))
		}
	}
	if len(report.Seals) == 0 { // nothing is proved
		if place != s.project().Archive() {
			return s.archiveFault(&archive.PlaceError{Path: place})
		}
		s.talk("no seals", "dir", build.ArchiveFolder)
		return exitFine
	}
	s.talk("sound", "seals", strconv.Itoa(len(report.Seals)), "files", strconv.Itoa(report.Files))
	if report.Kind != archive.WholeArchive {
		s.talk("sound alone")
	}
	return exitFine
}

// placeOf is where an edition of the archive lies, or else the path itself, and
// how messages name it.
func (s *session) placeOf(arg string) (place, at string, err error) {
	if _, _, ok := archive.ParseEdition(arg); !ok {
		return arg, filepath.ToSlash(filepath.Clean(arg)), nil
	}
	place = filepath.Join(s.project().Archive(), arg)
	if _, err := os.Lstat(place); err == nil {
		return place, path.Join(build.ArchiveFolder, arg), nil
	}
	if _, err := os.Lstat(arg); err == nil {
		return arg, arg, nil // a folder of that name that is no part of this archive
	}
	seals, err := archive.List(s.project().Archive())
	if err != nil {
		return "", "", err
	}
	problem := archive.NotSealed
	if slices.ContainsFunc(seals, func(seal archive.Seal) bool { return seal.Edition == arg }) {
		problem = archive.WasWithdrawn
	}
	return "", "", &archive.EditionError{Edition: arg, Problem: problem}
}

// readKey reads the file of --key, of which a few hundred bytes are all there can be.
func (s *session) readKey() (key []byte, err error) {
	info, err := os.Stat(s.key)
	if err == nil && (!info.Mode().IsRegular() || info.Size() > 64<<10) {
		err = errors.New(s.key + ": not a key")
	}
	if err == nil {
		key, err = os.ReadFile(s.key)
	}
	if err != nil {
		return nil, s.sayError("cannot read", "path", s.key, "reason", err.Error())
	}
	return key, nil
}

// sealLine is a seal on one line: what can be kept elsewhere stands first.
func (s *session) sealLine(seal archive.Seal) string {
	line := seal.Edition + "  " + seal.Date + "  " + seal.Digest
	note := func(key string, pairs ...string) { line += "  " + s.say(key, pairs...) }
	if seal.Withdrawn != "" {
		note("seal withdrawn", "date", seal.WithdrawnOn, "reason", s.reasonOf(seal.Withdrawn, seal.WithdrawnIn))
	} else {
		note("seal size", "files", strconv.Itoa(seal.Files), "bytes", strconv.FormatInt(seal.Bytes, 10))
	}
	if seal.Replaces != "" {
		note("seal replaces", "edition", seal.Replaces, "reason", s.reasonOf(seal.Reason, seal.ReasonIn))
	}
	if seal.ReplacedBy != "" {
		note("seal replaced", "edition", seal.ReplacedBy)
	}
	if seal.Restored != "" {
		note("seal restored", "edition", seal.Restored)
	}
	switch seal.Signed {
	case archive.Unsigned:
	case archive.Valid:
		note("seal signed")
	default:
		note("seal unchecked")
	}
	return diag.Visible(line)
}

// reasonOf is a reason in the language of messages, or else the archive's own.
func (s *session) reasonOf(text string, further archive.Words) string {
	return cmp.Or(further[s.language()], text)
}

// runListSeals prints the seals in the order in which they were made.
func runListSeals(s *session, _ []string) int {
	seals, err := archive.List(s.project().Archive())
	if err != nil {
		return s.archiveFault(err)
	}
	for _, seal := range seals {
		if s.format == "json" {
			if err := printJSON(s, sealObject(seal)); err != nil {
				return exitFault
			}
			continue
		}
		fmt.Fprintln(s.stdout, s.sealLine(seal))
	}
	if len(seals) == 0 {
		s.talk("no seals", "dir", s.project().Archive())
	}
	return exitFine
}

// sealed is a seal for other programs.
type sealed struct {
	Edition     string        `json:"edition"`
	FiscalYear  int           `json:"fiscal_year"`
	Date        string        `json:"date"`
	Digest      string        `json:"digest"`
	Files       int           `json:"files"`
	Bytes       int64         `json:"bytes"`
	Previous    string        `json:"previous,omitempty"`
	Replaces    string        `json:"replaces,omitempty"`
	Reason      string        `json:"reason,omitempty"`
	ReasonIn    archive.Words `json:"reason_in,omitempty"` // in further languages
	ReplacedBy  string        `json:"replaced_by,omitempty"`
	Restored    string        `json:"restored_by_withdrawal_of,omitempty"`
	Signature   string        `json:"signature,omitempty"`
	Withdrawn   string        `json:"withdrawn,omitempty"`
	WithdrawnIn archive.Words `json:"withdrawn_in,omitempty"`
	WithdrawnOn string        `json:"withdrawn_on,omitempty"`
}

func sealObject(s archive.Seal) sealed {
	return sealed{
		s.Edition, int(s.Year), s.Date, s.Digest, s.Files, s.Bytes, s.Previous, s.Replaces, s.Reason, s.ReasonIn, s.ReplacedBy, s.Restored,
		s.Signature, s.Withdrawn, s.WithdrawnIn, s.WithdrawnOn,
	}
}

// results is where a command's result goes: in the JSON form standard output is
// kept for problems.
func (s *session) results() io.Writer {
	if s.format == "json" {
		return s.stderr
	}
	return s.stdout
}

// printJSON writes one object on one line of standard output.
func printJSON(s *session, object any) error {
	encoder := json.NewEncoder(s.stdout)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(object)
	if err != nil {
		fmt.Fprintln(s.stderr, err)
	}
	return err
}

// runSignSeal signs an edition. The password comes from the terminal alone: what
// stands in a flag stays in the shell's history.
func runSignSeal(s *session, args []string) int {
	if s.key == "" {
		return s.wrongUse(s.sayError("no key"))
	}
	key, err := s.readKey()
	if err != nil {
		return s.wrongUse(err)
	}
	signature, err := archive.Sign(s.project().Archive(), archive.Signing{Edition: args[0], Key: key, DryRun: s.dryRun, Password: func() (string, error) {
		ask := publish.TerminalSecret(func(q publish.Question) string { return s.say("ask passphrase", "file", q.File) })
		return ask(publish.Question{Kind: publish.AskPassphrase, File: s.key})
	}})
	if err != nil {
		return s.archiveFault(err)
	}
	fmt.Fprintln(s.results(), build.ArchiveFolder+"/"+signature.File)
	if signature.NewKey {
		fmt.Fprintln(s.results(), build.ArchiveFolder+"/"+signature.KeyFile)
	}
	if s.dryRun {
		s.talk("would sign", "edition", args[0], "id", signature.KeyID)
		return exitFine
	}
	if signature.NewKey {
		s.talk("new key", "file", build.ArchiveFolder+"/"+signature.KeyFile, "id", signature.KeyID)
	}
	return exitFine
}

// runWithdrawSeal takes an edition away and leaves its tombstone.
func runWithdrawSeal(s *session, args []string) int {
	year, _, ok := archive.ParseEdition(args[0])
	switch {
	case !ok:
		return s.archiveFault(&archive.EditionError{Edition: args[0], Problem: archive.BadEdition})
	case len(s.reason) == 0:
		return s.wrongUse(s.sayError("no reason", "flag", "--reason"))
	}
	own, languages := "", []string(nil)
	if src, _, err := source.Open(s.source); err == nil {
		own, languages = yearDate(src.Years(), year), src.City().Languages
		src.Close()
	}
	reason, further, err := s.reason.in(s, "--reason", languages)
	if err != nil {
		return s.wrongUse(err)
	}
	date, err := s.dateOf(year, own)
	if err != nil {
		return s.wrongUse(err)
	}
	seal, left, err := archive.Withdraw(s.project().Archive(), archive.Withdrawal{
		Edition: args[0], Reason: reason, ReasonIn: further, Date: date, Today: today(), DryRun: s.dryRun,
	})
	s.held("held", left)
	if err != nil {
		return s.archiveFault(err)
	}
	fmt.Fprintln(s.results(), seal.Edition, seal.Digest)
	if s.dryRun {
		s.talk("would withdraw", "edition", seal.Edition, "date", seal.WithdrawnOn, "files", strconv.Itoa(seal.Files))
		return exitFine
	}
	s.talk("withdrawn", "edition", seal.Edition, "date", seal.WithdrawnOn)
	return exitFine
}

func yearDate(years []kpi.YearInfo, year kpi.Year) string {
	if info := kpi.YearOf(years, year); info != nil {
		return info.Date
	}
	return ""
}

// dateOf is the date of a seal: no clock is asked, so that the same act gives
// the same bytes wherever and whenever it is done again.
func (s *session) dateOf(year kpi.Year, own string) (string, error) {
	if s.given("date") {
		if _, err := time.Parse(time.DateOnly, s.date); err != nil {
			return "", s.sayError("wrong date", "date", s.date)
		}
		return s.date, nil
	}
	if epoch, set := os.LookupEnv("SOURCE_DATE_EPOCH"); set && epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil || seconds < 0 || seconds > lastSecond {
			return "", s.sayError("wrong epoch", "value", epoch)
		}
		return time.Unix(seconds, 0).UTC().Format(time.DateOnly), nil
	}
	if own == "" {
		return "", s.sayError("no date", "year", year.String())
	}
	return own, nil
}

// lastSecond is the end of the year 9999, the last that a date of four digits
// can say.
const lastSecond = 253402300799
