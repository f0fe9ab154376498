"""What somebody looked for, under an id that says nothing, until it expires. Never a name."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import UserId
from decision.domain.stages import Stage
from decision.storage.queue_tables import case_search

KEPT = timedelta(hours=1)


class SearchNotFound(Exception):
    """There is none, it has expired, or somebody else made it."""


@dataclass(frozen=True, kw_only=True)
class SearchFor:
    """Everything said must hold. Days are London days, both counted; `reference` is how it begins.

    `referrals` are those the referral service found for a name, which is itself kept nowhere.
    """

    reference: str = ""
    organisation: str = ""
    received_from: date | None = None
    received_until: date | None = None
    stage: Stage | None = None
    referrals: tuple[UUID, ...] | None = None

    @property
    def says_nothing(self) -> bool:
        return self == SearchFor()


READER = TypeAdapter(SearchFor)


class Searches:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep(self, search_id: UUID, wanted: SearchFor, *, by: UserId, at: datetime) -> None:
        row = {
            "id": search_id,
            "made_by": by,
            "made_at": at,
            "expires_at": at + KEPT,
            "criteria": READER.dump_python(wanted, mode="json"),
        }
        await self._session.execute(insert(case_search).values(row))

    async def get(self, search_id: UUID, *, by: UserId, at: datetime) -> SearchFor:
        """Raises SearchNotFound."""
        query = select(case_search.c.criteria).where(
            case_search.c.id == search_id, case_search.c.made_by == by, case_search.c.expires_at > at
        )
        criteria = await self._session.scalar(query)
        if criteria is None:
            raise SearchNotFound
        return READER.validate_python(criteria)

    async def forget_expired(self, *, at: datetime) -> int:
        gone = delete(case_search).where(case_search.c.expires_at <= at).returning(case_search.c.id)
        return len((await self._session.execute(gone)).all())
