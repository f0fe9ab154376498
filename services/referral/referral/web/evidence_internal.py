"""Evidence as the people who decide ask for it: what there is, and each file once it is clean."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import AwareDatetime, BaseModel
from starlette.responses import Response

from contracts.ids import ReferralId
from plumbing.clock import utcnow
from plumbing.files import attachment
from referral import evidence
from referral.domain.evidence import Evidence, EvidenceId, Owner
from referral.domain.organisations import name_of
from referral.web.edge import every_work
from referral.web.internal import Decider

router = APIRouter(prefix="/v1/internal/referrals/{referral_id}/evidence")


class EvidenceLine(BaseModel):
    id: UUID
    name: str
    type: str
    size: int
    state: str
    description: str
    added_at: AwareDatetime
    organisation: str


class EvidenceList(BaseModel):
    evidence: list[EvidenceLine]


@router.get("")
async def list_evidence(request: Request, referral_id: ReferralId, user: Decider) -> EvidenceList:
    async with every_work(request)() as uow:
        found = await evidence.list_for_decision(uow, Owner(referral_id=referral_id), by=user, at=utcnow())
    return EvidenceList(evidence=[_line(each) for each in found])


def _line(each: Evidence) -> EvidenceLine:
    return EvidenceLine(
        id=each.id,
        name=each.name,
        type=each.kind,
        size=each.size,
        state=each.state.value,
        description=each.description,
        added_at=each.added_at,
        organisation=name_of(each.organisation),
    )


@router.get("/{evidence_id}")
async def read_evidence(
    request: Request, referral_id: ReferralId, evidence_id: EvidenceId, user: Decider
) -> Response:
    owner = Owner(referral_id=referral_id)
    async with every_work(request)() as uow:
        found, content = await evidence.open_for_decision(uow, owner, evidence_id, by=user, at=utcnow())
    return attachment(found.name, content, kind=found.kind)
