package site

import (
	"testing"

	"tassei/generator/must"
)

// A page says the direction of its languages, and what is no word keeps its order.
func TestDirections(t *testing.T) {
	const ar, ja = `<html lang="ar" dir="rtl">`, `<html lang="ja">`
	for _, c := range []struct{ page, want string }{
		{`<html lang="ja"><p>36 → 57 <b lang="en">x</b></p></html>`, `<html lang="ja"><p>36 → 57 <b lang="en">x</b></p></html>`},
		{`<!DOCTYPE html><html lang="ar"><p>من 36 إلى 57</p>`, `<!DOCTYPE html>` + ar + `<p>من 36 إلى 57</p>`},
		// beside every lang where the direction changes, and back again
		{`<html lang="ar"><p><span lang="ja">図書館</span> <span lang="fa">م</span></p>`, ar + `<p><span lang="ja" dir="ltr">図書館</span> <span lang="fa">م</span></p>`},
		{`<html lang="ja"><li><a href="ar/x.html" lang="ar" hreflang="ar">العربية</a></li><p>−5</p>`, ja + `<li><a href="ar/x.html" lang="ar" hreflang="ar" dir="rtl">العربية</a></li><p>−5</p>`},
		{`<html lang="ja"><div lang="ar"><div>−5</div><p>−5 <i lang="ja">−5</i></p></div><div>−5</div>`, ja + `<div lang="ar" dir="rtl"><div><bdi dir="ltr">−5</bdi></div><p><bdi dir="ltr">−5</bdi> <i lang="ja" dir="ltr">−5</i></p></div><div>−5</div>`},
		{`<html lang="ja"><p lang="ar" dir="ltr">−5</p>`, ja + `<p lang="ar" dir="ltr">−5</p>`}, // as a city's own layout says
		// numbers, ranges, sums, codes
		{`<html lang="ar"><td>&#43;16</td><td>45–55</td><td>1,234</td><td>63.2</td>`, ar + `<td><bdi dir="ltr">+16</bdi></td><td><bdi dir="ltr">45–55</bdi></td><td>1,234</td><td>63.2</td>`},
		{`<html lang="ar"><p>36 ÷ 57 × 100 = 63.2 &amp; (1)-a</p>`, ar + `<p><bdi dir="ltr">36 ÷ 57 × 100 = 63.2</bdi> &amp; <bdi dir="ltr">(1)-a</bdi></p>`},
		{`<html lang="ar"><b>36</b> <span aria-hidden="true">→</span><b>57</b><td>→</td>`, ar + `<b>36</b> <span aria-hidden="true">←</span><b>57</b><td>→</td>`},
		{`<html lang="ar"><b>السنة 23 ← السنة 24</b>`, ar + `<b>السنة 23 ← السنة 24</b>`},
		{`<html lang="ar"><b>36 → 57</b>`, ar + `<b><bdi dir="ltr">36 → 57</bdi></b>`},
		// names in a line of the other direction
		{`<html lang="ja"><p>「مكتبة」36 → 57</p>`, ja + `<p>「<bdi dir="rtl">مكتبة</bdi>」36 → 57</p>`},
		// what has no elements within
		{`<html lang="ar"><title>مكتبة 45–55</title><option>45–55</option>`, ar + "<title>\u2067مكتبة \u206645–55\u2069\u2069</title><option>\u206645–55\u2069</option>"},
		{`<html lang="ja"><title>مكتبة 45–55</title>`, ja + "<title>\u2067مكتبة\u2069 45–55</title>"},
		// pictures have their least value on the left
		{`<html lang="ar"><svg class="ch"><text x="1">الهدف −5</text><svg><path d="M0 0"/></svg><text>−5</text></svg><p>−5</p>`,
			ar + "<svg class=\"ch\" direction=\"ltr\"><text x=\"1\">\u2067الهدف \u2066−5\u2069\u2069</text><svg><path d=\"M0 0\"/></svg><text>\u2066−5\u2069</text></svg><p><bdi dir=\"ltr\">−5</bdi></p>"},
		// what is copied or is for a browser stays
		{`<html lang="ar"><script>a - 1</script><code>sha512sum -c x</code><pre>a
-1</pre>`, ar + `<script>a - 1</script><code dir="ltr">sha512sum -c x</code><pre dir="ltr">a
-1</pre>`},
		{`<html lang="ar"><!--sheets--><br><p>−5`, ar + `<!--sheets--><br><p><bdi dir="ltr">−5</bdi>`},
	} {
		must.Be(t, string(directed(nil, []byte(c.page), false)), c.want, c.page, "became")
	}
	must.Be(t, string(directed(nil, []byte(`<p>−5</p></main></html>`), true)), `<p><bdi dir="ltr">−5</bdi></p></main></html>`)
	l := &language{site: &Site{}}
	must.Be(t, string(l.directed([]byte(`<html lang="ja"><p lang="ar">−5`), false)), `<html lang="ja"><p lang="ar">−5`, "a site without such a language is not as it was")
}
