"""The routes of evidence, for whatever it belongs to."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.files import attachment
from plumbing.forms import MOST_FIELDS, Filled, Form
from plumbing.identifiers import new_id
from plumbing.languages import gettext as _
from plumbing.pages import page, see_other
from plumbing.rate_limits import limited
from referral import evidence
from referral.domain.drafts import DraftId
from referral.domain.evidence import (
    LONGEST_DESCRIPTION,
    Evidence,
    EvidenceId,
    EvidenceRefused,
    Owner,
    Unfit,
    kind_of,
    plain_name,
)
from referral.evidence import Upload
from referral.storage import EvidenceMissing
from referral.web import paths
from referral.web.edge import OpenWork, OwnWork, Responder, every_work
from referral.web.evidence_pages import evidence_page, refused, scanner_of, sent_file, shown
from referral.web.scanning import scan_now

router = APIRouter()  # included for drafts and for sent referrals

DESCRIPTION = "description"


def _owner(request: Request) -> Owner:
    draft_id, referral_id = map(request.path_params.get, ("draft_id", "referral_id"))
    try:
        return Owner(
            DraftId(UUID(draft_id)) if draft_id else None,
            ReferralId(UUID(str(referral_id))) if not draft_id else None,
        )
    except ValueError:
        raise EvidenceMissing from None


Of = Annotated[Owner, Depends(_owner)]


async def checked_upload(request: Request) -> Upload:
    """Reading a hostile file takes its time, and happens beside everybody else's requests."""
    name, content = await sent_file(request)
    name = plain_name(name)
    kind = await asyncio.to_thread(kind_of, name, content)
    return Upload(EvidenceId(new_id()), name, kind, content)


@router.get("")
async def show_evidence(request: Request, owner: Of, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        files = await evidence.own_evidence(uow, owner, user, at=utcnow())
    return evidence_page(request, owner, files)


@router.post("", dependencies=[limited("upload")])
async def upload_evidence(request: Request, owner: Of, user: Responder, work: OwnWork) -> Response:
    try:
        await _take(request, owner, user, work)
    except EvidenceRefused as refusal:
        async with work() as uow:
            files = await evidence.own_evidence(uow, owner, user, at=utcnow())
        return evidence_page(request, owner, files, refused(refusal.reason))
    return see_other(paths.evidence(owner))


async def _take(request: Request, owner: Owner, user: User, work: OpenWork) -> None:
    upload = await checked_upload(request)
    async with work() as uow:
        await evidence.add(uow, owner, upload, by=user, at=utcnow())
    if await scan_now(every_work(request), scanner_of(request), upload.id, upload.content):
        async with work() as uow:
            await evidence.remove(uow, owner, upload.id, by=user, at=utcnow())
        raise EvidenceRefused(Unfit.VIRUS)


@router.get("/{evidence_id}")
async def download_evidence(owner: Of, evidence_id: EvidenceId, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        found, content = await evidence.open_own(uow, owner, evidence_id, by=user, at=utcnow())
    return attachment(found.name, content)


@router.get("/{evidence_id}/describe")
async def show_description(
    request: Request, owner: Of, evidence_id: EvidenceId, user: Responder, work: OwnWork
) -> Response:
    async with work() as uow:
        found = await evidence.one_of_own(uow, owner, evidence_id, user, at=utcnow())
    filled: Filled[Form] = Filled.showing(description=found.description)
    return page(request, "evidence_describe.html", _about(found, filled))


@router.post("/{evidence_id}/describe")
async def describe_evidence(
    request: Request, owner: Of, evidence_id: EvidenceId, user: Responder, work: OwnWork
) -> Response:
    sent = await request.form(max_fields=MOST_FIELDS)
    text = str(sent.get(DESCRIPTION, "")).replace("\r\n", "\n").replace("\0", "").strip()
    async with work() as uow:
        found = await evidence.one_of_own(uow, owner, evidence_id, user, at=utcnow())
        if len(text) > LONGEST_DESCRIPTION:
            return page(request, "evidence_describe.html", _about(found, _too_long(text)), status=422)
        await evidence.describe(uow, owner, evidence_id, text, by=user, at=utcnow())
    return see_other(paths.evidence(owner))


@router.get("/{evidence_id}/remove")
async def confirm_removal(
    request: Request, owner: Of, evidence_id: EvidenceId, user: Responder, work: OwnWork
) -> Response:
    async with work() as uow:
        found = await evidence.one_of_own(uow, owner, evidence_id, user, at=utcnow())
    return page(request, "evidence_remove.html", _about(found, Filled()))


@router.post("/{evidence_id}/remove")
async def remove_evidence(owner: Of, evidence_id: EvidenceId, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        await evidence.remove(uow, owner, evidence_id, by=user, at=utcnow())
    return see_other(paths.evidence(owner))


def _about(found: Evidence, filled: Filled[Form]) -> dict[str, object]:
    most = LONGEST_DESCRIPTION
    return {**shown(found), "filled": filled, "back": paths.evidence(found.owner), "most": most}


def _too_long(text: str) -> Filled[Form]:
    filled: Filled[Form] = Filled({DESCRIPTION: (text,)})
    return filled.refused(DESCRIPTION, _("Description must be 2,000 characters or fewer"), "max-length")
