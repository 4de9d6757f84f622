package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tassei/generator/must"
	"tassei/generator/output"
)

// clerk uploads sets by hand, more or less.
type clerk struct {
	t           *testing.T
	dir, server string
}

// upload puts a part of the set onto the server, in an order of its own: each
// file, and each line of the list of what is to go, with a chance.
func (c clerk) upload(chance func() bool) {
	c.t.Helper()
	root := filepath.Join(c.dir, UploadFolder)
	err := filepath.WalkDir(root, func(p string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && chance() {
			inside, _ := filepath.Rel(root, p)
			write(c.t, c.server, filepath.ToSlash(inside), read(c.t, root, filepath.ToSlash(inside)))
		}
		return err
	})
	must.Succeed(c.t, err)
	for _, p := range strings.Fields(read(c.t, c.dir, DeleteList)) {
		if chance() {
			os.Remove(filepath.Join(c.server, p))
			for up := filepath.Dir(p); up != "." && os.Remove(filepath.Join(c.server, up)) == nil; up = filepath.Dir(up) {
				// Folders that hold nothing any more go too.
			}
		}
	}
}

func always() bool { return true }

// However often sets were made, uploaded, half uploaded or forgotten: the next
// set that is made from what the server holds, or that takes nothing as
// uploaded, brings the server to exactly the tree, once it is uploaded.
func TestChangesAlwaysMendable(t *testing.T) {
	seeds := 60
	if testing.Short() {
		seeds = 10
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewPCG(11, uint64(seed)))
			c := clerk{t, filepath.Join(t.TempDir(), "changes"), t.TempDir()}
			write(t, c.server, "theirs.txt", "theirs")
			site := newSite{style: "a", pages: 4, edits: map[int]string{}}
			var opts ChangesOptions
			make := func() {
				t.Helper()
				opts.Options = quick()
				opts.Allow = Allow{Removals: true, Years: true, FewerPages: true}
				tree := site.tree(t)
				plan, err := PreviewChanges(t.Context(), tree, c.dir, opts)
				must.Succeed(t, err)
				result, err := Changes(t.Context(), tree, c.dir, opts)
				if err != nil || !slices.Equal(plan.Lines(), result.Plan.Lines()) {
					t.Fatalf("%v, planned %v", err, plan.Lines())
				}
			}
			for range 3 + random.IntN(6) {
				switch random.IntN(4) {
				case 0:
					site.style = string(rune('a' + random.IntN(3)))
				case 1:
					site.pages = 1 + random.IntN(6)
				default:
					site.edits[random.IntN(4)] = string(rune('x' + random.IntN(3)))
				}
				opts = ChangesOptions{}
				switch random.IntN(6) {
				case 0:
					opts.Since = c.server
				case 1:
					_, err := os.Stat(filepath.Join(c.dir, changesNow))
					opts.Again = err == nil
				}
				make()
				switch random.IntN(3) {
				case 0:
					c.upload(always)
				case 1:
					c.upload(func() bool { return random.IntN(2) == 0 })
				}
			}
			if random.IntN(2) == 0 {
				opts = ChangesOptions{Again: true}
			} else {
				opts = ChangesOptions{Since: c.server}
			}
			make()
			c.upload(always)
			checkSame(t, c.server, site.tree(t), "theirs.txt")

			// Seen to be there, nothing is left to send and nothing in doubt.
			opts = ChangesOptions{Since: c.server}
			make()
			opts = ChangesOptions{Options: quick()}
			plan, err := PreviewChanges(t.Context(), site.tree(t), c.dir, opts)
			if err != nil || !plan.Empty() || plan.Unconfirmed != 0 {
				t.Errorf("confirmed, and yet %v, %d unconfirmed, %v", plan.Lines(), plan.Unconfirmed, err)
			}
			if left, err := output.Hash(os.DirFS(filepath.Join(c.dir, UploadFolder))); err != nil || len(left) != 0 {
				t.Errorf("left in the upload folder: %v, %v", paths(left), err)
			}
		})
	}
}

