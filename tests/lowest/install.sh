#!/bin/sh
# install.sh BIN VENV: make VENV with the lowest version of each library that pyproject.toml allows, by BIN/uv.
# What the tests need beside them has the versions of constraints.txt.
set -eu
bin=$1 venv=$2
tools='^(beautifulsoup4|feedparser|hypothesis|lxml|packaging|playwright|pytest|pytest-xdist)=='
"$bin/uv" venv --quiet --clear --no-project --python "$bin/python" "$venv"
grep -E "$tools" constraints.txt > "$venv/tools.txt"
"$bin/uv" pip install --quiet --python "$venv/bin/python" --resolution lowest-direct \
    --requirement "$venv/tools.txt" --editable .
