"""MH17: a body that is not on the list holds nobody up; who answers for an organisation sees its work."""

import httpx
import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from sqlalchemy import select
from tests.portals import a_person, signed_in
from tests.referral.answers import Filled, adult_answers, child_answers
from tests.referral.conftest import CHARITY, FORCE
from tests.referral.journey import fill_in, send

from plumbing.database import STAFF, Work
from plumbing.directory import DirectoryEntry
from referral.domain.form.content import referral_form
from referral.storage import UnitOfWork
from referral.storage.tables import unlisted_organisation

FORM = referral_form()
STEP = "local-authority-contacted-about-child"
COUNCIL = "local-authority-contacted-about-child-local-authority-name"
UNLISTED = "Made-up Night Shelter"


def with_unlisted_body() -> Filled:
    answers = adult_answers(FORM)
    answers["organisation"] = {"user-organisation": "", "user-organisation-not-listed": UNLISTED}
    return answers


def manager_of(organisation: str) -> DirectoryEntry:
    return a_person(
        "first_responder", "organisation_manager", organisation=organisation, subject="sgt.sample"
    )


async def test_a_body_that_is_not_on_the_list_is_sent_and_flagged(
    app: FastAPI, client: httpx.AsyncClient, work: Work[UnitOfWork]
) -> None:
    await send(client, await fill_in(client, with_unlisted_body()))
    async with work(STAFF) as uow:
        row = (await uow.session.execute(select(unlisted_organisation))).one()
    assert UNLISTED.encode() not in row.sealed_name
    async with signed_in(app, manager_of(FORCE)) as manager:
        assert UNLISTED in (await manager.get("/organisation")).text


async def test_a_council_that_is_not_on_the_list_holds_no_child_up_and_is_flagged(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    answers = with_unlisted_body()
    council = {COUNCIL: "", f"{COUNCIL}-not-listed": "Made-up Borough Council"}
    child = child_answers(FORM)
    told = {**child[STEP], **council}
    answers |= {**child, "organisation": answers["organisation"], STEP: told}
    await send(client, await fill_in(client, answers))
    async with signed_in(app, manager_of(FORCE)) as manager:
        shown = (await manager.get("/organisation")).text
    assert "Made-up Borough Council" in shown
    assert UNLISTED in shown


async def test_a_listed_body_is_not_flagged(client: httpx.AsyncClient, work: Work[UnitOfWork]) -> None:
    await send(client, await fill_in(client, adult_answers(FORM)))
    async with work(STAFF) as uow:
        assert (await uow.session.execute(select(unlisted_organisation))).all() == []


async def test_one_of_the_two_boxes_is_needed(client: httpx.AsyncClient) -> None:
    answers = {"answers": {**adult_answers(FORM), "organisation": {"user-organisation": ""}}}
    reply = await client.post("/v1/referrals", json=answers, headers={"Idempotency-Key": "k"})
    assert [(each["pointer"], each["code"]) for each in reply.json()["errors"]] == [
        ("/answers/organisation/user-organisation", "required")
    ]


async def test_a_manager_sees_who_sent_what_and_how_far_it_is_but_no_answers(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    answers = adult_answers(FORM)
    answers["pv-name"] = {"pv-name-first-name": "Marker-First", "pv-name-last-name": "Marker-Last"}
    sent = (await send(client, await fill_in(client, answers))).removesuffix("/confirmation")
    await fill_in(client, answers)
    reference = BeautifulSoup((await client.get(sent)).text, "lxml").find("h1")
    async with signed_in(app, manager_of(FORCE)) as manager:
        shown = await manager.get("/organisation")
        assert (await manager.get(sent)).status_code == 404
    assert reference is not None
    assert reference.get_text(strip=True)[-10:] in shown.text
    assert "Casey Sample" in shown.text
    assert "Drafts not sent yet" in shown.text
    assert "Marker" not in shown.text


async def test_a_manager_of_another_organisation_sees_nothing_of_it(
    app: FastAPI, client: httpx.AsyncClient
) -> None:
    await send(client, await fill_in(client, with_unlisted_body()))
    async with signed_in(app, manager_of(CHARITY)) as manager:
        shown = (await manager.get("/organisation")).text
    assert "Nobody in your organisation has sent a referral yet." in shown
    assert UNLISTED not in shown


@pytest.mark.parametrize("path", ["/organisation"])
async def test_the_page_is_for_managers_only(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 403
    assert path not in (await client.get("/referrals")).text
