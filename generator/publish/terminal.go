package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// ErrNoTerminal says that there is nobody to ask.
var ErrNoTerminal = errors.New("no terminal to ask at")

// TerminalSecret makes the function for [Options.Secret]: it shows the words of
// a question on the terminal and reads the answer without showing it. It never
// reads from a pipe or file, so that no secret ends up in a script. Who answers
// with Ctrl+C gets the error context.Canceled.
func TerminalSecret(words func(Question) string) func(Question) (string, error) {
	return func(q Question) (string, error) {
		in, out, closer, err := openTerminal()
		if err != nil {
			return "", ErrNoTerminal
		}
		defer closer.Close()
		// What a server writes must not drive the terminal.
		q.Text = strings.Map(func(r rune) rune {
			if control(r) {
				return ' '
			}
			return r
		}, q.Text)
		// Before the question shows, so that a quick answer does not show either.
		// Ctrl+C is read as a key then: as a signal it would wait for the answer.
		before, err := term.MakeRaw(int(in.Fd()))
		if err != nil {
			return "", err
		}
		defer term.Restore(int(in.Fd()), before)
		secret, err := term.NewTerminal(terminal{in, out}, "").ReadPassword(words(q) + " ")
		if errors.Is(err, io.EOF) {
			fmt.Fprint(out, "\r\n")
			err = context.Canceled
		}
		return secret, err
	}
}

type terminal struct {
	io.Reader
	io.Writer
}

// openTerminal finds the terminal, even if standard input is something else.
func openTerminal() (in *os.File, out io.Writer, closer io.Closer, err error) {
	if term.IsTerminal(int(os.Stdin.Fd())) {
		return os.Stdin, os.Stderr, io.NopCloser(nil), nil
	}
	tty, err := os.OpenFile("/dev/tty", os.O_RDWR, 0)
	if err != nil {
		return nil, nil, nil, err
	}
	if !term.IsTerminal(int(tty.Fd())) {
		tty.Close()
		return nil, nil, nil, ErrNoTerminal
	}
	return tty, tty, tty, nil
}
