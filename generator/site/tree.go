package site

import (
	"slices"
	"strings"

	"tassei/generator/kpi"
)

// A plan may be a tree: 基本目標 › 政策 › 施策. Each node with nodes below it has a
// page that is made when all rows are known; one without is an initiative, whose
// page is made with its indicators.

// node is a node of the plan in a year, with all that stands below it.
type node struct {
	*yearInitiative
	parent   int // among the year's nodes, -1 at the top
	end      int // the first node after those below it
	from, to int // half-open range of the rows of it and of all below
	tally    kpi.Tally
	shown    bool // it has a page in the year: it or one below it has an indicator then, or never had any
}

// grow ties the nodes of a year to those above them.
func grow(names []yearInitiative, rows []kpi.Row) []node {
	nodes := make([]node, len(names))
	var open []int
	for i := range names {
		for len(open) > 0 && names[open[len(open)-1]].initiative.Depth >= names[i].initiative.Depth {
			nodes[open[len(open)-1]].end = i
			open = open[:len(open)-1]
		}
		nodes[i] = node{yearInitiative: &names[i], parent: -1, from: names[i].first}
		if len(open) > 0 {
			nodes[i].parent = open[len(open)-1]
		}
		open = append(open, i)
	}
	for _, i := range open {
		nodes[i].end = len(nodes)
	}
	for i := range nodes {
		n := &nodes[i]
		n.to = nodes[n.end-1].last
		n.tally = kpi.Count(rows[n.from:n.to])
		if n.from < n.to || n.initiative.Below == 0 && len(n.initiative.Indicators) == 0 {
			for k := i; k >= 0 && !nodes[k].shown; k = nodes[k].parent {
				nodes[k].shown = true
			}
		}
	}
	return nodes
}

// level is what the level of a node is called, "" where the city does not say.
func (l *language) level(i *kpi.Initiative) Phrase {
	level := l.city.LevelOf(i)
	if level == nil {
		return Phrase{}
	}
	name := l.phrase(level.Name)
	if strings.Contains(l.code(i.Code, i.Sheet), name.Text) {
		return Phrase{} // 基本目標1 says it already
	}
	return name
}

// above links to the nodes above an initiative, from the top.
func (l *language) above(from string, y kpi.Year, i *kpi.Initiative) []Link {
	var links []Link
	for parent := i.Parent; parent != "" && len(links) <= maxDepth; {
		up := l.site.in.Node(parent, y)
		if up == nil {
			break
		}
		links = append([]Link{l.nodeLink(from, y, up)}, links...)
		parent = up.Parent
	}
	return links
}

// maxDepth ends a way up that a fault of the data would make endless.
const maxDepth = 20

func (l *language) nodeLink(from string, y kpi.Year, i *kpi.Initiative) Link {
	return l.coded(l.to(from, y.String()+"/"+i.Sheet+".html"), i.Code, i.Sheet, "", l.phrase(i.Name))
}

// NodeView is a node in a list of nodes: of those under the page's own, or of the
// year's topics.
type NodeView struct {
	ID    string
	Level Phrase
	Code  Phrase
	Name  Phrase
	Href  string
	Depth int        // from the top of the list, 0
	Bands []BandView // only those that occur
	Marks []BandView // one for each indicator, by band; nil where there are too many to count at a glance
	Count string     // how many indicators stand at it and below
	Below []Link     // the nodes directly under it
	Given GradesView // the city's own, of the node as a whole
}

func (l *language) nodeView(from string, y kpi.Year, nodes []node, at int) NodeView {
	n := &nodes[at]
	i := &n.initiative
	v := NodeView{ID: i.Sheet, Level: l.level(i), Code: l.codePhrase(i.Code, i.Sheet), Name: l.phrase(i.Name), Href: l.to(from, y.String()+"/"+i.Sheet+".html"), Given: l.given(i)}
	v.Bands, v.Marks = l.occurring(n.tally, markedRows)
	v.Count = l.Count("section.count", n.tally.Total)
	v.Below = each(children(nodes, at), func(k int) Link { return l.nodeLink(from, y, &nodes[k].initiative) })
	return v
}

// occurring are the bands of a tally that occur, and a mark for each indicator
// where they are so few that they can be counted, or seen, at a glance.
func (l *language) occurring(t kpi.Tally, few int) (bands, marks []BandView) {
	for _, b := range l.bands(t) {
		if b.count > 0 {
			bands = append(bands, b)
		}
		if t.Total <= few {
			marks = append(marks, slices.Repeat([]BandView{b}, b.count)...)
		}
	}
	return bands, marks
}

