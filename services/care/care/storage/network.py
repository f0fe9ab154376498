"""Who was chosen to support whom, how homes were found to be, and moves that are asked for."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from care.domain.allocation import Allocation
from care.domain.moving import UNDER_WAY, HomeCheck, MoveRequest
from care.storage.network_tables import allocation, home_check, move_request
from care.storage.repositories import found
from contracts.ids import SupportCaseId


class Network:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, thing: Allocation | HomeCheck | MoveRequest) -> None:
        self._session.add(thing)

    async def allocations(self, case_id: SupportCaseId) -> Sequence[Allocation]:
        """The latest first."""
        query = select(Allocation).where(allocation.c.support_case_id == case_id)
        return (await self._session.scalars(query.order_by(allocation.c.allocated_at.desc()))).all()

    async def checks(self, case_id: SupportCaseId) -> Sequence[HomeCheck]:
        """The latest first."""
        query = select(HomeCheck).where(home_check.c.support_case_id == case_id)
        return (await self._session.scalars(query.order_by(home_check.c.checked_at.desc()))).all()

    async def moves(self, case_id: SupportCaseId) -> Sequence[MoveRequest]:
        """The latest first."""
        query = select(MoveRequest).where(move_request.c.support_case_id == case_id)
        return (await self._session.scalars(query.order_by(move_request.c.asked_at.desc()))).all()

    async def move_under_way(self, case_id: SupportCaseId) -> MoveRequest | None:
        table = move_request.c
        query = select(MoveRequest).where(
            table.support_case_id == case_id, table.state.in_(sorted(UNDER_WAY))
        )
        return (await self._session.scalars(query.with_for_update())).one_or_none()

    async def move(self, move_id: UUID) -> MoveRequest:
        return found(await self._session.get(MoveRequest, move_id), "request for a move")
