package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tassei/generator/must"
	"tassei/generator/output"
)

// newSite makes an invented site whose stylesheet has its content's hash in the
// name, so that an edition with another stylesheet changes every page.
type newSite struct {
	style  string // of the stylesheet
	pages  int    // indicator pages of the year
	edits  map[int]string
	big    int // bytes of a download; 0 for none
	extras map[string]string
}

func (s newSite) tree(t testing.TB) Tree {
	t.Helper()
	files := fstest.MapFS{}
	put := func(name, text string) { files[name] = &fstest.MapFile{Data: []byte(text)} }
	style := "assets/site." + short(s.style) + ".css"
	put(style, "body{color:#222}/*"+s.style+"*/")
	put("assets/favicon.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`)
	page := func(name, title, links string) {
		up := strings.Repeat("../", strings.Count(name, "/"))
		put(name, fmt.Sprintf("<!DOCTYPE html><html lang=en><title>%s</title><link rel=stylesheet href=\"%s%s\">"+
			"<link rel=icon href=\"%sassets/favicon.svg\">%s<p>%s</p>", title, up, style, up, links,
			strings.Repeat(title+" ", 200)))
	}
	for _, lang := range []string{"", "en/"} {
		var links strings.Builder
		for i := range s.pages {
			id := fmt.Sprintf("goal-%d", i)
			chart := lang + "FY2024/" + id + "." + short(s.edits[i]) + ".svg"
			put(chart, "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>"+id+s.edits[i]+"</title></svg>")
			page(lang+"FY2024/"+id+".html", id+s.edits[i], `<img src="`+path.Base(chart)+`">`)
			fmt.Fprintf(&links, `<a href="%s.html">%s</a>`, id, id)
		}
		page(lang+"FY2024/index.html", "year", links.String())
		page(lang+"index.html", "site", `<a href="FY2024/index.html">FY2024</a>`)
		page(lang+"404.html", "not found", "")
	}
	put("data/FY2024/indicators.json", `{"format": 1, "style": "`+s.style+`"}`)
	if s.big > 0 {
		noise := make([]byte, s.big)
		random := rand.New(rand.NewPCG(1, uint64(len(s.style))))
		for i := range noise {
			noise[i] = byte(random.Uint32())
		}
		put("data/FY2024/all.zip", string(noise))
	}
	for name, text := range s.extras {
		put(name, text)
	}
	return treeOf(t, files)
}

func short(text string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(text)))[:10] }

func treeOf(t testing.TB, files fs.FS) Tree {
	t.Helper()
	manifest, err := output.Hash(files)
	must.Succeed(t, err)
	return Tree{FS: files, Files: manifest}
}

// quick are options for tests: no waiting between attempts.
func quick() Options {
	return Options{
		Sleep:   func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Env:     func(string) string { return "" },
		Timeout: 20 * time.Second,
	}
}

// checkSame fails unless the folder holds exactly the tree, its manifest and
// the foreign files given.
func checkSame(t *testing.T, dir string, tree Tree, foreign ...string) {
	t.Helper()
	found, err := output.Hash(os.DirFS(dir))
	must.Succeed(t, err)
	var list output.Manifest
	for _, file := range found {
		if !slices.Contains(foreign, file.Path) {
			list = append(list, file)
		}
	}
	if d := output.Compare(tree.Files, list); !d.Empty() {
		t.Errorf("target differs: missing %v, changed %v, extra %v", paths(d.Removed), paths(d.Changed), paths(d.Added))
	}
	manifest, err := os.ReadFile(filepath.Join(dir, output.MarkerName))
	if err != nil || !bytes.Equal(manifest, tree.Files.Text()) {
		t.Errorf("manifest on the target is not the tree's (%v)", err)
	}
	// Hash knows files only: no folder may be left without one either.
	err = filepath.WalkDir(dir, func(p string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() {
			return err
		}
		inside, err := os.ReadDir(p)
		if len(inside) == 0 {
			t.Errorf("empty folder %s", p)
		}
		return err
	})
	must.Succeed(t, err)
}

func paths(files []output.File) []string {
	var list []string
	for _, file := range files {
		list = append(list, file.Path)
	}
	return list
}

var loads = regexp.MustCompile(`(?:<link rel=(?:stylesheet|icon) href|<img src)="([^"]+)"`)
var linked = regexp.MustCompile(`<a href="([^"]+)"`)

// checkWhole fails if a page in the folder loads or links to something that is
// not there. A page that only half arrived would fail too, as it lacks its end.
// The folder may change meanwhile: only if the page is still the same after
// what it loads was looked for does a missing file count.
func checkWhole(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(p string, entry fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // removed in the meantime
		}
		if err != nil || filepath.Ext(p) != ".html" {
			return err
		}
		text, err := os.ReadFile(p)
		if errors.Is(err, fs.ErrNotExist) || bytes.Contains(text, []byte("theirs")) {
			return nil
		}
		if err != nil {
			return err
		}
		if !bytes.HasSuffix(text, []byte("</p>")) {
			t.Errorf("%s is cut off", p)
		}
		for _, match := range slices.Concat(loads.FindAllSubmatch(text, -1), linked.FindAllSubmatch(text, -1)) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(p), string(match[1]))); err == nil {
				continue
			}
			if again, _ := os.ReadFile(p); bytes.Equal(again, text) {
				t.Errorf("%s needs %s, which is not there", p, match[1])
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