// children are the nodes directly under one that have a page; -1 gives those at
// the top.
func children(nodes []node, at int) []int {
	first, end := 0, len(nodes)
	if at >= 0 {
		first, end = at+1, nodes[at].end
	}
	var list []int
	for k := first; k < end; k = nodes[k].end {
		if nodes[k].shown {
			list = append(list, k)
		}
	}
	return list
}

// nodePages writes the pages of a year's nodes that have others below them.
func (l *language) nodePages(y kpi.Year) error {
	nodes := l.site.tallies[y].nodes
	for at := range nodes {
		if !nodes[at].initiative.Bare() || !nodes[at].shown { // one with indicators of its own is made with them
			continue
		}
		if err := l.nodePage(y, nodes, at); err != nil {
			return err
		}
	}
	return nil
}

func (l *language) nodePage(y kpi.Year, nodes []node, at int) error {
	n := &nodes[at]
	of := &n.initiative
	page := y.String() + "/" + of.Sheet + ".html"
	p := l.initiativeHead(page, y, of, n.tally, l.site.lastAsOf[y])
	p.Children = each(children(nodes, at), func(k int) NodeView { return l.nodeView(p.Path, y, nodes, k) })
	p.ChildrenTitle = l.childrenTitle(nodes, at)
	p.Groups, p.Baseless = l.groups(p.Path, y, nodes, at), l.site.baseless(y)
	p.Prev, p.Next = l.sibling(p.Path, y, nodes, at, -1), l.sibling(p.Path, y, nodes, at, 1)
	if l.site.large[y] {
		p.Lists = l.fullLists(p.Path, y, nodes, at)
	}
	if y == l.site.latest() {
		l.found(l.nodeEntry(&p, of))
	}
	return explained(l, l.pages.initiative, p.Path, &p)
}

// childrenTitle names the nodes under one by their level, where all have the same.
func (l *language) childrenTitle(nodes []node, at int) string {
	title := ""
	for i, k := range children(nodes, at) {
		name := ""
		if level := l.city.LevelOf(&nodes[k].initiative); level != nil {
			name = l.words(level.Name)
		}
		if i > 0 && name != title {
			return l.Say("node.children")
		}
		title = name
	}
	if title == "" {
		return l.Say("node.children")
	}
	return title
}

// sibling links to the node before or after one under the same parent.
func (l *language) sibling(from string, y kpi.Year, nodes []node, at, step int) *Link {
	list := children(nodes, nodes[at].parent)
	for i, k := range list {
		if k == at && i+step >= 0 && i+step < len(list) {
			link := l.nodeLink(from, y, &nodes[list[i+step]].initiative)
			return &link
		}
	}
	return nil
}

// groups are the rows of a node and of all below it, or where those are more than
// a page can hold, of the node alone. -1 gives the whole year.
func (l *language) groups(from string, y kpi.Year, nodes []node, at int) []OverviewGroup {
	rows := l.site.rows[y]
	first, end := 0, len(nodes)
	if at >= 0 {
		first, end = at, nodes[at].end
		if nodes[at].to-nodes[at].from > fullList {
			end = at + 1
		}
	}
	list := l.list(from)
	var groups []OverviewGroup
	var waiting []NodeView // nodes without rows of their own, until one after them has some
	last := -1             // of those that wait
	for k := first; k < end; k++ {
		n := &nodes[k]
		if !n.shown {
			continue
		}
		if n.first == n.last {
			if k != at {
				v := l.nodeView(from, y, nodes, k)
				v.Depth, v.Below = n.initiative.Depth, nil
				waiting, last = append(waiting, v), k
			}
			continue
		}
		g := l.group(from, y, n)
		g.Above, waiting = waiting, nil
		for j := n.first; j < n.last; j++ {
			g.Rows = append(g.Rows, list.row(&rows[j]))
		}
		groups = append(groups, g)
	}
	if len(waiting) > 0 { // none after them has rows
		g := l.group(from, y, &nodes[last])
		g.Above = waiting[:len(waiting)-1]
		groups = append(groups, g)
	}
	return groups
}

// group is the head of a node's own rows.
func (l *language) group(from string, y kpi.Year, n *node) OverviewGroup {
	i := &n.initiative
	g := OverviewGroup{
		ID: i.Sheet, Code: l.codePhrase(i.Code, i.Sheet), Name: l.phrase(i.Name), Pillar: l.phrase(i.Pillar), Level: l.level(i), Depth: i.Depth,
		Href: l.to(from, y.String()+"/"+i.Sheet+".html"), Lane: l.listGroup(), Given: l.given(i),
		Baseless: l.site.baseless(y),
	}
	g.Option = joined(l.plainCode(i.Code, i.Sheet), g.Name.Text)
	g.Bands, g.Marks = l.occurring(n.yearInitiative.tally, markedRows)
	return g
}
