package towns

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// prose is Markdown in both languages.
type prose struct{ ja, en string }

// digest is how a translation names the original that it was made from.
func digest(original string) string {
	sum := sha256.Sum256([]byte(original))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// comment writes an evaluation comment: three to seven sentences in two
// paragraphs, and in half of them a list, a table, a heading or a reference
// besides. before is the actual of the year before.
func comment(r *random, ind indicator, code string, year int, y figures, before int) prose {
	order := []int{0}
	first := 1 + r.below(len(sentences)-1)
	for i := range r.between(2, 6) {
		order = append(order, 1+(first-1+i)%(len(sentences)-1))
	}
	fill := strings.NewReplacer(
		"{v}", ind.figure(y.actual), "{d}", ind.figure(max(y.actual-before, before-y.actual)),
		"{uj}", ind.measure.unit.ja, "{ue}", ind.measure.unit.en,
		"{y}", strconv.Itoa(year), "{k}", strconv.Itoa(r.between(5, 34)),
	)
	if ind.kind == qualitative {
		order = order[1:] // it has no figure to speak of
	}
	cut := 1 + r.below(len(order))
	var c prose
	for i, s := range order {
		switch {
		case i == cut:
			c.ja += "\n\n"
			c.en += "\n\n"
		case i > 0:
			c.en += " "
		}
		c.ja += fill.Replace(sentences[s].ja)
		c.en += fill.Replace(sentences[s].en)
	}
	addition(&c, r, ind, code)
	c.ja += "\n"
	c.en += "\n"
	return c
}

// addition appends a list, a table, a heading with a quotation, or a reference
// to the indicator before.
func addition(c *prose, r *random, ind indicator, code string) {
	switch r.below(8) {
	case 0:
		c.ja += "\n\n今後の重点\n"
		c.en += "\n\nPriorities\n"
		first := r.below(len(actionTexts))
		for i := range 3 {
			a := actionTexts[(first+i)%len(actionTexts)]
			c.ja += "\n- " + a.ja
			c.en += "\n- " + a.en
		}
	case 1:
		c.ja += "\n\n| 四半期 | 実績 |\n| --- | ---: |"
		c.en += "\n\n| Quarter | Actual |\n| --- | ---: |"
		for i := range 4 {
			q := r.between(10, 909)
			c.ja += fmt.Sprintf("\n| 第%d四半期 | %d |", i+1, q)
			c.en += fmt.Sprintf("\n| Q%d | %d |", i+1, q)
		}
	case 2:
		c.ja += "\n\n### 要因分析\n\n> 需要の変化と供給体制の双方から検証しました。"
		c.en += "\n\n### Analysis\n\n> Both the change in demand and the capacity to supply were examined."
	case 3:
		if ind.number == 1 {
			return
		}
		sheet, _, _ := strings.Cut(ind.id, "-shihyo-")
		link := fmt.Sprintf("](%s-shihyo-%d)", sheet, ind.number-1)
		c.ja += fmt.Sprintf("\n\n関連する取組は[%s-指標%d%sを参照してください。", code, ind.number-1, link)
		c.en += fmt.Sprintf("\n\nFor related measures see [%s, Indicator %d%s.", sheet, ind.number-1, link)
	}
}
