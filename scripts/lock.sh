#!/bin/sh
# Resolve requirements*.in anew and write the locked requirements*.txt: one lock for every Python
# from Debian 12's (3.11.2) on. Arguments: uv's, such as --upgrade or --upgrade-package NAME.
set -eu

# Networks that open TLS keep their certificate in the system's store.
export UV_SYSTEM_CERTS=true
for name in requirements requirements-dev requirements-node requirements-uv; do
    echo "Resolving $name.in"
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11.2 --generate-hashes \
        --no-strip-extras --custom-compile-command "make lock" \
        --output-file "$name.txt" "$@" "$name.in"
done
