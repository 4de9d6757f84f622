#!/usr/bin/env bash
# Every test of the program and of the sites that it builds:
#
#   bash generator/test.sh
#
# On Debian, as root, with Go, Node and Java present, it installs what else it needs. Without root it says what is
# missing. It goes on after a failure, so that one run tells everything, and ends with 1 if anything failed. The long
# parts run side by side; what each has to say is printed when it has ended.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export LC_ALL=C.UTF-8 TASSEI_CI=1
export TASSEI_EDITS=500
unset SOURCE_DATE_EPOCH
# Tests that keep whole sites in mind would collect garbage all the time within the bound of a build.
export GOMEMLIMIT=off
# What a release is built with, so that Go's own library is compiled once for all.
export GOFLAGS=-trimpath CGO_ENABLED=0

# The tests write a million small files and have each one synced: in memory, where there is room for a few GB, and where
# a file can be held so that nobody can remove it, as some of them want.
room() { df -k --output=avail /dev/shm 2>/dev/null | tail -n 1; }
memory() { awk '/^MemAvailable/ {print $2}' /proc/meminfo; }
holds() { local file; file=$(mktemp -p /dev/shm) && chattr +i "$file" && chattr -i "$file"; local code=$?; rm -f "$file"; return $code; }
# Where memory is plenty garbage is collected a third as often, which is a fifth of the processor's time.
if [ "$(memory)" -gt 12000000 ]; then export GOGC="${GOGC:-300}"; fi
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$(room)" -gt 8000000 ] && [ "$(memory)" -gt 12000000 ] && holds 2>/dev/null; then export TMPDIR=/dev/shm; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/failed"
exec 3>&1 # tells at once that a part has ended whose words wait

# Which program or file shows that a package is there.
declare -A wanted=(
  [chromium-headless-shell]=/usr/bin/chromium-headless-shell  # every check of the browser
  [fonts-noto-cjk]=/usr/share/fonts/opentype/noto         # Japanese in it
  [poppler-utils]=/usr/bin/pdftotext                      # what the printed pages say
  [minisign]=/usr/bin/minisign                            # signatures of sealed years
  [unzip]=/usr/bin/unzip                                  # zips, as others read them
  [python3-openpyxl]=/usr/lib/python3/dist-packages/openpyxl  # another writer of workbooks
  [libreoffice-calc-nogui]=/usr/bin/soffice               # workbooks and CSV, as others read them
  [openssh-client]=/usr/bin/ssh [openssh-server]=/usr/sbin/sshd [openssh-sftp-server]=/usr/lib/openssh/sftp-server
  [vsftpd]=/usr/sbin/vsftpd [nginx-light]=/usr/sbin/nginx [apache2]=/usr/sbin/apache2
  [swift]=/usr/bin/swift-ring-builder [swift-proxy]=/usr/bin/swift-proxy-server [swift-account]=/usr/bin/swift-account-server
  [swift-container]=/usr/bin/swift-container-server [swift-object]=/usr/bin/swift-object-server [memcached]=/usr/bin/memcached
)

say() { printf '\n== %s\n' "$*"; }

# Sets processor to the seconds of processor time that what this shell has started took so far.
used() {
  local file="$work/times.$BASHPID"
  times >"$file" # not in a substitution, which would be a shell of its own
  processor=$(awk 'NR == 2 { split($1, u, /[ms]/); split($2, s, /[ms]/); printf "%d", 60 * (u[1] + s[1]) + u[2] + s[2] }' "$file")
}

# step NAME COMMAND… runs one part and remembers whether it failed.
step() {
  local name=$1 start=$SECONDS verdict=ok before processor
  shift
  say "$name"
  used
  before=$processor
  "$@" || { verdict=FAILED; echo "$name" >>"$work/failed"; }
  used
  verdict="-- $name: $verdict, $((SECONDS - start)) s, $((processor - before)) of a processor"
  echo "$verdict"
  [ -z "${lane:-}" ] || echo "$verdict" >&3
}

