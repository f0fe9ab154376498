"""Conclusive grounds decisions for programs: writing, confirming, setting aside and reviewing them."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from decision import concluding
from decision.domain.conclusive_grounds import Confirmation, SettingAside
from decision.domain.decisions import REASONS_LIMIT, Review, Ruling
from decision.domain.definition import Head
from decision.web.api_bodies import CaseBody, Findings, NewReview, ReliedOn, as_findings, as_relied
from decision.web.api_programs import Program, ReviewersProgram
from decision.web.conclusive_words import outcome_of
from decision.web.edge import ReferralService
from decision.web.relied_on import check_listed
from plumbing.clock import utcnow
from plumbing.identifiers import new_id

router = APIRouter(prefix="/v1/cases/{case_id}/conclusive-grounds")

Reasons = Annotated[str, Field(min_length=1, max_length=REASONS_LIMIT)]


class NewConclusiveDecision(BaseModel):
    """No head means: not enough to recognise either. The findings must lead to what is said."""

    model_config = ConfigDict(extra="forbid")

    head: Head | None
    findings: Findings
    relied_on: ReliedOn
    reasons: Reasons


class NewSettingAside(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reasons: Reasons


@router.post("")
async def conclude(program: Program, body: NewConclusiveDecision, service: ReferralService) -> CaseBody:
    """A positive decision stands at once, a negative one awaits a review. Before its day either is held."""
    relied_on = as_relied(body.relied_on)
    await check_listed(program.case_id, relied_on, program.work, service, user=program.user)
    ruling = Ruling(
        decision_id=new_id(),
        outcome=outcome_of(body.head),
        reasons=body.reasons,
        by=program.user.id,
        at=utcnow(),
        head=body.head,
        findings=as_findings(body.findings),
        relied_on=relied_on,
    )
    return await program.records(
        lambda uow, seen: concluding.decide_conclusive_grounds(uow, program.case_id, ruling, seen=seen)
    )


@router.post("/confirm")
async def confirm(program: Program) -> CaseBody:
    """From the day the decision may be served."""
    given = Confirmation(by=program.user.id, at=utcnow())
    return await program.records(
        lambda uow, seen: concluding.confirm_conclusive_grounds(uow, program.case_id, given, seen=seen)
    )


@router.post("/set-aside")
async def set_aside(program: Program, body: NewSettingAside) -> CaseBody:
    given = SettingAside(reasons=body.reasons, by=program.user.id, at=utcnow())
    return await program.records(
        lambda uow, seen: concluding.set_aside_conclusive_grounds(uow, program.case_id, given, seen=seen)
    )


@router.post("/review")
async def review(program: ReviewersProgram, body: NewReview) -> CaseBody:
    given = Review(is_agreed=body.agree, reasons=body.reasons, by=program.user.id, at=utcnow())
    return await program.records(
        lambda uow, seen: concluding.review_conclusive_grounds(uow, program.case_id, given, seen=seen)
    )
