"""Secrets may come in files, and the migration job needs no more than one of them (S37, S38)."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from tests.databases import Templates

from nrm.runtime.addresses import SERVICES
from nrm.runtime.databases import DatabaseUrls, create_database, database_urls, drop_database
from nrm.runtime.postgres import PostgresServer
from plumbing.migrations import current, head


@pytest.fixture
async def empty(service: str, postgres: PostgresServer, templates: Templates) -> AsyncIterator[DatabaseUrls]:
    name = f"migration_job_{service}"
    await create_database(postgres, service, name)
    yield database_urls(postgres, service, name)
    await drop_database(postgres, name)


@pytest.mark.parametrize("service", SERVICES)
async def test_the_migration_job_needs_one_file(service: str, empty: DatabaseUrls, tmp_path: Path) -> None:
    (tmp_path / "nrm_owner_database_url").write_text(f"{empty.owner}\n")
    job = migrate(service, NRM_SECRETS_FOLDER=str(tmp_path))
    assert job.returncode == 0, job.stderr
    assert '"event": "migrated"' in job.stderr
    assert empty.owner not in job.stderr
    assert await current(empty.owner) == head(service)


def test_the_migration_job_says_what_it_misses() -> None:
    job = migrate("care")
    assert job.returncode != 0
    assert "owner_database_url" in job.stderr


def test_a_start_that_fails_tells_no_secret() -> None:
    command = [sys.executable, "-c", "from plumbing.settings import ServiceSettings; ServiceSettings()"]
    told = {"NRM_CLIENT_SECRET": "hush", "NRM_DATABASE_URL": "hush", "PATH": os.environ["PATH"]}
    start = subprocess.run(command, env=told, capture_output=True, text=True, check=False)
    assert "portal_url" in start.stderr
    assert "hush" not in start.stderr


def migrate(service: str, **told: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "plumbing.migrate", service]
    environment = {"PATH": os.environ["PATH"], **told}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
