package build

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tassei/layouts"
)

// editKind is one kind of edit of the random-edit test. An edit that finds
// nothing to change changes nothing, which is an edit too.
type editKind struct {
	name string
	edit func(w *editedTown)
}

// alter puts something else in the place of a random match in a random file.
func alter(pattern, match string, to func(w *editedTown, was string) string) func(*editedTown) {
	re := regexp.MustCompile(match)
	return func(w *editedTown) {
		name := w.any(w.find(pattern))
		if name == "" {
			return
		}
		text := w.read(name)
		places := re.FindAllStringIndex(text, -1)
		if len(places) == 0 {
			return
		}
		p := places[w.random.IntN(len(places))]
		w.write(name, text[:p[0]]+to(w, text[p[0]:p[1]])+text[p[1]:])
	}
}

func instead(text string) func(*editedTown, string) string {
	return func(*editedTown, string) string { return text }
}

// more writes a random number or letter behind what stands there.
func more(w *editedTown, was string) string {
	return was + string(rune('a'+w.random.IntN(26)))
}

// anotherDigit changes the last digit of a number.
func anotherDigit(w *editedTown, was string) string {
	return was[:len(was)-1] + strconv.Itoa(w.random.IntN(10))
}

var editKinds = []editKind{
	{"a figure", alter("data/FY*/*-*.toml", `(?m)^actual +=.*[0-9]$`, anotherDigit)},
	{"a figure that is explained", explainedFigure},
	{"another figure that is explained", explainedFigure},
	{"a baseline", alter("data/FY*/*-*.toml", `(?m)^baseline +=.*[0-9]$`, anotherDigit)},
	{"a grade", alter("data/FY*/*-*.toml", `(?m)^grade +=.*$`, instead(`grade = "B"`))},
	{"words of a record", alter("data/FY*/*-*.toml", `en = "[A-Z][a-z]+`, more)},
	{"words of a record, in the first language", alter("data/FY*/*-*.toml", `ja = "`, instead(`ja = "新`))},
	{"a section in charge", alter("data/FY*/*-*.toml", `sections = .*`, instead(`sections = ["kikaku"]`))},
	{"a comment of a record file", alter("data/FY*/*-*.toml", `\n\n`, instead("\n\n# 直した\n\n"))},
	{"a broken record", alter("data/FY*/*-*.toml", `(?m)^method.*$`, instead("methd = 1"))},
	{"a comment", alter("content/FY*/*/*/*.md", `[a-z]\.|。`, instead(" and more."))},
	{"another comment", alter("content/FY*/ja/*/*.md", `。`, instead("です。**そして**続く。"))},
	{"a comment with a link", alter("content/FY*/ja/*/*.md", `。`, func(w *editedTown, _ string) string {
		other := w.any(w.find("content/FY2024/ja/*/*.md"))
		return "。[別の指標](" + path.Base(path.Dir(other)) + "-" + strings.TrimSuffix(path.Base(other), ".md") + ")。"
	})},
	{"a comment taken away", func(w *editedTown) {
		if name := w.any(w.find("content/FY*/*/*/*.md")); name != "" {
			w.remove(name)
		}
	}},
	{"a translation taken away", func(w *editedTown) {
		if name := w.any(w.find("content/FY*/en/*/*.md")); name != "" {
			w.remove(name)
		}
	}},
	{"a comment brought back", func(w *editedTown) {
		for name, text := range w.first {
			if _, err := os.Stat(w.path(name)); err != nil && strings.HasPrefix(name, "content/FY") {
				w.write(name, text)
			}
		}
	}},
	{"a comment under another name", func(w *editedTown) {
		if name := w.any(w.find("content/FY*/en/*/*.md")); name != "" {
			w.rename(name, strings.Replace(name, "shihyo", "mokuhyo", 1))
		}
	}},
	{"the plan", alter("data/plan/*.toml", `en = "[A-Z][a-z]+`, more)},
	{"the order of the plan", alter("data/plan/*.toml", `(?m)^order +=.*[0-9]$`, anotherDigit)},
	{"a target of the plan", alter("data/plan/*.toml", `final_target = \{value = [0-9]+`, more)},
	{"sections", alter("data/sections.toml", `ja = "`, instead(`ja = "新`))},
	{"the glossary", alter("data/glossary.toml", `en = "[A-Z][a-z]+`, more)},
	{"a word of the glossary", alter("data/glossary.toml", `word    = \{ja = "[^"]*"`, instead(`word    = {ja = "動画"`))},
	{"the city", alter("data/city.toml", `(?m)^title .*en = "[A-Z][a-z]+`, more)},
	{"share images", alter("data/city.toml", `(?m)^share_images = .*$`, func(_ *editedTown, was string) string {
		if strings.Contains(was, "true") {
			return "share_images = false"
		}
		return "share_images = true"
	})},
	{"files for each indicator", alter("data/city.toml", `(?m)^indicator_downloads = .*$`, func(_ *editedTown, was string) string {
		if strings.Contains(was, "true") {
			return "indicator_downloads = false"
		}
		return "indicator_downloads = true"
	})},
	{"a band", alter("data/city.toml", `from = [0-9]+`, anotherDigit)},
	{"a standing page", alter("content/pages/*/*.md", `[a-z]\.|。`, instead(" and more."))},
	{"a standing page taken away", func(w *editedTown) {
		if name := w.any(w.find("content/pages/en/*.md")); name != "" {
			w.remove(name)
		}
	}},
	{"the settings of a year", alter("data/FY*/year.toml", `(?m)^title .*en = "[A-Z][a-z]+`, more)},
	{"a correction", func(w *editedTown) {
		name := w.any(w.find("data/FY*/year.toml"))
		w.write(name, w.read(name)+"\n[[correction]]\ndate = 2026-0"+strconv.Itoa(1+w.random.IntN(9))+
			"-10\nwas = {ja = \"前\", en = \"before\"}\nnow = {ja = \"後\", en = \"after\"}\nwhy = {ja = \"誤り\", en = \"a slip\"}\n")
	}},
	{"a year to and from a draft", alter("data/FY*/year.toml", `(?m)^status +=.*$`, func(_ *editedTown, was string) string {
		if strings.Contains(was, "draft") {
			return `status = "published"`
		}
		return `status = "draft"`
	})},
	{"a year added", func(w *editedTown) {
		for _, from := range w.find("data/FY2024/*-*.toml", "data/FY2024/year.toml", "content/FY2024/*/*/*.md") {
			text := strings.ReplaceAll(w.read(from), "continues = true\n", "")
			if path.Base(from) == "year.toml" {
				text, _, _ = strings.Cut(text, "[source]")
			}
			w.write(strings.Replace(from, "FY2024", "FY2026", 1), text)
		}
	}},
	{"a year taken away", func(w *editedTown) {
		for _, name := range w.find("data/FY2026/*", "content/FY2026/*/*/*.md") {
			w.remove(name)
		}
	}},
	{"a source document", func(w *editedTown) {
		name := w.any(w.find("data/FY*/source/*"))
		w.write(name, w.read(name)+"one line more\n")
	}},
	{"a record file taken away", func(w *editedTown) { w.remove(w.any(w.find("data/FY*/*-*.toml"))) }},
	{"a stray file", func(w *editedTown) { w.write("data/FY2024/notes.txt", "stray") }},
	{"a hidden file", func(w *editedTown) { w.write("content/.note", strconv.Itoa(w.random.IntN(1000))) }},
	{"a message", func(w *editedTown) {
		words := []string{"The town shows", "We show", "Here is"}[w.random.IntN(3)]
		w.write("layouts/messages/en.toml", "not_stated = \""+words+" nothing\"\n")
	}},
	{"a broken message", func(w *editedTown) { w.write("layouts/messages/en.toml", "[footer]\nnot_there = 1\n") }},
	{"the style", func(w *editedTown) {
		w.ownLayout("assets/site.css", "body { color: #12345"+strconv.Itoa(w.random.IntN(10))+" }\n")
	}},
	{"a layout", func(w *editedTown) {
		w.ownLayout("parts/crumbs.html", []string{"<!-- -->\n", "<p>So</p>\n", "<p>Or so</p>\n"}[w.random.IntN(3)])
	}},
	{"a layout of a page", func(w *editedTown) {
		w.ownLayout("pages/"+[]string{"indicator", "overview", "section", "initiative"}[w.random.IntN(4)]+".html", "\n")
	}},
	{"a broken layout", func(w *editedTown) { w.ownLayout("parts/crumbs.html", "{{.Crmbs}}") }},
	{"a layout taken away", func(w *editedTown) {
		if name := w.any(w.find("layouts/*/*.html", "layouts/*/*.css", "layouts/*/*.toml")); name != "" {
			w.remove(name)
		}
	}},
	{"a seal altered", func(w *editedTown) {
		if name := w.any(w.find("archive/*/*", "archive/*/data/*/*", "archive/*/data/*/*/*")); name != "" {
			w.replaceFile(name, func(text string) string { return text + " " })
		}
	}},
	{"a file of a seal in its own place", func(w *editedTown) {
		if name := w.any(w.find("archive/*/data/*/*.html", "archive/*/data/*/*/*.html")); name != "" {
			w.replaceFile(name, func(text string) string { return text })
		}
	}},
	{"a seal made", func(w *editedTown) {
		if len(w.find("archive/FY*")) > 0 && len(w.find("archive/FY2023")) == 0 {
			w.undo = append(w.undo, func() { w.must(os.RemoveAll(w.path("archive/FY2023"))) })
			_ = w.seal(2023, "2024-09-30")
		}
	}},
	{"a seal taken away", func(w *editedTown) {
		if len(w.find("archive/FY2023")) > 0 {
			w.must(os.RemoveAll(w.path("archive/FY2023")))
		}
	}},
	{"the same bytes again", func(w *editedTown) {
		name := w.any(w.find("data/*.toml", "data/*/*.toml", "content/*/*/*.md", "content/*/*/*/*.md"))
		w.write(name, w.read(name))
	}},
	{"times alone", func(w *editedTown) {
		name := w.path(w.any(w.find("data/*/*.toml", "content/*/*/*/*.md")))
		w.must(os.Chtimes(name, time.Now(), time.Now().Add(-time.Hour)))
	}},
	{"times put back", timesPutBack},
	{"a file in another's place", func(w *editedTown) {
		name := w.any(w.find("content/FY*/ja/*/*.md"))
		text := strings.Replace(w.read(name), "。", "！", 1)
		w.back(name)
		beside := w.path(name) + "~"
		w.must(os.WriteFile(beside, []byte(text), 0o666))
		w.must(os.Rename(beside, w.path(name)))
	}},
	{"all as it was at first", func(w *editedTown) {
		for name, text := range w.first {
			if now, err := os.ReadFile(w.path(name)); err != nil || string(now) != text {
				w.write(name, text)
			}
		}
		for _, name := range w.find("data/FY2026/*", "content/FY2026/*/*/*.md", "layouts/*/*", "data/*/notes.txt") {
			if _, ok := w.first[name]; !ok {
				w.remove(name)
			}
		}
	}},

	{"a page of the site altered", onPage(func(w *editedTown, name string) {
		text, err := os.ReadFile(name)
		w.must(err)
		if len(text) > 0 {
			text[w.random.IntN(len(text))] ^= 1
		}
		w.must(os.WriteFile(name, text, 0o666))
	})},
	{"a page altered with its times put back", onPage(func(w *editedTown, name string) {
		info, err := os.Stat(name)
		w.must(err)
		w.must(os.WriteFile(name, []byte(strings.Repeat("x", int(info.Size()))), 0o666))
		w.must(os.Chtimes(name, info.ModTime(), info.ModTime()))
	})},
	{"a page of the site taken away", onPage(func(w *editedTown, name string) { w.must(os.Remove(name)) })},
	{"a folder of the site taken away", onPage(func(w *editedTown, name string) {
		w.must(os.RemoveAll(filepath.Join(filepath.Dir(name), "sections")))
	})},
	{"a stranger in the site", onPage(func(w *editedTown, name string) {
		w.must(os.WriteFile(filepath.Join(filepath.Dir(name), "stray.html"), []byte("x"), 0o666))
	})},
	{"a page of the site replaced by a link", onPage(func(w *editedTown, name string) {
		w.must(os.Rename(name, name+"~"))
		w.must(os.Symlink(filepath.Base(name)+"~", name))
	})},
	{"the whole site taken away", func(w *editedTown) { w.must(os.RemoveAll(w.out)) }},
	{"the memory taken away", func(w *editedTown) { w.spoilRecords(func([]byte) []byte { return nil }) }},
	{"the memory cut short", func(w *editedTown) {
		w.spoilRecords(func(b []byte) []byte { return b[:w.random.IntN(len(b)+1)] })
	}},
	{"the memory altered", func(w *editedTown) {
		w.spoilRecords(func(b []byte) []byte {
			if len(b) > 0 {
				b[w.random.IntN(len(b))] ^= byte(1 << w.random.IntN(8))
			}
			return b
		})
	}},
	{"an earlier memory", func(w *editedTown) {
		old := map[string][]byte{}
		for _, name := range w.records() {
			old[name], _ = os.ReadFile(name)
		}
		explainedFigure(w)
		w.compare("before an earlier memory")
		for name, b := range old {
			w.must(os.WriteFile(name, b, 0o666))
		}
	}},
	{"the memory of another folder", func(w *editedTown) {
		other := *w.rebuilder
		other.town, other.out = filepath.Join(w.t.TempDir(), "other"), filepath.Join(w.t.TempDir(), "public")
		w.must(os.CopyFS(other.town, os.DirFS(townDir)))
		mine := w.records()
		other.build()
		for _, name := range w.records() {
			for _, own := range mine {
				if name != own && path.Ext(name) == path.Ext(own) {
					b, err := os.ReadFile(name)
					w.must(err)
					w.must(os.WriteFile(own, b, 0o666))
				}
			}
		}
	}},
	{"another program", func(w *editedTown) {
		// One that would have written other bytes: its site stands, its memory is there.
		was := ownDigest
		ownDigest = func() ([32]byte, error) {
			sum, err := was()
			sum[0] ^= byte(1 + w.random.IntN(255))
			return sum, err
		}
		w.compare("by another program")
		ownDigest = was
	}},
	{"a build that is killed", (*editedTown).kill},
}

