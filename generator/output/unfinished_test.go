//go:build unix

package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"tassei/generator/must"
)

// writeSetAndDie writes a set in a process that ends at the n-th call.
func writeSetAndDie(dir, n string) error {
	killAt, err := strconv.Atoi(n)
	if err != nil {
		return err
	}
	var calls atomic.Int64
	_, err = writeSet(&disk{before: func(string, string) error {
		if calls.Add(1) == int64(killAt) {
			return syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
		return nil
	}}, dir, setEdits)
	return err
}

// Wherever a process is killed that writes a set, the next one finds all files old or
// all new, and leaves nothing beside them.
func TestKilledSet(t *testing.T) {
	next := map[string]func(dir string) error{
		"resume": func(dir string) error { _, err := Resume(dir); return err },
		"write": func(dir string) error {
			_, err := WriteSet(dir, []Edit{{Path: "data/z.toml", Data: []byte("old z")}})
			return err
		},
	}
	for name, goOn := range next {
		sides := map[bool]int{}
		for n := 1; ; n++ {
			dir, before, after := setFolder(t)
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), fmt.Sprintf("%s=set %s %d", builderTask, dir, n))
			if err := cmd.Run(); err == nil {
				break
			}
			must.Succeed(t, goOn(dir), name, "after call", n)
			got := holds(t, dir)
			sides[maps.Equal(got, after)]++
			if !maps.Equal(got, before) && !maps.Equal(got, after) {
				t.Errorf("%s after call %d: %v", name, n, got)
			}
		}
		if sides[true] < 5 || sides[false] < 5 {
			t.Errorf("%s: %v", name, sides)
		}
	}
}

// endedSet is a folder as a process leaves it that is killed when it had promised three
// files and placed one.
func endedSet(t *testing.T) (dir string) {
	dir, _, _ = setFolder(t)
	for name, text := range map[string]string{
		"data/.a.toml.tassei-7-0": "old a", "data/a.toml": "new a", // placed; the former under its second name
		"content/.c.md.tassei-7-0": "new c", "data/FY2025/.b.toml.tassei-7-0": "new b",
		noteName: noteTitle + "\n7\nmake \"content\"\nmake \"data/FY2025\"\nwrite \"none/n.toml\"\nwrite \"data/a.toml\"\nwrite \"data/FY2025/b.toml\"\nwrite \"content/c.md\"\n" +
			fmt.Sprintf("place %s %s %q %q\n", digestOf([]byte("old a")), digestOf([]byte("new a")), "data/.a.toml.tassei-7-1", "data/a.toml") +
			fmt.Sprintf("place - %s %q %q\n", digestOf([]byte("new b")), "data/FY2025/.b.toml.tassei-7-0", "data/FY2025/b.toml") +
			fmt.Sprintf("place - %s %q %q\nend\n", digestOf([]byte("new c")), "content/.c.md.tassei-7-0", "content/c.md"),
	} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	return dir
}

// Two files want a note, for one may have its place and the other not; one alone is old or new.
func TestNoteOfASet(t *testing.T) {
	for n := range len(setEdits) {
		dir, _, _ := setFolder(t)
		r := &recorder{}
		must.Succeed(t, must.Err(writeSet(r.disk(), dir, setEdits[:n+1])))
		must.Be(t, r.first("create", noteName) >= 0, n > 0, n+1, "files")
		if n > 0 { // what it promises is safe before the first takes its place
			r.wantOrder(t, recorded{"sync", filepath.Join(dir, noteName)}, recorded{"sync", dir}, recorded{"rename", "data/a.toml"})
		}
	}
}

func TestResume(t *testing.T) {
	_, _, after := setFolder(t)
	dir := endedSet(t)
	done, err := Resume(dir)
	if err != nil || done.Placed != 3 || len(done.Changed) > 0 {
		t.Errorf("%+v, %v", done, err)
	}
	if got := holds(t, dir); !maps.Equal(got, after) {
		t.Errorf("%v", got)
	}
	if done, err := Resume(dir); err != nil || done.Placed != 0 {
		t.Errorf("again: %+v, %v", done, err)
	}
	if _, err := Resume(filepath.Join(dir, "none")); err != nil {
		t.Error(err)
	}
}

