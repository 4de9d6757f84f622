package desk

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"tassei/generator/kpi"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// File is one workbook or CSV file to be imported.
type File struct {
	Name string // for messages, and to know CSV
	Data []byte
}

// Take says which side a conflict is decided for.
type Take string

// The answers. Undecided leaves every conflict to the clerk, and so writes nothing.
const (
	Undecided Take = ""
	TakeFile  Take = "file"
	TakeData  Take = "data"
)

// Imported is what spreadsheets would change.
type Imported struct {
	Year      kpi.Year
	Edits     []output.Edit // by path; none when there are Problems or Conflicts
	Changes   []Change      // by file and line, as differences of the files
	Taken     []Taken       // the same in words
	Kept      []Conflict    // decided for the data
	Missed    []Missed      // rows that are in no file any more
	Notices   []CellProblem // what stands in the files and is not read, or is hidden and read
	Problems  []CellProblem // by file, sheet and cell
	Conflicts []Conflict    // undecided, in the order of the year's records
}

// Change is one piece of a file, before and after.
type Change = toml.Change

// Import compares workbooks and CSV files with a year and makes the edits that
// take over what their writers changed. It compares three ways: a cell as it was
// exported, as the data is now, as the file says. What changed in the file
// alone is taken; what changed in the data alone stays; what changed in both, or
// in two files, to different values is a conflict. The order of the files never
// matters, and with a problem or a conflict in one nothing of any is written.
//
// A table without the copy of what was exported, made by hand, says what is to
// be. Headings are matched in any order and width; tables, columns and rows
// that are not there are left alone. An empty cell is never taken for "no
// value": that wants its reason. A number that equals the one in the data is no
// change, because spreadsheets drop closing zeros.
//
// A year of 0 is the one that the files were exported from, or the newest.
// Nothing is written. The error is a *Fault for a file that cannot be read at
// all, or a year that is not there.
func Import(src *source.Source, year kpi.Year, files []File, take Take) (*Imported, error) {
	var grids []grid
	for _, f := range files {
		of, err := readGrids(f.Name, f.Data)
		if err != nil {
			return nil, err
		}
		for _, g := range of {
			g.file, g.among = f.Name, len(files) > 1
			grids = append(grids, g)
		}
	}
	year, err := yearOf(src, year, grids)
	if err != nil {
		return nil, err
	}
	b, err := newBook(src, year)
	if err != nil {
		return nil, err
	}
	in := &importer{book: b, edits: map[string]*toml.Edit{}, fields: map[fieldKey]*field{}, decide: take,
		seen: map[rowName]bool{}, listedOf: map[rowName]int{}, out: &Imported{Year: year}}
	known, ours := map[string]bool{}, map[int]bool{}
	for i, g := range grids {
		if in.grid(g) {
			known[g.file], ours[i] = true, true
		}
		if in.lost != nil {
			return nil, in.lost
		}
	}
	for _, f := range files {
		if !known[f.Name] && (len(known) == 0 || !in.listOfCodes(f.Name, grids)) {
			return nil, fault("no table", "file", f.Name)
		}
	}
	in.unreadSheets(grids, known, ours)
	in.sortedColumn()
	in.settle()
	in.out.Notices = append(in.out.Notices, in.coloured.notices()...)
	in.missed()
	if len(in.out.Problems)+len(in.out.Conflicts) > 0 {
		in.out.Edits, in.out.Changes, in.out.Taken = nil, nil, nil
		return in.out, nil
	}
	in.finish()
	return in.out, nil
}

// yearOf is the year that the files speak of: the one asked for, the one that
// they were exported from, or the newest.
func yearOf(src *source.Source, asked kpi.Year, grids []grid) (kpi.Year, error) {
	said, by := kpi.Year(0), ""
	for _, g := range grids {
		y := g.exportedYear()
		switch {
		case y == 0:
		case asked != 0 && y != asked:
			return 0, fault("other year", "file", g.file, "year", y.String(), "asked", asked.String())
		case said != 0 && y != said:
			return 0, fault("two years", "file", by, "year", said.String(), "other", g.file, "with", y.String())
		default:
			said, by = y, g.file
		}
	}
	years := src.Years()
	switch {
	case asked != 0:
		return asked, nil
	case said != 0:
		return said, nil
	case len(years) > 0:
		return years[len(years)-1].Year, nil
	}
	return 0, fault("no years")
}