// replaceFile puts another file in a file's place, also where that is read-only.
// A folder stays as it is.
func (w *editedTown) replaceFile(name string, how func(string) string) {
	info, err := os.Lstat(w.path(name))
	w.must(err)
	if info.IsDir() {
		return
	}
	was := w.read(name)
	put := func(text string) {
		w.must(os.Remove(w.path(name)))
		w.must(os.WriteFile(w.path(name), []byte(text), info.Mode()))
	}
	w.undo = append(w.undo, func() { put(was) })
	put(how(was))
}

// onPage does something to a random file of the site, if there is one.
func onPage(do func(w *editedTown, name string)) func(*editedTown) {
	return func(w *editedTown) {
		if name := w.page(); name != "" {
			do(w, name)
		}
	}
}

// ownLayout puts a layout of the town over the program's, with something more.
func (w *editedTown) ownLayout(name, more string) {
	text, err := fs.ReadFile(layouts.FS, name)
	w.must(err)
	w.write("layouts/"+name, string(text)+more)
}

// spoilRecords alters the memory of builds; nil takes it away.
func (w *editedTown) spoilRecords(how func([]byte) []byte) {
	for _, name := range w.records() {
		b, err := os.ReadFile(name)
		w.must(err)
		if b = how(b); b == nil {
			w.must(os.Remove(name))
			continue
		}
		w.must(os.WriteFile(name, b, 0o666))
	}
}

