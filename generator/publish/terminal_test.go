//go:build linux

package publish

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/crypto/ssh/knownhosts"
	"golang.org/x/sys/unix"

	"tassei/generator/must"
	"tassei/generator/output"
)

// typist sits at a terminal at which the program runs.
type typist struct {
	t      *testing.T
	master *os.File
	cmd    *exec.Cmd

	mu     sync.Mutex
	screen strings.Builder
	ended  chan struct{} // when nothing more can appear on the screen
}

// sitDown runs a program at a terminal of its own. With away its standard input
// is something else, as in a script.
func sitDown(t *testing.T, away bool, env []string, name string, args ...string) *typist {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	t.Cleanup(func() { master.Close() })
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0)
	}
	var slave *os.File
	if err == nil {
		slave, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	}
	if err != nil {
		t.Skipf("no pseudo-terminal: %v", err)
	}
	p := &typist{t: t, master: master, cmd: exec.Command(name, args...), ended: make(chan struct{})}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = slave, slave, slave
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true, Ctty: 1}
	if away {
		p.cmd.Stdin = strings.NewReader("not the password\n")
	}
	p.cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "XDG_CACHE_HOME=" + t.TempDir()}, env...)
	must.Succeed(t, p.cmd.Start())
	t.Cleanup(func() { p.cmd.Process.Kill() })
	slave.Close()
	go func() {
		defer close(p.ended)
		buffer := make([]byte, 4096)
		for {
			n, err := master.Read(buffer)
			p.mu.Lock()
			p.screen.Write(buffer[:n])
			p.mu.Unlock()
			if err != nil {
				return // the program has ended
			}
		}
	}()
	return p
}

func (p *typist) sees() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.screen.String()
}

// waitsFor waits until the screen has shown words so many times.
func (p *typist) waitsFor(words string, times int) {
	p.t.Helper()
	for range 3000 {
		if strings.Count(p.sees(), words) >= times {
			return
		}
		time.Sleep(2 * time.Millisecond)
	}
	p.t.Fatalf("the screen never showed %q:\n%s", words, p.sees())
}

func (p *typist) types(keys string) {
	p.t.Helper()
	must.Succeed(p.t, must.Err(io.WriteString(p.master, keys)))
}

// leaves waits for the end of the program.
func (p *typist) leaves(code int) {
	p.t.Helper()
	late := time.AfterFunc(time.Minute, func() { p.cmd.Process.Kill() })
	defer late.Stop()
	err := p.cmd.Wait()
	<-p.ended
	if got := p.cmd.ProcessState.ExitCode(); got != code {
		p.t.Errorf("exit %d, want %d (%v)\n%s", got, code, err, p.sees())
	}
}

// TestPasswordAtTheTerminal runs the program itself at a terminal: it asks for
// the password, shows nothing of what is typed however quickly, asks again after
// a wrong one, and publishes.
func TestPasswordAtTheTerminal(t *testing.T) {
	program := buildProgram(t)
	city := filepath.Join(t.TempDir(), "city")
	must.Succeed(t, os.CopyFS(city, os.DirFS("../testdata/places/misaki")))
	const wrong, right = "falsch-und-lang", "S3cret 秘密!"
	server, home, www := startPasswordSSH(t, right), t.TempDir(), t.TempDir()
	write(t, home, ".ssh/known_hosts", knownhosts.Line([]string{"127.0.0.1:" + server.port}, server.key)+"\n")
	sftpArgs := []string{"publish", "sftp://web@127.0.0.1:" + server.port + www, "--source", city, "--lang", "en"}
	unseen := func(t *testing.T, p *typist) {
		for _, secret := range []string{wrong, right, "S3cret", "not the password"} {
			if strings.Contains(p.sees(), secret) {
				t.Errorf("the screen shows %q:\n%s", secret, p.sees())
			}
		}
	}

	t.Run("given up", func(t *testing.T) {
		andThen := append([]string{"-c", `"$0" "$@"; code=$?; stty -a; exit $code`, program}, sftpArgs...)
		p := sitDown(t, false, []string{"HOME=" + home}, "sh", andThen...)
		p.waitsFor("Password of web at 127.0.0.1:", 1)
		p.types("S3cret\x03") // Ctrl+C
		p.waitsFor("Stopped", 1)
		p.leaves(1)
		unseen(t, p)
		for _, flag := range []string{"icanon", "isig", "echo", "opost"} {
			if !slices.Contains(strings.Fields(p.sees()), flag) {
				t.Errorf("the terminal is not as it was, without %s:\n%s", flag, p.sees())
			}
		}
		if entries, _ := os.ReadDir(www); len(entries) > 0 || server.heard() != "" {
			t.Errorf("%d entries at the target; the server heard %q", len(entries), server.heard())
		}
	})
	for _, away := range []bool{false, true} {
		t.Run(fmt.Sprintf("sftp, away %v", away), func(t *testing.T) {
			server.told = nil
			p := sitDown(t, away, []string{"HOME=" + home}, program, sftpArgs...)
			p.waitsFor("Password of web at 127.0.0.1:", 1)
			p.types(wrong + "\r")
			p.waitsFor("Password of web at 127.0.0.1:", 2)
			p.types(right + "\r")
			p.leaves(0)
			unseen(t, p)
			must.Be(t, server.heard(), wrong+" "+right, "the server heard")
			checkPublished(t, www, city)
		})
	}
	t.Run("ftps", func(t *testing.T) {
		ftp := startFTP(t, "secure_email_list_enable=YES", "email_password_file="+passwordFile(t, "right@example.jp"))
		args := []string{"publish", "ftps://anonymous@localhost:" + ftp.port + ftp.path, "--source", city, "--lang", "en"}
		for _, c := range []struct {
			typed string
			code  int
			says  string
		}{{"wrong@example.jp", 1, "does not let us in"}, {"right@example.jp", 0, "is published"}} {
			p := sitDown(t, false, []string{"HOME=" + home, "TASSEI_FTPS_CA=" + ftp.ca}, program, args...)
			p.waitsFor("Password of anonymous at localhost:", 1)
			p.types(c.typed + "\r")
			p.leaves(c.code)
			if !strings.Contains(p.sees(), c.says) || strings.Contains(p.sees(), c.typed) {
				t.Errorf("%s: the screen shows\n%s", c.typed, p.sees())
			}
		}
		checkPublished(t, ftp.root, city)
	})
}

// buildProgram makes the program as it is installed.
func buildProgram(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "tassei")
	if text, err := exec.Command("go", "build", "-o", program, "tassei/generator").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return program
}

// checkPublished compares what is served with what was built.
func checkPublished(t *testing.T, www, city string) {
	t.Helper()
	built, err := OpenTree(os.DirFS(filepath.Join(city, "public")))
	must.Succeed(t, err)
	found, err := output.Hash(os.DirFS(www))
	must.Succeed(t, err)
	if d := output.Compare(built.Files, found); !d.Empty() {
		t.Errorf("the target differs: %d missing, %d changed, %d more", len(d.Removed), len(d.Changed), len(d.Added))
	}
}
