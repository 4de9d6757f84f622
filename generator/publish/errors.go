package publish

import (
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
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

// TreeError reports a tree that cannot be published.
type TreeError struct {
	Path string
	Err  error
}

func (e *TreeError) Error() string { return "tree: " + strconv.Quote(e.Path) + ": " + e.Err.Error() }
func (e *TreeError) Unwrap() error { return e.Err }

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

// ForeignError reports files on the target that lie on our paths but were not
// put there by this program. They were not touched, and nothing was sent.
type ForeignError struct {
	Target string
	Paths  []string // sorted
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("%s: %d files are not ours: %s", e.Target, len(e.Paths), Some(e.Paths))
}

// OccupiedError reports that a first publish would put the site among something
// else. Nothing was sent. See [Options.OwnFolder].
type OccupiedError struct {
	Target string
	Names  []string // what lies there, sorted, without what begins with a dot
}

func (e *OccupiedError) Error() string {
	return fmt.Sprintf("%s holds something else: %s", e.Target, Some(e.Names))
}

// BusyError reports that another run seems to be publishing to the same target
// for the first time: its files are there, and no finished manifest yet.
type BusyError struct{ Target string }

func (e *BusyError) Error() string { return e.Target + ": another run is under way" }

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

// HostKeyError reports a server whose key is not, or not like this, in
// known_hosts. Nothing was sent.
type HostKeyError struct {
	Host        string // as in known_hosts: host, or [host]:port
	Address     string // host alone
	Port        string
	KeyType     string // such as ssh-ed25519
	Fingerprint string // SHA256:… of the key that the server showed
	File        string // the known_hosts file that was read
	Line        string // the line that would accept the key
	Changed     bool   // another key of the server is in the file, at the places of Known
	Revoked     bool   // the file says that the key is revoked
	Known       []string
}

func (e *HostKeyError) Error() string {
	state := "unknown"
	switch {
	case e.Revoked:
		state = "revoked"
	case e.Changed:
		state = "changed (known: " + strings.Join(e.Known, ", ") + ")"
	}
	return fmt.Sprintf("host key of %s is %s: %s %s\nif the server's keeper confirms this fingerprint, add this line to %s:\n%s",
		e.Host, state, e.KeyType, e.Fingerprint, e.File, e.Line)
}

// HostLineError reports a line of known_hosts that cannot be read and is passed
// over. It stops nothing; see [Options.Notice].
type HostLineError struct {
	File string
	Line int // from 1
	Err  error
}

func (e *HostLineError) Error() string { return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err) }
func (e *HostLineError) Unwrap() error { return e.Err }

// ConnectError reports that there is no server of the right kind at the address.
// Trying again would not help, unless one was there before in the same run.
type ConnectError struct {
	Target string
	Host   string
	Port   string // "" for the usual one
	Reason ConnectReason
	Err    error
}

// ConnectReason says why a server could not be reached.
type ConnectReason string

// The reasons of a ConnectError.
const (
	ConnectHost        ConnectReason = "host"        // no such host
	ConnectRefused     ConnectReason = "refused"     // nothing listens at the port
	ConnectUnreachable ConnectReason = "unreachable" // no way to the host
	ConnectSilent      ConnectReason = "silent"      // no answer in time
	ConnectNoTLS       ConnectReason = "no-tls"      // the server speaks no TLS there
	ConnectNotFTP      ConnectReason = "not-ftp"     // what is there is no FTP server
	ConnectNotSSH      ConnectReason = "not-ssh"     // what is there is no SSH server
)

func (e *ConnectError) Error() string {
	return fmt.Sprintf("connect to %s port %s: %s: %v", e.Host, e.Port, e.Reason, e.Err)
}
func (e *ConnectError) Unwrap() error { return e.Err }

// CertificateError reports a TLS certificate that could not be verified, or a
// File of certificates to trust that cannot be used.
type CertificateError struct {
	Scheme string // of the target
	Host   string
	File   string
	Err    error
}

func (e *CertificateError) Error() string {
	return "certificate of " + e.Host + ": " + e.Err.Error()
}

// code tells what is wrong with a certificate, each with its own cure.
func (e *CertificateError) code(args map[string]string) string {
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	switch {
	case e.File != "":
		args["file"] = e.File
		return "certificate-file"
	case errors.As(e.Err, &name):
		names := slices.Clone(name.Certificate.DNSNames)
		for _, ip := range name.Certificate.IPAddresses {
			names = append(names, ip.String())
		}
		if len(names) == 0 {
			names = []string{name.Certificate.Subject.CommonName}
		}
		args["names"] = Some(names)
		return "certificate-name"
	case errors.As(e.Err, &invalid) && invalid.Reason == x509.Expired:
		args["from"] = invalid.Cert.NotBefore.UTC().Format(time.DateOnly)
		args["until"] = invalid.Cert.NotAfter.UTC().Format(time.DateOnly)
		return "certificate-expired"
	case errors.As(e.Err, &authority) && e.Scheme == schemeFTPS:
		return "certificate-authority-ftps"
	case errors.As(e.Err, &authority):
		return "certificate-authority"
	}
	return "certificate"
}

func (e *CertificateError) Unwrap() error { return e.Err }

// PasswordFileError reports a file of TASSEI_PASSWORD_FILE that cannot be used.
type PasswordFileError struct {
	File   string
	Reason PasswordFileReason
	Err    error
}

// PasswordFileReason says what is wrong with a password's file.
type PasswordFileReason string

// The reasons of a PasswordFileError.
const (
	PasswordFileUnread PasswordFileReason = "unread" // it cannot be read
	PasswordFileOpen   PasswordFileReason = "open"   // others than its owner can read it
	PasswordFileEmpty  PasswordFileReason = "empty"  // its first line holds nothing
)

func (e *PasswordFileError) Error() string {
	return fmt.Sprintf("password file %q: %s: %v", e.File, e.Reason, e.Err)
}
func (e *PasswordFileError) Unwrap() error { return e.Err }

// AuthError reports that the server let us not in.
type AuthError struct {
	Target string
	Tried  []string // agent, key files, password, …
	Err    error
}

func (e *AuthError) Error() string {
	return fmt.Sprintf("%s: not let in (tried %s): %v", e.Target, strings.Join(e.Tried, ", "), e.Err)
}
func (e *AuthError) Unwrap() error { return e.Err }

// RefusedError reports a step that the target answered with a plain no, such as
// a missing permission or a full disk. Trying again would not help.
type RefusedError struct {
	Op   string // read, write, stat, mkdir, remove, connect
	Path string
	Err  error
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("%s %q refused: %v", e.Op, e.Path, e.Err)
}
func (e *RefusedError) Unwrap() error { return e.Err }

// RecordError reports a record of ours on the target that cannot be read:
// damaged, or written by a newer version (errors.Is output.ErrNewerFormat).
type RecordError struct {
	Path string
	Err  error
}

func (e *RecordError) Error() string { return "record " + e.Path + ": " + e.Err.Error() }
func (e *RecordError) Unwrap() error { return e.Err }

// OvertakenError reports that another run began to publish to the same target.
type OvertakenError struct{ Target string }

func (e *OvertakenError) Error() string { return e.Target + ": another run has taken over" }

// BrokenError reports a line that stayed broken through all attempts. The next
// run resumes.
type BrokenError struct {
	Target   string
	Path     string // what was being done
	Attempts int
	Err      error
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("%s: %s failed %d times: %v", e.Target, e.Path, e.Attempts, e.Err)
}
func (e *BrokenError) Unwrap() error { return e.Err }
