#!/usr/bin/env bash
# Works out requirements.lock anew: every version with its hashes, for every platform, and no index address.
# Releases younger than a week are left alone: what is wrong with them tends to be found by then.
set -euo pipefail
cd "$(dirname "$0")/../.."

exec .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --exclude-newer "7 days" \
    --generate-hashes --no-header --no-annotate "$@" \
    shared/pyproject.toml services/*/pyproject.toml deploy/cli/pyproject.toml --group pyproject.toml:dev \
    --no-emit-package nrm-shared --no-emit-package nrm-referral \
    --no-emit-package nrm-decision --no-emit-package nrm-care \
    --output-file requirements.lock
