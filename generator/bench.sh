#!/bin/bash
# bench.sh [--old PROGRAM] [--runs N] [SOURCE | PAGES…]
#
# Measures the program as a whole process: processor seconds (user + system), seconds on the wall and the most memory,
# each the median of some runs. Without arguments it measures this repository's own city and an invented town of 2,000
# pages, as PERFORMANCE.md shows them; a number is a town of so many pages of indicators (two languages, two years),
# anything else a city's folder.
#
#	generator/bench.sh                       # the table of PERFORMANCE.md
#	generator/bench.sh 20000                 # a large town
#	generator/bench.sh --old ./tassei 2000   # beside another build of the program, with ratios
#	go test -run '^$' -bench . -benchmem -count 10 ./generator   # the Go benchmarks, for benchstat
#
# "Equal pages" are those without the ten files of pictures and data for each indicator and year; the plain layouts
# (testdata/plain) show what pages of other generators show. Everything goes to a
# temporary folder; a memory file system (TMPDIR=/dev/shm) keeps the disk out of the figures. Nothing passes or fails
# here: a clock is no test. Hugo and Eleventy (commands hugo, eleventy) are measured on the same pages where they are
# installed (peers.sh).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
old= runs=3
while [ $# -gt 0 ]; do
	case $1 in
	--old) old=$(realpath "$2"); shift 2 ;;
	--runs) runs=$2; shift 2 ;;
	*) break ;;
	esac
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$here" && go build -o "$work/new" .)
programs=(new)
[ -z "$old" ] || { cp "$old" "$work/old"; programs=(new old); }
date +%s%N >"$work/count"

# median FIELD FILE is the median of a column.
median() { sort -g -k "$1,$1" "$2" | awk -v f="$1" '{v[NR] = $f} END {print v[int((NR + 1) / 2)]}'; }

# once PROGRAM FILE COMMAND… runs the program and adds its figures to the file.
once() {
	local program=$1 figures=$2
	shift 2
	timed "$figures" env XDG_CACHE_HOME="$work/cache-$program" "$work/$program" "$@" --source "$work/city-$program" --quiet
}

# timed FILE COMMAND… runs a command and adds its figures to the file.
timed() {
	local figures=$1
	shift
	/usr/bin/time -o "$work/time" -f '%U %S %e %M' "$@" >/dev/null 2>&1 || true
	tail -n 1 "$work/time" | awk '{print $1 + $2, $3, $4 / 1024}' >>"$figures"
}

# peers measures other generators that are on the PATH on the same pages, by turns with this program, whose processor
# seconds are the ratio's upper half.
peers() {
	local peer found=() i
	for peer in hugo eleventy; do command -v "$peer" >/dev/null && found+=("$peer"); done
	[ ${#found[@]} -gt 0 ] || return 0
	rm -rf "$work/peers" "$work"/figures-*
	"$here/peers.sh" "$work/town" "$work/peers"
	for ((i = 0; i < runs; i++)); do
		forget
		once new "$work/figures-new" build --out "$work/public-new"
		for peer in "${found[@]}"; do
			rm -rf "$work/peers/hugo/public" "$work/peers/eleventy/_site"
			case $peer in
			hugo) timed "$work/figures-hugo" hugo --minify --source "$work/peers/hugo" ;;
			eleventy) timed "$work/figures-eleventy" env -C "$work/peers/eleventy" eleventy --quiet ;;
			esac
		done
	done
	printf '\n%s\n\n| %-34s | CPU s   | wall s  | MiB    | this program to it |\n|---|--:|--:|--:|--:|\n' "The same pages by others" work
	for peer in "${found[@]}"; do
		printf '| %-34s | %7.2f | %7.2f | %6.0f |' "$peer" "$(median 1 "$work/figures-$peer")" "$(median 2 "$work/figures-$peer")" "$(median 3 "$work/figures-$peer")"
		paste "$work/figures-new" "$work/figures-$peer" | awk '{print $1 / $4}' | sort -g | awk '{v[NR] = $1} END {printf " %5.2f |\n", v[int((NR + 1) / 2)]}'
	done
}

