"""What the referral service may ask for a first responder: the words of a question put to them."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from contracts.ids import ReferralId
from decision import asking
from decision.web.edge import CaseWork
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.service_calls import called_by

router = APIRouter(prefix="/v1/internal/referrals/{referral_id}")

Responder = Annotated[User, Depends(called_by("referral", roles=("first_responder",)))]


class Question(BaseModel):
    id: UUID
    due_on: date
    question: str


@router.get("/information-requests/{request_id}")
async def question(referral_id: ReferralId, request_id: UUID, user: Responder, work: CaseWork) -> Question:
    """The referral service has made sure that this person holds the referral."""
    async with work() as uow:
        asked = await asking.question_for_responder(uow, referral_id, request_id, user, at=utcnow())
    return Question(id=asked.id, due_on=asked.due_on, question=asked.question)
