"""What one person has in hand, and what they could take next."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from contracts.ids import CaseId
from decision.domain.decisions import DecisionState
from decision.domain.stages import Stage
from decision.queries.queue import Holder, QueueRow, Wanted, reasonable_grounds_queue
from decision.storage import UnitOfWork
from decision.storage.tables import decision

AT_MOST = 50


@dataclass(frozen=True)
class MyWork:
    """My open cases, most pressing first; `returned` are those a second person has sent back to me."""

    to_decide: Sequence[QueueRow]
    returned: frozenset[CaseId]
    with_reviewer: Sequence[QueueRow]
    to_review: Sequence[QueueRow]
    next_case: QueueRow | None


async def my_work(uow: UnitOfWork, wanted: Wanted, *, is_reviewer: bool) -> MyWork:
    mine = await _first(uow, replace(wanted, holders=frozenset({Holder.MINE})), AT_MOST)
    free = await _first(uow, replace(wanted, holders=frozenset({Holder.NOBODY})), 1)
    to_decide = [row for row in mine if row.stage is not Stage.REASONABLE_GROUNDS_REVIEW]
    returned = await _returned(uow, [row.case_id for row in to_decide])
    return MyWork(
        to_decide=sorted(to_decide, key=lambda row: row.case_id not in returned),
        returned=returned,
        with_reviewer=[row for row in mine if row.stage is Stage.REASONABLE_GROUNDS_REVIEW],
        to_review=await _to_review(uow, wanted) if is_reviewer else [],
        next_case=free[0] if free else None,
    )


async def _to_review(uow: UnitOfWork, wanted: Wanted) -> Sequence[QueueRow]:
    """Drafts of others: nobody reviews their own."""
    under_review = replace(
        wanted,
        stages=frozenset({Stage.REASONABLE_GROUNDS_REVIEW}),
        holders=frozenset({Holder.NOBODY, Holder.SOMEBODY_ELSE}),
    )
    return await _first(uow, under_review, AT_MOST)


async def _first(uow: UnitOfWork, wanted: Wanted, limit: int) -> Sequence[QueueRow]:
    return (await reasonable_grounds_queue(uow, wanted, limit=limit)).rows


async def _returned(uow: UnitOfWork, case_ids: Sequence[CaseId]) -> frozenset[CaseId]:
    if not case_ids:
        return frozenset()
    query = select(decision.c.case_id).where(
        decision.c.case_id.in_(case_ids), decision.c.state == DecisionState.RETURNED
    )
    return frozenset(CaseId(case_id) for case_id in await uow.session.scalars(query))
