package output

import (
	"os"
	"runtime"
	"testing"

	"tassei/generator/must"
)

func TestScratchIsGoneWhenItIsClosed(t *testing.T) {
	f, err := NewScratch()
	must.Succeed(t, err)
	if _, err := os.Stat(f.Name()); runtime.GOOS != "windows" && !os.IsNotExist(err) {
		t.Errorf("a program that is killed would leave it: %v", err)
	}
	if _, err := f.WriteAt([]byte("much"), 3); err != nil {
		t.Error(err)
	}
	b := make([]byte, 4)
	if _, err := f.ReadAt(b, 3); err != nil || string(b) != "much" {
		t.Errorf("%q, %v", b, err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(f.Name()); !os.IsNotExist(err) {
		t.Errorf("the file was left: %v", err)
	}
}
