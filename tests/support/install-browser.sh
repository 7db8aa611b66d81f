#!/bin/sh
# Install Chromium from Debian's packages if it is missing. Where that is impossible, the browser tests are skipped.
set -eu
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-dejavu-core; } >/dev/null 2>&1 ||
        echo "Chromium could not be installed: the browser tests will be skipped" >&2
else
    echo "no Chromium found, and no permission to install it: the browser tests will be skipped" >&2
fi
