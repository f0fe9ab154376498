"""Conclusive grounds decisions for programs: writing, confirming, setting aside and reviewing them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from contracts.ids import CaseId
from decision import concluding
from decision.domain.conclusive_grounds import Confirmation, SettingAside
from decision.domain.decisions import REASONS_LIMIT, Review, Ruling
from decision.domain.definition import Head
from decision.web.api import IfMatch, seen_version, stale_is_refused, tagged
from decision.web.api_bodies import CaseBody, Findings, NewReview, ReliedOn, as_findings, as_relied
from decision.web.conclusive_words import outcome_of
from decision.web.edge import CaseWork, Caseworker, ReferralService, Reviewer
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
async def conclude(
    case_id: UUID,
    body: NewConclusiveDecision,
    user: Caseworker,
    work: CaseWork,
    response: Response,
    *,
    service: ReferralService,
    if_match: IfMatch = None,
) -> CaseBody:
    """A positive decision stands at once, a negative one awaits a review. Before its day either is held."""
    seen = seen_version(if_match)
    relied_on = as_relied(body.relied_on)
    await check_listed(CaseId(case_id), relied_on, work, service, user=user)
    ruling = Ruling(
        decision_id=new_id(),
        outcome=outcome_of(body.head),
        reasons=body.reasons,
        by=user.id,
        at=utcnow(),
        head=body.head,
        findings=as_findings(body.findings),
        relied_on=relied_on,
    )
    with stale_is_refused():
        async with work() as uow:
            await concluding.decide_conclusive_grounds(uow, CaseId(case_id), ruling, seen=seen)
            return tagged(await uow.cases.get(CaseId(case_id)), response)


@router.post("/confirm")
async def confirm(
    case_id: UUID, user: Caseworker, work: CaseWork, response: Response, if_match: IfMatch = None
) -> CaseBody:
    """From the day the decision may be served."""
    given = Confirmation(by=user.id, at=utcnow())
    with stale_is_refused():
        async with work() as uow:
            seen = seen_version(if_match)
            await concluding.confirm_conclusive_grounds(uow, CaseId(case_id), given, seen=seen)
            return tagged(await uow.cases.get(CaseId(case_id)), response)


@router.post("/set-aside")
async def set_aside(
    case_id: UUID,
    body: NewSettingAside,
    user: Caseworker,
    work: CaseWork,
    response: Response,
    if_match: IfMatch = None,
) -> CaseBody:
    given = SettingAside(reasons=body.reasons, by=user.id, at=utcnow())
    with stale_is_refused():
        async with work() as uow:
            seen = seen_version(if_match)
            await concluding.set_aside_conclusive_grounds(uow, CaseId(case_id), given, seen=seen)
            return tagged(await uow.cases.get(CaseId(case_id)), response)


@router.post("/review")
async def review(
    case_id: UUID,
    body: NewReview,
    user: Reviewer,
    work: CaseWork,
    response: Response,
    if_match: IfMatch = None,
) -> CaseBody:
    given = Review(is_agreed=body.agree, reasons=body.reasons, by=user.id, at=utcnow())
    with stale_is_refused():
        async with work() as uow:
            seen = seen_version(if_match)
            await concluding.review_conclusive_grounds(uow, CaseId(case_id), given, seen=seen)
            return tagged(await uow.cases.get(CaseId(case_id)), response)
