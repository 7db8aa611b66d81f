#!/bin/sh
# Installs the Nu Html Checker (vnu) from npm into the folder that is named, .venv/vnu if none is. It needs Java. Where one
# of both is missing that is said, and the tests that need it skip.
set -eu
folder=${1:-.venv/vnu}
version=26.9.27

if [ -f "$folder/installed-$version" ]; then
    :
elif ! command -v java >/dev/null 2>&1; then
    echo "no Java found to run the Nu Html Checker with: the tests that need it will skip" >&2
elif command -v npm >/dev/null 2>&1; then
    mkdir -p "$folder"
    if npm install --silent --ignore-scripts --no-audit --no-fund --no-save --prefix "$folder" "vnu-jar@$version" >/dev/null 2>&1; then
        touch "$folder/installed-$version"
    else
        echo "the Nu Html Checker could not be installed: the tests that need it will skip" >&2
    fi
else
    echo "no npm found to install the Nu Html Checker with: the tests that need it will skip" >&2
fi
