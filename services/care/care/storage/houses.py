"""Houses with what stands in the way of a booking: beds, live placements and voids, in five queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.beds import Bedspace, Premises, Void, VoidId, Window
from care.domain.booking import House
from care.domain.people import PersonId
from care.domain.placement import NOT_LIVE, Placement
from care.storage import tables
from care.storage.missing import Missing
from care.storage.risk_tables import known_house
from contracts.ids import BedspaceId, PremisesId

_T = TypeVar("_T")
_premises, _bedspace, _void, _placement = (
    tables.premises.c,
    tables.bedspace.c,
    tables.bed_void.c,
    tables.placement.c,
)


class Houses:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def locked_around(self, bedspace_id: BedspaceId, *, since: date) -> tuple[House, Bedspace]:
        """The bed and its house. Whoever books or voids in this house next waits until we are done."""
        bedspace = await self._session.get(Bedspace, bedspace_id)
        if bedspace is None:
            raise Missing("bedspace")
        lock = select(Premises).where(_premises.id == bedspace.premises_id).with_for_update()
        premises = (await self._session.scalars(lock)).one()
        return (await self._furnish([premises], Window(since, date.max)))[0], bedspace

    def add_void(self, void: Void) -> None:
        self._session.add(void)

    async def void(self, void_id: VoidId, *, fresh: bool = False) -> Void:
        found = await self._session.get(Void, void_id, populate_existing=fresh)
        if found is None:
            raise Missing("void")
        return found

    async def lock_all(self, bedspace_ids: Iterable[BedspaceId]) -> None:
        """For several beds at once: always in the same order, so that nobody waits for each other."""
        ids = select(_bedspace.premises_id).where(_bedspace.id.in_(list(bedspace_ids)))
        lock = select(_premises.id).where(_premises.id.in_(ids)).order_by(_premises.id).with_for_update()
        await self._session.execute(lock)

    async def locked(self, premises_id: PremisesId, *, since: date) -> House:
        lock = select(Premises).where(_premises.id == premises_id).with_for_update()
        premises = (await self._session.scalars(lock)).one_or_none()
        if premises is None:
            raise Missing("premises")
        return (await self._furnish([premises], Window(since, date.max)))[0]

    async def one(self, premises_id: PremisesId, within: Window) -> House:
        premises = await self._session.get(Premises, premises_id)
        if premises is None:
            raise Missing("premises")
        return (await self._furnish([premises], within))[0]

    async def all(self, within: Window, *, regions: Iterable[str] | None = None) -> list[House]:
        """Every house one may see, with what happens in it within these days."""
        query = select(Premises).order_by(_premises.region, _premises.code)
        if regions is not None:
            query = query.where(_premises.region.in_(list(regions)))
        return await self._furnish((await self._session.scalars(query)).all(), within)

    async def _furnish(self, houses: Sequence[Premises], within: Window) -> list[House]:
        ids = [premises.id for premises in houses]
        beds = await self._all(
            select(Bedspace).where(_bedspace.premises_id.in_(ids)).order_by(_bedspace.code)
        )
        stays = await self._all(select(Placement).where(*_placements_in(ids, within)))
        voids = await self._all(
            select(Void).where(_void.bedspace_id.in_([bed.id for bed in beds]), ~_void.is_cancelled)
        )
        known = await self._known_through(ids)
        return [
            replace(_furnished(premises, beds, stays, voids), known_through=known[premises.id])
            for premises in houses
        ]

    async def _known_through(self, ids: Sequence[PremisesId]) -> Mapping[PremisesId, frozenset[PersonId]]:
        table = known_house.c
        query = select(table.premises_id, table.person_id).where(table.premises_id.in_(ids))
        people: dict[PremisesId, frozenset[PersonId]] = defaultdict(frozenset)
        for premises_id, person_id in await self._session.execute(query):
            people[premises_id] |= {person_id}
        return people

    async def _all(self, query: Select[_T]) -> Sequence[_T]:
        return (await self._session.scalars(query)).all()


def _placements_in(ids: Sequence[UUID], within: Window) -> list[ColumnElement[bool]]:
    return [
        _placement.premises_id.in_(ids),
        _placement.state.not_in(NOT_LIVE),
        _placement.occupied_until >= within.first,
        _placement.arrival_on <= within.last,
    ]


def _furnished(
    premises: Premises, beds: Sequence[Bedspace], stays: Sequence[Placement], voids: Sequence[Void]
) -> House:
    own_beds = [bed for bed in beds if bed.premises_id == premises.id]
    ids = {bed.id for bed in own_beds}
    return House(
        premises=premises,
        bedspaces=own_beds,
        placements=[stay for stay in stays if stay.premises_id == premises.id],
        voids=[void for void in voids if void.bedspace_id in ids],
    )
