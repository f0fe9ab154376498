"""The author is whoever signed in, and nothing that comes later says otherwise (MH14)."""

import httpx
import pytest
from sqlalchemy import select
from tests.referral.answers import adult_answers
from tests.referral.journey import fill_in, refused, start

from plumbing.database import STAFF, Work
from plumbing.directory import DirectoryEntry
from plumbing.identifiers import new_id
from referral.domain.form.content import referral_form
from referral.storage import UnitOfWork, tables

FORM = referral_form()
SOMEBODY_ELSE = str(new_id())
CLAIMS = dict.fromkeys(("author", "holder", "by", "user", "user_id", "organisation"), SOMEBODY_ELSE)
HEADERS = dict.fromkeys(
    ("X-User", "X-User-Id", "X-Forwarded-User", "X-Auth-Request-User", "Remote-User", "X-Organisation"),
    SOMEBODY_ELSE,
)


async def authors(work: Work[UnitOfWork]) -> list[tuple[object, ...]]:
    sent = tables.referral.c
    async with work(STAFF) as uow:
        rows = await uow.session.execute(select(sent.author, sent.holder, sent.organisation))
        return [tuple(row) for row in rows]


async def test_whoever_a_later_request_names_the_one_who_signed_in_is_the_author(
    client: httpx.AsyncClient, work: Work[UnitOfWork], officer: DirectoryEntry
) -> None:
    """MH14"""
    client.headers.update(HEADERS)
    draft = await fill_in(client, adult_answers(FORM))
    sent = await client.post(f"{draft}/send", params=CLAIMS, data=CLAIMS)
    assert sent.status_code == 303
    assert await authors(work) == [(officer.user_id, officer.user_id, officer.organisation)]


@pytest.mark.parametrize("name", CLAIMS)
async def test_an_answer_that_names_an_author_is_refused(client: httpx.AsyncClient, name: str) -> None:
    """MH14"""
    await refused(client, await start(client), {"pv-under-age": "no", name: SOMEBODY_ELSE})


async def test_a_program_cannot_send_for_somebody_else(
    client: httpx.AsyncClient, work: Work[UnitOfWork], officer: DirectoryEntry
) -> None:
    """MH14"""
    client.headers.update({**HEADERS, "Idempotency-Key": "a-key"})
    answers = {"answers": adult_answers(FORM)}
    assert (await client.post("/v1/referrals", json={**answers, **CLAIMS})).status_code == 422
    assert (await client.post("/v1/referrals", json=answers, params=CLAIMS)).status_code == 201
    assert await authors(work) == [(officer.user_id, officer.user_id, officer.organisation)]
