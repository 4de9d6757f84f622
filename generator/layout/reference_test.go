package layout_test

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tassei/generator/layout"
	"tassei/generator/must"
	"tassei/generator/site"
	"tassei/layouts"
)

var update = flag.Bool("update", false, "write the reference in layouts/README.md")

// pageKinds are the kinds of pages with their data, and where readers meet them.
var pageKinds = []struct {
	name, ja, en string
	data         reflect.Type
}{
	{"home", "トップのページ", "the front page", reflect.TypeFor[site.HomePage]()},
	{"overview", "年度のページ", "a year's page", reflect.TypeFor[site.OverviewPage]()},
	{"initiative", "取り組み事項、計画の各段のページ", "an initiative, a node of the plan", reflect.TypeFor[site.InitiativePage]()},
	{"indicator", "指標のページ", "an indicator", reflect.TypeFor[site.IndicatorPage]()},
	{"embed", "ほかのページに載せる小さな図", "the small page to embed elsewhere", reflect.TypeFor[site.EmbedPage]()},
	{"section", "担当係のページ", "a section in charge", reflect.TypeFor[site.SectionPage]()},
	{"list", "大きな計画の全指標の一覧", "the full list of a large plan", reflect.TypeFor[site.ListPage]()},
	{"print", "年度を紙に刷るページ", "a whole year on paper", reflect.TypeFor[site.PrintPage]()},
	{"sheet", "大きな計画の1つを紙に刷るページ", "one sheet of a large plan on paper", reflect.TypeFor[site.PrintSheet]()},
	{"changes", "前の年度からの変化", "what changed since the year before", reflect.TypeFor[site.ChangesPage]()},
	{"source", "元の資料の文字", "the text of the source", reflect.TypeFor[site.SourcePage]()},
	{"prose", "説明のページ（content/pages/）", "standing pages (content/pages/)", reflect.TypeFor[site.ProsePage]()},
	{"data", "オープンデータ", "open data", reflect.TypeFor[site.DataPage]()},
	{"search", "検索", "the search", reflect.TypeFor[site.SearchPage]()},
	{"archive", "封印された年度の一覧", "the sealed years", reflect.TypeFor[site.ArchivePage]()},
	{"404", "見つからないページ", "a page that is not there", reflect.TypeFor[site.NotFoundPage]()},
}

const (
	madeFrom = "<!-- From here on made by: go test ./generator/layout -run TestReference -update -->"
	readme   = "../../layouts/README.md"
)

// TestReference holds layouts/README.md to the fields that the program really
// hands to pages and parts.
func TestReference(t *testing.T) {
	set, err := layout.Load(layouts.FS, nil, nil, nil)
	must.Succeed(t, err)
	var kinds []string
	for _, p := range pageKinds {
		kinds = append(kinds, p.name)
	}
	if slices.Sort(kinds); !slices.Equal(kinds, set.Kinds()) {
		t.Fatalf("pages %v, told %v", set.Kinds(), kinds)
	}
	old := must.Read(t, readme)
	head, _, _ := strings.Cut(string(old), madeFrom)
	r := &reference{said: comments(t, "../site", "../chart"), told: map[reflect.Type]bool{}}
	want := head + madeFrom + "\n" + r.write(set)
	if *update {
		must.Succeed(t, os.WriteFile(readme, []byte(want), 0o644))
	} else if string(old) != want {
		t.Error("layouts/README.md is not what the code says; go test ./generator/layout -run TestReference -update")
	}
	for name := range layout.Functions() {
		must.Be(t, strings.Count(head, "`"+name+"`"), 2, "the function", name, "is told in both languages")
	}
	for _, p := range layoutFiles(t) {
		must.Contain(t, want, "`"+p+"`", p, "is not in the reference")
	}
}

// layoutFiles are the program's pages and parts.
func layoutFiles(t *testing.T) (list []string) {
	t.Helper()
	for _, dir := range []string{"pages", "parts"} {
		entries, err := layouts.FS.ReadDir(dir)
		must.Succeed(t, err)
		for _, e := range entries {
			list = append(list, dir+"/"+e.Name())
		}
	}
	return list
}

// reference writes the tables: each type once, in the order in which pages need it.
type reference struct {
	b     strings.Builder
	said  map[string]string // what the code says of a type, and of Type.Field
	told  map[reflect.Type]bool
	queue []reflect.Type
}

