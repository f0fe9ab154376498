"""Keeps the groups by which people are counted, and the returns that are given."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.monthly_return import Version
from care.storage.return_tables import counted_group, monthly_return, monthly_return_number
from contracts.ids import ExploitationType, Gender, NationalityGroup


class Groups(TypedDict):
    """None where the referral does not say."""

    gender: Gender | None
    nationality_group: NationalityGroup | None
    exploitation_type: ExploitationType | None


class NewReturn(TypedDict):
    month: date
    version: int
    given_at: datetime
    given_by: str
    contract: str
    reason: str | None


class Returns:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note_groups(self, referral_id: UUID, groups: Groups) -> None:
        """Once for a referral that is known, however often it is said."""
        added = upsert(counted_group).values(referral_id=referral_id, **groups)
        await self._session.execute(added.on_conflict_do_nothing())

    async def keep(self, new: NewReturn, what: Version) -> bool:
        """False where this version has been given already."""
        adding = upsert(monthly_return).values(**new).on_conflict_do_nothing()
        if (await self._session.scalar(adding.returning(monthly_return.c.version))) is None:
            return False
        of_it: Mapping[str, object] = {"month": new["month"], "version": new["version"]}
        numbers = [
            {**of_it, "kind": kind, "whose": cell.row, "category": cell.column, "number": number}
            for kind, said in what.tables.items()
            for cell, number in said.items()
        ]
        await self._session.execute(insert(monthly_return_number), numbers)
        return True
