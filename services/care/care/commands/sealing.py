"""Sealing what was written before it was: children's records, and why an address was read."""

from datetime import datetime

from care.domain.household import SEALED
from care.storage import UnitOfWork
from contracts.ids import SupportCaseId
from plumbing.encryption import KeyRing

BATCH = 100


async def seal_what_is_not(uow: UnitOfWork, address_ring: KeyRing, *, at: datetime) -> int:
    """How many were sealed now. Once all are, it finds nothing; a later migration drops the columns."""
    rows = await uow.unsealed.dependants(limit=BATCH)
    for row in rows:
        case = await uow.cases.get(SupportCaseId(row.support_case_id))
        words = {name: getattr(row, name) or "" for name in SEALED}
        await uow.texts.keep(case, row.id, words, at=at)
        await uow.unsealed.empty_dependant(row.id)
    return len(rows) + await uow.unsealed.seal_reasons(address_ring, limit=BATCH)
