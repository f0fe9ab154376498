"""What other services may ask, for a person of theirs: the whole form, or how to reach somebody safely."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from pydantic import AwareDatetime, BaseModel

from contracts.ids import Nation, ReferralId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.problems import Problem
from plumbing.service_calls import called_by
from referral import queries, requests
from referral.domain.facts import Facts
from referral.domain.form.content import referral_form
from referral.domain.form.summary import Card, summary
from referral.domain.referral import Referral
from referral.domain.requests import RequestId
from referral.web.edge import every_work

router = APIRouter(prefix="/v1/internal/referrals/{referral_id}")

Decider = Annotated[User, Depends(called_by("decision", roles=("caseworker", "second_reviewer", "leader")))]
Supporter = Annotated[
    User, Depends(called_by("care", roles=("prime_network", "support_worker", "provider_manager")))
]


class AnswerLine(BaseModel):
    question: str
    answer: list[str]


class AnswerSection(BaseModel):
    title: str
    lines: list[AnswerLine]


class WholeForm(BaseModel):
    """A referral as the decision makers read it."""

    id: UUID
    reference: str
    outcome: str
    nation: Nation
    sent_at: AwareDatetime
    person_name: str
    sections: list[AnswerSection]
    answers: dict[str, str | bool | list[str] | dict[str, str]]


class SuppliedAnswer(BaseModel):
    """What the first responder answered to a request for information."""

    id: UUID
    answered_at: AwareDatetime
    answer: str


class SupportContact(BaseModel):
    """As much as somebody needs to ring a person safely, in their language."""

    id: UUID
    reference: str
    person_name: str
    is_interpreter_needed: bool
    language: str
    safe_phone: str
    whose_phone: str
    why_no_phone: str


@router.get("")
async def whole_form(request: Request, referral_id: ReferralId, user: Decider) -> WholeForm:
    async with every_work(request)() as uow:
        referral = await queries.whole_form(uow, referral_id, user, at=utcnow())
    return _whole(referral)


def _whole(referral: Referral) -> WholeForm:
    return WholeForm(
        id=referral.id,
        reference=referral.reference,
        outcome=referral.route.value,
        nation=referral.nation,
        sent_at=referral.sent_at,
        person_name=referral.facts.person_name,
        sections=[_section(card) for card in summary(referral_form(), referral.answers)],
        answers=dict(referral.facts.answers),
    )


def _section(card: Card) -> AnswerSection:
    lines = [
        AnswerLine(
            question=line.name, answer=[line.value] if isinstance(line.value, str) else list(line.value)
        )
        for line in card.lines
    ]
    return AnswerSection(title=card.section.title, lines=lines)


@router.get("/information-requests/{request_id}")
async def supplied_answer(
    request: Request, referral_id: ReferralId, request_id: RequestId, user: Decider
) -> SuppliedAnswer:
    async with every_work(request)() as uow:
        asked = await requests.supplied_answer(uow, referral_id, request_id, user, at=utcnow())
    if asked.answered_at is None:
        raise Problem(HTTPStatus.NOT_FOUND)
    return SuppliedAnswer(id=asked.id, answered_at=asked.answered_at, answer=asked.answer)


@router.get("/support-contact")
async def support_contact(request: Request, referral_id: ReferralId, user: Supporter) -> SupportContact:
    async with every_work(request)() as uow:
        referral = await queries.support_contact(uow, referral_id, user, at=utcnow())
    if referral is None:
        raise Problem(HTTPStatus.NOT_FOUND)
    return _contact(referral, referral.facts)


def _contact(referral: Referral, facts: Facts) -> SupportContact:
    return SupportContact(
        id=referral.id,
        reference=referral.reference,
        person_name=facts.person_name,
        is_interpreter_needed=facts.is_interpreter_needed,
        language=facts.language,
        safe_phone=facts.safe_phone,
        whose_phone=facts.text("alternative-number-relation-to-pv"),
        why_no_phone=facts.text("no-contact-details"),
    )
