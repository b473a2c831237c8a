#!/bin/sh
# Install the locked front-end packages: by the system's npm, else by the one in .venv.
set -eu

# Networks that open TLS keep their certificate in the system's store, which Node does not read.
store=/etc/ssl/certs/ca-certificates.crt
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -r "$store" ]; then
    export NODE_EXTRA_CA_CERTS="$store"
fi

if ! command -v npm >/dev/null; then
    PATH="$PWD/.venv/bin:$PATH"
    command -v npm >/dev/null || {
        echo "Installing requirements-node.txt (there is no npm on this system)"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps \
            --require-hashes --requirement requirements-node.txt
    }
fi

echo "Installing package-lock.json"
npm ci --silent
# npm leaves the time of the archive on this file; make compares it with the lock's.
touch node_modules/.package-lock.json
