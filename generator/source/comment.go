package source

import (
	"os"
	"path"
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/kpi"
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
		if f, err := sr.s.root.OpenRoot(sr.commentFolder(y.Year, tag)); err == nil {
			folders[tag] = f
			defer f.Close()
		}
	}
	for _, rec := range records {
		rec.Comment = map[string]kpi.Comment{}
		digest, there := sr.comment(y, rec, folders, langs[0], "", false)
		for _, tag := range langs[1:] {
			sr.comment(y, rec, folders, tag, digest, there)
		}
	}
	sr.strays(y, rr)
}

// comment reads one comment file. For a translation it gets the digest of the
// original, and whether there is one.
func (sr *sheetReader) comment(y kpi.YearInfo, rec *kpi.Record, folders map[string]*os.Root, tag, digest string, original bool) (own string, there bool) {
	local := rec.Indicator.ID.Local()
	file := sr.commentFolder(y.Year, tag) + local + ".md"
	first := tag == sr.s.city.Languages[0]
	if !sr.s.exists(file) || folders[tag] == nil {
		switch {
		case sr.s.told(file):
		case first:
			sr.add(lenient(diag.New("K411", "id", local, "file", file), y.Draft).At(file, 1, 1))
		case original:
			sr.add(diag.New("K412", "id", local, "language", tag, "file", file).At(file, 1, 1))
			sr.out.tally.add(tally{tag: {Total: 1}})
		}
		return "", false
	}
	keys := []string{"original"}
	if first {
		keys = nil
	}
	w, own := sr.s.markdown(folders[tag], file, keys...)
	c := kpi.Comment{Markdown: w.body}
	switch {
	case strings.TrimSpace(w.body) == "" && len(w.problems) == 0:
		sr.add(lenient(diag.New("K419", "id", local), y.Draft).At(file, 1, 1))
	case !first:
		c.Stale = w.fresh(tag, digest, sr.out.tally)
	}
	rec.Comment[tag] = c
	sr.add(w.problems...)
	return own, true
}

func (sr *sheetReader) commentFolder(y Year, tag string) string {
	return "content/" + y.String() + "/" + tag + "/" + sr.in.Sheet + "/"
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
		for _, file := range sr.s.under(sr.commentFolder(y.Year, tag)) {
			local := strings.TrimSuffix(path.Base(file), ".md")
			if slices.Contains(known, local) || sr.s.byID[kpi.ID(sr.in.Sheet+"-"+local)] != nil && rr == nil {
				continue
			}
			sr.add(withNear(diag.New("K415", "id", local, "sheet", sr.in.Sheet, "year", y.Year.String()), local, known).At(file, 1, 1))
		}
	}
}
