package publish

import (
	"context"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"sync"
)

// everybody is what the web server, which is another user, needs of a file and
// of a folder.
const (
	everybodyReads = fs.FileMode(0o444)
	everybodyEnter = fs.FileMode(0o555)
)

// ftpModes is what is known of the modes on a server, on all its lines.
type ftpModes struct {
	mu      sync.Mutex
	noMLST  bool            // the server does not know MLST
	silent  int             // how often in a row it said nothing of a file's mode
	looked  bool            // the mode of a file of ours was seen
	narrow  bool            // our files are not for everybody by themselves
	stuck   bool            // and their modes cannot be changed
	seen    map[string]bool // folders that were looked at
	made    []string        // whole paths of folders that this run made
	example string          // a file that not everybody can read
}

func (m *ftpModes) unreadable() string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.example
}

// patience is for how many files a server is asked for a mode that it never
// tells, as Windows servers do not.
const patience = 3

// openUp lets everybody read a file that the account's umask kept to itself, and
// go through its folders. One look at the first file tells.
func (f *ftpsRemote) openUp(l *ftpLine, p string) error {
	m := &f.target.modes
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case p == journalName, p == progressName, m.stuck, m.looked && !m.narrow, m.silent >= patience:
		return nil
	}
	mode, known, err := f.modeOf(l, p)
	if err != nil {
		return err
	}
	if !known {
		m.silent++
		return nil
	}
	m.looked, m.silent = true, 0
	m.narrow = m.narrow || mode&everybodyReads != everybodyReads
	if !m.narrow {
		return nil
	}
	if err := f.openFolders(l, p); err != nil {
		return err
	}
	return f.change(l, p, mode|0o644, everybodyReads)
}

// openFolders opens the folders that hold a file, and those above the root that
// this run had to make.
func (f *ftpsRemote) openFolders(l *ftpLine, p string) error {
	m := &f.target.modes
	for _, dir := range m.made {
		// A folder above the root is known by its place only.
		if err := f.openFolder(l, strings.TrimPrefix(dir, f.root+"/"), dir); err != nil {
			return err
		}
	}
	for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
		if err := f.openFolder(l, dir, f.at(dir)); err != nil {
			return err
		}
	}
	return nil
}

func (f *ftpsRemote) openFolder(l *ftpLine, name, whole string) error {
	m := &f.target.modes
	if m.seen[whole] || m.stuck {
		return nil
	}
	if m.seen == nil {
		m.seen = map[string]bool{}
	}
	m.seen[whole] = true
	mode, known, err := f.modeOfFolder(l, whole)
	if err != nil || !known || mode&everybodyEnter == everybodyEnter {
		return err
	}
	code, _, err := l.command("SITE CHMOD "+octal(mode|0o755)+" %s", whole)
	if code >= 500 {
		m.stuck, m.example = true, name
	}
	return err
}

// change gives a file another mode and looks whether it has it.
func (f *ftpsRemote) change(l *ftpLine, p string, to, need fs.FileMode) error {
	m := &f.target.modes
	code, _, err := l.command("SITE CHMOD "+octal(to)+" %s", f.at(p))
	if err != nil {
		return err
	}
	if code < 300 {
		mode, known, err := f.modeOf(l, p)
		if err != nil || known && mode&need == need {
			return err
		}
	}
	m.stuck, m.example = true, p
	return nil
}

func octal(mode fs.FileMode) string { return strconv.FormatUint(uint64(mode.Perm()), 8) }

// mode tells the mode of a file or folder, if the server does.
func (f *ftpsRemote) mode(ctx context.Context, p string, folder bool) (mode fs.FileMode, known bool, err error) {
	err = f.with(ctx, "stat", p, func(l *ftpLine) (err error) {
		m := &f.target.modes
		m.mu.Lock()
		defer m.mu.Unlock()
		if folder {
			mode, known, err = f.modeOfFolder(l, f.at(p))
		} else {
			mode, known, err = f.modeOf(l, p)
		}
		return err
	})
	return mode, known, err
}

// modeOf asks for the mode of a file: newer servers tell it with MLST, others in
// the list that they give on the line itself.
func (f *ftpsRemote) modeOf(l *ftpLine, p string) (fs.FileMode, bool, error) {
	if mode, known, err := f.modeByMLST(l, f.at(p)); known || err != nil {
		return mode, known, err
	}
	return f.modeInList(l, f.at(p), path.Base(p), '-')
}

func (f *ftpsRemote) modeOfFolder(l *ftpLine, whole string) (fs.FileMode, bool, error) {
	if mode, known, err := f.modeByMLST(l, whole); known || err != nil {
		return mode, known, err
	}
	return f.modeInList(l, path.Dir(whole), path.Base(whole), 'd')
}

func (f *ftpsRemote) modeByMLST(l *ftpLine, whole string) (fs.FileMode, bool, error) {
	if f.target.modes.noMLST {
		return 0, false, nil
	}
	code, text, err := l.command("MLST %s", whole)
	if err != nil {
		return 0, false, err
	}
	f.target.modes.noMLST = code == 500 || code == 502
	for fact := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == ' ' || r == '\n' }) {
		name, value, _ := strings.Cut(fact, "=")
		if !strings.EqualFold(name, "UNIX.mode") || code >= 300 {
			continue
		}
		if mode, err := strconv.ParseUint(value, 8, 32); err == nil {
			return fs.FileMode(mode) & fs.ModePerm, true, nil
		}
	}
	return 0, false, nil
}

// modeInList reads a list as ls prints it.
func (f *ftpsRemote) modeInList(l *ftpLine, whole, name string, kind byte) (fs.FileMode, bool, error) {
	code, text, err := l.command("STAT %s", whole)
	if err != nil || code >= 300 {
		return 0, false, err
	}
	for row := range strings.SplitSeq(text, "\n") {
		row = strings.TrimRight(row, "\r")
		if !strings.HasSuffix(row, " "+name) && !strings.HasSuffix(row, "/"+name) {
			continue
		}
		if mode, is := modeOfRow(strings.TrimLeft(row, " "), kind); is {
			return mode, true, nil
		}
	}
	return 0, false, nil
}

// modeOfRow reads -rw-r--r--.
func modeOfRow(row string, kind byte) (fs.FileMode, bool) {
	const letters = "rwxrwxrwx"
	if len(row) < 1+len(letters)+1 || row[0] != kind {
		return 0, false
	}
	var mode fs.FileMode
	for i := range letters {
		mode <<= 1
		switch c := row[1+i]; {
		case c == letters[i], i%3 == 2 && (c == 's' || c == 't'):
			mode |= 1
		case c != '-' && !(i%3 == 2 && (c == 'S' || c == 'T')):
			return 0, false
		}
	}
	return mode, true
}
