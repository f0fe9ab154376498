"""Requests for information. The question stays with those who ask it; the answer is sealed here."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import ReferralId, UserId
from plumbing.encryption import DataKeys, Place
from referral.domain.requests import InformationRequest, RequestId
from referral.storage.tables import information_request as table


class RequestMissing(Exception):
    """There is no such request about this referral."""


class Requests:
    def __init__(self, session: AsyncSession, keys: DataKeys) -> None:
        self._session = session
        self._keys = keys

    async def hear(
        self, request_id: RequestId, referral_id: ReferralId, *, requested_at: datetime, due_on: date
    ) -> None:
        values = {
            "id": request_id,
            "referral_id": referral_id,
            "requested_at": requested_at,
            "due_on": due_on,
        }
        await self._session.execute(insert(table).values(values).on_conflict_do_nothing())

    async def about(self, referral_id: ReferralId) -> Sequence[InformationRequest]:
        """Oldest first, without what was answered."""
        query = _of(referral_id).order_by(table.c.requested_at, table.c.id)
        return [_request(row) for row in await self._session.execute(query)]

    async def get(
        self, referral_id: ReferralId, request_id: RequestId, *, lock: bool = False
    ) -> InformationRequest:
        query = _of(referral_id).where(table.c.id == request_id)
        row = (await self._session.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise RequestMissing
        return _request(row, await self._answer(row))

    async def keep_answer(self, request: InformationRequest, *, by: UserId) -> None:
        key = await self._keys.get(request.referral_id)
        values = {
            "answered_by": by,
            "answered_at": request.answered_at,
            "sealed_answer": key.seal(request.answer, _place(request.id)),
        }
        await self._session.execute(update(table).where(table.c.id == request.id).values(values))

    async def _answer(self, row: Row[Any]) -> str:
        if row.sealed_answer is None:
            return ""
        key = await self._keys.get(row.referral_id)
        return key.open(row.sealed_answer, _place(RequestId(row.id)))


def _of(referral_id: ReferralId) -> Select[Any]:
    return select(table).where(table.c.referral_id == referral_id)


def _request(row: Row[Any], answer: str = "") -> InformationRequest:
    return InformationRequest(
        id=RequestId(row.id),
        referral_id=ReferralId(row.referral_id),
        requested_at=row.requested_at,
        due_on=row.due_on,
        answered_at=row.answered_at,
        answer=answer,
    )


def _place(request_id: RequestId) -> Place:
    return Place("information_request", "sealed_answer", request_id)
