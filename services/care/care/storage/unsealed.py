"""What was written before it was sealed: found, sealed and emptied, until nothing is left of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.household import SEALED
from care.storage.disclosure_tables import address_reveal
from care.storage.disclosures import sealed_columns
from care.storage.household_tables import dependant
from plumbing.encryption import KeyRing


class Unsealed:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def dependants(self, *, limit: int) -> Sequence[Row[Any]]:
        query = select(dependant).where(dependant.c.known_as.is_not(None)).limit(limit)
        return (await self._session.execute(query.with_for_update(skip_locked=True))).all()

    async def empty_dependant(self, dependant_id: UUID) -> None:
        nothing = dict.fromkeys(SEALED)
        await self._session.execute(update(dependant).where(dependant.c.id == dependant_id).values(nothing))

    async def seal_reasons(self, ring: KeyRing, *, limit: int) -> int:
        query = select(address_reveal.c.id, address_reveal.c.reason)
        rows = (
            await self._session.execute(query.where(address_reveal.c.reason.is_not(None)).limit(limit))
        ).all()
        for row in rows:
            sealed = {"reason": None, **sealed_columns(row.reason, row.id, ring)}
            await self._session.execute(
                update(address_reveal).where(address_reveal.c.id == row.id).values(sealed)
            )
        return len(rows)
