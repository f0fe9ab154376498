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

deploy/setup/environment.sh
check "Format" ruff format --check .
check "Lint" ruff check --no-cache .
check "Types" mypy
check "Which module may import which" lint-imports
check "Security of the code" bandit --quiet --recursive --severity-level medium shared services deploy
check "Migrations up, down and up again, no drift, rules for routes" pytest tests/architecture
