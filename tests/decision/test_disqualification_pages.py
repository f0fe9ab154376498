"""Disqualification through the pages: told, heard, weighed, decided by a second person; and by programs."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from tests.decision.portal_visits import CASEY, LEE, REMY, Seen, decide, open_case, see, send
from tests.decision.test_deciding import stage_of
from tests.decision.test_reconsideration_pages import TODAY, boxes, part
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.decisions import Outcome
from decision.domain.overlays import Disqualification
from decision.domain.stages import Stage

WEIGHED = {
    "threat": "High.",
    "recovery_need": "Can be met.",
    "retrafficking_risk": "Low.",
    "weighing": "The threat outweighs the need.",
    "outcome": "impose",
}


async def protected(app: FastAPI) -> CaseId:
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.POSITIVE)
    return case_id


def step(case_id: CaseId, name: str) -> str:
    return f"/cases/{case_id}/disqualification/{name}"


async def act(client: httpx.AsyncClient, case_id: CaseId, name: str, **fields: str) -> httpx.Response:
    page = await see(client, step(case_id, name))
    return await send(client, step(case_id, name), version=page.hidden("version"), **fields)


async def weighed(app: FastAPI, **changes: str) -> CaseId:
    """By Casey, after the person has answered."""
    case_id = await protected(app)
    async with signed_in(app, CASEY) as client:
        await act(client, case_id, "notify", ground="foreign_criminal", words="Sentenced to two years.")
        said = {"words": "I was a child then."} | boxes("received_on", TODAY)
        await act(client, case_id, "representations", **said)
        response = await act(client, case_id, "assess", **(WEIGHED | changes))
        assert response.status_code == 303, Seen(response).text
    return case_id


async def overlay_of(app: FastAPI, case_id: CaseId) -> Disqualification:
    async with app.state.open_work() as uow:
        found: Disqualification = (await uow.cases.get(case_id)).disqualification
        return found


async def test_the_notice_says_until_when_the_person_may_answer(app: FastAPI) -> None:
    case_id = await protected(app)
    async with signed_in(app, CASEY) as client:
        assert "Consider disqualification" in (await see(client, part(case_id))).text
        response = await act(client, case_id, "notify", ground="bad_faith", words="Two accounts differ.")
        done = await see(client, response.headers["location"])
        early = Seen(await act(client, case_id, "assess", **WEIGHED))
    assert "may answer before anything is weighed" in done.text
    assert "Answer by" in done.text
    assert "Two accounts differ." in done.text
    assert early.response.status_code == 422
    assert "The person still has time to answer" in early.text
    assert "Can be met." in early.response.text


async def test_more_time_to_answer_is_given_to_a_later_day(app: FastAPI) -> None:
    case_id = await protected(app)
    async with signed_in(app, CASEY) as client:
        await act(client, case_id, "notify", ground="bad_faith", words="Two accounts differ.")
        early = Seen(await act(client, case_id, "more-time", words="Ill.", **boxes("until", TODAY)))
        later = boxes("until", TODAY + timedelta(days=40))
        response = await act(client, case_id, "more-time", words="In hospital.", **later)
        done = await see(client, response.headers["location"])
    assert "must be later than the present one" in early.text
    assert "There is more time for representations." in done.text


async def test_a_second_person_reads_what_was_weighed_and_imposes_it_and_the_case_stays_open(
    app: FastAPI,
) -> None:
    case_id = await weighed(app)
    async with signed_in(app, REMY) as client:
        read = await see(client, part(case_id))
        assert "The threat outweighs the need." in read.text
        assert "I was a child then." in read.text
        response = await act(client, case_id, "review", answer="agree")
        done = await see(client, response.headers["location"])
        history = await see(client, f"/cases/{case_id}/history")
    assert "The case itself stays open." in done.text
    assert "Protection ended at once. Conclusive grounds must still be decided." in history.text
    assert await overlay_of(app, case_id) is Disqualification.IMPOSED
    assert await stage_of(app, case_id) is Stage.RECOVERY


async def test_returned_with_reasons_it_is_weighed_again(app: FastAPI) -> None:
    case_id = await weighed(app)
    async with signed_in(app, REMY) as client:
        empty = Seen(await act(client, case_id, "review", answer="return"))
        await act(client, case_id, "review", answer="return", words="Say more of the need.")
    async with signed_in(app, CASEY) as client:
        read = await see(client, part(case_id))
        again = await act(client, case_id, "assess", **(WEIGHED | {"outcome": "not"}))
    assert "Enter what must be weighed again" in empty.text
    assert "Say more of the need." in read.text
    assert again.status_code == 303


async def test_quashed_the_person_is_protected_again(app: FastAPI) -> None:
    case_id = await weighed(app)
    async with signed_in(app, REMY) as client:
        await act(client, case_id, "review", answer="agree")
        response = await act(client, case_id, "quash", words="The High Court, on the papers.")
        done = await see(client, response.headers["location"])
    assert "The person is protected again." in done.text
    assert await overlay_of(app, case_id) is Disqualification.QUASHED


async def test_whoever_weighed_it_and_whoever_does_not_review_are_kept_out(app: FastAPI) -> None:
    case_id = await protected(app)
    async with signed_in(app, REMY) as client:
        await act(client, case_id, "notify", ground="bad_faith", words="Two accounts differ.")
        said = {"words": "Not so."} | boxes("received_on", TODAY)
        await act(client, case_id, "representations", **said)
        await act(client, case_id, "assess", **WEIGHED)
        own = await see(client, step(case_id, "review"), status=403)
    async with signed_in(app, CASEY) as client:
        await see(client, step(case_id, "review"), status=403)
    async with signed_in(app, LEE) as client:
        await see(client, step(case_id, "review"))
        await see(client, step(case_id, "notify"), status=403)
    assert "You weighed this disqualification" in own.text


@pytest.mark.parametrize("left_out", ["threat", "recovery_need", "weighing", "outcome"])
async def test_nothing_is_left_out_of_the_weighing(app: FastAPI, left_out: str) -> None:
    case_id = await protected(app)
    async with signed_in(app, CASEY) as client:
        await act(client, case_id, "notify", ground="bad_faith", words="Two accounts differ.")
        shown = Seen(await act(client, case_id, "assess", **(WEIGHED | {left_out: ""})))
    assert shown.response.status_code == 422


async def test_protection_that_was_never_given_is_not_taken_away(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        shown = await see(client, step(case_id, "notify"), status=409)
    assert "needs a positive reasonable grounds decision" in shown.text


async def does(client: httpx.AsyncClient, case_id: CaseId, path: str, body: dict[str, Any]) -> httpx.Response:
    read = await client.get(f"/v1/cases/{case_id}")
    headers = {"If-Match": read.headers["etag"]}
    return await client.post(f"/v1/cases/{case_id}/{path}", json=body, headers=headers)


async def test_a_program_does_it_under_the_same_rules(app: FastAPI) -> None:
    case_id = await protected(app)
    async with signed_in(app, CASEY) as client:
        body = {"ground": "bad_faith", "words": "Two accounts differ."}
        notified = await does(client, case_id, "disqualification/notify", body)
        early = await does(client, case_id, "disqualification/assess", WEIGHED)
        again = await does(client, case_id, "disqualification/notify", body)
        said = {"received_on": TODAY.isoformat(), "words": "Not so."}
        await does(client, case_id, "disqualification/representations", said)
        assessed = await does(client, case_id, "disqualification/assess", WEIGHED)
        own = await does(client, case_id, "disqualification/review", {"answer": "agree"})
    async with signed_in(app, REMY) as client:
        imposed = await does(client, case_id, "disqualification/review", {"answer": "agree"})
    assert [notified.status_code, early.status_code, again.status_code] == [200, 422, 409]
    assert [assessed.status_code, own.status_code, imposed.status_code] == [200, 403, 200]
    assert await overlay_of(app, case_id) is Disqualification.IMPOSED


async def test_a_program_asks_for_a_reconsideration_under_the_same_rules(app: FastAPI) -> None:
    case_id = await open_case(app)
    body = {
        "asked_by": "lawyer",
        "received_on": TODAY.isoformat(),
        "ground": "new_evidence",
        "enclosed": "yes",
        "removal": "no",
        "words": "MARKER of what they say",
    }
    async with signed_in(app, CASEY) as client:
        refused = await does(client, case_id, "reconsideration/ask", body)
    assert refused.status_code == 409
    assert "MARKER" not in refused.text
