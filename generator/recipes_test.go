package main

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"tassei/generator/desk"
	"tassei/generator/must"
)

// Every recipe is of its language, pins what it takes from others, asks for no
// secret, and its lines of this program are ones that the program knows.
func TestRecipes(t *testing.T) {
	root, err := filepath.Abs("..")
	must.Succeed(t, err)
	city := copyOfCity(t, root)
	for _, name := range desk.Recipes() {
		edit, err := desk.NewRecipe(name, "v1.2.3")
		must.Succeed(t, err)
		text := string(edit.Data)
		for _, fault := range recipeFaults(t, name, edit.Path, text) {
			t.Errorf("%s: %s", name, fault)
		}
		ours := 0
		for _, m := range recipeCommand.FindAllStringSubmatch(text, -1) {
			ours++
			words := strings.Fields(m[1])
			if i := slices.IndexFunc(words, func(w string) bool { return w == "2>" || w == "||" }); i >= 0 {
				words = words[:i]
			}
			must.Be(t, tryOurs(t, city, words), "", name, "tassei", m[1])
		}
		if ours == 0 {
			t.Errorf("%s never runs the program", name)
		}
	}
}

var (
	recipeCommand = regexp.MustCompile(`(?m)(?:^|[ /])tassei ((?:check|build|publish|progress)(?: [^;\n]*)?)`)
	pinnedAction  = regexp.MustCompile(`^actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
	cronLine      = regexp.MustCompile(`^(\S+ ){5}cd \S+ && /`)
)

func recipeFaults(t *testing.T, name, path, text string) (faults []string) {
	if strings.Contains(text, "{version}") || !strings.Contains(text, "v1.2.3") && name != "cron" {
		faults = append(faults, "the version is not filled in")
	}
	if strings.Contains(text, "secrets.") || strings.Contains(text, ":latest") || strings.Contains(text, "ubuntu-latest") {
		faults = append(faults, "it wants a secret, or what is newest")
	}
	if strings.HasSuffix(path, ".yml") {
		var document map[string]any
		if err := yaml.Unmarshal([]byte(text), &document); err != nil {
			return append(faults, err.Error())
		}
		want := map[string][]string{"github": {"name", "on", "permissions", "env", "jobs"}, "gitlab": {"variables", "default", "check", "pages"}}[name]
		if got := slices.Sorted(maps.Keys(document)); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
			faults = append(faults, strings.Join(got, " "))
		}
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if _, action, ok := strings.Cut(line, "uses: "); ok && !pinnedAction.MatchString(action) {
			faults = append(faults, "not pinned: "+line)
		}
		if image, ok := strings.CutPrefix(line, "image: "); ok && !regexp.MustCompile(`^[a-z]+:\d+\.\d+\.\d+$`).MatchString(image) {
			faults = append(faults, "not pinned: "+line)
		}
		if name == "cron" && strings.Contains(line, "tassei publish") && !cronLine.MatchString(line) {
			faults = append(faults, "no line of cron: "+line)
		}
		if word, _, _ := strings.Cut(line, " "); name == "container" && line != "" && line[0] != '#' && !slices.Contains([]string{"FROM", "COPY", "WORKDIR", "ENTRYPOINT"}, word) {
			faults = append(faults, "no instruction: "+line)
		}
	}
	return faults
}
