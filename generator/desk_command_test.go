package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"tassei/generator/desk"
)

type discard struct{ io.Writer }

func (discard) Close() error { return nil }

// The preview tells of sealed years in the words of the site, though their
// files come with the built site only.
func TestPreviewListsSeals(t *testing.T) {
	dir := town(t)
	if code, _, talk := tassei(t, "archive", "FY2022", "--source", dir, "--date", "2023-09-29", "--quiet"); code != exitFine {
		t.Fatalf("exit %d\n%s", code, talk)
	}
	var page []byte
	s := newSession()
	if _, err := s.parse([]string{"--source", dir, "--quiet"}); err != nil {
		t.Fatal(err)
	}
	list, err := s.preview(desk.Output{
		Write: func(path string, data []byte) error {
			if path == "en/archive.html" {
				page = bytes.Clone(data)
			}
			return nil
		},
		Create: func(string) (io.WriteCloser, error) { return discard{io.Discard}, nil },
	})
	if err != nil || list.Errors() > 0 {
		t.Fatal(err, list.All())
	}
	if text := string(page); !strings.Contains(text, "seal-FY2022") || strings.Contains(text, "FY2022.zip\"") {
		t.Errorf("%s", text)
	}
}
