package build

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"tassei/generator/archive"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/layout"
	"tassei/generator/output"
	"tassei/generator/site"
	"tassei/generator/source"
)

// Sealed is what sealing a year came to.
type Sealed struct {
	Problems *diag.List // with an error among them nothing was sealed
	Seal     archive.Seal
	Held     *output.Held
}

// Seal builds the site of one year and seals it with all that it was made from.
// The site is drawn from a copy of those files and of nothing else, so that what
// is sealed as its source is enough to draw it again. version is what the seal
// keeps of the program; a dry run seals nothing.
func (p Project) Seal(src *source.Source, terms archive.Terms, version string, dryRun bool) (Sealed, error) {
	bag, err := archive.Begin(p.Archive(), terms)
	if err != nil {
		return Sealed{}, err
	}
	defer bag.Abort()
	copied, err := p.copySource(src, terms.Year)
	if err != nil {
		return Sealed{}, err
	}
	defer os.RemoveAll(filepath.Dir(copied.dir))
	list, err := p.draw(bag, copied, terms.Year, terms.Date)
	sealed := Sealed{Problems: list}
	if err != nil || list.Errors() > 0 {
		return sealed, err
	}
	if err := bag.Tool().Write("version.txt", []byte(version)); err != nil {
		return sealed, err
	}
	finish := bag.Commit
	if dryRun {
		finish = bag.Preview
	}
	sealed.Seal, err = finish()
	sealed.Held = bag.Held()
	return sealed, err
}

// Terms are what the seal says about itself, in the city's first language.
func Terms(city *kpi.City, info kpi.YearInfo) archive.Terms {
	first := city.Languages[0]
	name, _ := city.Name.In(first)
	title, _ := info.Title.In(first)
	if title == "" {
		title, _ = city.Title.In(first)
		title = strings.TrimSpace(title + " " + info.Year.String())
	}
	identifier := ""
	if city.Code != "" {
		identifier = city.Code + "-" + info.Year.String()
	}
	return archive.Terms{Year: info.Year, Organisation: name, Identifier: identifier, Title: title}
}

// copiedSource is a city's folder with one year only.
type copiedSource struct {
	dir   string
	files map[string][]byte // without the layouts
}

// copySource copies what a build of one year alone may read to a folder of its
// own. Which of the layouts it does read is found out while it is drawn.
func (p Project) copySource(src *source.Source, year kpi.Year) (c copiedSource, err error) {
	above, err := os.MkdirTemp("", "tassei-")
	if err != nil {
		return c, err
	}
	c = copiedSource{dir: filepath.Join(above, "city"), files: map[string][]byte{}}
	defer func() {
		if err != nil {
			os.RemoveAll(above)
		}
	}()
	later, err := revisedSince(src, year)
	if err != nil {
		return c, err
	}
	stage, err := output.BeginNew(c.dir, output.Options{})
	if err != nil {
		return c, err
	}
	defer stage.Abort()
	for _, path := range src.Paths() {
		if !partOf(path, year) && !later[path] {
			continue
		}
		if err := archive.CheckName(path); err != nil {
			return c, err
		}
		data, err := src.Read(path)
		if err != nil {
			return c, err
		}
		c.files[path] = data
		if err := stage.Write(path, data); err != nil {
			return c, err
		}
	}
	own, err := p.layoutFiles()
	if err != nil {
		return c, err
	}
	if own != nil {
		if err := layout.Inspect(own); err != nil {
			return c, err
		}
		if err := copyLayouts(stage, own); err != nil {
			return c, err
		}
	}
	_, err = stage.Commit()
	return c, err
}

// partOf tells the files that all years share and those of the year from those
// of other years.
func partOf(file string, year kpi.Year) bool {
	y := source.YearOf(file)
	return y == 0 || y == year
}

// revisedSince are the records of later years that say what a target of the plan was before
// it was revised, or before the indicator became another one: without them the sealed pages
// would have that of today, which the year never had. A draft is not for the public; what
// only a draft says of the year cannot be sealed.
func revisedSince(src *source.Source, year kpi.Year) (files map[string]bool, err error) {
	files = map[string]bool{}
	if years := src.Years(); len(years) == 0 || years[len(years)-1].Year <= year {
		return files, nil
	}
	for i := range src.Initiatives() {
		sheet, _ := src.Sheet(i) // what is wrong there its own year is told
		planned, revised := map[kpi.ID]bool{}, false
		for _, of := range sheet.Years {
			for _, rec := range of.Records {
				if ind := rec.Indicator; of.Year <= year {
					planned[ind.ID] = ind.Final != nil || len(ind.Targets) > 0
				} else if planned[ind.ID] && (rec.Revised != nil || rec.Continues == kpi.Other) {
					if revised = true; of.Draft {
						return nil, &DraftRevisesError{File: source.RecordFile(of.Year, ind.Sheet), Year: of.Year}
					}
				}
			}
		}
		for _, of := range sheet.Years {
			if revised && of.Year > year && !of.Draft {
				files[source.RecordFile(of.Year, sheet.Initiative.Sheet)], files[source.RecordFile(of.Year, "year")] = true, true
			}
		}
	}
	return files, nil
}

