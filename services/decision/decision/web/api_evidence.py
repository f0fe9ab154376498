"""The evidence of a case for programs: what there is, and each file once it is clean."""

from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from contracts.ids import CaseId
from decision.web.case_frame import read_case
from decision.web.edge import CaseWork, ReferralService, Staff
from decision.web.evidence import KINDS, Visiting
from decision.web.evidence_part import NOT_OPENABLE, REFUSED, UNAVAILABLE, EvidenceLine, read_evidence
from plumbing.clock import utcnow
from plumbing.files import UNKNOWN_KIND, attachment
from plumbing.problems import Problem
from plumbing.service_calls import PeerRefused, PeerUnavailable

router = APIRouter(prefix="/v1/cases/{case_id}/evidence")


class EvidenceBody(BaseModel):
    items: list[EvidenceLine]


@router.get("")
async def list_evidence(case_id: UUID, user: Staff, work: CaseWork, service: ReferralService) -> EvidenceBody:
    """Asked of the referral service each time, on behalf of whoever asks; every look is recorded."""
    async with work() as uow:
        view = await read_case(uow, CaseId(case_id), user, page="evidence", at=utcnow())
    part = await read_evidence(service, view.case.referral_id, user)
    if part.trouble:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, part.trouble)
    return EvidenceBody(items=list(part.files))


@router.get("/{evidence_id}", response_class=Response)
async def read_file(visit: Visiting, evidence_id: UUID) -> Response:
    """The file itself. Nobody gets one before it is recorded that they did."""
    try:
        file = await visit.fetch(evidence_id)
    except PeerUnavailable as trouble:
        raise Problem(HTTPStatus.SERVICE_UNAVAILABLE, UNAVAILABLE) from trouble
    except PeerRefused as refusal:
        is_missing = refusal.status == HTTPStatus.NOT_FOUND
        raise Problem(refusal.status, NOT_OPENABLE if is_missing else REFUSED) from refusal
    await visit.note_opened(evidence_id)
    return attachment(file.name, file.content, kind=file.kind if file.kind in KINDS else UNKNOWN_KIND)
