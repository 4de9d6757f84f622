package build

import (
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tassei/generator/must"
	"tassei/generator/output"
	"tassei/generator/source"
	"tassei/generator/towns"
)

// TestRandomEdits makes random edits of every kind of input, output and memory,
// checks and builds after each, and compares with a build that knows nothing of any other:
// the same outcome, the same words, the same bytes in the site. An edit that
// is a mistake must leave the site as it was, and is taken back. The kinds of
// edits are in edits_kinds_test.go.
//
// Kinds are dealt like cards, so that each has its turn. TASSEI_EDITS is how many
// edits, which test.sh sets to 500, a fifth of them where a year is sealed;
// TASSEI_SEED is which.
func TestRandomEdits(t *testing.T) {
	if testing.Short() {
		t.Skip("builds many times")
	}
	edits, seed := wantedOf("TASSEI_EDITS", 40), wantedOf("TASSEI_SEED", 1)
	each := (edits + 4) / 5
	for _, c := range []struct {
		name   string
		part   int
		sealed bool
	}{{"first part", 0, false}, {"second part", 1, false}, {"third part", 2, false}, {"fourth part", 3, false}, {"sealed", 3, true}} {
		t.Run(c.name, func(t *testing.T) {
			w := newEditedTown(t, uint64(seed), c.part, c.sealed)
			if w.compare("nothing"); !w.good {
				t.Fatalf("the part is wrong before any edit:\n%s", w.words)
			}
			made := 0
			for made < each {
				made += w.step(made)
			}
			t.Logf("seed %d: %v; %d were mistakes", seed, w.done, w.mistakes)
			if w.mistakes > made*2/3 {
				t.Errorf("%d of %d edits were mistakes", w.mistakes, made)
			}
		})
	}
}

func wantedOf(name string, usual int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return usual
}

// asBuild makes the test binary a build of one folder to another, to be killed.
const asBuild = "TASSEI_TEST_AS_BUILD"

func TestMain(m *testing.M) {
	debug.SetMemoryLimit(500 << 20)
	if town, out, wanted := strings.Cut(os.Getenv(asBuild), string(filepath.ListSeparator)); wanted {
		_, _ = Project{Source: town, Out: out, Jobs: 2}.Site()
		return
	}
	os.Exit(m.Run())
}

// editedTown is a town that is built after each edit, with a memory of its own,
// and beside it again without one.
type editedTown struct {
	*rebuilder
	random   *rand.Rand
	deck     []int             // of kinds
	clean    string            // where the builds without a memory go
	first    map[string]string // the files of the town before all edits
	undo     []func()          // takes the edit back
	outcome                    // of the last build without a memory
	known    []outcome         // of the last few
	done     map[string]int
	mistakes int

	preview  *Preview // that goes on, as serve does
	shown    *shownSite
	compared int
}

// outcome is what some inputs come to in a build without a memory.
type outcome struct {
	inputs map[string]string
	good   bool
	words  string
	site   map[string]string // nil where it is not good
}

func newEditedTown(t *testing.T, seed uint64, part int, sealed bool) *editedTown {
	w := &editedTown{rebuilder: newRebuilder(t), random: rand.New(rand.NewPCG(seed, uint64(16+part))), clean: filepath.Join(t.TempDir(), "clean"), done: map[string]int{}}
	w.preview = &Preview{Project: w.project()}
	w.must(os.RemoveAll(w.town))
	w.must(os.CopyFS(w.town, partOfTown(t, os.DirFS(townDir), townParts[part])))
	// Ten files fewer for each indicator: an edit brings them back.
	w.edit("data/city.toml", "share_images = true", "share_images = false\nindicator_downloads = false")
	// Which original each translation was made from is kept, so that an edit can leave one behind.
	src, _, err := source.Open(w.town)
	w.must(err)
	kept, _ := src.BeginTexts(nil)
	w.must(src.Close())
	w.must(os.WriteFile(filepath.Join(w.town, filepath.FromSlash(source.TextsFile)), kept, 0o666))
	if sealed {
		w.must(w.seal(2022, "2023-09-29"))
	}
	w.first = files(t, w.town)
	return w
}