// DraftRevisesError is the error of a year whose plan was revised since by what is still a draft.
type DraftRevisesError struct {
	File string
	Year kpi.Year
}

func (e *DraftRevisesError) Error() string { return e.File + " revises the plan and is a draft" }

// ofYear are the problems of a year and of what all years share.
func ofYear(list []diag.Problem, year kpi.Year) []diag.Problem {
	return slices.DeleteFunc(slices.Clone(list), func(p diag.Problem) bool { return !partOf(p.File, year) })
}

func copyLayouts(stage *output.Stage, own fs.FS) error {
	return fs.WalkDir(own, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil || name == ".":
			return err
		case strings.HasPrefix(entry.Name(), ".") && entry.IsDir():
			return fs.SkipDir
		case entry.IsDir() || output.CheckPath(name) != nil:
			return nil // no name that a layout can have
		case !entry.Type().IsRegular():
			return &output.RefusedError{Path: path.Join("layouts", name), Reason: output.NotRegular}
		}
		return stage.CopyFile(path.Join("layouts", name), own, name)
	})
}

// draw makes the snapshot out of the copied source, straight into the bag, and
// puts the source beside it.
func (p Project) draw(bag *archive.Bag, copied copiedSource, year kpi.Year, date string) (*diag.List, error) {
	inside := p
	inside.Source = copied.dir
	src, all, err := source.Open(copied.dir)
	if err != nil {
		return all, err
	}
	defer src.Close()
	list := &diag.List{}
	list.Add(ofYear(all.All(), year)...)
	city := src.City()
	latest := city.BaseURL
	city.BaseURL = "" // a snapshot has no address of its own
	b := &builder{
		project: inside, src: src, list: list, years: []kpi.YearInfo{*kpi.YearOf(src.Years(), year)}, write: bag.Site().Write, create: bag.Site().Create,
		snapshot: &site.Snapshot{Year: year, Edition: bag.Edition(), Date: date, Latest: latest}, pictures: keptPictures(),
	}
	own, err := inside.layoutFiles()
	if err != nil {
		return list, err
	}
	read := &readLayouts{of: own, files: map[string][]byte{}}
	if read.of != nil {
		b.layouts = read
	}
	for _, seal := range bag.Earlier() {
		b.seals, b.sealed = append(b.seals, b.listedSeal(seal)), append(b.sealed, seal)
	}
	if list.Errors() > 0 {
		list.Add(src.Check(source.Options{Jobs: p.Jobs}).All()...)
		return list, nil
	}
	if err := b.assemble(); err != nil || list.Errors() > 0 {
		return list, err
	}
	for name, data := range read.files {
		copied.files[path.Join("layouts", name)] = data
	}
	for _, name := range slices.Sorted(maps.Keys(copied.files)) {
		if err := bag.Source().Write(name, copied.files[name]); err != nil {
			return list, err
		}
	}
	return list, nil
}

// readLayouts is a folder of layouts that keeps what was read of it.
type readLayouts struct {
	of    fs.FS
	mu    sync.Mutex
	files map[string][]byte
}

// Open opens a file, and keeps what it holds. Folders are opened as they are.
func (r *readLayouts) Open(name string) (fs.File, error) {
	f, err := r.of.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return f, err
	}
	data, err := io.ReadAll(io.LimitReader(f, largeLayout))
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.files[name] = data
	r.mu.Unlock()
	return &keptFile{bytes.NewReader(data), info}, nil
}

// largeLayout is more than a layout may have: a larger file is refused by those
// that read it, and need not be held whole before.
const largeLayout = 2 << 20

// Stat looks at a file without reading it.
func (r *readLayouts) Stat(name string) (fs.FileInfo, error) { return fs.Stat(r.of, name) }

// ReadDir lists a folder.
func (r *readLayouts) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.of, name) }

type keptFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *keptFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *keptFile) Close() error               { return nil }
