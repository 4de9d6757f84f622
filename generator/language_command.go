package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"tassei/generator/lang"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/layouts"
)

// runNewLanguage writes the messages of a language that the program does not have, to
// be translated: those of English, which the site shows until then.
func runNewLanguage(s *session, args []string) int {
	tag := args[0]
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
	text = inItsWay(text, tag)
	if _, err := output.WriteSet(s.source, []output.Edit{{Path: path, Data: []byte(text), New: true}}); err != nil {
		return s.refused(err)
	}
	s.talk("new language", "path", path, "tag", tag)
	s.listTexts(tag)
	return exitFine
}

// listTexts names the pages and comments that a new language is to have, with what each
// is translated from. None is written: an original would be taken for its translation.
func (s *session) listTexts(tag string) {
	src, _, err := source.Open(s.source)
	if err != nil {
		return
	}
	defer src.Close()
	first := src.City().Languages[0]
	folders, _ := filepath.Glob(filepath.Join(s.source, "content", "*", first))
	for _, folder := range folders {
		from, err := filepath.Rel(s.source, folder)
		if err != nil {
			continue
		}
		files := 0
		_ = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err == nil && !e.IsDir() && strings.HasSuffix(path, ".md") {
				files++
			}
			return nil
		})
		to := filepath.ToSlash(filepath.Join(filepath.Dir(from), tag))
		fmt.Fprintln(s.stdout, s.say("to translate", "to", to+"/", "from", filepath.ToSlash(from)+"/", "n", strconv.Itoa(files)))
	}
}

// inItsWay writes what is known of a language into its messages: its name by its
// speakers, and the signs of its numbers.
func inItsWay(text, tag string) string {
	if own := lang.OwnName(tag); own != "" {
		text = strings.Replace(text, "\nname = \"English\"", "\nname = \""+own+"\"", 1)
	}
	if group, decimal := lang.Signs(tag); decimal != "" {
		text = strings.Replace(text, "\ngroup = \",\"", "\ngroup = \""+group+"\"", 1)
		text = strings.Replace(text, "\ndecimal = \".\"", "\ndecimal = \""+decimal+"\"", 1)
	}
	text = strings.Replace(text, "\npercent_sign = \"%\"", "\npercent_sign = \""+lang.PercentSign(tag)+"\"", 1)
	return englishWords.ReplaceAllString(text, "$1 = \"\"") // lists of English words, of no use in another language
}

// stillEnglish counts the messages of a language that a city adds which are word
// for word the English ones, of those with words; 0 for a language of the program's own.
func stillEnglish(source, tag string) (left, total int) {
	if _, err := fs.Stat(layouts.FS, "messages/"+tag+".toml"); err == nil {
		return 0, 0
	}
	own, err := os.ReadFile(filepath.Join(source, "layouts", "messages", tag+".toml"))
	if err != nil {
		return 0, 0
	}
	english, err := fs.ReadFile(layouts.FS, "messages/en.toml")
	if err != nil {
		return 0, 0
	}
	theirs := messageLines(string(own))
	for key, line := range messageLines(string(english)) {
		if now, ok := theirs[key]; ok && placeholders.ReplaceAllString(line, "") != "" {
			total++
			if now == line {
				left++
			}
		}
	}
	return left, total
}

// placeholders are what a message has besides words.
var placeholders = regexp.MustCompile(`\{[^}]*\}|[^\p{L}]`)

// messageLines are the values of a file of messages by table and key, as written.
func messageLines(text string) map[string]string {
	lines, table := map[string]string{}, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			table = line
		}
		if key, value, ok := strings.Cut(line, " = "); ok && !strings.HasPrefix(line, "#") {
			lines[table+key] = value
		}
	}
	return lines
}

// englishWords are the messages that list words as names and units have them.
var englishWords = regexp.MustCompile(`(?m)^(ones|places) = ".*"$`)
