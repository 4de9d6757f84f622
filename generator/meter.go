package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"golang.org/x/term"

	"tassei/generator/diag"
	"tassei/generator/publish"
)

// meter shows how far an upload is: on a terminal in one line that changes,
// elsewhere in a plain line now and then.
type meter struct {
	session  *session
	doing    string // the message that says what is done: sending, writing, reading
	terminal bool
	start    time.Time
	shown    time.Time
	tenth    int64
	line     bool // a line on the terminal waits to be cleared
}

func (s *session) meter(doing string) *meter {
	f, isFile := s.stderr.(*os.File)
	now := time.Now()
	return &meter{session: s, doing: doing, terminal: isFile && term.IsTerminal(int(f.Fd())), start: now, shown: now, tenth: -1}
}

// often is how much time must pass between two changes of the line.
const often = 200 * time.Millisecond

func (m *meter) tell(p publish.Progress) {
	s := m.session
	if p.Retry != nil {
		m.end()
		s.talk("trying again", "path", p.Path, "reason", diag.Visible(p.Retry.Error())) // in part a server's own words
		return
	}
	done, total := share(p)
	if s.quiet || total == 0 {
		return
	}
	now := time.Now()
	if !m.terminal {
		// A log is told each tenth, and nothing of what is over at once.
		if tenth := 10 * done / total; tenth > m.tenth && tenth < 10 && now.Sub(m.start) > time.Second {
			m.tenth = tenth
			fmt.Fprintln(s.stderr, m.text(p, now))
		}
		return
	}
	if now.Sub(m.shown) < often {
		return
	}
	m.shown, m.line = now, true
	fmt.Fprint(s.stderr, "\r\x1b[K"+m.text(p, now))
}

// share is how much is done and of how much: in bytes, or in files where nobody
// knows how many bytes will come.
func share(p publish.Progress) (done, total int64) {
	if p.BytesTotal > 0 {
		return p.Bytes, p.BytesTotal
	}
	return int64(p.Files), int64(p.FilesTotal)
}

func (m *meter) text(p publish.Progress, now time.Time) string {
	left := ""
	done, total := share(p)
	if passed := now.Sub(m.start); done > 0 && passed > time.Second {
		rest := time.Duration(float64(passed) / float64(done) * float64(total-done))
		left = m.session.say("time left", "time", rest.Round(time.Second).String())
	}
	return m.session.say(m.doing, "files", strconv.Itoa(p.Files), "of", strconv.Itoa(p.FilesTotal),
		"bytes", size(p.Bytes), "total", size(p.BytesTotal), "left", left)
}

// end clears the line.
func (m *meter) end() {
	if m.line {
		fmt.Fprint(m.session.stderr, "\r\x1b[K")
		m.line = false
	}
}

// size is a number of bytes as people read it.
func size(bytes int64) string {
	switch {
	case bytes < 1000:
		return strconv.FormatInt(bytes, 10) + " B"
	case bytes < 1000*1000:
		return fmt.Sprintf("%.1f kB", float64(bytes)/1e3)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}