// A web server that keeps dot files to itself, and answers with a page of its
// own where there is nothing, can be read back all the same.
func TestChangesSinceWeb(t *testing.T) {
	c := clerk{t, filepath.Join(t.TempDir(), "changes"), t.TempDir()}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(c.server, filepath.FromSlash(r.URL.Path))
		text, err := os.ReadFile(name)
		if err != nil || strings.HasPrefix(filepath.Base(name), ".") {
			text = []byte("<h1>Welcome to our city</h1>")
		}
		w.Write(text)
	}))
	defer web.Close()
	site := newSite{style: "one", pages: 5}
	opts := ChangesOptions{Options: quick()}
	opts.Allow = Allow{Years: true}
	for _, pages := range []int{5, 4} { // sets that are forgotten, but for the first page of the second
		site.pages = pages
		must.Succeed(t, must.Err(Changes(t.Context(), site.tree(t), c.dir, opts)))
		if pages == 5 {
			c.upload(always)
		}
	}
	opts.Since = web.URL
	result, err := Changes(t.Context(), site.tree(t), c.dir, opts)
	if want := 6; err != nil || len(result.Plan.Remove) != 4 || result.Sent != 2 {
		t.Errorf("want %d files, sent %d, removed %v, %v", want, result.Sent, result.Plan.Remove, err)
	}
	c.upload(always)
	checkSame(t, c.server, site.tree(t))
	if result, err := Changes(t.Context(), site.tree(t), c.dir, opts); err != nil || !result.Plan.Empty() {
		t.Errorf("confirmed, and yet %v, %v", result.Plan.Lines(), err)
	}
}

// A set says how much it is: what the person at the CMS has to wait for.
func TestChangesCounts(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "changes")
	size := func(files ...output.File) (n int64) {
		for _, f := range files {
			n += f.Size
		}
		return n
	}
	site := newSite{style: "one", pages: 3}
	all := site.tree(t).Files
	var told Progress
	opts := ChangesOptions{Options: quick()}
	opts.Progress = func(p Progress) { told = p }
	result, err := Changes(t.Context(), site.tree(t), dir, opts)
	if p := result.Plan; err != nil || !p.First || p.Same != 0 || len(p.Add) != len(all) || p.Bytes != size(all...) || result.Sent != len(all) || result.Bytes != p.Bytes || told.Files != len(all) || told.Bytes != told.BytesTotal {
		t.Errorf("first: %+v, %d bytes, %+v, %v", p, result.Bytes, told, err)
	}
	site.edits = map[int]string{1: "edited"}
	result, err = Changes(t.Context(), site.tree(t), dir, opts)
	if p := result.Plan; err != nil || p.First || p.Same+len(p.Add)+len(p.Change) != len(site.tree(t).Files) || len(p.Change) != 2 || p.Bytes != size(append(p.Add, p.Change...)...) || result.Bytes != p.Bytes {
		t.Errorf("then: %+v, %d bytes, %v", p, result.Bytes, err)
	}
}

// A file that went with a set and is back, with the bytes that it had, is put in again
// where nothing is taken as uploaded: it may be gone by then.
func TestChangesBringBackWhatWent(t *testing.T) {
	c := clerk{t, filepath.Join(t.TempDir(), "changes"), t.TempDir()}
	opts := ChangesOptions{Options: quick()}
	opts.Allow = Allow{Removals: true, Years: true, FewerPages: true}
	for _, pages := range []int{4, 3} {
		must.Succeed(t, must.Err(Changes(t.Context(), newSite{style: "one", pages: pages}.tree(t), c.dir, opts)))
		c.upload(always)
	}
	opts.Again = true
	tree := newSite{style: "one", pages: 4}.tree(t)
	must.Succeed(t, must.Err(Changes(t.Context(), tree, c.dir, opts)))
	c.upload(always)
	checkSame(t, c.server, tree)
}

// What an earlier set left goes from the upload folder, also behind a file that a run left half written.
func TestChangesClearWhatIsOld(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "changes")
	opts := ChangesOptions{Options: quick()}
	site := newSite{style: "one", pages: 3}
	must.Succeed(t, must.Err(Changes(t.Context(), site.tree(t), dir, opts)))
	write(t, dir, UploadFolder+"/"+output.Temporary("404.html", 7), "half")
	site.edits = map[int]string{1: "edited"}
	result, err := Changes(t.Context(), site.tree(t), dir, opts)
	must.Succeed(t, err)
	left, err := output.Hash(os.DirFS(filepath.Join(dir, UploadFolder)))
	if err != nil || len(left) != result.Sent {
		t.Errorf("%d files for %d that changed: %v, %v", len(left), result.Sent, paths(left), err)
	}
}

