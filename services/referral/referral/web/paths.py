"""The addresses of our own pages. Nothing in them says anything about a person."""

from contracts.ids import ReferralId
from referral.domain.drafts import DraftId
from referral.domain.evidence import STEP as EVIDENCE
from referral.domain.evidence import EvidenceId, Owner
from referral.domain.requests import RequestId

OWN_REFERRALS = "/referrals"
CHANGING = "?change=yes"


def task_list(draft_id: DraftId) -> str:
    return f"/drafts/{draft_id}"


def question(draft_id: DraftId, page_id: str, *, changing: bool = False) -> str:
    """Files are asked for on pages of their own."""
    if page_id == EVIDENCE:
        return evidence(Owner(draft_id=draft_id))
    return f"{task_list(draft_id)}/questions/{page_id}{CHANGING if changing else ''}"


def successor(draft_id: DraftId, page_id: str, *, changing: bool) -> str:
    return f"{question(draft_id, page_id)}/successor{CHANGING if changing else ''}"


def check_answers(draft_id: DraftId) -> str:
    return f"{task_list(draft_id)}/check-answers"


def send(draft_id: DraftId) -> str:
    return f"{task_list(draft_id)}/send"


def delete(draft_id: DraftId) -> str:
    return f"{task_list(draft_id)}/delete"


def referral(referral_id: ReferralId) -> str:
    return f"{OWN_REFERRALS}/{referral_id}"


def copy(referral_id: ReferralId) -> str:
    return f"{referral(referral_id)}/copy.pdf"


def confirmation(referral_id: ReferralId) -> str:
    return f"{referral(referral_id)}/confirmation"


def withdraw(referral_id: ReferralId) -> str:
    return f"{referral(referral_id)}/withdraw"


def hand_over(referral_id: ReferralId) -> str:
    return f"{referral(referral_id)}/hand-over"


def information_request(referral_id: ReferralId, request_id: RequestId) -> str:
    return f"{referral(referral_id)}/requests/{request_id}"


def evidence(owner: Owner) -> str:
    of = task_list(owner.draft_id) if owner.draft_id else f"{OWN_REFERRALS}/{owner.referral_id}"
    return f"{of}/evidence"


def evidence_file(owner: Owner, evidence_id: EvidenceId, action: str = "") -> str:
    return f"{evidence(owner)}/{evidence_id}{action and '/'}{action}"
