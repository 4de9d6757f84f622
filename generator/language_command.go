package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tassei/generator/lang"
	"tassei/generator/ordinary"
	"tassei/generator/output"
	"tassei/generator/pattern"
	"tassei/generator/source"
	"tassei/layouts"
)

// runNewLanguage writes what a language that the program does not have is to have, to be
// translated: the messages in English, which the site shows until then, with the Japanese
// above each, and the standing pages in the first language; and lists all that is to be done.
func runNewLanguage(s *session, args []string) int {
	tag := args[0]
	src, _, err := source.Open(s.source)
	var languages []string
	if err == nil {
		defer src.Close()
		languages = src.City().Languages
	}
	s.speak(languages)
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
	japanese, err := fs.ReadFile(layouts.FS, "messages/ja.toml")
	if err != nil {
		return s.refused(err)
	}
	text := strings.ReplaceAll(string(english), "\r\n", "\n")
	_, text, _ = strings.Cut(text, "\n") // what it says of itself is said of this one
	text = s.say("messages head", "tag", tag) + "\n" + s.formsOf(tag) + withOriginals(inItsWay(text, tag), messageLines(string(japanese)))
	edits := []output.Edit{{Path: path, Data: []byte(text), New: true}}
	if len(languages) > 0 {
		edits = append(edits, s.pagesToTranslate(languages[0], tag)...)
	}
	if _, err := output.WriteSet(s.source, edits); err != nil {
		return s.refused(err)
	}
	if len(languages) > 0 && languages[0] == tag {
		s.talk("new own language", "path", path)
		return exitFine
	}
	s.talk("new language", "path", path, "tag", tag)
	for _, e := range edits[1:] {
		s.talk("new page", "path", e.Path)
	}
	if len(languages) > 0 {
		s.listTexts(src, tag)
	}
	return exitFine
}

// formsOf says with which numbers the forms of messages are said, in a language that
// has others than one and several.
func (s *session) formsOf(tag string) string {
	forms := lang.PluralForms(tag)
	if slices.Equal(forms, []string{"one", "other"}) || len(forms) == 1 {
		return ""
	}
	var said []string
	for _, form := range forms {
		numbers := lang.InPlural(tag, form)
		if form == "other" && numbers == nil {
			numbers = lang.InPlural(tag, "many") // for which it stands
		}
		said = append(said, "."+form+" ("+strings.Trim(fmt.Sprint(numbers[:min(len(numbers), 4)]), "[]")+")")
	}
	return s.say("messages forms", "forms", strings.Join(said, " ")) + "\n"
}

// pagesToTranslate are the standing pages of a new language: those of the first, until
// they are translated. Until then check counts them as missing, and the site shows the
// original as such.
func (s *session) pagesToTranslate(first, tag string) (edits []output.Edit) {
	pages, _ := filepath.Glob(filepath.Join(s.source, "content", "pages", first, "*.md"))
	for _, page := range pages {
		to := "content/pages/" + tag + "/" + filepath.Base(page)
		original, err := ordinary.ReadFile(page)
		if _, there := os.Stat(filepath.Join(s.source, filepath.FromSlash(to))); err == nil && os.IsNotExist(there) {
			edits = append(edits, output.Edit{Path: to, Data: original, New: true})
		}
	}
	return edits
}

// withOriginals puts above each message with words the Japanese one.
func withOriginals(text string, japanese map[string]string) string {
	var b strings.Builder
	table := ""
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "[") {
			table = strings.TrimSpace(line)
		}
		key, value, ok := strings.Cut(strings.TrimRight(line, "\n"), " = ")
		if ja := japanese[table+key]; ok && !strings.HasPrefix(line, "#") && ja != value && placeholders.ReplaceAllString(ja, "") != "" {
			b.WriteString("# ja = " + ja + "\n")
		}
		b.WriteString(line)
	}
	return b.String()
}

