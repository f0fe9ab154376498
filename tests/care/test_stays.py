"""Stays on a real database, from booking to departure: what changes, what is announced, what is refused."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from tests.care.bookings import (
    BOTH,
    a_booking,
    arrive,
    case_queue_of,
    changes_of,
    offer,
    said,
    state_of,
    supported_by,
    wanted,
)
from tests.care.scenes import HESTIA_WORKER, PRIME, RULES, day, noon
from tests.care.town import Town

from care.commands import stays
from care.commands.offers import Wanted
from care.commands.stays import Departure
from care.domain.placement import PlacementState
from care.domain.refusals import Code, Refused
from care.storage.tables import plumbing

LEFT = Departure(departure_on=day("12"), reason="left_by_choice", destination="family_or_friends")


async def test_pl_14_a_booking_is_confirmed_once(town: Town) -> None:
    what = await a_booking(town)
    async with town.work() as uow:
        await stays.confirm(uow, what.placement_id, actor=PRIME, at=noon("10"))
    assert (await said(town.work))[-1] == "placement_confirmed"
    with pytest.raises(Refused, match="already_confirmed"):
        async with town.work() as uow:
            await stays.confirm(uow, what.placement_id, actor=PRIME, at=noon("10"))


@pytest.mark.parametrize(
    ("on", "at", "code"),
    [
        pytest.param("10", "10", None, id="today"),
        pytest.param("11", "10", Code.ARRIVAL_IN_FUTURE, id="tomorrow"),
        pytest.param("10", "24", None, id="14 days ago"),
        pytest.param("10", "25", Code.ARRIVAL_TOO_OLD, id="15 days ago"),
        pytest.param("15", "15", Code.DEPARTURE_BEFORE_ARRIVAL, id="after the planned departure"),
    ],
)
async def test_pl_15_arrival_is_recorded_in_time(town: Town, on: str, at: str, code: Code | None) -> None:
    what = await a_booking(town)
    if code is None:
        await arrive(town, what, on, at=at)
        assert (await said(town.work))[-1] == "placement_arrived"
    else:
        with pytest.raises(Refused) as refused:
            await arrive(town, what, on, at=at)
        assert refused.value.code is code


async def test_pl_15_arrival_runs_the_checks_for_the_days_as_they_turned_out(town: Town) -> None:
    first = await a_booking(town)
    await a_booking(town, "20", "21")
    await arrive(town, first, "10", at="10", leaves="17")
    async with town.work() as uow:
        stay = await uow.placements.get(first.placement_id)
        assert (stay.departure_on, stay.occupied_until) == (day("17"), day("19"))


async def test_pl_15_a_second_arrival_amends_the_first(town: Town) -> None:
    what = await a_booking(town)
    await arrive(town, what, "10", at="11")
    await arrive(town, what, "11", at="11")
    assert (await said(town.work))[-2:] == ["placement_arrived", "placement_arrival_amended"]
    assert [change.arrival_after for change in await changes_of(town, what)] == [day("10"), day("11")]
    assert await state_of(town, what) is PlacementState.IN_RESIDENCE


async def test_pl_6_nobody_is_recorded_as_leaving_after_they_are_due_in_the_next_house(town: Town) -> None:
    first = await a_booking(town)
    move = wanted(first.support_case_id, town, "M", arrival_on=day("14"), departure_on=day("20"))
    await offer(town, replace(move, accepted_by=BOTH))
    await arrive(town, first, "10", at="10")
    with pytest.raises(Refused, match="person_already_placed"):
        await depart(town, first, replace(LEFT, departure_on=day("15")))


async def test_pl_6_nobody_is_recorded_as_arriving_for_days_they_have_in_the_next_house(town: Town) -> None:
    first = await a_booking(town)
    move = wanted(first.support_case_id, town, "M", arrival_on=day("14"), departure_on=day("20"))
    await offer(town, replace(move, accepted_by=BOTH))
    with pytest.raises(Refused, match="person_already_placed"):
        await arrive(town, first, "10", at="10", leaves="15")
    assert await state_of(town, first) is PlacementState.PROVISIONAL


async def test_pl_16_a_second_departure_amends_the_first(town: Town) -> None:
    what = await a_booking(town)
    await arrive(town, what, "10", at="10")
    await depart(town, what)
    await depart(town, what, replace(LEFT, departure_on=day("11"), reason="planned_move_on"))
    assert (await said(town.work))[-2:] == ["placement_departed", "placement_departure_amended"]
    assert [change.departure_after for change in (await changes_of(town, what))[1:]] == [day("12"), day("11")]


async def test_pl_19_a_second_cancellation_amends_the_reason(town: Town) -> None:
    what = await a_booking(town)
    for reason in ("booked_in_error", "risk_found"):
        async with town.work() as uow:
            await stays.cancel(uow, what.placement_id, reason, actor=PRIME, rules=RULES, at=noon("10"))
    assert [change.reason for change in await changes_of(town, what)] == ["booked_in_error", "risk_found"]
    assert await case_queue_of(town, what) == "ready_to_place"


async def test_pl_15_a_longer_stay_than_the_bed_has_is_refused(town: Town) -> None:
    first = await a_booking(town)
    second = await a_booking(town, "20", "21")
    with pytest.raises(Refused, match="bed_conflict") as refused:
        await arrive(town, first, "10", at="10", leaves="18")
    assert refused.value.conflicting == second.placement_id


async def depart(town: Town, what: Wanted, departure: Departure = LEFT) -> None:
    async with town.work() as uow:
        await stays.depart(uow, what.placement_id, departure, actor=PRIME, rules=RULES, at=noon("12"))


async def test_pl_16_leaving_frees_the_bed_after_turnaround(town: Town) -> None:
    what = await a_booking(town)
    await arrive(town, what, "10", at="10")
    await depart(town, what)
    assert (await said(town.work))[-1] == "placement_departed"
    await a_booking(town, "15", "17")


@pytest.mark.parametrize(
    ("departure", "code"),
    [
        pytest.param(replace(LEFT, reason="tired"), Code.UNKNOWN_REASON, id="a reason not on the list"),
        pytest.param(
            replace(LEFT, destination="moon"), Code.UNKNOWN_DESTINATION, id="a place not on the list"
        ),
        pytest.param(
            replace(LEFT, departure_on=day("9")), Code.DEPARTURE_BEFORE_ARRIVAL, id="before they came"
        ),
    ],
)
async def test_pl_16_a_departure_is_refused_for(town: Town, departure: Departure, code: Code) -> None:
    what = await a_booking(town)
    await arrive(town, what, "10", at="10")
    with pytest.raises(Refused) as refused:
        await depart(town, what, departure)
    assert refused.value.code is code


async def test_pl_19_a_cancelled_person_is_ready_to_be_placed_again(town: Town) -> None:
    what = await a_booking(town)
    async with town.work() as uow:
        await stays.cancel(
            uow, what.placement_id, "person_changed_mind", actor=PRIME, rules=RULES, at=noon("10")
        )
    assert await supported_by(town, what) is None
    await offer(town, wanted(what.support_case_id, town))


@pytest.mark.parametrize(
    ("has_arrived", "reason", "code"),
    [
        pytest.param(False, "tired", Code.UNKNOWN_REASON, id="a reason not on the list"),
        pytest.param(True, "booked_in_error", Code.ALREADY_ARRIVED, id="after arrival"),
    ],
)
async def test_pl_19_a_cancellation_is_refused_for(
    town: Town, has_arrived: bool, reason: str, code: Code
) -> None:
    what = await a_booking(town)
    if has_arrived:
        await arrive(town, what, "10", at="10")
    with pytest.raises(Refused) as refused:
        async with town.work() as uow:
            await stays.cancel(uow, what.placement_id, reason, actor=PRIME, rules=RULES, at=noon("10"))
    assert refused.value.code is code


async def confirm_in_a_power_cut(town: Town, what: Wanted) -> None:
    async with town.work() as uow:
        await stays.confirm(uow, what.placement_id, actor=PRIME, at=noon("10"))
        raise RuntimeError("power cut")


async def test_s6_state_event_and_audit_entry_stand_or_fall_together(town: Town) -> None:
    what = await a_booking(town)
    before = await said(town.work)
    with pytest.raises(RuntimeError, match="power cut"):
        await confirm_in_a_power_cut(town, what)
    assert await state_of(town, what) is PlacementState.PROVISIONAL
    assert await said(town.work) == before


async def test_s43_each_act_leaves_one_entry_in_the_audit(town: Town) -> None:
    what = await a_booking(town)
    async with town.work() as uow:
        await stays.confirm(uow, what.placement_id, actor=HESTIA_WORKER, at=noon("10"))
    async with town.work() as uow:
        rows = (await uow.session.execute(select(plumbing.audit).order_by(plumbing.audit.c.position))).all()
        assert await uow.audit.first_broken() is None
    assert [(row.action, row.actor) for row in rows] == [
        ("offer_made", PRIME.user),
        ("placement_confirmed", HESTIA_WORKER.user),
    ]
