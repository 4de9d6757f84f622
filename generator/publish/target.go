package publish

import (
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/pattern"
)

// The ways to send.
const (
	schemeDir  = "dir"
	schemeZip  = "zip"
	schemeSFTP = "sftp"
	schemeFTPS = "ftps"
	schemeS3   = "s3"
	schemeHTTP = "http"
)

// place is a target that was understood.
type place struct {
	text   string // as given; it holds no password
	scheme string
	user   string
	host   string // or bucket
	port   string
	path   string // a path of this machine for dir and zip; absolute for sftp and ftps; the prefix for s3
}

// parseTarget reads a target. What holds no "://" is a path on this machine.
func parseTarget(target string) (place, error) {
	fail := func(reason TargetReason) (place, error) {
		return place{}, &TargetError{Target: withoutPassword(target), Reason: reason}
	}
	if strings.TrimSpace(target) == "" {
		return fail(TargetEmpty)
	}
	scheme, _, isURL := strings.Cut(target, "://")
	if reason := otherWay(target); !isURL && reason != "" {
		return fail(reason)
	}
	if !isURL {
		p := place{text: target, scheme: schemeDir, path: target}
		if strings.HasSuffix(strings.ToLower(target), ".zip") {
			p.scheme = schemeZip
		}
		return p, nil
	}
	switch scheme {
	case schemeSFTP, schemeFTPS, schemeS3:
	case "http", "https":
		return fail(TargetReadOnly)
	default:
		return fail(TargetScheme)
	}
	u, err := url.Parse(target)
	if err != nil {
		return fail(TargetSyntax)
	}
	if reason := unusable(u); reason != "" {
		return fail(reason)
	}
	p := place{text: target, scheme: scheme, user: u.User.Username(), host: u.Hostname(), port: u.Port()}
	if scheme == schemeS3 {
		if p.user != "" || p.port != "" {
			return fail(TargetSyntax)
		}
		p.path = strings.Trim(path.Clean("/"+u.Path), "/")
		return p, nil
	}
	if p.user == "" {
		return fail(TargetUser)
	}
	if u.Path == "" {
		return fail(TargetPath)
	}
	p.path = path.Clean(u.Path)
	return p, nil
}

// copyForm is how other programs write a place on a server: user@host:/var/www.
var copyForm = pattern.New(`^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:`)

// otherWay is why something that would be a folder here by its form is none that anybody
// means, "" for others.
func otherWay(target string) TargetReason {
	lower := strings.ToLower(target)
	switch {
	case copyForm.MatchString(target):
		return TargetCopy
	case slices.ContainsFunc([]string{".tar", ".tar.gz", ".tgz", ".tar.xz", ".7z", ".rar", ".lzh"}, func(end string) bool { return strings.HasSuffix(lower, end) }):
		return TargetPacked
	}
	return ""
}

// unusable is why no target has such an address, "" for one that any can have.
func unusable(u *url.URL) TargetReason {
	if _, has := u.User.Password(); has {
		return TargetPassword
	}
	if u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return TargetExtra
	}
	if u.Hostname() == "" {
		return TargetHost
	}
	if strings.ContainsFunc(u.Path+u.User.Username(), control) {
		return TargetPath
	}
	for _, name := range strings.Split(u.Path, "/") {
		if name == ".." || name == "." {
			return TargetPath
		}
	}
	if port, err := strconv.ParseUint(u.Port(), 10, 16); u.Port() != "" && (err != nil || port == 0) {
		return TargetSyntax
	}
	return ""
}

// usualPort is where a server listens if the target names no port.
func usualPort(target string) string {
	scheme, _, _ := strings.Cut(target, "://")
	return map[string]string{schemeSFTP: "22", schemeFTPS: "21", "http": "80", "https": "443"}[scheme]
}

func control(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }

// withoutPassword keeps a password out of messages and logs.
func withoutPassword(target string) string {
	scheme, rest, isURL := strings.Cut(target, "://")
	if !isURL {
		return target
	}
	// The last @ before the path ends the user part, however strange it is.
	authority, tail, _ := strings.Cut(rest, "/")
	at := strings.LastIndexByte(authority, '@')
	if at < 0 {
		return target
	}
	user, _, hasPassword := strings.Cut(authority[:at], ":")
	if !hasPassword {
		return target
	}
	text := scheme + "://" + user + authority[at:]
	if tail != "" {
		text += "/" + tail
	}
	return text
}
