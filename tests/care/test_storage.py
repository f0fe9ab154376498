"""What the database itself guarantees: one person on a bed, one bed for a person, each provider its own."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from tests.care.scenes import HESTIA, MEDAILLE, PRIME, RULES, Works, a_stay, a_void, day, noon
from tests.care.town import Town, a_person_in_recovery

from care.commands import offers
from care.commands.offers import Wanted
from care.domain.offer import OfferState
from care.domain.placement import NOT_LIVE, Placement, PlacementState
from care.domain.refusals import Code, Refused
from care.storage import UnitOfWork, metadata, tables
from care.storage.addresses import open_address, seal_address
from contracts.ids import BedspaceId, OfferId, PlacementId, PremisesId, SupportCaseId
from nrm.runtime.databases import DatabaseUrls
from plumbing.database import Database, Scope
from plumbing.encryption import CannotOpen, DataKeys, KeyRing
from plumbing.migrations import drift, migrate

MANY = 50


def wanted(case: SupportCaseId, bed: BedspaceId, arrival: str = "10", departure: str = "14") -> Wanted:
    return Wanted(
        offer_id=OfferId(uuid4()),
        placement_id=PlacementId(uuid4()),
        support_case_id=case,
        bedspace_id=bed,
        arrival_on=day(arrival),
        departure_on=day(departure),
    )


async def try_to_offer(work: Works, what: Wanted) -> Code | None:
    try:
        async with work() as uow:
            await offers.make_offer(uow, what, actor=PRIME, rules=RULES, at=noon("10"))
    except Refused as refused:
        return refused.code
    return None


async def test_the_tables_are_as_the_migrations_make_them(care_urls: DatabaseUrls) -> None:
    assert await drift(care_urls.owner, metadata) == []


async def test_the_migrations_go_down_and_up_again(care_urls: DatabaseUrls) -> None:
    await migrate("care", care_urls.owner, to="base")
    await migrate("care", care_urls.owner)
    assert await drift(care_urls.owner, metadata) == []


async def test_pl_12_of_fifty_bookings_of_one_bed_at_once_one_succeeds(town: Town) -> None:
    people = [await a_person_in_recovery(town.work) for _ in range(MANY)]
    outcomes = await asyncio.gather(
        *(try_to_offer(town.work, wanted(person, town.bed("A"))) for person in people)
    )
    assert outcomes.count(None) == 1
    assert outcomes.count(Code.BED_CONFLICT) == MANY - 1


async def test_of_many_bookings_of_one_person_at_once_one_succeeds(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    beds = [town.bed("A"), town.bed("B"), town.bed("M")] * 4
    outcomes = await asyncio.gather(*(try_to_offer(town.work, wanted(person, bed)) for bed in beds))
    assert outcomes.count(None) == 1
    assert outcomes.count(Code.PERSON_ALREADY_PLACED) == len(beds) - 1


async def put(work: Works, *placements: Placement) -> None:
    async with work() as uow:
        for placement in placements:
            await uow.placements.add(placement)


async def a_stay_of_somebody(
    town: Town, bed: str, arrival: str, departure: str, **changes: object
) -> Placement:
    case = await a_person_in_recovery(town.work)
    return a_stay(town.beds[bed], arrival, departure, support_case_id=case, **changes)


@pytest.mark.parametrize(
    ("arrival", "is_free"),
    [
        pytest.param("18", False, id="the last day of turnaround"),
        pytest.param("19", True, id="the day after it"),
    ],
)
async def test_pl_4_the_database_keeps_a_bed_until_turnaround_is_over(
    town: Town, arrival: str, is_free: bool
) -> None:
    """Nothing is asked before writing: this is what stays true whatever the code forgets."""
    await put(town.work, await a_stay_of_somebody(town, "A", "10", "14"))
    second = await a_stay_of_somebody(town, "A", arrival, "20")
    if is_free:
        await put(town.work, second)
    else:
        with pytest.raises(Refused, match="bed_conflict"):
            await put(town.work, second)


@pytest.mark.parametrize("state", sorted(NOT_LIVE))
async def test_pl_4_the_database_lets_a_bed_go_when_a_stay_comes_to_nothing(
    town: Town, state: PlacementState
) -> None:
    await put(town.work, await a_stay_of_somebody(town, "A", "10", "14", state=state))
    await put(town.work, await a_stay_of_somebody(town, "A", "10", "14"))


@pytest.mark.parametrize(
    ("arrival", "departure", "is_free"),
    [
        pytest.param("14", "20", True, id="a transfer on the day of leaving"),
        pytest.param("13", "20", False, id="a day earlier"),
        pytest.param("12", "12", False, id="one day in the middle"),
        pytest.param("14", "14", True, id="one day, the day of leaving"),
        pytest.param("10", "14", False, id="the same days"),
    ],
)
async def test_pl_6_the_database_keeps_a_person_in_one_place(
    town: Town, arrival: str, departure: str, is_free: bool
) -> None:
    first = await a_stay_of_somebody(town, "A", "10", "14")
    second = a_stay(
        town.beds["M"],
        arrival,
        departure,
        support_case_id=first.support_case_id,
        person_id=first.person_id,
    )
    await put(town.work, first)
    if is_free:
        await put(town.work, second)
    else:
        with pytest.raises(Refused, match="person_already_placed"):
            await put(town.work, second)


async def test_vo_2_two_voids_on_a_bed_do_not_overlap(town: Town) -> None:
    async with town.work() as uow:
        uow.session.add(a_void(town.beds["A"], "10", "12"))
    with pytest.raises(IntegrityError):
        async with town.work() as uow:
            uow.session.add(a_void(town.beds["A"], "12", "13"))


async def count(work: Works, table: str, scope: Scope) -> int:
    async with work(scope) as uow:
        counted = await uow.session.scalar(select(func.count()).select_from(text(table)))
        return int(counted or 0)


OF_A_PROVIDER = ("premises", "bedspace", "bed_void", "offer", "placement", "support_case")


async def furnish(town: Town) -> SupportCaseId:
    """A person at Hestia, with something of Hestia's in every table."""
    person = await a_person_in_recovery(town.work)
    what = wanted(person, town.bed("A"))
    async with town.work() as uow:
        await offers.make_offer(uow, what, actor=PRIME, rules=RULES, at=noon("10"))
        await offers.accept_offer(uow, what.offer_id, "provider", actor=PRIME, at=noon("10"))
        uow.session.add(a_void(town.beds["B"], "10", "12"))
    return person


