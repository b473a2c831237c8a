#!/bin/sh
# Resolve requirements*.in anew and write the locked requirements*.txt. Arguments: pip-compile's,
# such as --upgrade or --upgrade-package NAME.
set -eu

export CUSTOM_COMPILE_COMMAND="make lock"
for name in requirements requirements-dev requirements-node; do
    echo "Resolving $name.in"
    .venv/bin/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras \
        --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
        --output-file "$name.txt" "$@" "$name.in"
done
