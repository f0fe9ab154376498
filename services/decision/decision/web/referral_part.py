"""The referral as the referral service holds it, asked for on behalf of the person who reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.govuk.parts import Row
from plumbing.service_calls import Peer, PeerRefused, PeerUnavailable


class AnswerLine(BaseModel):
    question: str
    answer: list[str]


class AnswerSection(BaseModel):
    title: str
    lines: list[AnswerLine]


class WholeForm(BaseModel):
    """What we read of the other service's answer; anything else it says is passed over."""

    person_name: str = ""
    sections: list[AnswerSection]


@dataclass(frozen=True)
class SectionCard:
    title: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class ReferralPart:
    """Either the form, or why it cannot be shown just now."""

    person_name: str = ""
    sections: Sequence[SectionCard] = ()
    trouble: str = ""


UNAVAILABLE = (
    "The referral service is not answering. The rest of this case works; try this page again in a minute."
)
REFUSED = "The referral service did not let us read this referral. Tell your team leader."
GONE = "The referral service no longer holds this referral."


async def read_referral(service: Peer, referral_id: ReferralId, user: User) -> ReferralPart:
    try:
        found = await service.get(f"/v1/internal/referrals/{referral_id}", user=user)
    except PeerUnavailable:
        return ReferralPart(trouble=UNAVAILABLE)
    except PeerRefused as refusal:
        return ReferralPart(trouble=GONE if refusal.status == 404 else REFUSED)
    form = WholeForm.model_validate(found)
    return ReferralPart(form.person_name, [_card(section) for section in form.sections])


def _card(section: AnswerSection) -> SectionCard:
    return SectionCard(section.title, [_row(line) for line in section.lines])


def _row(line: AnswerLine) -> Row:
    return Row(line.question, line.answer[0] if len(line.answer) == 1 else line.answer)
