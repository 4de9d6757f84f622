package publish

import (
	"cmp"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

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
	state := e.state()
	if state == "changed" {
		state += " (known: " + strings.Join(e.Known, ", ") + ")"
	}
	return fmt.Sprintf("host key of %s is %s: %s %s\nif the server's keeper confirms this fingerprint, add this line to %s:\n%s",
		e.Host, state, e.KeyType, e.Fingerprint, e.File, e.Line)
}

func (e *HostKeyError) state() string {
	switch {
	case e.Revoked:
		return "revoked"
	case e.Changed:
		return "changed"
	}
	return "unknown"
}

func (e *HostKeyError) tell(f facts) string {
	return f.of("host-key-"+e.state(), "host", e.Host, "address", e.Address, "port", e.Port, "type", e.KeyType,
		"fingerprint", e.Fingerprint, "file", e.File, "line", e.Line, "known", strings.Join(e.Known, ", "))
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

func (e *ConnectError) tell(f facts) string {
	return f.of("connect-"+string(e.Reason), "target", e.Target, "host", e.Host, "port", cmp.Or(e.Port, usualPort(e.Target)))
}

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

// tell says what is wrong with a certificate, each with its own cure.
func (e *CertificateError) tell(f facts) string {
	f.of("", "host", e.Host)
	var name x509.HostnameError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	switch {
	case e.File != "":
		return f.of("certificate-file", "file", e.File)
	case errors.As(e.Err, &name):
		names := slices.Clone(name.Certificate.DNSNames)
		for _, ip := range name.Certificate.IPAddresses {
			names = append(names, ip.String())
		}
		if len(names) == 0 {
			names = []string{name.Certificate.Subject.CommonName}
		}
		return f.of("certificate-name", "names", Some(names))
	case errors.As(e.Err, &invalid) && invalid.Reason == x509.Expired:
		return f.of("certificate-expired", "from", invalid.Cert.NotBefore.UTC().Format(time.DateOnly),
			"until", invalid.Cert.NotAfter.UTC().Format(time.DateOnly))
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
func (e *PasswordFileError) tell(f facts) string {
	return f.of("password-file-"+string(e.Reason), "file", e.File)
}

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

func (e *AuthError) tell(f facts) string {
	f.of("", "target", e.Target, "tried", strings.Join(e.Tried, ", "))
	switch scheme, _, _ := strings.Cut(e.Target, "://"); scheme {
	case schemeFTPS, schemeS3:
		return "auth-" + scheme
	}
	return "auth"
}

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

func (e *RefusedError) tell(f facts) string {
	if errors.Is(e.Err, ErrEndless) {
		return f.of("endless", "op", e.Op, "path", e.Path)
	}
	return f.of("refused", "op", e.Op, "path", e.Path)
}

// RecordError reports a record of ours on the target that cannot be read:
// damaged, or written by a newer version (errors.Is output.ErrNewerFormat).
type RecordError struct {
	Path string
	Err  error
}

func (e *RecordError) Error() string       { return "record " + e.Path + ": " + e.Err.Error() }
func (e *RecordError) Unwrap() error       { return e.Err }
func (e *RecordError) tell(f facts) string { return f.of("record", "path", e.Path) }

// OvertakenError reports that another run began to publish to the same target.
type OvertakenError struct{ Target string }

func (e *OvertakenError) Error() string       { return e.Target + ": another run has taken over" }
func (e *OvertakenError) tell(f facts) string { return f.of("overtaken", "target", e.Target) }

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
func (e *BrokenError) tell(f facts) string {
	return f.of("broken", "target", e.Target, "path", e.Path, "attempts", strconv.Itoa(e.Attempts))
}
