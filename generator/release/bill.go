package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"runtime/debug"
	"strings"
)

// The bill of materials is CycloneDX 1.6 in JSON: only what this program has to
// say. The names of the fields are the standard's.
type bill struct {
	Format       string       `json:"bomFormat"`
	Spec         string       `json:"specVersion"`
	Serial       string       `json:"serialNumber"`
	Version      int          `json:"version"`
	Metadata     metadata     `json:"metadata"`
	Components   []component  `json:"components"`
	Dependencies []dependency `json:"dependencies"`
}

type metadata struct {
	Timestamp string    `json:"timestamp,omitempty"` // of the commit
	Component component `json:"component"`
}

type component struct {
	Type       string     `json:"type"`
	Ref        string     `json:"bom-ref"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Purl       string     `json:"purl"`
	Licences   []licensed `json:"licenses"`
	Hashes     []digest   `json:"hashes,omitempty"`
	Properties []property `json:"properties,omitempty"`
}

type licensed struct {
	Expression string `json:"expression"`
}

type digest struct {
	Alg     string `json:"alg"`
	Content string `json:"content"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type dependency struct {
	Ref       string   `json:"ref"`
	DependsOn []string `json:"dependsOn,omitempty"`
}

// standard is the name of Go's own library in a bill, and in the notices.
const standard = "std"

// bill lists what the program says that it was built of. A module of which
// notices has no licence is an error: then it may not be handed out.
func (p program) bill(notices map[string]string) ([]byte, error) {
	sum := sha256.Sum256(p.data)
	b := bill{
		Format: "CycloneDX", Spec: "1.6", Serial: serial(sum), Version: 1,
		Metadata: metadata{Timestamp: p.setting("vcs.time"), Component: newComponent("application", "tassei", p.version(), "MIT")},
	}
	b.Metadata.Component.Hashes = []digest{{"SHA-256", fmt.Sprintf("%x", sum)}}
	b.Metadata.Component.Properties = []property{
		{"go:os", p.setting("GOOS")}, {"go:arch", p.setting("GOARCH")}, {"git:commit", p.setting("vcs.revision")},
	}
	modules := append([]*debug.Module{{Path: standard, Version: strings.TrimPrefix(p.info.GoVersion, "go")}}, p.info.Deps...)
	top := dependency{Ref: b.Metadata.Component.Ref}
	var leaves []dependency
	for _, m := range modules {
		id := notices[m.Path]
		if m.Replace != nil || id == "" {
			return nil, fmt.Errorf("%s %s has no licence in NOTICES.txt", m.Path, m.Version)
		}
		c := newComponent("library", m.Path, m.Version, id)
		if m.Sum != "" {
			c.Properties = []property{{"go:sum", m.Sum}}
		}
		b.Components = append(b.Components, c)
		top.DependsOn = append(top.DependsOn, c.Ref)
		leaves = append(leaves, dependency{Ref: c.Ref})
	}
	b.Dependencies = append([]dependency{top}, leaves...)
	text, err := json.MarshalIndent(b, "", "  ")
	return append(text, '\n'), err
}

func newComponent(kind, name, version, licence string) component {
	purl := "pkg:golang/" + name + "@" + strings.ReplaceAll(version, "+", "%2B")
	return component{Type: kind, Ref: purl, Name: name, Version: version, Purl: purl, Licences: []licensed{{licence}}}
}

// serial is a UUID that the program's own bytes give: version 8, for ids of
// one's own making.
func serial(sum [32]byte) string {
	u := sum[:16]
	u[6], u[8] = u[6]&0x0f|0x80, u[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:])
}

const bsd = "Redistribution and use in source and binary forms"

// licencesIn gives each module's licence, or licences, as an SPDX expression,
// from the text of NOTICES.txt. What is none of the known ones is left out.
func licencesIn(notices string) map[string]string {
	ids := map[string]string{}
	for part := range strings.SplitSeq(notices, "\n"+strings.Repeat("=", 78)+"\n") {
		head, text, _ := strings.Cut(part, "\n\n")
		path, _, _ := strings.Cut(head, " ")
		text = strings.Join(strings.Fields(text), " ")
		has := func(words string) bool { return strings.Contains(text, words) }
		var found []string
		for _, kind := range []struct {
			id  string
			has bool
		}{
			{"Apache-2.0", has("Apache License Version 2.0")},
			{"BSD-3-Clause", has(bsd) && (has("Neither the name") || has("names of its contributors may"))},
			{"BSD-2-Clause", has(bsd) && !has("Neither the name") && !has("names of its contributors may")},
			{"ISC", has("Permission to use, copy, modify, and/or distribute") || has("Permission to use, copy, modify, and distribute")},
			{"MIT", has("Permission is hereby granted, free of charge, to any person")},
		} {
			if kind.has {
				found = append(found, kind.id)
			}
		}
		if len(found) > 0 {
			ids[path] = strings.Join(found, " AND ")
		}
	}
	return ids
}
