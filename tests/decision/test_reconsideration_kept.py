"""A reconsideration in the database: whole or not at all, and never decided by whoever decided first."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from tests.decision.builders import ANOTHER, CASEWORKER, REVIEWER, a_review, a_ruling, noon
from tests.decision.kept_cases import announced, history, opened, the_case
from tests.decision.reconsideration_builders import asking, judged
from tests.decision.test_reconsideration import extension

from contracts.ids import CaseId, UserId
from decision import commands
from decision.afterwards import reconsidering
from decision.domain.decisions import Outcome
from decision.domain.reconsideration import Ground, Point, Reconsideration, Refusal, RequestState, Timing
from decision.domain.stages import Stage
from decision.storage import NoOpenRequest, UnitOfWork
from plumbing.database import Work

DecisionWork = Work[UnitOfWork]


async def negative(work: DecisionWork, decided: str = "2026-04-13") -> CaseId:
    case_id = await opened(work)
    async with work() as uow:
        ruling = a_ruling(Outcome.NEGATIVE, at=noon(decided))
        await commands.decide_reasonable_grounds(uow, case_id, ruling, seen=1)
    async with work() as uow:
        await commands.review_reasonable_grounds(uow, case_id, a_review(at=noon(decided)), seen=2)
    return case_id


async def seen(work: DecisionWork, case_id: CaseId) -> int:
    return (await the_case(work, case_id)).version


async def requested(
    work: DecisionWork, case_id: CaseId, received: str = "2026-04-20", **changes: Any
) -> None:
    version = await seen(work, case_id)
    async with work() as uow:
        await reconsidering.request(uow, case_id, asking(received, **changes), seen=version)


async def accepted(work: DecisionWork, case_id: CaseId, *, by: UserId = ANOTHER) -> None:
    version = await seen(work, case_id)
    async with work() as uow:
        await reconsidering.accept(uow, case_id, judged("2026-04-21", by=by), seen=version)


async def the_request(work: DecisionWork, case_id: CaseId) -> Reconsideration:
    async with work() as uow:
        return (await uow.reconsiderations.of_case(case_id))[0]


async def test_a_request_is_kept_with_its_words_sealed_and_announced_without_them(work: DecisionWork) -> None:
    case_id = await negative(work)
    await requested(work, case_id)
    kept = await the_request(work, case_id)
    assert (kept.state, kept.timing, kept.accepted_until) == (
        RequestState.REQUESTED,
        Timing.IN_TIME,
        date(2026, 5, 13),
    )
    async with work() as uow:
        notes = await uow.notes.of_case(case_id)
        stored = await uow.session.scalar(text("SELECT string_agg(fact::text, ' ') FROM case_history"))
    assert [(note.about, note.words) for note in notes] == [
        ("reconsideration_asked", "A medical report has come.")
    ]
    assert "medical" not in str(stored)
    assert "reconsideration_requested" in await announced(work)


async def test_accepted_and_reopened_the_case_waits_for_a_new_decision(work: DecisionWork) -> None:
    case_id = await negative(work)
    await requested(work, case_id)
    await accepted(work, case_id)
    version = await seen(work, case_id)
    async with work() as uow:
        await reconsidering.reopen(uow, case_id, judged("2026-04-22"), seen=version)
    case = await the_case(work, case_id)
    assert (case.stage, case.due_on) == (Stage.REASONABLE_GROUNDS_PENDING, date(2026, 4, 29))
    assert (await the_request(work, case_id)).state is RequestState.REOPENED
    assert "reconsideration_decided" in await history(work, case_id)


async def test_refused_it_says_why_and_the_answer_is_sealed(work: DecisionWork) -> None:
    case_id = await negative(work)
    await requested(work, case_id)
    version = await seen(work, case_id)
    async with work() as uow:
        judgement = judged("2026-04-22", words="The report says nothing about it.")
        await reconsidering.refuse(uow, case_id, Refusal.NOTHING_NEW, judgement, seen=version)
    assert (await the_request(work, case_id)).refusal is Refusal.NOTHING_NEW
    async with work() as uow:
        words = {note.about: note.words for note in await uow.notes.of_case(case_id)}
    assert words["reconsideration_answered"] == "The report says nothing about it."


async def test_a_late_request_waits_for_more_time(work: DecisionWork) -> None:
    case_id = await negative(work)
    await requested(work, case_id, "2026-05-20")
    version = await seen(work, case_id)
    async with work() as uow:
        given = extension("2026-05-20", at=noon("2026-05-21"))
        await reconsidering.extend_window(uow, case_id, given, seen=version)
    assert (await the_request(work, case_id)).timing is Timing.EXTENDED


async def test_nothing_is_answered_that_nobody_asked(work: DecisionWork) -> None:
    case_id = await negative(work)
    with pytest.raises(NoOpenRequest):
        await accepted(work, case_id)


@pytest.mark.parametrize("person", [CASEWORKER, REVIEWER])
@pytest.mark.parametrize("column", ["answered", "decided"])
async def test_the_database_refuses_who_took_part_in_the_first_decision(
    work: DecisionWork, person: UserId, column: str
) -> None:
    case_id = await negative(work)
    await requested(work, case_id)
    await accepted(work, case_id)
    state = "accepted" if column == "answered" else "kept"
    forged = f"UPDATE reconsideration SET state = '{state}', {column}_by = '{person}', {column}_at = now()"
    with pytest.raises(DBAPIError, match="no part in the first decision"):
        async with work() as uow:
            await uow.session.execute(text(forged))


async def test_the_database_refuses_a_fresh_decision_by_the_first_author(work: DecisionWork) -> None:
    case_id = await negative(work)
    await requested(work, case_id)
    await accepted(work, case_id)
    version = await seen(work, case_id)
    async with work() as uow:
        await reconsidering.reopen(uow, case_id, judged("2026-04-22"), seen=version)
    forged = (
        "INSERT INTO decision (id, case_id, kind, outcome, state, test, written_by, written_at, decided_on, "
        "findings, relied_on) VALUES (:id, :case_id, 'reasonable_grounds', 'positive', 'stands', 'x', "
        ":by, now(), current_date, '[]', '[]')"
    )
    with pytest.raises(DBAPIError, match="no part in it the first time"):
        async with work() as uow:
            await uow.session.execute(text(forged), {"id": uuid4(), "case_id": case_id, "by": CASEWORKER})


@pytest.mark.parametrize(
    "forged",
    [
        "timing = 'late'",
        "timing = 'in_time', accepted_until = '2026-04-19'",
        "state = 'refused'",
        "refusal = 'late'",
        "state = 'kept'",
        "answered_by = NULL",
    ],
)
async def test_the_database_refuses_what_cannot_be_true(work: DecisionWork, forged: str) -> None:
    case_id = await negative(work)
    await requested(work, case_id)
    await accepted(work, case_id)
    with pytest.raises(IntegrityError):
        async with work() as uow:
            await uow.session.execute(text(f"UPDATE reconsideration SET {forged}"))


async def test_the_database_takes_one_request_for_each_point_where_the_rules_of_2020_hold(
    work: DecisionWork,
) -> None:
    case_id = await negative(work, "2022-01-31")
    await requested(work, case_id, "2022-02-10", ground=Ground.GUIDANCE, point=Point.TIME_GIVEN)
    first = await the_request(work, case_id)
    copied = {name: value for name, value in vars(first).items() if not name.startswith("_")}
    refused = {"id": uuid4(), "state": RequestState.REFUSED, "refusal": Refusal.GUIDANCE_FOLLOWED}
    answered = {"answered_by": ANOTHER, "answered_at": noon("2022-02-11")}
    with pytest.raises(IntegrityError, match="once_for_each_point"):
        async with work() as uow:
            uow.reconsiderations.add(Reconsideration(**(copied | refused | answered)))
