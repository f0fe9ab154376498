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
check "Migrations up, down and up again, no drift, rules for routes" pytest tests/architecture
wait "$types"
