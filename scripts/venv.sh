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

# What pip is told of mirrors, proxies and certificates holds for uv, too.
settings=$("$venv/bin/python" -m pip config list 2>/dev/null) || settings=

# A setting of pip: of the environment, else for "install", else for all commands.
setting() {
    for section in :env: install global; do
        value=$(printf '%s\n' "$settings" | sed -n "s/^$section\\.$1='\\(.*\\)'\$/\\1/p")
        [ -z "$value" ] || break
    done
    # Several values stand in lines of their own.
    printf '%s' "$value" | sed 's/\\n/ /g; s/^ *//'
}

# Give pip's setting $2 to uv's variable $1, unless somebody has set that.
hand_on() {
    value=$(setting "$2")
    if [ -n "$value" ] && eval "[ -z \"\${$1:-}\" ]"; then
        export "$1=$value"
    fi
}

hand_on UV_DEFAULT_INDEX index-url
hand_on UV_EXTRA_INDEX_URL extra-index-url
hand_on UV_NO_INDEX no-index
hand_on UV_FIND_LINKS find-links
[ -z "${UV_FIND_LINKS:-}" ] || UV_FIND_LINKS=$(printf '%s' "$UV_FIND_LINKS" | tr ' ' ',')
hand_on UV_INSECURE_HOST trusted-host
hand_on UV_HTTP_TIMEOUT default-timeout
hand_on UV_HTTP_TIMEOUT timeout
hand_on SSL_CERT_FILE cert
hand_on SSL_CLIENT_CERT client-cert
hand_on ALL_PROXY proxy
# Any mirror will do, as for pip: the lock's hashes say what is right.
export UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}"
# Networks that open TLS keep their certificate in the system's store.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"

echo "Installing $requirements"
# pip installs one wheel without looking at what it asks for; uv then installs what the lock names
# and nothing else. A resolver would take newer versions than the lock's, and refuse them.
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --no-deps --require-hashes --requirement requirements-uv.txt
"$venv/bin/uv" pip sync --quiet --python "$venv/bin/python" --require-hashes \
    requirements-uv.txt "$requirements"