// step makes one edit of a random kind, and now and then several at once; it tells how
// many. It comes after n others.
func (w *editedTown) step(n int) int {
	many := 1
	if w.random.IntN(8) == 0 {
		many = 2 + w.random.IntN(3)
	}
	var kinds []editKind
	for range many {
		if len(w.deck) == 0 {
			w.deck = w.random.Perm(len(editKinds))
		}
		kinds = append(kinds, editKinds[w.deck[0]])
		w.deck = w.deck[1:]
	}
	w.make(kinds...)
	if w.t.Failed() {
		w.t.Fatalf("edit %d", n+1)
	}
	return many
}

func (w *editedTown) make(kinds ...editKind) {
	w.t.Helper()
	w.undo = nil
	var names []string
	for _, k := range kinds {
		names = append(names, k.name)
		w.done[k.name]++
		k.edit(w)
	}
	name := strings.Join(names, ", ")
	w.compare(name)
	if w.good {
		return
	}
	w.mistakes++
	for _, back := range slices.Backward(w.undo) {
		back()
	}
	w.compare("the end of " + name)
	if !w.good {
		w.t.Fatalf("%s was not taken back:\n%s", name, w.words)
	}
}

// compare builds with the memory and without, and compares.
func (w *editedTown) compare(name string) {
	w.t.Helper()
	w.wantClean()
	want := w.site
	if !w.good {
		want = w.standing() // what an edit did to the site stays
	}
	// Checks and previews, which know of the same things, follow a few edits at a time.
	w.compared++
	if w.compared%2 == 0 {
		found, _ := checked(w.t, w.project(), true)
		if fresh, _ := checked(w.t, w.project(), false); found != fresh {
			w.t.Errorf("%s: a check finds\n%s\nwithout a memory\n%s", name, found, fresh)
		}
	}
	good, words := w.run(w.out)
	if good != w.good {
		w.t.Fatalf("%s: good %v, without a memory %v\n%s", name, good, w.good, words)
	}
	if words != w.words {
		w.t.Errorf("%s: it says\n%s\nwithout a memory\n%s", name, words, w.words)
	}
	got := w.standing()
	if !maps.Equal(want, got) {
		w.t.Errorf("%s: the site differs: %s", name, difference(want, got))
	}
	if w.compared%3 == 0 {
		w.comparePreview(name)
	}
	if rest, _ := filepath.Glob(filepath.Join(filepath.Dir(w.out), ".public*", "lock")); len(rest) > 0 {
		w.t.Errorf("%s: left behind: %v", name, rest)
	}
}

// wantClean builds without a memory, unless what came of these very inputs is
// known. Pictures are shared with the builds that remember: what they show is
// their name.
func (w *editedTown) wantClean() {
	w.t.Helper()
	now := files(w.t, w.town)
	for _, known := range w.known {
		if maps.Equal(now, known.inputs) {
			w.outcome = known
			return
		}
	}
	if w.random.IntN(4) == 0 {
		w.must(os.RemoveAll(w.clean))
	}
	before := w.records()
	w.outcome = outcome{inputs: now}
	w.good, w.words = w.run(w.clean)
	for _, name := range w.records() {
		if !slices.Contains(before, name) {
			w.must(os.Remove(name))
		}
	}
	if w.good {
		w.site = files(w.t, w.clean)
	}
	w.known = append(w.known[max(0, len(w.known)-2):], w.outcome)
}

// run is one build: whether it made a site, and its problems.
func (w *editedTown) run(out string) (good bool, words string) {
	w.t.Helper()
	p := w.project()
	p.Out = out
	made, err := p.Site()
	words = inWords(made.Problems)
	if err != nil {
		words += strings.ReplaceAll(err.Error(), out, "OUT")
	}
	return err == nil && made.Problems.Errors() == 0, words
}

// standing is the site that stands, with nothing in it where there is none.
func (w *editedTown) standing() map[string]string {
	if _, err := os.Stat(w.out); err != nil {
		return nil
	}
	return files(w.t, w.out)
}