// What somebody has written since is not replaced, and is named.
func TestResumeKeepsWhatChanged(t *testing.T) {
	_, _, after := setFolder(t)
	dir := endedSet(t)
	write(t, filepath.Join(dir, "data", "FY2025", "b.toml"), "by hand")
	after["data/FY2025/b.toml"] = "by hand"
	done, err := Resume(dir)
	if err != nil || done.Placed != 2 || strings.Join(done.Changed, " ") != "data/FY2025/b.toml" {
		t.Errorf("%+v, %v", done, err)
	}
	if got := holds(t, dir); !maps.Equal(got, after) {
		t.Errorf("%v", got)
	}
}

// A note that came with a folder moves nothing but second names of its own process to
// their places, whatever it says.
func TestResumeOfAForgedNote(t *testing.T) {
	dir, before, _ := setFolder(t)
	outside := t.TempDir()
	write(t, filepath.Join(outside, ".x.tassei-7-0"), "outside")
	link := filepath.Join(dir, "link")
	old := digestOf([]byte("old a"))
	for _, lines := range []string{
		fmt.Sprintf("place %s %s %q %q\nend\n", old, old, "data/z.toml", "data/a.toml"),
		fmt.Sprintf("write \"data/a.toml\"\nplace %s %s %q %q\nend\n", old, old, "data/z.toml", "data/a.toml"),
		fmt.Sprintf("write \"link/x\"\nplace - %s %q %q\nend\n", old, "link/.x.tassei-7-0", "link/x"),
		fmt.Sprintf("write \"../x\"\nmake \"..\"\nplace - %s %q %q\nend\n", old, "../.x.tassei-7-0", "../x"),
		"make \"data\"\nwrite \"data\"\nend\n", "write \"a", "place\nend", "", strings.Repeat("place ", 1000),
	} {
		for _, head := range []string{noteTitle + "\n7\n", noteTitle + "\n-1\n", "", noteTitle} {
			write(t, filepath.Join(dir, noteName), head+lines)
			if err := os.Symlink(outside, link); err != nil {
				t.Skip(err)
			}
			_, _ = Resume(dir)
			must.Succeed(t, os.Remove(link))
			got := holds(t, dir)
			delete(got, noteName)
			if !maps.Equal(got, before) || holds(t, outside)[".x.tassei-7-0"] != "outside" {
				t.Errorf("%q moved something: %v", lines, got)
			}
		}
	}
}

// A set that is being written is waited for.
func TestResumeWaits(t *testing.T) {
	dir := endedSet(t)
	file, err := os.Open(filepath.Join(dir, noteName))
	must.Succeed(t, err)
	defer file.Close()
	if held, err := tryLock(file); !held || err != nil {
		t.Fatal(held, err)
	}
	root, err := os.OpenRoot(dir)
	must.Succeed(t, err)
	defer root.Close()
	var locked *LockedError
	if _, err := resume(nil, root, 20*time.Millisecond); !errors.As(err, &locked) || locked.PID != 7 {
		t.Errorf("got %v", err)
	}
}

// Of two programs that read the same bytes and write at once the second is told; nothing of the first is lost, of one
// file as of several.
func TestTwoWritersAtOnce(t *testing.T) {
	for n := 1; n <= 2; n++ {
		dir := t.TempDir()
		var one, other []Edit
		for _, name := range []string{"a", "b"}[:n] {
			write(t, filepath.Join(dir, name), "before")
			one = append(one, Edit{Path: name, Data: []byte("one"), Was: []byte("before")})
			other = append(other, Edit{Path: name, Data: []byte("other"), Was: []byte("before")})
		}
		second := make(chan error, 1)
		begun := false
		d := &disk{before: func(call, _ string) error {
			if call == "rename" && !begun {
				begun = true
				go func() { _, err := WriteSet(dir, other); second <- err }()
				select { // long enough for it to end, if nothing kept it waiting
				case err := <-second:
					second <- err
				case <-time.After(200 * time.Millisecond):
				}
			}
			return nil
		}}
		must.Succeed(t, must.Err(writeSet(d, dir, one)))
		var refused *RefusedError
		if err := <-second; !errors.As(err, &refused) || refused.Reason != ChangedMeanwhile {
			t.Errorf("%d: the second got %v", n, err)
		}
		for _, edit := range one {
			must.Be(t, string(must.Read(t, filepath.Join(dir, edit.Path))), "one", n, edit.Path)
		}
	}
}
