#!/bin/sh
# Usage: install-html-checker.sh [FOLDER]. Install the Nu Html Checker (vnu) from npm into FOLDER (default: .venv/vnu).
# It needs Java. If npm or Java is missing, print that; the tests that need the checker are skipped.
set -eu
folder=${1:-.venv/vnu}
version=26.9.27

if ! [ -f "$folder/installed-$version" ] && ! command -v java >/dev/null 2>&1; then
    echo "no Java found to run the Nu Html Checker: the tests that need it will be skipped" >&2
else
    sh "$(dirname "$0")/install-from-npm.sh" "$folder" vnu-jar "$version" "the Nu Html Checker"
fi
