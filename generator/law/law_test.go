package law

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// FuzzBroken breaks its law where TestABrokenLawIsFound asks for it.
func FuzzBroken(t *testing.F) {
	f := Of(t, 2)
	f.Add("a = 1", true)
	f.Add("b = [2]", false)
	f.Fuzz(func(t *testing.T, text string, _ bool) {
		if os.Getenv("TASSEI_BROKEN") != "" && strings.Contains(text, "[[") {
			panic("a broken law")
		}
	})
}

// TestABrokenLawIsFound sees that changed seeds are tried, and the one that breaks a law told.
func TestABrokenLawIsFound(t *testing.T) {
	for _, c := range []struct {
		laws  string
		found bool
	}{{"4000", true}, {"", false}} {
		run := exec.Command(os.Args[0], "-test.run", "^FuzzBroken$")
		run.Env = append(os.Environ(), "TASSEI_BROKEN=1", "TASSEI_SEED=1", "TASSEI_LAWS="+c.laws)
		out, err := run.CombinedOutput()
		if found := err != nil; found != c.found || found && !(strings.Contains(string(out), "the input: \"") && strings.Contains(string(out), "TASSEI_SEED=1")) {
			t.Errorf("with TASSEI_LAWS=%s: %v\n%s", c.laws, err, out)
		}
	}
}

// TestChangedSeeds: nearly all inputs are new, and the seeds stay as they are.
func TestChangedSeeds(t *testing.T) {
	seed := []any{"data = 5\n", []byte("一つ、二つ"), uint8(3)}
	c := changer{random: rand.New(rand.NewPCG(1, 1)), seeds: [][]any{seed, {"x", []byte{}, uint8(0)}}}
	made := map[string]bool{}
	for range 1000 {
		args := c.changed()
		made[args[0].(string)+"\xff"+string(args[1].([]byte))+"\xff"+string(args[2].(uint8)+'0')] = true
	}
	if len(made) < 800 {
		t.Errorf("only %d of 1000 inputs differ", len(made))
	}
	if seed[0] != "data = 5\n" || string(seed[1].([]byte)) != "一つ、二つ" || seed[2] != uint8(3) {
		t.Errorf("a seed was changed: %q", seed)
	}
}
