package source

import (
	"os"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/pattern"
	"tassei/generator/prose"
)

// comments reads the evaluation comments of one sheet in one year, in every
// language, and hangs them on the records.
func (sr *sheetReader) comments(y kpi.YearInfo, rr *recordReader) {
	langs := sr.s.city.Languages
	var records []*kpi.Record
	if rr != nil {
		records = rr.records
	}
	folders := map[string]*os.Root{}
	for _, tag := range langs {
		// Opening files from their own folder spares the way through five.
		if f, err := sr.s.root.OpenRoot(commentFolder(y.Year, tag, sr.in.Sheet)); err == nil {
			folders[tag] = f
			defer f.Close()
		}
	}
	missed := sr.s.hasContent(y.Year) && (y.Draft || sr.mostlyWritten(y.Year, records))
	for _, rec := range records {
		rec.Comment = map[string]kpi.Comment{}
		original, there := sr.comment(y, rec, folders, langs[0], nil, missed)
		for _, tag := range langs[1:] {
			sr.comment(y, rec, folders, tag, original, there)
		}
	}
	sr.strays(y, rr)
}

// mostlyWritten reports whether at least half of a sheet's indicators have a comment. Where fewer have one, the city
// remarks on some, such as those that fell behind, and the others lack nothing.
func (sr *sheetReader) mostlyWritten(y Year, records []*kpi.Record) bool {
	folder, written := commentFolder(y, sr.s.city.Languages[0], sr.in.Sheet), 0
	for _, rec := range records {
		if sr.s.exists(folder + rec.Indicator.ID.Local() + ".md") {
			written++
		}
	}
	return written*2 >= len(records)
}

// comment reads one comment file. wanted tells of a translation that there is an original to translate, of an original
// that is only welcome that it would be missed; a translation gets the original.
func (sr *sheetReader) comment(y kpi.YearInfo, rec *kpi.Record, folders map[string]*os.Root, tag string, original wording, wanted bool) (own wording, there bool) {
	local := rec.Indicator.ID.Local()
	file := commentFolder(y.Year, tag, sr.in.Sheet) + local + ".md"
	first := tag == sr.s.city.Languages[0]
	lacking := func(more ...string) {
		sr.add(diag.New("K412", append(more, "id", local, "language", tag, "file", file)...).At(file, 1, 1))
		sr.out.tally.add(tally{tag: {Total: 1}})
	}
	if !sr.s.exists(file) || folders[tag] == nil && sr.s.instead[file] == nil {
		switch {
		case sr.s.told(file):
		case first && sr.renamedFolder(y, tag):
		case first && sr.s.city.Comments != kpi.Required:
			if sr.s.city.Comments == kpi.Optional && wanted {
				sr.add(lenient(diag.New("K411", "id", local, "file", file, "hint", "optional"), true).At(file, 1, 1))
			}
		case first && !y.Draft && sr.lostFolder(y, tag):
		case first:
			sr.add(lenient(diag.New("K411", "id", local, "file", file), y.Draft).At(file, 1, 1))
		case wanted && !first:
			lacking()
		}
		return nil, false
	}
	keys := []string{"original"}
	if first {
		keys = nil
	}
	w, own := sr.s.markdown(folders[tag], file, keys...)
	if !first && w.copied(original, tag) {
		lacking("message", "copied", "first", sr.s.city.Languages[0])
		return nil, false
	}
	c := kpi.Comment{Markdown: w.body}
	switch {
	case len(w.Problems) == 0 && w.toBeWritten():
		sr.add(lenient(diag.New("K419", "id", local, "message", "placeholder", "text", strings.TrimSpace(w.body)), y.Draft).At(file, 1, 1))
	case len(w.Problems) == 0 && !w.shows():
		p := diag.New("K419", "id", local)
		if c, unseen := lang.Unseen(strings.Trim(w.body, " \t\n")); unseen {
			p.Args["message"], p.Args["character"] = "unseen", lang.CodePoint(c)
		}
		sr.add(lenient(p, y.Draft).At(file, 1, 1))
	case first:
		w.saidFigures(rec)
	case !first:
		if c.Stale = w.fresh(tag, original, sr.out.tally); !c.Stale && original != nil {
			w.sameAmounts(rec.Comment[sr.s.city.Languages[0]].Markdown, tag)
		}
	}
	rec.Comment[tag] = c
	sr.add(w.Problems...)
	return own, true
}

// toFill are the words of a blank that the city left for somebody to fill in.
var toFill = pattern.New(`(?i)` + strings.Join([]string{
	`(記入|入力|記載|追記)(して)?(ください|下さい|願います)[。．]?[）)】\]]?$`,
	`^[（(【\[]?ここに.*(書|記入|入力)`,
	`^[（(【\[]?(作成中|調整中|TBD|TBC|TODO)[.。]?[）)】\]]?$`,
	`^[（(【\[]?to be (written|completed|added|confirmed)[.。]?[）)】\]]?$`,
	`^[（(【\[]?(write|enter|insert) (the |your )?(text|comment|evaluation) here[.。]?[）)】\]]?$`,
	`^lorem ipsum`,
}, "|"))

// longestBlank is how many characters the words of a blank have at most.
const longestBlank = 40

// toBeWritten reports whether a text is only the words of a blank (記入してください).
func (w *words) toBeWritten() bool {
	text := strings.TrimSpace(w.body)
	return len(text) <= 4*longestBlank && utf8.RuneCountInString(text) <= longestBlank && toFill.MatchString(text)
}

