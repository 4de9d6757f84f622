package publish

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
)

// Explain gives an error of this package as a stable code and its particulars,
// for messages in the reader's language. Codes: target, tree, source,
// source-changed, foreign, occupied, busy, taken-back, taken-back-since, back-REASON,
// guard-removals, guard-pages, guard-years,
// guard-seals, host-key-unknown, host-key-changed, host-key-revoked,
// connect-REASON, certificate, certificate-name, certificate-expired,
// certificate-authority, certificate-authority-ftps, certificate-file,
// password-file-REASON, auth, auth-ftps, auth-s3, refused, record, overtaken, broken. Any other error gives
// the code "" and only the argument error.
func Explain(err error) (code string, args map[string]string) {
	named := facts{}
	if err == nil {
		return "", named
	}
	named.cause(err)
	told := first(err)
	if code = named.ofTree(told); code == "" {
		code = named.ofServer(told)
	}
	return code, named
}

// facts are what an error names.
type facts map[string]string

func (f facts) set(pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		f[pairs[i]] = pairs[i+1]
	}
}

func (f facts) cause(err error) {
	if err != nil {
		f["error"] = err.Error()
	}
}

// ofTree tells what is wrong with what is to be sent, or with what is there; ""
// for another error.
func (f facts) ofTree(err error) string {
	switch e := err.(type) {
	case *TargetError:
		f.set("target", e.Target, "variable", e.Variable, "reason", string(e.Reason))
		return "target"
	case *TreeError:
		f.set("path", e.Path)
		f.cause(e.Err)
		return "tree"
	case *SourceError:
		f.set("path", e.Path)
		if e.Changed {
			return "source-changed"
		}
		f.cause(e.Err)
		return "source"
	case *ForeignError:
		f.set("target", e.Target, "count", strconv.Itoa(len(e.Paths)), "paths", Some(e.Paths))
		return "foreign"
	case *OccupiedError:
		f.set("target", e.Target, "count", strconv.Itoa(len(e.Names)), "names", Some(e.Names))
		return "occupied"
	case *BusyError:
		f.set("target", e.Target)
		return "busy"
	case *TakenBackError:
		f.set("target", e.Target, "count", strconv.Itoa(len(e.Paths)), "paths", Some(e.Paths))
		if e.Since.IsZero() {
			return "taken-back"
		}
		f.set("since", e.Since.Local().Format("2006-01-02 15:04"))
		return "taken-back-since"
	case *BackError:
		f.set("target", e.Target, "count", strconv.Itoa(len(e.Paths)), "paths", Some(e.Paths))
		return "back-" + string(e.Reason)
	case *GuardError:
		f.set("count", strconv.Itoa(e.Count), "of", strconv.Itoa(e.Of), "paths", Some(e.Paths),
			"limit", strconv.FormatFloat(e.Limit*100, 'f', -1, 64))
		return "guard-" + string(e.Guard)
	}
	return ""
}

// ofServer tells what went wrong with a server; "" for another error.
func (f facts) ofServer(err error) string {
	switch e := err.(type) {
	case *HostKeyError:
		f.set("host", e.Host, "address", e.Address, "port", e.Port, "type", e.KeyType, "fingerprint", e.Fingerprint,
			"file", e.File, "line", e.Line, "known", strings.Join(e.Known, ", "))
		switch {
		case e.Revoked:
			return "host-key-revoked"
		case e.Changed:
			return "host-key-changed"
		}
		return "host-key-unknown"
	case *ConnectError:
		f.set("target", e.Target, "host", e.Host, "port", cmp.Or(e.Port, usualPort(e.Target)))
		f.cause(e.Err)
		return "connect-" + string(e.Reason)
	case *CertificateError:
		f.set("host", e.Host)
		f.cause(e.Err)
		return e.code(f)
	case *PasswordFileError:
		f.set("file", e.File)
		f.cause(e.Err)
		return "password-file-" + string(e.Reason)
	case *AuthError:
		f.set("target", e.Target, "tried", strings.Join(e.Tried, ", "))
		f.cause(e.Err)
		switch scheme, _, _ := strings.Cut(e.Target, "://"); scheme {
		case schemeFTPS, schemeS3:
			return "auth-" + scheme
		}
		return "auth"
	case *RefusedError:
		f.set("op", e.Op, "path", e.Path)
		if errors.Is(e.Err, ErrEndless) {
			return "endless"
		}
		f.cause(e.Err)
		return "refused"
	case *RecordError:
		f.set("path", e.Path)
		f.cause(e.Err)
		return "record"
	case *OvertakenError:
		f.set("target", e.Target)
		return "overtaken"
	case *BrokenError:
		f.set("target", e.Target, "path", e.Path, "attempts", strconv.Itoa(e.Attempts))
		f.cause(e.Err)
		return "broken"
	}
	return ""
}

// first finds the outermost error of this package in a chain or a joined
// error, and else gives the error itself.
func first(err error) error {
	if found := firstOurs(err); found != nil {
		return found
	}
	return err
}

func firstOurs(err error) error {
	switch err.(type) {
	case *TargetError, *TreeError, *SourceError, *ForeignError, *OccupiedError, *BusyError, *TakenBackError, *BackError, *GuardError, *HostKeyError, *ConnectError,
		*CertificateError, *PasswordFileError, *AuthError, *RefusedError, *RecordError, *OvertakenError, *BrokenError:
		return err
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return firstOurs(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, part := range e.Unwrap() {
			if found := firstOurs(part); found != nil {
				return found
			}
		}
	}
	return nil
}

func isOurs(err error) bool { return firstOurs(err) != nil }

// Some joins the first paths of a list.
func Some(paths []string) string {
	const most = 10
	if len(paths) <= most {
		return strings.Join(paths, ", ")
	}
	return strings.Join(paths[:most], ", ") + ", …"
}
