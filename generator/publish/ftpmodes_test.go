package publish

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"net"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
)

// told is an FTP server's control line that answers as it is told, and writes down what
// it was asked.
func told(t *testing.T, answers map[string]string) (l *ftpLine, asked *[]string) {
	t.Helper()
	ours, theirs := net.Pipe()
	t.Cleanup(func() { ours.Close(); theirs.Close() })
	asked = &[]string{}
	go func() {
		for lines := bufio.NewScanner(theirs); lines.Scan(); {
			*asked = append(*asked, lines.Text())
			answer, known := answers[lines.Text()]
			if !known {
				answer = "500 what?"
			}
			io.WriteString(theirs, answer+"\r\n")
		}
	}()
	return &ftpLine{raw: map[net.Conn]bool{}, control: ours}, asked
}

func ftpsOf(root string) *ftpsRemote { return &ftpsRemote{root: root, target: &ftpsTarget{}} }

// The mode of a file is what the server says of that very file, in one of two ways; else
// nothing is known of it.
func TestFTPSModeIsWhatTheServerSays(t *testing.T) {
	list := "213-Status\r\n-rw-r--r-- 1 w w 9 Jan 1 other.html\r\ndrwx------ 2 w w 9 Jan 1 x.html\r\n -rw-r----- 1 w w 9 Jan 1 x.html\r\n213 End"
	for _, c := range []struct {
		name, mlst, stat string
		folder           bool
		want             fs.FileMode
		known            bool
	}{
		{"MLST", "250-Listing\r\n type=file;UNIX.mode=0640;size=9; /www/x.html\r\n250 End", list, false, 0o640, true},
		{"in other letters", "250-Listing\r\n unix.MODE=0604; /www/x.html\r\n250 End", list, false, 0o604, true},
		{"MLST of a folder", "250-Listing\r\n type=dir;UNIX.mode=0750; /www/x.html\r\n250 End", list, true, 0o750, true},
		{"no mode in it", "250-Listing\r\n type=file;size=9; /www/x.html\r\n250 End", list, false, 0o640, true},
		{"no number", "250-Listing\r\n UNIX.mode=rw-; /www/x.html\r\n250 End", list, false, 0o640, true},
		{"refused", "550 UNIX.mode=0644; no", list, false, 0o640, true},
		{"the list, of a folder", "500 what?", list, true, 0o700, true},
		{"another list", "500 what?", "213-Status\r\n-rw-r--r-- 1 w w 9 Jan 1 /www/x.html\r\n213 End", false, 0o644, true},
		{"not in the list", "500 what?", "213-Status\r\n-rw-r--r-- 1 w w 9 Jan 1 ax.html\r\n213 End", false, 0, false},
		{"no list", "500 what?", "550 -rw-r--r-- 1 w w 9 Jan 1 x.html", false, 0, false},
	} {
		l, asked := told(t, map[string]string{"MLST /www/x.html": c.mlst, "STAT /www/x.html": c.stat, "STAT /www": c.stat})
		f := ftpsOf("/www")
		ask := func() (fs.FileMode, bool, error) {
			if c.folder {
				return f.modeOfFolder(l, "/www/x.html")
			}
			return f.modeOf(l, "x.html")
		}
		for range 2 {
			mode, known, err := ask()
			if mode != c.want || known != c.known || err != nil {
				t.Errorf("%s: %o, %v, %v", c.name, mode, known, err)
			}
		}
		if again := slices.Index((*asked)[1:], "MLST /www/x.html") >= 0; again == strings.HasPrefix(c.mlst, "500") {
			t.Errorf("%s: asked %v", c.name, *asked)
		}
	}
}

func TestFTPSModeOfARow(t *testing.T) {
	for row, want := range map[string]string{
		"-rwxr-xr-x 1": "755", "-rw------- 1": "600", "-r-sr-Sr-t 1": "545", "-rw-r--r-T 1": "644", "drwxr-xr-x 1": "", "-rw-r--r--": "", "-rw-r--r-- ": "644",
		"-rz-r--r-- 1": "", "-rwzr--r-- 1": "", "-Sw-r--r-- 1": "", "-rs-r--r-- 1": "", "-sw-r--r-- 1": "", "": "", "total 8 and more": "",
	} {
		mode, is := modeOfRow(row, '-')
		got := ""
		if is {
			got = fmt.Sprintf("%o", mode)
		}
		must.Be(t, got, want, row)
	}
}

// A file that others may not read is opened, with the folders that hold it and those above
// that the run made; what cannot be opened is said by the path of one, and not tried again.
func TestFTPSOpensWhatIsClosed(t *testing.T) {
	mlst := func(mode string) string { return "250-Listing\r\n UNIX.mode=" + mode + "; x\r\n250 End" }
	for _, c := range []struct {
		name          string
		file, dir, up string // their modes
		chmod         string // what is answered
		stuck         string
		changed       int // modes that were asked to be changed
	}{
		{"open", "0644", "0755", "0755", "200 ok", "", 0},
		{"closed and refused", "0640", "0755", "0755", "550 no", "a/x.html", 1},
		{"taken, and not done", "0640", "0755", "0755", "200 ok", "a/x.html", 1},
		{"the folder too", "0640", "0750", "0755", "550 no", "a/x.html", 2},
		{"the one above", "0640", "0755", "0750", "550 no", "a/x.html", 2},
		{"all of them, in words that the server does not know", "0640", "0750", "0750", "500 what?", "a/x.html", 2},
	} {
		l, asked := told(t, map[string]string{
			"MLST /srv/www/a/x.html": mlst(c.file), "MLST /srv/www/a": mlst(c.dir), "MLST /srv": mlst(c.up),
			"SITE CHMOD 644 /srv/www/a/x.html": c.chmod, "SITE CHMOD 755 /srv/www/a": c.chmod, "SITE CHMOD 755 /srv": c.chmod,
		})
		f := ftpsOf("/srv/www")
		f.target.modes.made = []string{"/srv"}
		for range 2 {
			must.Succeed(t, f.openUp(l, "a/x.html"), c.name)
		}
		must.Be(t, f.target.modes.unreadable(), c.stuck, c.name)
		if n := strings.Count(strings.Join(*asked, "\n"), "CHMOD"); n != c.changed {
			t.Errorf("%s: asked %v", c.name, *asked)
		}
		must.Be(t, strings.Count(strings.Join(*asked, "\n"), "MLST /srv/www/a/x.html") <= 1+c.changed, true, c.name, "one look at the first file")
	}
	// A folder is looked at once, and one of which nothing is known is left alone.
	l, asked := told(t, map[string]string{"MLST /srv/www/a": mlst("0755")})
	f := ftpsOf("/srv/www")
	for _, dir := range []string{"a", "b", "a", "b"} {
		must.Succeed(t, f.openFolder(l, dir, "/srv/www/"+dir))
	}
	must.Be(t, strings.Count(strings.Join(*asked, "\n"), "MLST /srv/www/a"), 1, *asked)
	must.Be(t, strings.Count(strings.Join(*asked, "\n"), "CHMOD"), 0, *asked)
	// Of a server that tells nothing, a few files are asked, and records of a run never.
	l, asked = told(t, nil)
	f = ftpsOf("/www")
	for range 20 {
		must.Succeed(t, f.openUp(l, "x.html"))
		must.Succeed(t, f.openUp(l, journalName))
		must.Succeed(t, f.openUp(l, progressName))
	}
	if n := strings.Count(strings.Join(*asked, "\n"), "STAT"); n != patience {
		t.Errorf("%d looks: %v", n, *asked)
	}
}
