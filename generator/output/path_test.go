package output

import (
	"errors"
	"strings"
	"testing"

	"tassei/generator/must"
)

func TestCheckPath(t *testing.T) {
	cases := []struct {
		path string
		want PathProblem // 0 for none
	}{
		{"index.html", 0},
		{"FY2024/1-i-shihyo-6.html", 0},
		{".well-known/security.txt", 0},
		{".htaccess", 0},
		{"a/.tassei", 0}, // the tree of an archive holds one of its own
		{"資料/図１ (2).svg", 0},
		{"console.html", 0},
		{"com10", 0},
		{"auxiliary/nullable", 0},
		{strings.Repeat("a", 255), 0},
		{strings.Repeat("abc/", 255) + "abcd", 0}, // 1024 bytes
		{"", PathInvalid},
		{".", PathInvalid},
		{"/etc/passwd", PathInvalid},
		{"../x", PathInvalid},
		{"a/../b", PathInvalid},
		{"a//b", PathInvalid},
		{"a/", PathInvalid},
		{"./a", PathInvalid},
		{"a\xff", PathInvalid},
		{`a\b`, PathCharacter},
		{"c:x", PathCharacter},
		{"a?b", PathCharacter},
		{"a#b", PathCharacter},
		{"a%20b", PathCharacter},
		{"a\x00b", PathCharacter},
		{"a\nb", PathCharacter},
		{"a\x7fb", PathCharacter},
		{"a\u202eb", PathCharacter}, // turns the reading direction
		{"a\u200bb", PathCharacter}, // cannot be seen
		{"a\u3000b", PathCharacter}, // a full-width space
		{"a.", PathCharacter},
		{"a /b", PathCharacter},
		{" a", PathCharacter},
		{"con", PathDevice},
		{"a/NUL.txt", PathDevice},
		{"Aux.tar.gz", PathDevice},
		{"lpt1", PathDevice},
		{"COM¹.html", PathDevice},
		{"conin$", PathDevice},
		{"nul .txt", PathDevice},
		{MarkerName, PathReserved},
		{strings.Repeat("a", 256), PathLong},
		{strings.Repeat("abc/", 300) + "a", PathLong},
	}
	for _, c := range cases {
		err := CheckPath(c.path)
		var problem *PathError
		switch {
		case c.want == 0 && err != nil:
			t.Errorf("%q is refused: %v", c.path, err)
		case c.want != 0 && (!errors.As(err, &problem) || problem.Problem != c.want):
			t.Errorf("%q: got %v, want %v", c.path, err, c.want)
		}
	}
}

func TestNameClashes(t *testing.T) {
	cases := []struct {
		first, second string
		want          PathProblem
	}{
		{"a", "a", PathTwice},
		{"x/a", "x/a", PathTwice},
		{"a.html", "A.html", PathTwin},
		{"FY2024/a", "fy2024/b", PathTwin},
		{"a1-Z", "a1-z", PathTwin},
		{"\u30ac", "\u30ab\u3099", PathTwin}, // the same letter as one code point and as two
		{"straße", "STRASSE", 0},
		{"ſ", "s", PathTwin}, // the long s
		{"a", "a/b", PathFolder},
		{"a/b", "a", PathFolder},
		{"A/b", "a", PathTwin},
		{"a/b", "b/a", 0},
		{"１", "1", 0},
	}
	for _, c := range cases {
		s := &Stage{folders: map[string]*folder{".": {names: map[string]bool{}}}}
		must.Succeed(t, must.Err(s.reserve(c.first)))
		_, err := s.reserve(c.second)
		var problem *PathError
		switch {
		case c.want == 0 && err != nil:
			t.Errorf("%q, %q: %v", c.first, c.second, err)
		case c.want != 0 && (!errors.As(err, &problem) || problem.Problem != c.want):
			t.Errorf("%q, %q: got %v, want %v", c.first, c.second, err, c.want)
		}
	}
}
