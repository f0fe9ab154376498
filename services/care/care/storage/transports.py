"""Journeys: one to be changed, those of a placement, and those of a driver."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.transport import Transport, TransportId
from care.storage.repositories import found
from care.storage.transport_tables import transport
from contracts.ids import PlacementId

MOST_LISTED = 100


class Transports:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, journey: Transport) -> None:
        self._session.add(journey)

    async def locked(self, transport_id: TransportId) -> Transport:
        query = select(Transport).where(transport.c.id == transport_id).with_for_update()
        return found((await self._session.scalars(query)).one_or_none(), "journey")

    async def of_placement(self, placement_id: PlacementId) -> Sequence[Transport]:
        query = select(Transport).where(transport.c.placement_id == placement_id)
        return (await self._session.scalars(query.order_by(transport.c.arranged_at))).all()

    async def of_driver(self, driver_id: str) -> Sequence[Transport]:
        """The latest day first."""
        query = select(Transport).where(transport.c.driver_id == driver_id).limit(MOST_LISTED)
        return (await self._session.scalars(query.order_by(transport.c.pick_up_on.desc()))).all()
