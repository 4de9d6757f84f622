package law

import (
	"math/rand/v2"
	"slices"
)

// changer makes new inputs of seeds.
type changer struct {
	random *rand.Rand
	seeds  [][]any
}

// changed is a seed with some of its arguments changed.
func (c *changer) changed() []any {
	args := slices.Clone(c.seeds[c.random.IntN(len(c.seeds))])
	which := c.random.IntN(len(args))
	for i := range args {
		if i == which || c.random.IntN(3) == 0 {
			args[i] = c.change(args[i], i)
		}
	}
	return args
}

func (c *changer) change(arg any, i int) any {
	switch arg := arg.(type) {
	case string:
		return string(c.text([]byte(arg), i))
	case []byte:
		return c.text(slices.Clone(arg), i)
	case bool:
		return c.random.IntN(2) == 0
	case uint8:
		return uint8(c.random.IntN(256))
	case int:
		return arg + c.random.IntN(7) - 3
	case uint64:
		return c.random.Uint64()
	}
	return arg
}

// pieces are what formats are made of, and what readers stumble over.
var pieces = []string{
	"\n", "\r\n", "\r", "\t", " ", "　", "\x00", "\ufeff", "\u2028", "\u202e", "\u200b", "\xff", "\xe3\x81", "\ufffd", "\U0001f600", "が",
	"\"", "\"\"\"", "'", "'''", "\\", "`", "[", "]", "[[", "{", "}", "(", ")", "<", ">", "&", "=", "＝", "#", ",", "、", ".", "。", ":", ";", "|", "/", "../", "%00", "*", "_", "~", "～", "!",
	"0", "1", "9", "５", "-", "−", "▲", "+", "e", "1e9", "0x", "99999999999999999999", "%", "％", "\x1b[", "R6.4", "令和", "年度", "= 1\n", "[a]\n", "- ", "```\n", "+++\n",
}

// text changes bytes in one to four places: takes out, doubles, moves, puts in a piece
// or a part of another seed, or changes one.
func (c *changer) text(b []byte, i int) []byte {
	for range 1 + c.random.IntN(4) {
		from := c.random.IntN(len(b) + 1)
		to := min(len(b), from+c.random.IntN(1+min(16, len(b)-from)))
		switch c.random.IntN(7) {
		case 0:
			b = slices.Delete(b, from, to)
		case 1:
			b = slices.Insert(b, to, slices.Clone(b[from:to])...)
		case 2:
			part := slices.Clone(b[from:to])
			b = slices.Delete(b, from, to)
			b = slices.Insert(b, c.random.IntN(len(b)+1), part...)
		case 3:
			b = slices.Insert(b, from, c.other(i)...)
		case 4:
			if from < len(b) {
				b[from] ^= 1 << c.random.IntN(8)
			}
		case 5:
			if c.random.IntN(8) == 0 {
				b = b[:from] // cut off
			}
		default:
			b = slices.Insert(b, from, []byte(pieces[c.random.IntN(len(pieces))])...)
		}
	}
	return b
}

// other is a part of the same argument of another seed.
func (c *changer) other(i int) []byte {
	var b []byte
	switch arg := c.seeds[c.random.IntN(len(c.seeds))][i].(type) {
	case string:
		b = []byte(arg)
	case []byte:
		b = arg
	}
	from := c.random.IntN(len(b) + 1)
	return b[from:min(len(b), from+c.random.IntN(32))]
}
