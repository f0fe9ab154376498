"""What a first responder does, on a real database: once, for themselves only, and all or nothing."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from tests.portals import user_of
from tests.referral.answers import Filled, adult_answers, anonymous_answers

from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.database import STAFF, Scope, Work
from plumbing.directory import DirectoryEntry
from plumbing.encryption import CannotOpen
from plumbing.identifiers import draw_reference, new_id
from referral import commands, queries
from referral.commands import NewNumbers, Receipt
from referral.domain.drafts import DraftId
from referral.domain.form.content import referral_form
from referral.domain.referral import ReferralIncomplete
from referral.storage import DraftMissing, ReferralMissing, UnitOfWork, metadata, plumbing
from referral.storage.drafts import DraftChangedElsewhere
from referral.storage.tables import draft, referral

FORM = referral_form()
NOON = datetime(2026, 4, 1, 11, tzinfo=UTC)


@pytest.fixture
def user(officer: DirectoryEntry) -> User:
    return user_of(officer, at=NOON)


def scope_of(user: User) -> Scope:
    return Scope.of_tenant(user.organisation)


def numbers() -> NewNumbers:
    return NewNumbers(ReferralId(new_id()), draw_reference("NRM"))


async def a_draft(work: Work[UnitOfWork], user: User, answers: Filled) -> DraftId:
    draft_id = DraftId(new_id())
    async with work(scope_of(user)) as uow:
        await commands.start_draft(uow, FORM, draft_id, by=user, at=NOON)
        started = await uow.drafts.get(draft_id, user.id, at=NOON)
        started.answers = answers
        await uow.drafts.save(started)
    return draft_id


async def send(work: Work[UnitOfWork], draft_id: DraftId, user: User, *, at: datetime = NOON) -> Receipt:
    async with work(scope_of(user)) as uow:
        return await commands.send_draft(uow, FORM, draft_id, numbers(), by=user, at=at)


async def rows(work: Work[UnitOfWork], table: Any) -> Sequence[Any]:
    async with work(STAFF) as uow:
        return (await uow.session.execute(select(table))).all()


async def test_a_draft_is_kept_sealed_and_comes_back_as_it_was(work: Work[UnitOfWork], user: User) -> None:
    answers = adult_answers(FORM, pv_name_first_name="Marker-Name")
    draft_id = await a_draft(work, user, answers)
    [row] = await rows(work, draft)
    assert b"Marker-Name" not in bytes(row.sealed_answers)
    async with work(scope_of(user)) as uow:
        assert (await queries.own_draft(uow, draft_id, user, at=NOON)).answers == answers


async def test_sending_leaves_a_referral_an_event_and_no_draft(work: Work[UnitOfWork], user: User) -> None:
    draft_id = await a_draft(work, user, adult_answers(FORM))
    receipt = await send(work, draft_id, user)
    [sent] = await rows(work, referral)
    [event] = await rows(work, plumbing.outbox)
    assert (sent.id, sent.reference) == (receipt.referral_id, receipt.reference)
    assert (event.type, event.key) == ("nrm.referral.submitted.v1", str(sent.id))
    assert await rows(work, draft) == []
    assert [key.owner_id for key in await rows(work, plumbing.data_key)] == [sent.id]


async def test_sending_again_gives_the_same_receipt(work: Work[UnitOfWork], user: User) -> None:
    draft_id = await a_draft(work, user, adult_answers(FORM))
    first = await send(work, draft_id, user)
    assert await send(work, draft_id, user, at=NOON + timedelta(days=90)) == first
    assert len(await rows(work, plumbing.outbox)) == 1


async def test_fifty_sendings_at_once_make_one_referral(work: Work[UnitOfWork], user: User) -> None:
    """MH04"""
    draft_id = await a_draft(work, user, adult_answers(FORM))
    receipts = await asyncio.gather(*(send(work, draft_id, user) for _ in range(50)))
    assert len(set(receipts)) == 1
    assert len(await rows(work, referral)) == 1
    assert len(await rows(work, plumbing.outbox)) == 1


async def test_an_incomplete_draft_is_not_sent_and_stays(work: Work[UnitOfWork], user: User) -> None:
    answers = adult_answers(FORM)
    del answers["fr-details"]
    draft_id = await a_draft(work, user, answers)
    with pytest.raises(ReferralIncomplete):
        await send(work, draft_id, user)
    assert len(await rows(work, draft)) == 1
    assert await rows(work, plumbing.outbox) == []


async def test_an_anonymous_notification_leaves_no_identifying_value(
    work: Work[UnitOfWork], user: User
) -> None:
    """MH02: not in any table, sealed or open, and the key of the draft is gone."""
    once_typed = adult_answers(FORM, pv_name_first_name="Marker-Name", pv_phone_number_yes="07700 900999")
    draft_id = await a_draft(work, user, {**once_typed, **anonymous_answers(FORM)})
    receipt = await send(work, draft_id, user)
    assert "Marker-Name" not in await everything_written(work)
    async with work(STAFF) as uow:
        opened = await queries.whole_form(uow, receipt.referral_id, user, at=NOON)
        with pytest.raises(CannotOpen):
            await uow.keys.get(draft_id)
    assert "Marker-Name" not in str(opened.answers)
    assert "900999" not in str(opened.answers)


async def everything_written(work: Work[UnitOfWork]) -> str:
    """Every row of every table, as text."""
    async with work(STAFF) as uow:
        found = [
            (await uow.session.execute(select(text(f"t::text FROM {table.name} t")))).all()
            for table in metadata.sorted_tables
        ]
    return str(found)


async def test_saving_a_page_prunes_what_is_no_longer_asked(work: Work[UnitOfWork], user: User) -> None:
    draft_id = await a_draft(work, user, adult_answers(FORM))
    async with work(scope_of(user)) as uow:
        answer = {"pv-want-to-submit-nrm": "no"}
        await commands.save_page(uow, FORM, draft_id, "pv-want-to-submit-nrm", answer, by=user, at=NOON)
    async with work(scope_of(user)) as uow:
        kept = await queries.own_draft(uow, draft_id, user, at=NOON)
    assert "pv-name-referral" not in kept.answers


async def test_nobody_else_can_open_change_delete_or_send_a_draft(
    work: Work[UnitOfWork], user: User, colleague: DirectoryEntry, stranger: DirectoryEntry
) -> None:
    """MH20"""
    draft_id = await a_draft(work, user, adult_answers(FORM))
    for other in (user_of(colleague, at=NOON), user_of(stranger, at=NOON)):
        async with work(scope_of(other)) as uow:
            for attempt in (
                queries.own_draft(uow, draft_id, other, at=NOON),
                commands.save_page(uow, FORM, draft_id, "pv-under-age", {}, by=other, at=NOON),
                commands.delete_draft(uow, draft_id, by=other, at=NOON),
                commands.send_draft(uow, FORM, draft_id, numbers(), by=other, at=NOON),
            ):
                with pytest.raises(DraftMissing):
                    await attempt


async def test_nobody_else_can_read_a_sent_referral(
    work: Work[UnitOfWork], user: User, colleague: DirectoryEntry, stranger: DirectoryEntry
) -> None:
    receipt = await send(work, await a_draft(work, user, adult_answers(FORM)), user)
    for other in (user_of(colleague, at=NOON), user_of(stranger, at=NOON)):
        async with work(scope_of(other)) as uow:
            with pytest.raises(ReferralMissing):
                await queries.own_referral(uow, receipt.referral_id, other, at=NOON)


async def test_another_organisation_sees_no_row_even_by_asking_for_all(
    work: Work[UnitOfWork], user: User, stranger: DirectoryEntry
) -> None:
    """S31"""
    await send(work, await a_draft(work, user, adult_answers(FORM)), user)
    await a_draft(work, user, {})
    for scope, expected in (
        (scope_of(user), 1),
        (scope_of(user_of(stranger, at=NOON)), 0),
        (Scope.of_tenant(""), 0),
    ):
        async with work(scope) as uow:
            for table in (draft, referral):
                assert await uow.session.scalar(select(func.count()).select_from(table)) == expected
            keys = await uow.session.scalar(select(func.count()).select_from(plumbing.data_key))
            assert keys == 2 * expected
    assert len(await rows(work, plumbing.data_key)) == 2  # the key of the draft that was sent is gone


async def test_a_draft_saved_elsewhere_in_the_meantime_is_not_overwritten(
    work: Work[UnitOfWork], user: User
) -> None:
    """MH13"""
    draft_id = await a_draft(work, user, {})
    async with work(scope_of(user)) as uow:
        read = await uow.drafts.get(draft_id, user.id, at=NOON)
    async with work(scope_of(user)) as uow:
        await commands.save_page(
            uow, FORM, draft_id, "pv-under-age", {"pv-under-age": "no"}, by=user, at=NOON
        )
    with pytest.raises(DraftChangedElsewhere):
        async with work(scope_of(user)) as uow:
            await uow.drafts.save(read)


async def test_a_draft_is_gone_28_days_after_its_last_change(work: Work[UnitOfWork], user: User) -> None:
    draft_id = await a_draft(work, user, {})
    late = NOON + timedelta(days=28)
    async with work(scope_of(user)) as uow:
        with pytest.raises(DraftMissing):
            await queries.own_draft(uow, draft_id, user, at=late)
    async with work(STAFF) as uow:
        assert await commands.forget_old_drafts(uow, at=late - timedelta(seconds=1)) == 0
        assert await commands.forget_old_drafts(uow, at=late) == 1
    assert await rows(work, plumbing.data_key) == []


async def test_everything_done_is_audited_without_content(work: Work[UnitOfWork], user: User) -> None:
    """MH18"""
    draft_id = await a_draft(work, user, adult_answers(FORM, pv_name_first_name="Marker-Name"))
    receipt = await send(work, draft_id, user)
    async with work(scope_of(user)) as uow:
        await queries.own_referral(uow, receipt.referral_id, user, at=NOON)
    entries = await rows(work, plumbing.audit)
    assert [entry.action for entry in entries] == ["draft-started", "referral-sent", "referral-viewed"]
    assert {entry.actor for entry in entries} == {str(user.id)}
    assert "Marker-Name" not in str(entries)


async def test_own_referrals_come_newest_first_and_page_by_page(work: Work[UnitOfWork], user: User) -> None:
    sent = [
        await send(
            work, await a_draft(work, user, adult_answers(FORM)), user, at=NOON + timedelta(minutes=number)
        )
        for number in range(3)
    ]
    async with work(scope_of(user)) as uow:
        first = await queries.own_referrals(uow, user, limit=2)
        rest = await queries.own_referrals(uow, user, limit=2, after=first.sent[-1].id)
    listed = [each.id for each in (*first.sent, *rest.sent)]
    assert listed == [receipt.referral_id for receipt in reversed(sent)]
    assert (first.is_more, rest.is_more) == (True, False)
