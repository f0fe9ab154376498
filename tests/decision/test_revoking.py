"""Revocation through the pages and by program: heard, proposed, decided by a second person, and kept."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from tests.decision.conclusive_visits import conclude, pending
from tests.decision.portal_visits import CASEY, REMY, Seen, see, send
from tests.decision.test_deciding import stage_of
from tests.decision.test_disqualification_pages import does
from tests.decision.test_reconsideration_pages import TODAY, boxes, part
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.decisions import DecisionState, Outcome
from decision.domain.definition import Head
from decision.domain.stages import Stage

PROPOSED = {"outcome": "revoke", "words": "The records are genuine."}


async def positive(app: FastAPI) -> CaseId:
    case_id = await pending(app)
    await conclude(app, case_id, Head.TRAFFICKING)
    return case_id


def step(case_id: CaseId, name: str) -> str:
    return f"/cases/{case_id}/revocation/{name}"


async def act(client: httpx.AsyncClient, case_id: CaseId, name: str, **fields: str) -> httpx.Response:
    page = await see(client, step(case_id, name))
    return await send(client, step(case_id, name), version=page.hidden("version"), **fields)


def writing(days: int = 14) -> dict[str, str]:
    said = {"written_to": "lawyer", "words": "Records from abroad contradict the account."}
    return said | boxes("answer_by", TODAY + timedelta(days=days))


async def proposed(app: FastAPI) -> CaseId:
    """By Casey, after the lawyer has answered."""
    case_id = await positive(app)
    async with signed_in(app, CASEY) as client:
        await act(client, case_id, "consider", **writing())
        answer = {"words": "The records are forged."} | boxes("received_on", TODAY)
        await act(client, case_id, "representations", **answer)
        response = await act(client, case_id, "propose", **PROPOSED)
        assert response.status_code == 303, Seen(response).text
    return case_id


async def test_the_person_is_written_to_and_nothing_is_proposed_before_they_could_answer(
    app: FastAPI,
) -> None:
    case_id = await positive(app)
    async with signed_in(app, CASEY) as client:
        assert "Consider revoking the decision" in (await see(client, part(case_id))).text
        past = Seen(await act(client, case_id, "consider", **writing(0)))
        response = await act(client, case_id, "consider", **writing())
        done = await see(client, response.headers["location"])
        early = Seen(await act(client, case_id, "propose", **PROPOSED))
        again = await act(client, case_id, "consider", **writing())
    assert "The day must be in the future" in past.text
    assert "Records from abroad contradict the account." in done.text
    assert "They still have time to answer" in early.text
    assert again.status_code == 409


async def test_a_second_person_agrees_and_a_negative_decision_takes_its_place(app: FastAPI) -> None:
    case_id = await proposed(app)
    async with signed_in(app, REMY) as client:
        assert "The records are forged." in (await see(client, part(case_id))).text
        response = await act(client, case_id, "review", answer="agree")
        done = await see(client, response.headers["location"])
        decisions = await see(client, f"/cases/{case_id}/decisions")
    assert "Revoked: the decision is negative" in done.text
    assert "Time to ask" in done.text
    assert "The records are genuine." in decisions.text
    assert await stage_of(app, case_id) is Stage.CONCLUSIVE_GROUNDS_NEGATIVE
    async with app.state.open_work() as uow:
        first, second = (await uow.cases.get(case_id)).decisions[-2:]
    assert (first.state, second.outcome) == (DecisionState.REVOKED, Outcome.NEGATIVE)


async def test_who_proposed_it_is_kept_out_and_a_return_needs_reasons(app: FastAPI) -> None:
    case_id = await proposed(app)
    async with signed_in(app, CASEY) as client:
        await see(client, step(case_id, "review"), status=403)
    async with signed_in(app, REMY) as client:
        empty = Seen(await act(client, case_id, "review", answer="return"))
        returned = await act(client, case_id, "review", answer="return", words="Ask the lawyer once more.")
    assert "Enter what must be looked at again" in empty.text
    assert returned.status_code == 303
    assert await stage_of(app, case_id) is Stage.CONCLUSIVE_GROUNDS_POSITIVE


async def test_a_program_revokes_under_the_same_rules(app: FastAPI) -> None:
    case_id = await positive(app)
    until = (TODAY + timedelta(days=14)).isoformat()
    async with signed_in(app, CASEY) as client:
        body = {"written_to": "person", "answer_by": until, "words": "Records contradict the account."}
        considered = await does(client, case_id, "revocation/consider", body)
        early = await does(client, case_id, "revocation/propose", PROPOSED)
        answer = {"received_on": TODAY.isoformat(), "words": "Not so."}
        await does(client, case_id, "revocation/representations", answer)
        await does(client, case_id, "revocation/propose", PROPOSED)
        own = await does(client, case_id, "revocation/review", {"answer": "agree"})
    async with signed_in(app, REMY) as client:
        revoked = await does(client, case_id, "revocation/review", {"answer": "agree"})
    assert [considered.status_code, early.status_code] == [200, 422]
    assert [own.status_code, revoked.status_code] == [403, 200]
    assert revoked.json()["stage"] == "cg_negative"


@pytest.mark.parametrize(
    "forged",
    [
        "state = 'revoked'",
        "state = 'not_revoked', reviewed_by = proposed_by, reviewed_at = now(), is_to_be_revoked = false",
        "state = 'not_revoked', reviewed_by = :other, reviewed_at = now()",
        "proposed_by = NULL",
    ],
)
async def test_the_database_refuses_what_cannot_be_true(app: FastAPI, forged: str) -> None:
    await proposed(app)
    values = {"other": uuid4()} if ":other" in forged else {}
    with pytest.raises(IntegrityError):
        async with app.state.open_work() as uow:
            await uow.session.execute(text(f"UPDATE revocation SET {forged}"), values)
