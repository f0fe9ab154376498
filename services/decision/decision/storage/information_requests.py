"""Questions to first responders, sealed with the case's key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import CaseId, ReferralId, UserId
from decision.domain.information_requests import InformationRequest
from decision.storage.tables import case_file, plumbing
from decision.storage.tables import information_request as table
from plumbing.encryption import DataKeys, KeyRing, Place


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
            "asked_by": asked.asked_by,
            "asked_at": asked.asked_at,
            "due_on": asked.due_on,
            "sealed_question": key.seal(asked.question, _place(asked.id)),
        }
        await self._session.execute(insert(table).values(values))

    async def of_case(self, case_id: CaseId) -> Sequence[InformationRequest]:
        """Newest first."""
        query = select(table).where(table.c.case_id == case_id)
        rows = await self._session.execute(query.order_by(table.c.asked_at.desc(), table.c.id))
        return [await self._open(row) for row in rows.all()]

    async def about(self, referral_id: ReferralId, request_id: UUID) -> InformationRequest:
        row = (await self._session.execute(_about(referral_id, request_id))).one_or_none()
        if row is None:
            raise RequestNotFound
        return await self._open(row)

    async def note_answer(self, request_id: UUID, *, at: datetime) -> bool:
        """Returns whether this is the first that was heard of it."""
        unanswered = (table.c.id == request_id) & table.c.answered_at.is_(None)
        statement = update(table).where(unanswered).values(answered_at=at)
        noted = await self._session.execute(statement.returning(table.c.id))
        return noted.one_or_none() is not None

    async def _open(self, row: Row[Any]) -> InformationRequest:
        key = await self._keys.get(row.case_id)
        return InformationRequest(
            id=row.id,
            case_id=CaseId(row.case_id),
            asked_by=UserId(row.asked_by),
            asked_at=row.asked_at,
            due_on=row.due_on,
            question=key.open(row.sealed_question, _place(row.id)),
            answered_at=row.answered_at,
        )


def _about(referral_id: ReferralId, request_id: UUID) -> Select[Any]:
    return (
        select(table)
        .join(case_file, case_file.c.id == table.c.case_id)
        .where(case_file.c.referral_id == referral_id, table.c.id == request_id)
    )


def _place(request_id: UUID) -> Place:
    return Place("information_request", "sealed_question", request_id)
