#!/usr/bin/env bash
# Runs all tests. REQUIRE_ALL=1 makes a missing broker or browser a failure instead of a skip.
set -euo pipefail
cd "$(dirname "$0")/../.."

# Where it is set, each of the many processes compiles every module and rewrites every assertion anew.
unset PYTHONDONTWRITEBYTECODE
deploy/setup/environment.sh
.venv/bin/python -m nrm.runtime.debian
# A file of tests stays with one process: its browser, broker and system are started once. Four, as much of it waits.
exec .venv/bin/pytest --numprocesses "${NRM_TEST_PROCESSES:-4}" --dist loadfile --no-loadscope-reorder "$@"
