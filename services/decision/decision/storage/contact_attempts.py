"""Whom somebody tried to reach, and why somebody is not asked. The words are sealed with the case's key."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId, UserId
from decision.domain.contact_attempts import Attempt, NotAsked
from decision.storage.asking_tables import contact_attempt, not_asked
from decision.storage.tables import plumbing
from plumbing.encryption import DataKeys, KeyRing, Place


class ContactAttempts:
    def __init__(self, session: AsyncSession, ring: KeyRing) -> None:
        self._session = session
        self._keys = DataKeys(session, plumbing.data_key, ring)

    async def add(self, attempt: Attempt) -> None:
        key = await self._keys.make(attempt.case_id, at=attempt.logged_at)
        values = {
            "id": attempt.id,
            "case_id": attempt.case_id,
            "party": attempt.party,
            "before": attempt.before,
            "request_id": attempt.request_id,
            "how": attempt.how,
            "tried_on": attempt.tried_on,
            "result": attempt.result,
            "is_negative_likely": attempt.is_negative_likely,
            "sealed_who": key.seal(attempt.who, _place(contact_attempt, "sealed_who", attempt.id)),
            "sealed_note": key.seal(attempt.note, _place(contact_attempt, "sealed_note", attempt.id)),
            "logged_by": attempt.logged_by,
            "logged_at": attempt.logged_at,
        }
        await self._session.execute(insert(contact_attempt).values(values))

    async def of_case(self, case_id: CaseId) -> Sequence[Attempt]:
        """Newest first."""
        found = await self._rows(contact_attempt, case_id, "logged_at")
        if not found:
            return []
        key = await self._keys.get(case_id)
        return [
            Attempt(
                id=row["id"],
                case_id=case_id,
                party=row["party"],
                before=row["before"],
                request_id=row["request_id"],
                how=row["how"],
                tried_on=row["tried_on"],
                result=row["result"],
                is_negative_likely=row["is_negative_likely"],
                who=key.open(row["sealed_who"], _place(contact_attempt, "sealed_who", row["id"])),
                note=key.open(row["sealed_note"], _place(contact_attempt, "sealed_note", row["id"])),
                logged_by=UserId(row["logged_by"]),
                logged_at=row["logged_at"],
            )
            for row in found
        ]

    async def add_reason(self, said: NotAsked) -> None:
        key = await self._keys.make(said.case_id, at=said.said_at)
        values = {
            "id": said.id,
            "case_id": said.case_id,
            "party": said.party,
            "before": said.before,
            "why": said.why,
            "sealed_words": key.seal(said.words, _place(not_asked, "sealed_words", said.id)),
            "said_by": said.said_by,
            "said_at": said.said_at,
        }
        await self._session.execute(insert(not_asked).values(values))

    async def reasons_of_case(self, case_id: CaseId) -> Sequence[NotAsked]:
        """Newest first."""
        found = await self._rows(not_asked, case_id, "said_at")
        if not found:
            return []
        key = await self._keys.get(case_id)
        return [
            NotAsked(
                id=row["id"],
                case_id=case_id,
                party=row["party"],
                before=row["before"],
                why=row["why"],
                words=key.open(row["sealed_words"], _place(not_asked, "sealed_words", row["id"])),
                said_by=UserId(row["said_by"]),
                said_at=row["said_at"],
            )
            for row in found
        ]

    async def _rows(self, table: Table, case_id: CaseId, order: str) -> Sequence[Any]:
        query = select(table).where(table.c.case_id == case_id)
        ordered = query.order_by(table.c[order].desc(), table.c.id.desc())
        return (await self._session.execute(ordered)).mappings().all()


def _place(table: Table, column: str, row_id: UUID) -> Place:
    return Place(table.name, column, row_id)
