#!/bin/sh
# Installs the object stores for the tests of deploys: Ceph's S3 gateway from Debian's packages, and Azurite (Azure
# Blob) from npm into the folder in the first argument (default: .venv/azurite). Prints what cannot be installed; the
# tests that need it are skipped. (rclone comes with pip.)
set -eu

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
        echo "Ceph's gateway could not be installed: the tests that need it will be skipped" >&2
else
    echo "no Ceph found, and no right to install it: the tests that need it will be skipped" >&2
fi

sh "$(dirname "$0")/../../support/install-from-npm.sh" "${1:-.venv/azurite}" azurite 3.35.0 Azurite
