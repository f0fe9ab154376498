"""Queues for programs: what waits, taking the next case or a certain one, and giving one to somebody."""

from collections.abc import Sequence
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, ConfigDict

from contracts.ids import AgeBand, CaseId, CompetentAuthority, UserId
from decision import allocating, commands
from decision.domain.priority import Pressing
from decision.domain.stages import Stage
from decision.queries.queue import DueWhen, Holder, QueueRow, count, queue_page
from decision.queries.workload import may_be_given, workload
from decision.storage.queue_tables import Order, Queue
from decision.web.allocation_words import saying_why_not
from decision.web.api_bodies import NOT_OUR_CURSOR, After, CaseBody, Limit
from decision.web.api_programs import LeadersProgram, Program
from decision.web.edge import CaseWork, Caseworker, Leader, Staff, Today
from decision.web.queue_filters import Narrowed, State, Ticked, cut_of, cut_text
from plumbing.clock import utcnow
from plumbing.idempotency import OnceOnly
from plumbing.problems import Problem

router = APIRouter(prefix="/v1")


class QueueAsked(BaseModel):
    """What a queue is narrowed to, as on its page. Nothing said means everything."""

    model_config = ConfigDict(extra="forbid")

    due: list[DueWhen] = []
    age: list[AgeBand] = []
    state: list[State] = []
    reason: list[Pressing] = []
    holder: list[Holder] = []
    authority: list[CompetentAuthority] = []
    order: Order = Order.PRESSING
    limit: Limit = 25
    after: After = None

    @property
    def ticked(self) -> Ticked:
        return Ticked(**self.model_dump(exclude={"limit", "after"}))


class QueuedBody(BaseModel):
    """`reason` says how pressing the case is, `day` what orders it among those as pressing.

    `danger_at` is when the first responder said that somebody is in danger now.
    """

    model_config = ConfigDict(from_attributes=True)

    case_id: UUID
    reference: str
    priority: int
    reason: Pressing
    day: date
    due_on: date | None
    is_overdue: bool
    received_on: date
    stage: Stage
    age_band: AgeBand
    is_age_settled: bool
    competent_authority: CompetentAuthority
    is_held: bool
    is_mine: bool
    holder: str
    danger_at: datetime | None


class QueueBody(BaseModel):
    """`count` stops at 1,001."""

    items: list[QueuedBody]
    count: int
    next: str | None


class TakenBody(BaseModel):
    """No case: nothing waits that this person may hold."""

    case: CaseBody | None


class LoadBody(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    person: UUID
    name: str
    reasonable_grounds: int
    conclusive_grounds: int
    suspended: int
    other: int
    total: int
    overdue: int


class WorkloadBody(BaseModel):
    items: list[LoadBody]


class NewAllocation(BaseModel):
    model_config = ConfigDict(extra="forbid")

    person: UUID


@router.get("/queues/{queue}")
async def list_queue(
    queue: Queue, user: Staff, work: CaseWork, today: Today, asked: Annotated[QueueAsked, Query()]
) -> QueueBody:
    """Most pressing first, unless `order` says otherwise."""
    after = cut_of(asked.after or "")
    if asked.after and after is None:
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, NOT_OUR_CURSOR)
    wanted = Narrowed(queue, asked.ticked).wanted(user, today)
    async with work() as uow:
        found = await queue_page(uow, wanted, after=after, limit=asked.limit)
        total = await count(uow, wanted)
    following = cut_text(found.rows[-1].cut) if found.has_later and found.rows else None
    return QueueBody(items=_queued(found.rows, today), count=total, next=following)


@router.post("/cases/take-next", response_model=TakenBody)
async def take_next_case(user: Caseworker, work: CaseWork, once: OnceOnly) -> Response:
    """The most pressing case that nobody has and this person may hold. The same key takes one case only."""
    async with work() as uow:
        if (answer := await once.earlier_answer(uow)) is not None:
            return answer
        taken = await allocating.take_next_case(uow, by=user.id, at=utcnow())
        case = CaseBody.model_validate(await uow.cases.get(taken)) if taken else None
        location = f"/v1/cases/{taken}" if taken else ""
        body = TakenBody(case=case).model_dump(mode="json")
        return await once.keep(uow, HTTPStatus.OK, body, location=location)


@router.post("/cases/{case_id}/take")
async def take(program: Program) -> CaseBody:
    by, at = program.user.id, utcnow()
    async with saying_why_not():
        return await program.records(
            lambda uow, seen: commands.take_case(uow, program.case_id, seen=seen, by=by, at=at)
        )


@router.post("/cases/{case_id}/put-back")
async def put_back(program: Program) -> CaseBody:
    by, at = program.user.id, utcnow()
    return await program.records(
        lambda uow, seen: commands.put_back_case(uow, program.case_id, seen=seen, by=by, at=at)
    )


@router.post("/cases/{case_id}/allocate")
async def allocate(program: LeadersProgram, body: NewAllocation) -> CaseBody:
    """Gives the case to a caseworker who has declared no conflict of interest in it."""
    by, at, to = program.user.id, utcnow(), UserId(body.person)
    return await program.records(
        lambda uow, seen: allocating.allocate_case(uow, program.case_id, to, seen=seen, by=by, at=at)
    )


@router.get("/workload")
async def list_workload(_: Leader, work: CaseWork, case_id: UUID | None = None) -> WorkloadBody:
    """Who holds how many cases, least first. With `case_id`, only those who may be given that case."""
    async with work() as uow:
        if case_id is None:
            loads = await workload(uow, at=utcnow())
        else:
            loads = await may_be_given(uow, CaseId(case_id), at=utcnow())
    return WorkloadBody(items=[LoadBody.model_validate(each) for each in loads])


def _queued(rows: Sequence[QueueRow], today: date) -> list[QueuedBody]:
    return [
        QueuedBody.model_validate(vars(row) | {"is_overdue": row.is_overdue(today)}, from_attributes=False)
        for row in rows
    ]
