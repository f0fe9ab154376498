"""What a new installation begins with: providers, invented houses, made-up people. Again adds nothing."""

import asyncio
import csv
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid5

import yaml
from sqlalchemy.dialects.postgresql import insert

from care.domain.beds import Bedspace, GenderPolicy, Premises, Void, VoidId
from care.settings import CareSettings, read_settings
from care.storage import UnitOfWork
from care.storage.addresses import seal_address
from care.storage.network_tables import provider_profile
from care.storage.tables import bed_void, bedspace, plumbing, premises, provider
from clocks.days import london_day
from contracts.ids import BedspaceId, PremisesId, ProviderId, UserId
from plumbing.clock import utcnow
from plumbing.database import Database
from plumbing.directory import DirectoryEntry, seed_directory
from plumbing.encryption import KeyRing

INVENTED = UUID("6f0e0a34-6a3b-5d0e-9a52-0c8c7f0d1e57")
OPEN_SINCE = date(2024, 1, 1)
VOIDS = {
    "LON-03-D": ("deep_clean", 2, 4),
    "WM-03-C": ("damage_repair", 0, 9),
    "NW-02-B": ("maintenance", 12, 18),
}
PEOPLE = (
    ("hub.prime", "Harper Prime", "TSA", "The Salvation Army", "prime_network"),
    ("sam.support", "Sam Support", "HEST", "Hestia", "support_worker"),
    ("mo.manager", "Mo Manager", "HEST", "Hestia", "provider_manager"),
    ("dee.driver", "Dee Driver", "TSA", "The Salvation Army", "driver"),
    ("ines.inspector", "Ines Inspector", "INSPECTORATE", "An invented inspectorate", "inspector"),
    ("med.support", "Merle Support", "MED", "Medaille Trust", "support_worker"),
)


async def seed(settings: CareSettings) -> None:
    database = Database(settings.database_url.get_secret_value(), service="care")
    ring = KeyRing.from_file(settings.address_key_file)
    try:
        async with database.work(UnitOfWork)() as uow:
            await seed_providers(uow)
            if settings.is_demo:
                await seed_houses(uow, ring)
                await seed_profiles(uow)
                await seed_directory(uow.session, plumbing.directory, people(settings.issuer))
    finally:
        await database.close()


async def seed_providers(uow: UnitOfWork) -> None:
    rows = list(csv.DictReader(_text("providers.csv").splitlines()))
    for row in rows:
        values = row | {name: _day(row[name]) for name in ("valid_from", "valid_to")}
        await uow.session.execute(insert(provider).values(values).on_conflict_do_nothing())


async def seed_houses(uow: UnitOfWork, ring: KeyRing) -> None:
    for house in yaml.safe_load(_text("houses.yaml"))["houses"]:
        identity = PremisesId(_id(house["code"]))
        await _put(uow, premises, _premises(house))
        await uow.addresses.keep(identity, seal_address(house["address"], identity, ring))
        for bed in _beds(house):
            await _put(uow, bedspace, bed)
            await _seed_void(uow, bed)


async def seed_profiles(uow: UnitOfWork) -> None:
    said = yaml.safe_load(_text("network.yaml"))["providers"]
    for provider_id, profile in said.items():
        row = {"provider_id": provider_id, **profile, "changed_at": utcnow(), "changed_by": "the beginning"}
        await uow.session.execute(insert(provider_profile).values(row).on_conflict_do_nothing())


def people(issuer: str) -> Iterator[DirectoryEntry]:
    for subject, name, organisation, organisation_name, role in PEOPLE:
        yield DirectoryEntry(
            user_id=UserId(_id(subject)),
            issuer=issuer,
            subject=subject,
            name=name,
            email=f"{subject}@support.example.org",
            organisation=organisation,
            organisation_name=organisation_name,
            roles=frozenset({role}),
        )


def _premises(house: Mapping[str, Any]) -> Premises:
    return Premises(
        id=PremisesId(_id(house["code"])),
        provider_id=ProviderId(house["provider"]),
        code=house["code"],
        region=house["region"],
        area=house["area"],
        gender_policy=GenderPolicy(house["gender_policy"]),
        turnaround_days=house["turnaround_days"],
        features=house["features"],
    )


def _beds(house: Mapping[str, Any]) -> Iterator[Bedspace]:
    hours = house.get("admits")
    for letter, features in house["beds"].items():
        code = f"{house['code']}-{letter}"
        yield Bedspace(
            id=BedspaceId(_id(code)),
            premises_id=PremisesId(_id(house["code"])),
            provider_id=ProviderId(house["provider"]),
            code=code,
            in_service_from=OPEN_SINCE,
            features=features,
            unit=next((unit for unit, beds in house.get("units", {}).items() if letter in beds), None),
            admits_from=time.fromisoformat(hours[0]) if hours else None,
            admits_until=time.fromisoformat(hours[1]) if hours else None,
        )


async def _seed_void(uow: UnitOfWork, bed: Bedspace) -> None:
    if bed.code not in VOIDS:
        return
    reason, first, days = VOIDS[bed.code]
    starts_on = london_day(utcnow()) + timedelta(days=first)
    void = Void(
        id=VoidId(_id(f"{bed.code} void")),
        bedspace_id=bed.id,
        provider_id=bed.provider_id,
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=days),
        reason=reason,
    )
    await _put(uow, bed_void, void)


async def _put(uow: UnitOfWork, table: Any, thing: object) -> None:
    values = {column.name: getattr(thing, column.name) for column in table.columns}
    await uow.session.execute(insert(table).values(values).on_conflict_do_nothing())


def _id(name: str) -> UUID:
    return uuid5(INVENTED, name)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _text(name: str) -> str:
    return (files("care.data") / name).read_text("utf-8")


if __name__ == "__main__":
    asyncio.run(seed(read_settings()))
