"""Reconsideration through the pages: asked for, answered and decided by a colleague; and by programs."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from tests.decision.builders import a_review
from tests.decision.portal_visits import CASEY, LEE, REMY, Seen, decide, open_case, see, send
from tests.decision.test_deciding import stage_of
from tests.portals import a_person, signed_in

from clocks import london_day
from contracts.ids import CaseId
from decision import commands
from decision.domain.decisions import Outcome
from decision.domain.stages import Stage
from decision.queries.kept import why_kept
from plumbing.clock import utcnow

SASHA = a_person("caseworker", subject="sasha", user_id=UUID(int=5))
TODAY = london_day(utcnow())


async def negative(app: FastAPI) -> CaseId:
    """Written by Casey and agreed by Remy, today."""
    case_id = await open_case(app)
    await decide(app, case_id, Outcome.NEGATIVE)
    async with app.state.open_work() as uow:
        review = a_review(by=REMY.user_id, at=utcnow())
        await commands.review_reasonable_grounds(uow, case_id, review, seen=2)
    return case_id


def part(case_id: CaseId) -> str:
    return f"/cases/{case_id}/after-decision"


def step(case_id: CaseId, name: str) -> str:
    return f"/cases/{case_id}/reconsideration/{name}"


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def asking(**changes: str) -> dict[str, str]:
    usual = {
        "asked_by": "person",
        "ground": "new_evidence",
        "point": "none",
        "enclosed": "yes",
        "removal": "no",
        "words": "A doctor has written a report.",
    }
    return usual | boxes("received_on", TODAY) | changes


async def act(client: httpx.AsyncClient, case_id: CaseId, name: str, **fields: str) -> httpx.Response:
    page = await see(client, step(case_id, name))
    return await send(client, step(case_id, name), version=page.hidden("version"), **fields)


async def asked(app: FastAPI, **changes: str) -> CaseId:
    case_id = await negative(app)
    async with signed_in(app, CASEY) as client:
        response = await act(client, case_id, "ask", **asking(**changes))
        assert response.status_code == 303, Seen(response).text
    return case_id


async def test_a_request_is_recorded_and_waits_for_a_colleague(app: FastAPI) -> None:
    case_id = await negative(app)
    async with signed_in(app, CASEY) as client:
        assert "Record a request for reconsideration" in (await see(client, f"/cases/{case_id}")).text
        response = await act(client, case_id, "ask", **asking())
        done = await see(client, response.headers["location"])
        overview = await see(client, f"/cases/{case_id}")
    assert "changes no exit date" in done.text
    assert "A doctor has written a report." in done.text
    assert "You had a part in the decision, so a colleague who had none must answer" in overview.text
    assert await stage_of(app, case_id) is Stage.RECONSIDERATION_REQUESTED


async def test_a_colleague_accepts_and_opens_the_decision_again(app: FastAPI) -> None:
    case_id = await asked(app)
    async with signed_in(app, SASHA) as client:
        overview = await see(client, f"/cases/{case_id}")
        assert "Read the request, then accept or refuse it." in overview.text
        accepted = await act(client, case_id, "accept", words="The report matters.")
        done = await see(client, accepted.headers["location"])
        assert "potential victim again" in done.text
        reopened = await act(client, case_id, "reopen", words="The report changes the picture.")
        done = await see(client, reopened.headers["location"])
        overview = await see(client, f"/cases/{case_id}")
        history = await see(client, f"/cases/{case_id}/history")
    assert "It is yours to make anew." in done.text
    assert "Record a decision" in overview.text
    assert "Reconsidered: reasonable grounds" in history.text
    assert "The decision is open again, and will be made anew." in history.text
    assert await stage_of(app, case_id) is Stage.REASONABLE_GROUNDS_PENDING


async def test_a_reopened_decision_is_not_for_whoever_made_it_first(app: FastAPI) -> None:
    case_id = await asked(app)
    async with signed_in(app, SASHA) as client:
        await act(client, case_id, "accept")
        await act(client, case_id, "reopen", words="The report changes the picture.")
        version = (await see(client, f"/cases/{case_id}")).hidden("version")
        await send(client, f"/cases/{case_id}/put-back", version=version)
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        refused = await see(client, f"/cases/{case_id}/reasonable-grounds/outcome", status=409)
    assert "a colleague must make it" in overview.text
    assert "a colleague must make it" in refused.text


async def test_a_colleague_refuses_with_reasons_and_the_decision_stands(app: FastAPI) -> None:
    case_id = await asked(app)
    async with signed_in(app, SASHA) as client:
        response = await act(client, case_id, "refuse", why="nothing_new", words="It says nothing new.")
        done = await see(client, response.headers["location"])
    assert "The decision stands as before" in done.text
    assert "It says nothing new." in done.text
    assert await stage_of(app, case_id) is Stage.REASONABLE_GROUNDS_NEGATIVE


async def test_an_accepted_request_can_leave_the_decision_negative(app: FastAPI) -> None:
    case_id = await asked(app)
    async with signed_in(app, SASHA) as client:
        await act(client, case_id, "accept")
        response = await act(client, case_id, "keep", words="The report does not change it.")
        done = await see(client, response.headers["location"])
    assert "Send it anew" in done.text
    async with app.state.open_work() as uow:
        (decision,) = (await uow.cases.get(case_id)).decisions
        assert await why_kept(uow, case_id, decision.id) == "The report does not change it."
    assert await stage_of(app, case_id) is Stage.REASONABLE_GROUNDS_NEGATIVE


@pytest.mark.parametrize("person", [CASEY, REMY])
@pytest.mark.parametrize("name", ["accept", "refuse", "keep", "reopen"])
async def test_who_wrote_or_reviewed_the_decision_is_kept_out(app: FastAPI, person: Any, name: str) -> None:
    case_id = await asked(app)
    async with signed_in(app, person) as client:
        shown = await see(client, step(case_id, name), status=403)
        sent = await send(client, step(case_id, name), version="4", why="nothing_new", words="x")
    assert "Somebody else must look at it again" in shown.text
    assert sent.status_code == 403
    assert await stage_of(app, case_id) is Stage.RECONSIDERATION_REQUESTED


async def test_only_a_court_can_help_where_removal_is_intended(app: FastAPI) -> None:
    case_id = await asked(app, removal="yes")
    async with signed_in(app, SASHA) as client:
        refused = Seen(await act(client, case_id, "accept"))
        wrong = Seen(await act(client, case_id, "refuse", why="late", words="x"))
        right = await act(client, case_id, "refuse", why="court_only", words="Removal to France is intended.")
    assert refused.response.status_code == wrong.response.status_code == 422
    assert "a court is the only route" in refused.text
    assert "Select a reason that is true of this request" in wrong.text
    assert right.status_code == 303


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": ""}, "Enter what they say"),
        ({"asked_by": ""}, "Select who asks"),
        ({"ground": "guidance_not_followed"}, "Select what of the guidance was not followed"),
        (boxes("received_on", TODAY + timedelta(days=1)), "and not in the future"),
        (boxes("received_on", TODAY - timedelta(days=1)), "must be the day of the decision or later"),
    ],
)
async def test_a_request_filled_in_wrongly_says_what_to_put_right(
    app: FastAPI, changes: dict[str, str], said: str
) -> None:
    case_id = await negative(app)
    async with signed_in(app, CASEY) as client:
        shown = Seen(await act(client, case_id, "ask", **asking(**changes)))
    assert shown.response.status_code == 422
    assert said in shown.text
    assert changes.get("words", "A doctor has written a report.") in shown.response.text


async def test_more_time_to_ask_is_given_to_a_later_day_only(app: FastAPI) -> None:
    case_id = await negative(app)
    reasons = {"ground": "new_evidence", "words": "In hospital."}
    async with signed_in(app, CASEY) as client:
        early = Seen(await act(client, case_id, "more-time", **reasons, **boxes("until", TODAY)))
        until = TODAY + timedelta(days=60)
        response = await act(client, case_id, "more-time", **reasons, **boxes("until", until))
        done = await see(client, response.headers["location"])
        history = await see(client, f"/cases/{case_id}/history")
    assert "must be later than the present one" in early.text
    assert f"{until.day} {until:%B %Y}" in done.text
    assert "More time to ask for a reconsideration" in history.text


async def test_of_two_who_answer_the_second_is_told_what_happened_and_keeps_their_words(
    app: FastAPI,
) -> None:
    case_id = await asked(app)
    async with signed_in(app, SASHA) as client:
        page = await see(client, step(case_id, "refuse"))
        await act(client, case_id, "accept")
        late = Seen(
            await send(
                client,
                step(case_id, "refuse"),
                version=page.hidden("version"),
                why="nothing_new",
                words="My careful words",
            )
        )
    assert late.response.status_code == 409


async def test_a_leader_reads_and_does_not_decide(app: FastAPI) -> None:
    case_id = await asked(app)
    async with signed_in(app, LEE) as client:
        await see(client, part(case_id))
        await see(client, step(case_id, "accept"), status=403)


async def test_a_case_without_a_negative_decision_takes_no_request(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, CASEY) as client:
        shown = await see(client, step(case_id, "ask"), status=409)
        empty = await see(client, part(case_id))
    assert "No negative decision stands" in shown.text
    assert "Nothing has followed a decision on this case yet." in empty.text
