#!/bin/sh
# Usage: install.sh BIN VENV. Create VENV with BIN/uv: the lowest version of each library that pyproject.toml allows,
# and every other library in its version of constraints.txt.
set -eu
bin=$1 venv=$2
"$bin/uv" venv --quiet --clear --no-project --python "$bin/python" "$venv"
"$bin/python" tests/lowest/pins.py > "$venv/pins.txt"
"$bin/uv" pip install --quiet --python "$venv/bin/python" --resolution lowest-direct --constraint "$venv/pins.txt" \
    --editable . beautifulsoup4 feedparser hypothesis packaging playwright pyexiv2 pytest pytest-xdist
