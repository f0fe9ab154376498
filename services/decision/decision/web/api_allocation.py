"""Conflicts of interest for programs: declared, and withdrawn by a leader or by who declared them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import BaseModel, ConfigDict, Field

from contracts.ids import CaseId, UserId
from decision import allocating
from decision.domain.allocation import Conflict, ConflictReason
from decision.domain.reconsideration import Judgement
from decision.web.acts import WORDS_LIMIT
from decision.web.api import IfMatch, seen_version, stale_is_refused, tagged
from decision.web.api_bodies import CaseBody
from decision.web.edge import CaseWork, Staff
from plumbing.clock import utcnow

router = APIRouter(prefix="/v1/cases/{case_id}/conflicts-of-interest")


class NewConflict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: ConflictReason


class Withdrawal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: Annotated[str, Field(min_length=1, max_length=WORDS_LIMIT)]


@router.post("")
async def declare(
    case_id: UUID,
    body: NewConflict,
    user: Staff,
    work: CaseWork,
    response: Response,
    if_match: IfMatch = None,
) -> CaseBody:
    """One's own. Who holds the case puts it back with it."""
    conflict = Conflict(case_id=CaseId(case_id), person=user.id, reason=body.reason, declared_at=utcnow())
    with stale_is_refused():
        async with work() as uow:
            await allocating.declare_conflict(uow, conflict, seen=seen_version(if_match))
            case = await uow.cases.get(CaseId(case_id))
    return tagged(case, response)


@router.post("/{person}/withdraw")
async def withdraw(
    case_id: UUID,
    person: UUID,
    body: Withdrawal,
    user: Staff,
    work: CaseWork,
    response: Response,
    if_match: IfMatch = None,
) -> CaseBody:
    given, seen = Judgement(words=body.words, by=user.id, at=utcnow()), seen_version(if_match)
    is_leader = user.has_any("leader")
    with stale_is_refused():
        async with work() as uow:
            await allocating.withdraw_conflict(
                uow, CaseId(case_id), UserId(person), given, seen=seen, is_leader=is_leader
            )
            case = await uow.cases.get(CaseId(case_id))
    return tagged(case, response)
