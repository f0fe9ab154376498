"""Asking for information and what came of it, for programs: the same answers under the same rules."""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from clocks import london_day
from contracts.ids import CaseId
from decision import asking
from decision.checking import who_was_asked
from decision.domain.asked_parties import AskedParty, How, Result, WhyNot
from decision.domain.checklist import Standing
from decision.domain.contact_attempts import NotAsked
from decision.domain.decisions import DecisionKind
from decision.domain.information_requests import (
    WordsMissing,
    earliest_due,
    grounds_before,
)
from decision.web.acts import WORDS_LIMIT
from decision.web.api_bodies import CaseBody
from decision.web.api_programs import IfMatch, Program, seen_version, stale_is_refused, tagged
from decision.web.asking_acts import (
    ATTEMPT,
    STOP,
    AnswerForm,
    Answering,
    AttemptForm,
    NothingForm,
    QuestionForm,
    ask_act,
)
from decision.web.edge import CaseWork, Caseworker, ReferralService, Staff
from decision.web.evidence_part import read_evidence
from plumbing.clock import utcnow
from plumbing.identifiers import new_id
from plumbing.problems import Fault, Problem

router = APIRouter(prefix="/v1/cases/{case_id}")


class RequestBody(BaseModel):
    """A request without its words: those are read on the page, where reading is recorded."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    party: AskedParty
    before: DecisionKind
    asked_at: AwareDatetime
    due_on: date
    is_negative_likely: bool
    answered_at: AwareDatetime | None
    received_on: date | None
    evidence: Sequence[UUID]


class AttemptBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    party: AskedParty
    before: DecisionKind
    how: How
    tried_on: date
    result: Result


class ItemBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    party: AskedParty
    standing: Standing


class AskedBody(BaseModel):
    requests: Sequence[RequestBody]
    attempts: Sequence[AttemptBody]
    before: DecisionKind
    checklist: Sequence[ItemBody]


class NewReason(BaseModel):
    model_config = ConfigDict(extra="forbid")

    party: AskedParty
    why: WhyNot
    words: Annotated[str, Field(max_length=WORDS_LIMIT)] = ""


class NewReasons(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reasons: Annotated[list[NewReason], Field(min_length=1, max_length=len(AskedParty))]


@router.get("/information-requests")
async def list_requests(case_id: UUID, user: Staff, work: CaseWork) -> AskedBody:
    """What was asked of whom, and who must still be asked before a negative decision."""
    at = utcnow()
    async with work() as uow:
        case = await uow.cases.get(CaseId(case_id))
        before = grounds_before(case)
        asked, contacts = await who_was_asked(uow, case, before=before, today=london_day(at))
        uow.audit.add(action="case_viewed", actor=str(user.id), subject=str(case_id), at=at)
    return AskedBody(
        requests=[RequestBody.model_validate(each) for each in contacts.requests],
        attempts=[AttemptBody.model_validate(each) for each in contacts.attempts],
        before=before,
        checklist=[ItemBody.model_validate(each) for each in asked.items],
    )


@router.post("/information-requests")
async def ask(program: Program, body: QuestionForm) -> CaseBody:
    """Without a day they have as long as our setting gives."""
    async with program.work() as uow:
        case = await uow.cases.get(program.case_id)
        earliest = earliest_due(case, times=await uow.timekeeping(), on=london_day(utcnow()))
    return await program.does(ask_act(earliest), body)


@router.post("/information-requests/{request_id}/answer")
async def record_answer(
    program: Program, request_id: UUID, body: AnswerForm, service: ReferralService
) -> CaseBody:
    async with program.work() as uow:
        case = await uow.cases.get(program.case_id)
        asked = await uow.information_requests.one(program.case_id, request_id)
    files = await read_evidence(service, case.referral_id, program.user)
    return await program.does(Answering(asked, files).act, body)


@router.post("/contact-attempts")
async def log_attempt(program: Program, body: AttemptForm) -> CaseBody:
    return await program.does(ATTEMPT, body)


@router.post("/stop-waiting")
async def stop_waiting(program: Program) -> CaseBody:
    return await program.does(STOP, NothingForm())


@router.post("/not-asked")
async def say_why_not_asked(
    case_id: UUID,
    body: NewReasons,
    user: Caseworker,
    work: CaseWork,
    response: Response,
    if_match: IfMatch = None,
) -> CaseBody:
    """Why somebody is not asked before the decision that is awaited."""
    at, seen = utcnow(), seen_version(if_match)
    try:
        with stale_is_refused():
            async with work() as uow:
                case = await uow.cases.get(CaseId(case_id))
                said = [
                    NotAsked(
                        id=new_id(),
                        case_id=case.id,
                        before=grounds_before(case),
                        said_by=user.id,
                        said_at=at,
                        **each.model_dump(),
                    )
                    for each in body.reasons
                ]
                await asking.say_why_not_asked(uow, case.id, said, seen=seen, by=user.id, at=at)
                case = await uow.cases.get(case.id)
    except WordsMissing:
        words = "Say why in words."
        fault = Fault("/reasons", "missing", words)
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, words, faults=[fault]) from None
    return tagged(case, response)
