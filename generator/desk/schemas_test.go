package desk

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"tassei/generator/keys"
	"tassei/generator/must"
	"tassei/generator/source"
)

func compiledSchemas(t *testing.T) map[string]*jsonschema.Schema {
	c := jsonschema.NewCompiler()
	compiled := map[string]*jsonschema.Schema{}
	for name, b := range schemaFiles() {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
		must.Succeed(t, err, name)
		must.Succeed(t, c.AddResource(name, doc), name)
		s, err := c.Compile(name)
		must.Succeed(t, err, name)
		compiled[strings.TrimSuffix(filepath.Base(name), ".schema.json")] = s
	}
	return compiled
}

// asJSON turns what the TOML reader gives into what JSON has.
func asJSON(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := map[string]any{}
		for k, e := range v {
			m[k] = asJSON(e)
		}
		return m
	case []map[string]any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = asJSON(e)
		}
		return list
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = asJSON(e)
		}
		return list
	case int64:
		return float64(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return v
}

func tomlTree(t *testing.T, dir string) map[string]string {
	tree := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, p))
		tree[p] = string(b)
		return err
	})
	must.Succeed(t, err)
	return tree
}

// refusedBy is why a schema refuses a file, nil where it takes it; told is false
// for what is no TOML or has no schema.
func refusedBy(all map[string]*jsonschema.Schema, path, text string) (told bool, err error) {
	s := all[keys.SchemaOf(path)]
	var v map[string]any
	if _, bad := toml.Decode(text, &v); bad != nil || s == nil {
		return false, nil
	}
	return true, s.Validate(asJSON(v))
}

// Every file that check finds right is right for an editor too: the real city's,
// the example's, and the one that a new city begins with.
func TestSchemasTakeRightFiles(t *testing.T) {
	all, count := compiledSchemas(t), 0
	for _, root := range []string{"../../data", "../source/testdata/base/data"} {
		for p, text := range tomlTree(t, root) {
			told, err := refusedBy(all, "data/"+p, text)
			if told {
				count++
			}
			if err != nil {
				t.Errorf("%s/%s: %v", root, p, err)
			}
		}
	}
	if count < 35 {
		t.Errorf("only %d files", count)
	}
}

// shapes are the rules that a schema can know.
var shapes = []string{"K112", "K116", "K117", "K118", "K121"}

// trial is one file of the tests of the rules with what check says of it.
type trial struct {
	name, path, text string
	codes            []string
}

// wrong reports whether check refuses the file for what a schema can know.
func (tr trial) wrong() bool {
	return slices.ContainsFunc(tr.codes, func(c string) bool { return slices.Contains(shapes, c) })
}

// trials are files that the tests of the rules change, and misspelt ones.
func trials(t *testing.T) []trial {
	var names []string
	for _, glob := range []string{"rules/K11[2678]*", "rules/K121*", "mistakes/key*", "mistakes/reason*", "mistakes/direction*", "mistakes/list*"} {
		found, err := filepath.Glob("../source/testdata/" + glob)
		must.Succeed(t, err)
		names = append(names, found...)
	}
	var list []trial
	for _, name := range names {
		tree := tomlTree(t, "../source/testdata/base")
		for path, codes := range changed(t, name, tree) {
			list = append(list, trial{filepath.Base(name), path, tree[path], codes})
		}
	}
	return append(list, misspelt(t)...)
}

// An editor underlines what check refuses for its keys and kinds of value: of
// all mistakes in the tests of the rules.
func TestSchemasRefuseWrongFiles(t *testing.T) {
	all, count := compiledSchemas(t), 0
	for _, tr := range trials(t) {
		told, err := refusedBy(all, tr.path, tr.text)
		switch {
		case !told:
		case tr.wrong() && err == nil:
			t.Errorf("%s: check says %v of %s, the schema nothing", tr.name, tr.codes, tr.path)
		case len(tr.codes) == 0 && err != nil:
			t.Errorf("%s: check takes %s, the schema not: %v", tr.name, tr.path, err)
		default:
			count++
		}
	}
	if count < 60 {
		t.Errorf("only %d files", count)
	}
}

