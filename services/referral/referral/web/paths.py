"""The addresses of our own pages. Nothing in them says anything about a person."""

from contracts.ids import ReferralId
from referral.domain.drafts import DraftId

OWN_REFERRALS = "/referrals"
CHANGING = "?change=yes"


def task_list(draft_id: DraftId) -> str:
    return f"/drafts/{draft_id}"


def question(draft_id: DraftId, page_id: str, *, changing: bool = False) -> str:
    return f"{task_list(draft_id)}/questions/{page_id}{CHANGING if changing else ''}"


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
