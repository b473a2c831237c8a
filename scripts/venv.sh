#!/bin/sh
# Make .venv and install the locked requirements named in $1 into it.
set -eu

requirements=$1
venv=.venv

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

# A python3 of 3.11 or later, the plain name first.
find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    fail "Stadttor needs Python 3.11 or later." "Type: apt-get install python3 python3-venv"
}

make_venv() {
    rm -rf "$venv"
    "$python" -m venv "$venv" >/dev/null 2>&1
}

# Without ensurepip, a pip of the system can serve the environment from outside.
make_venv_with_system_pip() {
    "$python" -m pip --version >/dev/null 2>&1 || return 1
    rm -rf "$venv"
    "$python" -m venv --without-pip "$venv" &&
        "$python" -m pip --python "$venv/bin/python" install --quiet pip
}

# Debian keeps ensurepip in a package of its own.
install_venv_package() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 1
    echo "Installing the system package python3-venv"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get -qq update && apt-get -qq install --yes --no-install-recommends python3-venv >/dev/null
}

python=$(find_python)
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    make_venv || make_venv_with_system_pip || { install_venv_package && make_venv; } ||
        fail "Python cannot make a virtual environment." "Type: sudo apt-get install python3-venv"
fi

# The package index that pip is told to use serves uv, too.
index=$("$venv/bin/python" -m pip config get global.index-url 2>/dev/null) || index=
export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-${PIP_INDEX_URL:-${index:-}}}"
[ -n "$UV_DEFAULT_INDEX" ] || unset UV_DEFAULT_INDEX
# Networks that open TLS keep their certificate in the system's store.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

echo "Installing $requirements"
# pip installs one wheel without looking at what it asks for; uv then installs what the lock names
# and nothing else. A resolver would take newer versions than the lock's, and refuse them.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --no-deps --require-hashes --requirement requirements-uv.txt
"$venv/bin/uv" pip sync --quiet --python "$venv/bin/python" --require-hashes \
    requirements-uv.txt "$requirements"
