"""What people do with evidence, and what the scanner says about it. Like commands, none of this commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.ids import OrganisationId
from plumbing.access import User
from referral.domain.drafts import Draft
from referral.domain.evidence import (
    MOST_FILES,
    UNDECIDED,
    Evidence,
    EvidenceId,
    EvidenceRefused,
    EvidenceStays,
    Owner,
    State,
    Unfit,
    note_on_draft,
)
from referral.domain.referral import Referral, Route
from referral.storage import EvidenceMissing, ReferralMissing, UnitOfWork


@dataclass(frozen=True)
class Upload:
    """A file that has been looked at and is what it says."""

    id: EvidenceId
    name: str
    kind: str
    content: bytes
    description: str = ""


async def own_evidence(uow: UnitOfWork, owner: Owner, by: User, *, at: datetime) -> Sequence[Evidence]:
    await _check_owner(uow, owner, by, at)
    return await uow.evidence.all_of(owner)


async def one_of_own(
    uow: UnitOfWork, owner: Owner, evidence_id: EvidenceId, by: User, *, at: datetime
) -> Evidence:
    await _check_owner(uow, owner, by, at)
    return await uow.evidence.get(evidence_id, owner)


async def lock_one_of_own(
    uow: UnitOfWork, owner: Owner, evidence_id: EvidenceId, by: User, *, at: datetime
) -> Evidence:
    """As it stays until the transaction ends."""
    await uow.evidence.lock(evidence_id)
    return await one_of_own(uow, owner, evidence_id, by, at=at)


async def add(uow: UnitOfWork, owner: Owner, upload: Upload, *, by: User, at: datetime) -> Evidence:
    draft = await _check_owner(uow, owner, by, at)
    if await uow.evidence.queue(owner) >= MOST_FILES:
        raise EvidenceRefused(Unfit.COUNT)
    evidence = Evidence(
        id=upload.id,
        owner=owner,
        author=by.id,
        organisation=OrganisationId(by.organisation),
        name=upload.name,
        kind=upload.kind,
        description=upload.description,
        size=len(upload.content),
        added_at=at,
    )
    await uow.evidence.add(evidence, upload.content)
    await _note(uow, draft, at)
    _record(uow, "evidence-added", evidence, by, at)
    return evidence


async def describe(
    uow: UnitOfWork, owner: Owner, evidence_id: EvidenceId, description: str, *, by: User, at: datetime
) -> None:
    evidence = await one_of_own(uow, owner, evidence_id, by, at=at)
    evidence.description = description
    await uow.evidence.save(evidence)
    _record(uow, "evidence-described", evidence, by, at)


async def remove(uow: UnitOfWork, owner: Owner, evidence_id: EvidenceId, *, by: User, at: datetime) -> None:
    draft = await _check_owner(uow, owner, by, at)
    evidence = await uow.evidence.get(evidence_id, owner)
    if not evidence.is_removable:
        raise EvidenceStays
    await uow.evidence.remove(evidence_id)
    await _note(uow, draft, at)
    _record(uow, "evidence-removed", evidence, by, at)


async def open_own(
    uow: UnitOfWork, owner: Owner, evidence_id: EvidenceId, *, by: User, at: datetime
) -> tuple[Evidence, bytes]:
    await _check_owner(uow, owner, by, at)
    return await _open(uow, owner, evidence_id, "evidence-opened", by, at)


async def list_for_decision(uow: UnitOfWork, owner: Owner, *, by: User, at: datetime) -> Sequence[Evidence]:
    found = await _of_sent(uow, owner)
    uow.audit.add(action="evidence-listed-by-decision", actor=str(by.id), subject=str(owner.id), at=at)
    return found


async def open_for_decision(
    uow: UnitOfWork, owner: Owner, evidence_id: EvidenceId, *, by: User, at: datetime
) -> tuple[Evidence, bytes]:
    return await _open(uow, owner, evidence_id, "evidence-read-by-decision", by, at)


async def judge(uow: UnitOfWork, evidence_id: EvidenceId, found: str | None, *, at: datetime) -> None:
    """What the scanner found in it, if anything. Only the first verdict counts."""
    evidence = await uow.evidence.lock(evidence_id)
    if evidence.state not in UNDECIDED:
        return
    evidence.state = State.REFUSED if found else State.CLEAN
    await uow.evidence.save(evidence)
    if found:
        await uow.evidence.destroy_content(evidence_id)
    await _announce(uow, evidence, at)
    detail = {"found": found or ""}
    action = f"evidence-{evidence.state}"
    uow.audit.add(action=action, actor="referral", subject=str(evidence_id), at=at, detail=detail)


async def leave_unchecked(uow: UnitOfWork, evidence_id: EvidenceId, reason: str, *, at: datetime) -> None:
    """Too much for the scanner is no proof of harm: the file is kept, and stays closed."""
    evidence = await uow.evidence.lock(evidence_id)
    if evidence.state is not State.WAITING:
        return
    evidence.state = State.UNCHECKED
    await uow.evidence.save(evidence)
    detail = {"reason": reason}
    uow.audit.add(
        action="evidence-unchecked", actor="referral", subject=str(evidence_id), at=at, detail=detail
    )


async def go_with_referral(uow: UnitOfWork, draft: Draft, referral: Referral, *, at: datetime) -> None:
    """A notification takes no files along (MH02); a file that was refused goes nowhere."""
    before, now = Owner(draft_id=draft.id), Owner(referral_id=referral.id)
    if referral.route is Route.DUTY_TO_NOTIFY:
        await forget(uow, draft)
    for evidence in await uow.evidence.all_of(before):
        if evidence.state is State.REFUSED:
            await uow.evidence.remove(evidence.id)
        else:
            evidence.owner = now
            await uow.evidence.save(evidence)
            await _announce(uow, evidence, at)


async def forget(uow: UnitOfWork, draft: Draft) -> None:
    await uow.evidence.remove_all(Owner(draft_id=draft.id))


async def _check_owner(uow: UnitOfWork, owner: Owner, by: User, at: datetime) -> Draft | None:
    """A draft is locked while its files change, because its answers name them."""
    if owner.draft_id is not None:
        return await uow.drafts.get(owner.draft_id, by.id, at=at, lock=True)
    assert owner.referral_id is not None
    referral = await uow.referrals.held_by(by.id, owner.referral_id)
    _refuse_notification(referral)
    return None


async def _of_sent(uow: UnitOfWork, owner: Owner) -> Sequence[Evidence]:
    assert owner.referral_id is not None
    _refuse_notification(await uow.referrals.get(owner.referral_id))
    return await uow.evidence.all_of(owner)


def _refuse_notification(referral: Referral) -> None:
    if referral.route is Route.DUTY_TO_NOTIFY:
        raise ReferralMissing


async def _open(
    uow: UnitOfWork, owner: Owner, evidence_id: EvidenceId, action: str, by: User, at: datetime
) -> tuple[Evidence, bytes]:
    evidence = await uow.evidence.get(evidence_id, owner)
    if not evidence.is_openable:
        raise EvidenceMissing
    _record(uow, action, evidence, by, at)
    return evidence, await uow.evidence.content(evidence_id)


async def note_files(uow: UnitOfWork, draft: Draft, *, at: datetime) -> None:
    """Also when there are none: then the question is answered too."""
    note_on_draft(draft, await uow.evidence.ids_of(Owner(draft_id=draft.id)), at=at)
    await uow.drafts.save(draft)


async def _note(uow: UnitOfWork, draft: Draft | None, at: datetime) -> None:
    if draft is not None:
        await note_files(uow, draft, at=at)


async def _announce(uow: UnitOfWork, evidence: Evidence, at: datetime) -> None:
    """Once a file is both clean and sent, whichever comes last."""
    if evidence.owner.referral_id is None or not evidence.is_openable:
        return
    referral = await uow.referrals.get(evidence.owner.referral_id)
    await uow.outbox.add(evidence.announcement(referral.reference, at), at=at)


def _record(uow: UnitOfWork, action: str, evidence: Evidence, by: User, at: datetime) -> None:
    detail = {"of": str(evidence.owner.id)}
    uow.audit.add(action=action, actor=str(by.id), subject=str(evidence.id), at=at, detail=detail)
