package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// trial is one test of the package: how long it takes, and which changes it
// comes by.
type trial struct {
	name  string
	takes time.Duration
	by    map[int]bool
}

// rehearse runs each test once without any change, the quickest first in what it
// gives back. A test that fails then can say nothing of a change.
func (b *program) rehearse(o options) error {
	out, err := exec.Command(b.binary(), "-test.list", cmp.Or(o.tests(), ".")).Output()
	if err != nil {
		return fmt.Errorf("the tests of %s cannot be listed: %w", b.dir, err)
	}
	skip, err := regexp.Compile(cmp.Or(o.skip, "^$"))
	if err != nil {
		return err
	}
	for _, name := range strings.Fields(string(out)) {
		if skip.MatchString(name) {
			continue
		}
		if !strings.HasPrefix(name, "Test") && !strings.HasPrefix(name, "Fuzz") && !strings.HasPrefix(name, "Example") {
			continue
		}
		seen := filepath.Join(b.place, "reach."+name)
		began := time.Now()
		out, err := b.command(context.Background(), b.binary(), []string{name}, o, "TASSEI_MUTANT=-1", "TASSEI_REACH="+seen).CombinedOutput()
		if err != nil {
			return fmt.Errorf("%s of %s fails without any change:\n%s", name, b.dir, out)
		}
		t := trial{name, time.Since(began), map[int]bool{}}
		text, err := os.ReadFile(seen)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		for line := range strings.Lines(string(text)) {
			if n, err := strconv.Atoi(strings.TrimSpace(line)); err == nil {
				t.by[n-1] = true
			}
		}
		b.trials = append(b.trials, t)
	}
	slices.SortStableFunc(b.trials, func(x, y trial) int { return cmp.Compare(x.takes, y.takes) })
	return nil
}

// rounds are the tests that come by a change, those first that take no second
// together, and then each longer one by itself. Of a change compiled alone it is
// not known which they are: all are run.
func (b *program) rounds(i int) (rounds [][]trial) {
	var quick []trial
	var sum time.Duration
	for _, t := range b.trials {
		if !b.alone[i] && !t.by[i] {
			continue
		}
		if sum += t.takes; sum < time.Second || len(quick) == 0 {
			quick = append(quick, t)
		} else {
			rounds = append(rounds, []trial{t})
		}
	}
	if len(quick) > 0 {
		rounds = slices.Insert(rounds, 0, quick)
	}
	return rounds
}

// noticed runs the tests that come by a change with that change made. One that
// takes much longer than without it has noticed it.
func (b *program) noticed(i int, binary string, o options) (bool, error) {
	for _, round := range b.rounds(i) {
		var names []string
		limit := o.patience
		for _, t := range round {
			names = append(names, t.name)
			limit += 5 * t.takes
		}
		ctx, stop := context.WithTimeout(context.Background(), limit)
		cmd := b.command(ctx, binary, names, o, "TASSEI_MUTANT="+strconv.Itoa(i+1))
		cmd.WaitDelay = time.Second
		err := cmd.Run()
		late := ctx.Err() != nil
		stop()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) && !late {
			return false, err
		}
		if err != nil {
			return true, nil
		}
	}
	return false, nil
}

func (b *program) command(ctx context.Context, binary string, names []string, o options, env ...string) *exec.Cmd {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = regexp.QuoteMeta(name)
	}
	args := []string{"-test.failfast", "-test.timeout=0", "-test.run", "^(" + strings.Join(quoted, "|") + ")$" + strings.TrimPrefix(o.run, o.tests())}
	if o.short {
		args = append(args, "-test.short")
	}
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Dir = b.tests
	cmd.Env = append(os.Environ(), env...)
	return cmd
}

// buildAlone compiles one change by itself, and says whether that can be done.
func (b *program) buildAlone(m mutation) (binary string, ok bool, err error) {
	binary, err = filepath.Abs(filepath.Join(b.place, "alone.test"))
	if err != nil {
		return "", false, err
	}
	out, err := b.overlaid(map[string][]byte{m.path: m.in(m.source)}, binary)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return "", false, nil
	}
	return binary, err == nil && !bytes.Contains(out, []byte("[build failed]")), err
}
