"""Cases whose open clocks are to be counted again, in an order that lets a count go on where it stopped."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId
from decision.domain.case import Case
from decision.domain.clocks import ClockState
from decision.storage.tables import case_file, clock


async def open_cases_after(
    session: AsyncSession, case_id: CaseId | None, *, counting: ColumnElement[bool], limit: int
) -> Sequence[Case]:
    """The next cases, by id, with an open clock of which `counting` is true. Locked."""
    is_open = exists().where(clock.c.case_id == case_file.c.id, counting, clock.c.state != ClockState.ENDED)
    query = select(Case).where(is_open).order_by(case_file.c.id).limit(limit)
    if case_id:
        query = query.where(case_file.c.id > case_id)
    locked = query.with_for_update(of=case_file).execution_options(populate_existing=True)
    return (await session.scalars(locked)).all()
