package desk

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	"tassei/generator/desk/edit"
	"tassei/generator/diag"
)

// LiveScript is the address of the script that reloads a page when the site
// was built anew. Pages carry it only while serving (site.Input.Preview); it is
// never among the files that are published.
const LiveScript = "/-/live.js"

// firstPort is where the search for a free port begins.
const firstPort = 8000

// Preview is a site on this machine's own screen, rebuilt whenever its files
// change.
type Preview struct {
	Dir  string // the city's folder, which is watched
	Port int    // 0 takes 8000 or the next free one
	Lang string // of what this package says in pages: "ja" or "en"

	Style    []byte // the site's style sheet, for the pages of the editor
	ReadOnly bool   // nothing is written in the browser

	// Why says what hindered the editor from reading or writing; nil leaves it to
	// the error's own words.
	Why func(error) string

	// Build makes one whole site, drafts included. After a list with errors,
	// or an error, the last good build stays.
	Build func(Output) (*diag.List, error)

	// Tell is told of each build, by one goroutine. It may be nil.
	Tell func(Event)
}

// Event is one build of a Preview.
type Event struct {
	Address  string     // where to look, such as http://127.0.0.1:8000/; of the first build only
	Files    int        // of the site that is shown; 0 when none was good yet
	Changed  bool       // the site differs from the one before
	Problems *diag.List // nil when Build gave none
	Err      error      // of Build, other than problems
}

// Serve builds, shows and rebuilds until ctx ends, which is no error. It
// listens on 127.0.0.1 only. The error is a *Fault when the port is taken.
func Serve(ctx context.Context, p Preview) error {
	listener, err := listen(p.Port)
	if err != nil {
		return err
	}
	return p.serve(ctx, listener)
}

// listen opens the port, or the first free one from 8000 on.
func listen(port int) (net.Listener, error) {
	if port != 0 {
		l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(port))
		if err != nil {
			return nil, fault("port taken", "port", strconv.Itoa(port), "reason", err.Error())
		}
		return l, nil
	}
	for port := firstPort; port < firstPort+100; port++ {
		if l, err := net.Listen("tcp4", "127.0.0.1:"+strconv.Itoa(port)); err == nil {
			return l, nil
		}
	}
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen on 127.0.0.1: %w", err)
	}
	return l, nil
}

func (p Preview) serve(ctx context.Context, listener net.Listener) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	port := listener.Addr().(*net.TCPAddr).Port
	// The clock tells runs of the program apart, so that a page which was left
	// open reloads; it reaches no file.
	s := &screen{dir: p.Dir, lang: p.Lang, port: port, version: time.Now().UnixNano(), changed: make(chan struct{}), ctx: ctx}
	s.editor = edit.New(edit.Options{Dir: p.Dir, Lang: p.Lang, Style: p.Style, ReadOnly: p.ReadOnly, Known: s.known, Why: p.Why})
	server := &http.Server{
		Handler:           s.handler(),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()

	w := watch(ctx, p.Dir)
	address := "http://127.0.0.1:" + strconv.Itoa(port) + "/"
	said := address
	for {
		s.editor.Changed()
		p.rebuild(s, said)
		said = ""
		select {
		case <-w:
			continue
		case err := <-ended:
			return fmt.Errorf("serve %s: %w", address, err)
		case <-ctx.Done():
		}
		break
	}
	cancel()
	closing, stop := context.WithTimeout(context.Background(), 2*time.Second)
	defer stop()
	if err := server.Shutdown(closing); err != nil {
		server.Close()
	}
	if err := <-ended; err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serve %s: %w", address, err)
	}
	return nil
}

// rebuild makes the site anew and shows it if it is good.
func (p Preview) rebuild(s *screen, address string) {
	m := newMemory()
	list, err := p.Build(m.output(s.shown()))
	if failure := diag.Problems(err); failure != nil {
		// Some faults, such as those of layouts, come as an error.
		if list == nil {
			list = &diag.List{}
		}
		list.Add(failure...)
		err = nil
	}
	if err == nil {
		err = m.failed()
	}
	good := err == nil && (list == nil || list.Errors() == 0)
	if !good {
		m = nil
	}
	files, changed := s.show(m, list, err)
	if p.Tell != nil {
		p.Tell(Event{Address: address, Files: files, Changed: changed, Problems: list, Err: err})
	}
}
