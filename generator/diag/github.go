package diag

import (
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// GitHub writes one annotation a problem, which GitHub shows at its line in a
// change. Errors come first, because it shows ten of each kind and drops the
// rest. folder is where the source lies in the repository, "." for its root.
func (l *List) GitHub(w io.Writer, lang, folder string) error {
	all := slices.Clone(l.All())
	slices.SortStableFunc(all, func(a, b Problem) int { return rank(a) - rank(b) })
	for _, p := range all {
		p = p.In(lang)
		text := p.Message
		if p.Hint != "" {
			text += "\n" + p.Hint
		}
		_, err := fmt.Fprintf(w, "::%s file=%s,line=%d,col=%d,title=%s::%s\n",
			p.Severity, githubValue(path.Join(folder, p.File)), p.Line, p.Column, githubValue(p.Code), githubText(text))
		if err != nil {
			return fmt.Errorf("write problems: %w", err)
		}
	}
	return nil
}

func rank(p Problem) int {
	if p.Severity == Error {
		return 0
	}
	return 1
}

// githubText escapes what would end a command; githubValue what would end a
// value in it. A text of the city's must not become a command of its own.
func githubText(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func githubValue(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
