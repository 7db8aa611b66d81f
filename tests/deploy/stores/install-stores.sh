#!/bin/sh
# Installs the object stores for the tests of deploys: Ceph's S3 gateway from Debian's packages, and Azurite (Azure
# Blob) from npm into the folder in the first argument (default: .venv/azurite). Prints what cannot be installed; the
# tests that need it are skipped. (rclone comes with pip.)
set -eu
azurite=${1:-.venv/azurite}
version=3.35.0

ceph_is_here() {
    for program in ceph ceph-mon ceph-osd monmaptool radosgw radosgw-admin; do
        PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null 2>&1 || return 1
    done
}
if ceph_is_here; then
    :
elif command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        radosgw ceph-mon ceph-osd ceph-common; } >/dev/null 2>&1 ||
        echo "Ceph's gateway could not be installed: the tests that need it will skip" >&2
else
    echo "no Ceph found, and no right to install it: the tests that need it will skip" >&2
fi

if [ -f "$azurite/installed-$version" ]; then
    :
elif command -v npm >/dev/null 2>&1; then
    mkdir -p "$azurite"
    if npm install --silent --no-audit --no-fund --no-save --prefix "$azurite" "azurite@$version" >/dev/null 2>&1; then
        touch "$azurite/installed-$version"
    else
        echo "Azurite could not be installed: the tests that need it will skip" >&2
    fi
else
    echo "no npm found to install Azurite with: the tests that need it will skip" >&2
fi
