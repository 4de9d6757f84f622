package desk

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"

	"tassei/generator/keys"
	"tassei/generator/kpi"
	"tassei/generator/ordinary"
	"tassei/generator/output"
)

// schemaFiles are the files data/.schema/*.schema.json: what editors complete and
// underline in the TOML files.
func schemaFiles() map[string][]byte {
	files := map[string][]byte{}
	for name, b := range keys.Schemas(choices()) {
		files["data/.schema/"+name+".schema.json"] = b
	}
	return files
}

// SchemaEdits brings the schemas of a city's folder up to date: those that are
// not there or say something else.
func SchemaEdits(dir string) []output.Edit {
	var edits []output.Edit
	all := schemaFiles()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		old, err := ordinary.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || !bytes.Equal(old, all[name]) {
			edits = append(edits, output.Edit{Path: name, Data: all[name]})
		}
	}
	return edits
}

// choices are the words of which a key takes one, as the reader has them.
func choices() map[string][]string {
	return map[string][]string{
		"direction":           kpi.Codes(kpi.Directions),
		"part.direction":      kpi.Codes(kpi.PartDirections),
		"measured":            kpi.Codes(kpi.Measures),
		"comparability.state": kpi.Codes([]kpi.Comparable{kpi.ComparableOK, kpi.MethodChanged, kpi.WindowDiffers}),
		"action.state":        kpi.ActionStates,
		"none":                kpi.Codes(kpi.Reasons),
		"aim":                 kpi.Codes(kpi.Aims),
		"comments":            kpi.Codes([]kpi.Wanted{kpi.Required, kpi.Optional, kpi.Absent}),
		"round":               kpi.Roundings,
		"status":              {"draft", "published"},
		"nature":              {"measured", "planned"},
		"baseline_nature":     {"measured", "planned"},
		"judged_by":           {"rate", "grades"},
	}
}
