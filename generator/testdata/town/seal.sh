#!/bin/sh
# seal.sh TOWN [TASSEI]
#
# Seals two years of a copy of this town, as the town did: FY2022, then FY2023 as it was published at first, with the
# figure that was wrong, then the corrected edition FY2023-2 from the data as they are. Dates are fixed, so the seals
# are the same each time.
set -eu
town=$1
tassei=${2:-tassei}
sheet=$town/data/FY2023/2-a.toml
year=$town/data/FY2023/year.toml

"$tassei" archive FY2022 --source "$town" --date 2023-09-29 --quiet

now=$(mktemp -d)
trap 'rm -rf "$now"' EXIT
cp "$sheet" "$year" "$now"
sed -e 's/^actual    = 15\.99$/actual    = 16.99/' -e '/^actual    = 16\.99$/,/^published/s/^published = "80"$/published = "85"/' \
  -e '/^  \[\[record.evidence\]\]$/,/^$/d' -e '/達成度は79.95/d' "$now/2-a.toml" >"$sheet"
sed '/^# 公表した後の訂正/,$d' "$now/year.toml" >"$year"
"$tassei" archive FY2023 --source "$town" --date 2024-09-30 --quiet
cp "$now/2-a.toml" "$sheet"
cp "$now/year.toml" "$year"

"$tassei" archive FY2023 --source "$town" --date 2024-12-02 --quiet \
  --correct '動画の再生回数の誤り（16.99千回を15.99千回に直した）と、公表日の誤り'
