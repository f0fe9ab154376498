"""The PDF copy of what was sent."""

from io import BytesIO

import httpx
import pikepdf
import pytest
from fastapi import FastAPI
from sqlalchemy import select
from tests.portals import signed_in
from tests.referral.answers import adult_answers, anonymous_answers
from tests.referral.journey import fill_in, look, send
from tests.referral.pdf_text import text_of
from tests.referral.test_api import post

from plumbing.database import STAFF, Work
from plumbing.directory import DirectoryEntry
from referral.domain.form.content import referral_form
from referral.storage import UnitOfWork, plumbing

FORM = referral_form()
HOSTILE = '#panic("no") *bold* $x$ @nowhere <label> #include "secrets" \\ `raw`'


async def sent(client: httpx.AsyncClient, **changes: str) -> str:
    return str((await post(client, adult_answers(FORM, **changes))).json()["id"])


async def copy_of(client: httpx.AsyncClient, referral_id: str) -> bytes:
    response = await client.get(f"/referrals/{referral_id}/copy.pdf")
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    assert "attachment" in response.headers["content-disposition"]
    return response.content


async def test_the_copy_says_what_the_page_says(client: httpx.AsyncClient) -> None:
    referral_id = await sent(client, pv_name_first_name="Nguyễn", pv_name_last_name="Łukasz")
    text = text_of(await copy_of(client, referral_id))
    reference = (await client.get(f"/v1/referrals/{referral_id}")).json()["reference"]
    for words in (reference, "Nguyễn", "Łukasz", "Copyofareferral", "Aboutthe"):
        assert words in text


async def test_the_copy_can_be_read_by_a_screen_reader(client: httpx.AsyncClient) -> None:
    with pikepdf.open(BytesIO(await copy_of(client, await sent(client)))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as about:
            assert about["dc:title"] == "Copy of a referral"
            assert about["pdfuaid:part"] == "1"


async def test_what_was_typed_is_text_and_never_markup(client: httpx.AsyncClient) -> None:
    referral_id = await sent(client, professional_insight=HOSTILE)
    assert HOSTILE.replace(" ", "") in text_of(await copy_of(client, referral_id))


async def test_a_letter_no_font_has_does_not_stop_the_copy(client: httpx.AsyncClient) -> None:
    referral_id = await sent(client, pv_name_first_name="明", professional_insight="Seen by 🙂 and Mai")
    assert "andMai" in text_of(await copy_of(client, referral_id))


async def test_the_longest_account_is_copied_to_its_end(client: httpx.AsyncClient) -> None:
    """MH12"""
    account = "word " * 2_990 + "the end of it"
    referral_id = await sent(client, professional_insight=account)
    assert "theendofit" in text_of(await copy_of(client, referral_id))


async def test_a_notification_is_copied_too(client: httpx.AsyncClient) -> None:
    referral_id = (await post(client, anonymous_answers(FORM))).json()["id"]
    assert "Copyofanotification" in text_of(await copy_of(client, referral_id))


async def test_the_copy_is_offered_after_sending_and_on_the_status_page(client: httpx.AsyncClient) -> None:
    confirmation = await send(client, await fill_in(client, adult_answers(FORM)))
    for path in (confirmation, confirmation.removesuffix("/confirmation")):
        assert "/copy.pdf" in await look(client, path)


async def test_each_copy_is_audited(client: httpx.AsyncClient, work: Work[UnitOfWork]) -> None:
    referral_id = await sent(client)
    await copy_of(client, referral_id)
    async with work(STAFF) as uow:
        found = select(plumbing.audit.c.action).where(plumbing.audit.c.subject == referral_id)
        actions = (await uow.session.execute(found)).scalars().all()
    assert actions.count("referral-copied") == 1


@pytest.mark.parametrize("who", ["colleague", "stranger"])
async def test_nobody_else_gets_a_copy(
    client: httpx.AsyncClient, app: FastAPI, who: str, request: pytest.FixtureRequest
) -> None:
    other: DirectoryEntry = request.getfixturevalue(who)
    referral_id = await sent(client)
    async with signed_in(app, other) as browser:
        assert (await browser.get(f"/referrals/{referral_id}/copy.pdf")).status_code == 404
