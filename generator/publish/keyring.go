package publish

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

var errPasswordRefused = errors.New("the server did not take the password")

// Question asks for a secret.
type Question struct {
	Kind QuestionKind
	User string // of the account
	Host string
	File string // for AskPassphrase the key's file
	Text string // for AskServer what the server asks
}

// QuestionKind says which secret is wanted.
type QuestionKind string

// The kinds of questions.
const (
	AskPassword   QuestionKind = "password"   // of the account
	AskPassphrase QuestionKind = "passphrase" // of a key file
	AskServer     QuestionKind = "server"     // what the server's own words ask for, such as a one-time code
)

// keyring holds the ways to show who we are: the agent, key files, and what
// was typed.
type keyring struct {
	place place
	opts  Options

	mu       sync.Mutex
	tried    []string
	failure  error                 // why the terminal gave no answer
	password string                // the last that was typed, or the one that was given
	given    string                // where the password was given: the name of an environment variable
	accepted bool                  // the server took it
	signers  map[string]ssh.Signer // opened key files
	locked   map[string]bool       // key files whose passphrase was not given
}

// The environment variables that give a password to a run at which nobody sits.
const (
	passwordEnv     = "TASSEI_PASSWORD"
	passwordFileEnv = "TASSEI_PASSWORD_FILE"
)

func newKeyring(p place, opts Options) (*keyring, error) {
	k := &keyring{place: p, opts: opts, signers: map[string]ssh.Signer{}, locked: map[string]bool{}}
	if file := opts.Env(passwordFileEnv); file != "" {
		password, err := readPassword(file)
		if err != nil {
			return nil, err
		}
		k.password, k.given = password, passwordFileEnv
	}
	if password := opts.Env(passwordEnv); password != "" {
		k.password, k.given = password, passwordEnv
	}
	return k, nil
}

// readPassword takes the first line of a file that nobody but its owner can
// read. Windows has no such modes.
func readPassword(file string) (string, error) {
	found, err := os.Stat(file)
	var text []byte
	if err == nil {
		if !found.Mode().IsRegular() {
			return "", &PasswordFileError{File: file, Reason: PasswordFileUnread, Err: errNotRegular}
		}
		if runtime.GOOS != "windows" && found.Mode().Perm()&0o077 != 0 {
			return "", &PasswordFileError{File: file, Reason: PasswordFileOpen, Err: fmt.Errorf("mode %s", octal(found.Mode()))}
		}
		text, err = os.ReadFile(file)
	}
	if err != nil {
		return "", &PasswordFileError{File: file, Reason: PasswordFileUnread, Err: err}
	}
	line, _, _ := strings.Cut(string(text), "\n")
	if line = strings.TrimSuffix(line, "\r"); line == "" {
		return "", &PasswordFileError{File: file, Reason: PasswordFileEmpty, Err: io.ErrUnexpectedEOF}
	}
	return line, nil
}

// keyFiles are the names that OpenSSH looks for.
var keyFiles = []string{"id_ed25519", "id_ecdsa", "id_rsa"}

// methods gives the ways in, in order: keys of the agent, then key files, then
// what is typed. The closer is for the agent's line.
func (k *keyring) methods() ([]ssh.AuthMethod, io.Closer) {
	k.tried = nil
	closer := io.Closer(io.NopCloser(nil))
	var fromAgent func() ([]ssh.Signer, error)
	if socket := k.opts.Env("SSH_AUTH_SOCK"); socket != "" {
		if conn, err := net.Dial("unix", socket); err == nil {
			closer = conn
			fromAgent = agent.NewClient(conn).Signers
		}
	}
	methods := []ssh.AuthMethod{ssh.PublicKeysCallback(func() ([]ssh.Signer, error) {
		var all []ssh.Signer
		if fromAgent != nil {
			// An agent that fails is like one without keys.
			if signers, err := fromAgent(); err == nil && len(signers) > 0 {
				k.try("agent")
				all = append(all, signers...)
			}
		}
		return append(all, k.files(all)...), nil
	})}
	if k.opts.Secret != nil || k.given != "" {
		methods = append(methods,
			ssh.RetryableAuthMethod(ssh.PasswordCallback(k.askPassword), 3),
			ssh.KeyboardInteractive(k.answer))
	}
	return methods, closer
}

