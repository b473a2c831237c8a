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

echo "Installing $requirements"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes --requirement "$requirements"
