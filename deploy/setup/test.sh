#!/usr/bin/env bash
# Runs all tests. REQUIRE_ALL=1 makes a missing broker or browser a failure instead of a skip.
set -euo pipefail
cd "$(dirname "$0")/../.."

deploy/setup/environment.sh
.venv/bin/python -m nrm.runtime.debian
exec .venv/bin/pytest "$@"
