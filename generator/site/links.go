package site

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"tassei/generator/kpi"
)

// Link is a link on a page, relative to that page.
type Link struct {
	Href    string
	Code    Phrase // before the text, where the code is in another language than the page
	Text    string
	Lang    string // when the text is in another language than the page
	Note    string // what stands beside it, such as a file's size
	Current bool   // the page itself
}

// each is what becomes of each thing of a list; nil of none.
func each[T, V any](list []T, of func(T) V) (views []V) {
	for _, one := range list {
		views = append(views, of(one))
	}
	return views
}

// yearLink leads to the first page of a year.
func (l *language) yearLink(from string, y kpi.Year) Link {
	return Link{Href: l.to(from, y.String()+"/index.html"), Text: l.year(y)}
}

// relative writes the link from one page to another file of the site. Both are
// paths from the site's root; the link names a file and never begins with a
// slash, so that it holds in any folder of any server and on a USB stick.
func relative(from, to string) string {
	for {
		a, restFrom, ok1 := strings.Cut(from, "/")
		b, restTo, ok2 := strings.Cut(to, "/")
		if !ok1 || !ok2 || a != b {
			break
		}
		from, to = restFrom, restTo
	}
	return strings.Repeat("../", strings.Count(from, "/")) + to
}

// targets remembers which files were made, and to which others pages link, so
// that a build with a dead link fails. What is made need not be remembered as
// wanted, and is remembered by a digest of its path, for there may be very many.
type targets struct {
	mu     sync.Mutex
	wanted map[string]string // to the first page, by its path, that links there
	made   map[uint64]struct{}
	pages  []string  // what is made of HTML, for the site map
	all    *[]string // what is made, where somebody wants to know
	seed   maphash.Seed
}

func newTargets() *targets {
	return &targets{wanted: map[string]string{}, made: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
}

func (t *targets) link(from, to string) {
	t.mu.Lock()
	if !t.known(to) {
		if first, ok := t.wanted[to]; !ok || from < first {
			t.wanted[to] = from
		}
	}
	t.mu.Unlock()
}

func (t *targets) makes(path string) {
	t.mu.Lock()
	t.made[maphash.String(t.seed, path)] = struct{}{}
	delete(t.wanted, path)
	if t.all != nil {
		*t.all = append(*t.all, path)
	}
	if strings.HasSuffix(path, ".html") {
		t.pages = append(t.pages, path)
	}
	t.mu.Unlock()
}

// known is has while the lock is held.
func (t *targets) known(path string) bool {
	_, made := t.made[maphash.String(t.seed, path)]
	return made
}

func (t *targets) has(path string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.known(path)
}

func (t *targets) check() error {
	var dead []string
	for to, from := range t.wanted {
		dead = append(dead, fmt.Sprintf("%s links to %s, which does not exist", from, to))
	}
	if len(dead) == 0 {
		return nil
	}
	slices.Sort(dead)
	return fmt.Errorf("dead links:\n%s", strings.Join(dead, "\n"))
}

// Made tells the site of a file that others write, so that links to it hold.
func (s *Site) Made(path string) { s.targets.makes(path) }
