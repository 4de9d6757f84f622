package source

import (
	"html"
	"strings"

	"tassei/generator/pattern"
	"tassei/generator/toml"
)

// reference is how HTML writes a sign: &amp;, &#8220;.
var reference = pattern.New(`&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,7});`)

// references tells the signs of a text that are written as HTML writes them, as where it was
// copied from the source of a web page: nobody turns them into signs.
func (r *reader) references(n *toml.Node, key string) {
	if n == nil || n.Kind != toml.String || !strings.Contains(n.Text, "&") {
		return
	}
	for _, text := range reference.FindAllString(n.Text, -1) {
		meant := html.UnescapeString(text)
		switch {
		case meant == text:
			continue
		case strings.TrimSpace(meant) == "":
			r.add(n, "K425", "key", key, "text", text, "hint", "space")
		default:
			r.add(n, "K425", "key", key, "text", text, "meant", meant)
		}
		return // the others are seen with the first
	}
}
