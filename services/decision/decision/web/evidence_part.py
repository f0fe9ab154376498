"""Evidence as the referral service keeps it, asked for on behalf of the person who reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel

from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.service_calls import Peer, PeerRefused, PeerUnavailable, ServedFile

LARGEST_FILE = 25 * 1024 * 1024
UNAVAILABLE = (
    "The referral service is not answering, so evidence cannot be listed or opened. "
    "The rest of this case works; try this page again in a minute."
)
REFUSED = "The referral service did not let us read this evidence. Tell your team leader."
GONE = "The referral service holds no evidence for this case."
NOT_OPENABLE = (
    "This file cannot be opened. Either the virus check has not found it safe, or it is no longer kept. "
    "The list below says what can be opened."
)


class EvidenceLine(BaseModel):
    id: UUID
    name: str
    type: str
    size: int
    state: Literal["waiting", "clean", "refused", "unchecked"]
    description: str = ""
    added_at: AwareDatetime
    organisation: str = ""


class EvidenceList(BaseModel):
    """What we read of the other service's answer; anything else it says is passed over."""

    evidence: list[EvidenceLine]


@dataclass(frozen=True)
class EvidencePart:
    """Either what there is, or why it cannot be shown just now."""

    files: Sequence[EvidenceLine] = ()
    trouble: str = ""


async def read_evidence(service: Peer, referral_id: ReferralId, user: User) -> EvidencePart:
    try:
        found = await service.get(_path(referral_id), user=user)
    except PeerUnavailable:
        return EvidencePart(trouble=UNAVAILABLE)
    except PeerRefused as refusal:
        return EvidencePart(trouble=GONE if refusal.status == 404 else REFUSED)
    return EvidencePart(EvidenceList.model_validate(found).evidence)


async def fetch_file(service: Peer, referral_id: ReferralId, evidence_id: UUID, user: User) -> ServedFile:
    """PeerRefused with 404 also for a file that has not been found clean."""
    return await service.get_file(f"{_path(referral_id)}/{evidence_id}", user=user, most=LARGEST_FILE)


def _path(referral_id: ReferralId) -> str:
    return f"/v1/internal/referrals/{referral_id}/evidence"
