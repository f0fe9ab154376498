from fastapi import FastAPI
from tests.decision.conclusive_visits import (
    TRAFFICKING_FOUND,
    conclude,
    page_of,
    pending,
    record,
    recovering,
    sweep,
    the_case,
    write,
)
from tests.decision.portal_visits import CASEY, LEE, Seen, see, send
from tests.portals import signed_in

from contracts.ids import CaseId
from decision.domain.decisions import DecisionState
from decision.domain.stages import Stage


async def test_a_decision_written_early_is_held_and_says_so_everywhere(app: FastAPI) -> None:
    case_id = await recovering(app)
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        check = await write(client, case_id, "trafficking", TRAFFICKING_FOUND)
        done = await record(client, case_id, check)
        after = await see(client, f"/cases/{case_id}")
        held = await see(client, page_of(case_id, "held"))
        again = await see(client, page_of(case_id, "outcome"), status=409)
        history = await see(client, f"/cases/{case_id}/history")
    assert "Write the decision now, to be held until its day" in overview.text
    assert "Write the decision and hold it" in check.text
    assert "held until" in check.text
    assert "held until its day has come" in done.text
    assert "A decision is written and held until" in after.text
    assert "Decision held" in after.text
    assert "nothing is served by the calendar alone" in held.text
    assert not held.soup.select("input[value=confirm]"), "its day has not come"
    assert "waits for its day" in again.text
    assert "Decision held" in history.text
    assert (await the_case(app, case_id)).stage is Stage.RECOVERY


async def test_a_held_decision_is_not_confirmed_early_even_if_a_page_is_made_up(app: FastAPI) -> None:
    case_id = await recovering(app)
    await conclude(app, case_id)
    version = str((await the_case(app, case_id)).version)
    async with signed_in(app, CASEY) as client:
        refused = Seen(await send(client, page_of(case_id, "held"), answer="confirm", version=version))
    assert refused.response.status_code == 422
    assert "cannot be confirmed before" in refused.text
    assert (await the_case(app, case_id)).decisions[-1].state is DecisionState.HELD


async def held_and_due(app: FastAPI) -> CaseId:
    """Written on day 25, and now it is day 40."""
    case_id = await recovering(app, days_ago=40, is_swept=False)
    assert await conclude(app, case_id, days_ago=15) is DecisionState.HELD
    await sweep(app)
    return case_id


async def test_when_its_day_has_come_the_case_asks_for_the_decision_to_be_confirmed(app: FastAPI) -> None:
    case_id = await held_and_due(app)
    async with signed_in(app, CASEY) as client:
        overview = await see(client, f"/cases/{case_id}")
        held = await see(client, page_of(case_id, "held"))
        sent = await send(client, page_of(case_id, "held"), answer="confirm", version=held.hidden("version"))
        done = await see(client, sent.headers["location"])
    assert "The day of the decision that was held has come" in overview.text
    assert "Its day has come" in held.text
    assert "The positive conclusive grounds decision stands." in done.text


async def test_a_held_decision_is_set_aside_with_reasons_and_another_can_be_written(app: FastAPI) -> None:
    case_id = await held_and_due(app)
    async with signed_in(app, CASEY) as client:
        version = (await see(client, page_of(case_id, "held"))).hidden("version")
        silent = Seen(await send(client, page_of(case_id, "held"), answer="set_aside", version=version))
        sent = await send(
            client, page_of(case_id, "held"), answer="set_aside", version=version, reasons="New report"
        )
        decisions = await see(client, sent.headers["location"])
        outcome = await see(client, page_of(case_id, "outcome"))
    assert "Enter why the decision is set aside" in silent.text
    assert "Set aside, because New report" in decisions.text
    assert outcome.response.status_code == 200


async def test_who_held_pages_are_for_and_where_nothing_is_held(app: FastAPI) -> None:
    case_id = await pending(app)
    async with signed_in(app, CASEY) as client:
        await see(client, page_of(case_id, "held"), status=409)
    async with signed_in(app, LEE) as client:
        await see(client, page_of(case_id, "held"), status=403)
        await see(client, page_of(case_id, "outcome"), status=403)
