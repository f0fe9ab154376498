"""Each queue holds the cases that await what it is called after, and no other."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from tests.decision.portal_visits import CASEY, LEE, Seen, decide, open_case, see
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.decisions import DecisionKind, DecisionState, Outcome
from decision.domain.overlays import Consent, Whereabouts
from decision.domain.stages import Stage
from decision.web.queue_words import WORDS
from plumbing.clock import utcnow


def references(page: Seen) -> list[str]:
    return [cell.get_text(strip=True) for cell in page.soup.select("tbody th a")]


async def change(app: FastAPI, case_id: CaseId, **changes: Any) -> None:
    async with app.state.open_work() as uow:
        case = await uow.cases.get(case_id)
        for name, value in changes.items():
            setattr(case, name, value)
        await uow.record(case, [], by=None, at=utcnow())


async def queue(app: FastAPI, name: str, query: str = "") -> Seen:
    async with signed_in(app, CASEY) as client:
        return await see(client, f"/queues/{name}{query}")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        pytest.param("conclusive-grounds", {"stage": Stage.CONCLUSIVE_GROUNDS_PENDING}, id="conclusive"),
        pytest.param("conclusive-grounds", {"stage": Stage.ASSURANCE_PANEL}, id="before a panel"),
        pytest.param(
            "information", {"stage": Stage.REASONABLE_GROUNDS_MORE_INFORMATION}, id="more information"
        ),
        pytest.param("review", {"stage": Stage.CONCLUSIVE_GROUNDS_REVIEW}, id="second review"),
        pytest.param("reconsideration", {"stage": Stage.RECONSIDERATION_REQUESTED}, id="reconsideration"),
        pytest.param("suspended", {"stage": Stage.CONCLUSIVE_GROUNDS_SUSPENDED}, id="suspended"),
        pytest.param("at-18", {"consent": Consent.AWAITING_AT_18}, id="asked at 18"),
    ],
)
async def test_a_queue_holds_the_cases_it_is_called_after(
    app: FastAPI, name: str, changes: dict[str, Any]
) -> None:
    await open_case(app, reference="OTHER")
    await change(app, await open_case(app, reference="THIS"), **changes)
    assert references(await queue(app, name)) == ["THIS"]


@pytest.mark.parametrize(("days", "found"), [(90, ["CHILD"]), (91, [])])
async def test_a_child_is_in_the_queue_from_90_days_before_their_birthday(
    app: FastAPI, days: int, found: list[str]
) -> None:
    case_id = await open_case(app, reference="CHILD", age_band="child")
    await change(app, case_id, turns_18_on=utcnow().date() + timedelta(days=days))
    page = await queue(app, "at-18")
    assert references(page) == found
    assert ("Child near 18" in [cell.get_text(strip=True) for cell in page.soup.select("td")]) is bool(found)


@pytest.mark.parametrize(("days_ago", "found"), [(20, ["ENDING"]), (2, [])])
async def test_a_recovery_period_is_ending_soon_in_its_last_two_weeks(
    app: FastAPI, days_ago: int, found: list[str]
) -> None:
    case_id = await open_case(app, days_ago=days_ago, reference="ENDING")
    await decide(app, case_id, Outcome.POSITIVE)
    until = utcnow().date() + timedelta(days=30 - days_ago)
    async with app.state.open_work() as uow:
        case = await uow.cases.get(case_id)
        next(clock for clock in case.clocks if clock.rule == "CLK-REC30").due_on = until
        await uow.record(case, [], by=None, at=utcnow())
    assert references(await queue(app, "ending")) == found


async def test_a_decision_written_early_is_in_the_queue_of_those_held(app: FastAPI) -> None:
    case_id = await open_case(app, reference="HELD")
    await decide(app, case_id, Outcome.POSITIVE)
    async with app.state.open_work() as uow:
        case = await uow.cases.get(case_id)
        early = case.decisions[0]
        early.kind, early.state = DecisionKind.CONCLUSIVE_GROUNDS, DecisionState.HELD
        early.outcome, early.decided_on = Outcome.NEGATIVE, None
        await uow.record(case, [], by=None, at=utcnow())
    assert references(await queue(app, "held")) == ["HELD"]


async def test_every_queue_is_reached_from_every_other_and_says_when_it_is_empty(app: FastAPI) -> None:
    async with signed_in(app, CASEY) as client:
        for name, words in WORDS.items():
            page = await see(client, f"/queues/{name}")
            assert words.empty in page.text
            links = [str(link["href"]) for link in page.soup.select(".moj-sub-navigation a")]
            assert links == [f"/queues/{other}" for other in WORDS]


async def test_queues_without_a_name_lead_to_ones_own_first(app: FastAPI) -> None:
    for person, name in ((CASEY, "reasonable-grounds"), (LEE, "review")):
        async with signed_in(app, person) as client:
            assert (await client.get("/queues")).headers["location"] == f"/queues/{name}"


@pytest.mark.parametrize("name", ["in-hand", "lunch"])
async def test_a_queue_there_is_not_is_not_found(app: FastAPI, name: str) -> None:
    async with signed_in(app, CASEY) as client:
        assert (await client.get(f"/queues/{name}")).status_code in (404, 422)


async def test_the_detained_come_first_and_the_queue_says_why(app: FastAPI) -> None:
    await open_case(app, days_ago=40, reference="LATE")
    await change(app, await open_case(app, reference="DETAINED"), whereabouts=Whereabouts.DETAINED)
    page = await queue(app, "reasonable-grounds")
    assert references(page) == ["DETAINED", "LATE"]
    reasons = [row.select("td")[1].get_text(strip=True) for row in page.soup.select("tbody tr")]
    assert reasons == ["Detained", "Overdue"]
