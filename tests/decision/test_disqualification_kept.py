"""A disqualification in the database: decided by two people, weighed whole, its words sealed."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.decision.builders import CASEWORKER
from tests.decision.kept_cases import announced, decided, the_case
from tests.decision.test_disqualification import a_second_look, judged, notice, weighing

from contracts.ids import CaseId
from decision.afterwards import disqualifying
from decision.domain.decisions import Outcome
from decision.domain.disqualification import DisqualificationProposal, DisqualificationState
from decision.domain.overlays import Disqualification
from decision.domain.stages import Stage
from decision.storage import NothingProposed, UnitOfWork
from plumbing.database import Work

DecisionWork = Work[UnitOfWork]


async def the_proposal(work: DecisionWork, case_id: CaseId) -> DisqualificationProposal:
    async with work() as uow:
        return await uow.disqualifications.latest(case_id)


async def notified(work: DecisionWork) -> CaseId:
    case_id = await decided(work, Outcome.POSITIVE)
    async with work() as uow:
        await disqualifying.notify(uow, case_id, notice(), seen=2)
    return case_id


async def assessed(work: DecisionWork) -> CaseId:
    case_id = await notified(work)
    given = judged("2026-04-27", "They were a child then.")
    async with work() as uow:
        day = date(2026, 4, 27)
        await disqualifying.represent(uow, case_id, day, given, note_id=uuid4(), seen=3)
    version = (await the_case(work, case_id)).version
    async with work() as uow:
        await disqualifying.assess(uow, case_id, weighing(), note_id=uuid4(), seen=version)
    return case_id


async def imposed(work: DecisionWork) -> CaseId:
    case_id = await assessed(work)
    version = (await the_case(work, case_id)).version
    async with work() as uow:
        await disqualifying.review(uow, case_id, a_second_look(), note_id=uuid4(), seen=version)
    return case_id


async def test_weighed_by_one_and_decided_by_another_it_ends_protection_and_not_the_case(
    work: DecisionWork,
) -> None:
    case_id = await imposed(work)
    case = await the_case(work, case_id)
    assert (case.disqualification, case.stage) == (Disqualification.IMPOSED, Stage.RECOVERY)
    assert {"disqualification_notified", "disqualification_decided"} <= set(await announced(work))
    assert (await the_proposal(work, case_id)).state is DisqualificationState.IMPOSED


async def test_what_was_written_is_sealed_each_thing_by_itself(work: DecisionWork) -> None:
    case_id = await imposed(work)
    async with work() as uow:
        words = {note.about: note.words for note in await uow.notes.of_case(case_id)}
        history = await uow.session.scalar(text("SELECT string_agg(fact::text, ' ') FROM case_history"))
    assert words["disqualification_threat"] == "High, and recent."
    assert words["disqualification_represented"] == "They were a child then."
    assert "High" not in str(history)


async def test_quashed_it_is_kept_with_its_reason(work: DecisionWork) -> None:
    case_id = await imposed(work)
    version = (await the_case(work, case_id)).version
    async with work() as uow:
        await disqualifying.quash(uow, case_id, judged("2026-06-01"), seen=version)
    assert (await the_case(work, case_id)).disqualification is Disqualification.QUASHED


async def test_nothing_is_decided_that_nobody_considered(work: DecisionWork) -> None:
    case_id = await decided(work, Outcome.POSITIVE)
    with pytest.raises(NothingProposed):
        async with work() as uow:
            await disqualifying.quash(uow, case_id, judged("2026-06-01"), seen=2)


@pytest.mark.parametrize(
    "forged",
    [
        f"state = 'imposed', reviewed_by = '{CASEWORKER}', reviewed_at = now()",
        "state = 'imposed'",
        "state = 'not_imposed', reviewed_by = gen_random_uuid(), reviewed_at = now()",
        "has_weighed_retrafficking = false",
        "assessed_by = NULL",
        "state = 'notified'",
    ],
)
async def test_the_database_refuses_what_cannot_be_true(work: DecisionWork, forged: str) -> None:
    await assessed(work)
    with pytest.raises(IntegrityError):
        async with work() as uow:
            await uow.session.execute(text(f"UPDATE disqualification SET {forged}"))


async def test_the_database_takes_one_consideration_at_a_time(work: DecisionWork) -> None:
    case_id = await notified(work)
    second = DisqualificationProposal(
        id=uuid4(),
        case_id=case_id,
        ground=notice().ground,
        notified_by=CASEWORKER,
        notified_at=notice("2026-04-21").at,
    )
    with pytest.raises(IntegrityError, match="disqualification_one_open"):
        async with work() as uow:
            uow.disqualifications.add(second)