# measure LABEL EDIT COMMAND… makes an edit before each run, in turn for each program, and prints a line.
measure() {
	local label=$1 edit=$2 program i line
	shift 2
	rm -f "$work"/figures-*
	for ((i = 0; i < runs; i++)); do
		for program in "${programs[@]}"; do
			(cd "$work/city-$program" && $edit)
			once "$program" "$work/figures-$program" "${@//OUT/$work/public-$program}"
		done
	done
	line=$(printf '| %-34s | %7.2f | %7.2f | %6.0f |' "$label" "$(median 1 "$work/figures-new")" "$(median 2 "$work/figures-new")" "$(median 3 "$work/figures-new")")
	[ -z "$old" ] || line+=$(paste "$work/figures-new" "$work/figures-old" | awk '{print $1 / $4}' | sort -g | awk '{v[NR] = $1} END {printf " %5.2f |", v[int((NR + 1) / 2)]}')
	printf '%s\n' "$line"
}

number() { local n; n=$(($(cat "$work/count") + 1)); echo $n >"$work/count"; echo $n; }
nothing() { :; }
forget() { rm -rf "$work"/public-* "$work"/cache-*/tassei/builds; }
comment() { local f; f=$(find content/FY2024/ja -name '*.md' | sort | sed -n 5p); sed -i '/^測定/d' "$f"; printf '測定%sを加えた。\n' "$(number)" >>"$f"; }
figure() { local f; f=$(find data/FY2024 -name '*-*.toml' | sort | sed -n 1p); sed -i '/^# 測定/d' "$f"; printf '# 測定 %s\n' "$(number)" >>"$f"; }
plan() { local f; f=$(find data/plan -name '*.toml' | sort | sed -n 1p); sed -i '/^# 測定/d' "$f"; printf '# 測定 %s\n' "$(number)" >>"$f"; }
page() { local f; f=$(find content/pages/ja -name '*.md' | sort | sed -n 1p); sed -i '/^測定/d' "$f"; printf '測定%s\n' "$(number)" >>"$f"; }
layout() { mkdir -p layouts/assets; cp "$here/../layouts/assets/favicon.svg" layouts/assets/; printf '<!-- %s -->\n' "$(number)" >>layouts/assets/favicon.svg; }

# table TITLE FOLDER measures one city.
table() {
	local program
	for program in "${programs[@]}"; do
		rm -rf "$work/city-$program" "$work/public-$program" "$work/cache-$program"
		mkdir -p "$work/city-$program" "$work/cache-$program"
		for folder in data content layouts archive; do
			[ -d "$2/$folder" ] && cp -r "$2/$folder" "$work/city-$program/"
		done
	done
	printf '\n%s\n\n| %-34s | CPU s   | wall s  | MiB    |%s\n|---|--:|--:|--:|%s\n' "$1" work "${old:+ ratio |}" "${old:+--:|}"
	measure 'check' nothing check
	measure 'first build' forget build --out OUT
	measure 'nothing changed' nothing build --out OUT
	measure 'a comment edited' comment build --out OUT
	measure 'a record file edited' figure build --out OUT
	measure 'the plan edited' plan build --out OUT
	measure 'a standing page edited' page build --out OUT
	measure 'a layout edited' layout build --out OUT
	printf '\n%s files, %s MB; cache %s MB\n' "$(find "$work/public-new" -type f | wc -l)" "$(du -sm --apparent-size "$work/public-new" | cut -f1)" \
		"$(du -sm --apparent-size "$work/cache-new/tassei/builds" | cut -f1)"
}

# town PAGES writes an invented town: two languages, two years.
town() {
	rm -rf "$work/town"
	(cd "$here" && TASSEI_TOWN="$work/town $(($1 / 4)) 2" go test -count 1 -run '^TestMake$' ./towns >/dev/null)
}

[ $# -gt 0 ] || set -- "$here/.." 2000
echo "$(go env GOVERSION), $(nproc) processors, $runs runs each, medians"
for source; do
	if [[ $source =~ ^[0-9]+$ ]]; then
		town "$source"
		table "$source pages with all files" "$work/town"
		town "$source"
		sed -i '0,/^licence.*/s//&\nindicator_downloads = false/' "$work/town/data/city.toml"
		table "$source equal pages" "$work/town"
		mkdir -p "$work/town/layouts"
		cp -r "$here/testdata/plain/base.html" "$here/testdata/plain/pages" "$work/town/layouts/"
		table "$source equal pages, plain layouts" "$work/town"
		peers
	else
		table "$(cd "$source" && basename "$PWD")" "$source"
	fi
done
