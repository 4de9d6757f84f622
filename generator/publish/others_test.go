package publish

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tassei/generator/must"
	"tassei/generator/output"
)

// person publishes from a copy of the city's files, and remembers what the copy
// left at the target.
type person struct {
	known []output.Manifest
	opts  Options
}

func (p *person) publish(t *testing.T, site newSite, target string) error {
	t.Helper()
	opts := p.opts
	opts.Known = p.known
	result, err := Send(t.Context(), site.tree(t), target, opts)
	if result.There != nil {
		p.known = []output.Manifest{result.There}
	}
	return err
}

// A copy that is older than what a colleague published stops, and says what it
// would take back and since when; one that has the colleague's data goes on.
func TestStaleCopyTakesNothingBack(t *testing.T) {
	ssh := startSSH(t)
	ssh.know(t, ssh.hostKey, ssh.port)
	ftp := startFTP(t)
	far := t.TempDir()
	for _, c := range []struct {
		name, target string
		opts         Options
	}{
		{"folder", filepath.Join(t.TempDir(), "www"), quick()},
		{"zip", filepath.Join(t.TempDir(), "site.zip"), quick()},
		{"sftp", "sftp://" + ssh.user + "@127.0.0.1:" + ssh.port + far, ssh.options()},
		{"ftps", "ftps://anonymous@localhost:" + ftp.port + ftp.path, ftp.options()},
	} {
		t.Run(c.name, func(t *testing.T) { checkStaleCopy(t, c.target, c.opts) })
	}
}

func checkStaleCopy(t *testing.T, target string, opts Options) {
	one, two := &person{opts: opts}, &person{opts: opts}
	site := newSite{style: "one", pages: 4}
	must.Succeed(t, one.publish(t, site, target))
	must.Succeed(t, two.publish(t, site, target))
	corrected := site
	corrected.edits = map[int]string{1: " corrected"}
	must.Succeed(t, two.publish(t, corrected, target))

	stale := site
	stale.edits = map[int]string{2: " mine"}
	err := one.publish(t, stale, target)
	var back *TakenBackError
	if !errors.As(err, &back) || !slices.Equal(back.Paths, []string{"FY2024/goal-1.html", "en/FY2024/goal-1.html"}) {
		t.Fatalf("got %v", err)
	}
	if age := time.Since(back.Since); age < -time.Minute || age > time.Hour {
		t.Errorf("since %v", back.Since)
	}
	look := opts
	look.Known = one.known
	if _, err := Preview(t.Context(), stale.tree(t), target, look); !errors.As(err, &back) {
		t.Errorf("a preview says %v", err)
	}
	if there, err := Published(t.Context(), target, opts); err != nil || !slices.Equal(there, two.known[0]) {
		t.Errorf("something was sent: %v", err)
	}

	both := site
	both.edits = map[int]string{1: " corrected", 2: " mine"}
	must.Succeed(t, one.publish(t, both, target))
	// The other has not seen that, and insists on something older.
	two.opts.Over = true
	must.Succeed(t, two.publish(t, corrected, target))
	two.opts.Over = false
	must.Succeed(t, two.publish(t, both, target))
}

// What counts as taken back, case by case. Letters are the bytes of pages.
func TestUnseen(t *testing.T) {
	for _, c := range []struct{ name, before, now, next, want string }{
		{"theirs is undone", "a=1 b=1", "a=2 b=1", "a=1 b=3", "a"},
		{"theirs stays", "a=1 b=1", "a=2 b=1", "a=2 b=3", ""},
		{"theirs is gone on with", "a=1 b=1", "a=2 b=2", "a=3 b=2", ""},
		{"nothing of theirs is in ours", "a=1 b=1", "a=2 b=2", "a=3 b=3", "a b"},
		{"their new page would go", "a=1", "a=1 b=1", "a=1", "b"},
		{"their new page stays, ours is edited", "a=1", "a=1 b=1", "a=2 b=1", ""},
		{"what they removed would come back", "a=1 b=1", "a=1", "a=1 b=1", "b"},
		{"a chart with its content in the name goes with its page", "a=1 c.0123456789.svg=1", "a=2 c.9876543210.svg=1", "a=3 b=1 c.5555555555.svg=1", "a"},
		{"twins", "a.html=1", "a.html=1 a.html.gz=1", "a.html=1", ""},
	} {
		read := func(text string) (m output.Manifest) {
			for _, word := range strings.Fields(text) {
				path, bytes, _ := strings.Cut(word, "=")
				m = append(m, output.File{Path: path, Size: 1, Sum: sum{bytes[0]}})
			}
			return m
		}
		must.Be(t, strings.Join(unseen(read(c.before), read(c.now), read(c.next)), " "), c.want, c.name)
	}
}

// interloper is a folder in which another run works once somebody looks.
type interloper struct {
	*dirRemote
	work func()
}

