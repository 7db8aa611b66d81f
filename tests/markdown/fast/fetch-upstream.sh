#!/bin/sh
# Fetch the source distribution of the Python-Markdown in constraints.txt, whose tests the fast parts must pass, into
# tests/markdown/fast/.upstream. If it cannot be fetched, the test that needs it is skipped and says why.
set -eu
python=${1:-python3}
here=$(cd "$(dirname "$0")" && pwd)
version=$(sed -n 's/^[Mm]arkdown==//p' "$here/../../../constraints.txt")
kept=$here/.upstream/markdown-$version
[ -d "$kept/tests" ] && exit 0
fetched=$(mktemp -d)
trap 'rm -rf "$fetched"' EXIT
if "$python" -m pip download --quiet --disable-pip-version-check --no-binary :all: --no-deps --dest "$fetched" \
    "markdown==$version" >/dev/null 2>&1 && tar -xzf "$fetched/markdown-$version.tar.gz" -C "$fetched"; then
    mkdir -p "$here/.upstream"
    mv "$fetched/markdown-$version" "$kept"
else
    echo "Python-Markdown's source distribution could not be fetched: its own tests will be skipped" >&2
fi
