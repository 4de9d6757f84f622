package source

import (
	"html"
	"testing"

	"tassei/generator/must"
)

// HTML takes &region; for ® and the rest of a word: who wrote it wrote a word.
func TestAReferenceIsAllOfASign(t *testing.T) {
	for sign, part := range map[string]bool{"&region;": true, "&notes;": true, "&amp;": false, "&nbsp;": false, "&#8220;": false, "&semi;": false, "&#59;": false} {
		must.Be(t, isPart(sign, html.UnescapeString(sign)), part, sign)
	}
}
