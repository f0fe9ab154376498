"""Conflicts of interest for programs: declared, and withdrawn by a leader or by who declared them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from contracts.ids import UserId
from decision import allocating
from decision.domain.allocation import Conflict, ConflictReason
from decision.domain.reconsideration import Judgement
from decision.web.acts import WORDS_LIMIT
from decision.web.api_bodies import CaseBody
from decision.web.api_programs import StaffProgram
from plumbing.clock import utcnow

router = APIRouter(prefix="/v1/cases/{case_id}/conflicts-of-interest")


class NewConflict(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reason: ConflictReason


class Withdrawal(BaseModel):
    model_config = ConfigDict(extra="forbid")

    words: Annotated[str, Field(min_length=1, max_length=WORDS_LIMIT)]


@router.post("")
async def declare(program: StaffProgram, body: NewConflict) -> CaseBody:
    """One's own. Who holds the case puts it back with it."""
    by, at = program.user.id, utcnow()
    conflict = Conflict(case_id=program.case_id, person=by, reason=body.reason, declared_at=at)
    return await program.records(lambda uow, seen: allocating.declare_conflict(uow, conflict, seen=seen))


@router.post("/{person}/withdraw")
async def withdraw(program: StaffProgram, person: UUID, body: Withdrawal) -> CaseBody:
    given = Judgement(words=body.words, by=program.user.id, at=utcnow())
    is_leader = program.user.has_any("leader")
    return await program.records(
        lambda uow, seen: allocating.withdraw_conflict(
            uow, program.case_id, UserId(person), given, seen=seen, is_leader=is_leader
        )
    )
