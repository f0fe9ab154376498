"""Legal holds, and what is past its time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, delete, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.retention import OVER, LegalHold
from care.domain.support import SupportCase
from care.storage.heard_tables import support_move
from care.storage.journey_tables import sealed_text
from care.storage.tables import metadata, support_case
from care.storage.visibility_tables import legal_hold
from contracts.ids import SupportCaseId


@dataclass(frozen=True)
class Records:
    """One kind of record of a person: sealed words, by what they are for, and whole rows, by table."""

    purposes: Sequence[str]
    tables: Sequence[str]

    def of(self, case_id: Any) -> "Iterator[Which]":
        words = sealed_text.c
        yield Which(sealed_text, (words.support_case_id == case_id, words.purpose.in_(self.purposes)))
        for table in (metadata.tables[name] for name in self.tables):
            yield Which(table, (table.c.support_case_id == case_id,))


class Which(NamedTuple):
    table: Table
    conditions: tuple[ColumnElement[bool], ...]


@dataclass(frozen=True)
class Forgotten:
    texts: int
    rows: int


class Retention:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, hold: LegalHold) -> None:
        self._session.add(hold)

    async def hold_on(self, case_id: SupportCaseId) -> LegalHold | None:
        hold = legal_hold.c
        query = select(LegalHold).where(hold.support_case_id == case_id, hold.lifted_at.is_(None))
        return (await self._session.scalars(query)).one_or_none()

    async def purposes(self) -> Sequence[str]:
        """Everything that sealed words were ever written for."""
        return (await self._session.scalars(select(sealed_text.c.purpose).distinct())).all()

    async def past(self, before: datetime, records: Records, *, limit: int) -> Sequence[SupportCase]:
        """Whose support ended by then, who are not on hold, and of whom something of it is kept. Locked."""
        case, hold, move = support_case.c, legal_hold.c, support_move.c
        ended_at = select(func.max(move.at)).where(move.support_case_id == case.id).scalar_subquery()
        is_held = exists().where(hold.support_case_id == case.id, hold.lifted_at.is_(None))
        has_any = or_(*(exists().where(*each.conditions) for each in records.of(case.id)))
        query = (
            select(SupportCase)
            .where(case.state.in_(OVER), ended_at <= before, ~is_held, has_any)
            .order_by(case.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return (await self._session.scalars(query)).all()

    async def forget(self, case_id: SupportCaseId, records: Records) -> Forgotten:
        texts, *rows = [await self._delete(each) for each in records.of(case_id)]
        return Forgotten(texts, sum(rows))

    async def _delete(self, which: Which) -> int:
        gone = delete(which.table).where(*which.conditions).returning(literal(1))
        return len((await self._session.execute(gone)).all())
