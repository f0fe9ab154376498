"""What caseworkers do to a case on a real database: what changes, what is announced, what is refused."""

import asyncio
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from tests.decision.builders import (
    ANOTHER,
    CASEWORKER,
    REVIEWER,
    WEDNESDAY_1_APRIL,
    a_review,
    a_ruling,
    noon,
    received,
)
from tests.decision.kept_cases import DecisionWork, announced, decided, history, opened, the_case

from contracts.ids import CaseId
from decision import commands
from decision.domain.case import TakenBySomebodyElse
from decision.domain.decisions import Outcome, ReviewerIsAuthor
from decision.domain.stages import Stage
from decision.storage import CaseChanged, CaseNotFound, Draft
from decision.storage.tables import case_file, case_history, plumbing
from plumbing.encryption import CannotOpen


async def test_opening_a_case_keeps_it_with_its_clock_and_announces_both(work: DecisionWork) -> None:
    case = await the_case(work, await opened(work))
    assert (case.stage, case.version, case.due_on) == (
        Stage.REASONABLE_GROUNDS_PENDING,
        1,
        date(2026, 4, 10),
    )
    assert {clock.rule for clock in case.clocks} == {"CLK-RG", "CLK-ACK"}
    assert await announced(work) == ["case_opened", *["clock_started"] * 2]


async def test_a_referral_gets_one_case_however_often_it_is_announced(work: DecisionWork) -> None:
    referral = received()
    for _ in range(2):
        async with work() as uow:
            await commands.open_case(uow, CaseId(uuid4()), referral, at=WEDNESDAY_1_APRIL)
    async with work() as uow:
        assert await uow.session.scalar(select(func.count()).select_from(case_file)) == 1


async def test_a_positive_decision_starts_recovery_and_is_announced(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.POSITIVE)
    case = await the_case(work, case_id)
    assert case.stage is Stage.RECOVERY
    assert (case.due_on, case.taken_by) == (date(2026, 5, 10), CASEWORKER)
    assert await announced(work) == [
        "case_opened",
        *["clock_started"] * 2,
        "rg_decided",
        "clock_ended",
        *["clock_started"] * 4,
    ]


async def test_a_draft_negative_is_in_the_history_and_not_announced(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.NEGATIVE)
    assert await announced(work) == ["case_opened", *["clock_started"] * 2]
    assert await history(work, case_id) == [
        "case_opened",
        *["clock_started"] * 2,
        "case_taken",
        "case_moved",
        "decision_written",
    ]


async def test_a_second_person_lets_a_negative_decision_stand(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.NEGATIVE)
    async with work() as uow:
        await commands.review_reasonable_grounds(uow, case_id, a_review(), seen=2)
    case = await the_case(work, case_id)
    assert case.stage is Stage.REASONABLE_GROUNDS_NEGATIVE
    assert case.decisions[0].reviewed_by == REVIEWER
    assert (await announced(work))[3:] == ["rg_decided", "clock_ended", "clock_started"]


async def test_the_author_cannot_agree_with_themselves_and_nothing_changes(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.NEGATIVE)
    with pytest.raises(ReviewerIsAuthor):
        async with work() as uow:
            await commands.review_reasonable_grounds(uow, case_id, a_review(by=CASEWORKER), seen=2)
    assert (await the_case(work, case_id)).stage is Stage.REASONABLE_GROUNDS_REVIEW


SAME_PERSON = "UPDATE decision SET reviewed_by = written_by, reviewed_at = written_at, state = 'returned'"
NOBODY = "UPDATE decision SET state = 'stands', decided_on = '2026-04-13'"


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        pytest.param(SAME_PERSON, "decision_reviewer_is_not_its_author", id="the author reviews"),
        pytest.param(NOBODY, "decision_negative_needs_a_second_person", id="nobody reviews"),
    ],
)
async def test_the_database_itself_wants_a_second_person(
    work: DecisionWork, statement: str, constraint: str
) -> None:
    await decided(work, Outcome.NEGATIVE)
    with pytest.raises(IntegrityError, match=constraint):
        async with work() as uow:
            await uow.session.execute(text(statement))


