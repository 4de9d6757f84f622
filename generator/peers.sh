#!/bin/bash
# peers.sh TOWN FOLDER
#
# Writes the pages of a town (bench.sh, towns) for two other generators: FOLDER/hugo and FOLDER/eleventy, each with one
# page for each indicator, year and language, made by its layout of the same words and figures (name, sentence, one chart,
# figures, actions, comment, the pages beside it, the other language), and a list of all pages for each year and language.
# They neither check anything nor make open data, a search, paper or an archive. bench.sh runs them if they are there:
#
#	hugo --minify --source FOLDER/hugo
#	(cd FOLDER/eleventy && eleventy --quiet)
set -euo pipefail
town=$1 out=$2
mkdir -p "$out"/{hugo/layouts/_default,eleventy/_includes}

# pages PLAN RECORDS YEAR writes the pages of one sheet, with front matter in JSON.
pages() {
	awk -v year="$3" -v sheet="$(basename "$2" .toml)" -v town="$town" -v out="$out" '
	function text(line, tag) { return match(line, tag " *= *\"[^\"]*\"") ? substr(line, RSTART + index(substr(line, RSTART), "\""), RLENGTH - index(substr(line, RSTART), "\"") - 1) : "" }
	function said(key, tag) { return v[key] ~ /^[{]/ ? text(v[key], tag) : v[key] }
	function mark(key) { return v[key] ~ /^[0-9.]+$/ ? v[key] + 0 : 0 }
	function bare(line) { sub(/^[^=]*= */, "", line); gsub(/"/, "", line); return line }
	function flush(  t, k, tag, tags, id, body, line, front, file) {
		if (id_now == "") return
		id = sheet "-" id_now
		split("ja en", tags, " ")
		for (t = 1; t <= 2; t++) {
			tag = tags[t]
			front = "{\"title\": \"" name[id_now, tag] "\", \"layout\": \"single\", \"tags\": [\"" tag "-" year "\"], \"tongue\": \"" tag "\", \"year\": \"" year "\", \"code\": \"" sheet "\", \"unit\": \"" unit[id_now, tag] "\""
			front = front ", \"baseline\": \"" said("baseline", tag) "\", \"target\": \"" said("target", tag) "\", \"actual\": \"" said("actual", tag) "\", \"rate\": \"" v["published"] "\", \"marks\": [" mark("baseline") ", " mark("target") ", " mark("actual") "], \"method\": \"" method[tag] "\", \"actions\": ["
			for (k = 1; k <= n; k++) front = front (k > 1 ? ", " : "") "{\"text\": \"" action[k, tag] "\", \"period\": \"" period[k] "\"}"
			front = front "]"
			body = ""
			file = town "/content/" year "/" tag "/" sheet "/" id_now ".md"
			while ((getline line < file) > 0) body = body line "\n"
			close(file)
			file = out "/hugo/content/" tag "/" year "/" id ".md"
			printf "%s}\n\n%s", front, body > file; close(file)
			file = out "/eleventy/" tag "/" year "/" id ".md"
			sub(/"layout": "single"/, "\"layout\": \"single.njk\"", front)
			printf "---json\n%s}\n---\n\n%s", front, body > file; close(file)
		}
		n = 0; split("", v); split("", method)
	}
	FNR == 1 { part++ }
	part == 1 && /^number/ { number = $3 }
	part == 1 && /^kind/ { kind = bare($0) == "指標" ? "shihyo" : "mokuhyo" }
	part == 1 && /^\[\[indicator/ { inside = 1 }
	part == 1 && inside && /^(name|unit) /{ for (t = 1; t <= 2; t++) { tag = t == 1 ? "ja" : "en"; if ($1 == "name") name[kind "-" number, tag] = text($0, tag); else unit[kind "-" number, tag] = text($0, tag) } }
	part == 2 && /^indicator/ { flush(); id_now = bare($0) }
	part == 2 && /^(baseline|target|actual|published) / { key = $1; line = $0; sub(/^[^=]*= */, "", line); if (line !~ /^[{]/) gsub(/"/, "", line); v[key] = line }
	part == 2 && /^method/ { method["ja"] = text($0, "ja"); method["en"] = text($0, "en") }
	part == 2 && /^  text/ { n++; action[n, "ja"] = text($0, "ja"); action[n, "en"] = text($0, "en") }
	part == 2 && /^  period/ { period[n] = bare($0) }
	END { flush() }' "$1" "$2"
}

for folder in "$town"/data/FY*; do
	year=$(basename "$folder")
	for tag in ja en; do mkdir -p "$out/hugo/content/$tag/$year" "$out/eleventy/$tag/$year"; done
	for file in "$folder"/*-*.toml; do pages "$town/data/plan/$(basename "$file")" "$file" "$year"; done
	for tag in ja en; do
		printf '{"title": "%s"}\n' "$year" >"$out/hugo/content/$tag/$year/_index.md"
		printf -- '---\ntitle: %s\nlayout: list.njk\nof: %s-%s\n---\n' "$year" "$tag" "$year" >"$out/eleventy/$tag/$year/index.md"
	done
done

cat >"$out/hugo/hugo.toml" <<'END'
baseURL = "https://example.org/"
title = "指標"
defaultContentLanguage = "ja"
disableKinds = ["taxonomy", "term", "RSS"]
[languages.ja]
contentDir = "content/ja"
[languages.en]
contentDir = "content/en"
END
cat >"$out/hugo/layouts/_default/baseof.html" <<'END'
<!DOCTYPE html>
<html lang="{{ .Params.tongue }}"><head><meta charset="utf-8"><title>{{ .Title }} | {{ site.Title }}</title><meta name="description" content="{{ .Title }} {{ .Params.actual }}"><link rel="stylesheet" href="/site.css"></head>
<body><header><a href="/">{{ site.Title }}</a><nav>{{ with .CurrentSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ range .Translations }} <a href="{{ .RelPermalink }}" hreflang="{{ .Params.tongue }}">{{ .Params.tongue }}</a>{{ end }}</nav></header>
<main>{{ block "main" . }}{{ end }}</main><footer>{{ site.Title }}</footer></body></html>
END
cat >"$out/hugo/layouts/_default/single.html" <<'END'
{{ define "main" }}{{ $b := float (index .Params.marks 0) }}{{ $t := float (index .Params.marks 1) }}{{ $a := float (index .Params.marks 2) }}{{ $most := math.Max 1.0 (math.Max $t $a) }}
<h1>{{ .Params.code }} {{ .Title }}</h1><p>{{ .Params.target }}{{ .Params.unit }} → {{ .Params.actual }}{{ .Params.unit }}: {{ if ge $a $t }}○{{ else }}△{{ end }} {{ .Params.rate }}％</p>
<svg viewBox="0 0 600 120" role="img" aria-label="{{ .Title }}"><g><rect x="0" y="10" width="{{ math.Round (mul 500 (div $b $most)) }}" height="20"/><text x="505" y="25">{{ .Params.baseline }}</text></g><g><rect x="0" y="45" width="{{ math.Round (mul 500 (div $t $most)) }}" height="20"/><text x="505" y="60">{{ .Params.target }}</text></g><g><rect x="0" y="80" width="{{ math.Round (mul 500 (div $a $most)) }}" height="20"/><text x="505" y="95">{{ .Params.actual }}</text></g></svg>
<table><tr><th>baseline</th><td>{{ .Params.baseline }}</td></tr><tr><th>target</th><td>{{ .Params.target }}</td></tr><tr><th>actual</th><td>{{ .Params.actual }}</td></tr><tr><th>%</th><td>{{ .Params.rate }}</td></tr></table><p>{{ .Params.method }}</p>
<ul>{{ range .Params.actions }}<li>{{ .text }} <span>{{ .period }}</span></li>{{ end }}</ul>{{ .Content }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ end }}
END
cat >"$out/hugo/layouts/_default/list.html" <<'END'
{{ define "main" }}<h1>{{ .Title }}</h1><table>{{ range .RegularPagesRecursive }}<tr><td>{{ .Params.code }}</td><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td><td>{{ .Params.target }}</td><td>{{ .Params.actual }}</td><td>{{ .Params.rate }}</td></tr>{{ end }}</table>{{ end }}
END
cat >"$out/eleventy/_includes/base.njk" <<'END'
<!DOCTYPE html>
<html lang="{{ tongue }}"><head><meta charset="utf-8"><title>{{ title }} | 指標</title><meta name="description" content="{{ title }} {{ actual }}"><link rel="stylesheet" href="/site.css"></head>
<body><header><a href="/">指標</a><nav><a href="/{{ tongue }}/{{ year }}/">{{ year }}</a> <a href="{{ page.url | replace("/ja/", "/en/") }}">en</a></nav></header>
<main>{% block main %}{% endblock %}</main><footer>指標</footer></body></html>
END
cat >"$out/eleventy/_includes/single.njk" <<'END'
{% extends "base.njk" %}{% block main %}{% set b = marks[0] %}{% set t = marks[1] %}{% set a = marks[2] %}{% set most = [1, t, a] | sort | last %}
<h1>{{ code }} {{ title }}</h1><p>{{ target }}{{ unit }} → {{ actual }}{{ unit }}: {% if a >= t %}○{% else %}△{% endif %} {{ rate }}％</p>
<svg viewBox="0 0 600 120" role="img" aria-label="{{ title }}"><g><rect x="0" y="10" width="{{ (500 * b / most) | round }}" height="20"/><text x="505" y="25">{{ baseline }}</text></g><g><rect x="0" y="45" width="{{ (500 * t / most) | round }}" height="20"/><text x="505" y="60">{{ target }}</text></g><g><rect x="0" y="80" width="{{ (500 * a / most) | round }}" height="20"/><text x="505" y="95">{{ actual }}</text></g></svg>
<table><tr><th>baseline</th><td>{{ baseline }}</td></tr><tr><th>target</th><td>{{ target }}</td></tr><tr><th>actual</th><td>{{ actual }}</td></tr><tr><th>%</th><td>{{ rate }}</td></tr></table><p>{{ method }}</p>
<ul>{% for x in actions %}<li>{{ x.text }} <span>{{ x.period }}</span></li>{% endfor %}</ul>{{ content | safe }}
{% set list = collections[tongue + "-" + year] %}<nav>{% set p = list | getPreviousCollectionItem(page) %}{% if p %}<a href="{{ p.url }}">{{ p.data.title }}</a>{% endif %}{% set p = list | getNextCollectionItem(page) %}{% if p %}<a href="{{ p.url }}">{{ p.data.title }}</a>{% endif %}</nav>{% endblock %}
END
cat >"$out/eleventy/_includes/list.njk" <<'END'
{% extends "base.njk" %}{% block main %}<h1>{{ title }}</h1><table>{% for x in collections[of] %}<tr><td>{{ x.data.code }}</td><td><a href="{{ x.url }}">{{ x.data.title }}</a></td><td>{{ x.data.target }}</td><td>{{ x.data.actual }}</td><td>{{ x.data.rate }}</td></tr>{% endfor %}</table>{% endblock %}
END
