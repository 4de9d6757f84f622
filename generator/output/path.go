package output

import (
	"io/fs"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// PathProblem says why a path in a tree was refused.
type PathProblem int

const (
	PathInvalid    PathProblem = iota + 1 // not a slash-separated relative path without . and ..
	PathCharacter                         // a character that some system or address cannot hold
	PathDevice                            // a name that Windows keeps for a device, such as con or nul.txt
	PathLong                              // an element over 255 bytes, or a path over 1024
	PathReserved                          // the marker's own name
	PathTwice                             // the same path was written before
	PathTwin                              // differs from a former path in case or composition only
	PathFolder                            // is a folder in one place and a file in another
	PathDecomposed                        // not in composed form, and so another name elsewhere; refused where names must never change
)

var pathProblemWords = [...]string{
	PathInvalid:    "not a plain relative path",
	PathCharacter:  "holds a character that is not safe in a file name",
	PathDevice:     "is a device name on Windows",
	PathLong:       "is too long",
	PathReserved:   "is reserved",
	PathTwice:      "is written twice",
	PathTwin:       "is the same file on some systems",
	PathFolder:     "is both a file and a folder",
	PathDecomposed: "is in decomposed form",
}

// String gives the problem in a few English words.
func (p PathProblem) String() string {
	if p <= 0 || int(p) >= len(pathProblemWords) {
		return "path problem " + strconv.Itoa(int(p))
	}
	return pathProblemWords[p]
}

// PathError reports a path that cannot stand in a tree.
type PathError struct {
	Path    string      // the path as it was given
	Problem PathProblem // why it was refused
	Other   string      // for twins: the path that was there first
}

func (e *PathError) Error() string {
	text := strconv.Quote(e.Path) + " " + e.Problem.String()
	if e.Other != "" {
		text += ": " + strconv.Quote(e.Other)
	}
	return text
}

const (
	longestName = 255
	longestPath = 1024
)

// CheckPath reports whether a path may stand in a tree: relative, with
// slashes, valid UTF-8, and of names that Linux, macOS, Windows and the web can
// all hold. Letters of every script are allowed. The error is a *[PathError].
func CheckPath(path string) error {
	if problem := pathProblem(path); problem != 0 {
		return &PathError{Path: path, Problem: problem}
	}
	return nil
}

func pathProblem(path string) PathProblem {
	if !fs.ValidPath(path) || path == "." {
		return PathInvalid
	}
	if len(path) > longestPath {
		return PathLong
	}
	if path == MarkerName {
		return PathReserved
	}
	for rest := path; rest != ""; {
		var name string
		name, rest, _ = strings.Cut(rest, "/")
		if problem := nameProblem(name); problem != 0 {
			return problem
		}
	}
	return 0
}

func nameProblem(name string) PathProblem {
	if len(name) > longestName {
		return PathLong
	}
	// Windows drops a last dot or space without a word.
	if last := name[len(name)-1]; last == '.' || last == ' ' || name[0] == ' ' {
		return PathCharacter
	}
	for i := 0; i < len(name); {
		if c := name[i]; c < utf8.RuneSelf {
			if !safeASCII[c] {
				return PathCharacter
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(name[i:])
		if !unicode.IsPrint(r) {
			return PathCharacter
		}
		i += size
	}
	if deviceName(name) {
		return PathDevice
	}
	return 0
}

// safeASCII is a table because every path of 100,000 goes through it.
var safeASCII = func() (table [utf8.RuneSelf]bool) {
	for c := byte(' '); c < 0x7f; c++ {
		table[c] = strings.IndexByte(`"#%*:<>?\|`, c) < 0
	}
	return table
}()

// deviceName reports whether Windows takes the name for a device; what follows
// the first dot does not count.
func deviceName(name string) bool {
	switch name[0] | 0x20 {
	case 'c', 'p', 'a', 'n', 'l':
	default:
		return false // like nearly all names
	}
	base, _, _ := strings.Cut(name, ".")
	base = strings.TrimRight(base, " ")
	switch base = strings.ToUpper(base); base {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$":
		return true
	}
	rest, isPort := strings.CutPrefix(base, "COM")
	if !isPort {
		rest, isPort = strings.CutPrefix(base, "LPT")
	}
	if !isPort {
		return false
	}
	switch rest {
	case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³":
		return true
	}
	return false
}

// foldName maps names that some file system takes for the same file to one key.
// A lower-case ASCII name is its own key, so that the usual name costs nothing.
func foldName(name string) string {
	plain := true
	for i := 0; i < len(name); i++ {
		if c := name[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			plain = false
			break
		}
	}
	if plain {
		return name
	}
	return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(name))))
}
