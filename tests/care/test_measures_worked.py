"""Small worked examples of measures that need a life lived through: moves, emergencies, money (§11, RI-5)."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from tests.care.bookings import BOTH, a_booking, arrive, offer, wanted
from tests.care.scenes import HESTIA, HESTIA_WORKER, MEDAILLE, PRIME, RULES, a_referral, day, noon
from tests.care.test_consumers import submitted, take
from tests.care.test_lives import (
    CONCLUSIVE,
    by,
    concluded,
    reconsideration,
    served,
    supported_by_hestia,
)
from tests.care.test_measures import APRIL, MARCH, MAY, counted, go_missing, leave_for_abroad, of
from tests.care.test_money_paid import HESTIAS, MANAGER, approve_all, run
from tests.care.town import Town, a_person_in_recovery, hear

from care.commands import contact, journey, leaving, own_worker, stays, voids
from care.commands.money import paying, working_out
from care.commands.stays import Departure
from care.commands.voids import NewVoid
from care.domain.beds import VoidId
from care.domain.months import Month
from care.domain.needs import Need
from care.domain.people import Actor
from care.domain.support import Assessment
from contracts.decision import CasesLinked, ReconsiderationAccepted
from plumbing.database import Database


async def test_a_move_its_notice_the_bed_made_ready_and_days_out_of_use(town: Town) -> None:
    """Offered the second house on the 12th, there on the 14th; the first is made ready by the 18th."""
    first = await a_booking(town, "10", "14")
    await arrive(town, first, "10", at="10")
    move = wanted(first.support_case_id, town, "M", arrival_on=day("14"), departure_on=day("20"))
    await offer(town, replace(move, accepted_by=BOTH), at=noon("12"))
    gone = Departure(departure_on=day("14"), reason="transfer", destination="contract_accommodation")
    async with town.work() as uow:
        await stays.depart(uow, first.placement_id, gone, actor=PRIME, rules=RULES, at=noon("14"))
        void = NewVoid(
            void_id=VoidId(uuid4()),
            bedspace_id=town.bed("B"),
            starts_on=day("20"),
            ends_on=day("26"),
            reason="deep_clean",
        )
        await voids.make_void(uow, void, actor=PRIME, rules=RULES, at=noon("14"))
    await arrive(town, move, "14", at="14")
    found = await counted(town, MARCH)
    assert found["moves", MEDAILLE] == of(1, 1)
    assert found["notice_of_move", MEDAILLE] == of(2, 1)
    assert found["days_of_turnaround", HESTIA] == of(4, None)
    assert found["days_out_of_use", HESTIA] == of(7, None)


async def test_an_emergency_without_a_bed_in_time_and_none_by_midnight(town: Town) -> None:
    """One is offered a bed within the hour, another on the next day."""
    people = [await hear(town.work, a_referral()) for _ in range(2)]
    for person in people:
        async with town.work() as uow:
            await contact.record_contact(uow, person, actor=PRIME, at=noon("4"))
            (await uow.cases.locked(person)).assess(Assessment(is_emergency=True), at=noon("4"))
    await offer(town, wanted(people[0], town), at=noon("4"))
    await offer(town, wanted(people[1], town, "B"), at=noon("5"))
    found = await counted(town, MARCH)
    assert found["emergency_bed_offered", None] == of(1, 2)
    assert found["emergency_unmet", None] == of(1, None)
    assert found["contact_in_time", None] == of(2, 2)


async def test_the_first_payment_and_a_line_worked_out_again(town: Town) -> None:
    """Owed from 10 March, paid at noon on the 25th; then it turns out that it ended on the 16th."""
    person = await a_person_in_recovery(town.work)
    async with town.work() as uow:
        (await uow.cases.locked(person)).claim_for(HESTIA)
    await run(town.work, "2025-03-23")
    await approve_all(town.work, person)
    made = await run(town.work, "2025-03-23")
    async with town.work(HESTIAS) as uow:
        await paying.mark_run_paid(uow, made.run_id or UUID(int=0), actor=MANAGER, at=noon("25"))
    found = await counted(town, MARCH)
    assert found["first_payment", HESTIA] == of(15 * 24 + 12, 1)
    assert found["payments_corrected", HESTIA] == of(0, 1)
    async with town.work(HESTIAS) as uow:
        await working_out.end_money(uow, person, date(2025, 3, 16), actor=MANAGER, at=noon("26"))
    assert (await counted(town, MARCH))["payments_corrected", HESTIA] == of(1, 2)


async def test_people_on_one_workers_list_and_a_story_asked_for_again(
    care_database: Database, town: Town
) -> None:
    one, other, third = [await a_person_in_recovery(town.work) for _ in range(3)]
    lists = {one: HESTIA_WORKER, other: HESTIA_WORKER, third: Actor(HESTIA, user="another at Hestia")}
    for person, actor in lists.items():
        async with town.work() as uow:
            (await uow.cases.locked(person)).claim_for(HESTIA)
            await own_worker.take_person(uow, person, by("12", actor))
    for words in ("Asthma", "Asthma, as said", "Asthma, once more"):
        async with town.work() as uow:
            await journey.note_needs(
                uow, one, {Need.HEALTH: words}, is_shared=True, by=by("13", HESTIA_WORKER)
            )
    found = await counted(town, MARCH)
    assert found["people_on_a_list", HESTIA] == of("2.0", 3)
    assert found["asked_again", HESTIA] == of(2, None)


async def test_ri_5_who_was_missing_who_returned_and_who_was_referred_again_can_be_counted(
    care_database: Database, town: Town
) -> None:
    person = await supported_by_hestia(care_database, town, concluded(), served())
    again = {"other_referral_id": UUID(int=11), "linked_at": noon("20")}
    linked = CasesLinked.model_validate(CONCLUSIVE | again)
    await take(care_database, [submitted(referral_id=UUID(int=11)), linked])
    await go_missing(town, person, "2025-04-23", known="2025-04-23")
    found = await counted(town, APRIL)
    assert found["missing_people", HESTIA] == of(1, 1)
    assert found["missing", HESTIA] == of(1, None)
    assert found["missing_reported", HESTIA] == of(0, 1)
    assert (await counted(town, MARCH))["referred_again", None] == of(1, 2)


async def test_ri_5_somebody_who_left_and_came_back_within_a_year(
    care_database: Database, town: Town
) -> None:
    person = await supported_by_hestia(care_database, town, concluded(), served())
    await leave_for_abroad(town, person)
    await take(care_database, [reconsideration(ReconsiderationAccepted, "2025-05-20")])
    async with town.work() as uow:
        await leaving.re_enter(uow, person, by("2025-05-21"))
    assert (await counted(town, MAY))["back_in_support", HESTIA] == of(1, 1)
    a_year_later = await counted(town, Month.read("2026-05"), now=noon("2026-06-01"))
    assert a_year_later["back_within_a_year", HESTIA] == of(1, 1)
