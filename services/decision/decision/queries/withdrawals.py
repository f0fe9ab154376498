"""Cases whose person was said to withdraw, and nobody has confirmed or denied it yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from contracts.ids import CaseId
from decision.domain.overlays import Consent
from decision.domain.stages import UNDECIDED
from decision.storage import UnitOfWork
from decision.storage.restricted_tables import is_open_to_reader
from decision.storage.tables import case_file


@dataclass(frozen=True)
class WithdrawalAsked:
    case_id: CaseId
    reference: str
    received_on: date
    is_child: bool


async def withdrawals_asked_for(uow: UnitOfWork, *, limit: int = 50) -> Sequence[WithdrawalAsked]:
    """The oldest case first."""
    column = case_file.c
    query = (
        select(column.id, column.reference, column.received_on, column.age_band)
        .where(
            column.consent == Consent.WITHDRAWN,
            column.stage.in_(UNDECIDED),
            is_open_to_reader(uow.session),
        )
        .order_by(column.received_on, column.id)
        .limit(limit)
    )
    return [
        WithdrawalAsked(CaseId(row.id), row.reference, row.received_on, row.age_band == "child")
        for row in await uow.session.execute(query)
    ]