async def seen_by(town: Town, scope: Scope) -> dict[str, int]:
    return {table: await count(town.work, table, scope) for table in OF_A_PROVIDER}


async def test_another_provider_sees_nothing_of_ours(town: Town) -> None:
    await furnish(town)
    theirs = dict.fromkeys(OF_A_PROVIDER, 0) | {"premises": 1, "bedspace": 1}
    assert await seen_by(town, Scope.of_tenant(MEDAILLE)) == theirs
    assert all((await seen_by(town, Scope.of_tenant(HESTIA))).values())


async def test_without_saying_for_whom_a_tenant_sees_nothing(town: Town) -> None:
    await furnish(town)
    await a_person_in_recovery(town.work)
    assert await seen_by(town, Scope("tenant")) == dict.fromkeys(OF_A_PROVIDER, 0)


async def test_no_provider_reads_what_is_the_primes_alone(town: Town) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        await count(town.work, "intake", Scope.of_tenant(HESTIA))


async def test_vi_3_a_provider_finds_the_sealed_addresses_of_its_own_houses_and_changes_none(
    town: Town, ring: KeyRing
) -> None:
    house = PremisesId(town.beds["A"].premises_id)
    async with town.work() as uow:
        await uow.addresses.keep(house, seal_address("1 Invented Row", house, ring))
    assert await count(town.work, "premises_address", Scope.of_tenant(HESTIA)) == 1
    assert await count(town.work, "premises_address", Scope.of_tenant(MEDAILLE)) == 0
    assert await count(town.work, "premises_address", Scope("tenant")) == 0
    for scope in (Scope.of_tenant(HESTIA), Scope("staff")):
        with pytest.raises(ProgrammingError, match="permission denied"):
            async with town.work(scope) as uow:
                await uow.session.execute(text("UPDATE premises_address SET key_version = 2"))


async def test_a_provider_finds_keys_of_whom_it_supports_and_of_nobody_else(
    town: Town, ring: KeyRing
) -> None:
    supported, waiting = await furnish(town), await a_person_in_recovery(town.work)
    async with town.work() as uow:
        for person in (supported, waiting):
            case = await uow.cases.get(person)
            await DataKeys(uow.session, tables.plumbing.data_key, ring).make(case.referral_id, at=noon("10"))
    found = [await count(town.work, "data_key", Scope.of_tenant(who)) for who in (HESTIA, MEDAILLE, "")]
    assert found == [1, 0, 0]


async def test_every_provider_sees_who_waits_for_a_place_and_nobody_supports(town: Town) -> None:
    await a_person_in_recovery(town.work)
    for provider in (HESTIA, MEDAILLE):
        assert await count(town.work, "support_case", Scope.of_tenant(provider)) == 1


async def test_a_provider_cannot_write_in_anothers_name(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    row = {
        "id": uuid4(),
        "support_case_id": person,
        "provider_id": HESTIA,
        "is_emergency": False,
        "made_at": noon("10"),
        "expires_at": noon("11"),
        "state": OfferState.OPEN,
        "version": 1,
    }
    with pytest.raises(DBAPIError, match="row-level security"):
        async with town.work(Scope.of_tenant(MEDAILLE)) as uow:
            await uow.session.execute(tables.offer.insert().values(row))


async def test_scopes_take_turns_on_few_connections_without_leaking(
    town: Town, care_urls: DatabaseUrls
) -> None:
    await furnish(town)
    database = Database(care_urls.app, service="care", connections=1)
    few: Works = database.work(UnitOfWork)
    scopes = [Scope.of_tenant(HESTIA), Scope.of_tenant(MEDAILLE), Scope("tenant"), Scope("staff")] * 50
    seen = await asyncio.gather(*(count(few, "placement", scope) for scope in scopes))
    await database.close()
    assert seen == [1, 0, 0, 1] * 50


def test_vi_3_an_address_opens_only_for_its_own_house_and_with_its_own_ring(tmp_path: Path) -> None:
    ring, other = KeyRing.create(tmp_path / "addresses"), KeyRing.create(tmp_path / "other")
    house = PremisesId(UUID(int=1))
    sealed = seal_address("1 Invented Lane", house, ring)
    assert open_address(sealed, house, ring) == "1 Invented Lane"
    for wrong_house, wrong_ring in ((PremisesId(UUID(int=2)), ring), (house, other)):
        with pytest.raises(CannotOpen):
            open_address(sealed, wrong_house, wrong_ring)


def test_an_offer_lasts_no_longer_than_a_day() -> None:
    assert RULES.offer_due(noon("10"), is_emergency=False).expires_at - noon("10") == timedelta(days=1)
