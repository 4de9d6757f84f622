package prose

import (
	"strings"
	"testing"

	"tassei/generator/must"
)

// Runs of backticks pair as CommonMark has it, however many have no end.
func TestBackticks(t *testing.T) {
	for in, want := range map[string]string{
		"`a`":                 "<code>a</code>",
		"`a `` b` c``":        "<code>a `` b</code> c``",
		"`` a ` b ``":         "<code>a ` b</code>",
		"``` a ` b `c`":       "``` a <code>b</code>c`",
		"``a `b` ```c``` d":   "``a <code>b</code> <code>c</code> d",
		"``a ``` ``` b":       "``a <code> </code> b",
		"`a\n\n`b`":           "`a</p>\n<p><code>b</code>",
		"``a\n\n``b``":        "``a</p>\n<p><code>b</code>",
		"``a *b* ``` ` `c` d": "``a <em>b</em> ``` <code> </code>c` d",
		"\\``a`":              "`<code>a</code>",
	} {
		got := strings.TrimSpace(string(HTML(nil, []byte(in), Options{Language: "en"})))
		must.Be(t, got, "<p>"+want+"</p>", in, want)
	}
}
