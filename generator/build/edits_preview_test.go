package build

import (
	"maps"
	"testing"
)

// previewed is what some inputs come to in a preview.
type previewed struct {
	shows *shownSite // nil where it is not good
	says  string
}

// previewOf is one preview, while another, which may be nil, is shown.
func previewOf(t testing.TB, v *Preview, shown *shownSite) previewed {
	t.Helper()
	site := &shownSite{files: map[string]string{}}
	list, err := v.Build(site.output(shown))
	made := previewed{says: inWords(list)}
	if err != nil {
		made.says += err.Error()
	}
	if err == nil && list.Errors() == 0 {
		made.shows = site
	}
	return made
}

// comparePreview has the preview that goes on follow an edit, and compares with one that
// knows of no other.
func (w *editedTown) comparePreview(name string) {
	w.t.Helper()
	now, want := previewOf(w.t, w.preview, w.shown), previewOf(w.t, &Preview{Project: w.project()}, nil)
	if now.says != want.says {
		w.t.Errorf("%s: a preview says\n%s\nthe first of its kind\n%s", name, now.says, want.says)
	}
	if (now.shows == nil) != (want.shows == nil) {
		w.t.Fatalf("%s: a preview is good %v, the first of its kind %v", name, now.shows != nil, want.shows != nil)
	}
	if now.shows == nil {
		return
	}
	if !maps.Equal(want.shows.files, now.shows.files) {
		w.t.Errorf("%s: the preview differs: %s", name, difference(want.shows.files, now.shows.files))
	}
	w.shown = now.shows
}
