package prose

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is CommonMark with tables, footnotes and ruby. Strikethrough is
// left out, because 1~2年~3年 is a span of years; so are bare links, and links
// by definition, because [参考]: 総合計画 is words.
var markdown = parser.NewParser(
	parser.WithBlockParsers(append(blockParsers(),
		util.Prioritized(extension.NewFootnoteBlockParser(), 999))...),
	parser.WithInlineParsers(
		util.Prioritized(codeSpanParser{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(extension.NewFootnoteParser(), 101),
		util.Prioritized(rubyParser{}, 150),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emphasisParser{}, 500),
	),
	parser.WithParagraphTransformers(util.Prioritized(newTableParser(), 200)),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
		util.Prioritized(keepNotes{}, 998),
		util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
	),
)

func parse(src []byte) ast.Node { return markdown.Parse(text.NewReader(src)) }

// walk visits a tree in the order of its text.
func walk(n ast.Node, visit func(ast.Node)) {
	visit(n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		walk(c, visit)
	}
}

// emphasisParser is CommonMark's, except that a Japanese character on either
// side of the asterisks makes up for a missing space. CommonMark takes これは
// **「重要」**です for plain text, because 「 is punctuation and は is a letter.
// And an asterisk inside a word or between figures is no emphasis: 10*20, 48*、52*.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_'} }

func (emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	length := 1
	for length < len(line) && line[length] == line[0] {
		length++
	}
	after := ' '
	if length < len(line) {
		after = util.ToRune(line, length)
	}
	open, close := flanks(line[0], length, before, after)
	d := parser.NewDelimiter(open, close, length, line[0], emphasis{})
	d.Segment = segment.WithStop(segment.Start + length)
	block.Advance(length)
	pc.PushDelimiter(d)
	return d
}

// codeSpanParser is CommonMark's, but code ends on the line that it begins on,
// so that backticks at the start of two lines do not join them. The end of a
// run of backticks is looked for once in a line: for each run of a long line it
// takes hours.
type codeSpanParser struct{ parser.InlineParser }

// openTicks are the lengths of runs that have no end in the rest of a line.
type openTicks struct {
	end     int // of the line
	lengths [maxBackticks + 1]bool
}

var openTicksKey = parser.NewContextKey()

// Parse implements parser.InlineParser.
func (c codeSpanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	length := run(line)
	seen, _ := pc.Get(openTicksKey).(*openTicks)
	if seen == nil || seen.end != segment.Stop {
		seen = &openTicks{end: segment.Stop}
		pc.Set(openTicksKey, seen)
	}
	length = min(length, maxBackticks)
	if seen.lengths[length] || !closed(line[length:], length) {
		seen.lengths[length] = true
		block.Advance(length)
		return ast.NewTextSegment(segment.WithStop(segment.Start + length))
	}
	return c.InlineParser.Parse(parent, block, pc)
}

// run is the number of backticks that a line begins with.
func run(line []byte) int { return len(line) - len(bytes.TrimLeft(line, "`")) }

// closed reports whether a line has a run of backticks of a length.
func closed(line []byte, length int) bool {
	for {
		i := bytes.IndexByte(line, '`')
		if i < 0 {
			return false
		}
		n := run(line[i:])
		if n == length {
			return true
		}
		line = line[i+n:]
	}
}

// flanks says whether a run of delimiters may open and close.
func flanks(delimiter byte, length int, before, after rune) (open, close bool) {
	blankBefore, blankAfter := util.IsSpaceRune(before), util.IsSpaceRune(after)
	punctBefore, punctAfter := util.IsPunctRune(before), util.IsPunctRune(after)
	japanese := delimiter == '*' && (wide(before) || wide(after))
	left := !blankAfter && (!punctAfter || blankBefore || punctBefore || japanese)
	right := !blankBefore && (!punctBefore || blankAfter || punctAfter || japanese)
	switch {
	case delimiter == '_':
		return left && (!right || punctBefore), right && (!left || punctAfter)
	case unicode.IsDigit(before) && unicode.IsDigit(after):
		return false, false
	case length == 1:
		return left && !inWord(before), right && !inWord(after)
	}
	return left, right
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// emphasis pairs the delimiters as CommonMark does, but ** only with **: of
// **a* it would drop two signs and show one.
type emphasis struct{}

func (emphasis) IsDelimiter(b byte) bool { return b == '*' || b == '_' }
func (emphasis) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	a, b := opener.OriginalLength, closer.OriginalLength
	return opener.Char == closer.Char && (a == b || a > 2 || b > 2)
}
func (emphasis) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// wide reports whether a character is of Japanese or Chinese text, which sets
// no spaces between words: kanji, kana, their punctuation, full-width forms.
func wide(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case r <= 0x303F, r >= 0xFF00 && r <= 0xFFEF: // radicals, punctuation; full and half width
		return true
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x33FF
}

// joins reports whether a line break between two characters leaves nothing:
// between Japanese ones always, and in a Japanese text also next to one,
// because デジタル and DX stand together without a space there.
func joins(before, after rune, language string) bool {
	if language == "ja" || language == "zh" || strings.HasPrefix(language, "zh-") {
		return wide(before) || wide(after)
	}
	return wide(before) && wide(after)
}

// ruby is a word with its reading: {漢字|かんじ}.
type ruby struct {
	ast.BaseInline
	base, reading []byte
}

var kindRuby = ast.NewNodeKind("Ruby")

// Kind implements ast.Node.
func (*ruby) Kind() ast.NodeKind { return kindRuby }

// Dump implements ast.Node.
func (r *ruby) Dump(source []byte, level int) { ast.DumpHelper(r, source, level, nil, nil) }

type rubyParser struct{}

func (rubyParser) Trigger() []byte { return []byte{'{'} }

// maxRuby bounds the search for the closing brace.
const maxRuby = 200

func (rubyParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	line = line[:min(len(line), maxRuby)]
	end := bytes.IndexByte(line, '}')
	if end < 0 {
		return nil
	}
	base, reading, found := bytes.Cut(line[1:end], []byte("|"))
	// Inside a table the bar is written \|, as every bar of a cell is.
	base = bytes.TrimSuffix(base, []byte("\\"))
	if !found || len(base) == 0 || len(reading) == 0 || bytes.ContainsAny(base, "{\\<&") || bytes.ContainsAny(reading, "{|\\<&") {
		return nil
	}
	block.Advance(end + 1)
	return &ruby{base: base, reading: reading}
}
