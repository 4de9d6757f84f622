package main

import (
	"bytes"
	"flag"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tassei/generator/diag"
	"tassei/generator/must"
)

// The page of every command, in both languages, names every flag that its parser
// accepts and no other, each with a line of its own; it says what the command
// does, and its own commands are on it.
func TestHelpNamesEveryFlag(t *testing.T) {
	seen := map[string]bool{}
	every(commands(), "", func(name string, c *command) {
		accepted := flagsAccepted(name)
		for _, lang := range []string{"ja", "en"} {
			page := helpPage(t, append([]string{"help", "--lang", lang}, strings.Fields(name)...)...)
			must.Be(t, helpPage(t, append(strings.Fields(name), "--help", "--lang", lang)...), page, name, "--help says", "help %[1]s says")
			var told []string
			for _, m := range toldFlag.FindAllStringSubmatch(page, -1) {
				told = append(told, m[1])
				seen[m[1]] = true
				if about := strings.TrimSpace(m[2]); about == "" || (lang == "ja") != japanese.MatchString(about) {
					t.Errorf("%s, %s: --%s is explained by %q", name, lang, m[1], about)
				}
			}
			slices.Sort(told)
			must.Equal(t, told, accepted, name, lang, "tells", "accepts")
			if !strings.HasPrefix(page, c.about.In(lang)+"\n") || !strings.Contains(page, "tassei "+name) {
				t.Errorf("%s, %s: %s", name, lang, page)
			}
			for _, own := range c.more {
				must.Contain(t, page, "\n  "+name+" "+own.name, name, lang, "nothing of", own.name)
			}
		}
	})
	newSession().flags.VisitAll(func(f *flag.Flag) {
		if !seen[f.Name] {
			t.Errorf("--%s is on no page", f.Name)
		}
	})
}

var (
	toldFlag = regexp.MustCompile(`(?m)^  --([a-z-]+)(?: \S+)?  +(.*)$`)
	japanese = regexp.MustCompile(`[ぁ-んァ-ヶ一-龠]`)
)

// flagsAccepted tries each flag that there is with a command.
func flagsAccepted(name string) (accepted []string) {
	newSession().flags.VisitAll(func(f *flag.Flag) {
		line := append(strings.Fields(name), "--"+f.Name)
		if b, ok := f.Value.(interface{ IsBoolFlag() bool }); !ok || !b.IsBoolFlag() {
			value, known := map[string]string{"jobs": "1", "port": "1", "lang": "en", "format": "json"}[f.Name]
			if !known {
				value = "x"
			}
			line = append(line, value)
		}
		if _, err := newSession().parse(line); err == nil {
			accepted = append(accepted, f.Name)
		}
	})
	slices.Sort(accepted)
	return accepted
}

func helpPage(t *testing.T, args ...string) string {
	t.Helper()
	var out, talk bytes.Buffer
	s := newSession()
	s.stdout, s.stderr = &out, &talk
	if code := s.run(commands(), args); code != exitFine || talk.Len() > 0 {
		t.Fatalf("%q: exit %d\n%s", args, code, &talk)
	}
	return out.String()
}

// Every command has its example wherever it takes arguments, and the example is
// one that it takes.
func TestExamplesOfHelpAreRight(t *testing.T) {
	every(commands(), "", func(name string, c *command) {
		if c.example == "" {
			if c.to > 0 || c.args != "" {
				t.Errorf("%s has no example", name)
			}
			return
		}
		line, ours := strings.CutPrefix(c.example, "tassei "+name)
		s := newSession()
		rest, err := s.parse(append(strings.Fields(name), strings.Fields(line)...))
		if found, full, args := find(s.table, rest); !ours || err != nil || full != name || s.counted(found, full, args) != nil {
			t.Errorf("%s: %s", name, c.example)
		}
	})
}

// A flag that the command does not have names those that it has, the nearest
// first, and where it belongs.
func TestUnknownFlagNamesTheCommandsOwn(t *testing.T) {
	for line, want := range map[string]string{
		"publish --adapt sftp://u@host/x":      "There is no flag --adapt. publish takes: --adopt ",
		"--adapt=1 publish x":                  "There is no flag --adapt. publish takes: --adopt ",
		"--out publish check --sheets 1-i":     "There is no flag --sheets. check takes: --sheet ",
		"archive withdraw FY2024 --reasn x":    "There is no flag --reasn. archive withdraw takes: --reason ",
		"--dry build":                          "There is no flag --dry. build takes: ",
		"--bogus":                              "There is no flag --bogus. build takes: ",
		"publish x --date 2025-09-30":          "publish has no flag --date; it belongs to archive, archive withdraw. publish takes: ",
		"archive verify --reason why":          "archive verify has no flag --reason; it belongs to archive withdraw. archive verify takes: ",
		"publish verify https://x --adopt":     "publish verify has no flag --adopt; it belongs to publish. publish verify takes: ",
		"new FY2025 --languages ja":            "new has no flag --languages; it belongs to new city. new takes: ",
		"archive diff FY2024":                  "Wrong arguments for archive diff. For example: tassei archive diff FY2024 FY2025",
		"archive list all":                     "archive list takes no argument.",
		"explain":                              "explain wants an argument, such as: tassei explain K112",
		"help publsh":                          "There is no command “publsh”.",
		"new city":                             "new city wants an argument, such as: tassei new city mycity",
		"translated --jobs many content/pages": "--jobs wants another value.",
	} {
		var talk bytes.Buffer
		s := newSession()
		s.stdout, s.stderr = io.Discard, &talk
		if code := s.run(commands(), append(strings.Fields(line), "--lang", "en")); code != exitUsage || !strings.HasPrefix(talk.String(), want) {
			t.Errorf("%s: exit %d, %s", line, code, talk.String())
		}
	}
}

// No key has two messages: the second would never be said.
func TestEachMessageHasOneKey(t *testing.T) {
	from := map[string]string{}
	for name, sayings := range map[string]diag.Sayings{"words": words, "archiveWords": archiveWords, "publishWords": publishWords} {
		for key := range sayings {
			must.Be(t, from[key], "", key, "is in", "and in", name)
			from[key] = name
		}
	}
}
