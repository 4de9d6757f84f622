#!/bin/sh
# bench.sh [SOURCE]
#
# Measures the program on one source: a whole build, a build of unchanged files,
# and one after an edit of one page; wall, user and system seconds and the most
# memory, by GNU time. Without a SOURCE it measures the Go benchmarks instead,
# which build an invented town of 400 indicator pages:
#
#	generator/bench.sh                # go test -bench, ten times; compare two runs with benchstat
#	generator/bench.sh ../my-city     # the commands on a copy of that city
#
# Output, copy and cache go to a temporary folder; a memory file system
# (TMPDIR=/dev/shm) keeps the disk out of the figures. Nothing passes or fails
# here: a clock is no test.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
	cd "$here" && exec go test -run '^$' -bench . -benchmem -count 10 .
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$here" && go build -o "$work/tassei" .)
mkdir "$work/cache" "$work/city"
for folder in data content layouts; do
	[ -d "$1/$folder" ] && cp -r "$1/$folder" "$work/city/"
done
measure() {
	label=$1
	shift
	XDG_CACHE_HOME=$work/cache /usr/bin/time -f "$label  %e s wall  %U s user  %S s system  %M KiB" \
		"$work/tassei" "$@" --source "$work/city" --quiet >"$work/said" 2>"$work/time" || true
	tail -n 1 "$work/time"
}
measure 'check          ' check
measure 'build, fresh   ' build --out "$work/public"
measure 'build, again   ' build --out "$work/public"
measure 'build, again   ' build --out "$work/public"
page=$(find "$work/city/content/pages" -name '*.md' | sort | head -n 1)
echo >>"$page"
measure 'build, one edit' build --out "$work/public"
measure 'one worker     ' build --jobs 1 --out "$work/one"
