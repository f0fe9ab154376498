"""Probes: alive while the process is, ready only with a database at the newest revision."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.portals import portal_settings, visitor
from tests.shared.small_portal import small_portal

from nrm.runtime.databases import DatabaseUrls
from plumbing.database import Database
from plumbing.settings import ServiceSettings


async def probes(urls: DatabaseUrls, database: Database, folder: Path) -> tuple[int, int]:
    async with visitor(small_portal(portal_settings(ServiceSettings, urls, folder), database)) as client:
        paths = ("/health/live", "/health/ready")
        live, ready = [(await client.get(path)).status_code for path in paths]
        return live, ready


async def set_revision(urls: DatabaseUrls, revision: str) -> None:
    engine = create_async_engine(urls.owner)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
    await engine.dispose()


async def test_a_migrated_database_is_ready(
    referral_urls: DatabaseUrls, referral_database: Database, tmp_path: Path
) -> None:
    assert await probes(referral_urls, referral_database, tmp_path) == (200, 200)


async def test_a_database_at_another_revision_is_not(
    referral_urls: DatabaseUrls, referral_database: Database, tmp_path: Path
) -> None:
    await set_revision(referral_urls, "0000")
    assert await probes(referral_urls, referral_database, tmp_path) == (200, 503)


@pytest.mark.parametrize("method", ["HEAD", "POST"])
async def test_a_probe_only_reads(
    method: str, referral_urls: DatabaseUrls, referral_database: Database, tmp_path: Path
) -> None:
    app = small_portal(portal_settings(ServiceSettings, referral_urls, tmp_path), referral_database)
    async with visitor(app) as client:
        assert (await client.request(method, "/health/live")).status_code == 405
