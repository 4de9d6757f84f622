package output

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"tassei/generator/must"
)

// What is used stays, what is not goes: by its age, and by what all of it takes.
func TestKeptIsPruned(t *testing.T) {
	const day, digest = 24 * time.Hour, 32
	for _, c := range []struct {
		name string
		ages map[string]time.Duration // of files of 68 bytes and a digest
		get  string                   // used now
		idle bool                     // nothing new was put
		most int64
		want []string
	}{
		{"old ones go", map[string]time.Duration{"a": day, "b": 29 * day, "c": 31 * day}, "", false, 1000, []string{"a", "b", "new"}},
		{"what is used stays", map[string]time.Duration{"b": 31 * day, "c": 31 * day}, "c", false, 1000, []string{"c", "new"}},
		{"the oldest go first", map[string]time.Duration{"a": 20 * day, "b": 10 * day, "c": 5 * day}, "", false, 300, []string{"b", "c", "new"}},
		{"what this build used stays whatever it takes", map[string]time.Duration{"a": time.Hour, "b": day, "c": 5 * day}, "", false, 100, []string{"a", "b", "new"}},
		{"nothing new", map[string]time.Duration{"a": 31 * day}, "", true, 0, []string{"a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			home := t.TempDir()
			dir := filepath.Join(home, "tassei", "pictures")
			earlier := Keep(home, "tassei/pictures")
			for name, age := range c.ages {
				earlier.Put(name, make([]byte, 100-digest))
				at := time.Now().Add(-age)
				must.Succeed(t, os.Chtimes(filepath.Join(dir, name), at, at))
			}
			must.Succeed(t, os.WriteFile(filepath.Join(dir, ".at-work"), nil, 0o666))
			foreign, long := filepath.Join(dir, "0-folder"), time.Now().Add(-99*day)
			must.Succeed(t, errors.Join(os.Mkdir(foreign, 0o777), os.Chtimes(foreign, long, long)))
			kept := Keep(home, "tassei/pictures")
			if c.get != "" {
				if _, there := kept.Get(c.get); !there {
					t.Fatal("not kept")
				}
			}
			if !c.idle {
				kept.Put("new", make([]byte, 100-digest))
			}
			kept.Prune(30*day, c.most)
			entries, _ := os.ReadDir(dir)
			var left []string
			for _, e := range entries {
				left = append(left, e.Name())
			}
			if want := append([]string{".at-work", "0-folder"}, c.want...); !slices.Equal(left, want) {
				t.Errorf("left %v, want %v", left, want)
			}
		})
	}
}

// What was damaged, or cut off, is not believed.
func TestKeptIsHeldToItsDigest(t *testing.T) {
	home := t.TempDir()
	kept := Keep(home, "pictures")
	kept.Put("a", []byte("a picture"))
	if data, there := kept.Get("a"); !there || string(data) != "a picture" {
		t.Fatalf("%q, %v", data, there)
	}
	kept.Put("nothing", nil)
	if data, there := kept.Get("nothing"); !there || len(data) > 0 {
		t.Errorf("%q, %v", data, there)
	}
	path := filepath.Join(home, "pictures", "a")
	text, _ := os.ReadFile(path)
	for _, wrong := range [][]byte{text[:len(text)-1], text[:5], nil, append(slices.Clone(text), 'x')} {
		must.Succeed(t, os.WriteFile(path, wrong, 0o666))
		if _, there := kept.Get("a"); there {
			t.Errorf("%d of %d bytes were believed", len(wrong), len(text))
		}
	}
	nowhere := Keep(filepath.Join(home, "pictures", "a"), "x") // a file stands in the way
	nowhere.Put("b", []byte("b"))
	if _, there := nowhere.Get("b"); there {
		t.Error("kept nowhere")
	}
	nowhere.Prune(0, 0)
}

// A new user, as one that runs builds on a server, has no cache folder yet.
func TestKeptMakesTheCacheFolder(t *testing.T) {
	user := t.TempDir()
	home := filepath.Join(user, ".cache")
	kept := Keep(home, "tassei/pictures")
	kept.Put("a", []byte("a picture"))
	if data, there := kept.Get("a"); !there || string(data) != "a picture" {
		t.Errorf("kept %q, %v", data, there)
	}
	if info, err := os.Stat(home); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	Keep(filepath.Join(user, "nobody", ".cache"), "tassei").Put("a", nil)
	if _, err := os.Stat(filepath.Join(user, "nobody")); err == nil {
		t.Error("a home was made for a user who has none")
	}
}

// What was put with another digest is not what is asked for, though it be whole.
func TestKeptSame(t *testing.T) {
	kept := Keep(filepath.Join(t.TempDir(), "cache"), "x")
	was := kept.Put("a", []byte("one"))
	if data, there := kept.GetSame("a", was); !there || string(data) != "one" {
		t.Errorf("got %q, %v", data, there)
	}
	now := kept.Put("a", []byte("two"))
	if _, there := kept.GetSame("a", was); there {
		t.Error("what was put later is taken for what was put before")
	}
	if data, there := kept.GetSame("a", now); !there || string(data) != "two" {
		t.Errorf("got %q, %v", data, there)
	}
}
