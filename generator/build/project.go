package build

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"tassei/generator/diag"
	"tassei/generator/kpi"
	"tassei/generator/layout"
	"tassei/generator/ordinary"
	"tassei/generator/source"
)

// OpenError is the error of a city's folder that cannot be opened.
type OpenError struct{ Err error }

func (e *OpenError) Error() string { return e.Err.Error() }
func (e *OpenError) Unwrap() error { return e.Err }

func (p Project) tell(languages []string) {
	if p.Languages != nil {
		p.Languages(languages)
	}
}

func (p Project) progress(done, of int) {
	if p.Progress != nil {
		p.Progress(done, of)
	}
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
			return y.Draft && p.Severity == diag.Warning && source.YearOf(p.File) == y.Year
		})
		if !draft {
			kept.Add(p)
		}
	}
	return kept
}

// Protected are the folders that hold the city's own files: no output may lie
// in them or over them.
func (p Project) Protected() []string {
	var dirs []string
	for _, name := range []string{"data", "content", "layouts", "archive", "generator"} {
		dirs = append(dirs, filepath.Join(p.Source, name))
	}
	return dirs
}

// layoutFiles are the city's own layouts, nil when it has none. A link in their
// place is refused.
func (p Project) layoutFiles() (fs.FS, error) {
	root, err := os.OpenRoot(p.Source)
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
	return ordinary.FS(own), nil
}

// ErrNoYear is the error of a city whose years are all drafts.
var ErrNoYear = errors.New("no published year")
