package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tassei/generator/archive"
	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/layout"
	"tassei/generator/output"
	"tassei/generator/site"
	"tassei/generator/source"
)

// runBuild checks everything, then makes the site. A build with an error
// changes nothing.
func runBuild(s *session, args []string) int {
	if len(args) > 0 {
		return s.wrongUse(s.sayError("no arguments", "command", "build"))
	}
	memory, last := s.remembered()
	damage, err := memory.damage()
	if err != nil {
		return s.refused(err)
	}
	if last != nil && damage.Len() == 0 {
		return s.unchanged(last)
	}
	src, list, err := source.Open(s.source)
	if err != nil {
		return s.noSource(err)
	}
	defer src.Close()
	s.speak(src.City().Languages)
	if damage.Errors() > 0 {
		return s.halt(damage)
	}
	if list.Errors() > 0 {
		list.Add(src.Check(source.Options{Jobs: s.jobs}).All()...)
		return s.halt(withoutDrafts(list, src.Years()))
	}
	stage, err := output.Begin(s.out, output.Options{Source: s.source, Protected: s.protected()})
	if err != nil {
		return s.refused(err)
	}
	defer stage.Abort()
	b := &builder{session: s, src: src, list: list, write: stage.Write, create: stage.Create, years: published(src.Years()), pictures: keptPictures()}
	b.recall = memory.recall(src, stage)
	if err := b.copySeals(stage); err != nil {
		return s.archiveFault(err)
	}
	if err := b.assemble(); err != nil {
		return s.broken(list, src.Years(), err)
	}
	if b.recall != nil {
		s.reused = b.recall.taken
	}
	crossed := src.Crossed()
	changed, err := b.since()
	if err != nil {
		return s.archiveFault(err)
	}
	list.Add(changed...)
	if code := s.halt(withoutDrafts(list, src.Years())); code != exitFine {
		return code
	}
	result, err := stage.Commit()
	if err != nil {
		return s.refused(err)
	}
	if b.pictures != nil {
		b.pictures.Prune(pictureKept, picturesMost)
	}
	memory.keep(src.City().Languages, withoutDrafts(list, src.Years()).All(), b.recall, crossed, stage.Manifest())
	s.built(result)
	return exitFine
}

// halt reports problems; where one is an error it also says what that means for
// the site.
func (s *session) halt(list *diag.List) int {
	code := s.report(list, s.stderr)
	if code != exitFine {
		s.talk("no site")
	}
	return code
}

// builder makes one site out of one source: data flows from source through kpi
// to site and opendata, and from there to where the files go.
type builder struct {
	*session
	src    *source.Source
	list   *diag.List
	write  func(path string, data []byte) error
	create func(path string) (io.WriteCloser, error)
	years  []kpi.YearInfo

	seals    []site.Seal    // that the archive page lists
	sealed   []archive.Seal // the same, as the archive has them
	made     []string       // files of the site that are not drawn here
	layouts  fs.FS          // the city's layouts; nil for those in its folder
	keys     []string       // paths of the public keys of signatures in the site
	snapshot *site.Snapshot // set when a year is drawn to be sealed
	preview  string         // address of the live reload script while serving
	pictures *output.Kept   // share images of earlier builds; nil draws each
	recall   *recaller      // what the build before made; nil where nothing is kept
}

// assemble is the pipeline. Sheets are taken through by as many workers as
// there are processors; what has an order is handed on in the order of the
// plan, so that memory stays flat however many pages there are. From the first
// error on nothing more is drawn, but everything is still checked.
func (b *builder) assemble() error {
	press, err := b.press()
	if err != nil {
		return err
	}
	plan := b.src.Initiatives()
	err = inOrder(b.jobs, len(plan), func(i int) (*sheetWork, error) {
		if w, problems := b.recall.take(i); w != nil {
			b.list.Add(problems...)
			if b.list.Errors() > 0 {
				return nil, nil
			}
			press.site.Recall(w.drawn)
			for _, name := range w.files {
				press.site.Made(name)
			}
			return w, nil
		}
		sheet, problems := b.src.Sheet(i)
		b.list.Add(problems...)
		if b.list.Errors() > 0 {
			return nil, nil
		}
		w, err := press.draw(i, sheet)
		if err == nil {
			b.recall.freeze(w, sheet, problems)
		}
		return w, err
	}, func(i int, w *sheetWork) error {
		b.progress(i+1, len(plan))
		if w == nil {
			return nil
		}
		if w.former != nil {
			if err := b.recall.prints(w); err != nil {
				return err
			}
		}
		err := press.keep(w)
		b.recall.keep(i, w)
		return err
	})
	b.progress(0, 0)
	if err != nil || b.list.Errors() > 0 {
		return err
	}
	return press.finish()
}

// published are the years that a build shows: drafts are checked and
// previewed, never built.
func published(years []kpi.YearInfo) []kpi.YearInfo {
	return slices.DeleteFunc(slices.Clone(years), func(y kpi.YearInfo) bool { return y.Draft })
}

// withoutDrafts leaves out what a draft still wants: a build does not show
// drafts, and check lists their blanks.
func withoutDrafts(list *diag.List, years []kpi.YearInfo) *diag.List {
	kept := &diag.List{}
	for _, p := range list.All() {
		draft := slices.ContainsFunc(years, func(y kpi.YearInfo) bool {
			folder := "/" + y.Year.String() + "/"
			return y.Draft && p.Severity == diag.Warning && strings.Contains(p.File, folder)
		})
		if !draft {
			kept.Add(p)
		}
	}
	return kept
}

// protected are the folders that hold the city's own files: no output may lie
// in them or over them.
func (s *session) protected() []string {
	var dirs []string
	for _, name := range []string{"data", "content", "layouts", "archive", "generator"} {
		dirs = append(dirs, filepath.Join(s.source, name))
	}
	return dirs
}

// layoutFiles are the city's own layouts, nil when it has none. A link in their
// place is refused.
func (s *session) layoutFiles() (fs.FS, error) {
	root, err := os.OpenRoot(s.source)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Lstat("layouts")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, layout.NotFolder()
	}
	own, err := root.OpenRoot("layouts")
	if err != nil {
		return nil, err
	}
	return own.FS(), nil
}

var errNoYear = errors.New("no published year")
