#!/usr/bin/env bash
# The program for Windows, run by Wine on the real city: what it makes has the same bytes as what this system's makes.
#
#   bash generator/wine.sh
#
# On Debian: apt-get install --no-install-recommends wine wine64 gcc-mingw-w64-x86-64 curl. Without Wine it says so and ends with 0.
# Wine is no Windows: it shows paths, line ends, renames and sockets, but no virus scanner and hardly a locked file;
# those are forced by the tests of output and publish.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in wine x86_64-w64-mingw32-gcc curl; do
  command -v $name >/dev/null || { echo "not looked at: $name is not installed"; exit 0; }
done
work=$(mktemp -d)
export WINEPREFIX="$work/prefix" WINEARCH=win64 WINEDEBUG=-all LC_ALL=C.UTF-8
server=
trap '[ -z "$server" ] || kill $server 2>/dev/null || :; wineserver -k 2>/dev/null || :; rm -rf "$work"' EXIT

# Go asks Windows for random numbers by a library that Debian's Wine has not.
cat >"$work/random.c" <<'END'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return SystemFunction036(data, (ULONG)size); }
END
# Nothing here wants .NET or a browser, and a server that stays need not start its services for each command.
export WINEDLLOVERRIDES='mscoree,mshtml='
mkdir "$WINEPREFIX" && wineserver -p
wineboot --init >/dev/null 2>&1
x86_64-w64-mingw32-gcc -shared -s -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" "$work/random.c" -ladvapi32

# As a release is built: what is compiled for one is there for the other.
export GOFLAGS=-trimpath CGO_ENABLED=0
go build -ldflags='-s -w' -o "$work/tassei" ./generator
GOOS=windows GOARCH=amd64 go build -ldflags='-s -w' -o "$work/tassei.exe" ./generator
failed=0
for side in here wine; do
  mkdir -p "$work/$side"
  cp -r data content "$work/$side/"
  [ ! -d archive ] || cp -r archive "$work/$side/"
done

# same WHAT PATH: after a step, both sides have the same files with the same bytes.
same() {
  if diff -rq --no-dereference "$work/here/$2" "$work/wine/$2" >"$work/diff"; then echo "ok   $1"; else
    echo "FAIL $1: $(head -n 5 "$work/diff")"; failed=1
  fi
}
both() {
  (cd "$work/here" && ../tassei "$@" --quiet) >"$work/here.said" 2>&1 || { echo "FAIL here: $*: $(tail -n 3 "$work/here.said")"; failed=1; }
  (cd "$work/wine" && wine ../tassei.exe "$@" --quiet) >"$work/wine.said" 2>&1 || { echo "FAIL wine: $*: $(tail -n 3 "$work/wine.said")"; failed=1; }
}

year=$(cd data && ls -d FY* | tail -n 1)
both build
same 'a build' public
mkdir "$work/here/www" "$work/wine/www"
both publish www
same 'published to a folder' www
both publish verify www
file=$(ls "data/$year"/[0-9]*.toml | head -n 1)
id=$(basename "$file" .toml)-$(sed -n 's/^indicator *= *"\(.*\)"/\1/p' "$file" | head -n 1)
printf '\xef\xbb\xbfID,ページ\r\n%s,7\r\n' "$id" | tee "$work/here/figures.csv" >"$work/wine/figures.csv"
both import figures.csv --year "$year" --take file
same 'a page number imported from CSV' data
cmp -s "$file" "$work/here/$file" && { echo 'FAIL the import changed nothing'; failed=1; }
both export table.xlsx --year "$year"
both import table.xlsx --year "$year"
same 'a workbook that comes back' data
both build
same 'a second build' public
both publish www
same 'published again' www
both archive "$year" --date 2026-04-01
same 'a sealed year' archive
both archive verify
find "$work/wine/data" "$work/wine/content" -type f \( -name '*.toml' -o -name '*.md' \) -exec sed -i 's/$/\r/' {} +
both build
same 'a build of files with line ends of Windows' public

port=$((20000 + RANDOM % 12000)) # below those that systems hand out by themselves
(cd "$work/wine" && exec wine ../tassei.exe serve --port $port >/dev/null 2>"$work/serve.said") &
server=$!
for _ in $(seq 300); do curl -sf "http://127.0.0.1:$port/" >"$work/page" && break; sleep 0.2; done
for path in / "/$year/" "/-/edit/$year/"; do
  if curl -sfL "http://127.0.0.1:$port$path" | grep -q '</html>'; then echo "ok   serve: $path"; else
    echo "FAIL serve: $path: $(tail -n 3 "$work/serve.said")"; failed=1
  fi
done
exit $failed
