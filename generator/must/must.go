// Package must ends a test at a step that the test needs and that failed.
package must

import (
	"os"
	"testing"
)

// Succeed ends the test where err says that a step of its own failed.
func Succeed(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
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