// listTexts names the pages and comments that a new language is to have, with what each
// is translated from, and counts the texts of the TOML files. No comment is written here:
// there are many, and each is written in the browser beside its original.
func (s *session) listTexts(src *source.Source, tag string) {
	first, total := src.City().Languages[0], 0
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
		total += files
		to := filepath.ToSlash(filepath.Join(filepath.Dir(from), tag))
		fmt.Fprintln(s.stdout, s.say("to translate", "to", to+"/", "from", filepath.ToSlash(from)+"/", "n", strconv.Itoa(files)))
	}
	for _, c := range src.Coverage() {
		if n := c.Total - total; n > 0 {
			fmt.Fprintln(s.stdout, s.say("to translate data", "tag", tag, "from", first, "n", strconv.Itoa(n)))
			break // the others have as many
		}
	}
}

// inItsWay writes what is known of a language into its messages: its name by its
// speakers, and the signs of its numbers.
func inItsWay(text, tag string) string {
	text = strings.Replace(text, "\nname = \"English\"", "\nname = \""+cmp.Or(lang.OwnName(tag), tag)+"\"", 1)
	if group := lang.GroupSign(tag); group != "" {
		text = strings.Replace(text, "\ngroup = \",\"", "\ngroup = \""+group+"\"", 1)
	}
	if _, decimal := lang.Signs(tag); decimal != "" {
		text = strings.Replace(text, "\ndecimal = \".\"", "\ndecimal = \""+decimal+"\"", 1)
	}
	text = strings.Replace(text, "\npercent_sign = \"%\"", "\npercent_sign = \""+lang.PercentSign(tag)+"\"", 1)
	if lang.Base(tag) == "en" {
		return text
	}
	text = inItsForms(text, tag)
	return englishWords.ReplaceAllString(text, "$1 = \"\"") // lists of English words, of no use in another language
}

// inItsForms gives each message that English has for one and for others the forms of
// another language: Polish has one for 2, 3 and 4, too.
func inItsForms(text, tag string) string {
	var b strings.Builder
	one := ""
	for line := range strings.Lines(text) {
		key, value, _ := strings.Cut(line, " = ")
		if strings.HasSuffix(key, ".one") {
			one = value
			continue
		}
		plain, counted := strings.CutSuffix(key, ".other")
		if !counted {
			b.WriteString(line)
			continue
		}
		for _, form := range lang.PluralForms(tag) {
			said := value
			if form == "one" && (strings.Contains(one, "{n}") || !lang.NeedsNumber(tag, form)) {
				said = one // 1 file
			}
			b.WriteString(plain + "." + form + " = " + said)
		}
	}
	return b.String()
}

// stillEnglish counts the messages of a language that a city adds: those that are still
// in English or Japanese or are empty, and all of them.
func stillEnglish(source, tag string) (left, total int) {
	if _, err := fs.Stat(layouts.FS, "messages/"+lang.Base(tag)+".toml"); err == nil {
		return 0, 0
	}
	own, err := ordinary.ReadFile(filepath.Join(source, "layouts", "messages", tag+".toml"))
	if err != nil {
		return 0, 0
	}
	english, err := fs.ReadFile(layouts.FS, "messages/en.toml")
	japanese, err2 := fs.ReadFile(layouts.FS, "messages/ja.toml")
	if err != nil || err2 != nil {
		return 0, 0
	}
	originals, others := messageLines(string(english)), messageLines(string(japanese))
	for key, now := range messageLines(string(own)) {
		line, ok := originals[key]
		if at := strings.LastIndexByte(key, '.'); !ok && at >= 0 && slices.Contains(lang.AllPluralForms, key[at+1:]) {
			line, ok = originals[key[:at]+".other"]
		}
		if ok && placeholders.ReplaceAllString(line, "") != "" {
			total++
			other := others[key]
			if now == line || now == `""` && other != `""` || lang.Untranslated(other, now, tag) { // where the Japanese has no word, another language may have none
				left++
			}
		}
	}
	return left, total
}

// placeholders are what a message has besides words.
var placeholders = pattern.New(`\{[^}]*\}|[^\p{L}]`)

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
var englishWords = pattern.New(`(?m)^(ones|places) = ".*"$`)
