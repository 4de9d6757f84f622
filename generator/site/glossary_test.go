package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/law"
	"tassei/generator/must"
)

// Words are linked once, where they first stand as words of the page's own text.
func TestGlossaryWordsAreLinkedOnce(t *testing.T) {
	terms := []kpi.Term{
		{ID: "pos", Word: lang.Text{"ja": "POS"}}, {ID: "pos-system", Word: lang.Text{"ja": "POSシステム"}}, {ID: "nobe", Word: lang.Text{"ja": "のべ"}},
		{ID: "card", Word: lang.Text{"ja": "My Number Card"}}, {ID: "rpa", Word: lang.Text{"ja": "RPA"}, Also: []string{"ＲＰＡ"}}, {ID: "rd", Word: lang.Text{"ja": "R&D"}}, {ID: "taiki", Word: lang.Text{"ja": "待機児童"}, Also: []string{"待機児"}}, {ID: "amp", Word: lang.Text{"ja": "amp"}}, {ID: "39", Word: lang.Text{"ja": "39"}}, {ID: "eau", Word: lang.Text{"ja": "L'Été d'eau"}}, {ID: "plus", Word: lang.Text{"ja": "\"LINE+\""}}, {ID: "sho", Word: lang.Text{"ja": "所"}},
	}
	g := newGlossary(terms, "en", "ja")
	a := func(id, words string) string {
		return `<a class="term" href="m.html#term-` + id + `">` + words + "</a>"
	}
	for _, c := range []struct{ page, want string }{
		{"<main>POSシステムとPOS</main>", "<main>" + a("pos-system", "POSシステム") + "と" + a("pos", "POS") + "</main>"},
		{"<title>RPA</title><main><p>RPA、RPA</p></main>RPA", "<title>RPA</title><main><p>" + a("rpa", "RPA") + "、RPA</p></main>RPA"},
		{"<main><p title=\"RPA\">ＲＰＡ</p></main>", "<main><p title=\"RPA\">" + a("rpa", "ＲＰＡ") + "</p></main>"},
		{"<main>rpa SHARPA RPAs</main>", "<main>rpa SHARPA " + a("rpa", "RPAs") + "</main>"},
		{"<main>my number card</main>", "<main>" + a("card", "my number card") + "</main>"},
		{"<main>MY NUMBER CARD</main>", "<main>" + a("card", "MY NUMBER CARD") + "</main>"},
		{"<main>My number cards</main>", "<main>" + a("card", "My number cards") + "</main>"},
		{"<main><h1>RPA</h1></main>", "<main><h1>" + a("rpa", "RPA") + "</h1></main>"},
		{"<main><h2 id=x>RPA</h2><a href=x>RPA <b>RPA</b></a><svg><svg>RPA</svg>RPA</svg>RPA</main>", "<main><h2 id=x>RPA</h2><a href=x>RPA <b>RPA</b></a><svg><svg>RPA</svg>RPA</svg>" + a("rpa", "RPA") + "</main>"},
		{"<main><abbr>R&amp;D</abbr></main>", "<main><abbr>" + a("rd", "R&amp;D") + "</abbr></main>"},
		{"<main>A&amp;B &#39;amp&#39; 39</main>", "<main>A&amp;B &#39;" + a("amp", "amp") + "&#39; " + a("39", "39") + "</main>"},
		{"<main>l&#39;ÉTÉ d&#39;eau</main>", "<main>" + a("eau", "l&#39;ÉTÉ d&#39;eau") + "</main>"}, // as a layout writes it,
		{"<main>l'été d'eau</main>", "<main>" + a("eau", "l'été d'eau") + "</main>"},                 // and as a comment has it
		{"<main>&#34;LINE&#43;&#34;</main>", "<main>" + a("plus", "&#34;LINE&#43;&#34;") + "</main>"},
		{"<main>&quot;LINE+&quot;</main>", "<main>" + a("plus", "&quot;LINE+&quot;") + "</main>"},
		{"<main>のべる。のべ人数</main>", "<main>のべる。" + a("nobe", "のべ") + "人数</main>"},
		{"<main><p lang=ja>待機児童数</p></main>", "<main><p lang=ja>" + a("taiki", "待機児童") + "数</p></main>"},
		{"<main><nav class=crumbs><span>RPA</span></nav><h1>RPA</h1></main>", "<main><nav class=crumbs><span>RPA</span></nav><h1>" + a("rpa", "RPA") + "</h1></main>"},
		{"<main>場所</main>", "<main>場所</main>"},
		{"<main><dl class=\"glossary\"><dt>RPA</dt></dl></main>", "<main><dl class=\"glossary\"><dt>RPA</dt></dl></main>"},
		{"<p>RPA", "<p>RPA"},
		{"<main><a>RPA", "<main><a>RPA"},
	} {
		must.Be(t, string(g.link(nil, []byte(c.page), "m.html")), c.want, c.page, "became")
	}
	g.toPrint("Words", []TermView{{"rd", Phrase{Text: "R&D"}, Phrase{Text: "研究", Lang: "ja"}}, {"rpa", Phrase{Text: "RPA"}, Phrase{Text: "a robot"}}, {"nobe", Phrase{Text: "のべ"}, Phrase{Text: "total"}}})
	for _, c := range []struct{ page, want string }{
		{"<main>nothing</main>", "<main>nothing</main>"},
		{"<main><h2>のべ</h2><a href=\"RPA\">R&amp;D</a></main>", "<main><h2>のべ</h2><a href=\"RPA\">R&amp;D</a>" + `<section class="paper-only words"><h2>Words</h2><dl class="glossary"><div><dt>R&amp;D</dt><dd><span lang="ja">研究</span></dd></div><div><dt>のべ</dt><dd>total</dd></div></dl></section>` + "\n</main>"},
		{"<main>RPA</main>", "<main>" + a("rpa", "RPA") + `<section class="paper-only words"><h2>Words</h2><dl class="glossary"><div><dt>RPA</dt><dd>a robot</dd></div></dl></section>` + "\n</main>"},
	} {
		must.Be(t, string(g.link(nil, []byte(c.page), "m.html")), c.want, c.page, "is printed as")
	}
	sheet := `<section class="sheet"><h2>x</h2>RPA<svg title="のべ"></svg></section>` + "\n"
	want := `<p>のべ</p><section class="sheet"><h2>x</h2>RPA<svg title="のべ"></svg><section class="paper-only words"><h3>Words</h3><dl class="glossary"><div><dt>RPA</dt><dd>a robot</dd></div></dl></section>` + "\n</section>\n"
	must.Be(t, string(g.explain([]byte("<p>のべ</p>"+sheet), len("<p>のべ</p>"))), want, "a sheet is")
	if newGlossary(nil, "ja") != nil {
		t.Error("a glossary of nothing")
	}
}

// Thousands of words that begin alike, and words that begin with each other, take no longer than a page of them does.
func TestGlossaryOfWordsThatBeginAlike(t *testing.T) {
	var alike, nested []string
	for i := range 20000 {
		alike = append(alike, fmt.Sprintf("いいい%d", i))
	}
	for i := range 900 {
		nested = append(nested, strings.Repeat("a", i+2), strings.Repeat("あ", i+2), strings.Repeat("A", i+2))
	}
	g := newGlossary([]kpi.Term{{ID: "alike", Also: alike}, {ID: "nested", Also: nested}}, "ja")
	page := "<main>" + strings.Repeat("いいい", 20000) + "19999" + strings.Repeat("a", 30000) + strings.Repeat("A", 30000) + strings.Repeat("あ", 30000) + "い</main>"
	start := law.Spent()
	got := string(g.link(nil, []byte(page), "m.html"))
	if spent := law.Spent() - start; spent > 5*time.Second {
		t.Errorf("took %v", spent)
	}
	if !strings.Contains(got, ">いいい19999</a>aaa") || strings.Count(got, "</a>") != 1 {
		t.Errorf("%d links", strings.Count(got, "</a>"))
	}
}
