package desk

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"tassei/generator/kpi"
	"tassei/generator/pattern"
	"tassei/generator/source"
)

// cityWriter writes the files of a new city out of those that it starts from,
// which are in Japanese and English.
type cityWriter struct{ CityOptions }

// files are what a file of the start becomes, by path.
func (w *cityWriter) files(name, text string) map[string]string {
	switch {
	case strings.HasPrefix(name, "content/pages/"):
		return w.page(name, text)
	case name == "data/city.toml":
		text = w.city(text)
	case strings.HasPrefix(name, "data/plan/") || strings.HasPrefix(name, "data/YEAR/"):
		text = w.records(text)
	}
	if !slices.Contains(w.Languages, "ja") {
		text = abroad(name, text)
	}
	if strings.HasSuffix(name, ".toml") {
		text = w.texts(w.comments(text))
	}
	name = strings.Replace(name, "/YEAR/", "/"+w.Year.String()+"/", 1)
	if dot := dotFiles[path.Base(name)]; dot != "" {
		name = path.Join(path.Dir(name), dot)
	}
	return map[string]string{name: w.words(text)}
}

// words fills in what stands in braces, and the name of the city.
func (w *cityWriter) words(text string) string {
	d := &draft{tag: spoken(w.first()), year: w.Year, city: &kpi.City{Languages: w.Languages, Calendar: kpi.Calendar{FirstMonth: w.FirstMonth}}}
	text = strings.NewReplacer("{year}", w.Year.String(), "{next}", (w.Year + 1).String(), "{after}", itoa(int(w.Year)+1), "{fiscal}", d.fiscalYear(w.Year), "{period}", d.period()).Replace(text)
	if !slices.Contains(w.Languages, "en") || w.first() != "ja" {
		text = withoutLine(withoutLine(text, "- 英語は参考訳"), "- The English is a reference")
	}
	return strings.NewReplacer("○○市", w.name("ja"), "○○ City", w.name("en")).Replace(text)
}

// name is the city's in a language, or the one to be replaced. Where the city does
// not write Japanese, its first name stands for those that were not given.
func (w *cityWriter) name(tag string) string {
	name := w.Names[tag]
	if tag == w.first() || name == "" && w.first() != "ja" {
		name = w.Name
	}
	if tag == "ja" {
		return cmp.Or(name, "○○市")
	}
	return cmp.Or(name, "○○ City")
}

// bilingual is a text of the start.
var bilingual = pattern.New(`\{ja = "((?:[^"\\]|\\.)*)", en = "((?:[^"\\]|\\.)*)"`)

// abroad leaves out of a file what only a place in Japan needs, and calls things as
// others do.
func abroad(name, text string) string {
	if strings.HasSuffix(name, ".md") {
		if _, english, ok := strings.Cut(text, "\n---\n\n"); ok {
			text = strings.Replace(english, " (English)", "", 1)
		}
		return strings.ReplaceAll(text, "⑴-ア", "1-a")
	}
	text = withoutLine(text, "also    = [\"ＫＰＩ\"]")
	return strings.NewReplacer("kikaku", "planning", "WCAG 2.2 and JIS X 8341-3:2016", "WCAG 2.2").Replace(text)
}

// texts writes each text in the languages of the city. Of those in which the
// program has no words, the first gets the English ones, to be put right; what is
// missing in a further one is left out, and check counts it.
func (w *cityWriter) texts(text string) string {
	return bilingual.ReplaceAllStringFunc(text, func(found string) string {
		m := bilingual.FindStringSubmatch(found)
		var list []string
		for i, tag := range w.Languages {
			words := m[2]
			if tag == "ja" {
				words = m[1]
			}
			name := words == "○○ City" && w.Names[tag] != ""
			if i > 0 && spoken(tag) != tag && !name {
				continue
			}
			list = append(list, fmt.Sprintf("%s = \"%s\"", tag, strings.NewReplacer("○○市", w.name(tag), "○○ City", w.name(tag)).Replace(words)))
		}
		return "{" + strings.Join(list, ", ")
	})
}

// usable is a line that waits to be used: # actual =
var usable = pattern.New(`^\[*[a-z_]+\]* *=`)

// comments keeps those that the clerks of the city read: Japanese where they do,
// English else, and both where the city writes both.
func (w *cityWriter) comments(text string) string {
	japanese := slices.Contains(w.Languages, "ja")
	others := slices.ContainsFunc(w.Languages, func(tag string) bool { return tag != "ja" })
	var kept []string
	for _, line := range strings.Split(text, "\n") {
		words, isComment := strings.CutPrefix(line, "# ")
		isJapanese := strings.ContainsFunc(words, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) })
		example := usable.MatchString(words)
		switch {
		case !isComment || example:
		case isJapanese && !japanese, !isJapanese && !others:
			continue
		}
		kept = append(kept, line)
	}
	return strings.Join(kept, "\n")
}

var languagesLine = pattern.New(`(?m)^languages = .*\n`)

