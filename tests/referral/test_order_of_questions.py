"""No page before its turn, and nothing is sent on the strength of what a browser says it has seen (MH15)."""

import httpx
import pytest
from sqlalchemy import func, select
from tests.referral.answers import ADULT, ANONYMOUS, CHILD, filled
from tests.referral.journey import draft_at, fill_in, send, start

from plumbing.database import STAFF, Work
from referral.domain.form.content import referral_form
from referral.domain.form.values import Value
from referral.storage import UnitOfWork, tables

FORM = referral_form()


async def test_every_page_but_the_first_is_out_of_reach_at_the_start(client: httpx.AsyncClient) -> None:
    """MH15"""
    first = await start(client)
    draft = draft_at(first)
    later = [f"{draft}/questions/{page.id}" for page in FORM.pages if not first.endswith(f"/{page.id}")]
    assert len(later) > 40
    for path in later:
        assert (await client.get(path)).headers["location"] == draft, path
        assert (await client.post(path, data={})).status_code == 409, path
    assert (await client.get(f"{draft}/check-answers")).headers["location"] == draft
    assert await send(client, draft) == draft


@pytest.mark.parametrize("choices", [ADULT, CHILD, ANONYMOUS], ids=["adult", "child", "notification"])
async def test_the_whole_way_is_checked_again_before_anything_is_sent(
    client: httpx.AsyncClient, work: Work[UnitOfWork], choices: dict[str, Value]
) -> None:
    """MH15: an answer in the middle was spoilt and left, and the browser goes straight to the end."""
    draft = await fill_in(client, filled(FORM, choices))
    spoilt = await client.post(f"{draft}/questions/modern-slavery-indicators", data={"leave": "yes"})
    assert spoilt.status_code == 303
    assert (await client.get(f"{draft}/check-answers")).headers["location"] == draft
    assert await send(client, draft) == draft
    async with work(STAFF) as uow:
        assert await uow.session.scalar(select(func.count()).select_from(tables.referral)) == 0
