#!/bin/sh
# Sees to a Chromium for the browser tests: brings Debian's where it may, says loudly when there is none.
set -eu
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "${OFFTRAIL_CHROMIUM:-}" ] && [ -x "$OFFTRAIL_CHROMIUM" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Debian's chromium for the browser tests ..."
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null 2>&1 && exit 0
fi
echo "*** NO CHROMIUM: the browser tests are SKIPPED. Install it (Debian: apt-get install chromium) or set OFFTRAIL_CHROMIUM. ***" >&2
