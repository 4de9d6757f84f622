package main

import (
	"os/exec"
	"runtime"
)

// opener is the program that opens an address in the reader's own browser.
func opener(system, address string) (name string, args []string) {
	switch system {
	case "windows":
		// Not "start", which would take a character of the address for its own.
		return "rundll32", []string{"url.dll,FileProtocolHandler", address}
	case "darwin":
		return "open", []string{address}
	}
	return "xdg-open", []string{address}
}

// browse opens a page of serve. Where there is no browser nothing happens: the
// address has been told already.
func browse(address string) {
	name, args := opener(runtime.GOOS, address)
	c := exec.Command(name, args...)
	if c.Start() == nil {
		go c.Wait()
	}
}
