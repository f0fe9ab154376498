"""What one person has in hand, and what they may review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from contracts.ids import CaseId
from decision.domain.decisions import DecisionState
from decision.domain.stages import Stage
from decision.queries.queue import Holder, QueueRow, Wanted, queue_page
from decision.storage import UnitOfWork
from decision.storage.queue_tables import Queue
from decision.storage.tables import decision

AT_MOST = 50
TO_DECIDE = frozenset(
    {
        Stage.REASONABLE_GROUNDS_PENDING,
        Stage.REASONABLE_GROUNDS_MORE_INFORMATION,
        Stage.CONCLUSIVE_GROUNDS_PENDING,
        Stage.RECONSIDERATION_REQUESTED,
    }
)
WITH_REVIEWER = frozenset({Stage.REASONABLE_GROUNDS_REVIEW, Stage.CONCLUSIVE_GROUNDS_REVIEW})


@dataclass(frozen=True)
class MyWork:
    """My open cases, most pressing first; `returned` are those a second person has sent back to me."""

    to_decide: Sequence[QueueRow]
    returned: frozenset[CaseId]
    with_reviewer: Sequence[QueueRow]
    waiting: Sequence[QueueRow]
    to_review: Sequence[QueueRow]
    decided: Sequence[QueueRow] = ()


async def my_work(uow: UnitOfWork, wanted: Wanted, *, is_reviewer: bool) -> MyWork:
    in_hand = replace(wanted, queue=Queue.IN_HAND, holders=frozenset({Holder.MINE}))
    mine = (await queue_page(uow, in_hand, limit=AT_MOST)).rows
    to_decide = [row for row in mine if row.stage in TO_DECIDE]
    returned = await _returned(uow, [row.case_id for row in to_decide])
    return MyWork(
        to_decide=sorted(to_decide, key=lambda row: row.case_id not in returned),
        returned=returned,
        with_reviewer=[row for row in mine if row.stage in WITH_REVIEWER],
        waiting=[row for row in mine if row.stage not in TO_DECIDE | WITH_REVIEWER],
        to_review=await _to_review(uow, wanted) if is_reviewer else [],
        decided=(await queue_page(uow, replace(in_hand, queue=Queue.DECIDED), limit=AT_MOST)).rows,
    )


async def _to_review(uow: UnitOfWork, wanted: Wanted) -> Sequence[QueueRow]:
    """Drafts of others: nobody reviews their own."""
    others = frozenset({Holder.NOBODY, Holder.SOMEBODY_ELSE})
    under_review = replace(wanted, queue=Queue.REVIEW, holders=others)
    return (await queue_page(uow, under_review, limit=AT_MOST)).rows


async def _returned(uow: UnitOfWork, case_ids: Sequence[CaseId]) -> frozenset[CaseId]:
    if not case_ids:
        return frozenset()
    latest = (
        select(decision.c.case_id, decision.c.state)
        .ext(distinct_on(decision.c.case_id))
        .where(decision.c.case_id.in_(case_ids))
        .order_by(decision.c.case_id, decision.c.written_at.desc())
    )
    found = (await uow.session.execute(latest)).all()
    return frozenset(CaseId(row.case_id) for row in found if row.state is DecisionState.RETURNED)
