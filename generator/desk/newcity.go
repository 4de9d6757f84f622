package desk

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"path"
	"strings"

	"tassei/generator/keys"
	"tassei/generator/kpi"
	"tassei/generator/lang"
	"tassei/generator/output"
)

// cityFiles is a city to start from, with placeholders in braces.
//
//go:embed city
var cityFiles embed.FS

// dotFiles are files whose names would be at work in this repository too.
var dotFiles = map[string]string{"gitignore": ".gitignore", "gitattributes": ".gitattributes"}

// NewCity makes a folder with a city to start from: settings, one initiative
// as an example, a draft of the year, standing pages in Japanese and English.
// It passes check without an error. The folder must not exist; errors are those
// of output.BeginNew, or a *Fault for a year that is out of range.
func NewCity(dir string, year kpi.Year) error {
	if year < 1900 || year > 2999 {
		return fault("year range", "year", year.String())
	}
	stage, err := output.BeginNew(dir, output.Options{})
	if err != nil {
		return err
	}
	defer stage.Abort()
	d := &draft{tag: "ja", year: year, city: &kpi.City{Languages: []string{"ja", "en"}}}
	fill := strings.NewReplacer("{year}", year.String(), "{next}", (year + 1).String(),
		"{fiscal}", d.fiscalYear(year), "{period}", d.period())
	err = fs.WalkDir(cityFiles, "city", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := cityFiles.ReadFile(name)
		if err != nil {
			return err
		}
		text := fill.Replace(string(data))
		if strings.Contains(text, "{digest}") {
			original, err := cityFiles.ReadFile(strings.Replace(name, "/en/", "/ja/", 1))
			if err != nil {
				return err
			}
			sum := sha256.Sum256([]byte(fill.Replace(string(bytes.ReplaceAll(original, []byte("\r\n"), []byte("\n"))))))
			text = strings.ReplaceAll(text, "{digest}", "sha256:"+hex.EncodeToString(sum[:]))
		}
		return stage.Write(cityPath(name, year), []byte(text))
	})
	if err == nil {
		err = stage.Write("data/KEYS.md", []byte(keys.Reference()))
	}
	if err != nil {
		return err
	}
	_, err = stage.Commit()
	return err
}

// cityPath is where a file of the city to start from goes.
func cityPath(name string, year kpi.Year) string {
	name = strings.TrimPrefix(name, "city/")
	name = strings.Replace(name, "/YEAR/", "/"+year.String()+"/", 1)
	if dot := dotFiles[path.Base(name)]; dot != "" {
		return path.Join(path.Dir(name), dot)
	}
	return name
}

// eraMonth writes a month in the short form of the languages' offices.
func eraMonth(m lang.Month) string {
	if name, n := m.Era(); name == "令和" {
		return "R" + itoa(n) + "." + itoa(m.Month)
	}
	return m.ISO()
}
