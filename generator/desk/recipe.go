package desk

import (
	"embed"
	"maps"
	"slices"
	"strings"

	"tassei/generator/output"
)

//go:embed recipes
var recipes embed.FS

// recipePlaces are the recipes, and where each goes in the city's folder.
var recipePlaces = map[string]string{
	"github": ".github/workflows/tassei.yml", "gitlab": ".gitlab-ci.yml", "cron": "tassei.crontab", "container": "Containerfile",
}

var recipeFiles = map[string]string{"github": "github.yml", "gitlab": "gitlab.yml", "cron": "crontab", "container": "Containerfile"}

// Recipes names the recipes in order.
func Recipes() []string { return slices.Sorted(maps.Keys(recipePlaces)) }

// NewRecipe is a file that lets another program run this one, of the given
// version: on each change, or every morning. A *Fault names what there is.
func NewRecipe(name, version string) (output.Edit, error) {
	place, ok := recipePlaces[name]
	if !ok {
		return output.Edit{}, fault("no recipe", "name", name, "known", strings.Join(Recipes(), " "))
	}
	text, err := recipes.ReadFile("recipes/" + recipeFiles[name])
	if err != nil {
		return output.Edit{}, err
	}
	return output.Edit{Path: place, Data: []byte(strings.ReplaceAll(string(text), "{version}", version)), New: true}, nil
}
