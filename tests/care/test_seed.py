"""What a new installation begins with."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import create_async_engine
from tests.care.scenes import RULES, Works
from tests.portals import portal_settings

from care.domain.beds import Bedspace, Premises
from care.seed import seed
from care.settings import CareSettings
from care.storage.addresses import SealedAddress, open_address
from care.storage.tables import bed_void, metadata, plumbing, provider
from contracts.ids import PremisesId
from nrm.runtime.databases import DatabaseUrls
from plumbing.encryption import KeyRing


@pytest.fixture
async def ring(care_urls: DatabaseUrls, tmp_path: Path) -> KeyRing:
    """Of the addresses of an installation that has been seeded twice."""
    ring = KeyRing.create(file := tmp_path / "addresses.json")
    settings = portal_settings(CareSettings, care_urls, tmp_path, service="care", address_key_file=file)
    await seed(settings)
    await seed(settings)
    return ring


@pytest.mark.usefixtures("ring")
async def test_seeding_again_adds_nothing(work: Works) -> None:
    async with work() as uow:
        tables = [provider, metadata.tables["premises"], metadata.tables["bedspace"], bed_void]
        counts = [
            await uow.session.scalar(select(func.count()).select_from(table))
            for table in (*tables, plumbing.directory)
        ]
    assert counts == [17, 27, 80, 3, 6]


@pytest.mark.usefixtures("ring")
async def test_every_region_has_houses_of_known_features(work: Works) -> None:
    async with work() as uow:
        houses = (await uow.session.scalars(select(Premises))).all()
        beds = (await uow.session.scalars(select(Bedspace))).all()
    known = {feature.code for feature in RULES.lists.features}
    assert {house.region for house in houses} == {region.code for region in RULES.lists.regions}
    assert {feature for house in houses for feature in house.features} <= known
    assert {feature for bed in beds for feature in bed.features} <= known
    assert len({house.area for house in houses}) == len(houses)


async def test_vi_3_addresses_are_invented_and_sealed_under_their_own_ring(
    ring: KeyRing, care_urls: DatabaseUrls
) -> None:
    engine = create_async_engine(care_urls.superuser)
    async with engine.connect() as connection:
        rows = (await connection.execute(text("SELECT * FROM premises_address"))).all()
    await engine.dispose()
    opened = [
        open_address(
            SealedAddress(row.sealed, row.wrapped_key, row.key_version), PremisesId(row.premises_id), ring
        )
        for row in rows
    ]
    assert len(opened) == 27
    assert all("Invented Lane" in address for address in opened)
