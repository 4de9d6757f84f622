package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
)

// readMap is a sitemap as a crawler sees it.
type readMap struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []struct {
		Loc     string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 loc"`
		LastMod string `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 lastmod"`
		Links   []struct {
			Rel  string `xml:"rel,attr"`
			Lang string `xml:"hreflang,attr"`
			Href string `xml:"href,attr"`
		} `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 url"`
}

func TestSitemap(t *testing.T) {
	s, out := town(t, year2023, year2024)
	must.Succeed(t, s.sitemap())
	text := out.String("sitemap.xml")
	var m readMap
	must.Succeed(t, xml.Unmarshal([]byte(text), &m), text)
	const base = "https://Town.Example:8443/kpi/"
	// Of FY2023 the whole year was corrected last, which every page of it tells;
	// changes.html of FY2024 compares the two.
	lastmod := map[string]string{
		"index.html": "2025-09-30", "about.html": "", "FY2023/index.html": "2026-01-05", "FY2023/1-a.html": "2026-01-05",
		"FY2023/1-a-shihyo-1.html": "2026-01-05", "FY2023/1-a-shihyo-2.html": "2026-01-05", "FY2023/sections/kikaku.html": "2026-01-05",
		"FY2024/index.html": "2025-09-30", "FY2024/changes.html": "2026-01-05",
	}
	var want, got []string
	for page := range lastmod {
		want = append(want, base+page, base+"en/"+page)
	}
	want = append(want, base+"only-japanese.html")
	slices.Sort(want)
	for _, u := range m.URLs {
		got = append(got, u.Loc)
		page := strings.TrimPrefix(strings.TrimPrefix(u.Loc, base), "en/")
		must.Be(t, u.LastMod, lastmod[page], u.Loc, "was last changed")
		if page == "only-japanese.html" {
			if len(u.Links) > 0 {
				t.Errorf("a page of one language names others: %+v", u.Links)
			}
			continue
		}
		var links []string
		for _, l := range u.Links {
			links = append(links, l.Rel+" "+l.Lang+" "+l.Href)
		}
		if wantLinks := []string{"alternate ja " + base + page, "alternate en " + base + "en/" + page, "alternate x-default " + base + page}; !slices.Equal(links, wantLinks) {
			t.Errorf("%s: %q, want %q", u.Loc, links, wantLinks)
		}
	}
	must.Equal(t, got, want)
	if strings.Contains(text, "<lastmod></lastmod>") || !s.targets.has("sitemap.xml") {
		t.Error("an empty date, or a sitemap that is not made")
	}
}

func TestLastChangeOfOwnCorrections(t *testing.T) {
	info := year2023
	info.Corrections = info.Corrections[:2] // of the indicator alone
	s, _ := town(t, info, year2024)
	for page, want := range map[string]string{
		"FY2023/1-a-shihyo-1.html": "2024-11-20", "FY2023/1-a.html": "2024-11-20", "FY2023/index.html": "2024-11-20", "FY2023/sections/x.html": "2024-11-20",
		"FY2023/1-a-shihyo-2.html": "2024-09-30", "FY2023/1-i.html": "2024-09-30", "FY2022/index.html": "", "data.html": "",
	} {
		must.Be(t, s.lastChange(page), want, page)
	}
}

func TestSitemapIndex(t *testing.T) {
	for _, limits := range []struct{ addresses, bytes, maps int }{
		{7, 1 << 20, 1}, {3, 1 << 20, 3}, {100, len(sitemapHead) + len(sitemapFoot) + 4*len("<url><loc>https://town.example/0.html</loc></url>\n"), 2},
	} {
		files := map[string]*bytes.Buffer{}
		w := newSitemaps(limits.addresses, limits.bytes, func(path string, write func(io.Writer) error) error {
			if files[path] != nil {
				t.Errorf("%s is written twice", path)
			}
			files[path] = &bytes.Buffer{}
			return write(files[path])
		})
		for i := range 7 {
			must.Succeed(t, w.add(address{Loc: fmt.Sprintf("https://town.example/%d.html", i)}))
		}
		must.Succeed(t, w.close("https://town.example/"))
		var total, maps int
		for path, b := range files {
			if b.Len() > limits.bytes {
				t.Errorf("%+v: %s has %d bytes", limits, path, b.Len())
			}
			if path == "sitemap.xml" && limits.maps > 1 {
				var index struct {
					XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
					Loc     []string `xml:"sitemap>loc"`
				}
				must.Succeed(t, xml.Unmarshal(b.Bytes(), &index))
				if len(index.Loc) != limits.maps || index.Loc[1] != "https://town.example/sitemap-2.xml" {
					t.Errorf("%+v: index %q", limits, index.Loc)
				}
				continue
			}
			var m readMap
			must.Succeed(t, xml.Unmarshal(b.Bytes(), &m))
			if len(m.URLs) > limits.addresses {
				t.Errorf("%+v: %d addresses in %s", limits, len(m.URLs), path)
			}
			total, maps = total+len(m.URLs), maps+1
		}
		if total != 7 || maps != limits.maps {
			t.Errorf("%+v: %d addresses in %d sitemaps", limits, total, maps)
		}
	}
}
