#!/bin/sh
# Usage: install-html-checker.sh [FOLDER]. Install the Nu Html Checker (vnu) from npm into FOLDER (default: .venv/vnu).
# It needs Java. If npm or Java is missing, print that; the tests that need the checker are skipped.
set -eu
folder=${1:-.venv/vnu}
version=26.9.27

if [ -f "$folder/installed-$version" ]; then
    :
elif ! command -v java >/dev/null 2>&1; then
    echo "no Java found to run the Nu Html Checker: the tests that need it will be skipped" >&2
elif command -v npm >/dev/null 2>&1; then
    mkdir -p "$folder"
    if npm install --silent --ignore-scripts --no-audit --no-fund --no-save --prefix "$folder" "vnu-jar@$version" >/dev/null 2>&1; then
        touch "$folder/installed-$version"
    else
        echo "the Nu Html Checker could not be installed: the tests that need it will be skipped" >&2
    fi
else
    echo "no npm found to install the Nu Html Checker: the tests that need it will be skipped" >&2
fi
