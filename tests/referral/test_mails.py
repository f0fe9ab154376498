"""What first responders are told by mail: once, to them alone, and sooner or later."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from uuid import UUID

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import func, select, text
from tests.portals import put_in_directory
from tests.referral.answers import Filled, adult_answers, anonymous_answers
from tests.referral.journey import draft_at, fill_in, look, send, start
from tests.referral.postbox import Postbox

from plumbing.clock import utcnow
from plumbing.database import Database, Work
from plumbing.directory import DirectoryEntry
from plumbing.languages import add_words, translate
from plumbing.local import LocalOutlet
from plumbing.mail import MailServer, SmtpPost
from plumbing.relay import Relay
from plumbing.worker import Background
from referral import commands, mails
from referral.domain.drafts import DraftLife
from referral.domain.form.content import referral_form
from referral.mails import Letters
from referral.settings import ReferralSettings
from referral.storage import UnitOfWork, plumbing, tables
from referral.storage.mails import LONGEST_WAIT, Kind, Waiting, wait_after

FORM = referral_form()
ADDRESS = "pc.sample@responders.example.org"
LETTERS = Letters("https://portal.test", DraftLife())
DAY = timedelta(days=1)


@pytest.fixture
def officer(officer: DirectoryEntry) -> DirectoryEntry:
    return replace(officer, email=ADDRESS)


@pytest.fixture
def behind_the_pages(referral_database: Database) -> Work[UnitOfWork]:
    """As the worker has it: without keys."""
    return referral_database.work(UnitOfWork)


async def deliver(work: Work[UnitOfWork], postbox: Postbox, at: datetime | None = None) -> None:
    server = MailServer(host="127.0.0.1", port=postbox.port, sender="no-reply@example.org", encryption="none")
    await mails.deliver(work, SmtpPost(server), LETTERS, partial(_same, at or utcnow()))


def _same(at: datetime) -> datetime:
    return at


def all_of(message: EmailMessage) -> str:
    """Every header and the text, as it is read."""
    return "\n".join([*map(str, message.values()), message.get_content()])


async def test_sending_confirms_with_the_reference_and_nothing_about_the_person(
    client: httpx.AsyncClient, behind_the_pages: Work[UnitOfWork], postbox: Postbox
) -> None:
    answers = adult_answers(FORM, pv_first_name="Quixley", pv_last_name="Ombersley")
    confirmation = await send(client, await fill_in(client, answers))
    async with postbox.open():
        await deliver(behind_the_pages, postbox)
        await deliver(behind_the_pages, postbox)
    [mail] = postbox.mails
    assert mail["To"] == ADDRESS
    assert reference_in(await look(client, confirmation)) in mail["Subject"]
    assert f"https://portal.test{confirmation.removesuffix('/confirmation')}" in all_of(mail)
    assert not [word for word in ("Quixley", "Ombersley", "Unseen") if word in all_of(mail)]


def reference_in(page: str) -> str:
    place = page.index("NRM-")
    return page[place : place + len("NRM-7K3F-92QD-X")]


@pytest.mark.parametrize("answers", [adult_answers(FORM), anonymous_answers(FORM)])
async def test_pressed_fifty_times_and_again_it_is_sent_once(
    client: httpx.AsyncClient, behind_the_pages: Work[UnitOfWork], postbox: Postbox, answers: Filled
) -> None:
    """MH04: one referral, one reference, one mail."""
    draft = await fill_in(client, answers)
    replies = await asyncio.gather(*(client.post(f"{draft}/send") for _ in range(50)))
    replayed = await client.post(f"{draft}/send")
    assert {reply.status_code for reply in replies} == {303}
    assert {reply.headers["location"] for reply in (*replies, replayed)} == {replayed.headers["location"]}
    async with behind_the_pages() as uow:
        for table in (tables.referral, tables.mail, plumbing.outbox):
            assert await uow.session.scalar(select(func.count()).select_from(table)) == 1, table.name
    async with postbox.open():
        await deliver(behind_the_pages, postbox)
    assert len(postbox.mails) == 1


async def test_nobody_notices_that_everything_else_is_down_and_nothing_is_lost(
    client: httpx.AsyncClient, referral_database: Database, decision: Background, postbox: Postbox
) -> None:
    """MH05, MH06: no relay, no decision service, no mail server; all of it arrives when they are back."""
    work = referral_database.work(UnitOfWork)
    confirmation = await send(client, await fill_in(client, adult_answers(FORM)))
    assert "NRM-" in await look(client, confirmation)
    await deliver(work, postbox)
    assert await waiting_in(work) == (1, 1)
    async with postbox.open():
        await deliver(work, postbox, utcnow() + LONGEST_WAIT)
    relay = Relay(referral_database, plumbing.outbox, LocalOutlet([decision.local_inlet()]))
    async with referral_database.own_connection() as connection:
        await relay.relay_batch(connection)
    assert await waiting_in(work) == (0, 0)
    assert len(postbox.mails) == 1
    async with decision.work() as uow:
        assert await uow.session.scalar(text("SELECT count(*) FROM case_file")) == 1


async def waiting_in(work: Work[UnitOfWork]) -> tuple[int, int]:
    """Events and mails that are not sent yet."""
    async with work() as uow:
        events, letters = [
            await uow.session.scalar(select(func.count()).select_from(table).where(table.c.sent_at.is_(None)))
            for table in (plumbing.outbox, tables.mail)
        ]
    return events or 0, letters or 0


async def test_a_mail_server_that_is_away_is_tried_ever_more_slowly(
    client: httpx.AsyncClient, behind_the_pages: Work[UnitOfWork], postbox: Postbox
) -> None:
    """MH06"""
    await send(client, await fill_in(client, adult_answers(FORM)))
    await deliver(behind_the_pages, postbox)
    async with postbox.open():
        await deliver(behind_the_pages, postbox)
    assert postbox.mails == []
    assert [wait_after(tries) for tries in (1, 2, 99)] == [
        timedelta(seconds=30),
        timedelta(minutes=1),
        LONGEST_WAIT,
    ]


async def test_a_mail_waits_for_an_address(
    client: httpx.AsyncClient,
    app: FastAPI,
    officer: DirectoryEntry,
    behind_the_pages: Work[UnitOfWork],
    postbox: Postbox,
) -> None:
    await put_in_directory(app, replace(officer, email=""))
    await send(client, await fill_in(client, adult_answers(FORM)))
    async with postbox.open():
        await deliver(behind_the_pages, postbox)
        assert postbox.mails == []
        await put_in_directory(app, officer)
        await deliver(behind_the_pages, postbox)
    assert len(postbox.mails) == 1


async def test_a_draft_is_warned_of_once_and_then_its_end_is_told(
    client: httpx.AsyncClient, behind_the_pages: Work[UnitOfWork], postbox: Postbox
) -> None:
    """MH13: and warning of it changes nothing in it."""
    draft = draft_at(await start(client))
    begun = await changed_at(behind_the_pages)
    async with postbox.open():
        for days, told in ((20, 0), (21, 1), (22, 1), (28, 2)):
            await a_night_passes(behind_the_pages, postbox, begun + days * DAY)
            assert len(postbox.mails) == told, days
    warning, end = postbox.mails
    assert f"https://portal.test{draft}" in all_of(warning)
    assert "deleted" in end["Subject"]
    assert (await client.get(draft)).status_code == 404


async def test_a_draft_saved_after_the_warning_is_warned_of_again(
    client: httpx.AsyncClient, behind_the_pages: Work[UnitOfWork], postbox: Postbox
) -> None:
    page = await start(client)
    begun = await changed_at(behind_the_pages)
    async with postbox.open():
        await a_night_passes(behind_the_pages, postbox, begun + 21 * DAY)
        await client.post(page, data={"pv-under-age": "no"})
        await a_night_passes(behind_the_pages, postbox, await changed_at(behind_the_pages) + 21 * DAY)
    assert len(postbox.mails) == 2


async def changed_at(work: Work[UnitOfWork]) -> datetime:
    async with work() as uow:
        found: datetime = (await uow.session.scalars(select(tables.draft.c.changed_at))).one()
        return found.astimezone(UTC)


async def a_night_passes(work: Work[UnitOfWork], postbox: Postbox, at: datetime) -> None:
    async with work() as uow:
        await commands.forget_old_drafts(uow, at=at)
        await mails.warn_of_endings(uow, at=at)
    await deliver(work, postbox, at)


@pytest.mark.parametrize("kind", mails.WORDS)
def test_each_mail_says_everything_in_english_and_then_in_welsh(kind: Kind) -> None:
    add_words("referral")
    waiting = Waiting(
        id=UUID(int=1),
        address=ADDRESS,
        kind=kind,
        subject_id=UUID(int=2),
        reference="NRM-7K3F-92QD-X",
        deadline=date(2031, 8, 14),
    )
    mail = LETTERS.write(waiting)
    english = mails.WORDS[kind].subject
    assert translate(english, "cy") != english
    assert mail.subject.count(" / ") == 1
    _, first, second = mail.text.split(mails.RULE)
    assert "sent by a computer" in first
    assert "gan gyfrifiadur" in second
    assert first.count("https://portal.test") == second.count("https://portal.test") == 1
    assert ("14 August 2031" in first + mail.subject) == ("14 Awst 2031" in second + mail.subject)
    assert "{" not in mail.subject + mail.text


async def test_a_tenant_can_leave_a_mail_and_read_none(work: Work[UnitOfWork]) -> None:
    async with work() as uow:
        rights = await uow.session.scalars(
            text(
                "SELECT wanted FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) AS wanted"
                " WHERE has_table_privilege('referral_tenant', 'mail', wanted)"
            )
        )
        assert rights.all() == ["INSERT"]


def test_a_warning_after_the_end_is_refused(settings: ReferralSettings) -> None:
    told = settings.model_dump() | {"draft_days": 14}
    with pytest.raises(ValueError, match="NRM_DRAFT_WARNING_DAYS"):
        ReferralSettings.model_validate(told)