func (r *reference) write(set *layout.Set) string {
	r.b.WriteString("\n## ページ / Pages\n\n| ページ | 何のページか | page | データ / data |\n| --- | --- | --- | --- |\n")
	parts := map[string][]reflect.Type{}
	for _, p := range pageKinds {
		fmt.Fprintf(&r.b, "| `pages/%s.html` | %s | %s | %s |\n", p.name, p.ja, p.en, r.kind(p.data))
		for part, types := range set.DataOf(p.name, p.data) {
			for _, typ := range types {
				if !slices.Contains(parts[part], typ) {
					parts[part] = append(parts[part], typ)
				}
			}
		}
	}
	r.b.WriteString("\n`base.html` のデータは、どのページも持つ [Frame](#frame) です。\n`base.html` has what every page has: [Frame](#frame).\n")
	r.b.WriteString("\n## 部品 / Parts\n\n| 部品 / part | 点（.）が指すもの / the dot |\n| --- | --- |\n")
	for _, part := range slices.Sorted(maps.Keys(parts)) {
		if !strings.HasPrefix(part, "parts/") {
			continue
		}
		var kinds []string
		for _, typ := range parts[part] {
			kinds = append(kinds, r.kind(typ))
		}
		slices.Sort(kinds)
		kinds = slices.Compact(kinds)
		if len(kinds) > 3 {
			kinds = []string{"どのページでも / any page ([Frame](#frame))"}
		}
		fmt.Fprintf(&r.b, "| `%s` | %s |\n", part, strings.Join(kinds, "、"))
	}
	r.b.WriteString("\n## 項目 / Fields\n\n説明はプログラムの注釈のままです（英語）。What a field means is said as in the program.\n")
	slices.SortStableFunc(r.queue, func(a, b reflect.Type) int { return cmp.Compare(a.Name(), b.Name()) })
	for len(r.queue) > 0 {
		typ := r.queue[0]
		r.queue = r.queue[1:]
		r.table(typ)
	}
	return r.b.String()
}

// table writes the fields of one type, and then those that it led to.
func (r *reference) table(typ reflect.Type) {
	fmt.Fprintf(&r.b, "\n### %s\n\n", typ.Name())
	if said := r.said[typ.Name()]; said != "" {
		fmt.Fprintf(&r.b, "%s\n\n", said)
	}
	for i := range typ.NumField() {
		f := typ.Field(i)
		switch {
		case !f.IsExported():
			continue
		case f.Anonymous:
			fmt.Fprintf(&r.b, "- %s のすべて / all of it\n", r.kind(f.Type))
			continue
		}
		fmt.Fprintf(&r.b, "- `.%s` %s%s\n", f.Name, r.kind(f.Type), r.about(typ.Name()+"."+f.Name))
	}
	for i := range reflect.PointerTo(typ).NumMethod() {
		m := reflect.PointerTo(typ).Method(i)
		if m.Type.NumOut() > 0 && m.Type.NumIn() == 1 && !promoted(typ, m.Name) {
			fmt.Fprintf(&r.b, "- `.%s` %s%s\n", m.Name, r.kind(m.Type.Out(0)), r.about(typ.Name()+"."+m.Name))
		}
	}
}

// promoted reports whether a method is that of an embedded type.
func promoted(typ reflect.Type, name string) bool {
	for i := range typ.NumField() {
		if f := typ.Field(i); f.Anonymous {
			if _, ok := reflect.PointerTo(f.Type).MethodByName(name); ok {
				return true
			}
		}
	}
	return false
}

func (r *reference) about(name string) string {
	if said := r.said[name]; said != "" {
		return ": " + said
	}
	return ""
}

// kind says what a value is, and has its type told if it has fields.
func (r *reference) kind(typ reflect.Type) string {
	switch {
	case typ.Name() == "HTML":
		return "HTML"
	case typ.Kind() == reflect.Pointer:
		return r.kind(typ.Elem())
	case typ.Kind() == reflect.Slice || typ.Kind() == reflect.Array:
		return "並び / list of " + r.kind(typ.Elem())
	case typ.Kind() == reflect.Map:
		return "表 / map of " + r.kind(typ.Elem())
	case typ.Kind() == reflect.Bool:
		return "はい・いいえ / yes or no"
	case typ.Kind() == reflect.String:
		return "文字 / text"
	case typ.Kind() == reflect.Struct && typ.NumField() > 0:
		if !r.told[typ] {
			r.told[typ] = true
			r.queue = append(r.queue, typ)
		}
		return "[" + typ.Name() + "](#" + strings.ToLower(typ.Name()) + ")"
	case typ.Kind() == reflect.Func, typ.Kind() == reflect.Interface:
		return "値 / value"
	}
	return "数 / number"
}

// comments are what packages say of their types, fields and methods.
func comments(t *testing.T, dirs ...string) map[string]string {
	t.Helper()
	said := map[string]string{}
	for _, dir := range dirs {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatal(dir, err)
		}
		for _, name := range names {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			must.Succeed(t, err)
			for _, d := range file.Decls {
				note(said, d)
			}
		}
	}
	return said
}

func note(said map[string]string, d ast.Decl) {
	line := func(groups ...*ast.CommentGroup) string {
		for _, g := range groups {
			if g != nil {
				return strings.Join(strings.Fields(strings.ReplaceAll(g.Text(), "|", "/")), " ")
			}
		}
		return ""
	}
	if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil {
		of := f.Recv.List[0].Type
		if star, ok := of.(*ast.StarExpr); ok {
			of = star.X
		}
		if id, ok := of.(*ast.Ident); ok {
			said[id.Name+"."+f.Name.Name] = line(f.Doc)
		}
		return
	}
	g, ok := d.(*ast.GenDecl)
	if !ok {
		return
	}
	for _, spec := range g.Specs {
		typ, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		said[typ.Name.Name] = line(typ.Doc, g.Doc)
		if fields, ok := typ.Type.(*ast.StructType); ok {
			for _, f := range fields.Fields.List {
				for _, name := range f.Names {
					said[typ.Name.Name+"."+name.Name] = line(f.Comment, f.Doc)
				}
			}
		}
	}
}
