"""Who is on legal hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from care.storage import UnitOfWork
from care.storage.tables import support_case
from care.storage.visibility_tables import legal_hold

MOST_LISTED = 500


@dataclass(frozen=True)
class Held:
    reference: str
    support_case_id: UUID
    set_at: datetime


async def holds(uow: UnitOfWork) -> Sequence[Held]:
    """The longest first."""
    query = (
        select(support_case.c.reference, support_case.c.id, legal_hold.c.set_at)
        .join(support_case, support_case.c.id == legal_hold.c.support_case_id)
        .where(legal_hold.c.lifted_at.is_(None))
        .order_by(legal_hold.c.set_at)
        .limit(MOST_LISTED)
    )
    return [Held(*row) for row in await uow.session.execute(query)]