// taplo, the checker behind the editors' extension, agrees with check. The
// variable names its program, which test.sh installs.
func TestTaploAgrees(t *testing.T) {
	taplo := os.Getenv("TASSEI_TAPLO")
	if taplo == "" {
		t.Skip("TASSEI_TAPLO is not set")
	}
	dir := t.TempDir()
	put := func(root, path, text string) {
		write(t, filepath.Join(dir, root), path, keys.SchemaLine(path)+text)
		name := "data/.schema/" + keys.SchemaOf(path) + ".schema.json"
		write(t, filepath.Join(dir, root), name, string(schemaFiles()[name]))
	}
	all := compiledSchemas(t)
	var tried []trial
	for _, tr := range trials(t) {
		if told, _ := refusedBy(all, tr.path, tr.text); told && (tr.wrong() || len(tr.codes) == 0) {
			put(strconv.Itoa(len(tried)), tr.path, tr.text)
			tried = append(tried, tr)
		}
	}
	for p, text := range tomlTree(t, "../source/testdata/base/data") {
		put("base", "data/"+p, text)
	}
	// It takes a second to start, so all files are given to it at once. Of each that it refuses it says the path.
	cmd := exec.Command(taplo, "check", "*/data/**/*.toml")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	refused := map[string]bool{}
	for _, found := range regexp.MustCompile(`invalid file.*?/(\w+)/(data/[\w./-]+\.toml)`).FindAllStringSubmatch(string(out), -1) {
		refused[found[1]+"/"+found[2]] = true
	}
	for i, tr := range tried {
		name := strconv.Itoa(i) + "/" + tr.path
		must.Be(t, tr.wrong(), refused[name], tr.name, "check says", tr.codes, "of", tr.path, "taplo refuses it")
		delete(refused, name)
	}
	if len(refused) > 0 {
		t.Errorf("of right files taplo refuses %v", slices.Sorted(maps.Keys(refused)))
	}
	if len(tried) < 60 || err == nil {
		t.Errorf("only %d files, %v: %.2000s", len(tried), err, out)
	}
}

func write(t *testing.T, dir, name, text string) {
	full := filepath.Join(dir, filepath.FromSlash(name))
	must.Succeed(t, os.MkdirAll(filepath.Dir(full), 0o755))
	must.Succeed(t, os.WriteFile(full, []byte(text), 0o644))
}

// changed applies the changes of a test of the rules to the base town and gives
// the TOML files with what check says of each.
func changed(t *testing.T, name string, tree map[string]string) map[string][]string {
	b := must.Read(t, name)
	codes := map[string][]string{}
	parts := strings.Split("\n"+string(b), "\n-- ")
	for _, part := range parts[1:] {
		head, body, _ := strings.Cut(part, " --\n")
		verb, file, _ := strings.Cut(head, " ")
		if !strings.HasSuffix(file, ".toml") {
			continue
		}
		switch verb {
		case "replace":
			old, with, _ := strings.Cut(body+"\n", "====\n")
			tree[file] = strings.Replace(tree[file], strings.TrimRight(old, "\n"), strings.TrimRight(with, "\n"), 1)
		case "file":
			tree[file] = body + "\n"
		default:
			continue
		}
		codes[file] = nil
	}
	checked(t, tree, codes)
	return codes
}

// checked adds to the files of codes what check says of them.
func checked(t *testing.T, tree map[string]string, codes map[string][]string) {
	dir := t.TempDir()
	for p, text := range tree {
		write(t, dir, p, text)
	}
	s := opened(t, dir)
	for _, p := range s.Check(source.Options{}).All() {
		if list, ok := codes[p.File]; ok {
			codes[p.File] = append(list, p.Code)
		}
	}
}

// misspelt are the example's files with each of their keys misspelt, one a file.
func misspelt(t *testing.T) []trial {
	var list []trial
	base := tomlTree(t, "../source/testdata/base")
	seen := map[string]bool{}
	for _, path := range slices.Sorted(maps.Keys(base)) {
		if keys.SchemaOf(path) == "" {
			continue
		}
		for _, f := range keyLine.FindAllStringSubmatchIndex(base[path], -1) {
			key := keys.SchemaOf(path) + " " + base[path][f[2]:f[3]]
			if seen[key] {
				continue
			}
			seen[key] = true
			tree := maps.Clone(base)
			tree[path] = base[path][:f[3]] + "x" + base[path][f[3]:]
			codes := map[string][]string{path: nil}
			checked(t, tree, codes)
			list = append(list, trial{key, path, tree[path], codes[path]})
		}
	}
	return list
}

var keyLine = regexp.MustCompile(`(?m)^ *([a-z_]+) *=`)

// The line by which an editor finds the schema of a file leads to it.
func TestSchemaLines(t *testing.T) {
	all := schemaFiles()
	for _, path := range []string{"data/city.toml", "data/plan/1-a.toml", "data/FY2024/1-a.toml", "data/FY2024/year.toml", "data/sections.toml"} {
		var to string
		must.Succeed(t, must.Err(fmt.Sscanf(keys.SchemaLine(path), "#:schema %s\n", &to)), path)
		if full := filepath.ToSlash(filepath.Join(filepath.Dir(path), to)); all[full] == nil {
			t.Errorf("%s: %s is not made", path, full)
		}
	}
}

// The schemas of this repository's own city are those that the program makes:
// TASSEI_SCHEMAS=1 writes them.
func TestSchemasOfThisCity(t *testing.T) {
	if os.Getenv("TASSEI_SCHEMAS") != "" {
		for name, b := range schemaFiles() {
			must.Succeed(t, os.WriteFile("../../"+name, b, 0o644))
		}
	}
	for _, e := range SchemaEdits("../..") {
		t.Errorf("%s is out of date: TASSEI_SCHEMAS=1 go test ./generator/desk -run TestSchemasOfThisCity", e.Path)
	}
}
