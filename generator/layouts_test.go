package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestLayoutExamples does what the examples of layouts/README.md say, all of them
// in one city, and looks at its pages.
func TestLayoutExamples(t *testing.T) {
	text := must.Read(t, "../layouts/README.md")
	city := town(t)
	_, examples, _ := strings.Cut(string(text), "\n## 例1")
	examples, _, _ = strings.Cut(examples, "<!--")
	done := 0
	for i, block := range strings.Split(examples, "\n```") {
		if i%2 == 0 {
			continue
		}
		info, body, _ := strings.Cut(block, "\n")
		language, file, _ := strings.Cut(info, " ")
		done++
		switch language {
		case "sh":
			run := newSession()
			var talk bytes.Buffer
			run.lang, run.stdout, run.stderr = "ja", &talk, &talk
			words := append(shellWords(strings.TrimSpace(body))[1:], "--source", city)
			if code := run.run(commands(), words); code != exitFine {
				t.Fatalf("%s: %s", body, talk.String())
			}
		case "diff":
			patch(t, filepath.Join(city, file), body)
		default:
			path := filepath.Join(city, file)
			old, _ := os.ReadFile(path) // the town has words of its own
			must.Succeed(t, os.MkdirAll(filepath.Dir(path), 0o755))
			must.Succeed(t, os.WriteFile(path, append(old, body+"\n"...), 0o644))
		}
	}
	if done != 11 {
		t.Fatalf("%d blocks", done)
	}
	check := newSession()
	var talk bytes.Buffer
	check.lang, check.stdout, check.stderr = "ja", &talk, &talk
	if check.run(commands(), []string{"check", "--source", city}) != exitFine || strings.Contains(talk.String(), "layouts/") {
		t.Error(talk.String())
	}
	public := filepath.Join(city, "public")
	mustBuild(t, city, public)
	page := read(t, filepath.Join(public, "FY2024", "1-a-shihyo-1.html"))
	for _, part := range []string{`<circle cx="5"`, `class="of-unit"`, "ご意見をお聞かせください", "について、お気づきのことを"} {
		must.Contain(t, page, part, "on the page")
	}
	must.Contain(t, read(t, filepath.Join(public, "en", "index.html")), "Tell us what you think", "no English question")
	styles, _ := filepath.Glob(filepath.Join(public, "assets", "site.*.css"))
	if len(styles) != 1 || !strings.Contains(read(t, styles[0]), "--link:#7a1f5c") {
		t.Errorf("no colour of the city in %v", styles)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	return string(must.Read(t, path))
}

// patch changes a file as a block of lines with - and + says: the lines that stand
// there become those that are to stand there.
func patch(t *testing.T, path, lines string) {
	t.Helper()
	var old, new []string
	for _, line := range strings.Split(strings.TrimRight(lines, "\n"), "\n") {
		if line[0] != '+' {
			old = append(old, line[1:])
		}
		if line[0] != '-' {
			new = append(new, line[1:])
		}
	}
	text, was := read(t, path), strings.Join(old, "\n")
	if strings.Count(text, was) != 1 {
		t.Fatalf("%s has not once:\n%s", path, was)
	}
	must.Succeed(t, os.WriteFile(path, []byte(strings.Replace(text, was, strings.Join(new, "\n"), 1)), 0o644))
}
