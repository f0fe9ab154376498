"""Queues as people have narrowed them, under a name of their own; some shared with everybody who decides."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from contracts.ids import UserId
from decision.storage.tables import plumbing
from decision.storage.view_tables import saved_view

MOST = 50
NAME_LIMIT = 60


class ViewNotFound(Exception):
    """There is none, or it is somebody else's and not shared."""


class NameTaken(Exception):
    """Whoever saves it has another view of this name, however its letters are written."""


class TooManyViews(Exception):
    """Nobody finds their way among more than so many."""


@dataclass(frozen=True, kw_only=True)
class SavedView:
    """`ticked` are the boxes of the filter, as in the address of the queue."""

    id: UUID
    owner: UserId
    name: str
    queue: str
    ticked: Mapping[str, Sequence[str]]
    is_shared: bool = False
    saved_at: datetime


@dataclass(frozen=True)
class ListedView:
    view: SavedView
    owner_name: str


class SavedViews:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, view: SavedView) -> None:
        """Raises NameTaken and TooManyViews."""
        await self._check_name(view.owner, view.name, but=None)
        owned = select(func.count()).select_from(saved_view).where(saved_view.c.owner == view.owner)
        if (await self._session.scalar(owned) or 0) >= MOST:
            raise TooManyViews
        await self._session.execute(insert(saved_view).values(asdict(view)))

    async def seen_by(self, person: UserId) -> list[ListedView]:
        """One's own first, then what others share, each by name."""
        query = _views().where(_is_seen_by(person))
        is_shared_by_others = saved_view.c.owner != person
        ordered = query.order_by(is_shared_by_others, func.lower(saved_view.c.name), saved_view.c.id)
        return [_listed(row) for row in await self._session.execute(ordered)]

    async def own(self, view_id: UUID, owner: UserId) -> SavedView:
        """Raises ViewNotFound."""
        row = (await self._session.execute(_views().where(_is_own(view_id, owner)))).one_or_none()
        if row is None:
            raise ViewNotFound
        return _listed(row).view

    async def rename(self, view_id: UUID, name: str, *, owner: UserId) -> None:
        """Raises ViewNotFound and NameTaken."""
        await self.own(view_id, owner)
        await self._check_name(owner, name, but=view_id)
        await self._session.execute(update(saved_view).where(_is_own(view_id, owner)).values(name=name))

    async def share(self, view_id: UUID, *, is_shared: bool, owner: UserId) -> None:
        """Raises ViewNotFound."""
        await self.own(view_id, owner)
        changed = update(saved_view).where(_is_own(view_id, owner)).values(is_shared=is_shared)
        await self._session.execute(changed)

    async def delete(self, view_id: UUID, *, owner: UserId) -> None:
        """Raises ViewNotFound."""
        await self.own(view_id, owner)
        await self._session.execute(delete(saved_view).where(_is_own(view_id, owner)))

    async def _check_name(self, owner: UserId, name: str, *, but: UUID | None) -> None:
        same = and_(saved_view.c.owner == owner, func.lower(saved_view.c.name) == func.lower(name))
        taken = select(saved_view.c.id).where(same, saved_view.c.id.is_distinct_from(but))
        if await self._session.scalar(taken):
            raise NameTaken


def _views() -> Select[tuple[object, ...]]:
    directory = plumbing.directory
    owner_name = directory.c.name.label("owner_name")
    return select(saved_view, owner_name).outerjoin(directory, directory.c.user_id == saved_view.c.owner)


def _is_own(view_id: UUID, owner: UserId):  # type: ignore[no-untyped-def]  # an expression of SQL
    return and_(saved_view.c.id == view_id, saved_view.c.owner == owner)


def _is_seen_by(person: UserId):  # type: ignore[no-untyped-def]  # an expression of SQL
    return or_(saved_view.c.owner == person, saved_view.c.is_shared)


def _listed(row: Row[tuple[object, ...]]) -> ListedView:
    view = SavedView(
        id=row.id,
        owner=UserId(row.owner),
        name=row.name,
        queue=row.queue,
        ticked=row.ticked,
        is_shared=row.is_shared,
        saved_at=row.saved_at,
    )
    return ListedView(view, row.owner_name or "")
