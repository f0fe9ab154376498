"""One draft open in two windows: nothing is overwritten unseen, and nothing typed is lost (MH13)."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from tests.html_contract import check_page
from tests.portals import signed_in
from tests.referral.answers import adult_answers
from tests.referral.journey import fill_in, look

from plumbing.directory import DirectoryEntry
from referral.app import PORTAL
from referral.domain.form.content import referral_form


@pytest.fixture
async def other_computer(app: FastAPI, officer: DirectoryEntry) -> AsyncIterator[httpx.AsyncClient]:
    """A second session of the same person."""
    async with signed_in(app, officer) as client:
        yield client


@pytest.fixture
async def question(client: httpx.AsyncClient) -> str:
    draft = await fill_in(client, adult_answers(referral_form()))
    return f"{draft}/questions/fr-details"


def seen(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{16})"', text)
    assert found
    return found[1]


def details(name: str, **more: str) -> dict[str, str]:
    return {
        "fr-details-first-name": name,
        "fr-details-last-name": "Sample",
        "fr-details-role": "Constable",
        "fr-details-phone": "01632 960001",
        **more,
    }


async def test_an_older_window_is_shown_both_versions_and_changes_nothing(
    client: httpx.AsyncClient, other_computer: httpx.AsyncClient, question: str
) -> None:
    """MH13"""
    here, there = await look(client, question), await look(other_computer, question)
    first = await other_computer.post(question, data=details("Robin", seen=seen(there)))
    assert first.status_code == 303
    reply = await client.post(question, data=details("Lesley", seen=seen(here)))
    assert reply.status_code == 409
    check_page(reply.text, PORTAL.title)
    assert "Robin" in reply.text
    assert "Lesley" in reply.text
    assert 'value="Robin"' in await look(client, question)


async def test_choosing_what_was_typed_here_saves_it_without_typing(
    client: httpx.AsyncClient, other_computer: httpx.AsyncClient, question: str
) -> None:
    """MH13"""
    here = await look(client, question)
    await other_computer.post(question, data=details("Robin", seen=seen(here)))
    reply = await client.post(question, data=details("Lesley", seen=seen(here)))
    again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', reply.text))
    again.pop("csrf_token")
    assert (await client.post(question, data=again)).status_code == 303
    assert 'value="Lesley"' in await look(client, question)


async def test_other_pages_changed_elsewhere_do_not_matter(
    client: httpx.AsyncClient, other_computer: httpx.AsyncClient, question: str
) -> None:
    """MH13"""
    here = await look(client, question)
    other_page = question.replace("fr-details", "pv-gender-referral")
    await other_computer.post(f"{other_page}?change=yes", data={"pv-gender": "male"})
    assert (await client.post(question, data=details("Lesley", seen=seen(here)))).status_code == 303


async def test_the_same_answers_saved_twice_are_no_conflict(client: httpx.AsyncClient, question: str) -> None:
    """MH13"""
    here = seen(await look(client, question))
    for _ in range(2):
        assert (await client.post(question, data=details("Lesley", seen=here))).status_code == 303


async def test_a_refused_page_still_knows_what_it_was_shown(
    client: httpx.AsyncClient, other_computer: httpx.AsyncClient, question: str
) -> None:
    """MH13"""
    here = seen(await look(client, question))
    await other_computer.post(question, data=details("Robin", seen=here))
    reply = await client.post(question, data={"fr-details-first-name": "Lesley", "seen": here})
    assert reply.status_code == 422
    assert seen(reply.text) == here


async def test_a_page_saved_on_leaving_can_be_saved_again(client: httpx.AsyncClient, question: str) -> None:
    """MH11: what the script saves, right or wrong, is no other window's doing."""
    here = seen(await look(client, question))
    wrong = {"fr-details-first-name": "Lesley", "fr-details-phone": "only at night"}
    kept = await client.post(question, data={**wrong, "seen": here, "keep": "yes"})
    assert kept.status_code == 204
    assert 'value="only at night"' in await look(client, question)
    later = await client.post(question, data=details("Lesley", seen=kept.headers["answers-seen"]))
    assert later.status_code == 303
