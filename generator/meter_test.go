package main

import (
	"errors"
	"strings"
	"testing"

	"tassei/generator/publish"
)

// TestServersWordsAreShown shows what a server says as text: a terminal obeys none of it.
func TestServersWordsAreShown(t *testing.T) {
	var told strings.Builder
	s := newSession()
	s.stderr = &told
	words := "550 \x1b]0;x\x07\u202ebusy"
	s.meter("sending").tell(publish.Progress{Path: "index.html", Retry: errors.New(words)})
	told.WriteString(s.question(publish.Question{Kind: publish.AskServer, Host: "town.example", Text: words}))
	if got := told.String(); strings.ContainsAny(got, "\x1b\x07\u202e") || strings.Count(got, "busy") != 2 {
		t.Errorf("%q", got)
	}
}
