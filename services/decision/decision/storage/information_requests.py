"""Questions, answers and attempts to reach somebody, all words sealed with the case's key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId, ReferralId, UserId
from decision.domain.information_requests import Answer, InformationRequest
from decision.storage.tables import case_file, plumbing
from decision.storage.tables import information_request as table
from plumbing.encryption import DataKey, DataKeys, KeyRing, Place


class RequestNotFound(Exception):
    pass


class InformationRequests:
    def __init__(self, session: AsyncSession, ring: KeyRing) -> None:
        self._session = session
        self._keys = DataKeys(session, plumbing.data_key, ring)

    async def add(self, asked: InformationRequest) -> None:
        key = await self._keys.make(asked.case_id, at=asked.asked_at)
        values = {
            "id": asked.id,
            "case_id": asked.case_id,
            "party": asked.party,
            "before": asked.before,
            "asked_by": asked.asked_by,
            "asked_at": asked.asked_at,
            "due_on": asked.due_on,
            "sealed_question": key.seal(asked.question, _place("sealed_question", asked.id)),
            "is_negative_likely": asked.is_negative_likely,
            "clock_id": asked.clock_id,
            "evidence": [],
        }
        await self._session.execute(insert(table).values(values))

    async def of_case(self, case_id: CaseId) -> Sequence[InformationRequest]:
        """Newest first."""
        query = select(table).where(table.c.case_id == case_id)
        rows = await self._session.execute(query.order_by(table.c.asked_at.desc(), table.c.id))
        return [await self._open(row) for row in rows.all()]

    async def one(self, case_id: CaseId, request_id: UUID) -> InformationRequest:
        return await self._one(select(table).where(table.c.case_id == case_id, table.c.id == request_id))

    async def about(self, referral_id: ReferralId, request_id: UUID) -> InformationRequest:
        """A question to the first responder of this referral: others are not theirs to read."""
        query = (
            select(table)
            .join(case_file, case_file.c.id == table.c.case_id)
            .where(case_file.c.referral_id == referral_id, table.c.id == request_id)
            .where(table.c.party == "first_responder")
        )
        return await self._one(query)

    async def note_answer(self, request_id: UUID, *, at: datetime) -> bool:
        """Returns whether this is the first that was heard of it."""
        unanswered = (table.c.id == request_id) & table.c.answered_at.is_(None)
        statement = update(table).where(unanswered).values(answered_at=at)
        noted = await self._session.execute(statement.returning(table.c.id))
        return noted.one_or_none() is not None

    async def keep_answer(self, asked: InformationRequest, given: Answer) -> None:
        key = await self._keys.get(asked.case_id)
        values = {
            "answered_at": given.at,
            "received_on": given.received_on,
            "sealed_answer": key.seal(given.words, _place("sealed_answer", asked.id)),
            "evidence": list(given.evidence),
        }
        await self._session.execute(update(table).where(table.c.id == asked.id).values(values))

    async def remind(self, clock_id: UUID, *, at: datetime) -> InformationRequest | None:
        """The request whose answer is due soon, marked as such. None if it is answered, or was marked."""
        is_open = table.c.answered_at.is_(None) & table.c.reminded_at.is_(None)
        statement = update(table).where(table.c.clock_id == clock_id, is_open).values(reminded_at=at)
        row = (await self._session.execute(statement.returning(table))).one_or_none()
        return None if row is None else await self._open(row)

    async def _one(self, query: Select[Any]) -> InformationRequest:
        row = (await self._session.execute(query)).one_or_none()
        if row is None:
            raise RequestNotFound
        return await self._open(row)

    async def _open(self, row: Row[Any]) -> InformationRequest:
        key = await self._keys.get(row.case_id)
        return InformationRequest(
            id=row.id,
            case_id=CaseId(row.case_id),
            party=row.party,
            before=row.before,
            asked_by=UserId(row.asked_by),
            asked_at=row.asked_at,
            due_on=row.due_on,
            question=key.open(row.sealed_question, _place("sealed_question", row.id)),
            is_negative_likely=row.is_negative_likely,
            clock_id=row.clock_id,
            reminded_at=row.reminded_at,
            answered_at=row.answered_at,
            received_on=row.received_on,
            answer=_answer(row, key),
            evidence=tuple(row.evidence),
        )


def _answer(row: Row[Any], key: DataKey) -> str:
    if row.sealed_answer is None:
        return ""
    return key.open(row.sealed_answer, _place("sealed_answer", row.id))


def _place(column: str, request_id: UUID) -> Place:
    return Place("information_request", column, request_id)
