package main

import (
	"bytes"
	"crypto/x509"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/publish"
)

// reasons are the values of a type of package publish that tells kinds of
// errors apart, as they stand in its source.
func reasons(t *testing.T, kind string) []string {
	t.Helper()
	text := slices.Concat(must.Read(t, "publish/errors.go"), must.Read(t, "publish/errors_server.go"))
	var list []string
	for _, m := range regexp.MustCompile(`(?m)^\t\w+ +`+kind+` += "([^"]+)"`).FindAllSubmatch(text, -1) {
		list = append(list, string(m[1]))
	}
	if len(list) == 0 {
		t.Fatalf("no values of %s", kind)
	}
	return list
}

// Each error of publishing is told in both languages, with all its particulars
// put in and nothing of the program's own tongue.
func TestEveryPublishFaultHasWords(t *testing.T) {
	cause := errors.New("the cause")
	var all []error
	for _, r := range reasons(t, "TargetReason") {
		all = append(all, &publish.TargetError{Target: "x", Variable: "V", Reason: publish.TargetReason(r)})
	}
	for _, r := range reasons(t, "ConnectReason") {
		all = append(all, &publish.ConnectError{Target: "sftp://x/y", Host: "x", Reason: publish.ConnectReason(r), Err: cause})
	}
	for _, r := range reasons(t, "PasswordFileReason") {
		all = append(all, &publish.PasswordFileError{File: "f", Reason: publish.PasswordFileReason(r), Err: cause})
	}
	for _, r := range reasons(t, "Guard") {
		all = append(all, &publish.GuardError{Guard: publish.Guard(r), Paths: []string{"p"}})
	}
	for _, err := range []error{
		cause, x509.HostnameError{Certificate: &x509.Certificate{}, Host: "h"}, x509.UnknownAuthorityError{},
		x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired},
	} {
		all = append(all, &publish.CertificateError{Scheme: "ftps", Host: "h", Err: err}, &publish.CertificateError{Scheme: "s3", Host: "h", Err: err})
	}
	for _, target := range []string{"sftp://x", "ftps://x", "s3://x"} {
		all = append(all, &publish.AuthError{Target: target, Tried: []string{"password"}, Err: cause})
		if target != "s3://x" {
			all = append(all, &publish.AuthError{Target: target, Err: publish.ErrNoTerminal})
		}
	}
	all = append(all,
		&publish.CertificateError{File: "f", Err: cause},
		&publish.TreeError{Path: "p", Err: cause}, &publish.TreeError{Path: "index.html", Err: cause},
		&publish.SourceError{Path: "p", Err: cause}, &publish.SourceError{Path: "p", Changed: true},
		&publish.ForeignError{Target: "t", Paths: []string{"p"}},
		&publish.OccupiedError{Target: "t", Names: []string{"p"}}, &publish.BusyError{Target: "t"},
		&publish.BackError{Target: "t", Reason: publish.BackNothing}, &publish.BackError{Target: "t", Reason: publish.BackChanged},
		&publish.BackError{Target: "t", Reason: publish.BackLacking, Paths: []string{"p"}},
		&publish.TakenBackError{Target: "t", Paths: []string{"p"}}, &publish.TakenBackError{Target: "t", Since: time.Now()},
		&publish.HostKeyError{Host: "h"}, &publish.HostKeyError{Changed: true}, &publish.HostKeyError{Revoked: true},
		&publish.RefusedError{Op: "write", Path: "p", Err: cause}, &publish.RefusedError{Path: "p", Err: publish.ErrEndless}, &publish.RecordError{Path: "p", Err: cause},
		&publish.OvertakenError{Target: "t"}, &publish.BrokenError{Target: "t", Path: "p", Err: cause}, publish.ErrNoSet,
	)
	for _, err := range all {
		for _, tag := range []string{"ja", "en"} {
			var screen bytes.Buffer
			s := newSession()
			s.lang, s.stderr, s.changes = tag, &screen, "DIR"
			if code := s.publishFault(err, "sftp://x"); code != exitProblems && code != exitUsage {
				t.Errorf("%T: exit %d", err, code)
			}
			text := screen.String()
			if strings.ContainsAny(text, "{}") || strings.HasPrefix(text, "publish ") || strings.HasPrefix(text, "target ") || strings.Contains(text, "error(s)") {
				t.Errorf("%T %v in %s: %q", err, err, tag, text)
			}
			must.Be(t, regexp.MustCompile(`\p{Hiragana}`).MatchString(text), (tag == "ja"), err, err, "is in", tag, text)
		}
	}
}

// What is shown while it works names what is done: nothing is sent to a folder,
// and nothing by a verification. It says so too where only files are counted.
func TestMeterSaysWhatIsDone(t *testing.T) {
	for doing, word := range map[string]string{"sending": "Sending", "writing": "Writing", "reading": "Reading back"} {
		for _, p := range []publish.Progress{{Files: 1, FilesTotal: 4, Bytes: 10, BytesTotal: 40}, {Files: 1, FilesTotal: 4, Bytes: 9}} {
			var screen bytes.Buffer
			s := newSession()
			s.lang, s.stderr = "en", &screen
			m := s.meter(doing)
			m.start = time.Now().Add(-10 * time.Second)
			m.tell(p)
			if text := screen.String(); !strings.HasPrefix(text, word+" 1/4 files") || !strings.Contains(text, "30s left") {
				t.Errorf("%s: %q", doing, text)
			}
		}
	}
	for target, word := range map[string]string{"out": "holds the site", "site.zip": "holds the site", "sftp://h/x": "is published"} {
		var screen bytes.Buffer
		s := newSession()
		s.lang, s.stderr = "en", &screen
		s.sent(publish.Result{Sent: 1}, nil, target)
		others := []string{"is published", "holds the site", " sent"}
		if target == "sftp://h/x" {
			others = others[1:2]
		} else {
			others = slices.Delete(others, 1, 2)
		}
		for _, other := range others {
			if strings.Contains(screen.String(), other) {
				t.Errorf("%s: %q", target, screen.String())
			}
		}
		must.Contain(t, screen.String(), word, target)
	}
}

// A run that fails says what stands at the target: nothing of it, a part of it, or all.
func TestFailedRunSaysWhatStands(t *testing.T) {
	key, line := &publish.HostKeyError{Host: "h", Changed: true, Known: []string{"known_hosts:3"}}, &publish.BrokenError{Target: "sftp://h/x", Err: errors.New("reset")}
	for _, c := range []struct {
		result  publish.Result
		err     error
		says    string
		nothing bool
	}{
		{publish.Result{}, key, "Nothing was sent.", true},
		{publish.Result{}, &publish.CertificateError{Host: "h", Err: errors.New("no")}, "Nothing was sent.", true},
		{publish.Result{Sent: 12}, key, "12 files had been sent to sftp://h/x", false},
		{publish.Result{Sent: 12}, line, "12 files had been sent to sftp://h/x", false},
		{publish.Result{Sent: 12, There: output.Manifest{}}, line, "Run it again to go on.", false},
	} {
		var screen bytes.Buffer
		s := newSession()
		s.lang, s.stderr = "en", &screen
		if code := s.sent(c.result, c.err, "sftp://h/x"); code != exitProblems {
			t.Errorf("exit %d", code)
		}
		text := strings.TrimSpace(screen.String())
		if !strings.Contains(text, c.says) || strings.Contains(text, "Nothing was sent") != c.nothing || strings.Contains(text, "had been sent") != (c.result.Sent > 0 && c.result.There == nil) {
			t.Errorf("%+v, %v: %s", c.result, c.err, text)
		}
	}
}
