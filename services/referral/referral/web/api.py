"""Referrals for programs: the same form with the same rules, as JSON."""

from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.responses import Response

from clocks.days import london_day
from contracts.ids import ReferralId
from plumbing.access import User
from plumbing.clock import utcnow
from plumbing.idempotency import OnceOnly
from plumbing.identifiers import draw_reference, new_id
from plumbing.problems import Fault, Problem
from plumbing.rate_limits import limited
from referral import commands, queries
from referral.commands import NewNumbers
from referral.domain.advice import advice_on
from referral.domain.evidence import FIELD as EVIDENCE_FIELD
from referral.domain.evidence import STEP as EVIDENCE_STEP
from referral.domain.form.content import referral_form
from referral.domain.form.questions import Step
from referral.domain.form.values import Answers
from referral.domain.form.walk import Walk, walk
from referral.domain.form.wording import message
from referral.domain.referral import Referral, ReferralIncomplete, Route
from referral.domain.stages import Journey
from referral.storage.referrals import Sent
from referral.web.advice import words
from referral.web.cursors import ListCursor
from referral.web.edge import OwnWork, Responder
from referral.web.own_referrals import stage_of
from referral.web.tags import tagged

router = APIRouter(prefix="/v1/referrals")

MOST = 100

AnswerText = Annotated[str, Field(max_length=200_000)]
Answer = AnswerText | bool | list[AnswerText] | dict[str, AnswerText]


class NewReferral(BaseModel):
    """Answers by step and field, with the ids of the form."""

    model_config = ConfigDict(extra="forbid")

    answers: dict[str, dict[str, Answer]]


class Listed(BaseModel):
    id: UUID
    reference: str
    outcome: str
    sent_at: AwareDatetime
    stage: str


class ReferralList(BaseModel):
    items: list[Listed]
    next: str | None = None


class WrongAnswer(BaseModel):
    pointer: str
    code: str
    detail: str


class Advised(WrongAnswer):
    """An answer that can be sent as it is, and that the decision makers would rather have otherwise."""


class Checked(BaseModel):
    """Where the answers lead: the steps visited, what is wrong or still open, and what could be better."""

    path: list[str]
    outcome: str
    errors: list[WrongAnswer]
    advice: list[Advised]
    next: str | None


class WholeReferral(Listed):
    answers: dict[str, dict[str, Answer]]


class Created(BaseModel):
    id: UUID
    reference: str
    outcome: str


@router.post("", status_code=HTTPStatus.CREATED, response_model=Created, dependencies=[limited("send")])
async def send_referral(body: NewReferral, user: Responder, work: OwnWork, once: OnceOnly) -> Response:
    _refuse_unknown(body.answers)
    numbers = NewNumbers(ReferralId(new_id()), draw_reference("NRM"))
    async with work() as uow:
        if (answer := await once.earlier_answer(uow)) is not None:
            return answer
        try:
            referral = await commands.send_answers(
                uow, referral_form(), body.answers, numbers, by=user, at=utcnow()
            )
        except ReferralIncomplete as refusal:
            raise Problem(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "The answers are not complete.",
                faults=list(_faults(refusal.way)),
            ) from None
        return await once.keep(uow, HTTPStatus.CREATED, _created(referral), location=_path(referral))


@router.post("/check")
async def check_answers(body: NewReferral, user: Responder) -> Checked:
    """The same walk as sending. Nothing is kept."""
    _refuse_unknown(body.answers)
    today = london_day(utcnow())
    way = walk(referral_form(), body.answers, today)
    return Checked(
        path=[step.id for step in way.path],
        outcome=way.outcome.value,
        errors=[WrongAnswer(**vars(each)) for each in _faults(way)],
        advice=list(_advice(way, user, today)),
        next=way.next.id if way.next else None,
    )


def _advice(way: Walk, user: User, today: date) -> Iterator[Advised]:
    """In the words of the page on which people check their answers."""
    for found in advice_on(way.given, organisation=user.organisation, today=today):
        step = next(step for step, fields in way.given.items() if found.field in fields)
        pointer = f"/answers/{step}/{found.field}"
        yield Advised(pointer=pointer, code=found.code, detail=words()[found.code])


def _created(referral: Referral) -> dict[str, Any]:
    return {"id": str(referral.id), "reference": referral.reference, "outcome": referral.route.value}


def _path(referral: Referral) -> str:
    return f"/v1/referrals/{referral.id}"


def _refuse_unknown(answers: Answers) -> None:
    unknown = list(_unknown(answers))
    if unknown:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, "These answers cannot be taken.", faults=unknown)


def _unknown(answers: Answers) -> Iterator[Fault]:
    """Only the place in the list is given back: a name that is unknown could be anything."""
    steps = referral_form().steps
    for place, (step_id, fields) in enumerate(answers.items()):
        step = steps.get(step_id)
        if step is None:
            yield Fault("/answers", "unknown-step", f"Step {place + 1} is not known here.")
        elif fields.keys() - {each.id for each in step.fields}:
            yield Fault(f"/answers/{step_id}", "unknown-field", "A field of this step is not known here.")
    if answers.get(EVIDENCE_STEP, {}).get(EVIDENCE_FIELD):
        yield Fault(f"/answers/{EVIDENCE_STEP}/{EVIDENCE_FIELD}", "added-later", "Add files once it is sent.")


def _faults(way: Walk) -> Iterator[Fault]:
    """What is wrong with the answers given, and then the first question that is still open."""
    for step_id, faults in way.faults.items():
        step = way.form.steps[step_id]
        yield from (_fault(step, each.field, each.code, message(step, each)) for each in faults)
    if way.next is not None and way.next.id not in way.faults:
        missing = way.faults_on(way.next, way.next.fields)
        yield from (_fault(way.next, each.field, each.code, message(way.next, each)) for each in missing)


def _fault(step: Step, field: str, code: str, detail: str) -> Fault:
    return Fault(f"/answers/{step.id}/{field}", code, detail)


@router.get("")
async def own_referrals(
    user: Responder,
    work: OwnWork,
    cursor: ListCursor,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 25,
) -> ReferralList:
    async with work() as uow:
        found = await queries.own_referrals(uow, user, after=cursor.after, limit=limit)
    following = cursor.following(found.sent[-1].id) if found.is_more else None
    return ReferralList(items=[_listed(sent) for sent in found.sent], next=following)


def _listed(sent: Sent) -> Listed:
    return Listed(
        id=sent.id,
        reference=sent.reference,
        outcome=sent.route.value,
        sent_at=sent.sent_at,
        stage=_stage(sent.route, sent.journey),
    )


def _stage(route: Route, journey: Journey) -> str:
    return stage_of(route, journey).name.lower().replace("_", "-")


@router.get("/{referral_id}", response_model=WholeReferral)
async def own_referral(request: Request, referral_id: ReferralId, user: Responder, work: OwnWork) -> Response:
    async with work() as uow:
        found = await queries.own_referral(uow, referral_id, user, at=utcnow())
    return tagged(request, _whole(found))


def _whole(found: queries.SentReferral) -> WholeReferral:
    referral = found.referral
    return WholeReferral(
        id=referral.id,
        reference=referral.reference,
        outcome=referral.route.value,
        sent_at=referral.sent_at,
        stage=_stage(referral.route, found.journey),
        answers={step: dict(fields) for step, fields in referral.answers.items()},
    )
