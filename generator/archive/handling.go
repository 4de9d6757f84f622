package archive

import (
	"bufio"
	"bytes"
	"crypto/sha512"
	"hash"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tassei/generator/output"
)

// What computers do to folders of their own accord, by the variants of the
// messages that name it: it proves nothing of anybody's changing a seal.
const (
	byLineEnds = "line-ends" // the lines end in another way: Git for Windows does this
	byForm     = "form"      // the name is composed in another way: macOS does this
	byCopy     = "copy"      // the same seal lies under its own name too
	byName     = "name"      // the same bytes lie under another name in the same folder
	byDesktop  = "desktop"   // a file that the Finder or the Explorer puts into folders
)

// Handlings are these variants, which have hints of their own.
var Handlings = []string{byLineEnds, byForm, byDesktop, byName, byCopy}

// isDesktopFile reports whether a desktop puts files of this name into folders.
func isDesktopFile(name string) bool {
	base := strings.ToLower(path.Base(name))
	return slices.Contains([]string{".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", ".directory"}, base) ||
		strings.HasPrefix(base, "._") || strings.HasPrefix(base, "~$") || strings.HasPrefix(base, ".~lock.")
}

// CheckName reports whether a file of this name can be sealed: it must travel to
// every system as it is, which a name in decomposed form does not. The error is
// an *[output.PathError].
func CheckName(name string) error {
	if err := output.CheckPath(name); err != nil {
		return err
	}
	if !norm.NFC.IsNormalString(name) {
		return &output.PathError{Path: name, Problem: output.PathDecomposed}
	}
	return nil
}

// unix is a text of lines with the line ends that every tag file has.
func unix(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// onlyLineEnds reports whether a file is what was wanted but for its line ends.
func (t *tree) onlyLineEnds(path string, want digest) bool {
	r, err := t.open(path)
	if err != nil {
		return false
	}
	defer r.Close()
	unix, dos := sha512.New(), sha512.New()
	if hashLines(bufio.NewReaderSize(r, 64<<10), unix, dos) != nil {
		return false
	}
	return digest(unix.Sum(nil)) == want || digest(dos.Sum(nil)) == want
}

// hashLines hashes a text with both kinds of line ends. A file with a NUL in it
// is no text: io.ErrUnexpectedEOF.
func hashLines(r *bufio.Reader, unix, dos hash.Hash) error {
	for {
		line, err := r.ReadSlice('\n')
		if bytes.IndexByte(line, 0) >= 0 {
			return io.ErrUnexpectedEOF
		}
		body, ended := bytes.CutSuffix(line, []byte("\n"))
		if err == bufio.ErrBufferFull && bytes.HasSuffix(body, []byte("\r")) {
			// Its line feed comes with the next piece.
			body = body[:len(body)-1]
			if unreadErr := r.UnreadByte(); unreadErr != nil {
				return unreadErr
			}
		}
		if ended {
			body = bytes.TrimSuffix(body, []byte("\r"))
		}
		unix.Write(body)
		dos.Write(body)
		if ended {
			unix.Write([]byte("\n"))
			dos.Write([]byte("\r\n"))
		}
		if err == io.EOF {
			return nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return err
		}
	}
}

// inOtherForm maps the names that a list wants to those that are there in
// another composition of the same letters, and are not wanted themselves.
func (t *tree) inOtherForm(missing []string, wanted func(path string) bool) map[string]string {
	if len(missing) == 0 {
		return nil
	}
	there := map[string]string{}
	for _, name := range t.files {
		if !wanted(name) {
			there[norm.NFC.String(name)] = name
		}
	}
	found := map[string]string{}
	for _, name := range missing {
		if other, ok := there[norm.NFC.String(name)]; ok {
			found[name] = other
		}
	}
	return found
}

// renamed maps the names that a list wants to files that lie in the same folder with the
// very bytes under a name that nobody wants.
func (b *bag) renamed(missing []string, others map[string]string, wanted func(path string) bool) map[string]string {
	folders := map[string]bool{}
	for _, name := range missing {
		if others[name] == "" {
			folders[path.Dir(name)] = true
		}
	}
	var extra []string
	for _, name := range b.files {
		if isPayload(name) && !wanted(name) && folders[path.Dir(name)] {
			extra = append(extra, name)
		}
	}
	found := map[string]string{}
	for i, got := range b.hashAll(extra) {
		for _, name := range missing {
			if e, _ := find(b.payload, name); got.err == nil && e.sum == got.sum && found[name] == "" && path.Dir(name) == path.Dir(extra[i]) {
				found[name] = extra[i]
				break
			}
		}
	}
	return found
}

// together makes one problem of all in a bag that have the same cause.
func together(list []Problem) []Problem {
	type kind struct{ bag, code, by string }
	first := map[kind]int{}
	var kept []Problem
	for _, p := range list {
		by := p.Args["message"]
		if by != byLineEnds && by != byForm {
			kept = append(kept, p)
			continue
		}
		bag, _, _ := strings.Cut(p.File, "/")
		k := kind{bag, p.Code, by}
		i, seen := first[k]
		if !seen {
			p.Args["n"] = "1"
			first[k] = len(kept)
			kept = append(kept, p)
			continue
		}
		n, _ := strconv.Atoi(kept[i].Args["n"])
		kept[i].Args["n"] = strconv.Itoa(n + 1)
	}
	return kept
}
