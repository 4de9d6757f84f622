package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"tassei/generator/must"
)

// TestTheProgramFitsOtherSystems reads the program for Windows and macOS as a compiler does
// that need not make anything: its own code whole, and of what it stands on what it declares.
// Compiling for both takes a minute of a processor.
func TestTheProgramFitsOtherSystems(t *testing.T) {
	for _, system := range []string{"windows", "darwin"} {
		faults, own := typeFaults(t, system, ".")
		for _, err := range faults {
			t.Errorf("%s: %v", system, err)
		}
		if own < 10 {
			t.Errorf("%s: only %d packages of the program were read", system, own)
		}
	}
}

// goPackage is what go list says of a package.
type goPackage struct {
	ImportPath, Dir string
	GoFiles         []string
	Imports         []string
	ImportMap       map[string]string // where the standard library brings a package of others with it
	Module          *struct{ Main bool }
	Error           *struct{ Err string }
}

// typeFaults type-checks a package and all that it stands on for an operating system, and
// counts the packages of this module.
func typeFaults(t *testing.T, system, path string) (faults []error, own int) {
	t.Helper()
	list := exec.Command("go", "list", "-deps", "-json=ImportPath,Dir,GoFiles,Imports,ImportMap,Module,Error", path)
	list.Env = append(list.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
	text, err := list.Output()
	must.Succeed(t, err)
	made := map[string]*types.Package{"unsafe": types.Unsafe}
	for in := json.NewDecoder(strings.NewReader(string(text))); ; { // each after those that it stands on
		var p goPackage
		if err := in.Decode(&p); errors.Is(err, io.EOF) {
			return faults, own
		} else if err != nil {
			t.Fatal(err)
		}
		if p.Error != nil {
			faults = append(faults, errors.New(p.Error.Err))
		}
		if made[p.ImportPath] != nil {
			continue
		}
		ours := p.Module != nil && p.Module.Main
		if ours {
			own++
		}
		made[p.ImportPath] = typeChecked(p, ours, made, &faults)
	}
}

// typeChecked reads one package; its functions' bodies, too, where it is ours.
func typeChecked(p goPackage, ours bool, made map[string]*types.Package, faults *[]error) *types.Package {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			*faults = append(*faults, err)
			continue
		}
		files = append(files, file)
	}
	config := types.Config{
		IgnoreFuncBodies: !ours,
		Sizes:            types.SizesFor("gc", "amd64"),
		Importer: alreadyRead(func(path string) (*types.Package, error) {
			if other, ok := p.ImportMap[path]; ok {
				path = other
			}
			if done := made[path]; done != nil {
				return done, nil
			}
			return nil, errors.New(path + " was not read")
		}),
		Error: func(err error) { *faults = append(*faults, err) },
	}
	whole, _ := config.Check(p.ImportPath, fset, files, nil) // what is wrong was told to Error
	return whole
}

type alreadyRead func(path string) (*types.Package, error)

func (r alreadyRead) Import(path string) (*types.Package, error) { return r(path) }
