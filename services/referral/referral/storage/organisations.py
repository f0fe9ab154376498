"""What an organisation has under way: its referrals and drafts, without answers, and names it typed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, insert, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import ReferralId, UserId
from plumbing.encryption import DataKeys, Place
from referral.domain.referral import Referral, Route
from referral.domain.stages import Journey
from referral.storage.journeys import journey_of
from referral.storage.referrals import After
from referral.storage.tables import draft, journey, plumbing, referral
from referral.storage.tables import unlisted_organisation as unlisted


@dataclass(frozen=True)
class SentByColleague:
    id: ReferralId
    reference: str
    author: UserId
    route: Route
    sent_at: datetime
    journey: Journey


@dataclass(frozen=True)
class DraftsOfColleague:
    author: UserId
    count: int
    oldest_change: datetime


@dataclass(frozen=True)
class Unlisted:
    """A name that was typed in, to be checked against the register."""

    name: str
    reference: str
    named_at: datetime


class OrganisationWork:
    """What is visible here is what the transaction's tenant may see: its own organisation."""

    def __init__(self, session: AsyncSession, keys: DataKeys) -> None:
        self._session = session
        self._keys = keys

    async def sent(self, *, after: After | None = None, limit: int = 50) -> Sequence[SentByColleague]:
        query = _SENT.order_by(referral.c.sent_at.desc(), referral.c.id.desc()).limit(limit)
        if after is not None:
            query = query.where(tuple_(referral.c.sent_at, referral.c.id) < (after.sent_at, after.id))
        return [_sent(row) for row in await self._session.execute(query)]

    async def place_of(self, referral_id: ReferralId) -> After | None:
        query = select(referral.c.sent_at).where(referral.c.id == referral_id)
        sent_at: datetime | None = (await self._session.execute(query)).scalar_one_or_none()
        return None if sent_at is None else After(sent_at, referral_id)

    async def open_drafts(self, *, changed_after: datetime) -> Sequence[DraftsOfColleague]:
        oldest = func.min(draft.c.changed_at)
        query = select(draft.c.author, func.count().label("open"), oldest.label("oldest"))
        alive = query.where(draft.c.changed_at > changed_after).group_by(draft.c.author).order_by(oldest)
        rows = await self._session.execute(alive)
        return [DraftsOfColleague(UserId(row.author), row.open, row.oldest) for row in rows]

    async def names(self, organisation: str) -> Mapping[UserId, str]:
        """Who works there. Needs the staff's rights: tenants have no directory."""
        person = plumbing.directory.c
        query = select(person.user_id, person.name).where(person.organisation == organisation)
        return {UserId(row.user_id): row.name for row in await self._session.execute(query)}

    async def flag(self, sent: Referral, names: Sequence[str]) -> None:
        """The names are sealed like the answers they come from."""
        key = await self._keys.get(sent.id)
        values = {
            "referral_id": sent.id,
            "organisation": sent.organisation,
            "sealed_name": key.seal_json(list(names), _place(sent.id)),
            "named_at": sent.sent_at,
        }
        await self._session.execute(insert(unlisted).values(values))

    async def unlisted(self, limit: int = 50) -> Sequence[Unlisted]:
        query = select(unlisted, referral.c.reference).join(referral)
        rows = await self._session.execute(query.order_by(unlisted.c.named_at.desc()).limit(limit))
        return [each for row in rows.all() for each in await self._open(row)]

    async def _open(self, row: Row[Any]) -> list[Unlisted]:
        """Earlier rows hold one name and no list."""
        key = await self._keys.get(row.referral_id)
        found = key.open_json(row.sealed_name, _place(row.referral_id))
        names = [found] if isinstance(found, str) else found
        return [Unlisted(name, row.reference, row.named_at) for name in names]


_SENT = select(
    referral.c.id,
    referral.c.reference,
    referral.c.author,
    referral.c.route,
    referral.c.sent_at,
    *(column for column in journey.c if column.name != "referral_id"),
).outerjoin(journey, journey.c.referral_id == referral.c.id)


def _sent(row: Row[Any]) -> SentByColleague:
    return SentByColleague(
        id=ReferralId(row.id),
        reference=row.reference,
        author=UserId(row.author),
        route=Route(row.route),
        sent_at=row.sent_at,
        journey=journey_of(ReferralId(row.id), row),
    )


def _place(referral_id: UUID) -> Place:
    return Place("unlisted_organisation", "sealed_name", referral_id)
