package edit

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/toml"
)

// save writes a record, or sends the form back with what was typed.
func (e *Editor) save(w http.ResponseWriter, r *http.Request) {
	if no := e.admit(w, r); no != nil {
		e.refuse(w, r, no)
		return
	}
	e.saving.Lock()
	defer e.saving.Unlock()
	year, id := asked(r)
	wrote := false
	write := func(src *source.Source) error {
		rec, err := look(src, e.options.Lang, year, id)
		if err != nil {
			return err
		}
		wrote, err = e.put(w, r, newForm(rec))
		return err
	}
	err := e.with(true, write)
	for n := 0; n < 3 && changedMeanwhile(err); n++ {
		err = e.with(true, write) // on top of what another program has just written
	}
	if wrote {
		e.Changed()
		http.Redirect(w, r, Root+year.String()+"/"+string(id)+"?saved", http.StatusSeeOther)
		return
	}
	e.failed(w, r, err)
}

// put writes what was typed, if it may. Otherwise it has sent the form back.
func (e *Editor) put(w http.ResponseWriter, r *http.Request, f *form) (wrote bool, err error) {
	now := typed(r, f)
	if moved := f.merge(was(r), now); moved {
		return false, e.back(w, f, now, http.StatusConflict, e.say("conflict"))
	}
	d := f.write(now)
	before := f.write(values{})
	if worse := f.judge(d).worse(f.judge(before)); len(worse) > 0 {
		return false, e.back(w, f, now, http.StatusUnprocessableEntity, e.say("not saved"))
	}
	var edits []output.Edit
	for path, text := range d.files {
		was := f.record.comments[path]
		if path == f.record.file {
			was = f.record.text
		}
		edit := output.Edit{Path: path, Data: text, New: was == ""}
		if was != "" {
			edit.Was = []byte(was)
		}
		edits = append(edits, edit)
	}
	slices.SortFunc(edits, func(a, b output.Edit) int { return strings.Compare(a.Path, b.Path) })
	if data, ok := f.record.src.ConfirmTexts(d.files, d.confirmed(now)); ok && len(edits)+len(d.fits) > 0 {
		edits = append(edits, output.Edit{Path: source.TextsFile, Data: data, Was: f.record.src.TextsWere()})
	}
	if len(edits) > 0 {
		if _, err := output.WriteSet(e.options.Dir, edits); changedMeanwhile(err) {
			return false, err
		} else if err != nil {
			return false, e.back(w, f, now, http.StatusInternalServerError, e.say("not written", "reason", e.why(err)))
		}
	}
	e.remember(f.record, d.changes)
	return true, nil
}

// changedMeanwhile reports whether another program wrote a file between its being read
// and the moment in which it would have been replaced.
func changedMeanwhile(err error) bool {
	var refused *output.RefusedError
	return errors.As(err, &refused) && refused.Reason == output.ChangedMeanwhile
}

// back sends the form with what was typed.
func (e *Editor) back(w http.ResponseWriter, f *form, now values, status int, why string) error {
	d := f.write(now)
	v := f.judge(d)
	p := e.page(f, v) // what the form was made from is as the files are now
	f.fill(now)
	f.show(v)
	p.Refused = why
	return send(w, status, "form.html", p)
}

// was is what the form showed when it was sent.
func was(r *http.Request) values {
	v := values{}
	if json.Unmarshal([]byte(r.PostForm.Get("was")), &v) != nil {
		return values{}
	}
	return v
}

// merge compares three ways: as the form was shown, as the files are now and as
// was typed. It reports whether the files changed meanwhile. Then fields that
// nobody touched take what the files say now, and those that both changed show
// both.
func (f *form) merge(was, now values) (moved bool) {
	f.each(func(x *field) {
		shown, there := was[x.Name]
		if !there {
			shown = ""
		}
		changed := clean(shown) != clean(x.Value)
		moved = moved || changed
		switch {
		case !changed:
		case !now.differs(x.Name, shown):
			now[x.Name] = x.Value
			x.Moved, x.Other = true, x.Value
		case now.differs(x.Name, x.Value):
			x.Moved, x.Other = true, x.Value
		}
	})
	return moved
}

// remember keeps what was written, to be shown with the form.
func (e *Editor) remember(r *record, changes []toml.Change) {
	e.saved.Store(r.year.Year.String()+"/"+string(r.id), changes)
}

// recall gives what was last written, once.
func (e *Editor) recall(r *record) []toml.Change {
	changes, _ := e.saved.LoadAndDelete(r.year.Year.String() + "/" + string(r.id))
	list, _ := changes.([]toml.Change)
	return list
}