// shows reports whether a reader sees anything of a text.
func (w *words) shows() bool {
	if strings.ContainsFunc(w.body, unicode.IsLetter) && !strings.Contains(w.body, "&") {
		return true
	}
	text := prose.Text([]byte(w.body), "")
	_, unseen := lang.Unseen(text)
	return text != "" && !unseen
}

// strays tells the comments of indicators that have no record that year.
func (sr *sheetReader) strays(y kpi.YearInfo, rr *recordReader) {
	var known []string
	if rr != nil {
		if rr.unsure() {
			return // which records there are cannot be told
		}
		for _, rec := range rr.records {
			known = append(known, rec.Indicator.ID.Local())
		}
	}
	for _, tag := range sr.s.city.Languages {
		for _, file := range sr.s.under(commentFolder(y.Year, tag, sr.in.Sheet)) {
			local := strings.TrimSuffix(path.Base(file), ".md")
			ind := sr.s.byID[kpi.ID(sr.in.Sheet+"-"+local)]
			if slices.Contains(known, local) || ind != nil && (rr == nil || sr.s.Active(ind, y.Year)) {
				continue // the plan has it: that its record is missing is told of the record
			}
			sr.add(withNear(diag.New("K415", "id", local, "sheet", sr.in.Sheet, "year", y.Year.String()), local, known).At(file, 1, 1))
		}
	}
}

// renamedFolder reports whether a sheet's comments lie in a folder of another name,
// which is told there.
func (sr *sheetReader) renamedFolder(y kpi.YearInfo, tag string) bool {
	if len(sr.s.under(commentFolder(y.Year, tag, sr.in.Sheet))) > 0 {
		return false
	}
	above := "content/" + y.Year.String() + "/" + tag + "/"
	return slices.ContainsFunc(sr.s.under(above), func(file string) bool {
		name, _, inside := strings.Cut(strings.TrimPrefix(file, above), "/")
		return inside && sr.s.bySheet[name] == nil && diag.Nearby(name, []string{sr.in.Sheet}) != ""
	})
}

// lostFolder tells once that a year's comments of a language are not there at
// all, rather than each comment by itself.
func (sr *sheetReader) lostFolder(y kpi.YearInfo, tag string) bool {
	s, folder := sr.s, "content/"+y.Year.String()
	others := s.contentYears() // those whose year is not among the data
	if s.hasContent(y.Year) {
		if folder += "/" + tag; len(s.under(folder+"/")) > 0 {
			return false
		}
		others = s.strangeTongues(y.Year)
	}
	if s.told(folder) {
		return true
	}
	p := diag.New("K123", "file", folder, "hint", "content")
	if near := diag.Nearby(folder, others); near != "" {
		p.Args["hint"], p.Args["near"] = "renamed", near
	}
	sr.add(p.At(folder, 1, 1))
	return true
}

// lostTongues tells once, at the list of languages, a language that has its
// folders of texts but was left out of the list.
func (s *Source) lostTongues(t *table) {
	count := map[string]int{}
	var tags []string
	for _, p := range s.under("content/") {
		parts := strings.Split(p, "/")
		if len(parts) < 4 || !isTag(parts[2]) || slices.Contains(s.city.Languages, parts[2]) {
			continue
		}
		if count[parts[2]]++; count[parts[2]] == 1 {
			tags = append(tags, parts[2])
		}
	}
	for _, tag := range tags {
		if diag.Nearby(tag, s.city.Languages) != "" || otherTags[tag] != "" {
			continue // the folder's name is the mistake
		}
		if s.onlyCopies(tag) {
			s.prepared = append(s.prepared, tag)
			continue
		}
		t.r.add(t.n.Get("languages"), "K417", "language", tag, "message", "list", "hint", "list", "n", itoa(count[tag]))
		s.silenced = append(s.silenced, tag)
	}
}

// onlyCopies reports whether all texts in a language are still the originals that they
// are to be translated from, as "new language" writes them: it is not begun yet.
func (s *Source) onlyCopies(tag string) bool {
	for _, p := range s.under("content/") {
		parts := strings.Split(p, "/")
		if len(parts) < 4 || parts[2] != tag {
			continue
		}
		text, err := s.read(p, maxMarkdown)
		parts[2] = s.city.Languages[0]
		original, lost := s.read(strings.Join(parts, "/"), maxMarkdown)
		if err != nil || lost != nil || Digest(text) != Digest(original) {
			return false
		}
	}
	return true
}

// hasContent reports whether a year has comments in any language.
func (s *Source) hasContent(y Year) bool { return len(s.under("content/"+y.String()+"/")) > 0 }

// contentYears lists the folders of comments of years that the data lacks.
func (s *Source) contentYears() []string {
	var list []string
	for _, p := range s.under("content/") {
		name := strings.Split(p, "/")[1]
		if folder := "content/" + name; yearFolder.MatchString(name) && !s.exists("data/"+name+"/year.toml") && !slices.Contains(list, folder) {
			list = append(list, folder)
		}
	}
	return list
}

// strangeTongues lists a year's folders of languages that the city has not.
func (s *Source) strangeTongues(y Year) []string {
	var list []string
	for _, p := range s.under("content/" + y.String() + "/") {
		tag := strings.Split(p, "/")[2]
		if folder := "content/" + y.String() + "/" + tag; !slices.Contains(s.city.Languages, tag) && !slices.Contains(list, folder) {
			list = append(list, folder)
		}
	}
	return list
}