func (i *interloper) stat(ctx context.Context, p string) (info, error) {
	if work := i.work; work != nil && p != "." {
		i.work = nil
		work()
	}
	return i.dirRemote.stat(ctx, p)
}

// A first publish that meets another one on its way says so, and does not
// advise to take its files over.
func TestFirstPublishBesideAnother(t *testing.T) {
	tree := newSite{style: "one", pages: 3}.tree(t)
	for _, steps := range []int{30, 60, 1000} {
		dir := t.TempDir()
		// The folder of the year is there, so that files in it are looked at.
		write(t, dir, "FY2024/theirs.txt", "theirs")
		opts := quick().filled()
		e, err := newEngine(place{text: dir, scheme: schemeDir, path: dir}, tree, opts)
		must.Succeed(t, err)
		e.line.dial = func(context.Context) (remote, error) {
			d, err := openDir(dir)
			return &interloper{dirRemote: d.(*dirRemote), work: func() {
				left := steps
				cut := opts
				cut.Attempts = 1
				other := faultyEngine(t, dir, newSite{style: "two!", pages: 3}.tree(t), cut, &left, false)
				other.run(t.Context())
				other.line.close()
			}}, err
		}
		_, err = e.run(t.Context())
		e.line.close()
		if code, _ := Explain(err); code != "busy" {
			t.Errorf("another run came %d steps far: %q, %v", steps, code, err)
		}
	}
}

// A first publish into a folder with something else in it names that and stops.
func TestFirstPublishIntoAnotherSite(t *testing.T) {
	ssh := startSSH(t)
	ssh.know(t, ssh.hostKey, ssh.port)
	ftp := startFTP(t)
	far, near := t.TempDir(), t.TempDir()
	tree := newSite{style: "one", pages: 1}.tree(t)
	for _, c := range []struct {
		target, root string
		opts         Options
	}{
		{near, near, quick()},
		{"sftp://" + ssh.user + "@127.0.0.1:" + ssh.port + far, far, ssh.options()},
		{"ftps://anonymous@localhost:" + ftp.port + ftp.path, ftp.root, ftp.options()},
	} {
		c.opts.OwnFolder = true
		write(t, c.root, "welcome.php", "theirs")
		write(t, c.root, "news/2024.html", "theirs")
		write(t, c.root, "robots.txt", "theirs")
		write(t, c.root, ".htaccess", "theirs")
		_, err := Send(t.Context(), tree, c.target, c.opts)
		var occupied *OccupiedError
		if !errors.As(err, &occupied) || !slices.Equal(occupied.Names, []string{"news", "welcome.php"}) {
			t.Errorf("%s: %v", c.target, err)
		}
		if _, err := os.Stat(filepath.Join(c.root, "index.html")); err == nil {
			t.Errorf("%s: something was sent", c.target)
		}
		c.opts.Adopt = true
		if _, err := Send(t.Context(), tree, c.target, c.opts); err != nil {
			t.Errorf("%s: %v", c.target, err)
		}
		c.opts.Adopt = false
		site := newSite{style: "one", pages: 2}
		if _, err := Send(t.Context(), site.tree(t), c.target, c.opts); err != nil {
			t.Errorf("%s, again: %v", c.target, err)
		}
		checkSame(t, c.root, site.tree(t), "welcome.php", "news/2024.html", "robots.txt", ".htaccess")
	}

	// What only steers the server is no site.
	dir := t.TempDir()
	write(t, dir, "robots.txt", "theirs")
	write(t, dir, ".htaccess", "theirs")
	opts := quick()
	opts.OwnFolder = true
	if _, err := Send(t.Context(), tree, dir, opts); err != nil {
		t.Error(err)
	}
}

// Two people with folders of changes of their own: the one with the older copy
// is told when the server is read back.
func TestChangesTakeNothingBack(t *testing.T) {
	one := clerk{t, filepath.Join(t.TempDir(), "one"), t.TempDir()}
	two := clerk{t, filepath.Join(t.TempDir(), "two"), one.server}
	site := newSite{style: "one", pages: 4}
	opts := ChangesOptions{Options: quick(), Since: one.server}
	make := func(c clerk, s newSite) error {
		_, err := Changes(t.Context(), s.tree(t), c.dir, opts)
		if err == nil {
			c.upload(always)
		}
		return err
	}
	corrected, mine := site, site
	corrected.edits, mine.edits = map[int]string{1: " corrected"}, map[int]string{2: " mine"}
	for _, err := range []error{make(one, site), make(two, site), make(two, corrected)} {
		must.Succeed(t, err)
	}
	var back *TakenBackError
	if err := make(one, mine); !errors.As(err, &back) || len(back.Paths) != 2 {
		t.Errorf("got %v", err)
	}
	opts.Over = true
	if err := make(one, mine); err != nil {
		t.Error(err)
	}
	checkSame(t, one.server, mine.tree(t))
}