var actualLine = regexp.MustCompile(`(?m)^actual +=.*[0-9]\n(?:published .*\n)?`)

// explainedFigure changes a figure and says why the printed rate is another.
func explainedFigure(w *editedTown) {
	name := w.any(w.find("data/FY*/*-*.toml"))
	text := w.read(name)
	places := actualLine.FindAllStringIndex(text, -1)
	if len(places) == 0 {
		return
	}
	p := places[w.random.IntN(len(places))]
	line, rest, _ := strings.Cut(text[p[0]:p[1]], "\n")
	record, _, _ := strings.Cut(text[p[1]:], "[[record]]")
	if strings.Contains(rest, "published") && !strings.Contains(record, "difference") {
		rest += "difference = {ja = \"資料のとおり\", en = \"As printed\"}\n"
	}
	w.write(name, text[:p[0]]+anotherDigit(w, line)+"\n"+rest+text[p[1]:])
}

// timesPutBack changes a file and gives it the times that it had.
func timesPutBack(w *editedTown) {
	name := w.any(w.find("content/FY*/ja/*/*.md"))
	if name == "" {
		return
	}
	info, err := os.Stat(w.path(name))
	w.must(err)
	w.write(name, strings.Replace(w.read(name), "。", "、", 1))
	w.must(os.Chtimes(w.path(name), info.ModTime(), info.ModTime()))
}
