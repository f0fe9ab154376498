"""Lives in support on a real database: from decisions heard to the way out, with what was written sealed."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from tests.care.bookings import said
from tests.care.scenes import HESTIA, HESTIA_WORKER, MEDAILLE, MEDAILLE_WORKER, PRIME, RULES, Works, day, noon
from tests.care.test_consumers import REFERRAL, decided, submitted, take
from tests.care.town import Town, a_person_in_recovery

from care.commands import assessing, extending, journey, leaving, moving_on, support_clocks
from care.commands.extending import NewRequest
from care.commands.journey import NewContact, NewGoal, Reviewed
from care.commands.lives import By
from care.commands.moving_on import NewStep, Planned
from care.domain.extension import Content, Heading
from care.domain.journey import ContactKind
from care.domain.leaving import ExitNotSafe, Leaving
from care.domain.move_on import Kind, Topic
from care.domain.needs import Agreement, Answer, Need, Recommendation
from care.domain.people import Actor
from care.domain.refusals import Code, Refused
from care.domain.support import Away
from care.domain.support_states import SupportState
from care.storage import Missing
from contracts.decision import (
    CasesLinked,
    CgDecided,
    DecisionServed,
    PersonTurned18,
    ReconsiderationAccepted,
    ReconsiderationRequested,
)
from contracts.events import Event
from contracts.ids import ReferralId, SupportCaseId
from plumbing.database import Database, Scope

MARKER = "Planted words about a sister in Hanoi"
CONCLUSIVE = {"referral_id": REFERRAL, "case_id": UUID(int=8)}


def concluded(outcome: str = "negative", on: str = "2025-04-20") -> CgDecided:
    return CgDecided.model_validate(
        CONCLUSIVE | {"outcome": outcome, "decided_at": noon(on), "decided_on": day(on)}
    )


def served(
    outcome: str = "negative", received: str = "2025-04-22", sent: str = "2025-04-21"
) -> DecisionServed:
    return DecisionServed.model_validate(
        CONCLUSIVE
        | {
            "decision_id": UUID(int=9),
            "decision": "conclusive_grounds",
            "outcome": outcome,
            "recipient": "person",
            "sent_at": noon(sent),
            "received_on": day(received),
        }
    )


def reconsideration(kind: type[ReconsiderationRequested] | type[ReconsiderationAccepted], on: str) -> Event:
    times = {"requested_at": noon(on), "accepted_at": noon(on)}
    return kind.model_validate(
        CONCLUSIVE | times | {"request_id": UUID(int=10), "decision": "conclusive_grounds"}
    )


def by(at: str, actor: Actor = PRIME) -> By:
    return By(actor, RULES, noon(at))


async def the_case(work: Works) -> tuple[SupportCaseId, SupportState, str]:
    async with work() as uow:
        case = await uow.cases.of_referral(ReferralId(REFERRAL))
        assert case is not None
        return case.id, case.state, str(case.support_end_on)


async def clocks(work: Works, case_id: SupportCaseId) -> list[tuple[str, str, str]]:
    async with work() as uow:
        return [
            (each.rule, str(each.due_on), each.outcome or "running")
            for each in await uow.lives.clocks(case_id)
        ]


@pytest.mark.parametrize(
    "order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)], ids=["in order", "back", "mixed"]
)
async def test_section_14_receipt_before_the_decision_is_held_whatever_comes_first(
    care_database: Database, work: Works, order: tuple[int, ...]
) -> None:
    events: list[Event] = [submitted(), decided(), concluded(), served()]
    once_more = [events[index] for index in order] * 2
    await take(care_database, once_more)
    case_id, state, exit_on = await the_case(work)
    assert (state, exit_on) == (SupportState.EXITING_NEGATIVE, "2025-05-06")
    assert (await said(work)).count("support_exit_scheduled") == 1
    assert ("CARE-EXIT-CG", "2025-05-06", "running") in await clocks(work, case_id)


async def test_el_11_an_accepted_reconsideration_ends_the_exit_clock_and_a_request_does_not(
    care_database: Database, work: Works
) -> None:
    await take(care_database, [submitted(), decided(), concluded(), served()])
    await take(care_database, [reconsideration(ReconsiderationRequested, "2025-04-24")])
    case_id, _, exit_on = await the_case(work)
    assert exit_on == "2025-05-06"
    await take(care_database, [reconsideration(ReconsiderationAccepted, "2025-04-28")])
    assert (await the_case(work))[1:] == (SupportState.RECOVERY, "None")
    assert ("CARE-EXIT-CG", "2025-05-06", "reconsideration_accepted") in await clocks(work, case_id)


async def test_el_8_a_child_who_turns_18_is_kept_to_be_asked(care_database: Database, work: Works) -> None:
    turned = PersonTurned18.model_validate(CONCLUSIVE | {"turned_on": day("20")})
    await take(care_database, [submitted(age_band="child"), turned])
    async with work() as uow:
        assert (await uow.intakes.locked(ReferralId(REFERRAL))).turned_18_on == day("20")
        assert await uow.cases.of_referral(ReferralId(REFERRAL)) is None


LEAVE = Leaving(on=day("2025-05-07"), destination="council_housing", is_safe=True)


async def test_el_9_a_later_referral_of_the_same_person_knows_of_the_earlier_case(
    care_database: Database, work: Works
) -> None:
    other = UUID(int=11)
    linked = CasesLinked.model_validate(CONCLUSIVE | {"other_referral_id": other, "linked_at": noon("20")})
    await take(care_database, [submitted(), submitted(referral_id=other), linked, linked])
    async with work() as uow:
        both = [await uow.cases.of_referral(ReferralId(each)) for each in (REFERRAL, other)]
    earlier, later = (case for case in both if case is not None)
    assert (earlier.previous_case_id, later.previous_case_id) == (None, earlier.id)


def a_request(days: int = 28) -> NewRequest:
    words = dict.fromkeys(Heading, MARKER)
    return NewRequest(id=uuid4(), days=days, content=Content(words))


async def supported_by_hestia(care_database: Database, town: Town, *events: Event) -> SupportCaseId:
    await take(care_database, [submitted(), decided(), *events])
    case_id, _, _ = await the_case(town.work)
    async with town.work() as uow:
        (await uow.cases.locked(case_id)).claim_for(HESTIA)
    return case_id


async def test_ex_6_ex_9_the_provider_asks_for_more_time_and_the_person_stays(
    care_database: Database, town: Town
) -> None:
    person = await supported_by_hestia(care_database, town, concluded(), served())
    with pytest.raises(Refused) as refused:
        async with town.work() as uow:
            await extending.request_extension(uow, person, a_request(), by("2025-05-01"))
    assert refused.value.code is Code.ONLY_PROVIDER_MAY_REQUEST
    async with town.work(Scope.of_tenant(HESTIA)) as uow:
        await extending.request_extension(uow, person, a_request(), by("2025-05-01", HESTIA_WORKER))
    with pytest.raises(ExitNotSafe):
        async with town.work() as uow:
            await leaving.exit_support(uow, person, LEAVE, by("2025-05-07"))
    async with town.work() as uow:
        await extending.answer_extension(uow, person, is_granted=True, by=by("2025-05-07"))
    assert (await the_case(town.work))[1:] == (SupportState.EXTENSION_GRANTED, "2025-06-03")
    async with town.work() as uow:
        assert await support_clocks.sweep_extensions(uow, rules=RULES, at=noon("2025-06-03")) == 0
        assert await support_clocks.sweep_extensions(uow, rules=RULES, at=noon("2025-06-04")) == 1
    assert (await the_case(town.work))[1:] == (SupportState.EXITING_NEGATIVE, "2025-06-03")
    answered = ("CARE-EXTENSION-ANSWER", "2025-05-07", "extension_granted")
    assert answered in await clocks(town.work, person)


async def test_a_life_from_recovery_through_an_assessment_to_reach_in(
    care_database: Database, town: Town
) -> None:
    person = await supported_by_hestia(
        care_database, town, concluded("positive"), served("positive", "2025-04-22")
    )
    worker = Scope.of_tenant(HESTIA)
    async with town.work(worker) as uow:
        goal = NewGoal(
            id=uuid4(), need=Need.HEALTH, wish=MARKER, action=MARKER, is_persons_own=True, due_on=day("20")
        )
        await journey.add_goal(uow, person, goal, by("2025-04-23", HESTIA_WORKER))
        held = Reviewed(id=uuid4(), held_on=day("2025-04-23"), is_agreed=True, words=MARKER)
        await journey.review_plan(uow, person, held, by("2025-04-23", HESTIA_WORKER))
        seen = NewContact(id=uuid4(), kind=ContactKind.VISIT, happened_at=noon("2025-04-23"), summary=MARKER)
        await journey.log_contact(uow, person, seen, by("2025-04-23", HESTIA_WORKER))
        await assessing.submit(
            uow, person, uuid4(), [Recommendation(Need.HEALTH, 3)], MARKER, by("2025-04-24", HESTIA_WORKER)
        )
    async with town.work() as uow:
        answers = {Need.HEALTH: Answer(Agreement.AGREED)}
        await assessing.decide(uow, person, answers, by("2025-04-30"))
        await assessing.give_copy(uow, person, by("2025-05-01"))
    assert (await the_case(town.work))[1:] == (SupportState.EXTENDED, "2025-09-06")
    async with town.work(worker) as uow:
        planned = Planned(dict.fromkeys(Topic, MARKER), frozenset(Topic), "council_housing")
        await moving_on.plan_move_on(uow, person, planned, by("2025-08-01", HESTIA_WORKER))
        wanted = Leaving(on=day("2025-09-08"), destination="council_housing", is_safe=True)
        await leaving.exit_support(uow, person, wanted, by("2025-09-08", HESTIA_WORKER))
        step = NewStep(id=uuid4(), kind=Kind.REACH_IN, words=MARKER)
        await moving_on.take_step(uow, person, step, by("2025-10-01", HESTIA_WORKER))
    assert (await the_case(town.work))[1] is SupportState.REACH_IN
    assert [each for each in await said(town.work) if each.startswith(("support", "rna", "reach"))] == [
        "support_case_opened",
        "support_started",
        "support_exit_scheduled",
        "rna_submitted",
        "support_exit_scheduled",
        "support_exited",
        "reach_in_opened",
    ]
    async with town.work() as uow:
        texts = await uow.texts.of_case(person, REFERRAL)
        assert set(texts.values()) == {MARKER}
        everything = await uow.session.scalar(text("SELECT string_agg(sealed::text, '') FROM sealed_text"))
        assert MARKER.encode().hex() not in everything
    assert not [each for each in await clocks(town.work, person) if each[2] == "running"]


async def test_another_provider_neither_sees_nor_changes_a_life_in_support(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    async with town.work() as uow:
        (await uow.cases.locked(person)).claim_for(HESTIA)
        await journey.note_needs(uow, person, {Need.HEALTH: MARKER}, is_shared=False, by=by("11"))
    async with town.work(Scope.of_tenant(MEDAILLE)) as uow:
        assert await uow.lives.answers(person) == {}
    with pytest.raises(Missing):
        async with town.work(Scope.of_tenant(MEDAILLE)) as uow:
            await leaving.suspend(uow, person, Away.MISSING, by("11", MEDAILLE_WORKER))
    with pytest.raises(Missing):
        async with town.work() as uow:
            await leaving.suspend(uow, person, Away.MISSING, by("11", MEDAILLE_WORKER))


async def test_needs_asked_for_again_are_counted_and_shared_only_with_consent(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    for is_shared in (False, True):
        async with town.work() as uow:
            (await uow.cases.locked(person)).claim_for(HESTIA)
            said_so = {Need.HEALTH: "Asthma", Need.MONEY: ""}
            await journey.note_needs(uow, person, said_so, is_shared=is_shared, by=by("11", HESTIA_WORKER))
        async with town.work() as uow:
            answers = await uow.lives.answers(person)
            assert answers[Need.HEALTH].may_be_read_by(MEDAILLE) is is_shared
            assert answers[Need.HEALTH].may_be_read_by(HESTIA)
    assert (list(answers), answers[Need.HEALTH].times_asked_again) == ([Need.HEALTH], 1)


async def test_the_sweep_says_once_that_a_plan_is_due_soon_and_once_that_it_is_late(town: Town) -> None:
    person = await a_person_in_recovery(town.work)
    async with town.work() as uow:
        (await uow.cases.locked(person)).claim_for(HESTIA)
        await support_clocks.sweep_allocations(uow, rules=RULES, at=noon("11"))
    for at in (datetime(2025, 3, 14, 12, tzinfo=UTC), noon("20"), noon("20")):
        async with town.work() as uow:
            await support_clocks.sweep_clocks(uow, at=at)
    facts = [each for each in await said(town.work) if each.startswith("clock")]
    assert facts == ["clock_due_soon", "clock_breached"]
    assert ("CARE-PLAN-FIRST", "2025-03-17", "running") in await clocks(town.work, person)