@pytest.mark.parametrize("table", ["case_history", "calendar", "sealed_text", "audit"])
async def test_what_has_happened_cannot_be_rewritten(work: DecisionWork, table: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied"):
        async with work() as uow:
            await uow.session.execute(text(f"DELETE FROM {table}"))


async def test_a_change_on_what_somebody_read_before_another_change_is_refused(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.NEGATIVE)
    with pytest.raises(CaseChanged) as refused:
        async with work() as uow:
            await commands.review_reasonable_grounds(uow, case_id, a_review(), seen=1)
    assert (refused.value.seen, refused.value.now) == (1, 2)


async def test_of_two_people_who_decide_at_once_one_wins(work: DecisionWork) -> None:
    case_id = await opened(work)

    async def decide(ruling: object) -> None:
        async with work() as uow:
            await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=1)  # type: ignore[arg-type]  # built below

    rulings = [a_ruling(Outcome.POSITIVE), a_ruling(Outcome.NEGATIVE, by=ANOTHER)]
    outcomes = await asyncio.gather(*map(decide, rulings), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CaseChanged", "NoneType"]
    assert len((await the_case(work, case_id)).decisions) == 1


async def test_of_two_people_who_take_a_case_at_once_one_gets_it(work: DecisionWork) -> None:
    case_id = await opened(work)

    async def take(by: object) -> None:
        async with work() as uow:
            await commands.take_case(uow, case_id, seen=1, by=by, at=noon("2026-04-02"))  # type: ignore[arg-type]

    outcomes = await asyncio.gather(take(CASEWORKER), take(ANOTHER), return_exceptions=True)
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CaseChanged", "NoneType"]


async def test_a_case_held_by_somebody_else_is_refused_even_when_read_just_now(work: DecisionWork) -> None:
    case_id = await opened(work)
    async with work() as uow:
        await commands.take_case(uow, case_id, seen=1, by=CASEWORKER, at=noon("2026-04-02"))
    with pytest.raises(TakenBySomebodyElse):
        async with work() as uow:
            await commands.take_case(uow, case_id, seen=2, by=ANOTHER, at=noon("2026-04-02"))


async def test_a_case_that_does_not_exist_is_not_found(work: DecisionWork) -> None:
    with pytest.raises(CaseNotFound):
        await the_case(work, CaseId(uuid4()))


async def test_reasons_are_sealed_at_rest_and_open_again(work: DecisionWork) -> None:
    case_id = await opened(work)
    ruling = a_ruling(reasons="MARKER-IN-REASONS")
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=1)
    async with work() as uow:
        at_rest = await uow.session.scalar(text("SELECT sealed FROM sealed_text"))
        found = await uow.reasons.of_decisions(case_id, [ruling.decision_id])
    assert b"MARKER" not in at_rest
    assert found == {(ruling.decision_id, "reasons"): "MARKER-IN-REASONS"}


async def test_reasons_moved_to_another_decision_do_not_open(work: DecisionWork) -> None:
    case_id = await opened(work)
    first, second = a_ruling(Outcome.NEGATIVE), a_ruling(Outcome.NEGATIVE)
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, first, seen=1)
    async with work() as uow:
        review = a_review(is_agreed=False)
        await commands.review_reasonable_grounds(uow, case_id, review, seen=2)
    async with work() as uow:
        await commands.decide_reasonable_grounds(uow, case_id, second, seen=3)
    async with work() as uow:
        await uow.session.execute(
            text("INSERT INTO sealed_text SELECT :to, 'review', sealed FROM sealed_text LIMIT 1"),
            {"to": second.decision_id},
        )
        with pytest.raises(CannotOpen):
            await uow.reasons.of_decisions(case_id, [second.decision_id])


async def test_a_draft_is_its_authors_alone_and_goes_when_the_decision_is_made(work: DecisionWork) -> None:
    case_id = await opened(work)
    for words in ("First thoughts", "Second thoughts"):
        draft = Draft(Outcome.NEGATIVE, words, noon("2026-04-02"))
        async with work() as uow:
            await commands.save_draft(uow, uuid4(), case_id, draft, by=CASEWORKER)
    async with work() as uow:
        assert await uow.reasons.draft(case_id, CASEWORKER) == draft
        assert await uow.reasons.draft(case_id, REVIEWER) is None
        await commands.decide_reasonable_grounds(uow, case_id, a_ruling(), seen=1)
    async with work() as uow:
        assert await uow.reasons.draft(case_id, CASEWORKER) is None


async def test_every_change_leaves_one_audit_entry_for_each_fact(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.NEGATIVE)
    async with work() as uow:
        rows = (await uow.session.execute(select(plumbing.audit))).all()
        assert await uow.audit.first_broken() is None
    assert [(row.action, row.actor, row.subject) for row in rows] == [
        ("case_taken", str(CASEWORKER), str(case_id)),
        ("case_moved", str(CASEWORKER), str(case_id)),
        ("decision_written", str(CASEWORKER), str(case_id)),
    ]


async def test_a_command_that_fails_leaves_nothing_behind(work: DecisionWork) -> None:
    case_id = await opened(work)

    async def decide_until_the_power_goes() -> None:
        async with work() as uow:
            await commands.decide_reasonable_grounds(uow, case_id, a_ruling(), seen=1)
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        await decide_until_the_power_goes()
    assert (await the_case(work, case_id)).stage is Stage.REASONABLE_GROUNDS_PENDING
    assert await announced(work) == ["case_opened", *["clock_started"] * 2]


async def test_a_calendar_version_is_published_once(work: DecisionWork) -> None:
    async with work() as uow:
        england = (await uow.calendars.in_force())["england"]
        assert not await uow.calendars.publish(england, at=WEDNESDAY_1_APRIL + timedelta(days=1))
        assert await uow.calendars.version("england", england.version) == england


async def test_the_history_names_who_acted_and_at_which_version(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.NEGATIVE)
    async with work() as uow:
        since = await uow.history.of_case(case_id, after_version=1)
        count = await uow.session.scalar(select(func.count()).select_from(case_history))
    assert [entry.case_version for entry in since] == [2, 2, 2]
    assert count == 6
