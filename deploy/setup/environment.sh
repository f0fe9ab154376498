#!/usr/bin/env bash
# Makes .venv and installs exactly what requirements.lock says, then our own packages as they are in this checkout.
# Does nothing when none of that has changed.
set -euo pipefail
cd "$(dirname "$0")/../.."

ours=(shared services/referral services/decision services/care deploy/cli)
stamp=.venv/.installed

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

fail() {
    printf 'Cannot go on: %s\n' "$*" >&2
    exit 1
}

find_python() {
    local candidate
    for candidate in "${PYTHON:-}" python3.11 python3 python3.12 python3.13; do
        if [ -n "$candidate" ] && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is needed (on Debian and Ubuntu: sudo apt install python3.11 python3.11-venv)."
}

may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

need_venv_module() {
    local python=$1 package
    "$python" -c 'import ensurepip, venv' 2>/dev/null && return
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    may_install || fail "$python cannot make virtual environments (on Debian and Ubuntu: sudo apt install $package)."
    say "Installing $package"
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$package" >&2
}

make_environment() {
    local python
    python=$(find_python)
    need_venv_module "$python"
    say "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

fingerprint() {
    # The checkout's place counts too: an environment that was moved still points to where it was.
    { pwd && cat requirements.lock deploy/setup/uv.txt "${ours[@]/%//pyproject.toml}"; } | cksum
}

install_packages() {
    say "Installing uv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r deploy/setup/uv.txt
    say "Installing $(grep -c == requirements.lock) locked packages"
    .venv/bin/uv pip install --python .venv/bin/python --require-hashes -r requirements.lock
    say "Installing our own packages"
    .venv/bin/uv pip install --python .venv/bin/python --quiet --no-deps --no-build-isolation "${ours[@]/#/-e}"
}

[ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint)" ] && .venv/bin/python -c '' 2>/dev/null && exit 0
.venv/bin/python -c '' 2>/dev/null || make_environment
rm -f "$stamp"
install_packages
fingerprint >"$stamp"
