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
		"direction":           words(kpi.Increase, kpi.Decrease, kpi.Maintain, kpi.Qualitative, kpi.Neutral),
		"part.direction":      words(kpi.Increase, kpi.Decrease, kpi.Maintain),
		"measured":            words(kpi.ByNumber, kpi.ByParts, kpi.ByDone, kpi.ByRank),
		"comparability.state": words(kpi.ComparableOK, kpi.MethodChanged, kpi.WindowDiffers),
		"action.state":        kpi.ActionStates,
		"none":                words(kpi.Reasons...),
		"aim":                 words(kpi.Aims...),
		"comments":            words(kpi.Required, kpi.Optional, kpi.Absent),
		"round":               kpi.Roundings,
		"status":              {"draft", "published"},
		"nature":              {"measured", "planned"},
		"baseline_nature":     {"measured", "planned"},
		"judged_by":           {"rate", "grades"},
	}
}

func words[T ~string](list ...T) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = string(w)
	}
	return out
}
