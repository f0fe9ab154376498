"""Filling in the form as a browser would: page by page, following where the pages lead."""

from collections.abc import AsyncIterator, Mapping

import httpx
from tests.html_contract import check_page
from tests.referral.answers import Filled

from referral.app import PORTAL
from referral.domain.form.content import referral_form
from referral.domain.form.questions import Page
from referral.web.controls import shown_values

Typed = dict[str, list[str]]


async def start(client: httpx.AsyncClient) -> str:
    """The address of the first question of a new draft."""
    response = await client.post("/referrals/new")
    assert response.status_code == 303
    return response.headers["location"]


def page_at(path: str) -> Page:
    page = referral_form().page(path.rpartition("/")[2].partition("?")[0])
    assert page is not None, path
    return page


def draft_at(path: str) -> str:
    return "/".join(path.split("/")[:3])


def typed_on(page: Page, answers: Filled) -> Typed:
    values = shown_values(page.fields, answers.get(page.step_id, {}))
    return {name: list(typed) for name, typed in values.items()}


async def pages(client: httpx.AsyncClient, answers: Filled, path: str) -> AsyncIterator[tuple[str, Typed]]:
    """Each question in turn with what will be typed there; saves it when the caller has looked."""
    while "/questions/" in path:
        typed = typed_on(page_at(path), answers)
        yield path, typed
        response = await client.post(path, data=typed)
        assert response.status_code == 303, (path, typed, response.text)
        path = response.headers["location"]
        if path.endswith("/evidence"):
            path = (await client.post(f"{path}/done")).headers["location"]
    assert path.endswith("/check-answers")


async def fill_in(client: httpx.AsyncClient, answers: Filled) -> str:
    """A draft with all its answers, ready to be sent."""
    path = await start(client)
    async for _ in pages(client, answers, path):
        pass
    return draft_at(path)


async def send(client: httpx.AsyncClient, draft: str) -> str:
    """The address of the confirmation."""
    response = await client.post(f"{draft}/send")
    assert response.status_code == 303
    return response.headers["location"]


async def look(client: httpx.AsyncClient, path: str, *, status: int = 200) -> str:
    response = await client.get(path)
    assert response.status_code == status, (path, response.status_code)
    check_page(response.text, PORTAL.title)
    return response.text


async def refused(client: httpx.AsyncClient, path: str, typed: Mapping[str, str | list[str]]) -> str:
    response = await client.post(path, data=dict(typed))
    assert response.status_code == 422, (path, response.status_code)
    check_page(response.text, PORTAL.title)
    return response.text
