// Package must ends a test at a step that the test needs and that failed, and tells
// what is not as it must be.
package must

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// Succeed ends the test where err says that a step of its own failed, and of what.
func Succeed(t testing.TB, err error, of ...any) {
	t.Helper()
	if err != nil {
		t.Fatal(strings.TrimSpace(words(of) + " " + err.Error()))
	}
}

// Be tells where a test got another value than it wants, and of what: the words that are given.
func Be[T comparable](t testing.TB, got, want T, of ...any) {
	t.Helper()
	if got == want {
		return
	}
	verb := "%v"
	if s, ok := any(got).(string); ok && !strings.Contains(s, "\n") {
		verb = "%q"
	}
	t.Errorf("%s\n got "+verb+"\nwant "+verb, words(of), got, want)
}

// Equal is Be for lists.
func Equal[S ~[]E, E comparable](t testing.TB, got, want S, of ...any) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s\n got %v\nwant %v", words(of), got, want)
	}
}

// Contain tells where a text does not have a part.
func Contain(t testing.TB, text, part string, of ...any) {
	t.Helper()
	if !strings.Contains(text, part) {
		t.Errorf("%s\nno %q in\n%s", words(of), part, text)
	}
}

// words writes what a failure is about, side by side.
func words(of []any) string {
	for i, word := range of {
		if text, ok := word.([]byte); ok {
			of[i] = string(text)
		}
	}
	return strings.TrimSpace(fmt.Sprintln(of...))
}

// Err is the error of a call whose other result the test does not look at.
func Err(_ any, err error) error { return err }

// Read is what a file holds that must be there.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	Succeed(t, err)
	return data
}
