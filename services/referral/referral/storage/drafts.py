"""Drafts, sealed. Somebody else's draft is as absent as one that never was (MH20)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from clocks.days import london_day
from contracts.ids import OrganisationId, UserId
from plumbing.encryption import DataKeys, Place
from referral.domain.drafts import Draft, DraftId, DraftLife
from referral.storage.tables import draft as table

_OPEN_COLUMNS = (table.c.id, table.c.author, table.c.version, table.c.changed_at)


class DraftMissing(Exception):
    """There is no such draft, or it is not this person's, or its time is over."""


class DraftChangedElsewhere(Exception):
    """Another window saved this draft in the meantime."""


@dataclass(frozen=True)
class Left:
    """A draft nobody came back to, as far as it can be known without its key."""

    id: DraftId
    author: UserId
    version: int
    deleted_on: date


class Drafts:
    def __init__(self, session: AsyncSession, keys: DataKeys, life: DraftLife) -> None:
        self._session = session
        self._keys = keys
        self._life = life

    async def add(self, draft: Draft) -> None:
        await self._keys.make(draft.id, at=draft.started_at)
        values = {"id": draft.id, **_columns(draft), "sealed_answers": await self._seal(draft)}
        await self._session.execute(insert(table).values(values))

    async def get(self, draft_id: DraftId, author: UserId, *, at: datetime, lock: bool = False) -> Draft:
        query = select(table).where(table.c.id == draft_id, self._is_alive(author, at))
        row = (await self._session.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise DraftMissing
        return await self._open(row)

    async def all_of(self, author: UserId, *, at: datetime) -> Sequence[Draft]:
        query = select(table).where(self._is_alive(author, at)).order_by(table.c.changed_at.desc())
        return [await self._open(row) for row in (await self._session.execute(query)).all()]

    async def save(self, draft: Draft) -> None:
        """Raises when the draft is no longer as it was read: nothing is overwritten silently (MH13)."""
        read, draft.version = draft.version, draft.version + 1
        changed = {**_columns(draft), "sealed_answers": await self._seal(draft)}
        statement = update(table).where(table.c.id == draft.id, table.c.version == read).values(changed)
        saved = await self._session.execute(statement.returning(table.c.id))
        if saved.one_or_none() is None:
            raise DraftChangedElsewhere

    async def remove(self, draft: Draft) -> None:
        """After its key, which nobody finds once the draft is gone, and which would open a backup."""
        await self._keys.destroy(draft.id)
        await self._session.execute(delete(table).where(table.c.id == draft.id))

    async def ending(self, *, at: datetime) -> Sequence[Left]:
        """Those whose authors should be warned now."""
        untouched = table.c.changed_at <= at - self._life.until_warning
        query = select(*_OPEN_COLUMNS).where(untouched, self._is_kept(at))
        return [self._left(row) for row in await self._session.execute(query)]

    async def forget_old(self, *, at: datetime) -> Sequence[Left]:
        """Those whose time is over, with their keys."""
        old = delete(table).where(~self._is_kept(at)).returning(*_OPEN_COLUMNS)
        gone = [self._left(row) for row in await self._session.execute(old)]
        for left in gone:
            await self._keys.destroy(left.id)
        return gone

    def _left(self, row: Row[*tuple[Any, ...]]) -> Left:
        deleted_on = london_day(row.changed_at + self._life.whole)
        return Left(DraftId(row.id), UserId(row.author), row.version, deleted_on)

    def _is_kept(self, at: datetime) -> ColumnElement[bool]:
        return table.c.changed_at > at - self._life.whole

    def _is_alive(self, author: UserId, at: datetime) -> ColumnElement[bool]:
        return (table.c.author == author) & self._is_kept(at)

    async def _seal(self, draft: Draft) -> bytes:
        key = await self._keys.get(draft.id)
        return key.seal_json(draft.answers, _place(draft.id, draft.version))

    async def _open(self, row: Row[Any]) -> Draft:
        key = await self._keys.get(row.id)
        return Draft(
            id=DraftId(row.id),
            author=UserId(row.author),
            organisation=OrganisationId(row.organisation),
            form_version=row.form_version,
            started_at=row.started_at,
            changed_at=row.changed_at,
            version=row.version,
            life=self._life,
            answers=key.open_json(row.sealed_answers, _place(DraftId(row.id), row.version)),
        )


def _place(draft_id: DraftId, version: int) -> Place:
    return Place("draft", "sealed_answers", draft_id, version)


def _columns(draft: Draft) -> dict[str, object]:
    return {
        "author": draft.author,
        "organisation": draft.organisation,
        "form_version": draft.form_version,
        "version": draft.version,
        "started_at": draft.started_at,
        "changed_at": draft.changed_at,
    }
