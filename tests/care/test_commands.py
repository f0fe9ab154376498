"""Offers and stays on a real database: what changes, what is announced, what is refused."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from tests.care.scenes import (
    HESTIA,
    HESTIA_WORKER,
    MEDAILLE_WORKER,
    PRIME,
    RULES,
    Works,
    a_referral,
    day,
    noon,
)
from tests.care.town import Town, a_person_in_recovery, hear

from care.commands import contact, offers, stays
from care.commands.offers import Declined, Wanted
from care.commands.stays import Arrival, Departure
from care.domain.people import Actor
from care.domain.placement import PlacementState
from care.domain.refusals import Code, Refused
from care.domain.support import Assessment, SupportState
from care.storage import Missing
from care.storage.tables import plumbing
from contracts.care import DeclineSide
from contracts.ids import OfferId, PlacementId, SupportCaseId
from plumbing.database import STAFF, Scope

BOTH: frozenset[DeclineSide] = frozenset({"person", "provider"})
MONDAY_10 = noon("10")
LEFT = Departure(departure_on=day("12"), reason="left_by_choice", destination="family_or_friends")


def wanted(case: SupportCaseId, town: Town, bed: str = "A", **changes: Any) -> Wanted:
    usual = Wanted(
        offer_id=OfferId(uuid4()),
        placement_id=PlacementId(uuid4()),
        support_case_id=case,
        bedspace_id=town.bed(bed),
        arrival_on=day("10"),
        departure_on=day("14"),
    )
    return replace(usual, **changes)


async def offer(
    town: Town, what: Wanted, *, actor: Actor = PRIME, scope: Scope = STAFF, at: datetime = MONDAY_10
) -> Wanted:
    async with town.work(scope) as uow:
        await offers.make_offer(uow, what, actor=actor, rules=RULES, at=at)
    return what


async def a_booking(town: Town, arrival: str = "10", departure: str = "14") -> Wanted:
    """Provisional: person and provider have both said yes."""
    person = await a_person_in_recovery(town.work)
    what = wanted(person, town, accepted_by=BOTH)
    return await offer(town, replace(what, arrival_on=day(arrival), departure_on=day(departure)))


async def state_of(town: Town, what: Wanted) -> PlacementState:
    async with town.work() as uow:
        return (await uow.placements.get(what.placement_id)).state


async def said(work: Works) -> list[str]:
    """The facts announced so far, without service and version."""
    async with work() as uow:
        types = await uow.session.scalars(select(plumbing.outbox.c.type).order_by(plumbing.outbox.c.position))
        return [name.split(".")[2] for name in types]


async def supported_by(town: Town, what: Wanted) -> str | None:
    async with town.work() as uow:
        return (await uow.cases.locked(what.support_case_id)).provider_id


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
    async with town.work(Scope.of_tenant(HESTIA)) as uow:
        await offers.accept_offer(uow, what.offer_id, "provider", actor=HESTIA_WORKER, at=noon("10"))
    assert await supported_by(town, what) == HESTIA


async def test_ac_3_a_refused_offer_frees_the_bed_and_ends_no_support(town: Town) -> None:
    what = await offer(town, wanted(await a_person_in_recovery(town.work), town))
    declined = Declined("person", "too_far").check(RULES, noon("10"))
    async with town.work() as uow:
        await offers.decline_offer(uow, what.offer_id, declined, actor=PRIME, at=noon("10"))
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


async def test_an_answer_from_the_person_ends_the_contact_clock(town: Town) -> None:
    what = await offer(town, wanted(await a_person_in_recovery(town.work), town))
    async with town.work(Scope.of_tenant(HESTIA)) as uow:
        await offers.accept_offer(uow, what.offer_id, "person", actor=HESTIA_WORKER, at=noon("10"))
    assert (await said(town.work))[-1] == "contact_made"
    async with town.work() as uow:
        assert await contact.sweep_contacts(uow, at=noon("20")) == 0


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
        await contact.record_assessment(uow, person, Assessment(is_emergency=True), actor=PRIME, at=noon("4"))
    what = await offer(town, wanted(person, town), at=noon("4"))
    async with town.work() as uow:
        made = await uow.offers.get(what.offer_id)
    assert (made.is_emergency, made.expires_at) == (True, noon("4") + timedelta(hours=2))


async def test_el_2_nobody_is_placed_before_contact_or_decision(town: Town) -> None:
    with pytest.raises(Refused, match="not_eligible"):
        await offer(town, wanted(await hear(town.work, a_referral()), town))


async def test_pl_14_a_booking_is_confirmed_once(town: Town) -> None:
    what = await a_booking(town)
    async with town.work() as uow:
        await stays.confirm(uow, what.placement_id, actor=PRIME, at=noon("10"))
    assert (await said(town.work))[-1] == "placement_confirmed"
    with pytest.raises(Refused, match="already_confirmed"):
        async with town.work() as uow:
            await stays.confirm(uow, what.placement_id, actor=PRIME, at=noon("10"))


async def arrive(town: Town, what: Wanted, on: str, *, at: str, leaves: str | None = None) -> None:
    arrival = Arrival(arrival_on=day(on), departure_on=day(leaves) if leaves else None)
    async with town.work() as uow:
        await stays.arrive(uow, what.placement_id, arrival, actor=PRIME, rules=RULES, at=noon(at))


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
    with pytest.raises(Refused, match="wrong_state"):
        await arrive(town, first, "10", at="10")


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


async def test_lc_1_the_sweep_says_once_who_was_not_reached(town: Town) -> None:
    person = await hear(town.work, a_referral(submitted_at=noon("3")))
    for at, missed in ((noon("5") - timedelta(seconds=1), 0), (noon("5"), 1), (noon("6"), 0)):
        async with town.work() as uow:
            assert await contact.sweep_contacts(uow, at=at) == missed
    assert (await said(town.work)).count("contact_failed") == 1
    async with town.work() as uow:
        assert (await uow.cases.locked(person)).state is SupportState.UNREACHED


async def test_lc_1_contact_before_48_hours_leaves_the_sweep_nothing_to_say(town: Town) -> None:
    person = await hear(town.work, a_referral(submitted_at=noon("3")))
    async with town.work() as uow:
        await contact.record_contact(uow, person, actor=PRIME, at=noon("4"))
    async with town.work() as uow:
        assert await contact.sweep_contacts(uow, at=noon("9")) == 0
