package main

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestSearchFindsWhatPeopleType asks the sites' own script, with the index that
// was built for it, what stands in the tables of testdata/search.
func TestSearchFindsWhatPeopleType(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("node is missing: it runs the search of the pages")
	}
	for _, built := range []func() (*builtSite, error){builtCity, builtTown} {
		s, err := built()
		must.Succeed(t, err)
		t.Run(s.name, func(t *testing.T) {
			asked := readSearches(t, "testdata/search/"+s.name+".txt")
			for _, language := range append([]string{s.first}, s.others...) {
				for i, found := range s.find(t, node, language, asked[language]) {
					for _, fault := range asked[language][i].faults(found) {
						t.Errorf("%s: %q: %s; found %d: %s", language, asked[language][i].typed, fault, len(found), strings.Join(found[:min(len(found), 6)], " "))
					}
				}
			}
		})
	}
}

// asking is one line of a table: what is typed and what must come of it.
type asking struct {
	typed  string
	wanted []string
}

func readSearches(t *testing.T, name string) map[string][]asking {
	t.Helper()
	text := must.Read(t, name)
	asked, n := map[string][]asking{}, 0
	for line := range strings.Lines(string(text)) {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		if strings.HasPrefix(line, "#") || len(parts) != 3 {
			continue
		}
		asked[parts[0]] = append(asked[parts[0]], asking{parts[1], strings.Fields(parts[2])})
		n++
	}
	if n < 10 {
		t.Fatalf("%s has only %d searches", name, n)
	}
	return asked
}

// find runs the searches of a language; the answers are pages, the best first.
func (s *builtSite) find(t *testing.T, node, language string, asked []asking) [][]string {
	t.Helper()
	var typed strings.Builder
	for _, a := range asked {
		typed.WriteString(a.typed + "\n")
	}
	run := exec.Command(node, "testdata/search/find.mjs", s.dir, language)
	run.Stdin, run.Stderr = strings.NewReader(typed.String()), os.Stderr
	out, err := run.Output()
	must.Succeed(t, err)
	var answers [][]string
	lines := bufio.NewScanner(strings.NewReader(string(out)))
	for lines.Buffer(nil, 1<<20); lines.Scan(); {
		var found []string
		must.Succeed(t, json.Unmarshal(lines.Bytes(), &found))
		answers = append(answers, found)
	}
	if len(answers) != len(asked) {
		t.Fatalf("%s: %d answers to %d searches", language, len(answers), len(asked))
	}
	return answers
}

// faults tells in what an answer is not the wanted one.
func (a asking) faults(found []string) (faults []string) {
	place := 0
	for _, w := range a.wanted {
		kind := strings.TrimLeft(w, "…!")
		page := kind + ".html"
		switch {
		case w == "nothing":
			if len(found) > 0 {
				faults = append(faults, "what stands nowhere is found")
			}
		case w[0] == '=':
			if strconv.Itoa(len(found)) != w[1:] {
				faults = append(faults, "not "+w[1:]+" pages")
			}
		case w[0] == '!':
			if slices.Contains(found, page) {
				faults = append(faults, kind+" is found")
			}
		case w != kind:
			if !slices.Contains(found, page) {
				faults = append(faults, kind+" is not found")
			}
		default:
			if place >= len(found) || found[place] != page {
				faults = append(faults, kind+" does not stand in its place")
			}
			place++
		}
	}
	return faults
}
