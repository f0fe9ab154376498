"""Stays that change while they last, on a real database: longer, shorter, too long, never begun."""

from datetime import timedelta

import pytest
from tests.care.bookings import a_booking, arrive, case_queue_of, changes_of, open_tasks, said, state_of
from tests.care.scenes import HESTIA_WORKER, MEDAILLE_WORKER, PRIME, RULES, day, noon
from tests.care.town import Town

from care.commands import changing, not_coming
from care.commands.changing import Overstay
from care.commands.offers import Wanted
from care.domain.changes import Days
from care.domain.people import Actor
from care.domain.placement import PlacementState
from care.domain.refusals import Code, Refused
from care.domain.tasks import TaskKind


async def extend(town: Town, what: Wanted, until: str, *, actor: Actor = PRIME) -> None:
    async with town.work() as uow:
        await changing.extend(uow, what.placement_id, day(until), actor=actor, rules=RULES, at=noon("10"))


async def test_pl_17_extension_keeps_previous_and_new_date(town: Town) -> None:
    what = await a_booking(town)
    await extend(town, what, "17")
    await extend(town, what, "12")
    longer, shorter = await changes_of(town, what)
    assert (longer.kind, longer.before.departure_on, longer.after.departure_on) == (
        "extended",
        day("14"),
        day("17"),
    )
    assert (shorter.kind, shorter.before.departure_on, shorter.after.departure_on) == (
        "shortened",
        day("17"),
        day("12"),
    )
    assert (await said(town.work))[-2:] == ["placement_extended", "placement_extended"]
    await a_booking(town, "15", "16")


async def set_end_of_support(town: Town, what: Wanted, until: str) -> None:
    async with town.work() as uow:
        (await uow.cases.locked(what.support_case_id)).support_end_on = day(until)


@pytest.mark.parametrize(
    ("until", "code"),
    [
        pytest.param("9", Code.DEPARTURE_BEFORE_ARRIVAL, id="before arrival"),
        pytest.param("31", Code.BEYOND_SUPPORT_END, id="PL-10 after support ends"),
        pytest.param("18", Code.BED_CONFLICT, id="PL-4 into the next person's stay"),
    ],
)
async def test_pl_17_an_extension_is_refused(town: Town, until: str, code: Code) -> None:
    what = await a_booking(town)
    following = await a_booking(town, "20", "21")
    await set_end_of_support(town, what, "30")
    with pytest.raises(Refused) as refused:
        await extend(town, what, until)
    assert refused.value.code is code
    assert refused.value.conflicting in (None, following.placement_id)
    with pytest.raises(Refused, match="forbidden"):
        await extend(town, what, "15", actor=MEDAILLE_WORKER)


async def overstay(town: Town, what: Wanted, until: str, *, reason: str = "") -> Code | None:
    over = Overstay(departure_on=day(until), is_authorised=not reason, reason=reason)
    async with town.work() as uow:
        refused = await changing.overstay(
            uow, what.placement_id, over, actor=HESTIA_WORKER, rules=RULES, at=noon("15")
        )
    return refused.code if refused else None


async def test_pl_18_an_overstay_may_outlast_support_but_not_the_next_stay(town: Town) -> None:
    what = await a_booking(town)
    following = await a_booking(town, "20", "21")
    await arrive(town, what, "10", at="10")
    await set_end_of_support(town, what, "14")
    assert await overstay(town, what, "17", reason="nowhere to go") is None
    assert (await changes_of(town, what))[-1].is_authorised is False
    assert await overstay(town, what, "18") is Code.BED_CONFLICT
    assert (await said(town.work))[-2:] == ["placement_overstayed", "placement_next_at_risk"]
    assert await open_tasks(town) == [(TaskKind.NEXT_AT_RISK, following.placement_id)]


async def test_pl_18_an_overstay_nobody_authorised_has_a_reason(town: Town) -> None:
    what = await a_booking(town)
    await arrive(town, what, "10", at="10")
    with pytest.raises(Refused, match="reason_required"):
        await overstay(town, what, "15", reason=" ")


async def prepare(town: Town, what: Wanted, days: int) -> None:
    async with town.work() as uow:
        await changing.set_turnaround(uow, what.placement_id, days, actor=PRIME, rules=RULES, at=noon("10"))


async def test_pl_21_the_newest_turnaround_counts_and_the_earlier_are_kept(town: Town) -> None:
    what = await a_booking(town)
    for days in (5, 0):
        await prepare(town, what, days)
    await a_booking(town, "15", "17")
    assert [(change.before.turnaround_days, change.after) for change in await changes_of(town, what)] == [
        (2, Days(day("10"), day("14"), 5)),
        (5, Days(day("10"), day("14"), 0)),
    ]
    with pytest.raises(Refused, match="invalid_turnaround"):
        await prepare(town, what, -1)
    with pytest.raises(Refused, match="bed_conflict"):
        await prepare(town, what, 1)


async def no_show(town: Town, what: Wanted, at: str) -> None:
    async with town.work() as uow:
        await not_coming.no_show(uow, what.placement_id, actor=PRIME, rules=RULES, at=noon(at))


async def test_pl_20_whoever_does_not_come_frees_the_bed_at_once_and_is_looked_for(town: Town) -> None:
    what = await a_booking(town)
    with pytest.raises(Refused, match="wrong_state"):
        await no_show(town, what, "9")
    await no_show(town, what, "10")
    assert await state_of(town, what) is PlacementState.NO_SHOW
    assert (await said(town.work))[-1] == "placement_no_show"
    assert await open_tasks(town) == [(TaskKind.MISSING_CHECK, what.placement_id)]
    assert await case_queue_of(town, what) == "ready_to_place"
    await a_booking(town, "10", "12")


async def test_pl_20_a_day_after_the_day_of_arrival_somebody_is_told(town: Town) -> None:
    what = await a_booking(town)
    midnight = noon("12") - timedelta(hours=12)
    for at, told in ((midnight - timedelta(seconds=1), 0), (midnight, 1), (midnight, 0)):
        async with town.work() as uow:
            assert await not_coming.sweep_not_arrived(uow, rules=RULES, at=at) == told
    assert await state_of(town, what) is PlacementState.PROVISIONAL
    await arrive(town, what, "12", at="12", leaves="14")
    assert await open_tasks(town) == []
