"""A bed carries the hours in which it receives people; search, offers and bookings keep to them (AC-9)."""

from dataclasses import replace
from datetime import UTC, datetime, time
from uuid import uuid4

import pytest
from tests.care.bookings import offer, wanted
from tests.care.scenes import (
    PRIME,
    RULES,
    a_bed,
    a_guest,
    a_house,
    an_attempt,
    code_of,
    day,
    noon,
    some_premises,
)
from tests.care.town import Town, a_person_in_recovery

from care.commands import admission
from care.domain.admission import ANY_HOUR, Hours, hours_of_arrival
from care.domain.beds import Bedspace
from care.domain.booking import House
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.search import Search, Searcher, find_beds
from care.queries.stays import stay
from contracts.ids import BedspaceId, ProviderId

DAY_STAFF = (time(8), time(22))
NIGHT_STAFF = (time(20), time(6))


def at(hour: int, minute: int = 0) -> Hours:
    return Hours(time(hour, minute), time(hour, minute))


def a_bed_with(hours: tuple[time, time] | None, **premises: object) -> tuple[House, Bedspace]:
    home = some_premises(**premises)
    first, last = hours or (None, None)
    bed = a_bed(home, admits_from=first, admits_until=last)
    return House(premises=home, bedspaces=[bed]), bed


@pytest.mark.parametrize(
    ("hours", "arriving", "is_received"),
    [
        (DAY_STAFF, at(7, 59), False),
        (DAY_STAFF, at(8), True),
        (DAY_STAFF, at(22), True),
        (DAY_STAFF, at(22, 1), False),
        (DAY_STAFF, ANY_HOUR, True),
        (DAY_STAFF, Hours(time(22), time.max), True),
        (DAY_STAFF, Hours(time(22, 1), time.max), False),
        (NIGHT_STAFF, at(6), True),
        (NIGHT_STAFF, at(6, 1), False),
        (NIGHT_STAFF, at(19, 59), False),
        (NIGHT_STAFF, at(20), True),
        (NIGHT_STAFF, Hours(time(12), time.max), True),
        (None, at(3), True),
    ],
)
def test_ac_9_search_and_booking_agree_about_who_can_be_received_when(
    hours: tuple[time, time] | None, arriving: Hours, is_received: bool
) -> None:
    house, bed = a_bed_with(hours)
    refused = code_of(an_attempt(house, bed, arriving=arriving))
    search = Search(starts_on=day("10"), days=5, regions=frozenset({"london"}), arriving=arriving)
    searcher = Searcher(actor=PRIME, guest=a_guest(), persons_placements=())
    found = list(find_beds(search, searcher, [house], RULES.working_days))
    assert refused == (None if is_received else Code.OUTSIDE_ADMISSION_HOURS)
    assert bool(found) is is_received


@pytest.mark.parametrize("where", ["premises", "bed"])
def test_ac_9_night_admission_receives_at_every_hour(where: str) -> None:
    house, bed = a_bed_with(DAY_STAFF)
    features = house.premises.features if where == "premises" else bed.features
    features.append("night-admission")
    assert code_of(an_attempt(house, bed, arriving=at(3))) is None


def test_ac_9_without_an_hour_today_begins_now_in_london_and_another_day_is_whole() -> None:
    summer = datetime(2025, 7, 1, 21, 30, tzinfo=UTC)
    assert hours_of_arrival(day("2025-07-01"), None, at=summer) == Hours(time(22, 30), time.max)
    assert hours_of_arrival(day("2025-07-02"), None, at=summer) == ANY_HOUR
    assert hours_of_arrival(day("2025-07-01"), time(9), at=summer) == at(9)


def test_ac_9_another_reason_against_a_bed_comes_first() -> None:
    house, bed = a_house()
    bed.admits_from, bed.admits_until = DAY_STAFF
    attempt = an_attempt(house, bed, arriving=at(3), guest=a_guest(is_adult=False))
    assert code_of(attempt) == Code.NOT_ADULT


async def _set_hours(town: Town, bed: BedspaceId, hours: tuple[time, time] | None, actor: Actor) -> None:
    async with town.work() as uow:
        await admission.set_hours(uow, bed, hours, actor=actor, at=noon("3"))


async def test_ac_9_an_offer_for_tonight_keeps_to_the_hours_of_the_bed_and_the_hour_is_kept(
    town: Town,
) -> None:
    person = await a_person_in_recovery(town.work)
    await _set_hours(town, town.bed("A"), DAY_STAFF, PRIME)
    late = datetime(2025, 3, 10, 23, tzinfo=UTC)
    for tonight in (wanted(person, town), wanted(person, town, arrival_hour=time(23, 30))):
        with pytest.raises(Refused) as refused:
            await offer(town, tonight, at=late)
        assert refused.value.code is Code.OUTSIDE_ADMISSION_HOURS
    made = await offer(town, replace(wanted(person, town), arrival_hour=time(21)), at=noon("10"))
    async with town.work() as uow:
        assert (await stay(uow, made.placement_id)).arrival_hour == time(21)


async def test_ac_9_only_the_houses_own_provider_and_the_prime_set_its_hours(town: Town) -> None:
    stranger = Actor(ProviderId("NOBODY"), user=str(uuid4()))
    with pytest.raises(Refused) as refused:
        await _set_hours(town, town.bed("A"), DAY_STAFF, stranger)
    assert refused.value.code is Code.FORBIDDEN
