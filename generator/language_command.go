package main

import (
	"io/fs"
	"strings"

	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/layouts"
)

// newLanguage writes the messages of a language that the program does not have, to
// be translated: those of English, which the site shows until then.
func (s *session) newLanguage(tag string) int {
	s.speak(nil)
	if !source.IsTag(tag) {
		return s.wrongUse(s.sayError("no language", "tag", tag))
	}
	if _, err := fs.Stat(layouts.FS, "messages/"+tag+".toml"); err == nil {
		return s.wrongUse(s.sayError("language there", "tag", tag))
	}
	english, err := fs.ReadFile(layouts.FS, "messages/en.toml")
	if err != nil {
		return s.refused(err)
	}
	path := "layouts/messages/" + tag + ".toml"
	text := strings.ReplaceAll(string(english), "\r\n", "\n")
	text = strings.Replace(text, "(English)", "("+tag+", to be translated from English)", 1)
	if _, err := output.WriteSet(s.source, []output.Edit{{Path: path, Data: []byte(text), New: true}}); err != nil {
		return s.refused(err)
	}
	s.talk("new language", "path", path, "tag", tag)
	return exitFine
}
