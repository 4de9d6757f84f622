package chart

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	if !regexp.MustCompile(`^#[0-9a-f]{6}$`).MatchString(colour) {
		t.Fatalf("%q is no colour", colour)
	}
	part := func(i int) float64 {
		n, _ := strconv.ParseUint(colour[i:i+2], 16, 8)
		v := float64(n) / 255
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*part(1) + 0.7152*part(3) + 0.0722*part(5)
}

func contrast(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestContrast(t *testing.T) {
	if c := contrast(t, "#000000", "#ffffff"); math.Abs(c-21) > 0.001 {
		t.Fatalf("black on white is %v", c)
	}
	pairs := []struct {
		front, back Role
		least       float64
	}{
		{Ink, Ground, 4.5}, {Text, Ground, 4.5}, {Quiet, Ground, 4.5}, {BehindText, Ground, 4.5}, {Met, Ground, 4.5},
		{Ink, Zone, 4.5}, {Text, Zone, 4.5}, {Quiet, Zone, 4.5}, {BehindText, Zone, 4.5}, {Met, Zone, 4.5},
		{Text, Prior, 4.5}, {Quiet, Prior, 4.5},
		{OnBar, Bar, 4.5}, {OnBar, Met, 4.5}, {OnBar, Near, 4.5}, {OnBar, Behind, 4.5},
		{Met, Ground, 3}, {MetLine, Ground, 3}, {Near, Ground, 3}, {NearLine, Ground, 3}, {Behind, Ground, 3},
		{Line, Ground, 3}, {Bar, Ground, 3}, {Ink, Ground, 3},
		{Met, Zone, 3}, {Near, Zone, 3}, {Behind, Zone, 3}, {Line, Zone, 3}, {Bar, Zone, 3},
		{Line, Prior, 3}, {Bar, Prior, 3}, {Met, Prior, 3}, {Behind, Prior, 3},
	}
	for _, p := range pairs {
		f, b := Palette[p.front], Palette[p.back]
		if c := contrast(t, f.Light, b.Light); c < p.least {
			t.Errorf("light: %s on %s is %.2f:1, wants %v", f.Name, b.Name, c, p.least)
		}
		if c := contrast(t, f.Dark, b.Dark); c < p.least {
			t.Errorf("dark: %s on %s is %.2f:1, wants %v", f.Name, b.Name, c, p.least)
		}
	}
}

// Every colour in a drawing comes with the class that lets a style sheet change it.
func TestColoursHaveClasses(t *testing.T) {
	element := regexp.MustCompile(`<[a-z]+ [^>]*>`)
	for name, d := range samples() {
		svg, _ := Append(nil, d)
		for _, e := range element.FindAllString(string(svg), -1) {
			for _, kind := range []string{"fill", "stroke"} {
				m := regexp.MustCompile(` ` + kind + `="([^"]*)"`).FindStringSubmatch(e)
				if m == nil || m[1] == "none" {
					continue
				}
				ok := false
				for _, s := range Palette {
					class := "c" + kind[:1] + "-" + s.Name
					ok = ok || s.Light == m[1] && regexp.MustCompile(`class="([^"]* )?`+class+`[ "]`).MatchString(e)
				}
				if !ok {
					t.Errorf("%s: %s has no class for its %s", name, e, kind)
				}
			}
		}
		if strings.Contains(string(svg), "var(") {
			t.Errorf("%s: a colour that viewers outside browsers do not know", name)
		}
	}
}