// files opens the key files; one that the agent holds is not opened again.
func (k *keyring) files(have []ssh.Signer) []ssh.Signer {
	var signers []ssh.Signer
	names := keyFiles
	folder := sshFolder(k.opts.Env)
	if one := k.opts.Env("TASSEI_SSH_KEY"); one != "" {
		folder, names = filepath.Dir(one), []string{filepath.Base(one)}
	}
	for _, name := range names {
		file := filepath.Join(folder, name)
		if k.inAgent(file, have) {
			continue
		}
		signer := k.open(file)
		if signer != nil {
			k.try(file)
			signers = append(signers, signer)
		}
	}
	return signers
}

func (k *keyring) inAgent(file string, have []ssh.Signer) bool {
	text, err := os.ReadFile(file + ".pub")
	if err != nil {
		return false
	}
	public, _, _, _, err := ssh.ParseAuthorizedKey(text)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(have, func(s ssh.Signer) bool { return bytes.Equal(s.PublicKey().Marshal(), public.Marshal()) })
}

func (k *keyring) open(file string) ssh.Signer {
	k.mu.Lock()
	defer k.mu.Unlock()
	if signer := k.signers[file]; signer != nil || k.locked[file] {
		return signer
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	signer, err := ssh.ParsePrivateKey(text)
	var missing *ssh.PassphraseMissingError
	if errors.As(err, &missing) {
		if k.opts.Secret == nil {
			return nil
		}
		var phrase string
		phrase, err = k.opts.Secret(Question{Kind: AskPassphrase, User: k.place.user, Host: k.place.host, File: file})
		switch {
		case err == nil:
			signer, err = ssh.ParsePrivateKeyWithPassphrase(text, []byte(phrase))
		case errors.Is(err, context.Canceled):
			k.failure = err // who gave up is not asked for a password instead
		}
	}
	if err != nil {
		k.locked[file] = true // not asked again on the next line
		return nil
	}
	k.signers[file] = signer
	return signer
}

// askPassword is called again when the server did not take the answer.
func (k *keyring) askPassword() (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.failure != nil {
		return "", k.failure
	}
	if k.accepted && k.password != "" {
		return k.password, nil
	}
	if k.given != "" {
		// It was not taken if we come here again. Nobody is asked instead: whoever
		// gave one does not sit at the terminal.
		if slices.Contains(k.tried, k.given) {
			k.failure = errPasswordRefused
			return "", k.failure
		}
		k.tried = append(k.tried, k.given)
		return k.password, nil
	}
	if k.opts.Secret != nil {
		k.tried = append(k.tried, "password")
	}
	answer, err := k.ask(Question{Kind: AskPassword})
	if err == nil {
		k.password = answer
	}
	return answer, err
}

// ask asks the person at the terminal. Who cannot be asked, or gives up, is not let in.
func (k *keyring) ask(q Question) (answer string, err error) {
	if k.opts.Secret == nil {
		err = ErrNoTerminal
	} else {
		q.User, q.Host = k.place.user, k.place.host
		answer, err = k.opts.Secret(q)
	}
	if err != nil {
		k.failure = err
		return "", err
	}
	return answer, nil
}

func (k *keyring) answer(_, _ string, questions []string, echos []bool) ([]string, error) {
	answers := make([]string, len(questions))
	for i, text := range questions {
		var err error
		if len(questions) == 1 && !echos[i] {
			answers[i], err = k.askPassword() // the password under another name
		} else {
			answers[i], err = k.ask(Question{Kind: AskServer, Text: text})
		}
		if err != nil {
			return nil, err
		}
	}
	return answers, nil
}

// list says what was tried.
func (k *keyring) list() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.tried)
}

func (k *keyring) try(what string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.tried = append(k.tried, what)
}

// accept remembers that the server let us in, so that after a broken line the
// same answer is given again and nobody is asked.
func (k *keyring) accept() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.accepted = true
}

// explain makes a refused login an *AuthError. Once the server has shown a known
// key, all that goes wrong is about who we are, unless the line broke.
func (k *keyring) explain(err error, keyKnown bool) error {
	if isOurs(err) {
		return first(err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.failure != nil:
		return &AuthError{Target: k.place.text, Tried: k.tried, Err: k.failure}
	case !keyKnown, onTheLine(err):
		return err
	}
	return &AuthError{Target: k.place.text, Tried: k.tried, Err: err}
}

// onTheLine reports whether an error is trouble on the line, not an answer.
func onTheLine(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}
