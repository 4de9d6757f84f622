package site

import (
	"strings"
	"testing"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// TestNoTitleEndsAStyle puts texts that would end a string, a rule or a style
// element into the foot of the paper, and reads the style as a parser does.
func TestNoTitleEndsAStyle(t *testing.T) {
	for _, words := range []string{`町の"計画"`, `\`, "a\nb", `"}*{color:red}`, `</style><script>`, `\22 `} {
		said := cssText(words)
		lexer := css.NewLexer(parse.NewInputString(said))
		kind, text := lexer.Next()
		if kind != css.StringToken || len(text) != len(said) {
			t.Errorf("%q becomes %s, which is no single string", words, said)
		}
		if strings.ContainsAny(said[1:len(said)-1], `"<>`) {
			t.Errorf("%q becomes %s", words, said)
		}
	}
}
