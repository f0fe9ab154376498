"""Section 9: a place of safety is a few working days in a safe house before any referral."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from tests.care.bookings import said
from tests.care.scenes import (
    HESTIA_WORKER,
    MEDAILLE_WORKER,
    PRIME,
    RULES,
    a_decision,
    a_guest,
    a_house,
    a_referral,
    an_attempt,
    day,
    noon,
)
from tests.care.town import Town, hear

from care.commands import hearing, safety_stays
from care.commands.lives import By
from care.domain.booking import BOOKING, refusal
from care.domain.people import Actor, Gender, PersonId, Preference
from care.domain.placement import Placement, PlacementState
from care.domain.refusals import Code, Refused
from care.domain.retention import Kept
from care.domain.rulebook import Mark
from care.domain.safety_stay import SETTING, BroughtBy, End, Found, SafetyStay, Standing, days_to_decide
from care.domain.visibility import Data
from care.queries.safety_stays import count_overdue, free_beds, one_in_safety
from care.storage import Missing
from care.storage.tables import placement
from contracts.ids import BedspaceId, PlacementId

WORDS = {"known_as": "Ana", "language": "Polish", "risks_tonight": "A red van", "urgent_health": "Insulin"}


def somebody(**changes: Any) -> SafetyStay:
    usual: dict[str, Any] = {
        "id": uuid4(),
        "person_id": PersonId(uuid4()),
        "brought_by": BroughtBy.POLICE,
        "gender": Gender.WOMAN,
        "preference": Preference.ANY,
        "recorded_at": noon("10"),
        "recorded_by": "the prime",
    }
    return SafetyStay(**(usual | changes))


def found(**changes: Any) -> Found:
    usual: dict[str, Any] = {
        "brought_by": BroughtBy.POLICE,
        "is_adult": True,
        "agrees": True,
        "gender": Gender.WOMAN,
    }
    return Found(**(usual | changes))


def by(actor: Actor, on: str) -> By:
    return By(actor, RULES, noon(on))


def test_places_of_safety_are_off_and_unconfirmed_as_shipped() -> None:
    assert RULES.is_on(SETTING) is False
    assert RULES.settings[SETTING].mark is Mark.UNCONFIRMED


@pytest.mark.parametrize(
    ("arrived", "warned", "due"),
    [
        pytest.param("2025-03-10", "2025-03-12", "2025-03-13", id="Monday to Thursday"),
        pytest.param("2025-03-14", "2025-03-18", "2025-03-19", id="over a weekend"),
        pytest.param("2025-04-17", "2025-04-23", "2025-04-24", id="over Easter"),
    ],
)
def test_section_9_there_are_three_working_days_to_decide(arrived: str, warned: str, due: str) -> None:
    counted = days_to_decide(RULES, day(arrived))
    assert (counted.warn_on, counted.due_on) == (day(warned), day(due))
    assert counted.rule.sources == ("S05",)


@pytest.mark.parametrize(
    ("changes", "code"), [({"is_adult": False}, Code.NOT_ADULT), ({"agrees": False}, Code.NO_CONSENT)]
)
def test_a_place_of_safety_is_for_adults_who_agree(changes: Any, code: Code) -> None:
    with pytest.raises(Refused, match=code):
        found(**changes).check()


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        ("11", Standing.DECIDING),
        ("12", Standing.DUE_SOON),
        ("13", Standing.DUE_SOON),
        ("14", Standing.OVERDUE),
    ],
)
def test_section_9_the_days_are_warned_of_and_end_nothing_by_themselves(on: str, standing: Standing) -> None:
    stay = somebody()
    assert stay.standing(day("9")) is Standing.WITHOUT_BED
    stay.go_to(HESTIA_WORKER.provider_id)
    assert stay.standing(day("9")) is Standing.EXPECTED
    stay.arrive(days_to_decide(RULES, day("10")))
    assert stay.standing(day(on)) is standing
    stay.arrive(days_to_decide(RULES, day("12")))
    assert stay.due_on == day("13"), "another bed does not begin the days anew"
    stay.refer("nrm-7k3f-92qd-x ", at=noon("14"))
    assert (stay.reference, stay.standing(day("14"))) == ("NRM-7K3F-92QD-X", Standing.REFERRED)


@pytest.mark.parametrize("how", [End.LEFT, End.MOVED_ON])
def test_only_whoever_has_come_can_leave_and_nobody_leaves_twice(how: End) -> None:
    stay = somebody()
    with pytest.raises(Refused):
        stay.end(how, on=day("10"))
    stay.end(End.NOT_COME, on=day("10"))
    with pytest.raises(Refused):
        stay.end(End.NOT_COME, on=day("10"))


def test_se_3_who_is_in_a_place_of_safety_is_a_resident_like_any_other() -> None:
    house, bed = a_house()
    stay = somebody(gender=Gender.MAN)
    theirs = Placement(
        id=PlacementId(uuid4()),
        offer_id=None,
        referral_id=stay.id,
        support_case_id=None,
        safety_stay_id=stay.id,
        person_id=stay.person_id,
        bedspace_id=BedspaceId(uuid4()),
        premises_id=house.premises.id,
        provider_id=house.premises.provider_id,
        region="london",
        arrival_on=day("10"),
        departure_on=day("13"),
        turnaround_days=2,
        occupied_until=day("17"),
        state=PlacementState.IN_RESIDENCE,
        gender=stay.gender,
    )
    shared = type(house)(premises=house.premises, bedspaces=[bed], placements=[theirs])
    woman = a_guest(preference=Preference.WOMEN_ONLY)
    refused = refusal(an_attempt(shared, bed, guest=woman, arrival_on=day("11")), BOOKING)
    assert refused is not None
    assert refused.code is Code.GENDER_MISMATCH
    with pytest.raises(Refused):
        theirs.confirm()


async def in_a_bed(town: Town, bed: str = "A") -> UUID:
    stay_id = uuid4()
    async with town.work() as uow:
        await safety_stays.record_found(uow, stay_id, found(), WORDS, by(PRIME, "10"))
        stay = await uow.safety_stays.get(stay_id)
        offered = await free_beds(uow, stay, "london", actor=PRIME, rules=RULES, at=noon("10"))
        assert town.bed(bed) in [each.bedspace.id for each in offered]
        await safety_stays.give_bed(uow, stay_id, PlacementId(uuid4()), town.bed(bed), by(PRIME, "10"))
    async with town.work() as uow:
        await safety_stays.record_arrival(uow, stay_id, by(HESTIA_WORKER, "10"))
    return stay_id


async def test_pl_12_a_place_of_safety_holds_its_bed_against_everybody_and_nobody_is_told(town: Town) -> None:
    stay_id = await in_a_bed(town)
    async with town.work() as uow:
        stay = await uow.safety_stays.get(stay_id)
        assert (stay.arrived_on, stay.due_on) == (day("10"), day("13"))
        offered = await free_beds(uow, somebody(), "london", actor=PRIME, rules=RULES, at=noon("10"))
        assert town.bed("A") not in [each.bedspace.id for each in offered]
        await safety_stays.record_found(uow, other := uuid4(), found(), {}, by(PRIME, "10"))
        with pytest.raises(Refused, match="bed_conflict"):
            await safety_stays.give_bed(uow, other, PlacementId(uuid4()), town.bed("A"), by(PRIME, "10"))
        (bed,) = await uow.placements.of_person(stay.person_id)
        with pytest.raises(Missing):
            await uow.placements.locked(bed.id)
    async with town.work() as uow:
        twin = uow.session.execute(
            placement.insert().from_select(
                [column.name for column in placement.c],
                select(
                    *[func.gen_random_uuid() if c.name in ("id", "person_id") else c for c in placement.c]
                ).where(placement.c.safety_stay_id == stay_id),
            )
        )
        with pytest.raises(Exception, match="placement_one_on_a_bed"):
            await twin
        await uow.session.rollback()
    assert await said(town.work) == []


async def test_what_is_written_of_them_is_read_by_role_and_kept_from_other_providers(town: Town) -> None:
    stay_id = await in_a_bed(town)
    seen = {"known_as", "language", "risks_tonight"}
    async with town.work() as uow:
        colleague = Actor(HESTIA_WORKER.provider_id, user="a colleague")
        await safety_stays.take_on(uow, stay_id, by(HESTIA_WORKER, "10"))
        for actor, may in (
            (PRIME, seen),
            (HESTIA_WORKER, set(WORDS)),
            (colleague, seen),
            (MEDAILLE_WORKER, set()),
        ):
            assert set((await one_in_safety(uow, stay_id, actor)).said) == may
        for act in (safety_stays.take_on, safety_stays.record_arrival):
            with pytest.raises(Missing):
                await act(uow, stay_id, by(MEDAILLE_WORKER, "10"))
        with pytest.raises(Refused):
            await safety_stays.take_on(uow, stay_id, by(colleague, "10"))


async def test_section_9_overdue_alerts_the_prime_and_the_bed_can_be_kept_longer(town: Town) -> None:
    stay_id = await in_a_bed(town)
    async with town.work() as uow:
        assert await count_overdue(uow, day("13")) == 0
        assert await count_overdue(uow, day("14")) == 1
        await safety_stays.keep_longer(uow, stay_id, day("20"), by(HESTIA_WORKER, "14"))
        shown = await one_in_safety(uow, stay_id, PRIME)
        assert shown.bed is not None
        assert shown.bed.departure_on == day("20")
        await safety_stays.end_stay(uow, stay_id, End.LEFT, by(HESTIA_WORKER, "15"))
        assert await count_overdue(uow, day("16")) == 0
        assert (await one_in_safety(uow, stay_id, PRIME)).bed is None


async def test_el_3_whoever_is_referred_is_joined_to_their_support_case_and_stays_in_their_bed(
    town: Town,
) -> None:
    stay_id = await in_a_bed(town)
    heard = a_referral()
    async with town.work() as uow:
        await safety_stays.say_referred(uow, stay_id, heard.reference, by(HESTIA_WORKER, "11"))
        assert await safety_stays.sweep_referred(uow, at=noon("11")) == 0
    case_id = await hear(town.work, heard)
    async with town.work() as uow:
        assert await safety_stays.sweep_referred(uow, at=noon("11")) == 1
        assert (await uow.safety_stays.get(stay_id)).support_case_id == case_id
    with pytest.raises(Refused, match="not_eligible"):
        await going_on(town, stay_id, "12")
    async with town.work() as uow:
        decision = a_decision(on="11")
        await hearing.hear_decision(uow, heard.referral_id, decision, rules=RULES, at=noon("12"))
    await going_on(town, stay_id, "12")
    async with town.work() as uow:
        case = await uow.cases.get(case_id)
        (bed,) = await uow.placements.of_person(case.person_id)
        assert (bed.bedspace_id, bed.arrival_on, bed.departure_on) == (town.bed("A"), day("12"), day("30"))
        assert bed.state is PlacementState.IN_RESIDENCE
        assert case.provider_id == HESTIA_WORKER.provider_id
        assert (await uow.safety_stays.get(stay_id)).ended_by is End.IN_SUPPORT


async def going_on(town: Town, stay_id: UUID, on: str) -> None:
    async with town.work() as uow:
        await safety_stays.go_on_in_support(
            uow, stay_id, PlacementId(uuid4()), day("30"), by(HESTIA_WORKER, on)
        )


async def test_vi_6_what_is_written_of_a_place_of_safety_is_forgotten_with_its_kind(town: Town) -> None:
    stay_id = await in_a_bed(town)
    kept = [
        Kept(data=Data.HEALTH, title="Health", days=30, mark=Mark.UNCONFIRMED, rule="VI-6"),
        Kept(data=Data.RISKS, title="Risks", days=None, mark=Mark.UNCONFIRMED, rule="VI-6"),
    ]
    async with town.work() as uow:
        await safety_stays.forget_past_stays(uow, kept, at=noon("10") + timedelta(days=90))
        assert len(await uow.safety_stays.texts(stay_id, list(WORDS))) == len(WORDS), "the stay goes on"
        await safety_stays.end_stay(uow, stay_id, End.MOVED_ON, by(PRIME, "12"))
        await safety_stays.forget_past_stays(uow, kept, at=noon("12") + timedelta(days=29))
        assert len(await uow.safety_stays.texts(stay_id, list(WORDS))) == len(WORDS)
        await safety_stays.forget_past_stays(uow, kept, at=noon("12") + timedelta(days=30))
        assert set(await uow.safety_stays.texts(stay_id, list(WORDS))) == set(WORDS) - {"urgent_health"}
