//go:build unix

package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"tassei/generator/must"
)

// The test binary is the builder too, in a process of its own: its task comes
// in this variable, as words.
const builderTask = "TASSEI_OUTPUT_TEST_BUILDER"

func TestMain(m *testing.M) {
	if task := os.Getenv(builderTask); task != "" {
		if err := runBuilder(strings.Fields(task)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			if IsFull(err) {
				os.Exit(3)
			}
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// runBuilder builds one version of a tree: OUT VERSION KILL-AT EXCHANGE LIMIT. Or it
// writes a set: set DIR KILL-AT.
func runBuilder(task []string) error {
	if task[0] == "set" {
		return writeSetAndDie(task[1], task[2])
	}
	killAt, err := strconv.Atoi(task[2])
	if err != nil {
		return err
	}
	limit, err := strconv.Atoi(task[4])
	if err != nil {
		return err
	}
	if limit > 0 {
		signal.Ignore(syscall.SIGXFSZ)
		size := syscall.Rlimit{Cur: uint64(limit), Max: uint64(limit)}
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &size); err != nil {
			return err
		}
	}
	var calls, swap atomic.Int64
	d := &disk{before: func(call, _ string) error {
		n := calls.Add(1)
		if n == int64(killAt) {
			return syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
		if call == "exchange" {
			swap.Store(n)
		}
		if call == "exchange" && task[3] == "without" {
			return errors.ErrUnsupported
		}
		return nil
	}}
	_, err = tryBuild(task[0], Options{disk: d, Turns: task[3] == "turns"}, killedTree(task[1]))
	fmt.Println(calls.Load(), swap.Load())
	return err
}

// killedTree is a tree of which half is the same in every version.
func killedTree(version string) tree {
	files := tree{}
	for i := range 150 {
		text := "same"
		if i%2 == 0 {
			text = version
		}
		files[fmt.Sprintf("%d/%d/%d.html", i%3, i%7, i)] = strings.Repeat(text, 1000)
	}
	files["only-in-"+version+"/index.html"] = version
	return files
}

func builder(t *testing.T, out, version string, killAt int, exchange string, limit int) *exec.Cmd {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %s %d %s %d", builderTask, out, version, killAt, exchange, limit))
	return cmd
}

// The process is killed at a call to the file system, at 30 of them spread over
// the build, with and without the exchange of folders.
func TestKilledAtCalls(t *testing.T) {
	for _, exchange := range []string{"with", "without", "turns"} {
		t.Run(exchange, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			build(t, out, killedTree("a"))
			if exchange == "turns" { // so that one waits
				buildTurn(t, out, killedTree("b"))
				buildTurn(t, out, killedTree("a"))
			}
			text, err := builder(t, out, "b", 0, exchange, 0).Output()
			must.Succeed(t, err)
			var calls, swap int
			if _, err := fmt.Sscan(string(text), &calls, &swap); err != nil || swap < 100 || calls < swap+3 {
				t.Fatalf("%d calls, the exchange is the %d-th, %v", calls, swap, err)
			}
			moments := []int{}
			for i := range 18 {
				moments = append(moments, 1+i*calls/18)
			}
			for i := range 12 { // where the trees change places
				moments = append(moments, swap-2+i)
			}
			sides := map[bool]int{}
			for round, moment := range moments {
				version := []string{"a", "b"}[round%2]
				former := read(t, out)
				if maps.Equal(former, killedTree(version)) {
					version = map[string]string{"a": "b", "b": "a"}[version]
				}
				_ = builder(t, out, version, moment, exchange, 0).Run()
				sides[checkAfterKill(t, out, former, version, exchange != "without")]++
			}
			if sides[true] == 0 || sides[false] == 0 {
				t.Errorf("the kills fell on one side of the exchange only: %v", sides)
			}
		})
	}
}

// checkAfterKill reports whether the tree is the new one.
func checkAfterKill(t *testing.T, out string, former tree, version string, always bool) bool {
	t.Helper()
	if !always {
		must.Succeed(t, must.Err(Recover(out)))
	}
	got := read(t, out) // fails on a tree that does not fit its manifest
	isNew := maps.Equal(got, killedTree(version))
	if !isNew && !maps.Equal(got, former) {
		t.Fatalf("the tree is mixed: %d files", len(got))
	}
	if !isNew {
		build(t, out, killedTree(version))
		wantTree(t, out, killedTree(version))
	}
	return isNew
}

// The process is killed after a time, at 40 moments spread over what a build
// takes from start to end.
func TestKilledAtTimes(t *testing.T) {
	for _, exchange := range []string{"with", "turns"} {
		t.Run(exchange, func(t *testing.T) { killAtTimes(t, exchange) })
	}
}

func killAtTimes(t *testing.T, exchange string) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, killedTree("a"))
	start := time.Now()
	must.Succeed(t, builder(t, out, "b", 0, exchange, 0).Run())
	whole := time.Since(start)
	version := "b"
	for i := range 40 {
		former := read(t, out)
		version = map[string]string{"a": "b", "b": "a"}[version]
		cmd := builder(t, out, version, 0, exchange, 0)
		must.Succeed(t, cmd.Start())
		time.Sleep(whole * time.Duration(i) / 36)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		checkAfterKill(t, out, former, version, true)
	}
	build(t, out, killedTree("a"))
	build(t, out, killedTree("b"))
	wantTree(t, out, killedTree("b"))
}

// A file that cannot grow, as on a full disk, leaves the old tree.
func TestFileSizeLimit(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	build(t, out, killedTree("a"))
	for _, limit := range []int{64, 999, 3000} {
		err := builder(t, out, "b", 0, "with", limit).Run()
		var exit *exec.ExitError
		if !errors.As(err, &exit) || exit.ExitCode() != 3 {
			t.Errorf("limit %d: got %v, want the error of a full disk", limit, err)
		}
		wantTree(t, out, killedTree("a"))
	}
	build(t, out, killedTree("b"))
	wantTree(t, out, killedTree("b"))
}

// Two processes build at the same time; the second says which one is first.
func TestTwoProcesses(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	stage := begun(t, out)
	defer stage.Abort()
	text, err := builder(t, out, "a", 0, "with", 0).CombinedOutput()
	if want := fmt.Sprintf("(pid %d)", os.Getpid()); err == nil || !strings.Contains(string(text), want) {
		t.Errorf("got %q %v, want %q", text, err, want)
	}
}
