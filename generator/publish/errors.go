package publish

import (
	"errors"
	"fmt"
	"strconv"
	"time"
)

// ErrEndless is the cause of a RefusedError where an answer or a list had no end.
var ErrEndless = errors.New("the server does not come to an end")

var errUnsorted = errors.New("the list is not sorted")

// TargetError reports a target that cannot be understood.
type TargetError struct {
	Target   string // as given, without a password
	Variable string // the environment variable that it stands in, or ""
	Reason   TargetReason
}

// TargetReason says what is wrong with a target.
type TargetReason string

// The reasons of a TargetError.
const (
	TargetEmpty    TargetReason = "empty"     // nothing was given
	TargetScheme   TargetReason = "scheme"    // a scheme that is not known, or one without encryption such as ftp://
	TargetSyntax   TargetReason = "syntax"    // not a URL
	TargetPassword TargetReason = "password"  // a password in the address: it is asked for at the terminal
	TargetUser     TargetReason = "user"      // no user name
	TargetHost     TargetReason = "host"      // no host or bucket
	TargetPath     TargetReason = "path"      // no absolute path, or one with .. or strange characters
	TargetExtra    TargetReason = "extra"     // a query or fragment
	TargetNoScheme TargetReason = "no-scheme" // the address of a store without https:// or http://
	TargetEndpoint TargetReason = "endpoint"  // the address of a store is not one
	TargetCopy     TargetReason = "copy"      // user@host:path, as scp and rsync write it
	TargetPacked   TargetReason = "packed"    // a packed file of another kind than .zip
	TargetReadOnly TargetReason = "read-only" // a web address can be verified, not published to
)

func (e *TargetError) Error() string {
	return fmt.Sprintf("target %q: %s", e.Target, e.Reason)
}

func (e *TargetError) tell(f facts) string {
	return f.of("target", "target", e.Target, "variable", e.Variable, "reason", string(e.Reason))
}

// TreeError reports a tree that cannot be published.
type TreeError struct {
	Path string
	Err  error
}

func (e *TreeError) Error() string       { return "tree: " + strconv.Quote(e.Path) + ": " + e.Err.Error() }
func (e *TreeError) Unwrap() error       { return e.Err }
func (e *TreeError) tell(f facts) string { return f.of("tree", "path", e.Path) }

// SourceError reports a file of the tree that could not be read, or whose bytes
// are not those that the tree's list promises (Changed).
type SourceError struct {
	Path    string
	Changed bool
	Err     error // nil if Changed
}

func (e *SourceError) Error() string {
	if e.Changed {
		return "source " + strconv.Quote(e.Path) + " is not what the manifest says"
	}
	return "source " + strconv.Quote(e.Path) + ": " + e.Err.Error()
}
func (e *SourceError) Unwrap() error { return e.Err }

func (e *SourceError) tell(f facts) string {
	if e.Changed {
		return f.of("source-changed", "path", e.Path)
	}
	return f.of("source", "path", e.Path)
}

// ForeignError reports files on the target that lie on our paths but were not
// put there by this program. They were not touched, and nothing was sent.
type ForeignError struct {
	Target string
	Paths  []string // sorted
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s: %d files are not ours: %s", e.Target, len(e.Paths), Some(e.Paths))
}

func (e *ForeignError) tell(f facts) string { return f.list("foreign", e.Target, "paths", e.Paths) }

// OccupiedError reports that a first publish would put the site among something
// else. Nothing was sent. See [Options.OwnFolder].
type OccupiedError struct {
	Target string
	Names  []string // what lies there, sorted, without what begins with a dot
}

func (e *OccupiedError) Error() string {
	return fmt.Sprintf("%s holds something else: %s", e.Target, Some(e.Names))
}

func (e *OccupiedError) tell(f facts) string { return f.list("occupied", e.Target, "names", e.Names) }

// BusyError reports that another run seems to be publishing to the same target
// for the first time: its files are there, and no finished manifest yet.
type BusyError struct{ Target string }

func (e *BusyError) Error() string       { return e.Target + ": another run is under way" }
func (e *BusyError) tell(f facts) string { return f.of("busy", "target", e.Target) }

// BackReason says why a publish cannot be undone.
type BackReason string

const (
	BackNothing BackReason = "nothing" // nothing was kept for the target
	BackChanged BackReason = "changed" // somebody published there since
	BackLacking BackReason = "lacking" // files of which the former bytes could not be kept
)

// BackError reports that the last publish cannot be undone. Nothing was sent.
type BackError struct {
	Target string
	Reason BackReason
	Paths  []string // of BackLacking, sorted
}

func (e *BackError) Error() string {
	return fmt.Sprintf("%s: the last publish cannot be undone (%s): %s", e.Target, e.Reason, Some(e.Paths))
}

func (e *BackError) tell(f facts) string {
	return f.list("back-"+string(e.Reason), e.Target, "paths", e.Paths)
}

// TakenBackError reports that somebody else published since this copy knew the
// target, and that this run would undo it. Nothing was sent.
type TakenBackError struct {
	Target string
	Paths  []string  // what would be undone, sorted
	Since  time.Time // when they published; zero if the target does not say
}

func (e *TakenBackError) Error() string {
	return fmt.Sprintf("%s: would take back what others published: %s", e.Target, Some(e.Paths))
}

func (e *TakenBackError) tell(f facts) string {
	f.list("", e.Target, "paths", e.Paths)
	if e.Since.IsZero() {
		return "taken-back"
	}
	return f.of("taken-back-since", "since", e.Since.Local().Format("2006-01-02 15:04"))
}

// Guard names what a GuardError guards.
type Guard string

// The guards.
const (
	GuardRemovals Guard = "removals" // too great a share of the published files would go
	GuardPages    Guard = "pages"    // fewer than half of the pages would stay
	GuardYears    Guard = "years"    // pages of a published year would vanish
	GuardSeals    Guard = "seals"    // files of a sealed year would vanish or change
)

// GuardError reports that a run was stopped before it did harm.
type GuardError struct {
	Guard Guard
	Count int      // files that would go; for GuardPages the pages that would stay
	Of    int      // files, or pages, that are published now
	Limit float64  // for GuardRemovals the share allowed
	Paths []string // what would vanish or change, sorted; not for GuardPages
}

func (e *GuardError) Error() string {
	return fmt.Sprintf("stopped by the guard %q: %d of %d: %s", e.Guard, e.Count, e.Of, Some(e.Paths))
}

func (e *GuardError) tell(f facts) string {
	return f.of("guard-"+string(e.Guard), "count", strconv.Itoa(e.Count), "of", strconv.Itoa(e.Of), "paths", Some(e.Paths),
		"limit", strconv.FormatFloat(e.Limit*100, 'f', -1, 64))
}
