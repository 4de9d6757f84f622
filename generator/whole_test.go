package main

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tassei/generator/must"
	"tassei/generator/output"
)

// program is the program as a process of its own, with an environment of its
// own.
func program(t testing.TB, env []string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	must.Succeed(t, err)
	cmd := exec.Command(self, args...)
	cmd.Env = append(append(os.Environ(), asProgram+"=1"), env...)
	return cmd
}

// TestSameInputSameBytes builds the same input in two places that differ in
// all that a machine can differ in.
func TestSameInputSameBytes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("umask and locales are set with a shell")
	}
	t.Parallel()
	for name, from := range map[string]string{"town": townDir, "city": cityDir} {
		plain := filepath.Join(t.TempDir(), name)
		odd := filepath.Join(t.TempDir(), "市 の フォルダー & 'x'", name+"の写し")
		for _, dir := range []string{plain, odd} {
			for _, part := range []string{"data", "content", "layouts"} {
				if _, err := os.Stat(filepath.Join(from, part)); err == nil {
					copyTree(t, filepath.Join(from, part), filepath.Join(dir, part))
				}
			}
		}
		age(t, odd, time.Date(1999, 12, 31, 23, 59, 59, 0, time.UTC))
		builds := []struct {
			mask, dir, cwd string
			env, args      []string
		}{
			{"022", plain, plain, []string{"TZ=UTC", "LC_ALL=C", "LANG=C", "GOMAXPROCS=1"}, []string{"build", "--jobs", "1"}},
			{
				"077", odd, t.TempDir(),
				[]string{
					"TZ=Pacific/Kiritimati", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "GOMAXPROCS=4", "HOME=/nonexistent/home", "XDG_CACHE_HOME=/dev/null/cache",
					"XDG_CONFIG_HOME=/dev/null/config", "USER=kakari", "LOGNAME=kakari", "TMPDIR=/nonexistent/tmp", "SOURCE_DATE_EPOCH=1", "PWD=/", "HOSTNAME=elsewhere",
				},
				[]string{"--jobs", "7", "build", "--source", odd},
			},
		}
		for _, b := range builds {
			cmd := program(t, b.env)
			cmd.Args = append([]string{"sh", "-c", `umask ` + b.mask + `; exec "$0" "$@"`, cmd.Path}, b.args...)
			cmd.Path, cmd.Dir = "/bin/sh", b.cwd
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", name, err, out)
			}
		}
		sameTrees(t, filepath.Join(plain, "public"), filepath.Join(odd, "public"))
	}
}

// age sets the times of all files of a folder.
func age(t *testing.T, dir string, to time.Time) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(name, to, to)
	})
	must.Succeed(t, err)
}

// sameTrees fails unless two folders have the same files with the same bytes.
func sameTrees(t *testing.T, a, b string) {
	t.Helper()
	left, right := files(t, a), files(t, b)
	if len(left) < 100 || !slices.Equal(slices.Sorted(maps.Keys(left)), slices.Sorted(maps.Keys(right))) {
		t.Fatalf("%d and %d files, or other names", len(left), len(right))
	}
	for name := range left {
		must.Be(t, left[name], right[name], name, "other bytes")
	}
}

// wantedKills is how many builds are killed on the way.
const wantedKills = 20

// TestKilledBuildLeavesOldOrNew kills builds at many moments: what is left is
// the old site or the new one, byte for byte, and the next build succeeds.
func TestKilledBuildLeavesOldOrNew(t *testing.T) {
	if testing.Short() {
		t.Skip("kills many builds")
	}
	t.Parallel()
	// Two versions of the town that differ in every page, and in which pages
	// there are.
	versions := [2]string{town(t), town(t)}
	for _, dir := range versions { // half as many files
		substitute(t, filepath.Join(dir, "data", "city.toml"), "share_images = true", "share_images = false\nindicator_downloads = false")
	}
	substitute(t, filepath.Join(versions[1], "data", "city.toml"), "潮見野町 まちづくり計画の評価", "潮見野町 計画の評価")
	substitute(t, filepath.Join(versions[1], "data", "FY2022", "year.toml"), `"published"`, `"draft"`)
	var sites [2]map[string]string
	for i, dir := range versions {
		mustBuild(t, dir, filepath.Join(dir, "public"))
		sites[i] = files(t, filepath.Join(dir, "public"))
	}
	out := filepath.Join(t.TempDir(), "public")
	mustBuild(t, versions[0], out)

	began := time.Now()
	buildAndKill(t, versions[1], out, 0)
	whole := time.Since(began)
	ends := map[string]int{}
	killed, stands := 0, 1 // which version stands
	for try := 0; killed < wantedKills && try < 4*wantedKills; try++ {
		// Half of the kills all along, half where the trees are exchanged.
		delay := whole * time.Duration(try%wantedKills+1) / wantedKills
		if try%4 > 1 {
			delay = whole*3/4 + whole*time.Duration(try%12)/24
		}
		to := 1 - stands
		began := time.Now()
		if buildAndKill(t, versions[to], out, delay) {
			killed++
		} else { // the machine has less to do than before
			whole = min(whole, time.Since(began))
		}
		left := files(t, out)
		switch {
		case maps.Equal(left, sites[to]):
			ends["new"]++
			stands = to
		case maps.Equal(left, sites[stands]):
			ends["old"]++
		default:
			t.Fatalf("killed after %v of %v: a mixture of %d files", delay, whole, len(left))
		}
		if try%4 == 3 {
			mended(t, versions[1-stands], out, sites[1-stands])
			stands = 1 - stands
		}
	}
	if killed < wantedKills {
		t.Errorf("only %d builds were killed on the way", killed)
	}
	if ends["old"] == 0 {
		t.Errorf("no kill came before the exchange: %v", ends)
	}
	t.Logf("a build takes %v; left behind: %v", whole, ends)
}

