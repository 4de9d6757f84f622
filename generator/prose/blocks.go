package prose

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tassei/generator/pattern"
)

// The blocks of Markdown, each held back where it would drop, renumber or
// reinterpret what a clerk wrote as words. What is not taken is shown as it was
// written: an underlined line is no heading, an indented one no code, [a]: b no
// definition.
func blockParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(listParser{parser.NewListParser()}, 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(headingParser{parser.NewATXHeadingParser()}, 600),
		util.Prioritized(fenceParser{parser.NewFencedCodeBlockParser()}, 700),
		util.Prioritized(quoteParser{parser.NewBlockquoteParser()}, 800),
		util.Prioritized(parser.NewHTMLBlockParser(), 900),
		util.Prioritized(paragraphParser{}, 1000),
	}
}

// paragraphParser is CommonMark's, with two differences: a line that stands
// outside a list or a quote is not taken into it, and an indent is kept.
type paragraphParser struct{}

func (paragraphParser) Trigger() []byte             { return nil }
func (paragraphParser) CanInterruptParagraph() bool { return true }
func (paragraphParser) CanAcceptIndentedLine() bool { return true }
func (paragraphParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	last := pc.LastOpenedBlock().Node
	if util.IsBlank(line) || last != nil && ast.IsParagraph(last) && last.Parent() == parent {
		return nil, parser.NoChildren // the paragraph goes on
	}
	node := ast.NewParagraph()
	node.Lines().Append(segment)
	r.AdvanceToEOL()
	return node, parser.NoChildren
}

func (paragraphParser) Continue(node ast.Node, r text.Reader, _ parser.Context) parser.State {
	line, segment := r.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	node.Lines().Append(segment)
	r.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (paragraphParser) Close(node ast.Node, r text.Reader, _ parser.Context) {
	trimLines(node.Lines(), r.Source())
}

// trimLines takes the blanks from both ends of a paragraph's lines, but not an
// indent that was meant: a tab, or four blanks and more.
func trimLines(lines *text.Segments, src []byte) {
	for i := range lines.Len() {
		l := lines.At(i)
		if width, _ := util.IndentWidth(l.Value(src), 0); width < minIndent {
			lines.Set(i, l.TrimLeftSpace(src))
		}
	}
	last := lines.Len() - 1
	l := lines.At(last)
	lines.Set(last, l.TrimRightSpace(src))
}

// minIndent is the width from which an indent is meant.
const minIndent = 4

// listParser takes - and * for bullets and 1. for numbers, but not what is a
// sign or a number to its reader.
type listParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (l listParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if line, _ := r.PeekLine(); !isItem(line) {
		return nil, parser.NoChildren
	}
	return l.BlockParser.Open(parent, r, pc)
}

// Continue implements parser.BlockParser.
func (l listParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	line, _ := r.PeekLine()
	if last, ok := node.LastChild().(*ast.ListItem); ok && !util.IsBlank(line) {
		width, _ := util.IndentWidth(line, r.LineOffset())
		if (width < last.Offset || last.ChildCount() == 0) && !isItem(line) {
			return parser.Close
		}
	}
	return l.BlockParser.Continue(node, r, pc)
}

var (
	// lone is a figure without words. Before it, - is a minus and > is "more than".
	lone = pattern.New(`^[0-9０-９][0-9０-９.,．，/]* ?(?:[%％]|pt)?[\p{Han}\p{Hiragana}\p{Katakana}]{0,4}$`)
	// twice is a number after a number: 4. 1. is a date or the number of a part.
	twice = pattern.New(`^[0-9]+\.(?:\s|$)`)
)

// isItem reports whether a line may stand in a list. A number with zeros before
// it, a mark without words and a row of columns are words.
func isItem(line []byte) bool {
	line = bytes.Trim(line, " \t\n")
	digits := 0
	for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	switch {
	case digits >= len(line), digits > 3, digits > 1 && line[0] == '0':
		return false
	case digits > 0 && line[digits] != '.', digits == 0 && line[0] != '-' && line[0] != '*':
		return false
	}
	rest := line[digits+1:]
	words := bytes.TrimLeft(rest, " \t")
	if len(words) == 0 || len(words) == len(rest) || bytes.IndexByte(words, '\t') >= 0 || lone.Match(words) {
		return false
	}
	return digits == 0 || !twice.Match(words)
}

// quoteParser takes > for a quote when a blank follows: >80 is "more than 80".
type quoteParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (q quoteParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	if line, _ := r.PeekLine(); !isQuote(line) {
		return nil, parser.NoChildren
	}
	return q.BlockParser.Open(parent, r, pc)
}

// Continue implements parser.BlockParser.
func (q quoteParser) Continue(node ast.Node, r text.Reader, pc parser.Context) parser.State {
	if line, _ := r.PeekLine(); !isQuote(line) {
		return parser.Close
	}
	return q.BlockParser.Continue(node, r, pc)
}

func isQuote(line []byte) bool {
	line = bytes.TrimSpace(line)
	if len(line) == 0 || line[0] != '>' {
		return false
	}
	line = line[1:]
	if len(line) == 0 || line[0] == '>' {
		return true
	}
	return (line[0] == ' ' || line[0] == '\t') && !lone.Match(bytes.TrimSpace(line))
}

// headingParser takes # for a heading when words follow and no columns.
type headingParser struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (h headingParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := r.PeekLine()
	words := bytes.TrimSpace(bytes.Trim(bytes.TrimSpace(line), "#"))
	if len(words) == 0 || bytes.IndexByte(words, '\t') >= 0 || bytes.HasPrefix(bytes.TrimLeft(line, " #"), []byte("\t")) {
		return nil, parser.NoChildren
	}
	return h.BlockParser.Open(parent, r, pc)
}

// fenceParser takes ``` for code when the code ends; what stands after the
// first ``` is no word of the text, so it must be the name of a language.
type fenceParser struct{ parser.BlockParser }

var (
	fenceForm = pattern.New("^ *(```+|~~~+)[ \t]*[A-Za-z0-9+#._-]*$")
	fences    = parser.NewContextKey()
)

// Open implements parser.BlockParser.
func (f fenceParser) Open(parent ast.Node, r text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := r.PeekLine()
	m := fenceForm.FindSubmatch(bytes.TrimRight(line, " \t\n"))
	if m == nil || !fenceEnds(m[1], segment.Stop, r.Source(), pc) {
		return nil, parser.NoChildren
	}
	return f.BlockParser.Open(parent, r, pc)
}

// fenceEnds reports whether a fence has an end after a place in the text. All
// ends of a text are looked for once.
func fenceEnds(fence []byte, after int, src []byte, pc parser.Context) bool {
	ends, ok := pc.Get(fences).(map[byte][]int)
	if !ok {
		ends = map[byte][]int{'`': longestAfter(src, '`'), '~': longestAfter(src, '~')}
		pc.Set(fences, ends)
	}
	longest := ends[fence[0]]
	line := bytes.Count(src[:after], []byte("\n"))
	return after < len(src) && line < len(longest) && len(fence) <= longest[line]
}

// longestAfter gives for each line the longest end of a fence from it on.
func longestAfter(src []byte, mark byte) []int {
	var longest []int
	for line := range bytes.Lines(src) {
		line = bytes.Trim(line, " \t>\n")
		n := len(line)
		if len(bytes.Trim(line, string(mark))) > 0 {
			n = 0
		}
		longest = append(longest, n)
	}
	for i := len(longest) - 2; i >= 0; i-- {
		longest[i] = max(longest[i], longest[i+1])
	}
	return longest
}