func difference(want, got map[string]string) string {
	var list []string
	for name, text := range want {
		switch other, ok := got[name]; {
		case !ok:
			list = append(list, name+" is missing")
		case other != text:
			list = append(list, name+" "+firstDifference(text, other))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			list = append(list, name+" should not be")
		}
	}
	slices.Sort(list)
	return fmt.Sprintf("%d files:\n%s", len(list), strings.Join(list[:min(12, len(list))], "\n"))
}

func firstDifference(want, got string) string {
	n := 0
	for n < min(len(want), len(got)) && want[n] == got[n] {
		n++
	}
	from := max(0, n-40)
	return fmt.Sprintf("has %q where a clean build has %q", got[from:min(len(got), n+40)], want[from:min(len(want), n+40)])
}

// The hands of edits. Paths are those in the town.

func (w *editedTown) path(name string) string { return filepath.Join(w.town, filepath.FromSlash(name)) }

// find lists the files of the town that match one of the patterns, sorted.
func (w *editedTown) find(patterns ...string) []string {
	var names []string
	for _, pattern := range patterns {
		found, err := filepath.Glob(w.path(pattern))
		must.Succeed(w.t, err)
		for _, path := range found {
			name, _ := filepath.Rel(w.town, path)
			names = append(names, filepath.ToSlash(name))
		}
	}
	slices.Sort(names)
	return names
}

func (w *editedTown) any(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[w.random.IntN(len(names))]
}

func (w *editedTown) read(name string) string {
	text, err := os.ReadFile(w.path(name))
	must.Succeed(w.t, err)
	return string(text)
}

func (w *editedTown) write(name, text string) {
	w.back(name)
	w.must(os.MkdirAll(filepath.Dir(w.path(name)), 0o777))
	w.must(os.WriteFile(w.path(name), []byte(text), 0o666))
}

func (w *editedTown) remove(name string) {
	w.back(name)
	w.must(os.Remove(w.path(name)))
}

func (w *editedTown) rename(from, to string) {
	text := w.read(from)
	w.remove(from)
	w.write(to, text)
}

// back notes how a file is put back as it is now.
func (w *editedTown) back(name string) {
	path := w.path(name)
	text, err := os.ReadFile(path)
	w.undo = append(w.undo, func() {
		if err != nil {
			os.Remove(path)
			return
		}
		w.must(os.MkdirAll(filepath.Dir(path), 0o777))
		w.must(os.WriteFile(path, text, 0o666))
	})
}

func (w *editedTown) must(err error) {
	w.t.Helper()
	must.Succeed(w.t, err)
}

// records are the files of the memory, but for pictures.
func (w *editedTown) records() []string {
	cache, _ := os.UserCacheDir()
	found, _ := filepath.Glob(filepath.Join(cache, "tassei", "builds", "*"))
	return found
}

// page is a random file of the site, by its path; "" where there is no site.
func (w *editedTown) page() string {
	var names []string
	_ = filepath.WalkDir(w.out, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && entry.Name() != output.MarkerName { // without its mark the folder is a stranger's
			names = append(names, path)
		}
		return nil
	})
	return w.any(names)
}

// kill ends a build at a random moment, and looks at what is left.
func (w *editedTown) kill() {
	before := w.standing()
	self, err := os.Executable()
	w.must(err)
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), asBuild+"="+w.town+string(filepath.ListSeparator)+w.out)
	w.must(cmd.Start())
	timer := time.AfterFunc(time.Duration(w.random.IntN(250))*time.Millisecond, func() { cmd.Process.Kill() })
	defer timer.Stop()
	_ = cmd.Wait()
	w.wantClean()
	if _, err := os.Stat(w.out); err != nil {
		_, err := output.Recover(w.out)
		w.must(err)
	}
	left := w.standing()
	if !maps.Equal(left, before) && !maps.Equal(left, w.site) {
		w.t.Fatalf("a killed build leaves a mixture: %s", difference(before, left))
	}
}

// files reads a whole folder: every file by its path.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	all, err := towns.Files(os.DirFS(dir))
	must.Succeed(t, err)
	return all
}