// mended builds on what kills have left, and looks for what they left behind.
func mended(t *testing.T, source, out string, want map[string]string) {
	t.Helper()
	mustBuild(t, source, out)
	if !maps.Equal(files(t, out), want) {
		t.Fatal("the next build does not mend what kills have left")
	}
	rest, err := filepath.Glob(filepath.Join(filepath.Dir(out), ".public*", "*"))
	beside, _ := os.ReadDir(filepath.Dir(out))
	rest = slices.DeleteFunc(rest, func(name string) bool { return strings.HasPrefix(filepath.Base(name), "turn") })
	if err != nil || len(rest) > 0 || len(beside) > 2 {
		t.Fatalf("the next build leaves %v behind, of %v", rest, beside)
	}
}

// buildAndKill runs a build as a process and kills it after a while, if it still
// runs; 0 lets it end. It reports whether it was killed.
func buildAndKill(t *testing.T, source, out string, after time.Duration) (killed bool) {
	t.Helper()
	cmd := program(t, nil, "build", "--source", source, "--out", out, "--quiet")
	var talk bytes.Buffer
	cmd.Stderr = &talk
	must.Succeed(t, cmd.Start())
	if after > 0 {
		timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
		defer timer.Stop()
	}
	err := cmd.Wait()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == -1 && after > 0 {
		return true
	}
	must.Succeed(t, err, talk.String())
	return false
}

// TestSecondBuildNamesTheFirst holds the lock, and starts another build.
func TestSecondBuildNamesTheFirst(t *testing.T) {
	dir := town(t)
	out := filepath.Join(dir, "public")
	mustBuild(t, dir, out)
	before := files(t, out)
	stage, err := output.Begin(out, output.Options{Source: dir})
	must.Succeed(t, err)
	said, err := program(t, nil, "build", "--source", dir, "--lang", "en").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitProblems {
		t.Errorf("the second build: %v", err)
	}
	must.Contain(t, string(said), "(process "+strconv.Itoa(os.Getpid())+")", "the second build does name the first", os.Getpid(), said)
	must.Succeed(t, stage.Abort())
	if !maps.Equal(files(t, out), before) {
		t.Error("the site changed")
	}
	mustBuild(t, dir, out)
}

// TestFailedWriteLeavesTheOldSite limits how large a file may become, as a
// full disk or a quota would.
func TestFailedWriteLeavesTheOldSite(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("limits are set with a shell")
	}
	dir := town(t)
	out := filepath.Join(dir, "public")
	mustBuild(t, dir, out)
	before := files(t, out)
	substitute(t, filepath.Join(dir, "data", "city.toml"), "潮見野町 まちづくり計画の評価", "潮見野町 計画の評価")
	cmd := program(t, nil)
	cmd.Args = []string{"sh", "-c", `trap '' XFSZ; ulimit -f 20; exec "$0" "$@"`, cmd.Path, "build", "--source", dir, "--lang", "en"}
	cmd.Path = "/bin/sh"
	said, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitProblems {
		t.Errorf("%v\n%s", err, said)
	}
	if !strings.Contains(string(said), "The disk is full") || !strings.Contains(string(said), "What was there is unchanged") {
		t.Errorf("it says only:\n%s", said)
	}
	if !maps.Equal(files(t, out), before) {
		t.Error("the site changed")
	}
	mustBuild(t, dir, out)
	if maps.Equal(files(t, out), before) {
		t.Error("the next build made nothing new")
	}
}

// TestInterruptedBuildLeavesTheOldSite sends the signal of Ctrl-C.
func TestInterruptedBuildLeavesTheOldSite(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such signal")
	}
	dir := town(t)
	out := filepath.Join(dir, "public")
	mustBuild(t, dir, out)
	before := files(t, out)
	substitute(t, filepath.Join(dir, "data", "city.toml"), "潮見野町 まちづくり計画の評価", "潮見野町 計画の評価")
	cmd := program(t, nil, "build", "--source", dir, "--quiet")
	must.Succeed(t, cmd.Start())
	time.Sleep(30 * time.Millisecond)
	must.Succeed(t, cmd.Process.Signal(syscall.SIGINT))
	if err := cmd.Wait(); err == nil {
		t.Skip("it had ended already")
	}
	if !maps.Equal(files(t, out), before) {
		t.Error("the site changed")
	}
	mustBuild(t, dir, out)
}
