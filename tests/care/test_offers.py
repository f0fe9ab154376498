"""Offers on a real database: what changes, what is announced, what is refused."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.care.bookings import (
    BOTH,
    a_booking,
    arrive,
    offer,
    open_tasks,
    said,
    state_of,
    supported_by,
    wanted,
)
from tests.care.scenes import HESTIA, HESTIA_WORKER, MEDAILLE_WORKER, PRIME, RULES, a_referral, day, noon
from tests.care.town import Town, a_person_in_recovery, hear

from care.commands import contact, offers
from care.commands.offers import Declined, Wanted
from care.domain.placement import PlacementState
from care.domain.refusals import Refused
from care.domain.support import Assessment
from care.domain.support_clocks import ALLOCATION, ClockState
from care.domain.tasks import TaskKind
from care.queries.history import moves_of
from care.storage import Missing
from contracts.ids import SupportCaseId
from plumbing.database import Scope


async def test_an_offer_holds_the_bed_and_is_announced(town: Town) -> None:
    what = await offer(town, wanted(await a_person_in_recovery(town.work), town))
    assert await state_of(town, what) is PlacementState.OFFERED
    assert (await said(town.work))[-1] == "placement_offered"
    with pytest.raises(Refused, match="bed_conflict"):
        await offer(town, wanted(await a_person_in_recovery(town.work), town))


async def test_an_offer_becomes_provisional_when_both_have_accepted(town: Town) -> None:
    what = await offer(town, wanted(await a_person_in_recovery(town.work), town))
    for side in BOTH:
        async with town.work() as uow:
            await offers.accept_offer(uow, what.offer_id, side, actor=PRIME, at=noon("10"))
    assert await state_of(town, what) is PlacementState.PROVISIONAL
    assert (await said(town.work))[-1] == "placement_provisional"


async def test_a_provider_that_accepts_supports_the_person(town: Town) -> None:
    what = await offer(town, wanted(await a_person_in_recovery(town.work), town))
    assert await supported_by(town, what) is None
    assert await clock_of_allocation(town, what) == ("running", None)
    async with town.work(Scope.of_tenant(HESTIA)) as uow:
        await offers.accept_offer(uow, what.offer_id, "provider", actor=HESTIA_WORKER, at=noon("10"))
    assert await supported_by(town, what) == HESTIA
    assert await clock_of_allocation(town, what) == ("ended", noon("10")), "at once, without a sweep"


async def clock_of_allocation(town: Town, what: Wanted) -> tuple[ClockState, datetime | None]:
    async with town.work() as uow:
        clocks = await uow.lives.clocks(what.support_case_id)
    [found] = [each for each in clocks if each.rule == ALLOCATION]
    return found.state, found.ended_at


async def test_ac_3_a_refused_offer_frees_the_bed_and_ends_no_support(town: Town) -> None:
    what = await offer(town, wanted(await a_person_in_recovery(town.work), town))
    declined = Declined("person", "too_far").check(RULES, noon("10"))
    async with town.work() as uow:
        await offers.decline_offer(uow, what.offer_id, declined, actor=PRIME, rules=RULES, at=noon("10"))
    assert (await said(town.work))[-1] == "placement_declined"
    await offer(town, wanted(what.support_case_id, town))


@pytest.mark.parametrize("reason", ["because", "needs_too_complex"])
def test_ac_10_a_refusal_has_a_reason_of_its_own_side(reason: str) -> None:
    with pytest.raises(Refused, match="unknown_reason"):
        Declined("person", reason).check(RULES, noon("10"))


async def test_a_support_worker_places_a_waiting_person_in_their_own_house(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    what = wanted(person, town, accepted_by=BOTH)
    await offer(town, what, actor=HESTIA_WORKER, scope=Scope.of_tenant(HESTIA))
    assert await state_of(town, what) is PlacementState.PROVISIONAL
    assert await supported_by(town, what) == HESTIA


async def test_pl_13_a_worker_cannot_place_in_anothers_house(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    with pytest.raises(Missing):
        await offer(town, wanted(person, town, "M"), actor=HESTIA_WORKER, scope=Scope.of_tenant(HESTIA))
    with pytest.raises(Refused, match="forbidden"):
        await offer(town, wanted(person, town, "M"), actor=HESTIA_WORKER)


async def test_a_person_supported_by_one_provider_is_not_there_for_another(town: Town) -> None:
    what = await a_booking(town)
    theirs = wanted(what.support_case_id, town, "M", arrival_on=day("20"), departure_on=day("21"))
    with pytest.raises(Missing):
        await offer(town, theirs, actor=MEDAILLE_WORKER, scope=Scope.of_tenant("MED"))


async def sees(town: Town, provider: str, person: SupportCaseId) -> bool:
    async with town.work(Scope.of_tenant(provider)) as uow:
        return await uow.cases.find_locked(person) is not None


async def test_while_a_bed_is_held_for_a_person_no_other_provider_sees_them(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    assert await sees(town, "HEST", person)
    assert await sees(town, "MED", person)
    what = await offer(town, wanted(person, town))
    assert await sees(town, "HEST", person)
    assert not await sees(town, "MED", person)
    async with town.work() as uow:
        await offers.sweep_offers(uow, at=noon("11"))
    assert await sees(town, "MED", person)
    assert await state_of(town, what) is PlacementState.EXPIRED


async def test_a_person_who_moves_is_then_supported_where_they_live(town: Town) -> None:
    first = await a_booking(town, "10", "14")
    await arrive(town, first, "10", at="10")
    move = wanted(first.support_case_id, town, "M", arrival_on=day("14"), departure_on=day("20"))
    await offer(town, replace(move, accepted_by=BOTH))
    assert await supported_by(town, move) == HESTIA
    assert await sees(town, "MED", move.support_case_id)
    await arrive(town, move, "14", at="14")
    assert await supported_by(town, move) == "MED"
    assert not await sees(town, "HEST", move.support_case_id)


async def test_pl_22_an_offer_nobody_answers_ends_and_frees_the_bed(town: Town) -> None:
    what = await offer(town, wanted(await a_person_in_recovery(town.work), town))
    for at, expired in ((noon("11") - timedelta(seconds=1), 0), (noon("11"), 1), (noon("11"), 0)):
        async with town.work() as uow:
            assert await offers.sweep_offers(uow, at=at) == expired
    assert await state_of(town, what) is PlacementState.EXPIRED
    await offer(town, wanted(await a_person_in_recovery(town.work), town))


async def test_el_3_an_emergency_bed_before_the_decision_must_be_answered_in_two_hours(town: Town) -> None:
    person = await hear(town.work, a_referral())
    async with town.work() as uow:
        await contact.record_contact(uow, person, actor=PRIME, at=noon("4"))
        (await uow.cases.locked(person)).assess(Assessment(is_emergency=True), at=noon("4"))
    what = await offer(town, wanted(person, town), at=noon("4"))
    async with town.work() as uow:
        made = await uow.offers.get(what.offer_id)
    assert (made.is_emergency, made.expires_at) == (True, noon("4") + timedelta(hours=2))


async def test_el_2_nobody_is_placed_before_contact_or_decision(town: Town) -> None:
    with pytest.raises(Refused, match="not_eligible"):
        await offer(town, wanted(await hear(town.work, a_referral()), town))


async def decline_for_the_house(town: Town, what: Wanted) -> None:
    declined = Declined("provider", "needs_too_complex").check(RULES, noon("10"))
    async with town.work() as uow:
        await offers.decline_offer(uow, what.offer_id, declined, actor=PRIME, rules=RULES, at=noon("10"))


async def test_ac_10_the_third_house_that_declines_raises_it_to_the_network_manager(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    for declines in range(3):
        assert len(await open_tasks(town)) == 0, declines
        what = await offer(town, wanted(person, town))
        await decline_for_the_house(town, what)
    assert await open_tasks(town) == [(TaskKind.NETWORK_MANAGER, what.placement_id)]


async def test_ac_2_what_moving_away_may_cost_is_explained_before_the_person_agrees(town: Town) -> None:
    person = await a_person_in_recovery(town.work, region="wales")
    with pytest.raises(Refused, match="not_explained"):
        await offer(town, wanted(person, town, accepted_by=BOTH))
    what = await offer(town, wanted(person, town))
    async with town.work() as uow:
        await offers.accept_offer(
            uow, what.offer_id, "person", actor=PRIME, at=noon("10"), is_local_connection_explained=True
        )
    async with town.work() as uow:
        assert (await uow.offers.get(what.offer_id)).is_local_connection_explained


async def test_ri_10_moves_are_counted_without_the_first_house(town: Town) -> None:
    first = await a_booking(town, "10", "14")
    move = wanted(first.support_case_id, town, "M", arrival_on=day("14"), departure_on=day("20"))
    await offer(town, replace(move, accepted_by=BOTH))
    for what, on, moves in ((first, "10", 0), (move, "14", 1)):
        await arrive(town, what, on, at=on)
        async with town.work() as uow:
            assert await moves_of(uow, first.support_case_id) == moves