// What the server hands out to nobody may be there: it is put in again, and is to be
// deleted where the site has it no more.
func TestChangesSinceWhatNobodySees(t *testing.T) {
	c := clerk{t, filepath.Join(t.TempDir(), "changes"), t.TempDir()}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.Path, "/FY2024/goal-") {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		text, err := os.ReadFile(filepath.Join(c.server, filepath.FromSlash(r.URL.Path)))
		if err != nil {
			w.WriteHeader(http.StatusNotFound)
		}
		w.Write(text)
	}))
	defer web.Close()
	opts := ChangesOptions{Options: quick()}
	opts.Allow = Allow{Removals: true, Years: true, FewerPages: true}
	must.Succeed(t, must.Err(Changes(t.Context(), newSite{style: "one", pages: 3}.tree(t), c.dir, opts)))
	c.upload(always)
	opts.Since = web.URL
	tree := newSite{style: "one", pages: 2}.tree(t)
	result, err := Changes(t.Context(), tree, c.dir, opts)
	must.Succeed(t, err)
	for _, file := range tree.Files {
		if strings.Contains(file.Path, "FY2024/goal-") {
			if !slices.ContainsFunc(slices.Concat(result.Plan.Add, result.Plan.Change), func(f output.File) bool { return f.Path == file.Path }) {
				t.Errorf("%s is left out", file.Path)
			}
		}
	}
	c.upload(always)
	checkSame(t, c.server, tree)
}

// A set that could not be made whole is said, and is not taken for one that was.
func TestChangesThatBreak(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "changes")
	opts := ChangesOptions{Options: quick()}
	tree := newSite{style: "one", pages: 3}.tree(t)
	must.Succeed(t, must.Err(Changes(t.Context(), tree, dir, opts)))
	before := read(t, dir, changesNow)
	next := newSite{style: "two", pages: 3}.tree(t)
	broken := next
	broken.FS = without{next.FS, "FY2024/goal-1.html"}
	var source *SourceError
	if _, err := Changes(t.Context(), broken, dir, opts); !errors.As(err, &source) || source.Path != "FY2024/goal-1.html" {
		t.Errorf("a file is missing: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	opts.Progress = func(Progress) { stop() }
	if _, err := Changes(ctx, next, dir, opts); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	opts.Progress = nil
	must.Be(t, read(t, dir, changesNow), before, "the record of what is published")
	must.Succeed(t, must.Err(Changes(t.Context(), next, dir, opts)))
	must.Be(t, read(t, dir, changesNow), string(next.Files.Text()))
}

// A page that comes where another goes is a change.
func TestPlanIsEmpty(t *testing.T) {
	one, gone := []output.File{{Path: "a"}}, []string{"b"}
	for _, c := range []struct {
		plan  Plan
		empty bool
	}{{Plan{}, true}, {Plan{Add: one}, false}, {Plan{Change: one}, false}, {Plan{Remove: gone}, false},
		{Plan{Add: one, Remove: gone}, false}, {Plan{Change: one, Remove: gone}, false}, {Plan{Same: 3, Bytes: 3}, true}} {
		must.Be(t, fmt.Sprint(c.plan.Empty()), fmt.Sprint(c.empty), c.plan)
	}
}

// Two looks at a path say together what may be there: what one of them could not see
// may be anything, also when the other saw it.
func TestMaybeOr(t *testing.T) {
	a, b, gone, unseen := certainly(sum{1}), certainly(sum{2}), maybe{absent: true}, maybe{unseen: true}
	if m := a.or(b); len(m.sums) != 2 || m.is(sum{1}) || m.is(sum{2}) || m.empty() {
		t.Errorf("one or the other: %+v", m)
	}
	for _, m := range []maybe{a.or(gone), gone.or(a), a.or(unseen), unseen.or(a)} {
		if m.is(sum{1}) || m.empty() {
			t.Errorf("perhaps: %+v", m)
		}
	}
	if !a.or(a).is(sum{1}) || !gone.or(gone).empty() || unseen.or(gone).empty() {
		t.Error("what is certain is not")
	}
}
