"""MH17: whoever gives an old name of an organisation is offered the new one, and may keep the old."""

from datetime import date

import httpx
import pytest
from bs4 import BeautifulSoup, Tag
from fastapi import FastAPI
from tests.portals import signed_in
from tests.referral.answers import adult_answers, child_answers
from tests.referral.journey import draft_at, fill_in, look, refused

from plumbing.directory import DirectoryEntry
from referral.domain.form.content import referral_form
from referral.domain.organisations import organisation_named, organisations
from referral.domain.successors import old_names

FORM = referral_form()
TODAY = date(2026, 4, 1)
OLD, NEW = "Wycombe District Council", "Buckinghamshire Council"
DIVIDED, PARTS = "Cumbria County Council", ("Cumberland Council", "Westmorland and Furness Council")
LISTED, UNLISTED = "user-organisation", "user-organisation-not-listed"
COUNCIL = "local-authority-contacted-about-child-local-authority-name"


@pytest.fixture
async def question(client: httpx.AsyncClient) -> str:
    return f"{await fill_in(client, adult_answers(FORM))}/questions/organisation"


async def typed(client: httpx.AsyncClient, question: str, listed: str, unlisted: str = "") -> str:
    """Where typing these two names leads."""
    reply = await client.post(f"{question}?change=yes", data={LISTED: listed, UNLISTED: unlisted})
    assert reply.status_code == 303, reply.text
    return str(reply.headers["location"])


async def kept(client: httpx.AsyncClient, question: str) -> tuple[str, str]:
    page = BeautifulSoup(await look(client, question), "lxml")
    boxes = [page.find(id=name) for name in (LISTED, UNLISTED)]
    values = [str(box.get("value") or "") for box in boxes if isinstance(box, Tag)]
    return values[0], values[1]


async def test_an_old_name_leads_to_the_offer_of_the_new_one(
    client: httpx.AsyncClient, question: str
) -> None:
    offer = await typed(client, question, OLD)
    assert offer.startswith(f"{question}/successor")
    text = await look(client, offer)
    assert f"{OLD} is now {NEW}. Use the new name?" in text
    assert "checked" not in text
    reply = await client.post(offer, data={LISTED: NEW})
    assert reply.headers["location"].endswith("/check-answers")
    assert await kept(client, question) == (NEW, "")


async def test_the_old_name_may_stay(client: httpx.AsyncClient, question: str) -> None:
    offer = await typed(client, question, OLD)
    reply = await client.post(offer, data={LISTED: OLD})
    assert reply.headers["location"].endswith("/check-answers")
    assert await kept(client, question) == (OLD, "")


async def test_whoever_leaves_the_offer_unanswered_keeps_the_old_name_and_may_go_on(
    client: httpx.AsyncClient, question: str
) -> None:
    await typed(client, question, OLD)
    reply = await client.get(f"{draft_at(question)}/check-answers")
    assert reply.status_code == 200
    assert OLD in reply.text


async def test_a_body_that_was_divided_offers_each_part(client: httpx.AsyncClient, question: str) -> None:
    offer = await typed(client, question, DIVIDED.lower())
    text = await look(client, offer)
    assert all(part in text for part in PARTS)
    await client.post(offer, data={LISTED: PARTS[1]})
    assert await kept(client, question) == (PARTS[1], "")


async def test_an_old_name_in_the_box_for_unlisted_bodies_is_recognised_too(
    client: httpx.AsyncClient, question: str
) -> None:
    offer = await typed(client, question, "", OLD)
    await client.post(offer, data={LISTED: NEW})
    assert await kept(client, question) == (NEW, "")


async def test_one_of_the_offered_names_must_be_chosen(client: httpx.AsyncClient, question: str) -> None:
    offer = await typed(client, question, OLD)
    assert "Select which name to use" in await refused(client, offer, {})
    assert "Select which name to use" in await refused(client, offer, {LISTED: "Made-up Council"})
    assert await kept(client, question) == (OLD, "")


@pytest.mark.parametrize("name", [NEW, "Made-up Night Shelter"])
async def test_other_names_are_not_asked_about(client: httpx.AsyncClient, question: str, name: str) -> None:
    listed, unlisted = (name, "") if name == NEW else ("", name)
    assert (await typed(client, question, listed, unlisted)).endswith("/check-answers")
    offer = await client.get(f"{question}/successor")
    assert offer.headers["location"] == question


async def test_a_colleagues_draft_offers_nothing(
    app: FastAPI, client: httpx.AsyncClient, question: str, colleague: DirectoryEntry
) -> None:
    offer = await typed(client, question, OLD)
    async with signed_in(app, colleague) as other:
        assert (await other.get(offer)).status_code == 404
        assert (await other.post(offer, data={LISTED: NEW})).status_code == 404


async def test_suggestions_name_the_successor_beside_an_old_name_and_come_last(
    client: httpx.AsyncClient,
) -> None:
    draft = await fill_in(client, child_answers(FORM))
    page = BeautifulSoup(await look(client, f"{draft}/questions/organisation"), "lxml")
    names = {str(each["value"]): each.get_text() for each in page.select("datalist option")}
    assert names[OLD] == f"{OLD} (now {NEW})"
    assert names[NEW] == ""
    assert list(names).index(OLD) > list(names).index(NEW)
    page = BeautifulSoup(
        await look(client, f"{draft}/questions/local-authority-contacted-about-child"), "lxml"
    )
    councils = {str(each["value"]): each.get_text() for each in page.select("select option")}
    assert councils["Derry City Council"] == (
        "Derry City Council (now Derry City and Strabane District Council)"
    )


def test_every_council_of_the_form_is_in_the_register() -> None:
    assert [name for name in FORM.lists["local_authorities"] if organisation_named(name) is None] == []


def test_no_council_stands_in_the_list_twice() -> None:
    found = [organisation_named(name) for name in FORM.lists["local_authorities"]]
    assert len({each.id for each in found if each}) == len(found)


def test_an_old_council_leads_to_the_name_the_form_uses() -> None:
    page = FORM.page("local-authority-contacted-about-child")
    assert page is not None
    found = old_names(FORM, page.fields, {COUNCIL: "Newtownabbey Borough Council"}, TODAY)
    assert [each.now for each in found] == [("Antrim & Newtownabbey Borough Council",)]


def test_no_two_bodies_share_a_name() -> None:
    names = [name for each in organisations() for name in each.names]
    assert len(set(names)) == len(names)