// exportedYear is the year that a sheet was exported from, 0 for none.
func (g grid) exportedYear() kpi.Year {
	y, _ := kpi.ParseYear(g.firstCopy()[copyYear])
	return y
}

// firstCopy is the first copy of a row in a sheet, nil for none.
func (g grid) firstCopy() exportedRow {
	at := slices.IndexFunc(g.cells, isHead)
	if at < 0 {
		return nil
	}
	j := slices.IndexFunc(g.cells[at], func(c gridCell) bool { return matches(c.text, copyKey, "", "ja") })
	for _, row := range g.cells[at+1:] {
		if j >= 0 && j < len(row) {
			if e := readCopy(row[j].text); e != nil {
				return e
			}
		}
	}
	return nil
}

// importer gathers what files say, and then the edits of it.
type importer struct {
	*book
	edits         map[string]*toml.Edit // of the TOML files that change
	fields        map[fieldKey]*field   // what the files say otherwise than they were exported
	news          []*addition
	newIndicators []*newIndicator
	decide        Take
	coloured      colouredCells
	out           *Imported
	seen          map[rowName]bool // the rows of an export that the files have
	listedOf      map[rowName]int  // how many actions or notes an indicator had then
	lost          *Fault           // characters that the file has lost

	// of the cell at hand
	g           grid
	row, column int
}

func isHead(cells []gridCell) bool {
	return slices.ContainsFunc(cells, func(c gridCell) bool { return matches(c.text, "id", "", "ja") })
}

func (in *importer) problem(r *refusal) {
	r.sections = wordsOf(in.city)
	in.out.Problems = append(in.out.Problems, CellProblem{in.g.place(in.row, in.column), r})
}

// matches reports whether a heading means a column, in Japanese, English or by
// its name in code.
func matches(heading, key, tag, first string) bool {
	c := column{key: key, tag: tag}
	h := plain(heading)
	return h != "" && (h == plain(c.heading("ja", first)) || h == plain(c.heading("en", first)) || h == plain(c.name(first)))
}

// headed reports whether a heading means the column, in the city's own words too.
func (c column) headed(heading, first string) bool {
	return matches(heading, c.key, c.tag, first) || !c.called.IsZero() && slices.ContainsFunc([]string{"ja", "en"}, func(tag string) bool { return plain(heading) == plain(c.heading(tag, first)) })
}

// finish turns the cuts into edits and changes.
func (in *importer) finish() {
	for file, l := range in.edits {
		if !l.Changed() {
			continue
		}
		text, changes := l.Finish(file)
		in.out.Edits = append(in.out.Edits, output.Edit{Path: file, Data: []byte(text), Was: []byte(l.Text())})
		in.out.Changes = append(in.out.Changes, changes...)
	}
	slices.SortFunc(in.out.Edits, func(a, b output.Edit) int { return strings.Compare(a.Path, b.Path) })
	slices.SortStableFunc(in.out.Changes, func(a, b Change) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
	})
}

// blocks are the tables of a record, ready to be changed; nil, and a refusal,
// where the file is written in a way that cannot be changed line by line.
func (in *importer) blocks(id kpi.ID) ([]toml.Block, *refusal) {
	file, line, _ := in.src.Place(id, in.year, "")
	l := in.edits[file]
	if l == nil {
		data, err := in.src.Read(file)
		if err != nil {
			return nil, refuse("by hand", "file", file)
		}
		l = toml.NewEdit(string(data))
		in.edits[file] = l
	}
	list := l.Blocks(line)
	if list == nil {
		return nil, refuse("by hand", "file", file)
	}
	return list, nil
}

// readOld returns a file's bytes, nil when there is none.
func (in *importer) readOld(file string) ([]byte, error) {
	data, err := in.src.Read(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}
