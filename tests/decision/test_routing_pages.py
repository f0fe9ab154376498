"""Confirming age and route on the pages."""

from collections.abc import AsyncIterator
from datetime import date

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
)
from tests.decision.portal_visits import CASEY, LEE, Seen, open_case, see, send
from tests.decision.referral_service import ReferralServiceDouble
from tests.portals import signed_in

ADULT = {"age": "adult", "settled": "yes", "panel": "no", "cohort": "none"}
CHILD = {"age": "child", "settled": "yes", "panel": "yes", "cohort": "none"}


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with signed_in(app, CASEY) as client:
        yield client


async def test_a_new_case_offers_to_confirm_age_and_route(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await open_case(app)
    assert "Confirm age and route" in (await see(client, f"/cases/{case_id}")).text
    page = await see(client, f"/cases/{case_id}/circumstances")
    assert "Not looked into yet" in page.text


async def test_the_date_of_birth_the_first_responder_gave_is_shown_and_only_the_18th_birthday_kept(
    app: FastAPI, client: httpx.AsyncClient, referral_service: ReferralServiceDouble
) -> None:
    referral_service.answers = {"pv-dob": "2012-02-29"}
    case_id = await open_case(app, age_band="child")
    page = await see(client, f"/cases/{case_id}/route")
    shown = [page.soup.select_one(f"#born_on-{part}") for part in ("day", "month", "year")]
    assert [str(box["value"]) for box in shown if box] == ["29", "2", "2012"]
    after = await done(client, case_id, "route", **CHILD | boxes("born_on", date(2012, 2, 29)))
    assert "1 March 2030" in after.text
    assert "born on 29 February" in after.text
    assert "Child decision panel" in after.text
    assert (await case_of(app, case_id)).turns_18_on == date(2030, 3, 1)
    assert not any("2012-02-29" in each or "2030-03-01" in each for each in await announced(app))


async def test_the_page_works_while_the_referral_service_does_not(
    app: FastAPI, client: httpx.AsyncClient, referral_service: ReferralServiceDouble
) -> None:
    referral_service.is_away = True
    case_id = await open_case(app)
    after = await done(client, case_id, "route", **ADULT)
    assert "receives every referral, and keeps this one" in after.text


async def test_the_second_authority_and_why_are_shown_on_the_case_and_its_history(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app, age_band="adult")
    fields = ADULT | {"cohort": "held_for_immigration", "note": "MARKER <b>detained</b>"}
    after = await done(client, case_id, "route", **fields, **boxes("hearing_on", in_days(30)))
    assert "Assigned: held for immigration purposes" in after.text
    assert "Whereabouts Detained" in after.text
    assert "MARKER <b>detained</b>" in after.text
    history = await see(client, f"/cases/{case_id}/history")
    assert "Routed: Immigration Enforcement Competent Authority" in history.text
    assert "Court hearing recorded" in history.text
    rules = {clock.rule for clock in (await case_of(app, case_id)).clocks}
    assert {"CLK-RG-DET", "CLK-RG-COURT"} <= rules
    assert not any(b"MARKER" in sealed for sealed in await sealed_notes(app))
    assert "MARKER" not in str(await announced(app))


async def test_a_case_is_routed_again_and_says_so(app: FastAPI, client: httpx.AsyncClient) -> None:
    case_id = await open_case(app, age_band="adult")
    await done(client, case_id, "route", **ADULT | {"cohort": "asylum_inadmissible"})
    assert "Route again" in (await see(client, f"/cases/{case_id}/circumstances")).text
    await done(client, case_id, "route", **ADULT)
    history = (await see(client, f"/cases/{case_id}/history")).text
    assert "Routed: Single Competent Authority" in history
    assert "Routed: Immigration Enforcement Competent Authority" in history


async def test_an_unanswered_page_says_what_to_answer_and_a_birth_to_come_is_refused(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    born = await refused(client, case_id, "route", **ADULT, **boxes("born_on", in_days(1)))
    assert "Date of birth must be in the past" in born.text
    empty = Seen(await send(client, f"/cases/{case_id}/route", version="1"))
    assert empty.response.status_code == 422
    assert "Select whether they are under 18" in empty.text
    assert (await case_of(app, case_id)).routing_reason is None


async def test_somebody_who_saw_an_older_case_changes_nothing_and_keeps_their_words(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    case_id = await open_case(app)
    await done(client, case_id, "route", **ADULT)
    late = await send(client, f"/cases/{case_id}/route", version="1", **ADULT | {"note": "My own words"})
    assert late.status_code == 409
    assert "My own words" in Seen(late).text
    assert "Routed: Single Competent Authority" in Seen(late).text


async def test_who_does_not_decide_reads_and_changes_nothing(app: FastAPI) -> None:
    case_id = await open_case(app)
    async with signed_in(app, LEE) as leader:
        page = await see(leader, f"/cases/{case_id}/circumstances")
        assert "Confirm age and route" not in page.text
        assert (await send(leader, f"/cases/{case_id}/route", version="1", **ADULT)).status_code == 403
