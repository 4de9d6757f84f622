package publish

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"slices"
	"strings"
	"testing"

	"github.com/jlaffaye/ftp"

	"tassei/generator/must"
	"tassei/generator/output"
)

// taking is a plain FTP server that takes files and writes down what it was asked;
// answer has its own word on some of that, and "" for what goes well.
func taking(t *testing.T, answer func(asked []string) string) (f *ftpsRemote, asked *[]string) {
	t.Helper()
	_, port, _ := net.SplitHostPort(serving(t, nil, func(conn net.Conn) { io.Copy(io.Discard, conn) }))
	well := map[string]string{"EPSV": "229 (|||" + port + "|)", "DELE": "250 gone", "STOR": "150 go on\r\n226 done", "SIZE": "213 4", "RNFR": "350 go on", "RNTO": "250 done"}
	asked = &[]string{}
	address := serving(t, nil, func(conn net.Conn) {
		io.WriteString(conn, "220 ready\r\n")
		for lines := bufio.NewScanner(conn); lines.Scan(); {
			*asked = append(*asked, lines.Text())
			said := answer(*asked)
			if word, _, _ := strings.Cut(lines.Text(), " "); said == "" {
				said = well[word]
			}
			io.WriteString(conn, said+"\r\n")
		}
	})
	conn, err := ftp.Dial(address)
	must.Succeed(t, err)
	l, _ := told(t, nil)
	l.ServerConn = conn
	f = ftpsOf("/www")
	f.idle, f.all = []*ftpLine{l}, map[*ftpLine]bool{l: true}
	return f, asked
}

// A file takes its name in one step where the server can; where it cannot, the old one goes
// first, and only then. What arrived short takes no name.
func TestFTPSFileTakesItsName(t *testing.T) {
	temp, name := "/www/"+tempPath("x.html"), "/www/x.html"
	for _, c := range []struct {
		name                string
		left, size, removed string // what is answered of the leftover, the size and the old file
		renamed             []string
		deleted, refused    bool
		short               bool
		fails               bool
	}{
		{name: "in one step"},
		{name: "no leftover", left: "550 none"},
		{name: "the leftover cannot be looked at", left: "450 busy", fails: true},
		{name: "not over a file", renamed: []string{"553 there"}, deleted: true},
		{name: "not over a file, in other words", renamed: []string{"500 there"}, deleted: true},
		{name: "not even then", renamed: []string{"553 no", "553 no"}, deleted: true, refused: true},
		{name: "and the old one stays", renamed: []string{"553 there"}, removed: "550 no", deleted: true, refused: true},
		{name: "not now", renamed: []string{"450 busy"}, fails: true},
		{name: "no size is told", size: "502 what?"},
		{name: "short", size: "213 3", short: true, fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, asked := taking(t, func(asked []string) string {
				last := asked[len(asked)-1]
				n := len(slices.DeleteFunc(slices.Clone(asked), func(s string) bool { return s != "RNTO "+name })) - 1
				switch {
				case last == "DELE "+temp:
					return c.left
				case last == "SIZE "+temp:
					return c.size
				case last == "DELE "+name:
					return c.removed
				case last == "RNTO "+name && n < len(c.renamed):
					return c.renamed[n]
				}
				return ""
			})
			err := f.write(context.Background(), output.File{Path: "x.html", Size: 4}, strings.NewReader("page"))
			var refused *RefusedError
			if errors.As(err, &refused) != c.refused || errors.Is(err, io.ErrShortWrite) != c.short || (err != nil) != (c.fails || c.refused) {
				t.Errorf("%v", err)
			}
			must.Be(t, slices.Contains(*asked, "DELE "+name), c.deleted, *asked)
			must.Be(t, slices.Contains(*asked, "RNTO "+name), !c.short && c.left != "450 busy", *asked)
		})
	}
}
