package desk

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"

	"tassei/generator/desk/edit"
	"tassei/generator/diag"
	"tassei/generator/output"
)

//go:embed live.js
var liveScript []byte

//go:embed live.css
var liveStyle []byte

// screen is what a browser is shown: the last good site and the problems of
// the last build.
type screen struct {
	dir  string // of the city
	lang string
	port int
	ctx  context.Context // of the server; open streams end with it

	editor *edit.Editor

	mu      sync.RWMutex
	site    *memory // nil until a build was good
	list    *diag.List
	err     error
	version int64         // of the site
	changed chan struct{} // closed at the next build
}

// show takes over a build; a nil site leaves the former in place.
func (s *screen) show(site *memory, list *diag.List, err error) (files int, changed bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if changed = site != nil && !site.same(s.site); changed {
		s.version++
	}
	if site != nil {
		s.site = site // the next build goes on from it
	}
	s.list, s.err = list, err
	close(s.changed)
	s.changed = make(chan struct{})
	if s.site != nil {
		files = len(s.site.files)
	}
	return files, changed
}

// shown is the site that is shown, nil for none. A site does not change once it
// is shown.
func (s *screen) shown() *memory {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.site
}

// handler answers this machine's own browser only: a page of another site that
// guesses the port, or points its name here, has another Host.
func (s *screen) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/", s.page)
	mux.HandleFunc(LiveScript, func(w http.ResponseWriter, r *http.Request) {
		s.mu.RLock()
		version := strconv.FormatInt(s.version, 10)
		s.mu.RUnlock()
		send(w, r, "live.js", bytes.Replace(liveScript, []byte("{version}"), []byte(version), 1))
	})
	mux.HandleFunc("/-/live.css", func(w http.ResponseWriter, r *http.Request) { send(w, r, "live.css", liveStyle) })
	mux.HandleFunc("/-/events", s.events)
	mux.HandleFunc("/-/problems", func(w http.ResponseWriter, r *http.Request) { s.problems(w, r, http.StatusOK) })
	mux.HandleFunc("/-/progress", s.progress)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		switch {
		case strings.HasPrefix(r.URL.Path, edit.Root):
			s.editor.ServeHTTP(w, r)
		case !s.known(r.Host):
			http.Error(w, say(s.lang, "wrong host", "port", strconv.Itoa(s.port)), http.StatusMisdirectedRequest)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			h.Set("Allow", "GET, HEAD")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		default:
			mux.ServeHTTP(w, r)
		}
	})
}

func (s *screen) known(host string) bool {
	port := ":" + strconv.Itoa(s.port)
	return host == "127.0.0.1"+port || strings.EqualFold(host, "localhost"+port) || host == "[::1]"+port
}

// page sends a file of the site. Before the first good build there is only the
// page of problems.
func (s *screen) page(w http.ResponseWriter, r *http.Request) {
	s.mu.RLock()
	site := s.site
	s.mu.RUnlock()
	if site == nil {
		s.problems(w, r, http.StatusServiceUnavailable)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" || strings.HasSuffix(r.URL.Path, "/") {
		name = path.Join(name, "index.html")
	}
	data, ok := site.read(name)
	if !ok {
		if _, index := site.read(name + "/index.html"); index && site.folder(name) {
			http.Redirect(w, r, path.Base(name)+"/", http.StatusFound)
			return
		}
		if data, ok = site.read("404.html"); !ok {
			http.NotFound(w, r)
			return
		}
		sendWith(w, r, http.StatusNotFound, "404.html", data)
		return
	}
	send(w, r, name, s.withEditLink(name, data))
}

func send(w http.ResponseWriter, r *http.Request, name string, data []byte) {
	sendWith(w, r, http.StatusOK, name, data)
}

func sendWith(w http.ResponseWriter, r *http.Request, status int, name string, data []byte) {
	w.Header().Set("Content-Type", output.ContentType(name))
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		w.Write(data)
	}
}

// events streams what happens to one page.
func (s *screen) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		s.mu.RLock()
		news, changed := s.news(), s.changed
		s.mu.RUnlock()
		if _, err := fmt.Fprintf(w, "data: %s\n\n", news); err != nil || out.Flush() != nil {
			return
		}
	wait:
		for {
			select {
			case <-changed:
				break wait
			case <-r.Context().Done():
				return
			case <-s.ctx.Done():
				return
			case <-time.After(20 * time.Second):
				// A line now and then shows that a browser has gone.
				if _, err := fmt.Fprint(w, ":\n\n"); err != nil || out.Flush() != nil {
					return
				}
			}
		}
	}
}

// news is the state of the preview as one line of JSON. The caller holds mu.
func (s *screen) news() []byte {
	n := struct {
		Version  string   `json:"version"`
		Heading  string   `json:"heading"`
		More     string   `json:"more"`
		Close    string   `json:"close"`
		Edit     string   `json:"edit"`
		Errors   int      `json:"errors"`
		Problems []notice `json:"problems"`
	}{Version: strconv.FormatInt(s.version, 10), More: say(s.lang, "all problems"), Close: say(s.lang, "close"), Edit: say(s.lang, "edit here"), Problems: []notice{}}
	n.Heading, n.Errors = s.heading(), s.errors()
	if n.Errors > 0 {
		for _, p := range s.notices() {
			if p.Severity == string(diag.Error) && len(n.Problems) < 10 {
				n.Problems = append(n.Problems, p)
			}
		}
	}
	line, err := json.Marshal(n)
	if err != nil {
		return []byte("{}")
	}
	return line
}
