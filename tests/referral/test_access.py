"""Who gets in: every route has a rule, and the wrong person meets it."""

import httpx
import pytest
from bs4 import BeautifulSoup
from fastapi import FastAPI
from tests.portals import a_person, signed_in, visitor
from tests.referral.answers import adult_answers
from tests.referral.journey import fill_in, send

from plumbing.access import route_rules
from plumbing.directory import DirectoryEntry
from referral.domain.form.content import referral_form

FORM = referral_form()


async def test_every_route_says_who_may_use_it(app: FastAPI) -> None:
    assert [rule.path for rule in route_rules(app) if not rule.rules] == []


@pytest.mark.parametrize(
    "path",
    [
        "/referrals",
        "/referrals/new",
        "/drafts/{draft}",
        "/drafts/{draft}/check-answers",
        "/drafts/{draft}/delete",
    ],
)
async def test_a_visitor_is_asked_to_sign_in(app: FastAPI, client: httpx.AsyncClient, path: str) -> None:
    draft = (await fill_in(client, adult_answers(FORM))).rpartition("/")[2]
    async with visitor(app) as nobody:
        reply = await nobody.get(path.format(draft=draft))
    assert reply.status_code == 303
    assert reply.headers["location"].startswith("/sign-in?next=")


async def test_somebody_without_the_role_is_refused(app: FastAPI) -> None:
    async with signed_in(app, a_person("caseworker")) as client:
        assert (await client.get("/referrals")).status_code == 403


async def test_somebody_elses_draft_is_not_found_by_any_address(
    app: FastAPI, client: httpx.AsyncClient, colleague: DirectoryEntry, stranger: DirectoryEntry
) -> None:
    """MH20"""
    draft = await fill_in(client, adult_answers(FORM))
    sent = (await send(client, await fill_in(client, adult_answers(FORM)))).removesuffix("/confirmation")
    reads = [draft, f"{draft}/check-answers", f"{draft}/delete", f"{draft}/questions/pv-under-age", sent]
    writes = [f"{draft}/delete", f"{draft}/send", f"{draft}/questions/pv-under-age"]
    for other in (colleague, stranger):
        async with signed_in(app, other) as theirs:
            assert [(await theirs.get(path)).status_code for path in reads] == [404] * len(reads)
            assert [(await theirs.post(path)).status_code for path in writes] == [404] * len(writes)
    assert (await client.get(f"{draft}/check-answers")).status_code == 200


async def test_an_id_that_is_none_is_not_found_and_not_echoed(client: httpx.AsyncClient) -> None:
    reply = await client.get("/drafts/Marker-Id")
    assert reply.status_code in {404, 422}
    assert "Marker-Id" not in reply.text


async def test_what_people_typed_never_stands_in_an_address(client: httpx.AsyncClient) -> None:
    """S40"""
    draft = await fill_in(client, adult_answers(FORM, pv_name_first_name="Marker-Name"))
    for path in ("/referrals", draft, f"{draft}/check-answers"):
        page = BeautifulSoup((await client.get(path)).text, "lxml")
        addresses = [link["href"] for link in page.select("[href]")]
        assert "Marker-Name" not in str(addresses)
