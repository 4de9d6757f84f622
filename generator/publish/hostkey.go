package publish

import (
	"cmp"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"tassei/generator/output"
	"tassei/generator/pattern"
)

// knownHosts is what known_hosts says of one server.
type knownHosts struct {
	file       string // where the user's own list is
	address    string // host:port
	callback   ssh.HostKeyCallback
	algorithms []string          // of the keys that are listed; nil for any
	accepted   bool              // the server has shown a key that is known
	unread     []error           // lines of the lists that cannot be read, as *HostLineErrors
	names      map[string]string // the real names of lists that were read from a copy
}

// systemHosts is where OpenSSH keeps the hosts that the machine's keeper knows.
const systemHosts = "/etc/ssh/ssh_known_hosts"

func readKnownHosts(address string, env func(string) string) (*knownHosts, error) {
	k := &knownHosts{address: address, file: filepath.Join(sshFolder(env), "known_hosts")}
	var files []string
	for _, name := range []string{k.file, systemHosts} {
		if found, err := os.Stat(name); err == nil && found.Mode().IsRegular() {
			files = append(files, name)
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) && name == k.file {
			return nil, &RefusedError{Op: "read", Path: name, Err: err}
		}
	}
	var err error
	if k.callback, err = knownhosts.New(files...); err != nil {
		if err := k.readAround(files); err != nil {
			return nil, err
		}
	}
	k.algorithms = k.listed()
	return k, nil
}

// hostLine is how package knownhosts names a line that it cannot read.
var hostLine = pattern.New(`^knownhosts: (.*):([0-9]+): (?s:(.*))$`)

// readAround reads lists in which lines cannot be read, without those lines: a
// slip in one must not keep us from all the others.
func (k *knownHosts) readAround(files []string) error {
	folder, err := output.OpenFolder(os.TempDir())
	if err != nil {
		return &RefusedError{Op: "read", Path: k.file, Err: err}
	}
	defer folder.Close()
	k.names = map[string]string{}
	var copies []string
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return &RefusedError{Op: "read", Path: file, Err: err}
		}
		lines := strings.Split(string(text), "\n")
		// Nobody else can guess the name, and so put another list there.
		short := "tassei-known-hosts-" + rand.Text() + "/list"
		name := filepath.Join(os.TempDir(), filepath.FromSlash(short))
		k.names[name] = file
		defer folder.Remove(short)
		for {
			if err := folder.Put(short, strings.NewReader(strings.Join(lines, "\n"))); err != nil {
				return &RefusedError{Op: "read", Path: file, Err: err}
			}
			_, err := knownhosts.New(name)
			if err == nil {
				break
			}
			found := hostLine.FindStringSubmatch(err.Error())
			number := 0
			if found != nil {
				number, _ = strconv.Atoi(found[2])
			}
			if number < 1 || number > len(lines) || lines[number-1] == "" {
				return &RefusedError{Op: "read", Path: file, Err: err}
			}
			k.unread = append(k.unread, &HostLineError{File: file, Line: number, Err: errors.New(found[3])})
			lines[number-1] = ""
		}
		copies = append(copies, name)
	}
	k.callback, err = knownhosts.New(copies...)
	if err != nil {
		return &RefusedError{Op: "read", Path: k.file, Err: err}
	}
	return nil
}

// at names a line of a list.
func (k *knownHosts) at(file string, line int) string {
	return fmt.Sprintf("%s:%d", cmp.Or(k.names[file], file), line)
}

// listed asks for the kinds of keys that are known of the server. Without
// this a server that prefers another kind would seem to have changed its key.
func (k *knownHosts) listed() []string {
	var unknown *knownhosts.KeyError
	if !errors.As(k.callback(k.address, &net.TCPAddr{}, noKey{}), &unknown) {
		return nil
	}
	var algorithms []string
	for _, want := range unknown.Want {
		kinds := []string{want.Key.Type()}
		if want.Key.Type() == ssh.KeyAlgoRSA {
			kinds = []string{ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256}
		}
		for _, kind := range kinds {
			if !slices.Contains(algorithms, kind) {
				algorithms = append(algorithms, kind)
			}
		}
	}
	return algorithms
}

// noKey is a key that no server has.
type noKey struct{}

func (noKey) Type() string                        { return "none" }
func (noKey) Marshal() []byte                     { return []byte("none") }
func (noKey) Verify([]byte, *ssh.Signature) error { return errors.New("no key") }

// check accepts a server's key or says in a *HostKeyError why not.
func (k *knownHosts) check(host string, remote net.Addr, key ssh.PublicKey) error {
	err := k.callback(host, remote, key)
	if err == nil {
		k.accepted = true
		return nil
	}
	name, port, _ := net.SplitHostPort(k.address)
	report := &HostKeyError{
		Host: knownhosts.Normalize(k.address), Address: name, Port: port,
		KeyType: key.Type(), Fingerprint: ssh.FingerprintSHA256(key),
		File: k.file, Line: knownhosts.Line([]string{k.address}, key),
	}
	var revoked *knownhosts.RevokedError
	var unknown *knownhosts.KeyError
	switch {
	case errors.As(err, &revoked):
		report.Revoked = true
		report.Known = []string{k.at(revoked.Revoked.Filename, revoked.Revoked.Line)}
	case errors.As(err, &unknown):
		report.Changed = len(unknown.Want) > 0
		for _, want := range unknown.Want {
			report.Known = append(report.Known, k.at(want.Filename, want.Line))
		}
	default:
		return &CertificateError{Host: name, Err: err}
	}
	return report
}

func sshFolder(env func(string) string) string {
	return filepath.Join(home(env), ".ssh")
}

// home is where keys and credentials lie: HOME, or USERPROFILE on Windows.
func home(env func(string) string) string {
	return cmp.Or(env("HOME"), env("USERPROFILE"))
}
