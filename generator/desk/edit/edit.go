package edit

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"tassei/generator/kpi"
	"tassei/generator/source"
)

// Root is the address of the editor, above all others of its own.
const Root = "/-/edit/"

// Options is what an Editor needs to know.
type Options struct {
	Dir      string                 // the city's folder
	Lang     string                 // of what is said: "ja" or "en"
	Style    []byte                 // the site's style sheet
	ReadOnly bool                   // everything is shown, nothing is written
	Known    func(host string) bool // the hosts that are this machine
	Why      func(err error) string // what hindered it from reading or writing, in words; nil for the error's own
}

// Editor answers requests below Root.
type Editor struct {
	options Options
	token   string
	mux     *http.ServeMux

	saving sync.Mutex // one at a time

	mu  sync.RWMutex
	src *source.Source // nil until it is asked for, and after a change

	saved sync.Map // the changes of the last save of each record, to be shown once
}

// New is the editor of one city.
func New(o Options) *Editor {
	e := &Editor{options: o, token: newToken(), mux: http.NewServeMux()}
	e.mux.HandleFunc("GET "+Root+"{$}", e.latest)
	e.mux.HandleFunc("GET "+Root+"at", e.at)
	e.mux.HandleFunc("GET "+Root+"{year}/{$}", e.list)
	e.mux.HandleFunc("GET "+Root+"{year}/{id}", e.show)
	e.mux.HandleFunc("POST "+Root+"{year}/{id}", e.save)
	e.mux.HandleFunc("POST "+Root+"{year}/{id}/check", e.check)
	for name, file := range map[string]struct {
		kind string
		data []byte
	}{
		"edit.css": {"text/css; charset=utf-8", ownStyle}, "edit.js": {"text/javascript; charset=utf-8", script},
		"site.css": {"text/css; charset=utf-8", o.Style}, "icon.svg": {"image/svg+xml", []byte(icon)},
	} {
		e.mux.HandleFunc("GET "+Root+name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", file.kind)
			w.Write(file.data)
		})
	}
	return e
}

//go:embed edit.css
var ownStyle []byte

//go:embed edit.js
var script []byte

//go:embed pages
var pageFiles embed.FS

// icon is a pencil's stroke, to tell the editor's tab from the site's.
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#0017c1" d="M1 15l1-4L11 2l3 3-9 9z"/></svg>`

// policy is what the editor's pages may load and do.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// ServeHTTP answers one request. A host that is not this machine's is refused
// before anything else is looked at.
func (e *Editor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", policy)
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	// A form that is sent without a referrer has no Origin either.
	h.Set("Referrer-Policy", "same-origin")
	if !e.options.Known(r.Host) {
		http.Error(w, e.say("wrong host"), http.StatusMisdirectedRequest)
		return
	}
	e.mux.ServeHTTP(w, r)
}

// why is an error of the disk as a reader understands it.
func (e *Editor) why(err error) string {
	if e.options.Why == nil {
		return err.Error()
	}
	return e.options.Why(err)
}

func (e *Editor) say(key string, pairs ...string) string { return say(e.options.Lang, key, pairs...) }

// Changed tells that files may have changed: they are read anew when they are
// next asked for.
func (e *Editor) Changed() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.forget()
}

// forget drops what was read. The caller holds mu.
func (e *Editor) forget() {
	if e.src != nil {
		e.src.Close()
		e.src = nil
	}
}

// with calls do with the source, which stays open until do returns. Anew reads
// the shared files again; the records are read at every call.
func (e *Editor) with(anew bool, do func(src *source.Source) error) error {
	e.mu.Lock()
	if anew {
		e.forget()
	}
	if e.src == nil {
		src, _, err := source.Open(e.options.Dir)
		if err != nil {
			e.mu.Unlock()
			return err
		}
		e.src = src
	}
	unread := len(e.src.City().Languages) == 0 || len(e.src.Initiatives()) == 0
	e.mu.Unlock()
	if unread {
		return errUnread
	}
	e.mu.RLock()
	defer e.mu.RUnlock()
	if e.src == nil { // a change came in between
		src, _, err := source.Open(e.options.Dir)
		if err != nil {
			return err
		}
		defer src.Close()
		return do(src)
	}
	return do(e.src)
}

// asked is the year and the indicator that a request names. Neither is ever part
// of a path of a file unless the plan has them.
func asked(r *http.Request) (kpi.Year, kpi.ID) {
	year, _ := kpi.ParseYear(r.PathValue("year"))
	return year, kpi.ID(r.PathValue("id"))
}

// show sends the form of a record.
func (e *Editor) show(w http.ResponseWriter, r *http.Request) {
	year, id := asked(r)
	err := e.with(true, func(src *source.Source) error {
		rec, err := look(src, e.options.Lang, year, id)
		if err != nil {
			return err
		}
		f := newForm(rec)
		d := f.write(f.values())
		v := f.judge(d)
		f.show(v)
		p := e.page(f, v)
		if r.URL.Query().Has("saved") {
			if p.Done, p.Saved = e.say("saved"), changed(e.recall(rec)); len(p.Saved) == 0 {
				p.Done = e.say("saved nothing")
			}
			p.Next = e.next(src, rec)
		}
		return send(w, http.StatusOK, "form.html", p)
	})
	e.failed(w, r, err)
}

// check judges what is typed and writes nothing.
func (e *Editor) check(w http.ResponseWriter, r *http.Request) {
	if no := e.admit(w, r); no != nil {
		http.Error(w, e.say(no.key), no.status)
		return
	}
	year, id := asked(r)
	err := e.with(false, func(src *source.Source) error {
		rec, err := look(src, e.options.Lang, year, id)
		if err != nil {
			return err
		}
		f := newForm(rec)
		d := f.write(typed(r, f))
		w.Header().Set("Content-Type", "application/json")
		return json.NewEncoder(w).Encode(f.judge(d))
	})
	e.failed(w, r, err)
}

// typed is what a request says for the fields of a form. A tick that was taken
// off is not sent; a field that is not there stays as it is. Bytes that are no text,
// which no browser sends, become the sign for lost characters, which no check takes.
func typed(r *http.Request, f *form) values {
	v := values{}
	f.each(func(x *field) {
		switch s, sent := r.PostForm[x.Name]; {
		case sent:
			v[x.Name] = strings.ToValidUTF8(s[0], "\uFFFD")
		case x.Kind == "tick":
			v[x.Name] = ""
		}
	})
	return v
}

// send fills a template in and sends it.
func send(w http.ResponseWriter, status int, name string, data any) error {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, data); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	w.Write(b.Bytes())
	return nil
}

// failed answers a request that could not be.
func (e *Editor) failed(w http.ResponseWriter, r *http.Request, err error) {
	var broken *brokenError
	switch {
	case err == nil:
	case errors.As(err, &broken):
		e.refuse(w, r, &refusal{http.StatusServiceUnavailable, "broken"}, "file", broken.file)
	case errors.Is(err, errNoRecord):
		e.refuse(w, r, &refusal{http.StatusNotFound, "no record"})
	case errors.Is(err, errUnread):
		e.refuse(w, r, &refusal{http.StatusServiceUnavailable, "unread"})
	default:
		e.refuse(w, r, &refusal{http.StatusInternalServerError, "failed"}, "reason", e.why(err))
	}
}
