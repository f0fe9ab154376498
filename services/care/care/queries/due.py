"""What is due in lives in support, the earliest first. A provider's database shows it its own people only."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from care.domain.support_clocks import NEVER_BREACHED, ClockState
from care.storage import UnitOfWork
from care.storage.leaving_tables import support_clock
from care.storage.tables import support_case
from contracts.ids import SupportCaseId


@dataclass(frozen=True)
class Due:
    support_case_id: UUID
    reference: str
    rule: str
    due_on: date
    warn_at: datetime | None


async def due(
    uow: UnitOfWork, *, until: date, limit: int = 100, of: SupportCaseId | None = None
) -> tuple[Due, ...]:
    """Whatever somebody has to do by that day, for everybody or one person. A minimum asks nothing."""
    clock, case = support_clock.c, support_case.c
    query = (
        select(case.id, case.reference, clock.rule, clock.due_on, clock.warn_at)
        .join(support_case, case.id == clock.support_case_id)
        .where(
            clock.state == ClockState.RUNNING,
            clock.kind.not_in(NEVER_BREACHED),
            clock.due_on <= until,
        )
        .order_by(clock.due_on, clock.due_at, clock.id)
        .limit(limit)
    )
    if of is not None:
        query = query.where(case.id == of)
    return tuple(Due(*row) for row in await uow.session.execute(query))