install_packages() {
  local missing=()
  for package in "${!wanted[@]}"; do [ -e "${wanted[$package]}" ] || missing+=("$package"); done
  if [ ${#missing[@]} -eq 0 ]; then
    echo 'every program is there'
    return 0
  fi
  mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort)
  if [ "$(id -u)" -ne 0 ]; then
    echo "missing Debian packages; as root: apt-get install --no-install-recommends ${missing[*]}"
    return 1
  fi
  echo "installing ${missing[*]}"
  # The tests start servers of their own, so the packages must not start any.
  local policy=/usr/sbin/policy-rc.d ours=
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy && ours=yes
  fi
  apt-get -qq -o Acquire::Retries=3 update &&
    { apt-cache show chromium-headless-shell >/dev/null 2>&1 || missing=("${missing[@]/#chromium-headless-shell/chromium}"); } && # in older Debians
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 install --no-install-recommends "${missing[@]}" >"$work/apt" 2>&1
  local code=$?
  [ -z "$ours" ] || rm -f $policy
  [ $code -eq 0 ] || tail -n 30 "$work/apt"
  return $code
}

programs() {
  local code=0 name
  for name in go node npm java; do
    command -v $name >/dev/null || { echo "$name is missing: it must be there before"; code=1; }
  done
  return $code
}

# The lock file names each module's digest, so the modules that are there need no second look.
install_modules() (
  cd generator/browser || return 1
  if [ -f node_modules/.lock ] && cmp -s package-lock.json node_modules/.lock; then
    echo 'every module is there'
  else
    PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error && cp package-lock.json node_modules/.lock
  fi
)

formatted() {
  local files
  files=$(gofmt -l generator layouts) || return 1
  [ -z "$files" ] || { echo "not formatted: $files"; return 1; }
}

# Pinned, so that a new version's new rules come in by a change of ours.
staticcheck() { go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...; }

# Functions that no command reaches, but for those of deadcode.txt, each of which must be one.
unreached() {
  GOBIN="$work" go install golang.org/x/tools/cmd/deadcode@v0.52.0 &&
    "$work/deadcode" -test=false -f '{{range .Funcs}}{{println .Name}}{{end}}' ./generator >"$work/unreached" || return 1
  diff <(grep -v '^#' generator/deadcode.txt | sort) <(grep . "$work/unreached" | sort -u)
}

# Weaknesses that are known of the modules: only where there is one is the whole program read for the way to it. Without its
# database it tells nothing, and that is no failure.
weaknesses() {
  local govulncheck=golang.org/x/vuln/cmd/govulncheck@v1.9.0
  (cd generator && go run "$govulncheck" -scan module) >"$work/weaknesses" 2>&1 && return 0
  if grep -q 'Vulnerability #' "$work/weaknesses"; then go run "$govulncheck" ./...; return; fi
  echo 'not looked at: the database of weaknesses cannot be reached'
}

# The recipe for GitHub, as GitHub reads it.
recipe() {
  go run ./generator new city "$work/fresh" --quiet && go run ./generator new recipe github --source "$work/fresh" --quiet &&
    go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 -shellcheck= -pyflakes= "$work/fresh/.github/workflows/tassei.yml"
}

# What reads the schemas as the extension of editors does, for a test of the desk.
install_taplo() { npm install --prefix "$work/taplo" --no-audit --no-fund --loglevel=error @taplo/cli@0.7.0 >/dev/null; }

# vet is a part of its own. A result that Go may keep it keeps with each of the million files that a test has opened, which costs
# the go command itself minutes: -count 1 keeps none.
tested() { TASSEI_TAPLO="$work/taplo/node_modules/.bin/taplo" node generator/browser/gotest.mjs -count 1 -timeout 60m -vet=off "$@" | tee -a "$work/go"; return "${PIPESTATUS[0]}"; }
# The random edits wait for each other: they have a lane of their own.
# What waits for servers and for other programs comes first, so that it is not left over at the end.
go_tests() { tested -p 3 -skip '^TestRandomEdits$' ./generator/publish ./generator ./generator/desk ./...; }
random_edits() { tested -run '^TestRandomEdits$' ./generator/build; }

# Each law is tried on changed inputs, as many as this divided by what one takes. TESTING.md says how to search deeper, for
# which Go compiles everything anew.
laws() { TASSEI_LAWS=10000 go test -count 1 -vet=off -run '^Fuzz' ./... | grep -v 'no test files'; return "${PIPESTATUS[0]}"; }

build_city() { go run ./generator; }
# The town as it stands in public: with seals, one of them corrected.
build_town() {
  cp -r generator/testdata/town "$work/source" && go build -o "$work/tassei" ./generator &&
    sh "$work/source/seal.sh" "$work/source" "$work/tassei" && "$work/tassei" build --source "$work/source" --out "$work/town"
}

build_places() {
  local place
  for place in "${places[@]}"; do "$work/tassei" build --source "generator/testdata/places/$place" --out "$work/$place" || return 1; done
}
places=(hoshino harrow-vale misaki)

# A sealed year is a site of its own.
browser_checks() {
  (cd generator/browser && TASSEI_PROGRAM="$work/tassei" node run.mjs city=../../public "town=$work/town" "sealed=$work/town/archive/FY2023-2/data/site" "${places[@]/*/&=$work/&}") | tee "$work/browser"
  return "${PIPESTATUS[0]}"
}

# The page for lost links finds its way by itself only where the site has no address.
faults_are_found() (
  cd generator/browser && node prove.mjs "$work/town" '^(?!lost links)' && node prove.mjs "$work/misaki" '^lost links'
)

of_packages() {
  step 'packages' install_packages
  step 'modules of the browser checks' install_modules
  step 'reader of the schemas' install_taplo
}
# It compiles what the others stand on: side by side with them each would compile it.
of_compiling() {
  step 'gofmt' formatted
  step 'go vet' go vet ./...
}
of_code() {
  step 'staticcheck' staticcheck
  step 'functions that nothing reaches' unreached
  step 'known weaknesses' weaknesses
  step 'recipe for GitHub' recipe
  step 'laws, tried on changed inputs' laws
}
of_go() {
  step 'go test' go_tests
}
of_edits() {
  step 'random edits' random_edits
  step 'the program for Windows, by Wine where it is there' env -u TMPDIR bash generator/wine.sh # which lists no folder in memory
}
of_sites() {
  step 'the real city' build_city
  step 'the invented town' build_town
  step 'three more places' build_places
  lane=of_faults of_faults >"$work/of_faults" 2>&1 & # in a browser of its own
  step 'browser checks' browser_checks
  wait
}
of_faults() {
  step 'faults that the browser checks must find' faults_are_found
}
step 'programs that must be there' programs
lanes=(of_packages of_compiling of_code of_sites of_faults of_go of_edits)
say 'side by side: what is needed and go vet; then the code, go test, random edits and the sites in the browser'
for lane in of_packages of_compiling; do "$lane" >"$work/$lane" 2>&1 & done
wait
for lane in of_code of_sites of_go of_edits; do "$lane" >"$work/$lane" 2>&1 & done
wait
for lane in "${lanes[@]}"; do cat "$work/$lane"; done

say 'Result'
grep -aE '^(ok|FAIL|---|panic:)[[:space:]]' "$work/go"
grep -aE '[0-9]+ passed, [0-9]+ failed' "$work/browser" || echo '0 passed, 0 failed: the browser checks did not run'
if [ -s "$work/failed" ]; then
  sed 's/^/FAILED: /' "$work/failed"
  exit 1
fi
used
echo "all well, $SECONDS s, $processor of a processor"
