"""Withdrawing, closing, putting the received date right and checking progress, on the pages."""

from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from tests.decision.circumstance_visits import (
    announced,
    boxes,
    case_of,
    done,
    in_days,
    refused,
    sealed_notes,
    today,
)
from tests.decision.portal_visits import CASEY, LEE, decide, open_case, see
from tests.decision.test_case_pages import referral_of
from tests.decision.test_information_requests import hear
from tests.portals import signed_in

from contracts.ids import CaseId
from contracts.referral import ConsentWithdrawn
from decision.domain.decisions import Outcome
from decision.domain.overlays import Consent
from decision.domain.stages import Stage
from plumbing.clock import utcnow

ASKED_FOR = "Withdrawal was asked for"


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEY) as client:
        yield client


async def hear_withdrawal(app: FastAPI, case_id: CaseId) -> None:
    said = ConsentWithdrawn.model_validate(
        {
            "referral_id": await referral_of(app, case_id),
            "reference": "NRM-1",
            "consent": "referral",
            "withdrawn_at": utcnow(),
        }
    )
    await hear(app, said)


async def test_what_a_first_responder_says_is_a_task_until_a_caseworker_confirms_it(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, age_band="adult")
    await hear_withdrawal(app, case_id)
    assert ASKED_FOR in (await see(client, f"/cases/{case_id}")).text
    fields = {"how": "oral", "advice": "MARKER said to the council"}
    after = await done(client, case_id, "withdraw", **fields, **boxes("said_on", today()))
    assert "The case is withdrawn and over" in after.text
    assert "Who must hear that the case is withdrawn" in after.text
    assert ASKED_FOR not in after.text
    case = await case_of(app, case_id)
    assert (case.stage, any(clock.state.is_open for clock in case.clocks)) == (Stage.WITHDRAWN, False)
    assert not any(b"MARKER" in sealed for sealed in await sealed_notes(app))
    said = str(await announced(app))
    assert "nrm.decision.case_withdrawn.v1" in said
    assert "MARKER" not in said


async def test_a_case_goes_on_when_nobody_withdraws_after_all(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, age_band="child")
    await hear_withdrawal(app, case_id)
    page = await see(client, f"/cases/{case_id}")
    assert "A child cannot withdraw by themselves" in page.text
    assert "Record that nobody withdraws" in page.text
    await done(client, case_id, "not-withdrawn", why="The social worker says no.")
    assert (await case_of(app, case_id)).consent is Consent.NOT_NEEDED
    assert ASKED_FOR not in (await see(client, f"/cases/{case_id}")).text


async def test_a_child_leaves_only_in_their_best_interests_with_the_advice_written_down(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, age_band="child")
    on = boxes("said_on", today())
    child = await refused(client, case_id, "withdraw", how="written", **on)
    assert "A child cannot withdraw. Select what the local authority found" in child.text
    bare = await refused(client, case_id, "withdraw", how="best_interests", **on)
    assert "Enter what the local authority found and the advice" in bare.text
    await done(client, case_id, "withdraw", how="best_interests", advice="Found so.", **on)
    assert (await case_of(app, case_id)).stage is Stage.WITHDRAWN


async def test_a_withdrawal_to_come_is_refused(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await open_case(app, age_band="adult")
    page = await refused(client, case_id, "withdraw", how="written", **boxes("said_on", in_days(1)))
    assert "The day must be today or in the past" in page.text


async def test_a_case_made_in_error_is_closed_with_the_reason_sealed(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    after = await done(client, case_id, "close-in-error", why="MARKER sent twice")
    assert "The case is closed. Nothing more is to be done." in after.text
    assert "The referral was made in error" in (await see(client, f"/cases/{case_id}/history")).text
    assert not any(b"MARKER" in sealed for sealed in await sealed_notes(app))
    assert "closed" in (await see(client, f"/cases/{case_id}/route", status=409)).text


async def test_a_decided_case_is_closed_and_an_undecided_one_is_not(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await see(client, f"/cases/{case_id}/exit", status=409)
    async with app.state.open_work() as uow:
        case = await uow.cases.get(case_id)
        case.stage = Stage.CONCLUSIVE_GROUNDS_POSITIVE
    await refused(client, case_id, "exit")
    await done(client, case_id, "exit", sure="yes")
    assert (await case_of(app, case_id)).stage is Stage.EXITED


async def test_the_received_date_is_put_right_and_the_history_keeps_both_due_dates(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    was = (await case_of(app, case_id)).due_on
    earlier = today() - timedelta(days=14)
    await done(client, case_id, "received-date", why="By the post book.", **boxes("received_on", earlier))
    case = await case_of(app, case_id)
    assert case.received_on == earlier
    assert was is not None
    assert case.due_on is not None
    assert case.due_on < was
    history = (await see(client, f"/cases/{case_id}/history")).text
    assert "Received date corrected" in history
    assert "The received date was corrected." in history
    same = await refused(client, case_id, "received-date", why="Again", **boxes("received_on", earlier))
    assert "says already" in same.text
    later = await refused(client, case_id, "received-date", why="Again", **boxes("received_on", in_days(1)))
    assert "must be today or in the past" in later.text


async def test_progress_in_the_recovery_period_is_checked_with_whoever_knows(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await see(client, f"/cases/{case_id}/progress", status=409)
    await decide(app, case_id, Outcome.POSITIVE)
    empty = await refused(client, case_id, "progress", note="Nobody")
    assert "Select whom you have asked" in empty.text
    await done(client, case_id, "progress", asked="support_provider", note="She sleeps better.")
    assert "Asked: Support provider" in (await see(client, f"/cases/{case_id}/history")).text
    assert not (await case_of(app, case_id)).open_clocks("CLK-REVIEW")


async def test_a_referral_is_acknowledged_when_everybody_who_must_hear_has_been_told(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, age_band="child", is_support_wanted=False)
    assert (await case_of(app, case_id)).open_clocks("CLK-ACK")
    some = await refused(client, case_id, "acknowledge", told="police")
    assert "Tell everybody who must be told" in some.text
    page = await see(client, f"/cases/{case_id}/acknowledge")
    version = page.hidden("version")
    told = {"told": ["first_responder", "police", "local_authority"], "version": version}
    response = await client.post(f"/cases/{case_id}/acknowledge", data=told)
    assert response.status_code == 303
    assert not (await case_of(app, case_id)).open_clocks("CLK-ACK")
    history = (await see(client, f"/cases/{case_id}/history")).text
    assert "Told: First responder, Local authority or social worker, Police" in history
    await see(client, f"/cases/{case_id}/acknowledge", status=409)


@pytest.mark.parametrize(
    "act", ["withdraw", "not-withdrawn", "close-in-error", "exit", "received-date", "progress", "acknowledge"]
)
async def test_who_does_not_decide_does_none_of_it(app: FastAPI, act: str) -> None:
    case_id = await open_case(app)
    async with signed_in(app, LEE) as leader:
        await see(leader, f"/cases/{case_id}/{act}", status=403)