// city writes the settings that the options change.
func (w *cityWriter) city(text string) string {
	text = strings.Replace(text, `["ja", "en"]`, list(w.Languages), 1)
	text = w.code(text)
	if w.FirstMonth != 0 {
		text = languagesLine.ReplaceAllString(text, fmt.Sprintf("${0}first_month = %d\n", w.FirstMonth))
	}
	for i, name := range w.Levels {
		text += fmt.Sprintf("\n[[level]]\nid   = \"level-%d\"\nname = {%s}\n", i+1, w.same(name))
	}
	for i, name := range w.kinds() {
		if w.first() == "ja" && slices.ContainsFunc(kpi.BuiltInKinds, func(k kpi.KindOf) bool { return string(k.Word) == name }) {
			continue // it needs no declaration
		}
		text += fmt.Sprintf("\n[[kind]]\nid   = %q\nname = {%s}\n", w.kindID(i), w.same(name))
	}
	return text
}

// code writes the place's code, or leaves out the line where none was given and
// the place has no Japanese one.
func (w *cityWriter) code(text string) string {
	const line = `code      = "000001"`
	scheme, code, other := strings.Cut(w.Code, ":")
	switch {
	case other:
		return withoutComments(strings.Replace(text, line, fmt.Sprintf("code        = %q\ncode_scheme = %q", code, scheme), 1))
	case w.Code != "":
		return withoutComments(strings.Replace(text, line, fmt.Sprintf("code      = %q", w.Code), 1))
	case w.first() != "ja":
		return withoutComments(strings.Replace(text, line+"\n", "", 1))
	}
	return text
}

// withoutComments leaves out the comments about the placeholder of the code.
func withoutComments(text string) string {
	return withoutLine(withoutLine(withoutLine(text, "# 全国地方公共団体コード"), "# 000001"), "# Put your municipality code")
}

// same is a name in the first language, in which it was given; check asks for
// the others.
func (w *cityWriter) same(name string) string {
	return fmt.Sprintf("%s = \"%s\"", w.first(), name)
}

// kinds are those that the city declares: its own, or where the built-in ones
// would be in a language that it does not write, one.
func (w *cityWriter) kinds() []string {
	if len(w.Kinds) == 0 && w.first() != "ja" {
		return []string{"Indicator"}
	}
	return w.Kinds
}

// kindIDs are the ids of kinds that are called so; others are counted.
var kindIDs = map[string]string{"指標": "shihyo", "目標": "mokuhyo", "成果指標": "seika", "活動指標": "katsudo", "数値目標": "suchi", "重要業績評価指標": "kpi", "KPI": "kpi", "KGI": "kgi"}

func (w *cityWriter) kindID(i int) string {
	name := w.kinds()[i]
	if id := kindIDs[name]; id != "" {
		return id
	}
	id := strings.Map(func(r rune) rune {
		if r = unicode.ToLower(r); r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, name)
	if len(id) < 3 || len(id) > 20 {
		return "kind" + itoa(i+1)
	}
	return id
}

// records puts the city's kinds in place of the built-in ones, and the example
// under the levels.
func (w *cityWriter) records(text string) string {
	if w.first() != "ja" {
		text = strings.ReplaceAll(text, "⑴-ア", "1-a")
	}
	if len(w.Levels) > 1 {
		text = strings.Replace(text, "order = 1\n", "order = 1\nparent = \""+strings.Repeat("1-", len(w.Levels)-2)+"1\"\n", 1)
	}
	kinds := w.kinds()
	if len(kinds) == 0 {
		return text
	}
	second := min(1, len(kinds)-1)
	number := "1"
	if second == 0 {
		number = "2"
		at := strings.LastIndex(text, "number    = 1")
		if at > strings.Index(text, "number    = 1") {
			text = text[:at] + "number    = 2" + text[at+len("number    = 1"):]
		}
	}
	return strings.NewReplacer(`"指標"`, `"`+kinds[0]+`"`, `"目標"`, `"`+kinds[second]+`"`,
		`"shihyo-1"`, `"`+w.kindID(0)+`-1"`, `"mokuhyo-1"`, `"`+w.kindID(second)+"-"+number+`"`).Replace(text)
}

// nodes are the sheets of the levels above the example.
func (w *cityWriter) nodes() map[string]string {
	files := map[string]string{}
	mark := " (an example)"
	if w.first() == "ja" {
		mark = "（例）"
	}
	sheet, parent := "1", ""
	for i := range max(0, len(w.Levels)-1) {
		text := fmt.Sprintf("code  = \"%s\"\nname  = {%s}\norder = 1\n", sheet, w.same(w.Levels[i]+" 1"+mark))
		if parent != "" {
			text += fmt.Sprintf("parent = %q\n", parent)
		}
		files[source.PlanFile(sheet)] = text
		sheet, parent = sheet+"-1", sheet
	}
	return files
}

// withoutLine leaves out the lines that begin with some words.
func withoutLine(text, begin string) string {
	var kept []string
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, begin) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
