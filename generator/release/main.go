// Command release packs the programs that release.sh has built: a zip for each
// platform with the program, a way to start it, a city to begin with, the
// licences and a list of what is inside (SBOM), and the digests of all zips.
//
//	go run ./generator/release BINARIES CITY DIR
//
// It runs in the root of the repository. Equal programs give equal bytes.
package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"tassei/generator/output"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: go run ./generator/release BINARIES CITY DIR")
		os.Exit(2)
	}
	if err := release(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release writes the zips, the lists of what is inside them, and SHA256SUMS.
func release(binaries, city, dir string) error {
	notices, err := os.ReadFile("generator/NOTICES.txt")
	if err != nil {
		return err
	}
	programs, err := filepath.Glob(filepath.Join(binaries, "*"))
	if err != nil || len(programs) == 0 {
		return fmt.Errorf("no programs in %s", binaries)
	}
	folder, err := output.OpenFolder(dir)
	if err != nil {
		return err
	}
	defer folder.Close()
	var sums []string
	put := func(name string, data []byte) error {
		sums = append(sums, fmt.Sprintf("%x  %s\n", sha256.Sum256(data), name))
		return folder.Put(name, bytes.NewReader(data))
	}
	for _, path := range programs {
		p, err := readProgram(path)
		if err != nil {
			return err
		}
		bill, err := p.bill(licencesIn(string(notices)))
		if err != nil {
			return err
		}
		packed, err := p.pack(city, notices, bill)
		if err != nil {
			return err
		}
		if err := errors.Join(put(p.name()+".zip", packed), put(p.name()+".cdx.json", bill)); err != nil {
			return err
		}
		fmt.Println(p.name() + ".zip")
	}
	slices.SortFunc(sums, func(a, b string) int { return strings.Compare(a[66:], b[66:]) })
	if err := folder.Put("SHA256SUMS", strings.NewReader(strings.Join(sums, ""))); err != nil {
		return err
	}
	return folder.Sync()
}

// program is one built binary, with what it says of itself.
type program struct {
	data []byte
	info *debug.BuildInfo
}

func readProgram(path string) (program, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return program{}, err
	}
	info, err := buildinfo.Read(bytes.NewReader(data))
	if err != nil {
		return program{}, fmt.Errorf("%s: %w", path, err)
	}
	p := program{data, info}
	if v := p.version(); v == "" || v == "(devel)" || strings.Contains(v, "+dirty") || p.setting("vcs.modified") != "false" {
		return p, fmt.Errorf("%s: its version is %q, which names no commit", path, v)
	}
	return p, nil
}

func (p program) setting(key string) string {
	for _, s := range p.info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}

func (p program) version() string { return p.info.Main.Version }
func (p program) windows() bool   { return p.setting("GOOS") == "windows" }
func (p program) name() string {
	return "tassei-" + p.version() + "-" + p.setting("GOOS") + "-" + p.setting("GOARCH")
}
