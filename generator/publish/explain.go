package publish

import (
	"cmp"
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
	args = map[string]string{}
	if err == nil {
		return "", args
	}
	args["error"] = err.Error()
	set := func(pairs ...string) {
		for i := 0; i < len(pairs); i += 2 {
			args[pairs[i]] = pairs[i+1]
		}
	}
	cause := func(err error) {
		if err != nil {
			args["error"] = err.Error()
		}
	}
	switch e := first(err).(type) {
	case *TargetError:
		set("target", e.Target, "variable", e.Variable, "reason", string(e.Reason))
		return "target", args
	case *TreeError:
		set("path", e.Path)
		cause(e.Err)
		return "tree", args
	case *SourceError:
		set("path", e.Path)
		if e.Changed {
			return "source-changed", args
		}
		cause(e.Err)
		return "source", args
	case *ForeignError:
		set("target", e.Target, "count", strconv.Itoa(len(e.Paths)), "paths", some(e.Paths))
		return "foreign", args
	case *OccupiedError:
		set("target", e.Target, "count", strconv.Itoa(len(e.Names)), "names", some(e.Names))
		return "occupied", args
	case *BusyError:
		set("target", e.Target)
		return "busy", args
	case *TakenBackError:
		set("target", e.Target, "count", strconv.Itoa(len(e.Paths)), "paths", some(e.Paths))
		if e.Since.IsZero() {
			return "taken-back", args
		}
		set("since", e.Since.Local().Format("2006-01-02 15:04"))
		return "taken-back-since", args
	case *BackError:
		set("target", e.Target, "count", strconv.Itoa(len(e.Paths)), "paths", some(e.Paths))
		return "back-" + string(e.Reason), args
	case *GuardError:
		set("count", strconv.Itoa(e.Count), "of", strconv.Itoa(e.Of), "paths", some(e.Paths),
			"limit", strconv.FormatFloat(e.Limit*100, 'f', -1, 64))
		return "guard-" + string(e.Guard), args
	case *HostKeyError:
		set("host", e.Host, "address", e.Address, "port", e.Port, "type", e.KeyType, "fingerprint", e.Fingerprint,
			"file", e.File, "line", e.Line, "known", strings.Join(e.Known, ", "))
		switch {
		case e.Revoked:
			return "host-key-revoked", args
		case e.Changed:
			return "host-key-changed", args
		}
		return "host-key-unknown", args
	case *ConnectError:
		set("target", e.Target, "host", e.Host, "port", cmp.Or(e.Port, usualPort(e.Target)))
		cause(e.Err)
		return "connect-" + string(e.Reason), args
	case *CertificateError:
		set("host", e.Host)
		cause(e.Err)
		return e.code(args), args
	case *PasswordFileError:
		set("file", e.File)
		cause(e.Err)
		return "password-file-" + string(e.Reason), args
	case *AuthError:
		set("target", e.Target, "tried", strings.Join(e.Tried, ", "))
		cause(e.Err)
		switch scheme, _, _ := strings.Cut(e.Target, "://"); scheme {
		case schemeFTPS, schemeS3:
			return "auth-" + scheme, args
		}
		return "auth", args
	case *RefusedError:
		set("op", e.Op, "path", e.Path)
		cause(e.Err)
		return "refused", args
	case *RecordError:
		set("path", e.Path)
		cause(e.Err)
		return "record", args
	case *OvertakenError:
		set("target", e.Target)
		return "overtaken", args
	case *BrokenError:
		set("target", e.Target, "path", e.Path, "attempts", strconv.Itoa(e.Attempts))
		cause(e.Err)
		return "broken", args
	}
	return "", args
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

// some joins the first paths of a list.
func some(paths []string) string {
	const most = 10
	if len(paths) <= most {
		return strings.Join(paths, ", ")
	}
	return strings.Join(paths[:most], ", ") + ", …"
}
