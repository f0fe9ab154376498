"""Sent referrals and notifications, sealed with a key of their own: nothing of the draft lives on in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import OrganisationId, ReferralId, UserId
from plumbing.encryption import DataKeys, Place
from referral.domain.drafts import DraftId
from referral.domain.referral import Referral, Route
from referral.domain.stages import Journey
from referral.storage.journeys import journey_of
from referral.storage.tables import information_request, journey, referral


class ReferralMissing(Exception):
    """There is no such referral, or it is not for this person to see."""


@dataclass(frozen=True)
class Sent:
    """What a list shows of a referral. No key is needed for it."""

    id: ReferralId
    reference: str
    route: Route
    sent_at: datetime
    journey: Journey
    is_asked: bool = False


@dataclass(frozen=True)
class Held:
    """Who has a referral now. No key is needed for it."""

    id: ReferralId
    reference: str
    holder: UserId


@dataclass(frozen=True)
class After:
    """Where in the list, newest first, the next page begins."""

    sent_at: datetime
    id: UUID


class Referrals:
    def __init__(self, session: AsyncSession, keys: DataKeys) -> None:
        self._session = session
        self._keys = keys

    async def add(self, sent: Referral) -> None:
        key = await self._keys.make(sent.id, at=sent.sent_at)
        values = {
            "id": sent.id,
            "reference": sent.reference,
            "draft_id": sent.draft_id,
            "author": sent.author,
            "organisation": sent.organisation,
            "route": sent.route,
            "nation": sent.nation,
            "sealed_answers": key.seal_json(sent.answers, _place(sent.id)),
            "form_version": sent.form_version,
            "sent_at": sent.sent_at,
            "holder": sent.author,
        }
        await self._session.execute(insert(referral).values(values))

    async def get(self, referral_id: ReferralId) -> Referral:
        """For those who see every referral; the caller has been checked."""
        return await self._one(referral.c.id == referral_id)

    async def held_by(self, holder: UserId, referral_id: ReferralId, *, lock: bool = False) -> Referral:
        """Whoever sent it, or the colleague it was handed to since."""
        is_held = (referral.c.id == referral_id) & (referral.c.holder == holder)
        return await self._one(is_held, lock=lock)

    async def holding(self, referral_id: ReferralId) -> Held | None:
        """For the worker, which cannot read what was sent."""
        query = select(referral.c.reference, referral.c.holder).where(referral.c.id == referral_id)
        row = (await self._session.execute(query)).one_or_none()
        return None if row is None else Held(referral_id, row.reference, UserId(row.holder))

    async def sent_by(self, author: UserId, referral_id: ReferralId) -> Held | None:
        """Whoever has it now."""
        query = select(referral.c.reference, referral.c.holder)
        is_theirs = (referral.c.id == referral_id) & (referral.c.author == author)
        row = (await self._session.execute(query.where(is_theirs))).one_or_none()
        return None if row is None else Held(referral_id, row.reference, UserId(row.holder))

    async def made_from(self, draft_id: DraftId, author: UserId) -> Sent | None:
        """What a draft became, if it has been sent already."""
        query = _listed().where(referral.c.draft_id == draft_id, referral.c.author == author)
        row = (await self._session.execute(query)).one_or_none()
        return None if row is None else _sent(row)

    async def all_of(self, holder: UserId, *, after: After | None = None, limit: int = 25) -> Sequence[Sent]:
        query = _listed().where(referral.c.holder == holder)
        if after is not None:
            query = query.where(tuple_(referral.c.sent_at, referral.c.id) < (after.sent_at, after.id))
        newest_first = query.order_by(referral.c.sent_at.desc(), referral.c.id.desc()).limit(limit)
        return [_sent(row) for row in (await self._session.execute(newest_first)).all()]

    async def place_of(self, referral_id: ReferralId, holder: UserId) -> After:
        """Where a list goes on, named by the last referral already shown."""
        query = select(referral.c.sent_at).where(referral.c.id == referral_id, referral.c.holder == holder)
        sent_at: datetime | None = (await self._session.execute(query)).scalar_one_or_none()
        if sent_at is None:
            raise ReferralMissing
        return After(sent_at, referral_id)

    async def _one(self, condition: ColumnElement[bool], *, lock: bool = False) -> Referral:
        query = select(referral).where(condition)
        row = (await self._session.execute(query.with_for_update() if lock else query)).one_or_none()
        if row is None:
            raise ReferralMissing
        return await self._open(row)

    async def _open(self, row: Row[Any]) -> Referral:
        key = await self._keys.get(row.id)
        return Referral(
            id=ReferralId(row.id),
            reference=row.reference,
            draft_id=DraftId(row.draft_id),
            author=UserId(row.author),
            organisation=OrganisationId(row.organisation),
            route=Route(row.route),
            nation=row.nation,
            sent_at=row.sent_at,
            form_version=row.form_version,
            answers=key.open_json(row.sealed_answers, _place(ReferralId(row.id))),
        )


def _listed() -> Select[Any]:
    columns = (referral.c.id, referral.c.reference, referral.c.route, referral.c.sent_at)
    rest = [column for column in journey.c if column.name != "referral_id"]
    return select(*columns, *rest, _is_asked().label("is_asked")).outerjoin(
        journey, journey.c.referral_id == referral.c.id
    )


def _is_asked() -> ColumnElement[bool]:
    """Whether a request for information waits for its answer."""
    asked = information_request.c
    return exists().where(asked.referral_id == referral.c.id, asked.answered_at.is_(None))


def _sent(row: Row[Any]) -> Sent:
    return Sent(
        id=ReferralId(row.id),
        reference=row.reference,
        route=Route(row.route),
        sent_at=row.sent_at,
        journey=journey_of(ReferralId(row.id), row),
        is_asked=row.is_asked,
    )


def _place(referral_id: ReferralId) -> Place:
    return Place("referral", "sealed_answers", referral_id)
