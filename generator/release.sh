#!/usr/bin/env bash
# Makes what is handed out: a zip for each platform, with the digests of all.
#
#   bash generator/release.sh DIR [OS/ARCH…]
#
# The same commit and the same Go give the same bytes, in whatever folder and on whatever machine.
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -ge 1 ] || { echo 'usage: bash generator/release.sh DIR [OS/ARCH…]' >&2; exit 2; }
mkdir -p "$1"
out=$(cd "$1" && pwd)
shift
platforms=("$@")
[ $# -gt 0 ] || platforms=({windows,darwin,linux}/{amd64,arm64})

# In a second work tree of a clone, and in an unpacked archive, Go finds no commit.
[ -d .git ] || { echo 'a release is made in a clone of its own: git clone, then run this there' >&2; exit 1; }

# A version names a commit, so what is built must be what was committed.
if ! changed=$(git status --porcelain) || [ -n "$changed" ]; then
  printf 'commit these first; a release is made of a commit:\n%s\n' "$changed" >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Nothing of this machine's settings may reach the program.
export CGO_ENABLED=0 GOFLAGS= GOEXPERIMENT= GOAMD64=v1 GOARM64=v8.0 GOWORK=off
unset GOOS GOARCH
for platform in "${platforms[@]}"; do
  echo "building for $platform"
  GOOS=${platform%/*} GOARCH=${platform#*/} go build -trimpath -buildvcs=true -ldflags='-s -w' -o "$work/bin/tassei-${platform/\//-}" ./generator
done
go run -trimpath ./generator new city "$work/city" --quiet
go run -trimpath ./generator/release "$work/bin" "$work/city" "$out"
