package source

import (
	"slices"
	"strings"

	"tassei/generator/diag"
	"tassei/generator/lang"
	"tassei/generator/toml"
)

// empty reports a value without content: a blank that a draft may have. One of
// characters that nobody sees is named, because it does not look wrong.
func (r *reader) empty(n *toml.Node, key string) {
	c, unseen := lang.Unseen(n.Text)
	switch {
	case r.draft && strings.TrimSpace(n.Text) == "":
		r.add(n, "K222", "key", key)
	case unseen && r.refused(n):
		// K106 named the character.
	case unseen:
		r.add(n, "K127", "key", key, "message", "unseen", "hint", "unseen", "character", lang.CodePoint(c))
	case key == "published":
		r.add(n, "K127", "key", key, "hint", "published")
	default:
		r.add(n, "K127", "key", key)
	}
}

// refused reports whether a character of a text was refused (K106): what came in by an
// escape is still there, else a blank stands in its place.
func (r *reader) refused(n *toml.Node) bool {
	if !strings.ContainsFunc(n.Text, func(c rune) bool { return lang.Hidden(c) || strings.ContainsRune(" \u00a0\u3000\U0001f914", c) }) {
		return false
	}
	line, _ := r.Place(n.At)
	return slices.ContainsFunc(r.Problems, func(p diag.Problem) bool { return p.Code == "K106" && p.Line == line })
}

// nothing reports whether a string shows a reader nothing.
func nothing(n *toml.Node) bool {
	_, unseen := lang.Unseen(n.Text)
	return unseen || n.Text == ""
}
