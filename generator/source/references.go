package source

import (
	"html"
	"slices"
	"strings"

	"tassei/generator/lang"
	"tassei/generator/pattern"
	"tassei/generator/toml"
)

// reference is how HTML writes a sign: &amp;, &#8220;.
var reference = pattern.New(`&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,7});`)

// references tells the signs of a text that are written as HTML writes them, as where it was copied from the source of
// a web page: nobody turns them into signs. Where every language has them the text is about them.
func (r *reader) references(n *toml.Node, key string, text lang.Text) {
	for _, tag := range r.languages {
		at := n.Get(tag)
		if at == nil || !strings.Contains(text[tag], "&") {
			continue
		}
		for _, sign := range reference.FindAllString(text[tag], -1) {
			meant := html.UnescapeString(sign)
			everywhere := !slices.ContainsFunc(r.languages, func(other string) bool { return text.Has(other) && !strings.Contains(text[other], sign) })
			if meant == sign || isPart(sign, meant) || everywhere && len(text) > 1 {
				continue
			}
			if strings.TrimSpace(meant) == "" {
				r.add(at, "K425", "key", key, "text", sign, "hint", "space")
			} else {
				r.add(at, "K425", "key", key, "text", sign, "meant", meant)
			}
			break // the others are seen with the first
		}
	}
}

// isPart reports whether HTML takes the beginning of a word for a sign alone: &region; begins
// with &reg, and whoever wrote it wrote a word.
func isPart(sign, meant string) bool {
	return strings.HasSuffix(meant, ";") && sign != "&semi;" && meant != ";"
}
