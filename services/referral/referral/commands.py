"""What a first responder can do. Each takes an open unit of work and never commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from contracts.ids import OrganisationId, ReferralId
from plumbing.access import User
from referral import evidence, mails
from referral.domain.drafts import Draft, DraftId
from referral.domain.evidence import Owner, has_files
from referral.domain.form.progress import Stop
from referral.domain.form.questions import Form
from referral.domain.form.values import Answers, Value
from referral.domain.referral import Referral, send
from referral.likeness import look_for_duplicates
from referral.organisation import flag_unlisted
from referral.storage import DraftMissing, UnitOfWork


@dataclass(frozen=True)
class NewNumbers:
    """The id and the reference a referral gets when it is sent."""

    referral_id: ReferralId
    reference: str


@dataclass(frozen=True)
class Receipt:
    """What the sender is told, the first time and every time after."""

    referral_id: ReferralId
    reference: str


async def start_draft(uow: UnitOfWork, form: Form, draft_id: DraftId, *, by: User, at: datetime) -> Draft:
    draft = new_draft(form, draft_id, {}, by=by, at=at)
    await uow.drafts.add(draft)
    _record(uow, "draft-started", draft, by=by, at=at)
    return draft


def new_draft(form: Form, draft_id: DraftId, answers: Answers, *, by: User, at: datetime) -> Draft:
    return Draft(
        id=draft_id,
        author=by.id,
        organisation=OrganisationId(by.organisation),
        form_version=form.version,
        started_at=at,
        changed_at=at,
        answers=answers,
    )


async def take_up(uow: UnitOfWork, draft_id: DraftId, *, by: User, at: datetime) -> Draft:
    """To change it: whoever else wants to has to wait until we are done."""
    return await uow.drafts.get(draft_id, by.id, at=at, lock=True)


async def save_page(
    uow: UnitOfWork,
    form: Form,
    draft_id: DraftId,
    page_id: str,
    typed: Mapping[str, Value],
    *,
    by: User,
    at: datetime,
) -> Draft:
    draft = await take_up(uow, draft_id, by=by, at=at)
    await save_answers(uow, form, draft, draft.open(form, page_id, at=at), typed, by=by, at=at)
    return draft


async def save_answers(
    uow: UnitOfWork,
    form: Form,
    draft: Draft,
    stop: Stop,
    typed: Mapping[str, Value],
    *,
    by: User,
    at: datetime,
    seen: str = "",
) -> None:
    """On a page that is open. `seen` is its mark as it was shown."""
    had_files = has_files(draft)
    draft.save(form, stop, typed, at=at, seen=seen)
    if had_files and not has_files(draft):
        await evidence.forget(uow, draft)
    await uow.drafts.save(draft)
    _record(uow, "draft-changed", draft, by=by, at=at)


async def delete_draft(uow: UnitOfWork, draft_id: DraftId, *, by: User, at: datetime) -> None:
    draft = await uow.drafts.get(draft_id, by.id, at=at, lock=True)
    await evidence.forget(uow, draft)
    await uow.drafts.remove(draft)
    _record(uow, "draft-deleted", draft, by=by, at=at)


async def forget_old_drafts(uow: UnitOfWork, *, at: datetime) -> int:
    """Nobody has touched them for as long as drafts are kept. Their authors are told."""
    gone = await uow.drafts.forget_old(at=at)
    for left in gone:
        await uow.evidence.remove_all(Owner(draft_id=left.id))
        await mails.tell_of_deletion(uow, left, at=at)
        uow.audit.add(action="draft-expired", actor="referral", subject=str(left.id), at=at)
    return len(gone)


async def send_draft(
    uow: UnitOfWork, form: Form, draft_id: DraftId, numbers: NewNumbers, *, by: User, at: datetime
) -> Receipt:
    """Sends once. Whoever presses again, or at the same time, gets the same receipt (MH04)."""
    try:
        draft = await uow.drafts.get(draft_id, by.id, at=at, lock=True)
    except DraftMissing:
        return await _earlier_receipt(uow, draft_id, by)
    receipt = await _send(uow, form, draft, numbers, by=by, at=at)
    await uow.drafts.remove(draft)
    return receipt


async def send_answers(
    uow: UnitOfWork, form: Form, answers: Answers, numbers: NewNumbers, *, by: User, at: datetime
) -> Referral:
    """For a program that has the whole form at once. The caller makes sure it is asked only once."""
    draft = new_draft(form, DraftId(numbers.referral_id), answers, by=by, at=at)
    return await _send_all(uow, form, draft, numbers, by=by, at=at)


async def _earlier_receipt(uow: UnitOfWork, draft_id: DraftId, by: User) -> Receipt:
    sent = await uow.referrals.made_from(draft_id, by.id)
    if sent is None:
        raise DraftMissing
    return Receipt(sent.id, sent.reference)


async def _send(
    uow: UnitOfWork, form: Form, draft: Draft, numbers: NewNumbers, *, by: User, at: datetime
) -> Receipt:
    referral = await _send_all(uow, form, draft, numbers, by=by, at=at)
    await evidence.go_with_referral(uow, draft, referral, at=at)
    return Receipt(referral.id, referral.reference)


async def _send_all(
    uow: UnitOfWork, form: Form, draft: Draft, numbers: NewNumbers, *, by: User, at: datetime
) -> Referral:
    referral, events = send(draft, form, referral_id=numbers.referral_id, reference=numbers.reference, at=at)
    await uow.referrals.add(referral)
    await uow.outbox.add(*events, at=at)
    await look_for_duplicates(uow, referral.id, at=at)
    await mails.confirm(uow, referral, at=at)
    await flag_unlisted(uow, referral)
    detail = {"route": referral.route.value}
    uow.audit.add(action="referral-sent", actor=str(by.id), subject=str(referral.id), at=at, detail=detail)
    return referral


def _record(uow: UnitOfWork, action: str, draft: Draft, *, by: User, at: datetime) -> None:
    uow.audit.add(action=action, actor=str(by.id), subject=str(draft.id), at=at)
