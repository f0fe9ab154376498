from fastapi import FastAPI
from httpx import AsyncClient
from tests.decision.conclusive_visits import before_a_panel, pending, the_case
from tests.decision.portal_visits import CASEY, LEE, REMY, Seen, see, send
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.decisions import DecisionState
from decision.domain.stages import Stage

QUORATE = {"chair": "present", "police": "present", "local_authority": "absent", "charity": "present"}
TUESDAY_7_JANUARY = {"panel_on-day": "7", "panel_on-month": "1", "panel_on-year": "2020"}
THURSDAY_2_JANUARY = {"sent_on-day": "2", "sent_on-month": "1", "sent_on-year": "2020"}


async def do(client: AsyncClient, case_id: CaseId, step: str, **fields: str) -> Seen:
    """Sends the form that the panel's page shows, and follows where it leads."""
    version = (await see(client, f"/cases/{case_id}/panel")).hidden("version")
    sent = await client.post(
        f"/cases/{case_id}/panel/{step}", data=fields | {"version": version}, follow_redirects=True
    )
    return Seen(sent)


async def sat(client: AsyncClient, case_id: CaseId) -> Seen:
    await do(client, case_id, "arrange", **TUESDAY_7_JANUARY)
    await do(client, case_id, "papers", **THURSDAY_2_JANUARY)
    return await do(client, case_id, "sitting", **QUORATE)


async def test_a_negative_decision_of_2019_waits_for_a_panel_and_the_case_says_so(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        decisions = await see(client, f"/cases/{case_id}/decisions")
        history = await see(client, f"/cases/{case_id}/history")
    assert "An assurance panel sees this negative decision before it is served" in overview.text
    assert "Before an assurance panel" in decisions.text
    assert "Sent to an assurance panel" in history.text


async def test_a_panel_is_arranged_sits_and_agrees_and_the_decision_stands(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    async with signed_in(app, CASEY) as client:
        arranged = await do(client, case_id, "arrange", **TUESDAY_7_JANUARY)
        overview = await see(client, f"/cases/{case_id}")
        papers = await do(client, case_id, "papers", **THURSDAY_2_JANUARY)
        seated = await do(client, case_id, "sitting", **(QUORATE | {"local_authority": "conflict"}))
        answered = await do(client, case_id, "answer", answer="agrees")
        history = await see(client, f"/cases/{case_id}/history")
    assert "7 January 2020" in arranged.text
    assert "On which day were the papers sent?" in arranged.text
    assert "2 January 2020" in overview.text, "papers are due three working days before"
    assert "The chair and two others must take part" in papers.text
    assert "Stepped out Local authority" in seated.text
    assert "Agrees with the decision" in answered.text
    assert "Nothing more is to be done here" in answered.text
    assert "1 declared a conflict and stepped out" in history.text
    assert (await the_case(app, case_id)).stage is Stage.CONCLUSIVE_GROUNDS_NEGATIVE


async def test_a_panel_that_is_not_quorate_is_arranged_for_another_day(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    async with signed_in(app, CASEY) as client:
        await do(client, case_id, "arrange", **TUESDAY_7_JANUARY)
        papers = await do(client, case_id, "papers", **THURSDAY_2_JANUARY)
        refused = await do(client, case_id, "sitting", **(QUORATE | {"police": "conflict"}))
        again = await see(client, f"/cases/{case_id}/panel/arrange")
        moved = await do(client, case_id, "arrange", **(TUESDAY_7_JANUARY | {"panel_on-day": "21"}))
    assert refused.response.status_code == 422
    assert "arrange the panel for another day" in refused.text
    assert "Arrange the panel for another day" in papers.text
    assert "On which day does the panel sit?" in again.text
    assert "21 January 2020" in moved.text
    assert "The chair and two others must take part" in moved.text, "papers need not be sent again"


async def test_a_panel_that_disagrees_says_why_and_a_leader_weighs_it(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    async with signed_in(app, CASEY) as client:
        await sat(client, case_id)
        silent = await do(client, case_id, "answer", answer="disagrees")
        said = await do(client, case_id, "answer", answer="disagrees", reasons="MARKER of the panel")
        await send(client, f"/cases/{case_id}/panel/lead", answer="upheld", reasons="x", version="9")
    async with signed_in(app, LEE) as client:
        lead = await see(client, f"/cases/{case_id}/panel")
        done = await do(client, case_id, "lead", answer="upheld", reasons="MARKER of the lead")
        decisions = await see(client, f"/cases/{case_id}/decisions")
    assert "Enter the reasons the panel gave" in silent.text
    assert "A leader does this" in said.text
    assert "MARKER of the panel" in lead.text
    assert "The decision stands" in done.text
    assert "MARKER of the lead" in decisions.text
    assert (await the_case(app, case_id)).stage is Stage.CONCLUSIVE_GROUNDS_NEGATIVE


async def test_a_decision_sent_back_by_the_lead_is_returned_to_its_author(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    async with signed_in(app, CASEY) as client:
        await sat(client, case_id)
        await do(client, case_id, "answer", answer="disagrees", reasons="MARKER of the panel")
    async with signed_in(app, LEE) as client:
        await do(client, case_id, "lead", answer="sent_back", reasons="Ask the police again")
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
    case = await the_case(app, case_id)
    assert (case.stage, case.decisions[-1].state) == (
        Stage.CONCLUSIVE_GROUNDS_PENDING,
        DecisionState.RETURNED,
    )
    assert "Your decision was returned" in overview.text


async def test_two_people_do_not_keep_one_panels_record_at_once(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    version = str((await the_case(app, case_id)).version)
    async with signed_in(app, CASEY) as casey, signed_in(app, REMY) as remy:
        path = f"/cases/{case_id}/panel/arrange"
        await send(casey, path, version=version, **TUESDAY_7_JANUARY)
        late = await send(remy, path, version=version, **(TUESDAY_7_JANUARY | {"panel_on-day": "14"}))
    assert late.status_code == 409
    assert "Assurance panel arranged" in Seen(late).text


async def test_a_case_without_a_panel_says_so(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        refused = await see(client, f"/cases/{case_id}/panel", status=409)
    assert "has been before no assurance panel" in refused.text


async def test_only_a_leader_answers_as_technical_lead(app: FastAPI) -> None:
    case_id = await before_a_panel(app)
    async with signed_in(app, CASEY) as client:
        sent = await send(client, f"/cases/{case_id}/panel/lead", answer="upheld", reasons="x", version="5")
    async with signed_in(app, LEE) as client:
        kept_out = await send(client, f"/cases/{case_id}/panel/papers", version="5")
    assert (sent.status_code, kept_out.status_code) == (403, 403)
