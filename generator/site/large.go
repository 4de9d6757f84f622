package site

import (
	"math/big"
	"slices"

	"tassei/generator/kpi"
)

// A plan of hundreds of indicators does not stand on one page: the year's page
// shows its nodes and what needs attention, the full lists have pages of their
// own, and each sheet is printed by itself.

const (
	fullList  = 80  // rows that a page may have with their picture
	listRows  = 300 // rows of one page of a full list
	attention = 10  // rows of each kind that the page of a large year shows
)

// isLarge reports whether a year has more rows than one page can hold.
func (s *Site) isLarge(y kpi.Year) bool {
	n := 0
	for _, i := range s.in.Initiatives {
		for _, ind := range i.Indicators {
			if s.in.Active(ind, y) {
				n++
			}
		}
	}
	return n > fullList
}

// ListPage is a part of the full list of a first-level node.
type ListPage struct {
	Frame
	Name   Phrase
	Code   Phrase
	Node   Link
	Line   string
	Groups []OverviewGroup
	Pages  []Link // of the list, where it has more than one
	OfPage string // which of them this is, "" for the only one
}

func listPath(y kpi.Year, sheet string, n int) string {
	if n == 0 {
		return y.String() + "/lists/" + sheet + ".html"
	}
	return y.String() + "/lists/" + sheet + "/" + itoa(n+1) + ".html"
}

// cut divides the rows of a node into pages.
func (n *node) cut() [][2]int {
	var pages [][2]int
	for from := n.from; from < n.to; from += listRows {
		pages = append(pages, [2]int{from, min(from+listRows, n.to)})
	}
	return pages
}

// parts links to all pages of something long by their numbers; now is the page
// itself, -1 on another.
func (l *language) parts(from string, pages, now int, path func(n int) string) []Link {
	links := make([]Link, pages)
	for n := range links {
		links[n] = Link{Href: l.to(from, path(n)), Text: l.Number(itoa(n + 1)), Current: n == now}
	}
	return links
}

// pageOf says which of several pages one is; n counts from 0.
func (l *language) pageOf(n, pages int) string {
	return l.Say("list.page", "n", l.Number(itoa(n+1)), "of", l.Number(itoa(pages)))
}

// fullLists links to the full lists of the year, each of their pages: of every
// first-level node, or of the one that a node stands under.
func (l *language) fullLists(from string, y kpi.Year, nodes []node, at int) []Link {
	var links []Link
	for _, k := range children(nodes, -1) {
		if at >= 0 && (at < k || at >= nodes[k].end) {
			continue
		}
		link := l.nodeLink(from, y, &nodes[k].initiative)
		path := func(n int) string { return listPath(y, nodes[k].initiative.Sheet, n) }
		link.Href, link.Note = l.to(from, path(0)), l.Count("section.count", nodes[k].tally.Total)
		links = append(links, link)
		pages := len(nodes[k].cut())
		for n := 1; n < pages; n++ {
			link.Href, link.Note = l.to(from, path(n)), l.pageOf(n, pages)
			links = append(links, link)
		}
	}
	return links
}

// listPages writes the full lists of a large year.
func (l *language) listPages(y kpi.Year) error {
	if !l.site.large[y] {
		return nil
	}
	nodes, rows := l.site.tallies[y].nodes, l.site.rows[y]
	for _, k := range children(nodes, -1) {
		n := &nodes[k]
		pages := n.cut()
		for i, part := range pages {
			path := listPath(y, n.initiative.Sheet, i)
			name, code := l.phrase(n.initiative.Name), l.codePhrase(n.initiative.Code, n.initiative.Sheet)
			p := ListPage{
				Frame: l.frame("list", path, l.title(l.Say("list.full"), name.Text, l.year(y)), name.Text+l.Say("sentence.separator")+l.initiativeLine(n.tally), y),
				Name:  name, Code: code, Line: l.initiativeLine(n.tally),
			}
			p.Node = l.nodeLink(p.Path, y, &n.initiative)
			p.Pages = l.parts(p.Path, len(pages), i, func(j int) string { return listPath(y, n.initiative.Sheet, j) })
			if len(pages) > 1 {
				p.OfPage = l.pageOf(i, len(pages))
			}
			p.Groups = l.partOf(p.Path, y, nodes[k:n.end], rows, part)
			l.crumbs(&p.Frame, l.yearLink(p.Path, y), p.Node, Link{Text: l.Say("list.full")})
			if err := stream(l, l.pages.list, p.Path, &p); err != nil {
				return err
			}
		}
	}
	return nil
}

// partOf are the groups of a list whose rows lie in a range.
func (l *language) partOf(from string, y kpi.Year, nodes []node, rows []kpi.Row, part [2]int) []OverviewGroup {
	list := l.list(from)
	var groups []OverviewGroup
	for k := range nodes {
		n := &nodes[k]
		first, last := max(n.first, part[0]), min(n.last, part[1])
		if first >= last {
			continue
		}
		g := l.group(from, y, n)
		for j := first; j < last; j++ {
			g.Rows = append(g.Rows, list.row(&rows[j]))
		}
		groups = append(groups, g)
	}
	return groups
}

// lowest keeps the rows that are lowest by a value; those without one come last.
func lowest(rows []*kpi.Row, value func(*kpi.Row) *big.Rat) []*kpi.Row {
	values := make(map[*kpi.Row]*big.Rat, len(rows)) // each is reckoned once and compared often
	for _, r := range rows {
		values[r] = value(r)
	}
	slices.SortStableFunc(rows, func(a, b *kpi.Row) int {
		switch x, y := values[a], values[b]; {
		case x == nil && y == nil:
			return 0
		case x == nil:
			return 1
		case y == nil:
			return -1
		default:
			return x.Cmp(y)
		}
	})
	return rows[:min(len(rows), attention)]
}

// farness is the change from the baseline as a share of it, below zero, so that what went
// furthest is lowest; nil where there is none.
func farness(r *kpi.Row) *big.Rat {
	if r.Change == nil || !r.Baseline.IsNumber() || r.Baseline.Value.Sign() == 0 {
		return nil
	}
	share := new(big.Rat).Quo(r.Change, r.Baseline.Value.Rat())
	return share.Neg(share.Abs(share))
}
