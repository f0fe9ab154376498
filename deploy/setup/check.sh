#!/usr/bin/env bash
# Everything that can be said about the code without running the product.
set -euo pipefail
cd "$(dirname "$0")/../.."
PATH="$PWD/.venv/bin:$PATH"

check() {
    printf '\033[1m==>\033[0m %s\n' "$1" >&2
    shift
    "$@"
}

# What the processes of `make test` would all compile at the same time is compiled here, beside the types.
read_tests() {
    local read
    read=$(pytest --collect-only -q) || { printf '%s\n' "$read" && return 1; }
}

# Where it is set, each of the many processes compiles every module and rewrites every assertion anew.
unset PYTHONDONTWRITEBYTECODE
deploy/setup/environment.sh
check "Format" ruff format --check .
check "Lint" ruff check --no-cache .
# The types take one processor for minutes; the rest goes on beside them.
printf '\033[1m==>\033[0m Types, beside the following\n' >&2
mypy &
types=$!
trap 'kill "$types" 2>/dev/null || true' EXIT
check "Which module may import which" lint-imports
check "Security of the code" bandit --quiet --recursive --severity-level medium shared services deploy
check "Every test can be read" read_tests
check "Migrations up, down and up again, no drift, rules for routes" pytest tests/architecture
wait "$types"
