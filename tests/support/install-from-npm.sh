#!/bin/sh
# Usage: install-from-npm.sh FOLDER PACKAGE VERSION NAME. Install a package that tests use from npm into FOLDER, unless
# this version is there already. If it cannot be installed, print that; the tests that need NAME are skipped.
set -eu
folder=$1
package=$2
version=$3
name=$4

if [ -f "$folder/installed-$version" ]; then
    exit
fi
if ! command -v npm >/dev/null 2>&1; then
    echo "no npm found to install $name: the tests that need it will be skipped" >&2
    exit
fi
mkdir -p "$folder"
if npm install --silent --ignore-scripts --no-audit --no-fund --no-save --prefix "$folder" "$package@$version" \
    >/dev/null 2>&1; then
    touch "$folder/installed-$version"
else
    echo "$name could not be installed: the tests that need it will be skipped" >&2
fi
